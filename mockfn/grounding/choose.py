"""Which tools a request calls for, and how many times: by the words they share with what the user says."""

from __future__ import annotations

from msgspec import Struct

from mockfn.chat import ChatRequest, ToolCall
from mockfn.grounding.fill import fill_spec
from mockfn.grounding.mentions import Scan, scan
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
    reason = (
        f"{spec.name} shares {', '.join(repr(word) for word in said)} with the request."
        if said
        else f"{spec.name} is forced."
    )
    groups = _repeats(spec, found) if chat.parallel and not (chat.tool_choice.named) else [None]
    calls, because = [], [reason]
    for allowed in groups:
        filled = fill_spec(spec, found, seed=seed, allowed=allowed)
        calls.append(ToolCall(spec.name, filled.arguments))
        because.extend(filled.because)
    return Chosen(tuple(calls), tuple(because))


def _repeats(spec: ToolSpec, found: Scan) -> list[frozenset[int] | None]:
    """A call for each name in a list of names ("Paris and Rome"), where the tool takes one."""
    strings = [param for param in spec.params if param.kind == "string" and param.topic in ("place", "name")]
    if len(strings) != 1:
        return [None]
    runs: list[list[int]] = [[]]
    for index, mention in enumerate(found.mentions):
        if mention.kind not in ("name", "quote"):
            continue
        if runs[-1] and _listed_after(found, runs[-1][-1], index):
            runs[-1].append(index)
        else:
            runs.append([index])
    longest = max(runs, key=len)
    if len(longest) < 2:
        return [None]
    rest = [i for i in range(len(found.mentions)) if i not in longest]
    return [frozenset([index, *rest]) for index in longest]


def _listed_after(found: Scan, left: int, right: int) -> bool:
    between = found.tokens[found.mentions[left].last + 1 : found.mentions[right].first]
    return (
        bool(between)
        and all(token.text in (",", "and", "or", "&") for token in between)
        and any(t.low == "and" for t in found.tokens[found.mentions[right].first - 1 :])
    )
