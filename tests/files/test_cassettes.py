import gzip
import json

import pytest

from mockfn.cassette import Cassette, Interaction, dumps, loads, vcrpy
from mockfn.errors import CassetteError
from mockfn.files.cassettes import CassetteFile, read_cassettes
from mockfn.http import Frame, Request, Response


def exchange(n):
    return Interaction(Request("POST", f"https://x/{n}"), Response(200, {}, (Frame(b"ok"),)))


def test_a_cassette_is_written_and_read(tmp_path):
    file = CassetteFile(tmp_path / "c.yaml")
    assert file.load() is None
    file.save(Cassette((exchange(1),)))
    assert file.load() == Cassette((exchange(1),), str(tmp_path / "c.yaml"))
    assert (tmp_path / "c.yaml").read_text(encoding="utf-8") == dumps(Cassette((exchange(1),)))


@pytest.mark.parametrize("name", ["c.yaml", "c.json", "c.yaml.gz"])
def test_a_cassette_of_vcrpy_stays_one(tmp_path, name):
    path = tmp_path / name
    old = Cassette((exchange(1),), format="vcrpy")
    text = vcrpy.dumps_json(old) if "json" in name else vcrpy.dumps(old)
    path.write_bytes(gzip.compress(text.encode()) if "gz" in name else text.encode())
    file = CassetteFile(path)
    held = file.load()
    assert held.format == "vcrpy"
    file.save(Cassette((*held.interactions, exchange(2)), format="vcrpy"))
    data = path.read_bytes()
    text = (gzip.decompress(data) if "gz" in name else data).decode()
    assert loads(text).interactions == (exchange(1), exchange(2))
    assert ("json" in name) == text.startswith("{")
    if "json" in name:
        assert json.loads(text)["version"] == 1


def test_what_another_wrote_meanwhile_is_kept(tmp_path):
    first, second = CassetteFile(tmp_path / "c.yaml"), CassetteFile(tmp_path / "c.yaml")
    assert first.load() is second.load() is None
    first.save(Cassette((exchange(1), exchange(2))))
    second.save(Cassette((exchange(2), exchange(3))))
    assert second.load().interactions == (exchange(1), exchange(2), exchange(3))
    assert first.load().interactions == second.load().interactions


BROKEN = {
    "empty": (b"", "the file is empty. Restore it, or delete it to have it recorded again."),
    "cut": (b"cassette: 1\ninteractions:\n- {", ""),
    "foreign": (b"hello: world\n", "neither a cassette of mockfn nor one of vcrpy."),
    "no text": (b"caf\xe9", "not UTF-8."),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_cannot_be_read_is_never_overwritten(tmp_path, kind):
    data, message = BROKEN[kind]
    path = tmp_path / "c.yaml"
    file = CassetteFile(path)
    file.load()
    path.write_bytes(data)
    with pytest.raises(CassetteError) as caught:
        CassetteFile(path).load()
    assert str(caught.value).startswith(str(path))
    assert str(caught.value).endswith(message)
    with pytest.raises(CassetteError):
        file.save(Cassette((exchange(1),)))
    assert path.read_bytes() == data


def test_a_folder_is_no_cassette(tmp_path):
    with pytest.raises(CassetteError) as caught:
        CassetteFile(tmp_path).load()
    assert str(caught.value) == f"{tmp_path}: cannot be read: Is a directory."


def test_where_nothing_can_be_written_the_error_says_so(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    file = CassetteFile(tmp_path / "file" / "c.yaml")
    with pytest.raises(CassetteError) as caught:
        file.set_aside(Cassette())
    assert str(caught.value) == f"{tmp_path / 'file' / 'c.failed.yaml'}: cannot be written: File exists."


@pytest.mark.parametrize(
    ("name", "aside"),
    [
        ("c.yaml", "c.failed.yaml"),
        ("c.yaml.gz", "c.failed.yaml"),
        ("c.json", "c.failed.yaml"),
        ("T.t[a.b].yaml", "T.t[a.b].failed.yaml"),
    ],
)
def test_what_must_not_be_written_is_set_aside(tmp_path, name, aside):
    CassetteFile(tmp_path / name).set_aside(Cassette((exchange(1),)))
    assert loads((tmp_path / aside).read_bytes()).interactions == (exchange(1),)
    assert not (tmp_path / name).exists()


def test_the_recordings_of_files_and_folders_become_one_shelf(tmp_path):
    for n in range(3):
        CassetteFile(tmp_path / "deep" / f"{n}.yaml").save(Cassette((exchange(n),)))
    assert len(read_cassettes(tmp_path)) == 3
    assert len(read_cassettes([tmp_path / "deep" / "1.yaml"])) == 1
    assert read_cassettes([]) is None
