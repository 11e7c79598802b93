"""Data in a form of the request's own: from results, from the user's words, else generated; always valid."""

from typing import Any

import pytest

from mockfn.chat import ChatRequest, Message, Tool
from mockfn.errors import SchemaError
from mockfn.grounding import output, with_results
from mockfn.schema import validator

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def form(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def asked(words: str, *results: str) -> ChatRequest:
    turns = [Message("tool", text, call_id=f"call_{turn}", name="look") for turn, text in enumerate(results)]
    return ChatRequest(json={}, model="m", conversation=(Message("user", words), *turns))


@pytest.mark.parametrize(
    ("words", "schema", "value"),
    [
        ("Jason is 25 years old", form(name=TEXT, age=WHOLE), {"name": "Jason", "age": 25}),
        ("Extract: John Doe is 30 years old", form(name=TEXT, age=WHOLE), {"name": "John Doe", "age": 30}),
        ("Plan a trip to Oslo for 3 days", form(city=TEXT, days=WHOLE), {"city": "Oslo", "days": 3}),
        (
            "The total is $45.50, due March 3, 2025",
            form(total={"type": "number"}, due_date={"type": "string", "format": "date"}),
            {"total": 45.5, "due_date": "2025-03-03"},
        ),
    ],
)
def test_what_the_words_say_is_in_the_form(words, schema, value):
    assert output(asked(words), schema, seed=0).value == value


def test_members_keep_the_order_of_the_schema():
    made = output(asked("Jason is 25 years old"), form(age=WHOLE, id=TEXT, name=TEXT), seed=0)
    assert list(made.value) == ["age", "id", "name"]


def test_what_a_result_calls_by_its_name_goes_before_the_words():
    made = output(asked("Is it 30 degrees in Oslo?", '{"degrees": 21, "x": 1}'), form(city=TEXT, degrees=WHOLE), seed=0)
    assert made.value == {"city": "Oslo", "degrees": 21}
    assert "degrees = 21: what look returned." in made.because


def test_a_call_that_ends_a_run_gives_what_the_results_say():
    tool = Tool("final_result", "", form(city=TEXT, degrees=WHOLE))
    made = with_results(asked("Oslo?", '{"degrees": 21, "city": 5}'), tool, {"city": "Oslo", "degrees": 4})
    assert made.value == {"city": "Oslo", "degrees": 21}
    assert made.because == ("degrees = 21: what look returned.",)


@pytest.mark.parametrize("result", ['{"degrees": "warm"}', "[1]", "warm", '{"degrees": null}'])
def test_what_does_not_fit_is_drawn(result):
    schema = form(degrees=WHOLE)
    made = output(asked("How warm is it?", result), schema, seed=0)
    assert validator(schema).is_valid(made.value)
    assert made.because == ()


def test_a_question_is_not_echoed_as_its_answer():
    made = output(asked("What is the capital of France?"), form(answer=TEXT), seed=0)
    assert "capital" not in made.value["answer"]


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {"type": "array", "items": WHOLE},
        {"$ref": "#/$defs/A", "$defs": {"A": form(name=TEXT)}},
        {"anyOf": [form(city=TEXT), form(country=TEXT)]},
        {**form(city=TEXT), "not": {"required": ["city"], "properties": {"city": {"const": "Oslo"}}}},
    ],
)
def test_whatever_the_form_the_value_is_valid(schema):
    assert validator(schema).is_valid(output(asked("To Oslo, please"), schema, seed=3).value)


def test_a_form_that_nothing_fits_is_an_error():
    with pytest.raises(SchemaError):
        output(asked("hi"), {"type": "integer", "minimum": 2, "maximum": 1}, seed=0)
