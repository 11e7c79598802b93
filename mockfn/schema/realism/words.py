"""Names of fields as words: `shippingAddress_line2` is shipping, address, line, 2. Nouns come in the singular."""

from __future__ import annotations

from functools import lru_cache

from mockfn.schema.regex.late import Late

__all__ = ["singular", "tokens"]

_TOKEN = Late(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_]+")
# Words that end in s in the singular.
_SAME = frozenset((
    "address", "analysis", "celsius", "radius", "basis", "bus", "business", "canvas", "class", "compass",
    "diabetes", "dress", "gas", "glass", "gps", "https", "lens", "news", "os", "pass", "previous", "process",
    "series", "species", "status", "success", "this", "virus", "access", "us", "is", "has", "css", "dns", "sms",
    "tls", "ss", "yes", "tennis", "progress", "wireless", "cross", "loss", "mass", "boss", "corps", "always",
    "as", "plus", "minus", "bonus", "focus", "menus", "campus", "census", "politics", "physics", "mathematics",
    "economics", "electronics", "ethics", "logistics", "athletics", "analytics", "genetics", "robotics",
    "dynamics", "basics",
))  # fmt: skip
# Plurals that their ending does not tell.
_ODD = {
    "ids": "id", "people": "person", "children": "child", "men": "man", "women": "woman", "criteria": "criterion",
    "indices": "index", "vertices": "vertex", "analyses": "analysis", "movies": "movie", "cookies": "cookie",
    "calories": "calorie", "addresses": "address", "statuses": "status", "classes": "class", "buses": "bus",
    "processes": "process", "businesses": "business", "matches": "match", "branches": "branch", "dishes": "dish",
    "boxes": "box", "taxes": "tax", "searches": "search", "batches": "batch", "heroes": "hero",
    "glasses": "glass", "patches": "patch", "hashes": "hash", "accesses": "access", "losses": "loss",
    "leaves": "leaf",
}  # fmt: skip


def singular(word: str) -> str:
    """A noun in the singular, as far as its ending tells."""
    if word in _ODD:
        return _ODD[word]
    if len(word) < 4 or word in _SAME or not word.endswith("s") or word.endswith(("ss", "sis", "ous")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


@lru_cache(maxsize=8192)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name, lower case, singular."""
    return tuple(singular(word.lower()) for word in _TOKEN.findall(name))
