"""From a field's name and description to what draws its text: tables first, then the words around it.

In this order: dates and times; what the whole name says; what its noun says (`preferred_cuisine_type` is a cuisine);
what the description says; ids and names; a phrase of the field's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mockfn.schema.formats import FORMATS
from mockfn.schema.realism.dates import dated
from mockfn.schema.realism.fields import FIELDS, PEOPLE, Draw
from mockfn.schema.realism.measures import MEASURES
from mockfn.schema.realism.phrases import NAMED, PROSE, QUALIFIERS
from mockfn.schema.realism.scene import Scene
from mockfn.schema.realism.vocabulary import VOCABULARY
from mockfn.schema.realism.words import singular, tokens
from mockfn.schema.regex.late import Late

__all__ = ["Source", "source"]

Source = Callable[[Scene], str]

# Nouns that carry no meaning of their own: the word before them says what is held.
_EMPTY = frozenset((
    "type", "name", "kind", "style", "value", "info", "list", "option", "preference", "category", "choice",
    "selection", "filter", "field", "data", "item", "entry", "id", "code", "title", "label", "text", "level",
    "mode", "group", "set", "str", "string", "term", "of", "name_text", "detail", "1", "2", "3", "one", "two",
    "identifier", "method", "used", "involved", "needed",
))  # fmt: skip
_IDS = frozenset(("id", "identifier", "uid", "uuid", "guid", "ids", "no", "number", "key", "pk", "asin", "sku"))
_SOMEONE = Late(r"\b(?:person|user|customer|patient|student|employee|full|your|their|his|her)\b", re.IGNORECASE)
_TAUGHT = Late(r"\b(?:school|academic|discipline|course|study|taught|learn\w*|education\w*)\b|学科|科目", re.IGNORECASE)
_CONTAINER = Late(r"\b(?:container|docker|pod)\b", re.IGNORECASE)
_ID_OF = Late(r"\b(?:ID|id|Id|identifier)\b(?! card)|唯一标识|编号")
_WORD = Late(r"[A-Za-z]+")
_CALLED = Late(
    r"\bnames? (?:of|for) (?:the |a |an )?((?:[A-Za-z]+ ){0,4}[A-Za-z]+)|\b((?:[A-Z]?[a-z]+ )?[A-Za-z]+) name\b",
    re.IGNORECASE,
)
_SMALL = frozenset((
    "to", "in", "of", "for", "that", "where", "which", "from", "on", "with", "is", "a",
    "be", "as", "by", "or", "and", "whose", "you", "the", "used",
))  # fmt: skip
# Numbers that people write as text.
_COUNTED = frozenset((
    "age", "amount", "capacity", "count", "distance", "height", "humidity", "length", "limit", "max", "max_price",
    "min", "min_price", "offset", "page", "percentage", "population", "quantity", "qty", "radius", "size", "skip",
    "speed", "temperature", "threshold", "timeout", "weight", "width", "zoom", "page_number", "page_size",
    "per_page", "income", "score", "probability", "x", "y",
))  # fmt: skip
# What a description may be searched for: nouns that are hardly used for anything else.
_TELLING = frozenset((
    "city", "country", "email", "url", "currency", "language", "timezone", "airport", "address", "phone",
    "password", "username", "location", "path", "file", "directory", "symbol", "ticker", "movie", "song",
    "artist", "album", "book", "genre", "company", "domain", "hostname", "sentence", "paragraph", "query",
    "question", "message", "repository", "branch", "commit", "color", "colour", "brand", "hotel", "restaurant",
    "recipe", "ingredient", "airline", "sport", "animal", "species", "disease", "medicine", "drug", "stock",
    "cryptocurrency", "league", "player", "sql", "cuisine", "person", "street", "region", "zipcode", "zip",
    "keyword", "locale", "webhook", "namespace", "label", "cookie", "viewport", "geolocation", "deployment", "vm",
))  # fmt: skip


def source(name: str, of: str, description: str, formats: tuple[str, ...], samples: list[str]) -> tuple[Source, bool]:
    """What draws the text of a field, and whether more than its name's words was known."""
    words = tokens(name)
    moment = dated(words, description, formats, samples)
    if moment is not None:
        return moment, True
    for one in formats:
        if one in FORMATS and one not in ("uri", "url", "email", "hostname", "uri-reference"):
            return FORMATS[one].draw, True
    found = (
        _known(words, of, description)
        or _pointed(words)
        or _described(words, description)
        or _identity(words, of)
        or _measured(words)
        or _scattered(words)
    )
    return (found, True) if found is not None else (_phrase(words, of), False)


# --- tables ---------------------------------------------------------------------------------------------------------


def _known(words: tuple[str, ...], of: str, description: str) -> Source | None:
    """What the name's last words are found under, longest first."""
    if not words:
        return None
    if words[-1] == "name" and "_".join(words) not in VOCABULARY and _is_person(words, of, description):
        return _person("_".join(words[:-1]))
    if words[-1] in ("title", "text") and len(words) > 1:
        # A job_title has a row of its own; else a game's title is that of a game.
        found = _suffix(words, 2) or _suffix(words[:-1], 1, prose=False)
        if found is not None:
            return found
    about = [word for word in tokens(of) if word not in _EMPTY]
    if about and (found := _suffix((*about, *words), len(words) + 1)):
        return found
    return _suffix(words, 1, description)


def _suffix(words: tuple[str, ...], least: int, description: str = "", prose: bool = True) -> Source | None:
    for start in range(len(words) - least + 1):
        key = "_".join(words[start:])
        if start == len(words) - 1 and words[-1] in PEOPLE and key not in VOCABULARY and key not in FIELDS:
            return _person(key)
        draw = FIELDS.get(_coded(key, description))
        if draw is not None:
            return _role_bound(draw, "_".join(words[:start]) or (key if key in _ROLES else ""))
        values = VOCABULARY.get(_coded(key, description)) or (PROSE.get(key) if prose else None)
        if values is not None:
            return _of(values)
    return None


_ROLES = (
    "to", "from", "destination", "origin", "departure", "arrival",
    "pickup", "dropoff", "start_location", "end_location",
)  # fmt: skip


def _coded(key: str, description: str) -> str:
    """The code of a thing instead of its name, where the description asks for one."""
    if key in ("country", "language", "airport", "nation") and re.search(
        r"\bcode\b|\bISO\b|\b[A-Z]{2}\b|代码", description
    ):
        return f"{key}_code"
    if key in ("role", "target", "ref") and "element" in description.lower():
        return "aria_role" if key == "role" else "page_element"
    if key == "message" and "commit" in description.lower():
        return "commit_message"
    if key in _SAID_TO_BE:
        noun, mark = _SAID_TO_BE[key]
        if re.search(mark, description, re.IGNORECASE):
            return noun
    if key == "subject" and _TAUGHT.search(description):
        return "subject_area"
    if key == "image" and _CONTAINER.search(description):
        return "container_image"
    if key in ("to", "from"):
        return next((noun for mark, noun in _ENDS_OF if re.search(mark, description, re.IGNORECASE)), "city")
    if key == "color" and re.search(r"\bhex", description, re.IGNORECASE):
        return "hex_color"
    return key


# Names that say little where the description names the thing: (the thing, how it is named).
_SAID_TO_BE = {
    **dict.fromkeys(
        ("to", "from", "origin", "destination", "departure", "arrival"), ("airport", r"\bIATA\b|\bairport code")
    ),
    "expression": ("cron", r"\bcron\b"),
    "schedule": ("cron", r"\bcron\b"),
    "pattern": ("regex", r"\bregular expression|\bregexp?\b"),
    "region": ("aws_region", r"\bAWS\b|\bcloud region|\bAmazon\b"),
    "method": ("http_method", r"\bHTTP\b"),
    "memory": ("memory_limit", r"\b\d*[MG]i\b|\bmemory (?:limit|request)"),
    "cpu": ("cpu_limit", r"\bCPU (?:limit|request)"),
}

# What "from" and "to" stand between, by what the description speaks of.
_ENDS_OF = (
    (r"entity|node", "entity"),
    (r"recipient|e-?mail|sender|mail", "email"),
    (r"currenc", "currency"),
    (r"\bunit", "unit"),
    (r"\blanguage", "language_code"),
    (r"airport", "airport"),
    (r"address", "address"),
    (r"phone|sms", "phone"),
)


def _is_person(words: tuple[str, ...], of: str, description: str) -> bool:
    if len(words) > 1:
        return words[-2] in PEOPLE
    about = tokens(of)
    if about:
        return about[-1] in PEOPLE
    return _SOMEONE.search(description[:80]) is not None


def _person(role: str) -> Source:
    role = "" if role in ("person", "user", "full", "display", "people", "individual") else role
    return lambda scene: scene.person(role).name


def _role_bound(draw: Draw, role: str) -> Source:
    role = "" if role in ("user", "person", "contact", "your", "my") else role
    return lambda scene: draw(scene, role)


def _of(values: tuple[str, ...]) -> Source:
    size = len(values)
    return lambda scene: values[int(scene.random.random() * size)]


def _pointed(words: tuple[str, ...]) -> Source | None:
    """A name whose last word means nothing: the word before it decides."""
    while len(words) > 1 and words[-1] in _EMPTY and words[-1] not in _IDS:
        words = words[:-1]
        found = _suffix(words, 1, prose=False)
        if found is not None:
            return found
    return None


def _described(words: tuple[str, ...], description: str) -> Source | None:
    """The first telling noun of the description, for a name that tells nothing itself."""
    if words and words[-1] in _IDS and not (len(words) == 1 and len(words[0]) == 1):
        return None
    if re.search(r"city,? (?:and )?(?:state|country)", description, re.IGNORECASE):
        return lambda scene: f"{(place := scene.place()).city}, {place.region}"
    if words and words[-1] == "name":
        noun = _thing(description)
        found = _suffix(noun, 1) if noun else None
        if found is not None:
            return found
    if _ID_OF.search(description[:60]):
        return lambda scene: str(scene.number(10_000, 99_999))
    for word in _WORD.findall(description[:120].lower()):
        if word in _TELLING:
            return _suffix((singular(word),), 1)
    return None


def _thing(description: str) -> tuple[str, ...]:
    """What a name is the name of: "Name of the Pod to get the logs from" is a pod's."""
    called = _CALLED.search(description[:160])
    if called is None:
        return ()
    words = tokens(called.group(1) or called.group(2) or "")
    end = next((index for index, word in enumerate(words) if word in _SMALL), len(words))
    return words[:end]


# --- what is left ---------------------------------------------------------------------------------------------------


def _identity(words: tuple[str, ...], of: str) -> Source | None:
    """Ids: "USR-4821" for a user_id."""
    if not words or words[-1] not in _IDS:
        return None
    about = words[:-1] or tokens(of)
    letters = (about[-1] if about else "").upper()
    if not letters.isascii() or not letters:
        return lambda scene: str(scene.number(10_000, 99_999))
    prefix = letters[:3] if len(letters) > 3 else letters
    return lambda scene: f"{prefix}-{scene.number(1000, 99_999)}"


def _measured(words: tuple[str, ...]) -> Source | None:
    """A number written as text."""
    for start in range(len(words)):
        key = "_".join(words[start:])
        span = MEASURES.get(key) if key in _COUNTED else None
        if span is not None:
            if span.places:
                low, high, tenth = span.low, span.high, 10**span.places
                return lambda scene: f"{scene.number(int(low * tenth), int(high * tenth)) / tenth:g}"
            low, high = span.low, span.high
            return lambda scene: str(scene.number(int(low), int(high)))
    return None


def _scattered(words: tuple[str, ...]) -> Source | None:
    """A telling noun anywhere in the name: `text_gone` is a text."""
    for word in reversed(words[:-1]):
        if word in PROSE or word in _TELLING:
            return _suffix((word,), 1)
    return None


def _phrase(words: tuple[str, ...], of: str) -> Source:
    """Something named after the field itself."""
    plain = [word for word in words if len(word) > 1 and not word.isdigit()]
    if words and words[-1] == "name":
        noun = " ".join(plain[:-1] or tokens(of)).title()
        return lambda scene: f"{scene.one(NAMED)} {noun}".strip()
    if len(plain) > 1 and plain[0] in _ATTRIBUTES:
        plain = plain[1:]
    noun = " ".join(plain[-2:]) or " ".join(tokens(of))
    if not noun or noun == "key":
        return _of(_KEYS if noun else _PLAIN)
    return lambda scene: f"{scene.one(QUALIFIERS)} {noun}"


_ATTRIBUTES = frozenset(
    ("preferred", "expected", "desired", "target", "current", "new", "primary", "default", "custom", "selected", "main")
)
_PLAIN = (
    "sample",
    "north",
    "blue",
    "spring",
    "first",
    "example",
    "green",
    "river",
    "window",
    "market",
    "garden",
    "silver",
)
_KEYS = (
    "primary",
    "source",
    "region",
    "team",
    "status",
    "origin",
    "category",
    "channel",
    "owner",
    "stage",
    "label",
    "unit",
)
