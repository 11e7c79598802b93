"""mockfn.reprs: what Python writes of data, and what is left as text."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn import reprs


@dataclass
class Wind:
    speed: int = -3
    tags: list[str] = field(default_factory=lambda: ["a b=c", "it's"])


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(PLAIN, max_size=4) | st.dictionaries(st.text(max_size=5), PLAIN, max_size=4))
def test_what_str_writes_of_plain_data_is_read_back(value):
    assert reprs.read(str(value)) == value


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True).filter(str.isidentifier), PLAIN, min_size=1, max_size=4
    )
)
def test_what_str_writes_of_a_pydantic_model_is_read_back(fields):
    text = " ".join(f"{name}={value!r}" for name, value in fields.items())
    assert reprs.read(text) == fields


WIND = {"speed": -3, "tags": ["a b=c", "it's"]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (str(Wind()), WIND),
        (str([Wind()]), [WIND]),
        (f"place='Paris' wind={Wind()!r} gusts=None", {"place": "Paris", "wind": WIND, "gusts": None}),
        (str({1: (2, 3)}), {"1": [2, 3]}),
        (f" {{'day': {date(2026, 11, 20)!r}}}\n", {"day": "datetime.date(2026, 11, 20)"}),
    ],
    ids=["dataclass", "in a list", "model", "tuple, number for a name", "date"],
)
def test_objects_are_mappings_of_their_fields(text, value):
    assert reprs.read(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sunny",
        "18",
        "'sunny'",
        "{broken",
        "a = 1",
        "say x=1",
        "x=",
        "x=<Sky.CLEAR: 1>",
        "{**a}",
        "f(**a)",
        "[x for x in y]",
        "__import__('os').getcwd()",
        "[" * 5_000,
        "x\0y=1",
        "[1, " * 40_000,
        " ".join(f"x{turn}=1" for turn in range(100)),
    ],
)
def test_what_is_no_data_stays_text(text):
    assert reprs.read(text) == text
