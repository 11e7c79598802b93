"""Every single way to break a schema, each proven invalid."""

import pytest

from mockfn.errors import Unsatisfiable
from mockfn.schema import generate, mutations, validator

WEATHER = {
    "type": "object",
    "properties": {
        "city": {"type": "string", "minLength": 2},
        "unit": {"enum": ["celsius", "fahrenheit"]},
        "days": {"type": "integer", "minimum": 1, "maximum": 7},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    },
    "required": ["city", "unit"],
    "additionalProperties": False,
}


def test_each_keyword_is_broken_where_it_stands():
    assert {mutation.name for mutation in mutations(WEATHER)} == {
        "type at the root",
        "required at the root",
        "additionalProperties at the root",
        "type at /city",
        "minLength at /city",
        "enum at /unit",
        "type at /days",
        "minimum at /days",
        "maximum at /days",
        "type at /tags",
        "uniqueItems at /tags",
        "type at /tags/0",
    }


def test_each_required_member_is_left_out_once():
    left = [m.value for m in mutations(WEATHER) if m.keyword == "required"]
    assert [("city" in value, "unit" in value) for value in left] == [(False, True), (True, False)]


def test_nothing_but_the_named_keyword_fails():
    judge = validator(WEATHER)
    for mutation in mutations(WEATHER):
        errors = judge.errors(mutation.value)
        assert {(path, keyword) for path, keyword, _ in errors} == {(mutation.path, mutation.keyword)}


def test_they_are_the_same_each_time():
    assert mutations(WEATHER) == mutations(dict(WEATHER))


def test_mistakes_are_those_a_model_makes():
    by_name = {mutation.name: mutation.value for mutation in mutations(WEATHER)}
    assert by_name["enum at /unit"]["unit"] in ("CELSIUS", "Celsius", "celsiuss")
    assert isinstance(by_name["type at /days"]["days"], str)
    assert isinstance(by_name["type at /tags"]["tags"], str)


KEYWORDS = [
    ("const", {"const": "a"}),
    ("exclusiveMinimum", {"type": "number", "exclusiveMinimum": 0}),
    ("exclusiveMaximum", {"type": "number", "exclusiveMaximum": 0}),
    ("multipleOf", {"type": "integer", "multipleOf": 3}),
    ("maxLength", {"type": "string", "maxLength": 4}),
    ("pattern", {"type": "string", "pattern": "^[a-z]+$"}),
    ("format", {"type": "string", "format": "date"}),
    ("minItems", {"type": "array", "minItems": 2, "items": {"type": "integer"}}),
    ("maxItems", {"type": "array", "maxItems": 2, "items": {"type": "integer"}}),
    ("contains", {"type": "array", "contains": {"const": "x"}}),
    ("minProperties", {"type": "object", "minProperties": 1}),
    ("maxProperties", {"type": "object", "maxProperties": 1}),
    ("dependentRequired", {"type": "object", "properties": {"a": {}, "b": {}}, "dependentRequired": {"a": ["b"]}}),
    ("anyOf", {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
    ("oneOf", {"type": "integer", "oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}),
    ("not", {"type": "string", "not": {"const": "a"}}),
    ("unevaluatedProperties", {"type": "object", "properties": {"a": {}}, "unevaluatedProperties": False}),
    ("unevaluatedItems", {"type": "array", "prefixItems": [{}], "unevaluatedItems": False}),
]


@pytest.mark.parametrize(("keyword", "schema"), KEYWORDS)
def test_a_keyword_is_broken_alone(keyword, schema):
    [mutation] = [one for one in mutations(schema) if one.keyword == keyword]
    assert mutation.breaks == (keyword,)
    assert validator(schema).is_valid(generate(schema))
    assert not validator(schema).is_valid(mutation.value)


def test_a_name_is_broken_by_the_keyword_within_property_names():
    [mutation] = [m for m in mutations({"type": "object", "propertyNames": {"pattern": "^x"}}) if m.keyword != "type"]
    assert (mutation.keyword, mutation.breaks) == ("propertyNames", ("pattern",))


def test_what_lies_behind_a_reference_is_named_where_it_is_written():
    schema = {"$defs": {"n": {"type": "integer"}}, "type": "object", "properties": {"a": {"$ref": "#/$defs/n"}}}
    [mutation] = [one for one in mutations(schema) if one.path == "/a"]
    assert (mutation.keyword, mutation.schema_path) == ("type", "/$defs/n")


def test_a_schema_that_allows_everything_cannot_be_broken():
    assert mutations({}) == []


def test_a_schema_without_a_value_has_nothing_to_start_from():
    with pytest.raises(Unsatisfiable):
        mutations({"type": "integer", "minimum": 2, "maximum": 1})
