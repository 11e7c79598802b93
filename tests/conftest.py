"""Every test runs the same way each time, and reaches no network but this machine's loopback."""

import errno
import ipaddress
import sys

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
