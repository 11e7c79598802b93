"""urllib3, and with it requests and botocore: turned where a pool is asked to open a URL.

The request goes on in urllib3's own code, retries and redirects included, but over a pool whose connections end in
memory. No proxy is asked, no certificate read.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from mockfn.http import Request
from mockfn.intercept.hosts import absolute
from mockfn.intercept.http_client import beneath
from mockfn.intercept.layers import Listening, Outcome, route
from mockfn.intercept.memory_socket import MemorySocket
from mockfn.intercept.patches import replace
from mockfn.intercept.playing import joined

__all__ = ["patch"]


def patch(connectionpool: ModuleType) -> None:
    """Turn `urllib3.connectionpool`; the pools of botocore and of SOCKS proxies inherit."""
    pool = connectionpool.HTTPConnectionPool
    replace(pool, "urlopen", lambda original: _urlopen(_standing_in(connectionpool), original))


def _urlopen(standing_in: Callable[[Any, Outcome, str], Any], original: Callable[..., Any]) -> Callable[..., Any]:
    def urlopen(pool: Any, method: str, url: str, body: Any = None, headers: Any = None, *args: Any, **kw: Any) -> Any:
        address = absolute(_base(pool), url)
        asked = route(method, address)
        if asked is None:
            with beneath(None):
                return original(pool, method, url, body, headers, *args, **kw)
        whole = _read(body)
        sent = pool.headers if headers is None else headers
        outcome = asked.ask(Request(method, address, _text_headers(sent), whole or b""))
        if outcome.response is not None:
            pool = standing_in(pool, outcome, method)
        try:
            with beneath(outcome.tap):
                return original(pool, method, url, whole, headers, *args, **kw)
        except BaseException as error:
            _tell(outcome.tap, error)
            raise
        finally:
            _tell(outcome.tap, ConnectionError("no response came; urllib3 sent the request again"))

    return urlopen


def _tell(tap: Listening | None, error: BaseException) -> None:
    """End a tap that heard nothing."""
    if tap is not None and not tap.begun:
        tap.end("cut", error)


def _standing_in(connectionpool: Any) -> Callable[[Any, Outcome, str], Any]:
    """What makes, for one request, a pool like the one asked whose only connection brings the outcome's response."""

    class Connection(connectionpool.HTTPConnection):  # type: ignore[misc]  # the module is a parameter
        def __init__(self, pool: Any, outcome: Outcome, method: str) -> None:
            super().__init__(pool.host, pool.port)
            self.default_port = 443 if pool.scheme == "https" else 80
            assert outcome.response is not None
            self.sock = MemorySocket()
            self.sock.serve(outcome.response, method, outcome.left)

    class Pool(connectionpool.HTTPConnectionPool):  # type: ignore[misc]  # the module is a parameter
        ConnectionCls = Connection

        def _get_conn(self, timeout: float | None = None) -> Any:  # noqa: ARG002 - urllib3 names it
            return self.connection

        def _put_conn(self, conn: Any) -> None:
            """It has served its one request."""

    def stand_in(pool: Any, outcome: Outcome, method: str) -> Any:
        made = Pool.__new__(Pool)
        made.__dict__.update(vars(pool), proxy=None, proxy_config=None, proxy_headers={})
        made.connection = Connection(pool, outcome, method)
        return made

    return stand_in


def _base(pool: Any) -> str:
    host = f"[{pool.host}]" if ":" in pool.host and not pool.host.startswith("[") else pool.host
    port = pool.port if pool.port not in (None, {"https": 443, "http": 80}.get(pool.scheme)) else None
    return f"{pool.scheme}://{host}:{port}" if port else f"{pool.scheme}://{host}"


def _read(body: Any) -> bytes | None:
    """The whole body of whatever kind urllib3 takes: bytes, text, a file, or an iterable of pieces."""
    if body is None:
        return None
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, str):
        return body.encode("utf-8")
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(body)
    try:
        return memoryview(body).tobytes()
    except TypeError:
        return b"".join([piece.encode("utf-8") if isinstance(piece, str) else bytes(piece) for piece in body])


def _text_headers(headers: Any) -> dict[str, str]:
    return joined((_text(name), _text(value)) for name, value in (headers or {}).items())


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
