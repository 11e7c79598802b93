"""No test reaches the network; tests/conftest.py refuses, as a machine without one does."""

import socket

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "api.openai.com"])
def test_a_connection_to_another_machine_is_refused(host):
    with pytest.raises(OSError, match="tests use no network"):
        socket.create_connection((host, 443), timeout=1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_connection_to_this_machine_is_not(host):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection((host, server.getsockname()[1]), timeout=1).close()
