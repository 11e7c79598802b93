"""What the selected rule says to this request: fields filled, arguments checked against the tools that are offered.

A script cannot rot silently: a call of a tool that is not offered, arguments that its schema rejects, and whatever else
the request forbids are errors that name the rule, unless the rule may misbehave. A text given as arguments is sent as
it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from mockfn.chat import APIError, ChatRequest, Reply, Tool, ToolCall
from mockfn.errors import SchemaError, ScriptError, did_you_mean
from mockfn.schema import complete, validator
from mockfn.script.problems import problem
from mockfn.script.replies import reply_of
from mockfn.script.selection import Selected
from mockfn.script.steps import Call, Step
from mockfn.script.tree import Tree
from mockfn.templates import Values

__all__ = ["say"]

_SHOWN = 5

# Keywords by which a schema may name members somewhere else than in `properties`.
_OPEN = ("patternProperties", "unevaluatedProperties", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "$ref")


def say(selected: Selected, chat: ChatRequest, *, seed: int = 0) -> Reply | APIError:
    """The reply of the selected step to this request; an `APIError` of type `mockfn_script_error` where it has none.

    `seed` is for the required arguments that the rule leaves out. Steps whose action is "generate" or "miss" are
    somebody else's to answer.
    """
    try:
        reply = _Saying(selected, chat, seed).reply()
    except ScriptError as wrong:
        return problem(wrong)
    return reply


class _Saying:
    """One answer in the making."""

    __slots__ = ("_chat", "_rule", "_seed", "_selected", "_values")

    def __init__(self, selected: Selected, chat: ChatRequest, seed: int) -> None:
        self._selected, self._rule, self._chat, self._seed = selected, selected.rule, chat, seed
        self._values = Values(selected.captures, chat, selected.result)

    def reply(self) -> Reply | APIError:
        step = self._selected.step
        if step.answer is not None:
            reply = self._answered(step.answer)
        elif step.output is not None:
            reply = self._output(step.output)
        else:
            reply = self._said(step)
        if isinstance(reply, Reply) and not self._rule.misbehave:
            self._allowed(reply)
        return reply

    def _said(self, step: Step) -> Reply:
        text = step.content
        content: str | tuple[str, ...] | None = None
        if isinstance(text, tuple):
            content = tuple([part.text(self._values) for part in text])
        elif text is not None:
            content = text.text(self._values)
        return Reply(content=content, tool_calls=tuple([self._call(call) for call in step.calls]))

    def _answered(self, answer: Any) -> Reply | APIError:
        if isinstance(answer, Reply | APIError):
            return answer
        try:
            value = answer(self._chat)
        except Exception as wrong:
            name = getattr(answer, "__name__", type(answer).__name__)
            raise self._error(f"{name} raised {type(wrong).__name__}: {wrong}", "answer") from wrong
        return reply_of(value, self._rule.place)

    def _call(self, call: Call) -> ToolCall:
        if call.whole is not None:
            return call.whole
        tool = self._offered(call.name)
        kind = tool.kind if tool else "function"
        if isinstance(call.arguments, str):
            return ToolCall(call.name, call.arguments, kind=kind)
        return ToolCall(call.name, self._arguments(call.arguments, call.name, tool, "call"), kind=kind)

    def _offered(self, name: str) -> Tool | None:
        tool = self._chat.tool(name)
        if tool is None and not self._rule.misbehave:
            offered = [tool.name for tool in self._chat.tools]
            raise self._error(
                f'the request does not offer "{name}"',
                "call",
                did_you_mean(name, offered) if offered else "It offers no tool at all.",
            )
        return tool

    def _arguments(self, given: Tree, name: str, tool: Tool | None, key: str) -> Mapping[str, Any]:
        """Arguments for a tool: filled, coerced, checked, and completed with what its schema requires."""
        if tool is not None and tool.kind == "custom":
            raise self._error(f'"{name}" is a custom tool, which takes a text', key, "Give its input as a string.")
        schema = tool.parameters if tool else None
        filled = given.filled(self._values, True if schema is None else schema)
        if not isinstance(filled, dict):
            raise self._error(f'"{name}" takes an object, not {_json(filled)}', key)
        if schema is None or self._rule.misbehave:
            return filled
        checked: Mapping[str, Any] = self._checked(filled, schema, f'"{name}" rejects its arguments', key)
        return checked

    def _checked(self, value: Any, schema: Any, rejected: str, key: str) -> Any:
        schema_text, value_text = msgspec.json.encode(schema), msgspec.json.encode(value)
        try:
            if _fits(schema_text, value_text):
                return value
            text, wrong = _completed(schema_text, value_text, self._seed)
        except SchemaError as unusable:
            raise self._error(f"{rejected}: {unusable}", key) from unusable
        if wrong:
            raise self._error(f"{rejected}: {'; '.join(wrong)}", key)
        return msgspec.json.decode(text)

    def _output(self, output: Tree) -> Reply:
        chat = self._chat
        choice = chat.tool_choice
        if choice.mode == "required" and chat.callable_tools:
            return Reply(tool_calls=(self._forced(output),))
        schema = chat.response_schema
        value = output.filled(self._values, True if schema is None else schema)
        if chat.response_format is None:
            return Reply(content=value if isinstance(value, str) else _json(value))
        if schema is not None and not self._rule.misbehave:
            value = self._checked(value, schema, "the request's response format rejects the value", "output")
        if chat.response_format == "json_object" and not isinstance(value, dict) and not self._rule.misbehave:
            raise self._error("the request's response format wants an object", "output", f"Not {_json(value)}.")
        return Reply(content=_json(value))

    def _forced(self, output: Tree) -> ToolCall:
        """The call that the request forces; among several tools, the first that takes the value."""
        tools = self._chat.callable_tools
        problems: list[ScriptError] = []
        for tool in tools:
            if tool.kind == "custom":
                value = output.filled(self._values)
                return ToolCall(tool.name, value if isinstance(value, str) else _json(value), kind="custom")
            try:
                return ToolCall(tool.name, self._arguments(output, tool.name, tool, "output"))
            except ScriptError as wrong:
                problems.append(wrong)
        raise problems[0]

    def _allowed(self, reply: Reply) -> None:
        """Raises for a reply that the request forbids a model to give."""
        choice, calls = self._chat.tool_choice, reply.tool_calls
        if not calls:
            if choice.mode == "required" and self._chat.tools and not reply.refusal:
                wanted = f'a call of "{choice.allowed[0]}"' if choice.named and choice.allowed else "a tool call"
                raise self._forbidden(f"tool_choice demands {wanted}, and it makes none")
            return
        for call in calls:
            if self._chat.tool(call.name) is None:
                self._offered(call.name)
            if choice.mode == "none":
                raise self._forbidden(f'tool_choice is "none", and it calls "{call.name}"')
            if choice.allowed is not None and call.name not in choice.allowed:
                allowed = ", ".join(f'"{name}"' for name in choice.allowed)
                raise self._forbidden(f'tool_choice allows {allowed}, and it calls "{call.name}"')
        if len(calls) > 1 and not self._chat.parallel:
            raise self._forbidden(f"parallel_tool_calls is false, and it makes {len(calls)} calls")

    def _forbidden(self, message: str) -> ScriptError:
        return self._error(message, None, "Change the rule, or let it: misbehave=True.")

    def _error(self, message: str, key: str | None, remedy: str = "") -> ScriptError:
        return self._rule.place.error(message, key=key, remedy=remedy)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


# The seed is another one with each request, so what a value is worth is remembered apart from what completes it.
@lru_cache(maxsize=4096)
def _fits(schema_text: bytes, value_text: bytes) -> bool:
    """Whether the value is valid as it is and names no member that its schema does not."""
    schema, value = msgspec.json.decode(schema_text), msgspec.json.decode(value_text)
    return not _unknown(schema, value) and validator(schema).is_valid(value)


@lru_cache(maxsize=4096)
def _completed(schema_text: bytes, value_text: bytes, seed: int) -> tuple[bytes, tuple[str, ...]]:
    """The value, with what the schema requires and it lacks, as JSON; and what is wrong with it. Cached by content."""
    schema, value = msgspec.json.decode(schema_text), msgspec.json.decode(value_text)
    wrong = _unknown(schema, value)
    judge = validator(schema)
    if not wrong and not judge.is_valid(value):
        if isinstance(value, dict):
            value = complete(schema, value, seed=seed)
        wrong = [f"{message} (at {path})" if path else message for path, _, message in sorted(judge.errors(value))]
    shown = wrong[:_SHOWN] + ([f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else [])
    return msgspec.json.encode(value), tuple(shown)


def _unknown(schema: Any, value: Any) -> list[str]:
    """Members that a plain object schema does not name. It lets them pass; a model that read it would not send them."""
    known = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(value, dict) or not isinstance(known, dict) or not known:
        return []
    if schema.get("additionalProperties", False) is not False or any(key in schema for key in _OPEN):
        return []
    return [f"it has no parameter {name!r}. {did_you_mean(name, known)}" for name in value if name not in known]
