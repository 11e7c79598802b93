"""Answers that differ from an earlier one in little: put together instead of made anew.

An app that is answered alike again and again, as scripted answers are, gets the same bytes with other ids, arguments,
texts and counts in them. When requests of one kind are answered alike for the second time, the answer is rendered with
marks in the place of what may differ, and what lies between the marks is kept. What a shape reads besides is either
part of the likeness or forbidden while the marks are in place; a second rendering with other marks must come out as the
first one says, and the answer put together must be the one that is made. Where that fails, it is made each time.

In a stream the texts are part of the likeness, since they decide how it is cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, NoReturn, cast

from msgspec import Struct
from msgspec.structs import replace

from mockfn import tokens
from mockfn.apis.openai_chat_kinds import SAID, Kind
from mockfn.apis.openai_chat_usage import written_usage
from mockfn.chat import ChatRequest, Reply
from mockfn.http import Frame, Frames
from mockfn.jsontext import encode
from mockfn.jsontext import text as json_text
from mockfn.providers.provider import Said, Shape
from mockfn.seeds import Chance

__all__ = ["Event", "Likeness", "Prepared", "likeness_of", "prepare"]


class Event(NamedTuple):
    """Bytes in the making: between `head` and `tail` stand the filler's characters from `start` to `end`."""

    head: bytes
    start: int = 0
    end: int = 0
    tail: bytes = b""


class Likeness(NamedTuple):
    """What an answer is made of: `key` is equal for answers that can be put together alike, `values` are what differs:
    id, time, the id and the arguments of each call, the content, the usage, each as JSON."""

    key: tuple[Any, ...]
    values: list[bytes]


class Prepared(Struct, frozen=True):
    """An answer but for what is put in. Each second one of `parts` is a place for the value that `pick` takes.

    The values are those of the likeness, then the pieces of the filler by `paddings`. `cuts` are the ends of frames.
    Each chunk of a stream has the id and the time: they are put in where the parts have the bytes 0 and 1, which JSON
    never has.
    """

    parts: list[bytes]
    pick: Callable[[Sequence[bytes]], Any]
    paddings: list[tuple[int, int]]
    cuts: list[tuple[int, int]]

    def frames(self, values: list[bytes], chance: Chance) -> Frames:
        """The answer with these values, which are added to."""
        if self.paddings:
            filler = chance.text("obfuscation", 64).encode()
            values += [filler[start:end] for start, end in self.paddings]
        parts = self.parts.copy()
        parts[1::2] = self.pick(values)
        whole = b"".join(parts).replace(b"\0", values[0]).replace(b"\1", values[1])
        # In one piece, whatever is put in; in a stream all that is put in is as long as its mark.
        return Frames(whole, self.cuts if len(self.cuts) > 1 else ((0, len(whole)),))


_Make = Callable[[Said, Shape], list[Event]]
_MOST, _MOST_BYTES = 64, 16_384

# Ids that JSON writes as they are, and as long as their mark.
_PLAIN = re.compile(r"[A-Za-z0-9_.:-]{6,}")
_LEAST_TIME, _MOST_TIME = 1_000_000_000, 9_999_999_999


def prepare(likeness: Likeness, said: Said, shape: Shape, made: tuple[Frame, ...], make: _Make) -> None:
    """Keeps what answers of this likeness have in common, when it comes for the second time. `made` is this one."""
    answers = said.chat.kind.answers
    if likeness.key not in answers:
        if len(answers) >= _MOST:
            answers.clear()
        answers[likeness.key] = False
    elif answers[likeness.key] is False:
        kept = _prepare(said, shape, make)
        sound = kept is not None and kept.frames(likeness.values, said.chance) == made
        answers[likeness.key] = kept if sound else True


def likeness_of(chat: ChatRequest, reply: Reply, shape: Shape, chance: Chance) -> Likeness | None:
    """What an answer is made of; None where it is not one of the plain ones."""
    demands = chat.demands
    kind: Kind | None = demands.kind
    calls, stream, content = reply.tool_calls, demands.stream, reply.content
    if kind is None or not kind.plain or reply.reasoning or reply.refusal or reply.usage is not None:
        return None
    if stream and not calls:
        return None
    values = [shape.response_id.written(chance, "id"), b"%d" % chance.created]
    spacing = shape.arguments if len(calls) == 1 else shape.parallel_arguments
    key: list[Any] = [reply.finish_reason or shape.finish(chat, reply, kind.model)]
    said: list[str] = []
    for number, call in enumerate(calls):
        arguments = call.arguments
        written = arguments if isinstance(arguments, str) else json_text(arguments, spacing)
        if call.id:
            name = encode(call.id)
        else:
            name = shape.call_id.written(chance, f"call.{number}", name=call.name, index=number)
        values += (name, encode(written))
        key += (call.name, call.kind, len(name), written if stream else not written)
        # Tokens are counted of arguments without white space.
        said.append(written if spacing == "compact" else tokens.text_of(arguments))
    text = reply.text
    if text:
        said.append(text)
    key.append(content if stream else text and True)
    alike = tuple(key)
    if not stream:
        values += (encode(text), written_usage(chat, reply, shape, alike, said))
    elif kind.asks_usage:
        alike = (*alike, written_usage(chat, reply, shape, alike, said))
    return Likeness(alike, values)


class _Touched(Exception):  # noqa: N818 - it is caught at once
    """A shape reads what is not part of a likeness."""


class _Forbidden:
    """What a shape must not read. No encoder takes it."""

    def __getattr__(self, name: str) -> NoReturn:
        raise _Touched(name)


class _Body(_Forbidden):
    """The body of a request, of which a shape may read what all of its kind have."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def get(self, name: str) -> Any:
        if name in SAID:
            raise _Touched(name)
        return self._kind.body.get(name)


class _Asked(_Forbidden):
    """The request, of which a shape may read what all of its kind have."""

    def __init__(self, kind: Kind) -> None:
        chat = kind.demands
        self.legacy, self.tools, self.tool_choice, self.model = chat.legacy, chat.tools, chat.tool_choice, chat.model
        self.json = _Body(kind)


def _marked(said: Said, letter: str, created: int) -> tuple[Said, list[str]]:
    """What is said with marks in the place of what differs, and the marks, in the order of a likeness's values."""
    stream = said.chat.stream
    choice = said.choices[0]
    marks = [_mark(f"{letter}id", len(said.id)), str(created)]
    calls = []
    for call in choice.calls:
        marks += [_mark(f"{letter}{len(marks)}q", len(call.id)), f"{letter}{len(marks)}arguments"]
        calls.append(replace(call, id=marks[-2], arguments=call.arguments if stream else marks[-1]))
    content: str | None = choice.content
    usage: Any = said.usage if said.asked_usage else _Forbidden()
    if not stream:
        marks += [f"{letter}content", f"{letter}usage"]
        content, usage = content and marks[-2], marks[-1]
    marked = replace(
        said,
        id=marks[0],
        created=created,
        choices=(replace(choice, calls=tuple(calls), content=content),),
        usage=usage,
        chat=cast(Any, _Asked(said.chat.kind)),
        chance=cast(Any, _Forbidden()),
    )
    return marked, marks


def _mark(text: str, length: int) -> str:
    return (text * length)[:length]


def _prepare(said: Said, shape: Shape, make: _Make) -> Prepared | None:
    """What is kept of an answer; None where it cannot be put together."""
    ids = [said.id, *[call.id for call in said.choices[0].calls]]
    if not all(map(_PLAIN.fullmatch, ids)) or not _LEAST_TIME <= said.created <= _MOST_TIME:
        return None
    first, marks = _marked(said, "Zx", 1_735_928_471)
    second, others = _marked(said, "Yw", 1_846_037_592)
    try:
        made, again = make(first, shape), make(second, shape)
    except Exception:  # whatever a shape does with what it must not read
        return None
    written = [encode(mark) if number != _TIME else mark.encode() for number, mark in enumerate(marks)]
    swapped = [encode(mark) if number != _TIME else mark.encode() for number, mark in enumerate(others)]
    found = re.compile(b"(" + b"|".join(map(re.escape, written)) + b")")
    swap = dict(zip(written, swapped, strict=True))
    expected = [event._replace(head=found.sub(lambda mark: swap[mark[0]], event.head)) for event in made]
    size = sum(len(event.head) + event.end - event.start + len(event.tail) for event in made)
    if expected != again or size > _MOST_BYTES or any(found.search(event.tail) for event in made):
        return None
    return _kept(made, found, written)


# Where the time stands among the values; all others are strings, or stand where one is put.
_TIME = 1


def _kept(made: list[Event], found: re.Pattern[bytes], marks: list[bytes]) -> Prepared:
    """A marked answer taken apart."""
    parts: list[bytes] = [b""]
    slots: list[int] = []
    cuts: list[tuple[int, int]] = []
    paddings: list[tuple[int, int]] = []
    start = 0
    for event in made:
        text, *rest = found.split(event.head.replace(marks[0], b"\0").replace(marks[1], b"\1"))
        parts[-1] += text
        parts += rest
        slots += map(marks.index, rest[::2])
        if event.end > event.start:
            slots.append(len(marks) + len(paddings))
            paddings.append((event.start, event.end))
            parts += [b"", b""]
        parts[-1] += event.tail
        end = start + len(event.head) + event.end - event.start + len(event.tail)
        cuts.append((start, end))
        start = end
    # An itemgetter of one item gives it alone.
    pick = itemgetter(*slots) if len(slots) > 1 else lambda values: [values[slot] for slot in slots]
    return Prepared(parts, pick, paddings, cuts)
