"""A reply made from the request alone: tool calls grounded in the user's words, JSON in the form asked for, or text."""

from __future__ import annotations

from typing import Any

from mockfn.chat import ChatRequest, Reply, Tool, ToolCall
from mockfn.jsontext import text as json_text
from mockfn.seeds import Chance

__all__ = ["invent"]


def invent(chat: ChatRequest, chance: Chance) -> tuple[Reply, tuple[str, ...]]:
    """A reply that the request allows, and sentences that say why it is this one.

    Forced calls come first; after tool results it answers from them; else it calls what the user's words ask for.
    Raises SchemaError when a schema of the request has no value.
    """
    # Imported here, for an app that scripts every answer needs no reader of words.
    from mockfn import grounding

    seed = chance.seed
    asked = _unanswered(chat)
    if asked.callable_tools and (chat.tool_choice.mode == "required" or not chat.results):
        chosen = grounding.choose(_as_functions(asked), seed=seed)
        if chosen.calls:
            calls, because = [_custom(call, chat, seed) for call in chosen.calls], chosen.because
            for turn, call in enumerate(calls if chat.results else ()):
                calls[turn], why = _ended(call, chat)
                because += why
            return Reply(tool_calls=tuple(calls)), because
    if chat.response_format == "json_schema":
        made = grounding.output(chat, True if chat.response_schema is None else chat.response_schema, seed=seed)
        return Reply(json_text(made.value)), ("response_format asks for this JSON Schema.", *made.because)
    if chat.response_format == "json_object":
        text, because = _text(chat)
        return Reply(json_text({"answer": text})), (*because, "response_format asks for a JSON object")
    text, because = _text(chat)
    return Reply(text), because


def _text(chat: ChatRequest) -> tuple[str, tuple[str, ...]]:
    from mockfn import grounding

    if chat.results:
        return grounding.answer_from(chat)
    return grounding.text_without_tools(chat), ("no tool fits what the user says",)


def _unanswered(chat: ChatRequest) -> ChatRequest:
    """The request, without the tools that were already called for this user message where others are left.

    Frameworks that end a run by a tool (`final_answer`, `final_result`) demand a call on every turn: calling the
    same tool for ever would be a loop.
    """
    if chat.tool_choice.mode != "required" or chat.tool_choice.named or not chat.results:
        return chat
    called: set[str] = set()
    for message in reversed(chat.conversation):
        if message.role == "user":
            break
        called.update(call.name for call in message.tool_calls)
    left = tuple(tool for tool in chat.callable_tools if tool.name not in called)
    return chat.narrowed(left) if left else chat


def _as_functions(chat: ChatRequest) -> ChatRequest:
    """The request with its custom tools as functions of no argument: chosen by name and description as others are."""
    if all(tool.kind == "function" for tool in chat.tools):
        return chat
    return chat.narrowed(tuple(Tool(tool.name, tool.description, tool.parameters) for tool in chat.tools))


def _custom(call: ToolCall, chat: ChatRequest, seed: int) -> ToolCall:
    """A custom tool's call carries text: one that its grammar allows, else the user's words."""
    tool = chat.tool(call.name)
    if tool is None or tool.kind != "custom":
        return call
    return ToolCall(call.name, _input(tool, chat, seed), None, "custom")


def _ended(call: ToolCall, chat: ChatRequest) -> tuple[ToolCall, tuple[str, ...]]:
    """A call that is made after results gives what they say: frameworks end a run by a tool that takes the answer."""
    from mockfn import grounding

    tool = chat.tool(call.name)
    if tool is None or tool.kind != "function" or tool.parameters is None or not isinstance(call.arguments, dict):
        return call, ()
    made = grounding.with_results(chat, tool, call.arguments)
    return ToolCall(call.name, made.value), made.because


def _input(tool: Tool, chat: ChatRequest, seed: int) -> str:
    custom: Any = tool.raw.get("custom")
    described = custom.get("format") if isinstance(custom, dict) else None
    grammar = described.get("grammar") if isinstance(described, dict) else None
    if isinstance(grammar, dict) and grammar.get("syntax") == "regex":
        from mockfn.schema import generate

        return str(generate({"type": "string", "pattern": f"^(?:{grammar.get('definition', '')})$"}, seed=seed))
    return chat.last_user or tool.description or tool.name
