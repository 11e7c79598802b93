"""The server: `create_app` for any ASGI server, `MockServer` in a thread."""

from mockfn.server.app import create_app
from mockfn.server.thread import MockServer

__all__ = ["MockServer", "create_app"]
