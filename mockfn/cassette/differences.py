"""Where two pieces of data differ, said so that the eye finds it: the JSON path and the words around the change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

__all__ = ["MISSING", "Difference", "differences", "words"]


class Difference(Struct, frozen=True):
    """At `path` ("$.messages[3].content") one side has `recorded`, the other `sent`; `Missing` where it has nothing."""

    path: str
    recorded: str
    sent: str


# What stands for a member that one side does not have.
MISSING = "(nothing)"

# Words shown before and after a change.
_AROUND = 6


def differences(recorded: Any, sent: Any, path: str = "$") -> Iterator[Difference]:
    """Every place where the two differ, outermost first, in the order of what was sent."""
    if isinstance(recorded, dict) and isinstance(sent, dict):
        for name in [*sent, *(name for name in recorded if name not in sent)]:
            step = (
                f"{path}.{name}" if re.fullmatch(r"[\w-]+", name) else f"{path}[{msgspec.json.encode(name).decode()}]"
            )
            if name not in recorded or name not in sent:
                yield Difference(step, _shown(recorded, name), _shown(sent, name))
            else:
                yield from differences(recorded[name], sent[name], step)
    elif isinstance(recorded, list) and isinstance(sent, list):
        for turn in range(max(len(recorded), len(sent))):
            step = f"{path}[{turn}]"
            if turn >= len(recorded) or turn >= len(sent):
                yield Difference(step, _shown(recorded, turn), _shown(sent, turn))
            else:
                yield from differences(recorded[turn], sent[turn], step)
    elif recorded != sent or isinstance(recorded, bool) != isinstance(sent, bool):
        if isinstance(recorded, str) and isinstance(sent, str):
            yield Difference(path, *words(recorded, sent))
        else:
            yield Difference(path, _short(recorded), _short(sent))


def _shown(container: Any, step: Any) -> str:
    try:
        return _short(container[step])
    except (KeyError, IndexError):
        return MISSING


def _short(value: Any, limit: int = 160) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def words(recorded: str, sent: str) -> tuple[str, str]:
    """Both texts cut down to the words that differ, with a few around them; each as one line."""
    a, b = (re.findall(r"\s+|[^\s\w]|\w+", text) for text in (recorded, sent))
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return _window(a, start, len(a) - end), _window(b, start, len(b) - end)


def _window(tokens: list[str], start: int, end: int, limit: int = 240) -> str:
    first, last = max(0, start - 2 * _AROUND), min(len(tokens), end + 2 * _AROUND)
    text = "".join(tokens[first:last])
    if len(text) > limit:
        text = f"{text[: limit // 2]} … {text[-limit // 2 :]}"
    text = f"{'…' if first else ''}{text}{'…' if last < len(tokens) else ''}"
    return msgspec.json.encode(text).decode()
