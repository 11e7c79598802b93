"""tornado's own HTTP client: turned where a request has left the queue and gets a connection.

It reads from file descriptors, so its connection is one end of a socket pair; the other end plays the response.
"""

from __future__ import annotations

import asyncio
import copy
import socket
from collections.abc import Callable
from types import ModuleType
from typing import Any

from mockfn.http import Request, Response
from mockfn.intercept.layers import Listening, route
from mockfn.intercept.patches import replace
from mockfn.intercept.playing import joined, on_the_wire, play

__all__ = ["patch"]


def patch(simple_httpclient: ModuleType) -> None:
    """Turn `tornado.simple_httpclient`."""
    client = simple_httpclient.SimpleAsyncHTTPClient
    replace(client, "_handle_request", lambda original: _handle_request(simple_httpclient.IOStream, original))


def _handle_request(stream: Any, original: Callable[..., Any]) -> Callable[..., Any]:
    def handle_request(client: Any, request: Any, release: Any, final: Any) -> None:
        asked = route(request.method, request.url)
        if asked is None:
            original(client, request, release, final)
            return
        headers = joined(request.headers.get_all())
        outcome = asked.ask(Request(request.method, request.url, headers, request.body or b""))
        if outcome.tap is not None:
            request, final = _heard(request, final, outcome.tap)
        if outcome.response is not None:
            # The connection is built from the client's attributes; this one differs from the client in one of them.
            client = _Turned(client, _Connecting(stream, outcome.response, request.method))
        original(client, request, release, final)

    return handle_request


def _heard(request: Any, final: Callable[[Any], None], tap: Listening) -> tuple[Any, Callable[[Any], None]]:
    """The request and the callback for its response, so that `tap` hears of both; of the head at the end only."""
    pieces: list[bytes] = []
    wanted = request.streaming_callback
    if wanted is not None:

        def streaming(piece: bytes) -> None:
            pieces.append(piece)
            wanted(piece)

        sent = copy.copy(request.request)
        sent.streaming_callback = streaming
        request = type(request)(sent, request.defaults)

    def done(response: Any) -> None:
        if response.code != 599:  # tornado's own status for a connection that failed
            tap.head(response.code, joined(response.headers.get_all()))
            for piece in pieces or filter(None, [response.body]):
                tap.data(piece)
        tap.end("cut" if response.code == 599 else "whole", response.error if response.code == 599 else None)
        final(response)

    return request, done


class _Turned:
    """The client, but for where its connections lead."""

    def __init__(self, client: Any, connecting: _Connecting) -> None:
        self._client = client
        self.tcp_client = connecting

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


class _Connecting:
    """Takes the place of tornado's TCP client."""

    def __init__(self, stream: Any, response: Response, method: str) -> None:
        self._stream = stream
        self._response = on_the_wire(response, method)

    async def connect(self, *_args: Any, **_options: Any) -> Any:
        near, far = socket.socketpair()
        far.setblocking(False)
        task = asyncio.ensure_future(self._play(far))
        stream = self._stream(near)
        stream.set_nodelay = lambda _value: None  # a socket pair has no such option
        stream.mockfn_task = task  # a loop holds its tasks weakly
        return stream

    async def _play(self, far: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_recv(far, 65536)  # the request has begun; what it says is known
            for step in play(self._response):
                if isinstance(step, bytes):
                    await loop.sock_sendall(far, step)
                elif isinstance(step, float):
                    await asyncio.sleep(step)
                elif step == "stall":
                    while await loop.sock_recv(far, 65536):
                        """Until the client goes."""
        except OSError:
            """The client went."""
        finally:
            far.close()
