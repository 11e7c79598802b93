"""Which tools a request calls for, and how many times: by the words they share with what the user says."""

from __future__ import annotations

from msgspec import Struct

from mockfn.chat import ChatRequest, ToolCall
from mockfn.grounding.clauses import regions
from mockfn.grounding.fill import fill_record, mentions_for
from mockfn.grounding.mentions import Scan, scan
from mockfn.grounding.records import records
from mockfn.grounding.relevance import Ranked, rank, wanted
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
    ranked = rank(specs, found)
    forced = chat.tool_choice.mode == "required"
    if not forced and max(one.raw for one in ranked) < 1.0:
        return Chosen((), ("No tool shares a word with the request.",))
    several = chat.parallel and not chat.tool_choice.named
    calls: list[ToolCall] = []
    because: list[str] = []
    picked = wanted(ranked, several=several)
    parts = regions(picked, found) if len(picked) > 1 else [None]
    for one, region in zip(picked, parts, strict=True):
        because.append(_why(one, found))
        for arguments, reasons in _calls(one, found, region, several, seed):
            calls.append(ToolCall(one.spec.name, arguments))
            because.extend(reasons)
    return Chosen(tuple(calls), tuple(because))


def _why(one: Ranked, found: Scan) -> str:
    said = [found.tokens[found.roots[root][0]].text for root in one.said]
    if not said:
        return f"{one.spec.name} is called because the request asks for a call."
    return f"{one.spec.name} shares {', '.join(repr(word) for word in said[:6])} with the request."


def _calls(one: Ranked, found: Scan, region: list[bool] | None, several: bool, seed: int):  # type: ignore[no-untyped-def]
    spec = one.spec
    mentions = mentions_for(spec, found)
    for record in records(spec, found, mentions, several=several, region=region):
        filled = fill_record(spec, found, record, seed=seed)
        yield filled.arguments, filled.because
