"""A text read once per request: its tokens, its mentions, and where each stem stands."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from mockfn.grounding.lexicon import STOP, stem
from mockfn.grounding.mentions import Mention, mentions_in, with_places_joined
from mockfn.grounding.surroundings import settle
from mockfn.grounding.words import Token, tokens

__all__ = ["Scan", "scan"]

# Characters read of one text: a mock looks no further, so that a pasted book costs no more than a page.
_LONGEST: Final = 12_000


class Scan(Struct):
    """A text read. `roots` maps each content stem to the tokens that have it, and "#date" to where dates stand.

    `mentions` keeps "Chicago, Illinois" as one; `apart` has it as two, for tools that ask for city and state.
    """

    text: str
    tokens: list[Token]
    mentions: list[Mention]
    apart: list[Mention]
    roots: dict[str, list[int]]


# Kinds that speak for a tool by being there: a tool that takes a currency suits a text that names one.
_SIGNS: Final = frozenset(("date", "time", "currency", "unit", "language", "email", "url", "path", "formula"))


def scan(text: str) -> Scan:
    """Read `text`, the first 12,000 characters of it."""
    text = _unquoted(text[:_LONGEST])
    found = tokens(text)
    apart = mentions_in(text, found)
    mentions = with_places_joined(text, found, apart)
    settle(found, apart)
    if mentions is not apart:
        settle(found, mentions)
    roots = _roots(found)
    for mention in mentions:
        if mention.kind in _SIGNS:
            roots.setdefault("#" + mention.kind, []).append(mention.first)
    return Scan(text, found, mentions, apart, roots)


def _unquoted(text: str) -> str:
    """A whole request in quotation marks is no quotation."""
    bare = text.strip()
    if len(bare) > 60 and bare[0] in '"“' and (bare.count('"') == 1 or bare[-1] in '"”'):
        return bare[1:-1] if bare[-1] in '"”' else bare[1:]
    return text


_PARTS: Final = re.compile(r"[^\W\d_]+")
# Quotations longer than this are content, not words that a tool could share.
_QUOTED: Final = 60


def _roots(found: list[Token]) -> dict[str, list[int]]:
    """Where each stem stands; parts of "gas-powered" and "user_name" and words in quotation marks included."""
    roots: dict[str, list[int]] = {}
    for index, token in enumerate(found):
        if token.root:
            roots.setdefault(token.root, []).append(index)
        compound = token.root and ("-" in token.low or "_" in token.low)
        if compound or (token.kind == "quote" and len(token.text) < _QUOTED):
            for part in _PARTS.findall(token.low):
                if part not in STOP:
                    roots.setdefault(stem(part), []).append(index)
    return roots
