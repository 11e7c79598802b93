"""httplib2: connects before it begins a request, and again after a failure, so its connections are turned there too."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from mockfn.intercept.hosts import absolute
from mockfn.intercept.http_client import connecting
from mockfn.intercept.layers import route
from mockfn.intercept.memory_socket import MemorySocket
from mockfn.intercept.patches import replace

__all__ = ["patch"]


def patch(httplib2: ModuleType) -> None:
    """Turn `httplib2.Http`. Everything after the socket is the business of `http.client`, which it inherits from."""
    replace(httplib2.Http, "_conn_request", _conn_request)
    replace(httplib2.HTTPConnectionWithTimeout, "connect", connecting)
    replace(httplib2.HTTPSConnectionWithTimeout, "connect", connecting)


def _conn_request(original: Callable[..., Any]) -> Callable[..., Any]:
    def conn_request(http: Any, connection: Any, request_uri: str, method: str, *args: Any, **kwargs: Any) -> Any:
        scheme = "https" if connection.default_port == 443 else "http"
        host = f"[{connection.host}]" if ":" in connection.host else connection.host
        if route(method, absolute(f"{scheme}://{host}:{connection.port}", request_uri)) is not None:
            if connection.sock is not None:
                connection.sock.close()
            connection.sock = MemorySocket(connection.timeout)
        return original(http, connection, request_uri, method, *args, **kwargs)

    return conn_request
