"""Models that misbehave: each a function that makes a reply wrong in one way."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from mockfn.chat import ChatRequest, Reply, ToolCall
from mockfn.faults.fault import Fault
from mockfn.jsontext import text as json_text
from mockfn.seeds import Chance

__all__ = ["REPLIES"]


def _first(reply: Reply, chat: ChatRequest) -> ToolCall:
    """The call to spoil: the reply's first, else a call of the first tool, so that there is something to spoil."""
    if reply.tool_calls:
        return reply.tool_calls[0]
    return ToolCall(chat.tools[0].name if chat.tools else "get_answer", {})


def _with_first(reply: Reply, call: ToolCall) -> Reply:
    return replace(
        reply, content=None if not reply.tool_calls else reply.content, tool_calls=(call, *reply.tool_calls[1:])
    )


def _malformed(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    call = _first(reply, chat)
    written = call.arguments if isinstance(call.arguments, str) else json_text(call.arguments)
    return _with_first(reply, replace(call, arguments=written.rstrip("}") + ', "'))


def _unknown_function(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    call = _first(reply, chat)
    return _with_first(reply, replace(call, name=f"{call.name}_v2"))


def _missing_argument(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    call = _first(reply, chat)
    tool = chat.tool(call.name)
    schema = tool.parameters if tool is not None and isinstance(tool.parameters, dict) else {}
    required = schema.get("required") or list(call.arguments if isinstance(call.arguments, Mapping) else ())
    given = dict(call.arguments) if isinstance(call.arguments, Mapping) else {}
    for name in required[:1] if isinstance(required, list) else ():
        given.pop(name, None)
    return _with_first(reply, replace(call, arguments=given))


def _wrong_argument(reply: Reply, chat: ChatRequest, chance: Chance) -> Reply:
    call = _first(reply, chat)
    tool = chat.tool(call.name)
    if tool is None or not isinstance(tool.parameters, dict):
        return _malformed(reply, chat, chance)
    from mockfn.schema import mutations

    broken = [found for found in mutations(tool.parameters) if isinstance(found.value, dict)]
    chosen = broken[chance.seed % len(broken)].value if broken else {"unexpected": True}
    return _with_first(reply, replace(call, arguments=chosen))


def _repeated_id(reply: Reply, chat: ChatRequest, chance: Chance) -> Reply:
    call = replace(_first(reply, chat), id="call_" + chance.text("repeated", 24))
    others = reply.tool_calls[1:] or (call,)
    return replace(reply, content=None, tool_calls=(call, *(replace(other, id=call.id) for other in others)))


def _extra_call(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    call = _first(reply, chat)
    return replace(reply, tool_calls=(*(reply.tool_calls or (call,)), replace(call, id=None)))


def _empty_answer(_reply: Reply, _chat: ChatRequest, _chance: Chance) -> Reply:
    return Reply(content="")


def _refusal(_reply: Reply, _chat: ChatRequest, _chance: Chance) -> Reply:
    return Reply(refusal="I'm sorry, but I can't help with that.")


def _tool_loop(reply: Reply, chat: ChatRequest, _chance: Chance) -> Reply:
    """The call that was made last, again and again."""
    for message in reversed(chat.conversation):
        if message.tool_calls:
            return Reply(tool_calls=(replace(message.tool_calls[0], id=None),))
    return reply if reply.tool_calls else Reply(tool_calls=(_first(reply, chat),))


REPLIES: dict[str, Fault] = {
    "malformed_arguments": Fault("reply", "arguments that are no JSON: cut off", _malformed),
    "unknown_function": Fault("reply", "a call of a function that was not offered", _unknown_function),
    "missing_argument": Fault("reply", "a required argument is left out", _missing_argument),
    "wrong_argument": Fault("reply", "an argument that its schema rejects, chosen by seed", _wrong_argument),
    "repeated_id": Fault("reply", "two calls with one id", _repeated_id),
    "extra_call": Fault("reply", "one call more than was meant, also where one is allowed", _extra_call),
    "empty_answer": Fault("reply", "neither text nor a call", _empty_answer),
    "refusal": Fault("reply", "the model refuses", _refusal),
    "tool_loop": Fault("reply", "the same call again on every turn", _tool_loop, endless=True),
}
