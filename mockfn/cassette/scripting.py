"""A recording as a script: rules that answer what the provider answered, to be edited by hand.

A rule is made for each user message that was answered, its steps for what followed. What a script cannot say, an error
or a body that is no conversation, is left out with a comment; so is an answer that a rule before it takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from mockfn.cassette.conversation import body_of, reply_of, summary, tools_of
from mockfn.cassette.model import Cassette, Interaction
from mockfn.cassette.yamlwriter import write
from mockfn.chat import Reply, ToolCall
from mockfn.errors import SchemaError
from mockfn.sse import decode
from mockfn.templates import escaped, is_sayable

__all__ = ["to_script"]

_JSON = dict[str, Any]


class _Turn(Struct, frozen=True):
    """Where a request stands: the latest user message, what the system says, and the answers that followed already."""

    user: str
    system: str
    model: str
    answers: tuple[_JSON, ...]


class _Step(Struct, frozen=True):
    """A reply of a rule, and the interaction that it was recorded in; 0 where it is known from a later request only."""

    number: int
    reply: _JSON


def to_script(cassette: Cassette) -> str:
    """The script, as YAML with a comment for each interaction."""
    turns = [(_turn(one) if _is_answer(one) else None, one) for one in cassette.interactions]
    asked = [turn for turn, _ in turns if turn]
    rules: dict[tuple[str, ...], dict[int, _Step]] = {}
    lines = ["# Made from a recording. docs/scripts.md says what can be written here."]
    for number, (turn, interaction) in enumerate(turns, 1):
        if turn is None:
            lines.append(f"# left out: {number}. {summary(interaction)}")
            continue
        steps = rules.setdefault(_condition(turn, asked), {})
        for position, message in enumerate(turn.answers):
            steps.setdefault(position, _Step(0, _said_before(message, interaction)))
        before = steps.get(len(turn.answers))
        if before is not None and before.number:
            lines.append(f"# left out, for {before.number}. answers the same words: {number}. {summary(interaction)}")
        else:
            steps[len(turn.answers)] = _Step(number, _step(reply_of(interaction.response), interaction))
    body = [line for condition, steps in rules.items() for line in _rule(condition, steps)]
    return "\n".join([*lines, *(["rules:", *body] if body else ["rules: []"])]) + "\n"


def _is_answer(interaction: Interaction) -> bool:
    reply = reply_of(interaction.response)
    return interaction.response.status < 400 and (reply.text is not None or bool(reply.tool_calls))


def _turn(interaction: Interaction) -> _Turn | None:
    body = body_of(interaction.request.body)
    messages = body.get("messages") if isinstance(body, dict) else None
    if not isinstance(messages, list):
        return None
    user = ""
    answers: list[_JSON] = []
    system: list[str] = []
    for message in messages:
        role = message.get("role") if isinstance(message, dict) else None
        if role == "user":
            user, answers = _text(message.get("content")), []
        elif role == "assistant":
            answers.append(message)
        elif role in ("system", "developer"):
            system.append(_text(message.get("content")))
    return _Turn(user, "\n".join(system), str(body.get("model") or ""), tuple(answers)) if user else None


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(
            part.get("text", "") for part in content if isinstance(part, dict) and part.get("type") == "text"
        )
    return content if isinstance(content, str) else ""


def _condition(turn: _Turn, asked: list[_Turn]) -> tuple[str, ...]:
    """The words that tell this turn from the others: those of the user; the system's and the model where needed."""
    alike = [other for other in asked if other.user == turn.user]
    system = turn.system if len({other.system for other in alike}) > 1 else ""
    alike = [other for other in alike if not system or other.system == turn.system]
    model = turn.model if len({other.model for other in alike}) > 1 else ""
    return turn.user, system, model


def _rule(condition: tuple[str, ...], steps: dict[int, _Step]) -> list[str]:
    user, system, model = condition
    when: _JSON = {"user": {"exact": user}}
    if system:
        when["system"] = {"exact": system}
    if model:
        when["model"] = model
    ordered = [steps[position] for position in sorted(steps)]
    numbers = ", ".join(str(step.number) for step in ordered if step.number)
    text = write([{"when": when, "steps": [step.reply for step in ordered]}])
    return [f"# interaction {numbers}", *text.splitlines()]


def _said_before(message: _JSON, interaction: Interaction) -> _JSON:
    """An answer that a request repeats in its messages, as a reply."""
    calls: list[ToolCall] = []
    for call in message.get("tool_calls") or []:
        inner = call.get("function") if isinstance(call, dict) else None
        if isinstance(inner, dict):
            calls.append(ToolCall(str(inner.get("name")), str(inner.get("arguments") or ""), call.get("id")))
    text = _text(message.get("content"))
    return _step(Reply(text or (None if calls else ""), tool_calls=tuple(calls)), interaction, streamed=False)


def _step(reply: Reply, interaction: Interaction, *, streamed: bool = True) -> _JSON:
    step: _JSON = {}
    if not is_sayable(reply.text or ""):
        return {"answer": _message(reply)}
    if reply.text is not None:
        step["say"] = _said(interaction, reply) if streamed else escaped(reply.text)
    if reply.tool_calls:
        step["call"] = [{call.name: _arguments(call, interaction)} for call in reply.tool_calls]
    return step


def _said(interaction: Interaction, reply: Reply) -> str | list[str]:
    """The text; of a stream its deltas, so that it streams again as it did."""
    pieces = [escaped(piece) for piece in _deltas(interaction)]
    whole = escaped(reply.text or "")
    return pieces if len(pieces) > 1 and "".join(pieces) == whole else whole


def _deltas(interaction: Interaction) -> Iterator[str]:
    response = interaction.response
    if not response.headers.get("content-type", "").startswith("text/event-stream"):
        return
    for event in decode(response.body):
        document = body_of(event.data.encode())
        choices = document.get("choices") if isinstance(document, dict) else None
        for choice in choices if isinstance(choices, list) else ():
            delta = choice.get("delta") if isinstance(choice, dict) else None
            text = delta.get("content") if isinstance(delta, dict) else None
            if isinstance(text, str) and text:
                yield text


def _arguments(call: ToolCall, interaction: Interaction) -> Any:
    """As data where the request's own tool takes them, so that they can be edited; else the text, sent as it is."""
    text = str(call.arguments)
    arguments = body_of(text.encode())
    tool = next((tool for tool in tools_of(interaction.request) if tool.name == call.name), None)
    if not isinstance(arguments, dict) or tool is None or not isinstance(tool.parameters, dict):
        return text
    from mockfn.schema import validator

    try:
        valid = validator(tool.parameters).is_valid(arguments)
    except SchemaError:
        valid = False
    return escaped(arguments) if valid and is_sayable(text) else text


def _message(reply: Reply) -> _JSON:
    """The reply as a message, whose texts are no templates."""
    calls = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": str(call.arguments)}}
        for call in reply.tool_calls
    ]
    return {"role": "assistant", "content": reply.text} | ({"tool_calls": calls} if calls else {})
