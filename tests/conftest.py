"""Every test runs the same way each time, and reaches no network but this machine's loopback."""

import errno
import ipaddress
import shutil
import signal
import socket
import subprocess
import sys
import time

import hypothesis
import pytest

from mockfn.chat import ChatRequest, Message

# Derandomized: a failure here is a failure everywhere. No deadline: a busy machine is no fault of the code.
hypothesis.settings.register_profile("mockfn", derandomize=True, deadline=None)
hypothesis.settings.load_profile("mockfn")

LOCAL_NAMES = {None, "", "localhost", b"localhost", "testserver"}


def _is_local(host):
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host if isinstance(host, str) else bytes(host).decode()).is_loopback
    except ValueError:
        return False


def _stay_local(event, arguments):
    """Refuses what would leave this machine, as a machine without a network does."""
    host = None
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    if not _is_local(host):
        raise OSError(errno.ENETUNREACH, f"a test tried to reach {host!r}: tests use no network")


sys.addaudithook(_stay_local)


@pytest.fixture(scope="session")
def conversation():
    """Makes a ChatRequest of lines: "user: hi", "assistant: hello", "tool get_time: 12:00" (the result of a tool)."""

    def message(line):
        speaker, _, text = line.partition(": ")
        role, _, name = speaker.partition(" ")
        return Message(role, text, name=name or None)

    def make(*lines, **given):
        messages = tuple(message(line) for line in lines)
        return ChatRequest(**{"json": {}, "model": "gpt-4o", "conversation": messages, **given})

    return make


class Redis:
    """A real Redis server on a port of its own, which writes nothing to disk. It can be halted, ended, begun anew."""

    def __init__(self, folder):
        pytest.importorskip("redis", reason="pip install 'mockfn[redis]'")
        self._program = shutil.which("redis-server")
        if self._program is None:
            pytest.skip("redis-server is not installed: apt-get install redis-server")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._folder = str(folder)
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def begin(self):
        options = ["--port", str(self._port), "--bind", "127.0.0.1", "--dir", self._folder]
        command = [self._program, *options, "--save", "", "--appendonly", "no"]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _wait_for(self._port)

    def halt(self):
        self._server.send_signal(signal.SIGSTOP)

    def go_on(self):
        self._server.send_signal(signal.SIGCONT)

    def end(self):
        self._server.kill()
        self._server.wait(timeout=10)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    """The URL of the Redis server of all tests that leave it running."""
    server = Redis(tmp_path_factory.mktemp("redis"))
    server.begin()
    yield server.url
    server.end()


@pytest.fixture
def redis_server(tmp_path):
    """A Redis server of the test's own."""
    server = Redis(tmp_path)
    server.begin()
    yield server
    server.end()


def _wait_for(port):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("redis-server did not begin to listen within 10 s")


@pytest.fixture
def url(redis_url):
    """The URL of an empty database."""
    import redis

    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
    return redis_url
