"""Words of English that a reader of requests knows: small closed classes, and the stemmer that makes forms equal.

A list here names a class of words ("words that ask"), never an answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = [
    "ASKING",
    "CONCEPTS",
    "HEADS",
    "MONTHS",
    "NUMBER_WORDS",
    "ROLES",
    "SCALES",
    "STOP",
    "SUBJECTS",
    "TIMES_A_YEAR",
    "WEEKDAYS",
    "listed",
    "stem",
]


def listed(text: str) -> tuple[str, ...]:
    """The words of `text`: tables of words are written as text."""
    return tuple(text.split())


# Words that carry no subject of their own.
STOP: Final = frozenset(
    listed(
        """a an the this that these those it its they them their there here he she his her him i me my mine we us our
        you your yours is are was were be been being am do does did doing done have has had having will would shall
        should can could may might must not no nor and or but if then else than so as at by for from in into of off
        on onto out over to up with without within about after before between during under above again also too very
        just only own same such what which who whom whose when where why how all any both each every few more most
        other some many much please let lets let's i'm i'd i've i'll what's who's where's how's it's there's that's
        don't won't per via using use used like want wants wanted need needs needed would'd know knowing able given
        assume assuming considering regarding including include includes based following follow follows respectively
        well both either neither one's etc hi hello hey thanks thank ok okay yes currently now right"""
    )
)

# Words that open a request. Capitalised at the head of a sentence they are no name.
ASKING: Final = frozenset(
    listed(
        """find get give show tell calculate compute determine search look lookup fetch retrieve provide list check
        make create generate book order buy play send set turn convert translate help estimate predict analyze
        analyse identify solve evaluate perform run execute compare obtain return display locate recommend suggest
        plan schedule add remove delete update change modify describe explain define write read open close start
        stop save load question answer figure see learn request ask say think consider imagine suppose design build
        train draw sort filter count measure simulate forecast track monitor verify confirm review purchase reserve
        rent invest withdraw deposit transfer pay whats whos could would can do does did is are was were has have
        had will what which who when where why how"""
    )
)

_UNITS_AND_TEENS: Final = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = listed("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBER_WORDS: Final[dict[str, int | float]] = {
    **{word: number for number, word in enumerate(_UNITS_AND_TEENS)},
    **{word: number * 10 for number, word in enumerate(_TENS, start=2)},
    **{"dozen": 12, "half": 0.5, "once": 1, "twice": 2, "thrice": 3, "couple": 2},
}

# What multiplies a number before it.
SCALES: Final = {
    **{"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    **{"k": 10**3, "m": 10**6, "mn": 10**6, "mm": 10**6, "b": 10**9, "bn": 10**9},
}

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        listed(
            "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sept,sep "
            "october,oct november,nov december,dec"
        ),
        start=1,
    )
    for name in names.split(",")
}

WEEKDAYS: Final = frozenset(listed("monday tuesday wednesday thursday friday saturday sunday"))

# Words that say the same thing of a value: each stands for the first of its row.
_CONCEPT_ROWS: Final = (
    "height tall high",
    "weight weigh weighs mass",
    "length long lengths",
    "width wide breadth",
    "depth deep",
    "duration period timeframe term span",
    "speed velocity fast",
    "age old aged",
    "price cost fee costs priced",
    "amount sum quantity total",
    "distance far away",
    "location place city town area where",
    "count number quantity num n",
    "person people individual passenger guest adult traveler attendee seat",
    "genre style",
    "begin start starting initial beginning from origin departure source",
    "end ending final finish to destination target until till upto arrival",
    "min minimum lower least",
    "max maximum upper most cap",
    "company corporation firm stock",
    "author writer wrote written",
    "film movie movies",
    "dividend dividends",
    "return yield",
    "rate percentage percent percentages",
    "budget spend",
    "language lang",
    "currency money",
    "date day when",
    "time hour clock",
    "email mail e-mail",
    "phone telephone mobile",
    "user customer client member",
    "id identifier",
    "title named called titled",
    "radius radii",
    "result results",
    "temperature temp temperatures",
    "invest investment invested",
    "loan mortgage borrow",
    "year annual annually yearly",
    "month monthly",
    "week weekly",
    "daily day",
    "food cuisine meal dish",
    "ingredient ingredients",
    "team club",
    "player athlete",
    "color colour",
    "law legal lawyer attorney court lawsuit",
    "convert conversion exchange",
    "doctor physician medical",
    "picture image photo",
    "purchase buy order",
    "trip travel journey",
    "find search look locate lookup seek",
    "add create make insert new",
    "delete remove erase",
    "predict forecast projection projected future",
    "king monarch queen ruler",
    "vehicle car automobile",
    "weather temperature forecast climate humidity rain rainfall snow sunny storm cloudy windy warm cold hot umbrella",
    "add plus sum addition",
    "subtract minus subtraction difference",
    "multiply times product multiplication",
    "divide division quotient divided",
)

_SUFFIXES: Final = listed(
    "izations ization izing ized izes ize ations ational ation ators ator ating ated ates ate ically ical ions "
    "ion ings ing ments ment ances ance ences ence ers er ors or ally al ity ies ied ed es ly ic s y e"
)
# Endings that may leave a root of three letters; the others need four.
_SHORT: Final = frozenset(listed("s es ies ied e ed ing y"))
# Words that only look like a form of another.
_ALONE: Final = {word: word for word in listed("news species series less does")}


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What forms of one English word share: "calculates", "calculation" and "calculate" are one.

    `word` is lower case. Other scripts are left as they are.
    """
    if len(word) < 4 or not word.isascii():
        return word
    return _ALONE.get(word) or _stripped(_stripped(word))[:7]


def _stripped(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= (3 if suffix in _SHORT else 4):
            if suffix == "s" and word.endswith(("ss", "us", "is")):
                return word
            root = word[: -len(suffix)]
            return root[:-1] if len(root) > 4 and root[-1] == root[-2] and root[-1] not in "lsz" else root
    return word


# Stem -> the stem of the first word of its row; a word of two rows means the first.
CONCEPTS: Final = {
    stem(word): stem(listed(row)[0]) for row in reversed(_CONCEPT_ROWS) for word in reversed(listed(row))
}

# Stem -> the stems of the first words of all its rows: what a text may speak of. A temperature is a value of its own,
# and who asks for one asks for the weather.
SUBJECTS: Final = {
    root: tuple(dict.fromkeys(stem(listed(row)[0]) for row in _CONCEPT_ROWS if root in map(stem, listed(row))))
    for root in CONCEPTS
}

# Words for the two ends of a range, in names and around values, by stem.
ROLES: Final = {
    stem(word): role
    for role, words in {
        "start": "start from begin beginning initial origin source departure depart min minimum lower first low base "
        "old since after check-in checkin pickup",
        "end": "end to finish final destination target arrival arrive max maximum upper until last high new before "
        "stop return check-out checkout dropoff",
    }.items()
    for word in listed(words)
}

# How often a year a thing comes, by adverb: what "compounded monthly" says of "times per year".
TIMES_A_YEAR: Final = {
    "annually": 1,
    "semiannually": 2,
    "semi-annually": 2,
    "quarterly": 4,
    "monthly": 12,
    "biweekly": 26,
    "weekly": 52,
    "daily": 365,
}

# Common nouns that are part of the name before them: "Mississippi river", "Amazon rainforest".
HEADS: Final = frozenset(
    listed(
        """river lake sea ocean mountain mountains desert forest rainforest island islands valley canyon bay park
        museum university college school hospital street avenue road bridge station airport tower castle palace
        temple church stadium theater county province region dynasty empire era age war revolution league cup
        championship stock exchange"""
    )
)
