"""Which tools a request calls for, and how many times: by the words they share with what the user says."""

from __future__ import annotations

from msgspec import Struct

from mockfn.chat import ChatRequest, ToolCall
from mockfn.grounding.fill import fill_record, mentions_for
from mockfn.grounding.mentions import Scan, scan
from mockfn.grounding.records import records
from mockfn.grounding.toolspec import ToolSpec, compile_tool

__all__ = ["Chosen", "choose"]


class Chosen(Struct, frozen=True):
    """The calls to make; none means that text is the better answer. `because` says which words led there."""

    calls: tuple[ToolCall, ...]
    because: tuple[str, ...]


def _relevance(spec: ToolSpec, found: Scan) -> tuple[float, list[str]]:
    score, said = 0.0, []
    for root, places in found.roots.items():
        weight = spec.words.get(root)
        if weight:
            score += weight
            said.append(found.tokens[places[0]].text)
    return score, said


def choose(chat: ChatRequest, *, seed: int) -> Chosen:
    """The calls that answer `chat`, with arguments that validate against each tool's schema."""
    tools = [tool for tool in chat.callable_tools if tool.kind == "function"]
    if not tools:
        return Chosen((), ())
    found = scan(chat.last_user)
    specs = [compile_tool(tool) for tool in tools]
    ranked = sorted(((*_relevance(spec, found), i) for i, spec in enumerate(specs)), key=lambda row: (-row[0], row[2]))
    score, said, best = ranked[0]
    forced = chat.tool_choice.mode == "required"
    if score < 1.0 and not forced:
        return Chosen((), ("No tool shares a word with the request.",))
    spec = specs[best]
    reason = f"{spec.name} shares {', '.join(repr(word) for word in said)} with the request." if said else f"{spec.name} is forced."
    several = chat.parallel and not chat.tool_choice.named
    calls, because = [], [reason]
    for record in records(spec, found, mentions_for(spec, found), several=several):
        filled = fill_record(spec, found, record, seed=seed)
        calls.append(ToolCall(spec.name, filled.arguments))
        because.extend(filled.because)
    return Chosen(tuple(calls), tuple(because))
