"""Arguments known to fit before their fields are filled are those that a validator takes afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.place import Place
from mockfn.schema import validator
from mockfn.script.direct import direct
from mockfn.templates import Values, template


def compiled(arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments with the fields {city} and {result} in them."""
    made = {name: template(one, ["city"], Place()) for name, one in arguments.items() if isinstance(one, str)}
    return {
        name: made[name] if name in made and made[name].constant is None else one for name, one in arguments.items()
    }


def plain(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)[:1]}


STRING, INTEGER = {"type": "string", "description": "d"}, {"type": "integer"}


@pytest.mark.parametrize(
    ("arguments", "schema"),
    [
        ({"place": "{city}"}, plain(place=STRING)),
        ({"place": "in {city}!", "days": 3}, plain(place=STRING, days=INTEGER)),
        ({"unit": "c"}, plain(unit={"type": "string", "enum": ["c", "f"]})),
        ({}, {"type": "object", "properties": {}}),
    ],
)
def test_texts_for_plain_texts_and_plain_constants_are_known_to_fit(arguments: Any, schema: Any) -> None:
    assert direct(compiled(arguments), schema) is not None


@pytest.mark.parametrize(
    ("arguments", "schema"),
    [
        ({"place": "{result}"}, plain(place=STRING)),
        ({"days": "{city}"}, plain(days=INTEGER)),
        ({"unit": "{city}"}, plain(unit={"type": "string", "enum": ["c", "f"]})),
        ({"place": "{city}"}, plain(place={**STRING, "minLength": 3})),
        ({"place": "{city}"}, plain(place={"type": ["string", "null"]})),
        ({"place": "{city}"}, plain(days=INTEGER, place=STRING)),
        ({"place": "{city}", "more": 1}, plain(place=STRING)),
        ({"place": "{city}"}, {**plain(place=STRING), "maxProperties": 0}),
        ({"days": True}, plain(days=INTEGER)),
        ({"days": [1]}, plain(days=INTEGER)),
        ({"unit": "k"}, plain(unit={"type": "string", "enum": ["c", "f"]})),
        ({"place": "{city}"}, True),
        (["{city}"], plain(place=STRING)),
    ],
)
def test_whatever_else_is_left_to_a_validator(arguments: Any, schema: Any) -> None:
    assert direct(compiled(arguments) if isinstance(arguments, dict) else arguments, schema) is None


MEMBERS = st.sampled_from(
    [STRING, INTEGER, {"type": "number"}, {"type": "boolean"}, {"type": "string", "enum": ["a"]}, {"minLength": 2}, {}]
)


@given(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["{city}", "a", "x {city}", 1, 1.5, True, None])),
    st.dictionaries(st.sampled_from("abc"), MEMBERS),
    st.lists(st.sampled_from("abc"), unique=True),
    st.text(max_size=3),
)
def test_what_is_known_to_fit_fits(arguments: Any, properties: Any, required: list[str], city: str) -> None:
    schema = {"type": "object", "properties": properties, "required": required}
    known = direct(compiled(arguments), schema)
    if known is not None:
        values = Values({"city": city}, None)  # type: ignore[arg-type]  # captures ask for no conversation
        filled = {name: one.text(values) if hasattr(one, "text") else one for name, one in known}
        assert validator(schema).is_valid(filled)
