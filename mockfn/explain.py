"""A miss as text: what came, which rules were tried, why each did not hold, and the line that would answer it.

The text is read in a terminal, in a log and in an exception's message, so it stays short however many rules there are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from mockfn.chat import ChatRequest, Tool
from mockfn.matchers import Facts, excerpt, verbatim
from mockfn.script import Try

__all__ = ["asked", "miss", "quoted"]

_TRIES, _SHOWN, _WHY, _QUOTED = 10, 5, 400, 60

# What PyYAML calls unprintable, and what YAML takes for the end of a line. Said by what it is: saying what it is not
# takes ten times as long to compile.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def miss(chat: ChatRequest, tries: Sequence[Try]) -> str:
    """Why nothing answers `chat`, given what was tried."""
    near = sorted(tries, key=lambda one: -one.nearness)
    facts = Facts(chat)
    parts = [["No rule answers this request.", *_indented(_came(facts))]]
    if near:
        parts.append(["Tried, the nearest first:", *_indented(_tried(near))])
    else:
        parts.append(["There are no rules."])
    parts.append(["To answer it, add:", *_indented(_remedy(facts, near))])
    return "\n\n".join("\n".join(part) for part in parts)


def asked(chat: ChatRequest) -> dict[str, str | int]:
    """The conditions of a rule that holds for this request: what its user said, or what came after."""
    return _answer(Facts(chat))[0]


def quoted(value: object) -> str:
    """A value as Python and YAML both write it: JSON, with what cannot be printed as escapes."""
    return _UNPRINTABLE.sub(lambda odd: f"\\U{ord(odd[0]):08x}", json.dumps(value, ensure_ascii=False))


def _indented(lines: Iterator[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _came(facts: Facts) -> Iterator[str]:
    chat = facts.chat
    yield f"model: {_clipped(chat.model)}"
    if chat.system:
        yield f"system: {facts.system.excerpt}"
    yield f"user: {facts.users[0].said.excerpt}" if facts.users else "user: no message"
    if facts.step:
        yield f"after it: {facts.step} assistant message{'s' if facts.step > 1 else ''}"
    for result in chat.results[:_SHOWN]:
        yield f'result of "{_clipped(result.name)}": {excerpt(result.text)}'
    names = [tool.name for tool in chat.tools[: 2 * _SHOWN]]
    more = f" and {len(chat.tools) - len(names)} more" if len(chat.tools) > len(names) else ""
    yield f"tools: {_clipped(', '.join(names), _WHY)}{more}" if names else "tools: none"
    choice, form = facts.tool_choice[0].raw, facts.response_format[0].raw
    if chat.tools and choice != "auto":
        yield f"tool choice: {_clipped(choice)}"
    if form != "text":
        yield f"response format: {form}"


def _tried(near: Sequence[Try]) -> Iterator[str]:
    for one in near[:_TRIES]:
        asked = ", ".join(matcher.shown for matcher in one.rule.conditions)
        yield f"{one.rule.place}" + (f", {_clipped(asked, 2 * _QUOTED)}:" if asked else ":")
        for why in one.whys:
            yield f"  {_clipped(why, _WHY)}."
    if len(near) > _TRIES:
        yield f"and {len(near) - _TRIES} more"


def _remedy(facts: Facts, near: Sequence[Try]) -> Iterator[str]:
    """The lines to add: a further reply where only that is missing, else a rule."""
    conditions, verb, value = _answer(facts)
    if near and near[0].rule.from_file:
        if near[0].spent:
            yield f"- {verb}: {quoted(value)}    # as the last step of {near[0].rule.place}"
            return
        yield f"- when: {{{', '.join(f'{key}: {quoted(asked)}' for key, asked in conditions.items())}}}"
        yield "  steps:"
        yield f"    - {verb}: {quoted(value)}"
        return
    said = f".{verb}({quoted(value)})"
    if near and near[0].spent:
        yield f".then{said}    # to {near[0].rule.place}"
        return
    asked = ", ".join(f"{key}={quoted(value)}" for key, value in conditions.items())
    yield f"mock.when({asked}){said}"


def _answer(facts: Facts) -> tuple[dict[str, str | int], str, str | dict[str, str]]:
    """The conditions of a rule for this request, the verb, and its value."""
    chat = facts.chat
    conditions: dict[str, str | int] = {}
    words = _words(facts.users[0].said.raw) if facts.users else ""
    if words:
        conditions["user"] = words
    result = _fresh_result(facts)
    if result:
        conditions["tool_result"] = result
    elif facts.step:
        conditions = {"step": facts.step}
    tool = _tool(chat)
    forced = chat.tool_choice.mode == "required"
    if chat.response_format and not forced:
        return conditions, "output", {}
    if tool and (forced or not (result or facts.step)):
        return conditions, "call", tool.name
    return conditions, "say", "{result}" if result else "..."


def _fresh_result(facts: Facts) -> str:
    """The tool whose result is to be answered; '' where the user has spoken since, or it cannot be told."""
    found = facts.results.get(facts.chat.results[-1].name) if facts.chat.results else None
    fresh = found and not (facts.users and facts.users[0].position > found.position)
    return found.result.name if found and fresh else ""


def _tool(chat: ChatRequest) -> Tool | None:
    """The tool that shares most words with the user's message; the first of those that share as many."""
    said = set(re.findall(r"\w+", chat.last_user.casefold()))
    return max(
        chat.callable_tools,
        key=lambda tool: len(said & set(re.findall(r"[^\W_]+", f"{tool.name} {tool.description}".casefold()))),
        default=None,
    )


def _words(text: str) -> str:
    """The beginning of a message, short enough for a rule and certain to be contained in the message."""
    line = " ".join(text.split())
    if len(line) > _QUOTED:
        line = line[:_QUOTED].rpartition(" ")[0] or line[:_QUOTED]
    return verbatim(line)


def _clipped(text: str, length: int = _QUOTED) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
