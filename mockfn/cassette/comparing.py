"""Two recordings side by side: what the provider answers otherwise, in shape and in tool calls; ids do not count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from mockfn.cassette.conversation import body_of, reply_of, summary, tools_of
from mockfn.cassette.differences import differences
from mockfn.cassette.drift import changes
from mockfn.cassette.model import Cassette, Interaction
from mockfn.cassette.normalise import canonical
from mockfn.sse import decode

__all__ = ["compare"]


def compare(a: Cassette, b: Cassette) -> Iterator[str]:
    """One text a difference; nothing where both say the same. Interactions are compared in their order."""
    pairs = zip_longest(a.interactions, b.interactions)
    for turn, (old, new) in enumerate(pairs, 1):
        if old is None or new is None:
            only = "the second" if old is None else "the first"
            yield f"interaction {turn}: only in {only}: {summary(new or old)}"
            continue
        found = [*_asked(old, new), *_answered(old, new)]
        if found:
            yield "\n".join([f"interaction {turn}: {summary(new)}", *(f"  {line}" for line in found)])


def _asked(old: Interaction, new: Interaction) -> Iterator[str]:
    tools = [str(change) for change in changes(tools_of(old.request), tools_of(new.request))]
    yield from (f"asked with {change}" for change in tools)
    for difference in differences(canonical(old.request), canonical(new.request)):
        if not (tools and difference.path.startswith(("$.tools", "$.functions"))):
            yield f"asked {difference.path}: {difference.recorded} -> {difference.sent}"


def _answered(old: Interaction, new: Interaction) -> Iterator[str]:
    a, b = old.response, new.response
    if a.status != b.status:
        yield f"status: {a.status} -> {b.status}"
    for one in sorted({*a.headers, *b.headers} & {"content-type"}):
        if a.headers.get(one) != b.headers.get(one):
            yield f"{one}: {a.headers.get(one)} -> {b.headers.get(one)}"
    before, after = _calls(old), _calls(new)
    if before != after:
        yield from (f"call {d.path[1:]}: {d.recorded} -> {d.sent}" for d in differences(before, after))
    paths, others = _shape(old), _shape(new)
    yield from (f"member gone: {path}" for path in sorted(paths.keys() - others.keys()))
    yield from (f"member new: {path}" for path in sorted(others.keys() - paths.keys()))
    for path in sorted(paths.keys() & others.keys()):
        if paths[path] != others[path]:
            yield f"type of {path}: {', '.join(sorted(paths[path]))} -> {', '.join(sorted(others[path]))}"


def _calls(interaction: Interaction) -> list[Any]:
    calls = reply_of(interaction.response).tool_calls
    return [{"name": call.name, "arguments": body_of(str(call.arguments).encode())} for call in calls]


# As JSON Schema calls them.
_TYPES = {dict: "object", list: "array", str: "string", int: "integer", float: "number", bool: "boolean"}
_TYPES |= {type(None): "null"}


def _shape(interaction: Interaction) -> dict[str, set[str]]:
    """Every path of the answer's JSON with the types found there; items of a list, and events, share one path."""
    response = interaction.response
    if response.headers.get("content-type", "").startswith("text/event-stream"):
        documents = [body_of(event.data.encode()) for event in decode(response.body)]
    else:
        documents = [body_of(response.body)]
    found: dict[str, set[str]] = {}
    for document in documents:
        _walk(document, "$", found)
    return found


def _walk(value: Any, path: str, found: dict[str, set[str]]) -> None:
    found.setdefault(path, set()).add(_TYPES[type(value)])
    if isinstance(value, dict):
        for name, inner in value.items():
            _walk(inner, f"{path}.{name}", found)
    elif isinstance(value, list):
        for inner in value:
            _walk(inner, f"{path}[]", found)
