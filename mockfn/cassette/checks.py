"""What is wrong with a recording though it can be read: secrets, calls that its own tools refuse, age, a cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from msgspec import Struct

from mockfn.cassette.conversation import body_of, reply_of, tools_of
from mockfn.cassette.model import Cassette, Interaction
from mockfn.cassette.scrub import Scrubber
from mockfn.cassette.text import dumps
from mockfn.errors import SchemaError

__all__ = ["Problem", "check"]


class Problem(Struct, frozen=True):
    """`kind` is "secret", "unscrubbed", "tool-call", "age" or "cut"; `interaction` counts from 1, 0 is all of them."""

    kind: str
    interaction: int
    message: str


def check(
    cassette: Cassette, scrubber: Scrubber, *, today: date | None = None, max_age: int | None = None
) -> list[Problem]:
    """Everything wrong with a cassette, in its order. `max_age` is in days before `today`."""
    found: list[Problem] = []
    for turn, interaction in enumerate(cassette.interactions, 1):
        found += [Problem(kind, turn, message) for kind, message in _secrets(interaction, scrubber)]
        found += [Problem("tool-call", turn, message) for message in _calls(interaction)]
        if interaction.response.cut:
            found.append(Problem("cut", turn, "the response ended before it was complete"))
        if today is not None and max_age is not None:
            age = _age(interaction, today)
            if age is not None and age > max_age:
                found.append(Problem("age", turn, f"recorded {age} days ago, more than {max_age}"))
    if not any(problem.kind in ("secret", "unscrubbed") for problem in found) and scrubber.leaks(dumps(cassette)):
        found.append(Problem("secret", 0, "the text holds a known secret, or the form of a key"))
    return found


def _secrets(interaction: Interaction, scrubber: Scrubber) -> Iterator[tuple[str, str]]:
    scrubbed = scrubber.interaction(interaction)
    for finding in scrubbed.findings:
        yield "secret", str(finding)
    clean = scrubbed.interaction
    if scrubbed.findings:
        return
    pairs = (("request", interaction.request, clean.request), ("response", interaction.response, clean.response))
    for side, old, new in pairs:
        dropped = sorted(name for name in old.headers if name.lower() not in new.headers)
        if dropped:
            yield "unscrubbed", f"the {side} keeps headers: {', '.join(dropped)}"
        if old.body != new.body:
            yield "unscrubbed", f"the {side}'s body holds a value under a name that says it is secret"
    if interaction.request.url != clean.request.url:
        yield "unscrubbed", "the request's URL holds credentials"


def _calls(interaction: Interaction) -> Iterator[str]:
    tools = {tool.name: tool for tool in tools_of(interaction.request)}
    for call in reply_of(interaction.response).tool_calls if tools else ():
        tool = tools.get(call.name)
        if tool is None:
            yield f"calls {call.name!r}, which the request does not offer"
            continue
        if tool.kind == "custom":
            continue
        arguments = body_of(str(call.arguments).encode() or b"{}")
        if arguments is None:
            yield f"calls {call.name!r} with arguments that are no JSON"
        elif isinstance(tool.parameters, dict):
            from mockfn.schema import validator

            try:
                errors = validator(tool.parameters).errors(arguments)
            except SchemaError:
                continue
            yield from (
                f"calls {call.name!r} against its own schema: {path or '/'}: {said}" for path, _, said in errors
            )


def _age(interaction: Interaction, today: date) -> int | None:
    try:
        when = datetime.fromisoformat(interaction.recorded_at or "")
    except ValueError:
        return None
    return (today - when.astimezone(UTC).date()).days
