"""A question that goes on from the one before: "And in Oslo?" asks the same tool again, with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mockfn.chat import ChatRequest
from mockfn.grounding.assign import Record
from mockfn.grounding.relevance import Ranked
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import ToolSpec
from mockfn.jsontext import decode
from mockfn.schema import validator

__all__ = ["asked_again", "goes_on", "kept"]

# How such a question opens; "what" and "how" only before "about".
_OPENERS: Final = frozenset(("and", "also", "now", "then", "same"))
_ABOUT: Final = frozenset(("what", "how"))
# From this on the words speak of a tool by themselves.
_SPOKEN: Final = 0.7


def asked_again(chat: ChatRequest, ranked: list[Ranked], found: Scan) -> tuple[Ranked, Mapping[str, Any]] | None:
    """The tool that was called last and the arguments it got, where the text goes on from there; else None."""
    words = [token.low for token in found.tokens[:2]]
    opens = words[:1] and (words[0] in _OPENERS or (words[0] in _ABOUT and words[1:] == ["about"]))
    calls = next((message.tool_calls for message in reversed(chat.conversation) if message.tool_calls), ())
    if not opens or not calls:
        return None
    one = next((one for one in ranked if one.spec.name == calls[-1].name), None)
    if one is None or any(other.raw >= _SPOKEN for other in ranked if other is not one):
        return None
    return one, _mapping(calls[-1].arguments)


def goes_on(spec: ToolSpec, asked: list[Record], found: Scan) -> bool:
    """Whether a text says values for the tool and nothing else: "And who wrote Hamlet?" is another question."""
    items = [item for record in asked for said in record.values() for item in said]
    told = {place for item in items for place in range(item.first, item.last + 1)}
    rest = (token.root for place, token in enumerate(found.tokens) if token.root and place not in told)
    return bool(items) and all(root in spec.words for root in rest)


def kept(spec: ToolSpec, arguments: Mapping[str, Any], record: Record, before: Mapping[str, Any]) -> Mapping[str, Any]:
    """`arguments` with what the text leaves as it was `before`; as they are where that would not validate."""
    said = {spec.params[index].path[0] for index in record}
    known = {param.path[0] for param in spec.params}
    merged = {**arguments, **{name: value for name, value in before.items() if name in known - said}}
    return merged if validator(spec.schema).is_valid(merged) else arguments


def _mapping(arguments: Any) -> Mapping[str, Any]:
    """The arguments of a call in the history, which the app wrote: whatever it is."""
    try:
        data = decode(arguments) if isinstance(arguments, str) else arguments
    except ValueError:
        return {}
    return data if isinstance(data, Mapping) else {}
