"""What the selected rule says to this request: fields filled, arguments checked against the tools that are offered.

A script cannot rot silently: a call of a tool that is not offered, arguments that its schema rejects, and whatever else
the request forbids are errors that name the rule, unless the rule may misbehave. A text given as arguments is sent as
it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockfn.chat import APIError, ChatRequest, Reply, Tool, ToolCall
from mockfn.errors import SchemaError, ScriptError, did_you_mean
from mockfn.jsontext import text as json_text
from mockfn.script.arguments import settled
from mockfn.script.direct import filled
from mockfn.script.problems import problem
from mockfn.script.replies import reply_of
from mockfn.script.selection import Selected
from mockfn.script.steps import Call, Step
from mockfn.script.tree import Tree
from mockfn.templates import Values

__all__ = ["say"]


def say(selected: Selected, chat: ChatRequest, *, seed: int = 0) -> Reply | APIError:
    """The reply of the selected step to this request; an `APIError` of type `mockfn_script_error` where it has none.

    `seed` is for the required arguments that the rule leaves out. Steps whose action is "generate" or "miss" are
    somebody else's to answer.
    """
    try:
        return _Saying(selected, chat, seed).reply()
    except ScriptError as wrong:
        return problem(wrong)
    except RecursionError:
        return problem(selected.rule.place.error("a value in its reply is nested too deeply"))


class _Saying:
    """One answer in the making."""

    __slots__ = ("_chat", "_rule", "_seed", "_selected", "_values")

    def __init__(self, selected: Selected, chat: ChatRequest, seed: int) -> None:
        self._selected, self._rule, self._chat, self._seed = selected, selected.rule, chat, seed
        # What its later replies answer came after the result that the rule counts from.
        later = selected.index > 0 and bool(chat.results)
        self._values = Values(selected.captures, chat, None if later else selected.result)

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
        members = None if schema is None else given.direct(schema)
        if members is not None:
            return filled(members, self._values)
        arguments = given.filled(self._values, True if schema is None else schema)
        if not isinstance(arguments, dict):
            raise self._error(f'"{name}" takes an object, not {json_text(arguments)}', key)
        if schema is None or self._rule.misbehave:
            return arguments
        checked: Mapping[str, Any] = self._checked(arguments, schema, f'"{name}" rejects its arguments', key)
        return checked

    def _checked(self, value: Any, schema: Any, rejected: str, key: str) -> Any:
        try:
            value, wrong = settled(value, schema, seed=self._seed)
        except SchemaError as unusable:
            raise self._error(f"{rejected}: {unusable}", key) from unusable
        if wrong:
            raise self._error(f"{rejected}: {'; '.join(wrong)}", key)
        return value

    def _output(self, output: Tree) -> Reply:
        chat = self._chat
        choice = chat.tool_choice
        if choice.mode == "required" and chat.callable_tools:
            return Reply(tool_calls=(self._forced(output),))
        schema = chat.response_schema
        value = output.filled(self._values, True if schema is None else schema)
        if chat.response_format is None:
            return Reply(content=value if isinstance(value, str) else json_text(value))
        if schema is not None and not self._rule.misbehave:
            value = self._checked(value, schema, "the request's response format rejects the value", "output")
        if chat.response_format == "json_object" and not isinstance(value, dict) and not self._rule.misbehave:
            raise self._error("the request's response format wants an object", "output", f"Not {json_text(value)}.")
        return Reply(content=json_text(value))

    def _forced(self, output: Tree) -> ToolCall:
        """The call that the request forces: of the first tool that takes the value as it is, else completed."""
        completed: ToolCall | None = None
        problems: list[ScriptError] = []
        for tool in self._chat.callable_tools:
            if tool.kind == "custom":
                value = output.filled(self._values)
                return ToolCall(tool.name, value if isinstance(value, str) else json_text(value), kind="custom")
            try:
                call = ToolCall(tool.name, self._arguments(output, tool.name, tool, "output"))
            except ScriptError as wrong:
                problems.append(wrong)
                continue
            if len(call.arguments) == len(output.filled(self._values)):
                return call
            completed = completed or call
        if completed is None:
            raise problems[0]
        return completed

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
