"""How uvicorn is set up."""

from __future__ import annotations

import sys

import pytest

from mockfn import MockProvider
from mockfn.server import create_app
from mockfn.server.uvicorns import configure


def test_connections_are_bounded() -> None:
    from mockfn.server.connections import Connection

    protocol = configure(create_app(MockProvider()), log_level="critical").http
    assert isinstance(protocol, type)
    assert issubclass(protocol, Connection)


def test_where_httptools_is_missing_uvicorn_takes_what_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mockfn.server.connections", None)
    assert configure(create_app(MockProvider()), log_level="critical").http == "auto"
