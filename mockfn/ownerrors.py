"""Errors of mockfn's own: what no provider says, and what fails a test."""

from __future__ import annotations

from mockfn.chat import APIError
from mockfn.http import Frame, Response
from mockfn.jsontext import encode

__all__ = ["failure", "own_error"]

# The SDKs obey it, so that such an error costs one request and not three.
_ONCE = {"x-should-retry": "false"}


def failure(kind: str, message: str) -> APIError:
    """An error that fails a test, for a provider's envelope: `kind` is its type, code and name."""
    return APIError(400, message, type=kind, code=kind, name=kind, headers=_ONCE)


def own_error(kind: str, message: str, *, status: int = 400) -> Response:
    """The same as an answer, for who stands where no provider is imitated."""
    error = {"message": message, "type": kind, "param": None, "code": kind}
    return Response(status, {"content-type": "application/json", **_ONCE}, (Frame(encode({"error": error})),))
