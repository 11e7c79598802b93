"""A stream's chunks cut anew: other deltas, the same words.

Whatever is done here, the texts, the calls' arguments, the finish reason and the usage of a stream, put together again
by choice and by call index, are what they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise, zip_longest
from random import Random
from typing import Any, AnyStr

from msgspec import Struct

__all__ = ["Chunk", "all_in_one", "characters", "cut_at", "cut_texts", "escapes", "interleaved", "pieces", "with_empty"]

_Path = tuple[str | int, ...]

_TEXTS = ("content", "reasoning_content", "reasoning", "refusal")
_ARGUMENTS = (("function", "arguments"), ("custom", "input"))
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)


class Chunk(Struct, frozen=True):
    """One event of a stream: its data, and the seconds to wait before it."""

    data: dict[str, Any]
    delay: float = 0.0


def characters(text: str) -> list[str]:
    """One character each."""
    return list(text)


def escapes(text: str) -> list[str]:
    """Cut inside each JSON escape: after its backslash, and among the digits of a `\\u`. Whole where there is none."""
    places: list[int] = []
    for found in _ESCAPE.finditer(text):
        places += [found.start() + 1, found.start() + 4] if len(found[0]) > 2 else [found.start() + 1]
    return cut_at(text, places)


def pieces(dice: Random) -> Callable[[str], list[str]]:
    """Cut at places that `dice` chooses."""

    def cut(text: str) -> list[str]:
        count = dice.randint(1, max(1, len(text) // 2))
        return cut_at(text, [dice.randrange(1, len(text)) for _ in range(count)]) if len(text) > 1 else [text]

    return cut


def cut_at(text: AnyStr, places: list[int]) -> list[AnyStr]:
    """The pieces of a text, or of bytes, between these places."""
    edges = [0, *sorted({place for place in places if place}), len(text)]
    return [text[start:end] for start, end in pairwise(edges)]


def cut_texts(chunks: list[Chunk], cut: Callable[[str], list[str]]) -> list[Chunk]:
    """Each text of the stream, joined and cut by `cut`. A text that is cut nowhere stays as it came."""
    made: list[Chunk] = []
    for path, run in _runs(chunks):
        text = "".join([_text(chunk, path) for chunk in run]) if path else ""
        parts = cut(text) if text else []
        made.extend(_spread(run, path, parts) if path and len(parts) > 1 else run)
    return made


def with_empty(chunks: list[Chunk]) -> list[Chunk]:
    """A chunk without choices first, and before and after each text a delta that adds nothing to it."""
    singles = _singles(chunks)
    made = [Chunk({**singles[0].data, "choices": []})] if singles else []
    for chunk in singles:
        path = _path(chunk)
        if path is None or _opens(chunk, path):
            made.append(chunk)
            continue
        nothing = _unfinished(chunk, {})
        made += [_continued(chunk, path, ""), chunk]
        # After the end there is nothing to add to.
        made += [nothing, _continued(chunk, path, "")] if _choice(chunk).get("finish_reason") is None else []
    return made


def interleaved(chunks: list[Chunk]) -> list[Chunk]:
    """The fragments of parallel calls in turn, which `index` keeps apart."""
    singles = _singles(chunks)
    calls: dict[tuple[int, int], list[Chunk]] = {}
    for chunk in singles:
        key = _call(chunk)
        if key is not None:
            calls.setdefault(key, []).append(chunk)
    turns = iter([chunk for turn in zip_longest(*calls.values()) for chunk in turn if chunk is not None])
    return [chunk if _call(chunk) is None else next(turns) for chunk in singles]


def all_in_one(chunks: list[Chunk]) -> list[Chunk]:
    """All of a choice in a single delta, which also finishes it."""
    made: dict[int, Chunk] = {}
    rest: list[Chunk] = []
    for chunk in _singles(chunks):
        if not chunk.data.get("choices"):
            rest.append(chunk)
            continue
        index = _choice(chunk).get("index", 0)
        made[index] = _merged(made[index], chunk) if index in made else chunk
    return [*made.values(), *rest]


def _choice(chunk: Chunk) -> dict[str, Any]:
    choice: dict[str, Any] = chunk.data["choices"][0]
    return choice


def _delta(chunk: Chunk) -> dict[str, Any]:
    choices = chunk.data.get("choices")
    return (choices[0].get("delta") or {}) if choices else {}


def _singles(chunks: list[Chunk]) -> list[Chunk]:
    """The same stream with one choice an event, and one text in it."""
    return [part for chunk in chunks for part in _split(chunk)]


def _split(chunk: Chunk) -> list[Chunk]:
    choices = chunk.data.get("choices") or []
    parts = [(choice, delta) for choice in choices for delta in _one_text_each(choice.get("delta") or {})]
    if len(parts) < 2:
        return [chunk]
    made: list[Chunk] = []
    for number, (choice, delta) in enumerate(parts):
        last_of_choice = number + 1 == len(parts) or parts[number + 1][0] is not choice
        whole = {**choice, "delta": delta} if last_of_choice else _open_choice(choice, delta)
        data = {**chunk.data, "choices": [whole]}
        if number + 1 < len(parts):
            data = _without_usage(data)
        made.append(Chunk(data, chunk.delay if number == 0 else 0.0))
    return made


def _one_text_each(delta: dict[str, Any]) -> list[dict[str, Any]]:
    calls = delta.get("tool_calls") or []
    texts = [name for name in _TEXTS if delta.get(name)]
    if len(calls) + len(texts) < 2:
        return [delta]
    rest = {name: value for name, value in delta.items() if name not in texts and name != "tool_calls"}
    made = [{name: delta[name]} for name in texts] + [{"tool_calls": [call]} for call in calls]
    return [{**rest, **made[0]}, *made[1:]]


def _path(chunk: Chunk) -> _Path | None:
    """Where the event's text is; None where it has none, or one that cannot be continued."""
    delta = _delta(chunk)
    for name in _TEXTS:
        if isinstance(delta.get(name), str) and delta[name]:
            return (name,)
    calls = delta.get("tool_calls") or []
    if calls and isinstance(calls[0].get("index"), int):
        for kind, member in _ARGUMENTS:
            if isinstance((calls[0].get(kind) or {}).get(member), str):
                return ("tool_calls", calls[0]["index"], kind, member)
    if isinstance((delta.get("function_call") or {}).get("arguments"), str):
        return ("function_call", "arguments")
    return None


def _call(chunk: Chunk) -> tuple[int, int] | None:
    path = _path(chunk)
    return (_choice(chunk).get("index", 0), int(path[1])) if path and path[0] == "tool_calls" else None


def _text(chunk: Chunk, path: _Path) -> str:
    value: Any = _delta(chunk)
    for step in path:
        value = value[0] if isinstance(step, int) else value[step]
    return str(value)


def _opens(chunk: Chunk, path: _Path) -> bool:
    """Whether the event says more of a call than a piece of its arguments."""
    said: Any = _delta(chunk)[str(path[0])]
    said = said[0] if isinstance(said, list) else said
    if not isinstance(said, dict):
        return False
    return bool(said.get("id")) or "name" in (said.get("function") or said.get("custom") or said)


def _runs(chunks: list[Chunk]) -> Iterator[tuple[_Path | None, list[Chunk]]]:
    """The events in runs that continue one text."""
    run: list[Chunk] = []
    held: tuple[int, _Path] | None = None
    for chunk in _singles(chunks):
        path = _path(chunk)
        key = (_choice(chunk).get("index", 0), path) if path else None
        if run and (key is None or key != held or (path and _opens(chunk, path))):
            yield (held[1] if held else None), run
            run = []
        run.append(chunk)
        held = key
    if run:
        yield (held[1] if held else None), run


def _spread(run: list[Chunk], path: _Path, parts: list[str]) -> list[Chunk]:
    """The run's text in these parts: the first with all that opened it, the last with all that ended it."""
    first, last = run[0], run[-1]
    opening = _scored(_with_text(first, path, parts[0]), run)
    middle = [_continued(first, path, part) for part in parts[1:-1]]
    ending = _continued(last, path, parts[-1])
    finished = {**ending.data, "choices": [{**_choice(ending), "finish_reason": _choice(last).get("finish_reason")}]}
    if "usage" in last.data:
        finished["usage"] = last.data["usage"]
    rest = sum(chunk.delay for chunk in run[1:])
    return [Chunk(_without_usage(opening.data), first.delay), *middle, Chunk(finished, rest)]


def _scored(chunk: Chunk, run: list[Chunk]) -> Chunk:
    """The event with the log probabilities of all the run: which token is of which part cannot be told."""
    scores = [_choice(one)["logprobs"] for one in run if _choice(one).get("logprobs")]
    if not scores:
        return chunk
    entries = [entry for score in scores for entry in score.get("content") or ()]
    choice = {**_choice(chunk), "logprobs": {**scores[0], "content": entries}}
    return Chunk({**chunk.data, "choices": [choice]}, chunk.delay)


def _with_text(chunk: Chunk, path: _Path, text: str) -> Chunk:
    delta = _set(_delta(chunk), path, text)
    return Chunk({**chunk.data, "choices": [_open_choice(_choice(chunk), delta, keep=True)]}, chunk.delay)


def _set(value: Any, path: _Path, text: str) -> Any:
    if not path:
        return text
    step, *rest = path
    if isinstance(step, int):
        return [_set(value[0], tuple(rest), text), *value[1:]]
    return {**value, step: _set(value[step], tuple(rest), text)}


def _continued(chunk: Chunk, path: _Path, text: str) -> Chunk:
    """An event that adds `text` and says nothing else."""
    delta: Any = text
    for step in reversed(path):
        delta = [{"index": step, **delta}] if isinstance(step, int) else {step: delta}
    return _unfinished(chunk, delta)


def _unfinished(chunk: Chunk, delta: dict[str, Any]) -> Chunk:
    return Chunk(_without_usage({**chunk.data, "choices": [_open_choice(_choice(chunk), delta)]}))


def _open_choice(choice: dict[str, Any], delta: dict[str, Any], *, keep: bool = False) -> dict[str, Any]:
    """The choice with this delta and not finished; `logprobs` stay with the event that opens (`keep`)."""
    made = {**choice, "delta": delta, "finish_reason": None}
    if "logprobs" in made and not keep:
        made["logprobs"] = None
    return made


def _without_usage(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "usage": None} if data.get("usage") is not None else data


def _merged(one: Chunk, other: Chunk) -> Chunk:
    first, second = _choice(one), _choice(other)
    said = {name: value for name, value in second.items() if value is not None}
    choice = {**first, **said, "delta": _sum(_delta(one), _delta(other))}
    if second.get("logprobs"):
        choice["logprobs"] = _sum(first.get("logprobs") or {}, second["logprobs"])
    data = {**one.data, **{name: value for name, value in other.data.items() if value is not None}}
    return Chunk({**data, "choices": [choice]}, one.delay + other.delay)


def _sum(one: Any, other: Any) -> Any:
    """Two deltas in one: texts and lists joined, calls joined by index, everything else the first that was said."""
    if isinstance(one, str) and isinstance(other, str):
        return one + other
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: _kept(key, one.get(key), other.get(key)) for key in {**one, **other}}
    if isinstance(one, list) and isinstance(other, list):
        return _sum_calls(one, other)
    return other if one is None else one


def _kept(key: str, one: Any, other: Any) -> Any:
    # What names a thing is repeated by the events that go on with it, not continued.
    return one if key in ("role", "type", "id", "index", "name") and one is not None else _sum(one, other)


def _sum_calls(one: list[Any], other: list[Any]) -> list[Any]:
    made = list(one)
    for item in other:
        index = item.get("index") if isinstance(item, dict) else None
        place = next((n for n, held in enumerate(made) if index is not None and held.get("index") == index), None)
        if place is None:
            made.append(item)
        else:
            made[place] = _sum(made[place], item)
    return made
