"""Answers that a rule gave before: to requests of one kind, in the same words but for what was captured.

Which rules there are, what a request demands and how an answer looks do not change from one request of an app to the
next. What follows from them is worked out once for each kind of request; what is left is to look for a rule's words, to
fill in what they captured, and to join the bytes. That is for plain rules and short conversations, as most tests have.
Whatever else comes takes the whole route, which would have given the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockfn.apis import OPENAI_CHAT
from mockfn.apis.openai_chat_kinds import Kind
from mockfn.chat import ChatRequest, Reply, ToolCall
from mockfn.decide import Decision, Source, ordered_fault
from mockfn.http import Response
from mockfn.matchers import Said, TextTest
from mockfn.script import Rule, Script, Step
from mockfn.script.direct import filled
from mockfn.seeds import Chance
from mockfn.settings import Settings
from mockfn.templates import Template, Values

__all__ = ["repeated"]

# With more rules, asking each of them takes longer than looking up which to ask.
_MOST_RULES = 8

# Mocks that take turns, as the scopes of a server do.
_MOST_PLANS = 8


def repeated(chat: ChatRequest, settings: Settings, chance: Chance) -> tuple[Decision, Response] | None:
    """The decision and the response; None where that takes the whole route."""
    kind: Kind | None = chat.demands.kind
    if kind is None or not chat.texts:
        return None
    plan = kind.plans.get(id(settings))
    if plan is None or plan[0] is not settings:
        if len(kind.plans) >= _MOST_PLANS:
            kind.plans.clear()
        plan = kind.plans[id(settings)] = (settings, _plan(kind, settings))
    if not plan[1]:
        return None
    if ordered_fault(chat):
        return None
    conversation = chat.conversation
    last = conversation[-1]
    if last.role != "user" or (len(conversation) > 1 and (len(conversation) > 2 or conversation[0].role == "user")):
        return None
    said = Said(last.text)
    for test, repeat in plan[1]:
        captures = test.search(said)
        if captures is not None:
            return None if repeat is None else repeat.answer(chat, captures, chance)
    return None


_Plan = list[tuple[TextTest, "_Repeat | None"]]


def _plan(kind: Kind, settings: Settings) -> _Plan:
    """The words to look for, in their order, and what answers them; None for what takes the whole route."""
    demands, found = kind.demands, _Plan()
    if settings.latency is not None or settings.chaos or settings.cassette is not None:
        return found
    if not kind.plain or demands.store or demands.tool_choice.mode != "auto" or demands.tool_choice.allowed is not None:
        return found
    sources: tuple[tuple[Source, Script], ...] = (("rule", settings.rules), ("script", settings.script))
    rules = [(source, rule) for source, script in sources for rule in script.rules]
    if len(rules) > _MOST_RULES:
        return found
    for source, rule in rules:
        if len(rule.users) != 1 or rule.results or rule.others:
            return found
        found.append((rule.users[0], _repeat(kind, source, rule)))
    return found


def _repeat(kind: Kind, source: Source, rule: Rule) -> _Repeat | None:
    step = rule.steps[0] if rule.steps else Step()
    other = step.answer or step.output or step.latency or step.faults or step.action != "say" or step.silent
    if other or rule.misbehave or len(step.calls) > 1 or isinstance(step.content, tuple):
        return None
    if step.content is not None and not step.content.captures_only:
        return None
    for call in step.calls:
        tools = [tool for tool in kind.demands.tools if tool.name == call.name]
        if call.whole is not None or isinstance(call.arguments, str) or not tools or tools[0].kind != "function":
            return None
        members = call.arguments.direct(tools[0].parameters)
        return None if members is None else _Repeat(kind, source, rule, step.content, call.name, members)
    return _Repeat(kind, source, rule, step.content, "", [])


class _Repeat:
    """What one rule says to requests of one kind, for the first time in a conversation."""

    __slots__ = ("_arguments", "_because", "_content", "_fields", "_members", "_name", "_provider", "_rule", "_source")

    def __init__(
        self,
        kind: Kind,
        source: Source,
        rule: Rule,
        content: Template | None,
        name: str,
        members: list[tuple[str, Any]],
    ) -> None:
        self._provider, self._source, self._rule = kind.provider, source, rule
        self._content, self._name, self._members = content, name, members
        self._because: tuple[str, ...] = rule.because[0]
        # Arguments that are captures and nothing else are put into the others.
        self._arguments = dict(members)
        templates = [(name, part) for name, part in members if isinstance(part, Template)]
        fields = [(name, part.capture) for name, part in templates if part.capture is not None]
        self._fields = fields if len(fields) == len(templates) else None

    def answer(self, chat: ChatRequest, captures: Mapping[str, str], chance: Chance) -> tuple[Decision, Response]:
        """What the rule says, having captured this."""
        values = Values(captures, chat)
        content = None if self._content is None else self._content.text(values)
        calls: tuple[ToolCall, ...] = ()
        if self._name:
            if self._fields is None:
                arguments = filled(self._members, values)
            else:
                arguments = self._arguments.copy()
                for name, capture in self._fields:
                    arguments[name] = captures[capture]
            calls = (ToolCall(self._name, arguments),)
        reply = Reply(content, None, None, calls)
        decision = Decision(reply, self._source, self._because, self._rule)
        return decision, OPENAI_CHAT.render(chat, reply, self._provider, chance)
