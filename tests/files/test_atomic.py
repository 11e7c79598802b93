import multiprocessing
import os
import stat
import threading

import pytest

from mockfn.files import atomic
from mockfn.files.atomic import is_locked, locked, replace_file, try_lock


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "deep" / "a.yaml"
    replace_file(path, b"old")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.listdir(path.parent) == ["a.yaml"]


def test_permissions_stay_and_new_files_are_as_others(tmp_path):
    path = tmp_path / "a"
    replace_file(path, b"x")
    (tmp_path / "b").write_bytes(b"")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "b").stat().st_mode)
    path.chmod(0o600)
    replace_file(path, b"y")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_where_a_step_fails_the_old_file_stays(tmp_path, monkeypatch, step):
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, step, fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_threads_take_turns(tmp_path):
    inside, most = [], []

    def work():
        with locked(tmp_path / "a"):
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1


def add_one(path):
    for _ in range(10):
        with locked(path):
            path.write_text(str(int(path.read_text()) + 1))


def test_processes_take_turns(tmp_path):
    path = tmp_path / "count"
    path.write_text("0")
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=add_one, args=(path,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert path.read_text() == "20"


def test_a_lock_is_seen_while_it_is_held(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"")
    descriptor = os.open(path, os.O_RDWR)
    assert try_lock(descriptor)
    assert is_locked(path)
    os.close(descriptor)
    assert not is_locked(path)
    assert not is_locked(tmp_path / "none")
