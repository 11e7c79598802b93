"""Which tools a request calls for, and how many times: by the words they share with what the user says."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from mockfn.chat import ChatRequest, ToolCall
from mockfn.grounding.assign import Record, assign
from mockfn.grounding.clauses import regions
from mockfn.grounding.fill import fill_record, mentions_for
from mockfn.grounding.followups import asked_again, goes_on, kept
from mockfn.grounding.records import one_record, records
from mockfn.grounding.relevance import Ranked, rank, wanted
from mockfn.grounding.scan import Scan, scan
from mockfn.grounding.toolspec import compile_tool

__all__ = ["Chosen", "choose"]


class Chosen(Struct, frozen=True):
    """The calls to make; none means that text is the better answer. `because` says which words led there."""

    calls: tuple[ToolCall, ...]
    because: tuple[str, ...]


def choose(chat: ChatRequest, *, seed: int) -> Chosen:
    """The calls that answer `chat`, with arguments that validate against each tool's schema."""
    specs = [compile_tool(tool) for tool in chat.callable_tools if tool.kind == "function"]
    if not specs:
        return Chosen((), ())
    found = scan(chat.last_user)
    several = chat.parallel and not chat.tool_choice.named
    ranked = rank(specs, found)
    again = asked_again(chat, ranked, found)
    picked = [again[0]] if again else wanted(ranked, found, several=several)
    parts = regions(picked, found) if len(picked) > 1 else [None]
    calls: list[ToolCall] = []
    because: list[str] = []
    for one, region in zip(picked, parts, strict=True):
        spec = one.spec
        told = assign(spec, found, mentions_for(spec, found), region=region)
        asked = records(spec, found, told) if several else [one_record(spec, told)]
        forced = chat.tool_choice.mode == "required" or (again is not None and goes_on(spec, asked, found))
        if len(picked) == 1 and not forced and _sure(one, asked[0], found) < _SURE:
            return Chosen((), (f"{spec.name} comes nearest to the request, but too little of it is asked for.",))
        because.append(_why(one, found))
        for record in asked:
            filled = fill_record(spec, found, record, seed=seed)
            arguments = kept(spec, filled.arguments, record, again[1]) if again else filled.arguments
            calls.append(ToolCall(spec.name, arguments))
            because.extend(filled.because)
    return Chosen(tuple(calls), tuple(because))


# How much must speak for the one tool left, if it need not be called: a word of its name, or two of its values.
_SURE: Final = 1.3


def _sure(one: Ranked, record: Record, found: Scan) -> float:
    """How much speaks for a call at all: words it shares with the text, and values the text has for it."""
    required = [index for index, param in enumerate(one.spec.params) if param.required]
    filled = [index for index in required or record if index in record]
    sure = one.raw
    if len(filled) >= len(required):
        sure += 0.6 * len(filled)
    counted = [index for index in required if one.spec.params[index].kind in ("integer", "number")]
    if counted and not any(mention.kind in ("num", "list") for mention in found.mentions):
        sure -= 1.2
    return sure


def _why(one: Ranked, found: Scan) -> str:
    said = [found.tokens[found.roots[root][0]].text for root in one.said]
    if not said:
        return f"{one.spec.name} is called because the request asks for a call."
    return f"{one.spec.name} shares {', '.join(map(repr, said[:6]))} with the request."
