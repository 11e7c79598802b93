import os
import subprocess
import sys

import pytest

from mockfn.cassette import Interaction
from mockfn.errors import CassetteError
from mockfn.files.partial import Partial, leftovers, recover
from mockfn.http import Frame, Request, Response


def exchange(n):
    frames = (Frame(f"data: {n}\n\n".encode(), 0.1), Frame(b"data: [DONE]\n\n", 0.1))
    return Interaction(
        Request("POST", "https://x/", {}, b'{"n": %d}' % n),
        Response(200, {"content-type": "text/event-stream"}, frames),
    )


def test_exchanges_are_on_the_disk_as_they_end(tmp_path):
    partial = Partial(tmp_path / "c.yaml")
    assert partial.path is None
    for n in range(3):
        partial.append(exchange(n))
        assert recover(partial.path).interactions == tuple(exchange(m) for m in range(n + 1))
    assert leftovers(tmp_path / "c.yaml") == []
    partial.close()
    assert os.listdir(tmp_path) == []


def test_two_recordings_of_one_cassette_do_not_meet(tmp_path):
    first, second = Partial(tmp_path / "c.yaml"), Partial(tmp_path / "c.yaml")
    first.append(exchange(1))
    second.append(exchange(2))
    assert first.path != second.path
    first.close(keep=True)
    second.close()
    (left,) = leftovers(tmp_path / "c.yaml")
    assert recover(left).interactions == (exchange(1),)
    assert leftovers(tmp_path / "d.yaml") == []


def test_of_a_torn_file_what_was_written_whole_is_recovered(tmp_path):
    partial = Partial(tmp_path / "c.yaml")
    for n in range(3):
        partial.append(exchange(n))
    data = partial.path.read_bytes()
    partial.close()
    torn = tmp_path / "torn"
    counts = set()
    for size in [*range(0, len(data), 9), len(data)]:
        torn.write_bytes(data[:size])
        found = recover(torn).interactions
        assert found == tuple(exchange(n) for n in range(len(found)))
        counts.add(len(found))
    assert counts == {0, 1, 2, 3}


def test_what_a_killed_process_leaves_is_found(tmp_path):
    program = (
        "import os, signal, sys; from pathlib import Path; from mockfn.files.partial import Partial;"
        "from mockfn.cassette import Interaction; from mockfn.http import Request, Response;"
        "Partial(Path(sys.argv[1])).append(Interaction(Request('GET', '/'), Response(200)));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path / "c.yaml"], check=False)
    (left,) = leftovers(tmp_path / "c.yaml")
    assert recover(left).interactions == (Interaction(Request("GET", "/"), Response(200)),)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(CassetteError) as caught:
        recover(tmp_path / "none")
    assert str(caught.value) == f"{tmp_path / 'none'}: cannot be read: No such file or directory."
