"""Errors of mockfn's own, said over the wire by those who stand where no provider is imitated."""

from __future__ import annotations

from mockfn.http import Frame, Response
from mockfn.jsontext import encode

__all__ = ["own_error"]


def own_error(kind: str, message: str, *, status: int = 400) -> Response:
    """An answer that fails a test: one that no SDK repeats, `kind` as its type and code, and the explanation."""
    error = {"message": message, "type": kind, "param": None, "code": kind}
    headers = {"content-type": "application/json", "x-should-retry": "false"}
    return Response(status, headers, (Frame(encode({"error": error})),))
