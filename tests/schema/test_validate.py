"""Does a value meet a schema? jsonschema's word, with formats asserted, habits mended, patterns bounded."""

import time

import pytest

from mockfn.errors import SchemaError
from mockfn.schema import validator


def test_a_valid_value_has_no_errors():
    assert validator({"type": "integer"}).errors(5) == []


def test_errors_name_path_keyword_and_message_outermost_first():
    schema = {
        "type": "object",
        "properties": {"a": {"items": {"type": "string"}}},
        "required": ["b"],
        "additionalProperties": False,
    }
    assert validator(schema).errors({"a": ["x", 2], "c/d": 1}) == [
        ("", "required", "'b' is a required property"),
        ("", "additionalProperties", "'c/d' was unexpected: no additional properties"),
        ("/a/1", "type", "2 is not of type 'string'"),
    ]


def test_checkers_are_kept_by_content():
    assert validator({"type": "null"}) is validator({**{"type": "null"}})


FORMATS = [
    ("date", "2026-02-28", "2026-02-30"),
    ("date-time", "2026-02-28T10:00:00Z", "2026-02-28"),
    ("time", "10:00:00+02:00", "25:00:00Z"),
    ("email", "a@example.com", "a@"),
    ("uri", "https://example.com/a?b#c", "no uri"),
    ("hostname", "db-1.example.com", "-bad-"),
    ("duration", "P1DT2H", "1 day"),
    ("uuid", "123e4567-e89b-42d3-a456-426614174000", "123"),
    ("json-pointer", "/a~1b", "a"),
    ("ipv6", "2001:db8::1", "2001:db8"),
]


@pytest.mark.parametrize(("name", "good", "bad"), FORMATS)
def test_formats_are_asserted(name, good, bad):
    judge = validator({"format": name})
    assert judge.is_valid(good)
    assert [error[1] for error in judge.errors(bad)] == ["format"]


def test_an_unknown_format_asks_nothing():
    assert validator({"format": "colour"}).is_valid("anything")


HABITS = [
    ({"type": "dict", "properties": {"a": {"type": "str", "maxLength": "3"}}}, {"a": "abc"}, {"a": "abcd"}),
    ({"type": "object", "properties": {"a": {"type": "int", "required": True}}}, {"a": 1}, {}),
    ({"type": "object", "required": "a"}, {"a": 1}, {}),
    ({"type": "string", "nullable": True}, None, 3),
    ({"type": "string", "enum": ["a"], "nullable": True}, None, "b"),
    ({"type": "integer", "minimum": None, "maximum": 3}, 3, 4),
    ({"type": "number", "minimum": 1, "exclusiveMinimum": True}, 2, 1),
    ({"type": "array", "items": [{"type": "string"}], "additionalItems": False}, ["a"], ["a", 1]),
    ({"type": "integer", "enum": ["a", "b"]}, "a", "c"),
    ({"type": ["Optional[int]"]}, None, "x"),
    ({"dependencies": {"a": ["b"], "c": {"required": ["d"]}}}, {"a": 1, "b": 1}, {"c": 1}),
    ({"properties": {"a": {}, "required": ["a"]}}, {"a": 1}, {}),
]


@pytest.mark.parametrize(("schema", "good", "bad"), HABITS, ids=lambda one: str(one)[:50])
def test_habits_are_understood(schema, good, bad):
    judge = validator(schema)
    assert judge.is_valid(good)
    assert not judge.is_valid(bad)


def test_older_drafts_keep_their_meaning():
    four = "http://json-schema.org/draft-04/schema#"
    judge = validator({"$schema": four, "minimum": 1, "exclusiveMinimum": True, "const": 5})
    assert judge.is_valid(2)  # const is no keyword of draft 4
    assert not judge.is_valid(1)


def test_patterns_have_the_meaning_of_ecma_262():
    judge = validator({"pattern": "^\\p{L}+$"})
    assert judge.is_valid("été")
    assert not judge.is_valid("a\n")


def test_a_pattern_that_could_explode_does_not():
    start = time.process_time()
    assert not validator({"pattern": "^(a+)+$"}).is_valid("a" * 60 + "!")
    assert time.process_time() - start < 1


def test_a_pattern_property_is_matched_alike():
    judge = validator({"patternProperties": {"^\\p{Lu}": {"type": "integer"}}, "additionalProperties": False})
    assert judge.is_valid({"Ä": 1})
    assert [error[1] for error in judge.errors({"Ä": "x", "b": 1})] == ["additionalProperties", "type"]


@pytest.mark.parametrize(
    ("schema", "value", "message"),
    [
        ({"$ref": "#/nowhere"}, 1, "a reference leads nowhere: PointerToNowhere: '/nowhere' does not exist within "),
        ({"$ref": "https://example.com/x.json"}, 1, "a reference leads nowhere: Unresolvable: https://example.com/x"),
        ({"$ref": "#"}, 1, "the schema refers to itself without end, or is nested too deeply"),
        ({"pattern": "("}, "a", "pattern is no regular expression: a group is not closed"),
    ],
)
def test_a_schema_that_cannot_be_used_says_why(schema, value, message):
    with pytest.raises(SchemaError) as caught:
        validator(schema).is_valid(value)
    assert str(caught.value).startswith(message)


def test_what_is_no_schema_is_named_with_its_place():
    with pytest.raises(SchemaError) as caught:
        validator({"properties": {"a": {"minimum": "low"}}})
    assert (str(caught.value), caught.value.path) == ("minimum must be a number, not 'low'", "/properties/a")
