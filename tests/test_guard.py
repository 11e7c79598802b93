"""In processes of their own: here a hook of these tests would refuse before the guard is asked."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, json, socket, threading
from mockfn.guard import guarded

def connect(host="192.0.2.1", port=443):
    with socket.socket() as one:
        one.settimeout(0.2)
        one.connect((host, port))

def on_uvloop():
    import uvloop
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(asyncio.open_connection("192.0.2.1", 443))

def in_a_thread():
    def work():
        try:
            connect()
        except OSError as error:
            errors.append(error)
    errors = []
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    raise errors[0]

def datagram():
    with socket.socket(type=socket.SOCK_DGRAM) as one:
        one.sendto(b"x", ("192.0.2.1", 53))

def loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        for host in ("127.0.0.1", "localhost"):
            connect(host, server.getsockname()[1])

WAYS = {
    "connect": connect,
    "look-up": lambda: socket.getaddrinfo("llm.example.com", 443),
    "look-up of bytes": lambda: socket.getaddrinfo(b"llm.example.com", None),
    "datagram": datagram,
    "thread": in_a_thread,
    "asyncio": lambda: asyncio.run(asyncio.open_connection("192.0.2.1", 443)),
    "uvloop": on_uvloop,
    "loopback": loopback,
}
def attempt_elsewhere():
    refused = []
    with guarded(refused.append, wants=lambda host: host == "llm.example.com", reason="stopped"):
        for host in ("192.0.2.1", "llm.example.com"):
            try:
                socket.getaddrinfo(host, 443)
            except OSError as error:
                refused.append(error.strerror)
    return refused

def attempt(act):
    refused = []
    try:
        with guarded(refused.append):
            act()
    except OSError as error:
        return [error.strerror, refused]
    except ImportError:
        return None
    return ["", refused]

print(json.dumps({way: attempt(act) for way, act in WAYS.items()} | {"elsewhere": attempt_elsewhere()}))
try:
    socket.create_connection(("127.0.0.1", 1), 0.2)
except ConnectionRefusedError:
    print("the guard has gone")
"""


@pytest.fixture(scope="module")
def done():
    return subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("way", "where"),
    [
        ("connect", "192.0.2.1:443"),
        ("look-up", "llm.example.com:443"),
        ("look-up of bytes", "llm.example.com"),
        ("datagram", "192.0.2.1:53"),
        ("thread", "192.0.2.1:443"),
        ("asyncio", "192.0.2.1:443"),
        ("uvloop", "192.0.2.1:443"),
    ],
)
def test_nothing_leaves_this_machine(done, way, where):
    found = json.loads(done.stdout.splitlines()[0])[way]
    if found is None:
        pytest.skip(f"{way} is not installed")
    assert found == [f"mockfn replays a cassette and opens no connection: {where}", [where]]


def test_a_guard_of_certain_hosts_lets_others_pass(done):
    found = json.loads(done.stdout.splitlines()[0])["elsewhere"]
    assert found == ["llm.example.com:443", "stopped: llm.example.com:443"]


def test_the_loopback_stays_open(done):
    assert json.loads(done.stdout.splitlines()[0])["loopback"] == ["", []]


def test_a_guard_goes_when_its_block_is_left(done):
    assert (done.stdout.splitlines()[1:], done.stderr) == (["the guard has gone"], "")
