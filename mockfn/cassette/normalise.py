"""One form for requests that mean the same, so that a recording outlives the spelling of the client that made it.

What clients really vary (measured on thirty of them): assistant content null, empty or absent; tool-call arguments
re-serialised; ids of tool calls; members that carry nothing (`refusal: null`, `annotations: []`, `index`); parts
instead of a text; members at their documented default; the order of members, of tools and of required names. All else
counts.

Opt-in, for what an app writes anew on each run: "dates", "uuids", "paths", or any (pattern, replacement).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import msgspec
from msgspec import Struct

from mockfn.cassette.conversation import body_of
from mockfn.cassette.names import is_credential
from mockfn.errors import SettingError, did_you_mean
from mockfn.http import Request

__all__ = ["NORMALISERS", "Matching", "canonical", "key"]

_JSON = dict[str, Any]

_DATE = (
    r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?\b"
    r"|\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:\d{1,2} )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?: ?[AP]M)?\b"
)
_UUID = r"(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{32}\b"
_PATH = (
    r"(?:/private)?/(?:tmp|var/folders|var/tmp)/[^\s\"'`,;:)]+"
    r"|(?i:[A-Z]:\\Users\\[^\\\s]+\\AppData\\Local\\Temp\\[^\s\"',;)]+)"
)

NORMALISERS: Mapping[str, tuple[str, str]] = {
    "dates": (_DATE, "<date>"),
    "uuids": (_UUID, "<uuid>"),
    "paths": (_PATH, "<path>"),
}


class Matching(Struct, frozen=True):
    """What makes two requests the same.

    `ignore` holds members of the body that do not count: "tools", or paths such as "metadata.run_id" and
    "messages.*.name". `normalise` holds names of `NORMALISERS` or (pattern, replacement), applied to all texts.
    `body=False` compares method and URL alone; `host=False` leaves the host out, `query=False` the query.
    """

    ignore: tuple[str, ...] = ()
    normalise: tuple[str | tuple[str, str], ...] = ()
    body: bool = True
    host: bool = True
    query: bool = True

    def __post_init__(self) -> None:
        for name in self.normalise:
            if isinstance(name, str) and name not in NORMALISERS:
                raise SettingError(f"no normaliser is called {name!r}.", remedy=did_you_mean(name, NORMALISERS))

    def substitutions(self) -> list[tuple[re.Pattern[str], str]]:
        """The patterns to apply to every text."""
        pairs = (NORMALISERS[one] if isinstance(one, str) else one for one in self.normalise)
        return [(re.compile(pattern), word) for pattern, word in pairs]


# Members that say nothing at this value, by the documentation of the APIs: the same as their absence.
_DEFAULTS: Mapping[str, Any] = {"stream": False, "n": 1, "tool_choice": "auto", "parallel_tool_calls": True}

# Members of a message that restate what other members say, or that clients add to the echo of an answer.
_ECHOES = frozenset({"index", "parsed_arguments", "parsed", "provider_specific_fields", "annotations", "audio"})

# Members that carry the id of a tool call, in the three APIs.
_CALL_IDS = frozenset({"tool_call_id", "call_id", "tool_use_id"})

_CALL_TYPES = frozenset({"function_call", "tool_use", "custom_tool_call", "mcp_call"})


def canonical(request: Request, matching: Matching = Matching()) -> Any:  # noqa: B008 - frozen
    """The body as compared: normalised data for JSON, sorted pairs for a form, else the bytes as text."""
    body = request.body
    if not body or not matching.body:
        return None
    tree = body_of(body) if body.lstrip()[:1] in (b"{", b"[") else None
    if tree is None:
        return _other(request, matching)
    if isinstance(tree, dict):
        tree = _conversation(tree)
        for path in matching.ignore:
            _drop(tree, path.split("."))
    substitutions = matching.substitutions()
    return _substitute(tree, substitutions) if substitutions else tree


def key(request: Request, matching: Matching = Matching()) -> str:  # noqa: B008 - frozen
    """A digest that two requests share if and only if they mean the same under `matching`.

    Headers and credentials in the URL never count.
    """
    parts = [request.method.upper(), *_url(request.url, matching), canonical(request, matching)]
    try:
        written = msgspec.json.encode(parts, order="sorted")
    except UnicodeEncodeError:  # halves of characters, and bytes that are no text
        written = json.dumps(parts, sort_keys=True).encode()
    return hashlib.sha256(written).hexdigest()


def _url(url: str, matching: Matching) -> tuple[str, str, list[tuple[str, str]]]:
    try:
        parts = urlsplit(url)
        number = parts.port
    except ValueError:  # nobody can send it; who wrote it into a cassette learns so by a miss
        return "", url, []
    host = (parts.hostname or "") if matching.host else ""
    port = f":{number}" if matching.host and number not in (None, 80, 443) else ""
    pairs = parse_qsl(parts.query, keep_blank_values=True) if matching.query else []
    query = sorted(pair for pair in pairs if not is_credential(pair[0]))
    return f"{parts.scheme.lower() if matching.host else ''}//{host}{port}", _path(parts.path), query


def _path(path: str) -> str:
    """The path in one spelling: clients differ in which characters they escape, "%3A" or ":"."""
    return "/".join(quote(unquote(step), safe="") for step in path.split("/")) or "/"


def _other(request: Request, matching: Matching) -> Any:
    content_type = request.header("content-type") or ""
    body = request.body
    boundary = re.search(r'boundary="?([^";,]+)', content_type)
    if boundary:
        body = body.replace(boundary[1].encode(), b"boundary")
    text = body.decode("utf-8", "surrogateescape")
    if content_type.startswith("application/x-www-form-urlencoded"):
        return sorted(parse_qsl(text, keep_blank_values=True))
    for pattern, word in matching.substitutions():
        text = pattern.sub(word, text)
    return text.encode("utf-8", "surrogateescape").hex() if not text.isascii() else text


def _conversation(body: _JSON) -> _JSON:
    """The body of a request in its one form."""
    ids: dict[str, str] = {}
    found: _JSON = {}
    for name, value in body.items():
        if value is None or value == [] or (name in _DEFAULTS and value == _DEFAULTS[name]):
            continue
        if name in ("messages", "input"):
            found[name] = _messages(value, ids)
        elif name in ("tools", "functions") and isinstance(value, list):
            found[name] = sorted((_tool(tool) for tool in value), key=_tool_name)
        else:
            found[name] = _number(value)
    return found


def _tool(tool: Any) -> Any:
    """A tool without `strict: false` and `null` members, which say what their absence says."""
    if not isinstance(tool, dict):
        return tool
    inner = {k: v for k, v in tool.items() if v is not None and not (k == "strict" and v is False)}
    if isinstance(inner.get("function"), dict):
        return inner | {"function": _tool(inner["function"])}
    return _unordered(_number(inner))


def _tool_name(tool: Any) -> str:
    inner = tool.get("function", tool) if isinstance(tool, dict) else None
    return str(inner.get("name", "")) if isinstance(inner, dict) else ""


def _unordered(schema: Any) -> Any:
    """A schema whose lists of required names are sorted: apps that keep them in sets write them in any order."""
    if isinstance(schema, dict):
        found = {name: _unordered(inner) for name, inner in schema.items()}
        required = found.get("required")
        if isinstance(required, list) and all(isinstance(name, str) for name in required):
            found["required"] = sorted(required)
        return found
    return [_unordered(inner) for inner in schema] if isinstance(schema, list) else schema


def _messages(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, str):
        return [{"role": "user", "content": value}]
    return [_message(item, ids) for item in value] if isinstance(value, list) else value


def _message(message: Any, ids: dict[str, str]) -> Any:
    """One message or item: what says nothing dropped, calls renumbered, arguments and results as data."""
    if not isinstance(message, dict):
        return message
    role, kind = message.get("role"), message.get("type")
    found: _JSON = {}
    for name, value in message.items():
        if value is None or value in ("", []) or name in _ECHOES or (name == "status" and value == "completed"):
            continue
        if name in _CALL_IDS:
            found[name] = _renumber(value, ids)
        elif name == "tool_calls" and isinstance(value, list):
            found[name] = [_call(call, ids) for call in value]
        elif name == "function_call":
            found[name] = _call(value, ids)
        elif name in ("arguments", "output") or (name == "content" and role in ("tool", "function")):
            found[name] = _data(_content(value, ids))
        elif name == "content":
            found[name] = _content(value, ids)
        elif (
            not (name == "name" and role == "tool")
            and not (name == "id" and kind in _ITEMS)
            and (name, value) != _PLAIN
        ):
            found[name] = _number(value)
    return found


_ITEMS = frozenset({"function_call", "function_call_output", "message", "reasoning", "custom_tool_call"})
_PLAIN = ("type", "message")


def _content(value: Any, ids: dict[str, str]) -> Any:
    """A text, or parts; one part of text is the text."""
    if not isinstance(value, list):
        return value
    if len(value) == 1 and isinstance(value[0], dict) and value[0].keys() <= {"type", "text", "annotations"}:
        text = value[0].get("text")
        if isinstance(text, str):
            return text
    return [_block(part, ids) for part in value]


def _block(part: Any, ids: dict[str, str]) -> Any:
    """A content part; the tool calls and results of the Messages API are parts."""
    if not isinstance(part, dict):
        return part
    found = {k: v for k, v in part.items() if v is not None and k not in ("annotations", "cache_control")}
    if part.get("type") in _CALL_TYPES and "id" in found:
        found["id"] = _renumber(found["id"], ids)
    if "tool_use_id" in found:
        found["tool_use_id"] = _renumber(found["tool_use_id"], ids)
        found["content"] = _data(_content(found.get("content", ""), ids))
    return _number(found)


def _call(call: Any, ids: dict[str, str]) -> Any:
    """A tool call: its id by order of appearance, its arguments as data."""
    if not isinstance(call, dict):
        return call
    found = {k: v for k, v in call.items() if v is not None and k not in _ECHOES and (k, v) != ("type", "function")}
    if "id" in found:
        found["id"] = _renumber(found["id"], ids)
    if isinstance(found.get("function"), dict):
        found["function"] = _call(found["function"], ids)
    if "arguments" in found:
        found["arguments"] = _data(found["arguments"]) if found["arguments"] != "" else {}
    return found


def _renumber(value: Any, ids: dict[str, str]) -> Any:
    return ids.setdefault(value, f"call {len(ids) + 1}") if isinstance(value, str) else value


def _data(value: Any) -> Any:
    """The object or list that a text is, else the text."""
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        data = body_of(value.encode("utf-8", "surrogatepass"))
        return value if data is None else _number(data)
    return value


def _number(value: Any) -> Any:
    """The same data, whole floats as integers: clients write 1 and 1.0 for one number."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, dict):
        return {k: _number(v) for k, v in value.items()}
    return [_number(v) for v in value] if isinstance(value, list) else value


def _drop(tree: Any, steps: list[str]) -> None:
    """Remove what a dotted path names; `*` is every item."""
    step, rest = steps[0], steps[1:]
    if isinstance(tree, list):
        items: Iterable[Any] = tree if step == "*" else tree[int(step) : int(step) + 1] if step.isdigit() else ()
        for item in items if rest else ():
            _drop(item, rest)
    elif isinstance(tree, dict):
        if not rest:
            tree.pop(step, None)
        else:
            for name in list(tree) if step == "*" else [step]:
                _drop(tree.get(name), rest)


def _substitute(value: Any, substitutions: list[tuple[re.Pattern[str], str]]) -> Any:
    if isinstance(value, str):
        for pattern, word in substitutions:
            value = pattern.sub(word, value)
        return value
    if isinstance(value, dict):
        return {k: _substitute(v, substitutions) for k, v in value.items()}
    return [_substitute(v, substitutions) for v in value] if isinstance(value, list) else value
