"""What a rule says in one reply, and the verbs that write it, in Python and in files alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Reply, ToolCall
from mockfn.place import Place
from mockfn.script.replies import reply_of
from mockfn.script.tree import Tree, tree
from mockfn.templates import Template, template
from mockfn.testkit import WrongCall

__all__ = ["VERBS", "Call", "Step", "add_answer", "add_call", "add_output", "add_say", "set_action"]

_Answer = Reply | APIError | Callable[[ChatRequest], Any]


class Call(Struct, frozen=True):
    """A tool call of a rule. `arguments` as a text (or a `ToolCall` as a whole) goes out as it is, unchecked.

    `place` is where it was written.
    """

    name: str
    arguments: Tree | str
    whole: ToolCall | None = None
    place: Place = Place()


class Step(Struct, frozen=True):
    """One reply of a rule: text beside calls, or a whole answer, or data in the form the request asks for.

    `action` is "say", or who else answers: "generate" (invented from the request's tools) or "miss".
    `latency` and `faults` are values that only the rooms that pace and strike understand. One that is `endless` is
    given again on every later turn, where no other follows it.
    """

    content: Template | tuple[Template, ...] | None = None
    calls: tuple[Call, ...] = ()
    answer: _Answer | None = None
    output: Tree | None = None
    action: Literal["say", "generate", "miss"] = "say"
    latency: Any = None
    faults: tuple[Any, ...] = ()
    endless: bool = False

    @property
    def empty(self) -> bool:
        """True where it says nothing yet."""
        return self.silent and self.latency is None and not self.faults

    @property
    def silent(self) -> bool:
        """True where it holds no verb."""
        nothing = self.content is None and self.answer is None and self.output is None
        return nothing and not self.calls and self.action == "say"

    @property
    def said(self) -> tuple[str, ...]:
        """The verbs that it holds."""
        there = {
            "say": self.content is not None,
            "call": bool(self.calls),
            "answer": self.answer is not None,
            "output": self.output is not None,
            "generate": self.action == "generate",
            "miss": self.action == "miss",
        }
        return tuple(verb for verb, held in there.items() if held)


def _beside(step: Step, verb: str, place: Place, *allowed: str) -> None:
    other = [said for said in step.said if said not in allowed]
    if other:
        raise place.error(
            f"{other[0]} and {verb} are two replies",
            key=verb,
            remedy="Put .then between them (in a file: make them two steps).",
        )


def add_say(step: Step, text: Any, names: Collection[str], place: Place) -> Step:
    """Text, or a list of texts: the deltas of a stream."""
    _beside(step, "say", place, "call")
    if isinstance(text, str):
        return replace(step, content=template(text, names, place, "say"))
    if isinstance(text, list | tuple) and all(isinstance(part, str) for part in text):
        return replace(step, content=tuple(template(part, names, place, "say") for part in text))
    remedy = f'Write it in quotes: "{text}".' if isinstance(text, bool | int | float) else ""
    raise place.error(f"takes text, or a list of texts, not {text!r}", key="say", remedy=remedy)


def add_call(step: Step, name: Any, arguments: Any, names: Collection[str], place: Place) -> Step:
    """A tool call beside those that are there: parallel calls are one assistant message."""
    _beside(step, "call", place, "say", "call")
    if isinstance(name, ToolCall | WrongCall):
        whole = name.calls if isinstance(name, WrongCall) else (name,)
        return replace(step, calls=(*step.calls, *(Call(one.name, "", one, place) for one in whole)))
    if not isinstance(name, str) or not name:
        raise place.error(f"takes the name of a tool, not {name!r}", key="call")
    if arguments is None:
        arguments = {}
    if not isinstance(arguments, str | Mapping):
        raise place.error(
            f"takes the arguments of {name!r} as a mapping, or as a text that is sent as it is, not {arguments!r}",
            key="call",
        )
    given = arguments if isinstance(arguments, str) else tree(arguments, names, place, "call")
    return replace(step, calls=(*step.calls, Call(name, given, None, place)))


def add_answer(step: Step, value: Any, place: Place) -> Step:
    """A whole answer: a Reply, an APIError, an OpenAI message or completion, or a function of the request."""
    _beside(step, "answer", place)
    answer = value if callable(value) and not isinstance(value, type) else reply_of(value, place)
    return replace(step, answer=answer)


def add_output(step: Step, value: Any, names: Collection[str], place: Place) -> Step:
    """Data, in the form that the request asks for."""
    _beside(step, "output", place)
    return replace(step, output=tree(value, names, place, "output"))


def set_action(step: Step, action: Literal["generate", "miss"], place: Place) -> Step:
    """Leave the answer to the generator, or make it a miss."""
    _beside(step, action, place)
    return replace(step, action=action)


def _calls(step: Step, value: Any, names: Collection[str], place: Place) -> Step:
    """`call` as data: a name, {name: arguments, ...}, or a list of these."""
    if isinstance(value, str):
        return add_call(step, value, None, names, place)
    if not value or not isinstance(value, Mapping | list):
        raise place.error(
            f"takes the name of a tool, {{name: arguments}}, or a list of these, not {value!r}", key="call"
        )
    items = value if isinstance(value, list) else [value]
    for item, line in zip(items, getattr(items, "lines", None) or [None] * len(items), strict=True):
        if isinstance(item, Mapping) and item:
            if set(item) == {"name", "arguments"}:
                raise place.at(line).error(
                    "is written {name: arguments}", key="call", remedy=f"Write {{{item['name']}: {{...}}}}."
                )
            lines = getattr(item, "lines", {})
            for name, arguments in item.items():
                step = add_call(step, name, arguments, names, place.at(lines.get(name)))
        else:
            step = add_call(step, item, None, names, place.at(line))
    return step


def _flag(action: Literal["generate", "miss"]) -> Callable[[Step, Any, Collection[str], Place], Step]:
    def verb(step: Step, value: Any, names: Collection[str], place: Place) -> Step:
        del names
        if value is not True:
            raise place.error(f"takes true, not {value!r}", key=action)
        return set_action(step, action, place)

    return verb


# What a step of a script file may hold: the verb, and how its value is added to the step.
VERBS: dict[str, Callable[[Step, Any, Collection[str], Place], Step]] = {
    "say": add_say,
    "call": _calls,
    "answer": lambda step, value, names, place: add_answer(step, value, place),  # noqa: ARG005 - one shape for all
    "output": add_output,
    "generate": _flag("generate"),
    "miss": _flag("miss"),
}
