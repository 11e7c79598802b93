"""Answers that a rule gave before: to requests of one kind, in the same words but for what was captured.

Which rules there are, what a request demands and how an answer looks do not change from one request of an app to the
next. What follows from them is worked out once for each kind of request; what is left is to look for a rule's words, to
fill in what they captured, and to join the bytes. That is for plain rules and short conversations, as most tests have.
Whatever else comes takes the whole route, which would have given the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from mockfn import tokens
from mockfn.apis import OPENAI_CHAT
from mockfn.apis.openai_chat_kinds import Kind
from mockfn.apis.openai_chat_prepared import Prepared, likeness_of, written_usage
from mockfn.chat import ChatRequest, Reply, ToolCall
from mockfn.decide import Decision, Source, ordered_fault
from mockfn.http import Response
from mockfn.jsontext import encode
from mockfn.jsontext import text as json_text
from mockfn.matchers import Said, TextTest
from mockfn.providers.provider import Shape
from mockfn.script import Rule, Script, Step
from mockfn.script.direct import filled
from mockfn.seeds import POOL, Chance
from mockfn.settings import Settings
from mockfn.templates import Template, Values

__all__ = ["repeated"]

# With more rules, asking each of them takes longer than looking up which to ask.
_MOST_RULES = 8

# Mocks that take turns, as the scopes of a server do; streams whose arguments differ.
_MOST_PLANS, _MOST_STREAMS = 8, 64


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


def _ids(shape: Shape) -> tuple[bytes, int, bytes, int] | None:
    """How the id of an answer begins and where in the pool it ends, then that of its call; None for others."""
    answer, call = shape.response_id.plain, shape.call_id.plain
    if answer is None or call is None or not _PLAIN.fullmatch(answer[0] + call[0]):
        return None
    return answer[0], answer[1], call[0], _CALL + call[1]


# What JSON writes as it is.
_PLAIN = re.compile(rb"[A-Za-z0-9_.:-]*")
_CALL = POOL["call.0"]


class _Repeat:
    """What one rule says to requests of one kind, for the first time in a conversation."""

    __slots__ = (
        "_arguments",
        "_because",
        "_completion",
        "_content",
        "_fields",
        "_ids",
        "_kept",
        "_kind",
        "_members",
        "_name",
        "_prompts",
        "_rule",
        "_shape",
        "_source",
    )

    def __init__(
        self,
        kind: Kind,
        source: Source,
        rule: Rule,
        content: Template | None,
        name: str,
        members: list[tuple[str, Any]],
    ) -> None:
        self._kind, self._source, self._rule = kind, source, rule
        self._content, self._name, self._members = content, name, members
        self._because: tuple[str, ...] = rule.because[0]
        self._shape = kind.provider.shape_of(kind.model)
        # By content and arguments where they are part of what is kept, as in a stream; else by nothing.
        self._kept: dict[tuple[str | None, str] | None, Prepared] = {}
        self._prompts: dict[int, int] = {}
        self._completion = 0
        self._ids = _ids(self._shape)
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
        written = ""
        if self._name:
            if self._fields is None:
                arguments = filled(self._members, values)
            else:
                arguments = self._arguments.copy()
                for name, capture in self._fields:
                    arguments[name] = captures[capture]
            calls = (ToolCall(self._name, arguments),)
            written = json_text(arguments, self._shape.arguments)
        reply = Reply(content, None, None, calls)
        decision = Decision(reply, self._source, self._because, self._rule)
        kept = self._kept.get((content, written) if chat.demands.stream else None)
        if kept is None or content == "":
            return decision, self._rendered(chat, reply, chance, written)
        response = self._joined(kept, chat, content, written, chance)
        return decision, response

    def _joined(self, kept: Prepared, chat: ChatRequest, content: str | None, written: str, chance: Chance) -> Response:
        """The response put together: see `mockfn.apis.openai_chat_prepared` for the order of its values."""
        kind, shape = self._kind, self._shape
        if self._ids is not None:
            pool, (before, end, before_call, end_of_call) = chance.pool, self._ids
            values = [b'"%b%b"' % (before, pool[:end]), b"%d" % chance.created]
            if written:
                values += (b'"%b%b"' % (before_call, pool[_CALL:end_of_call]), encode(written))
        else:
            values = [encode(shape.response_id.make(chance, "id")), b"%d" % chance.created]
            if written:
                name = shape.call_id.make(chance, "call.0", name=self._name, index=0)
                values += (encode(name), encode(written))
        if not chat.demands.stream:
            prompt = self._prompts.get(len(chat.conversation))
            if prompt is None:
                prompt = self._prompts[len(chat.conversation)] = self._frame(chat)
            for message in chat.conversation:
                prompt += tokens.count(message.text)
            completion = self._completion + tokens.count(written)
            if content is not None:
                completion += tokens.count(content)
            values += (encode(content), written_usage(kind, shape, prompt, completion))
        return OPENAI_CHAT.response(kept.frames(values, chance), chat, kind.provider, kind.model, chance)

    def _frame(self, chat: ChatRequest) -> int:
        """What the prompt of a conversation as long as this counts beside its texts."""
        total = tokens.prompt_tokens(chat, self._kind.model.family)
        return total - sum(tokens.count(message.text) for message in chat.conversation)

    def _rendered(self, chat: ChatRequest, reply: Reply, chance: Chance, written: str) -> Response:
        """The response as the whole route makes it, and what can be kept of it."""
        kind, shape, demands = self._kind, self._shape, chat.demands
        response = OPENAI_CHAT.render(chat, reply, kind.provider, chance)
        likeness = likeness_of(chat, reply, shape, chance)
        kept = None if likeness is None else kind.answers.get(likeness.key)
        # What usage is counted of must be what is written, and in a stream it is part of what is kept.
        plain = reply.text != "" and not kind.asks_usage and (not written or shape.arguments == "compact")
        if plain and isinstance(kept, Prepared):
            if len(self._kept) >= _MOST_STREAMS:
                self._kept.clear()
            counted = tokens.completion_tokens(reply, chat, kind.model.family)
            self._completion = counted - tokens.count(written) - tokens.count(reply.text or "")
            self._kept[(reply.text, written) if demands.stream else None] = kept
        return response
