"""Plain words of a text as values: the run of words that no tool owns and no other parameter took.

For parameters that take common nouns ("fraud", "plasma membrane", "chicken and mushrooms"), where nothing is quoted,
capitalised or counted.
"""

from __future__ import annotations

from typing import Final

from mockfn.grounding.lexicon import ASKING, CONCEPTS, listed, stem
from mockfn.grounding.prose import split_name
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import Param, ToolSpec
from mockfn.grounding.words import Token

__all__ = ["named", "phrase", "phrases", "rest"]

# Words that fill a place in a sentence and say nothing of what it is about.
_EMPTY: Final = frozenset(
    map(
        stem,
        listed(
            """name names list number detail details information info data type kind result results value values way
            thing things available top best next last past total specific different particular certain upcoming recent
            latest possible related able help today tomorrow year years month months week weeks day days hour hours
            minute minutes good great popular found happened happen made called named located offer offers offering
            look looking time times"""
        ),
    )
)
_LEADS: Final = frozenset(("of", "for", "about", "on", "in", "with", "the", "a", "an", "using", "by"))
_JOINTS: Final = frozenset((",", "and", "or", "&", "a", "an", "the"))


def phrase(spec: ToolSpec, param: Param, found: Scan, taken: set[int]) -> str:
    """The most telling run of words for a parameter, '' where there is none; its tokens are added to `taken`."""
    span = _span(spec, param, found, taken)
    return _text(found, span, taken) if span else ""


def phrases(spec: ToolSpec, param: Param, found: Scan, taken: set[int]) -> list[str]:
    """The most telling run of words and those listed after it, in order; their tokens are added to `taken`."""
    span = _span(spec, param, found, taken)
    if span is None:
        return []
    said, tokens, index = [_text(found, span, taken)], found.tokens, span[1]
    while index < len(tokens) and tokens[index].low in _JOINTS:
        while index < len(tokens) and (tokens[index].low in _JOINTS or index in taken):
            index += 1
        start = index
        while index < len(tokens) and index not in taken and _tells(tokens[index]):
            index += 1
        if index > start:
            said.append(_text(found, (start, index), taken))
    return said


def named(param: Param, found: Scan, taken: set[int]) -> str:
    """The word right after the parameter's own name ("username admin", "color is black"), '' where there is none."""
    tokens, name = found.tokens, split_name(param.name)
    for place in found.roots.get(stem(name[-1]), ()) if name else ():
        index = place + 1
        if index < len(tokens) and tokens[index].low in _IS:
            index += 1
        if index < len(tokens) and index not in taken and _tells(tokens[index]):
            return _text(found, (index, index + 1), taken)
    return ""


_IS: Final = frozenset(("is", "=", ":", "as", "called", "named", "to"))


def rest(spec: ToolSpec, found: Scan, taken: set[int]) -> str:
    """What comes after the verb of the request, or after "saying" and the like, to the end of its sentence."""
    tokens = found.tokens
    start = next((i + 1 for i, token in enumerate(tokens) if token.low in _SAYING), 0)
    if not start:
        start = next((i + 1 for i, one in enumerate(tokens) if one.low in ASKING or one.root in spec.name_roots), 0)
        while start < len(tokens) and (tokens[start].low in _SKIPPED or tokens[start].root in spec.name_roots):
            start += 1
    end = start
    while end < len(tokens) and tokens[end].sentence == tokens[start].sentence:
        end += 1
    while end > start and tokens[end - 1].text in ".?!":
        end -= 1
    return _text(found, (start, end), taken) if end > start else ""


_SAYING: Final = frozenset(("saying", "says", "about", "reads", "reading", ":"))
_SKIPPED: Final = frozenset(("me", "a", "an", "the", "to", "for", "on", "us", "up", "out", "that"))


def _text(found: Scan, span: tuple[int, int], taken: set[int]) -> str:
    first, end = span
    taken.update(range(first, end))
    return found.text[found.tokens[first].start : found.tokens[end - 1].end]


def _span(spec: ToolSpec, param: Param, found: Scan, taken: set[int]) -> tuple[int, int] | None:
    """First token of the best run and the one after its last, without words at its edges that the tool owns."""
    best, chosen = 0.0, (0, 0)
    tokens, index, size = found.tokens, 0, len(found.tokens)
    while index < size:
        start = index
        while index < size and index not in taken and _tells(tokens[index]):
            index += 1
        if index > start:
            worth = _worth(spec, param, tokens, start, index)
            if worth > best:
                best, chosen = worth, (start, index)
        index += 1
    first, end = chosen
    while first < end - 1 and tokens[first].root in param.words:
        first += 1
    while first < end - 1 and _owned(spec, param, tokens[end - 1]):
        end -= 1
    return (first, end) if best else None


def _tells(token: Token) -> bool:
    return token.kind == "word" and bool(token.root) and token.low not in ASKING and token.root not in _EMPTY


def _owned(spec: ToolSpec, param: Param, token: Token) -> bool:
    root = token.root
    return root in param.words or root in spec.own or root in spec.labels or CONCEPTS.get(root) in spec.concepts


def _worth(spec: ToolSpec, param: Param, tokens: list[Token], start: int, end: int) -> float:
    """How telling a run of words is for a parameter: new words most, then words that lead to it."""
    run = tokens[start:end]
    new = sum(not _owned(spec, param, token) for token in run)
    if not new:
        return 0.0
    about = sum(token.root in param.words for token in run) + 0.4 * sum(token.root in param.about for token in run)
    led = start > 0 and tokens[start - 1].low in _LEADS
    return 2 * new / len(run) + 0.3 * min(len(run), 3) + 0.7 * about + 0.7 * led
