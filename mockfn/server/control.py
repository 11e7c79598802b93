"""The control routes, below `/_mockfn/`: what came, what is said, and a way back to the start.

They are no part of the imitated API. What is wrong with a request to them is a 4xx in the same envelope, with a message
that lists what exists.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import msgspec

from mockfn.errors import ScriptError, SettingError
from mockfn.jsontext import encode
from mockfn.server.asked import Asked, ControlError, Said
from mockfn.server.bodies import read_body
from mockfn.server.desk import Desk
from mockfn.server.events import EVENTS, Watch, stream_events
from mockfn.server.inspector import page, policy
from mockfn.server.listing import as_lines, find, listed, number_of, whole
from mockfn.server.metrics import exposition
from mockfn.server.origins import objection_to
from mockfn.server.scopes import check_name, scope_name
from mockfn.shared import StateError
from mockfn.verdict import joined, verdict_data

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["ROUTES", "control", "is_control"]

_MOST = 8 * 1024 * 1024
_WATCHERS = 64


def _journal(asked: Asked) -> Said:
    form = asked.query.get("format") or ("jsonl" if "jsonl" in asked.headers.get("accept", "") else "json")
    if form not in ("json", "jsonl"):
        raise ControlError(400, f"There is no format {form[:60]!r}. Known: json, jsonl.", param="format")
    found = listed(asked)
    return Said(encode(found)) if form == "json" else Said(as_lines(found), "application/jsonl")


def _events(asked: Asked) -> Watch:
    asked.known("since")
    # A browser that reconnects says which event was its last; that of another run of the server says nothing.
    run, _, last = asked.headers.get("last-event-id", "").rpartition(".")
    since = last if run == asked.desk.run else asked.query.get("since", "0")
    return Watch(asked.desk, number_of(since, "since"), asked.scope)


def _exchange(asked: Asked) -> Said:
    asked.known()
    found = find(asked.desk, asked.id)
    if found is None:
        raise ControlError(
            404,
            f"The journal holds no exchange {asked.id[:20]!r}.",
            remedy="GET /_mockfn/journal lists those it holds.",
        )
    return Said(encode(whole(asked, found)))


def _inspector(asked: Asked) -> Said:
    del asked
    return Said(page(), "text/html; charset=utf-8", headers={"content-security-policy": policy()})


def _verdict(asked: Asked) -> Said:
    asked.known()
    found = [mock.verdict for name, mock in asked.desk.scopes.all() if asked.scope in (None, name)]
    return Said(encode(verdict_data(joined(found))))


def _script(asked: Asked) -> Said:
    asked.known()
    try:
        text = asked.body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise ControlError(400, "The script is no UTF-8 text.") from wrong
    # The line break tells a text from the path of a file, which nobody may name from outside.
    rules = asked.desk.scopes.told(asked.scope, script=f"{text}\n")
    return Said(encode({"rules": rules, "scope": asked.scope}))


def _seed(asked: Asked) -> Said:
    asked.known()
    seed = _integer(asked.body)
    asked.desk.scopes.told(asked.scope, seed=seed)
    return Said(encode({"seed": seed, "scope": asked.scope}))


def _integer(body: bytes) -> int:
    """The seed of `{"seed": 7}` or `7`."""
    try:
        data: Any = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        data = None
    if isinstance(data, dict):
        unknown = next((name for name in data if name != "seed"), None)
        if unknown is not None:
            raise ControlError(400, f"There is no member {unknown[:60]!r}.", param=unknown[:60], remedy="Known: seed.")
        data = data.get("seed")
    if not isinstance(data, int) or isinstance(data, bool) or abs(data) >= 2**63:
        raise ControlError(400, "A seed is an integer of 64 bits.", param="seed", remedy='Send {"seed": 7}.')
    return data


def _reset(asked: Asked) -> Said:
    asked.known()
    asked.desk.scopes.reset(asked.scope)
    return Said(encode({"reset": "everything" if asked.scope is None else asked.scope}))


def _metrics(asked: Asked) -> Said:
    return Said(*exposition(asked.desk))


def _health(asked: Asked) -> Said:
    del asked
    return Said(b'{"status":"ok"}')


# By path, by method. A path that ends in a slash takes what follows as an id.
ROUTES: dict[str, dict[str, Callable[[Asked], Said | Watch]]] = {
    "/_mockfn/": {"GET": _inspector},
    "/_mockfn/events": {"GET": _events},
    "/_mockfn/journal": {"GET": _journal},
    "/_mockfn/journal/": {"GET": _exchange},
    "/_mockfn/verdict": {"GET": _verdict},
    "/_mockfn/script": {"POST": _script},
    "/_mockfn/seed": {"POST": _seed},
    "/_mockfn/reset": {"POST": _reset},
    "/metrics": {"GET": _metrics},
    "/healthz": {"GET": _health},
}


def is_control(path: str) -> bool:
    """Whether a path is none of the imitated API's."""
    return path.startswith("/_mockfn") or path in ROUTES


def control(desk: Desk) -> ASGIApp:
    """The ASGI app of the control routes."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(receive, _MOST + 1)
        if body is not None:
            # In a thread: cleaning a page of long conversations takes a while, and streams must not wait for it.
            said = await asyncio.to_thread(_answer, desk, scope, body)
            head = scope["method"] == "HEAD"
            if isinstance(said, Watch):
                if len(desk.watching) < _WATCHERS and not head:
                    await stream_events(said, receive, send)
                    return
                said = Said(b"", EVENTS) if head else _TOO_MANY
            await _say(send, said, head=head)

    return app


def _answer(desk: Desk, scope: Scope, body: bytes) -> Said | Watch:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    try:
        # Health and counts are asked for by whatever probes and scrapes, under whatever name it knows.
        refused = objection_to(headers) if scope["path"].startswith("/_mockfn") else None
        if refused:
            raise ControlError(403, refused)
        if scope["path"] == "/_mockfn":
            return Said(b"", status=307, headers={"location": "/_mockfn/"})
        route, id = _route(scope["path"], scope["method"])
        if len(body) > _MOST:
            raise ControlError(413, f"The body is too large: expected at most {_MOST} bytes.")
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        name = query.get("scope", scope_name(scope["headers"]))
        if name is not None:
            check_name(name)
        return route(Asked(desk, query, headers, name, body, id))
    except ControlError as wrong:
        return _error(wrong.status, str(wrong), wrong.param)
    except ScriptError as wrong:
        return _error(400, str(wrong), wrong.key, line=wrong.line, rule=wrong.rule)
    except StateError as wrong:
        return _error(503, str(wrong))
    except SettingError as wrong:
        return _error(400, str(wrong))


def _route(path: str, method: str) -> tuple[Callable[[Asked], Said | Watch], str]:
    folder, slash, id = path.rpartition("/")
    methods = ROUTES.get(path) or (ROUTES.get(folder + slash) if folder != "/_mockfn" else None)
    if methods is None:
        raise ControlError(404, f"There is no {path[:80]!r}. Known: {_known()}.")
    route = methods.get("GET" if method == "HEAD" else method)
    if route is None:
        raise ControlError(405, f"{path} takes {' and '.join(methods)}, not {method}.")
    return route, id


def _known() -> str:
    return ", ".join(
        f"{method} {path}{'{number}' if path.endswith('journal/') else ''}"
        for path, methods in ROUTES.items()
        for method in methods
    )


def _error(status: int, message: str, param: str | None = None, **more: object) -> Said:
    given = {name: value for name, value in more.items() if value is not None}
    error = {"message": message, "type": "mockfn_control", "param": param, "code": None, **given}
    return Said(encode({"error": error}), status=status)


_TOO_MANY = _error(503, f"{_WATCHERS} watch already. Close a page, or ask for the journal.")


async def _say(send: Send, said: Said, *, head: bool) -> None:
    headers = {
        "content-type": said.kind,
        "content-length": str(len(said.body)),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
        **said.headers,
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": said.status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if head else said.body})
