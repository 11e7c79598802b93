"""Words that a text must hold for a regular expression to be found in it: enough to leave most expressions unasked.

Read carefully rather than cleverly: what stands in parentheses, classes or alternatives says nothing, and a construct
that could be misread ends the reading.
"""

from __future__ import annotations

import re

__all__ = ["needles"]

_REPEAT = re.compile(r"\{\d*,?\d*\}")
_NUMBERED = set("xuUN0123456789")

# Under IGNORECASE, "i" is found in "İ" and "ı", which fold to something else; other plain letters fold as they match.
_UNSURE_WITHOUT_CASE = re.compile(r"[^a-hj-zA-HJ-Z0-9_#@/ -]")


def needles(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """What `Said.flat` holds of every text in which `pattern` is found; () where that is unclear."""
    if pattern.flags & (re.VERBOSE | re.LOCALE):
        return ()
    runs = _runs(pattern.pattern)
    if runs is None:
        return ()
    if pattern.flags & re.IGNORECASE:
        runs = [part for run in runs for part in _UNSURE_WITHOUT_CASE.split(run)]
    folded = (" ".join(run.split()).casefold() for run in runs)
    return tuple(run for run in folded if run)


def _runs(text: str) -> list[str] | None:
    """The texts that an expression spells out in a row; None where it offers a choice, or cannot be read so simply."""
    runs, run, place, depth = [], "", 0, 0
    while place < len(text):
        char = text[place]
        place += 1
        if char == "\\":
            if text[place : place + 1] in _NUMBERED:
                return None
            place += 1
        elif char == "[":
            place = text.find("]", place + 1 + (text[place : place + 1] == "^")) + 1
            if not place:
                return None
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif depth:
            continue
        elif char == "|":
            return None
        elif char in "*?{":
            run = run[:-1]
            repeat = _REPEAT.match(text, place - 1)
            place = repeat.end() if repeat else place
        elif char not in "^$.+}]":
            run += char
            continue
        runs.append(run)
        run = ""
    return [*runs, run]
