"""Streams that differ from an earlier one in nothing but ids, time and padding: put together instead of made anew.

An app that is answered alike again and again, as scripted answers are, gets the same stream with other ids in it. When
a stream is said for the second time, it is rendered with marks in the place of ids and time, and what lies between the
marks is kept. What a shape reads besides is either part of the likeness or forbidden while the marks are in place, and
a second rendering with other marks must come out as the first one says. Where that fails, the stream is made each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple, NoReturn, cast

from msgspec import Struct
from msgspec.structs import replace

from mockfn.http import Frame
from mockfn.jsontext import encode
from mockfn.providers.provider import Model, Said, Shape

__all__ = ["Event", "prepared"]


class Event(NamedTuple):
    """An event in the making: between `head` and `tail` stand the filler's characters from `start` to `end`."""

    head: bytes
    start: int = 0
    end: int = 0
    tail: bytes = b""


class _Prepared(Struct, frozen=True):
    """A stream but for what is put in. Each second one of `parts` is a place for the value that `pick` takes.

    The values are id, time and call ids, then the pieces of the filler by `paddings`. `cuts` are the ends of frames.
    """

    shape: Shape
    profile: Model
    parts: list[bytes]
    pick: Callable[[tuple[bytes, ...]], tuple[bytes, ...]]
    paddings: list[tuple[int, int]]
    cuts: list[tuple[int, int]]


_Events = Callable[[Said, Shape], list[Event]]

# None after the first time, False for what cannot be prepared.
_KEPT: dict[Any, _Prepared | bool | None] = {}
_MOST, _MOST_BYTES = 256, 16_384

# Ids that JSON writes as they are.
_PLAIN = re.compile(r"[A-Za-z0-9_.:-]+")
_LEAST_TIME, _MOST_TIME = 1_000_000_000, 9_999_999_999

# Ids that are shorter leave no room for marks that nothing else is taken for.
_SHORTEST = 6


def prepared(said: Said, shape: Shape, filler: bytes, events: _Events) -> tuple[Frame, ...] | None:
    """The frames that `events` makes of what is said; None where they have to be made."""
    ids = [call.id for choice in said.choices for call in choice.calls]
    likeness = _likeness(said, shape, ids)
    if likeness is None:
        return None
    kept = _KEPT.get(likeness)
    if kept is None:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[likeness] = (_prepare(said, shape, events) or False) if likeness in _KEPT else None
        return None
    if isinstance(kept, bool) or kept.shape is not shape or kept.profile is not said.profile:
        return None
    pieces = [filler[start:end] for start, end in kept.paddings]
    parts = kept.parts.copy()
    parts[1::2] = kept.pick((said.id.encode(), b"%d" % said.created, *[one.encode() for one in ids], *pieces))
    whole = b"".join(parts)
    return tuple([Frame(whole[start:end]) for start, end in kept.cuts])


def _likeness(said: Said, shape: Shape, ids: list[str]) -> Any:
    """Equal for streams that can be put together alike; None where nothing is known of that."""
    choices: list[Any] = []
    for choice in said.choices:
        if choice.logprobs is not None:
            return None
        calls = [(call.index, call.name, call.arguments, call.custom) for call in choice.calls]
        texts = (choice.content, choice.reasoning, choice.refusal, choice.deltas)
        choices.append((choice.index, *texts, choice.finish, tuple(calls)))
    if not ids or not _PLAIN.fullmatch(said.id + "".join(ids)) or not _LEAST_TIME <= said.created <= _MOST_TIME:
        return None
    options = said.chat.json.get("stream_options")
    usage = encode(said.usage) if said.asked_usage else b""
    switches = (encode(options) if options is not None else b"", said.chat.legacy, usage)
    lengths = (len(said.id), *map(len, ids))
    return id(shape), id(said.profile), said.model, said.fingerprint, switches, lengths, tuple(choices)


class _Touched(Exception):  # noqa: N818 - it is caught at once
    """A shape reads what is not part of a likeness."""


class _Forbidden:
    """What a shape must not read. No encoder takes it."""

    def __getattr__(self, name: str) -> NoReturn:
        raise _Touched(name)


class _Options(_Forbidden):
    """The body of a request, of which a shape may read one member."""

    def __init__(self, options: Any) -> None:
        self._options = options

    def get(self, name: str) -> Any:
        if name != "stream_options":
            raise _Touched(name)
        return self._options


class _Asked(_Forbidden):
    """The request, of which a shape may read little."""

    def __init__(self, said: Said) -> None:
        self.legacy = said.chat.legacy
        self.json = _Options(said.chat.json.get("stream_options"))


def _marked(said: Said, letter: str, created: int) -> tuple[Said, list[bytes]]:
    """What is said with marks in the place of ids and time, and the marks."""
    marks = [_mark(f"{letter}id", len(said.id)), str(created)]
    choices = []
    for choice in said.choices:
        calls = []
        for call in choice.calls:
            mark = _mark(f"{letter}{len(marks)}q", len(call.id))
            marks.append(mark)
            calls.append(replace(call, id=mark))
        choices.append(replace(choice, calls=tuple(calls)))
    marked = replace(
        said,
        id=marks[0],
        created=created,
        choices=tuple(choices),
        usage=said.usage if said.asked_usage else cast(Any, _Forbidden()),
        chat=cast(Any, _Asked(said)),
        chance=cast(Any, _Forbidden()),
    )
    return marked, [mark.encode() for mark in marks]


def _mark(text: str, length: int) -> str:
    return (text * length)[:length]


def _prepare(said: Said, shape: Shape, events: _Events) -> _Prepared | None:
    """What is kept of a stream; None where it cannot be put together."""
    first, marks = _marked(said, "Zx", 1_735_928_471)
    second, others = _marked(said, "Yw", 1_846_037_592)
    if min(map(len, marks)) < _SHORTEST:
        return None
    try:
        made, again = events(first, shape), events(second, shape)
    except Exception:  # whatever a shape does with what it must not read
        return None
    found = re.compile(b"(" + b"|".join(map(re.escape, marks)) + b")")
    swapped = dict(zip(marks, others, strict=True))
    expected = [event._replace(head=found.sub(lambda mark: swapped[mark[0]], event.head)) for event in made]
    size = sum(len(event.head) + event.end - event.start + len(event.tail) for event in made)
    if expected != again or size > _MOST_BYTES or any(found.search(event.tail) for event in made):
        return None
    return _kept(made, found, marks, shape, said.profile)


def _kept(made: list[Event], found: re.Pattern[bytes], marks: list[bytes], shape: Shape, profile: Model) -> _Prepared:
    """A marked stream taken apart."""
    parts: list[bytes] = [b""]
    slots: list[int] = []
    cuts: list[tuple[int, int]] = []
    start = 0
    for number, event in enumerate(made):
        text, *rest = found.split(event.head)
        parts[-1] += text
        parts += [*rest, b"", event.tail]
        slots += [*map(marks.index, rest[::2]), len(marks) + number]
        end = start + len(event.head) + event.end - event.start + len(event.tail)
        cuts.append((start, end))
        start = end
    paddings = [(event.start, event.end) for event in made]
    return _Prepared(shape, profile, parts, itemgetter(*slots), paddings, cuts)
