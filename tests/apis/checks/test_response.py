"""The response format and the schema in it."""

import pytest

KIND = "invalid_request_error"
OPEN = {"type": "object", "properties": {"a": {"type": "string"}}}
STRICT = {**OPEN, "required": ["a"], "additionalProperties": False}
JSON_WORD = "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."


def missing(param):
    return param, "missing_required_parameter", f"Missing required parameter: '{param}'."


def schema(schema, strict=True):
    return {"type": "json_schema", "json_schema": {"name": "out", "schema": schema, "strict": strict}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, missing("response_format.type")),
        (
            {"type": "bogus"},
            (
                "response_format.type",
                "invalid_value",
                "Invalid value: 'bogus'. Supported values are: 'json_object', 'json_schema', and 'text'.",
            ),
        ),
        ({"type": "json_schema"}, missing("response_format.json_schema")),
        ({"type": "json_schema", "json_schema": {}}, missing("response_format.json_schema.name")),
        (
            {"type": "json_schema", "json_schema": {"name": "a b"}},
            (
                "response_format.json_schema.name",
                "invalid_value",
                "Invalid 'response_format.json_schema.name': string does not match pattern. Expected a string"
                " that matches"
                " the pattern '^[a-zA-Z0-9_-]+$'.",
            ),
        ),
    ],
)
def test_a_format_that_is_not_well_formed(refused, value, expected):
    assert refused(response_format=value) == (400, KIND, *expected)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ({"type": "array", "items": {}}, "schema must be a JSON Schema of 'type: \"object\"', got 'type: \"array\"'."),
        (
            {**STRICT, "additionalProperties": True},
            "In context=(), 'additionalProperties' is required to be supplied and to be false.",
        ),
        (
            {**STRICT, "required": []},
            "In context=(), 'required' is required to be supplied and to be an array including every key in properties."
            " Missing 'a'.",
        ),
        (
            {**STRICT, "properties": {"a": {"type": "string", "oneOf": []}}, "$defs": {}},
            "[] should be non-empty.",
        ),
        (
            {**STRICT, "properties": {"a": {"oneOf": [{"type": "string"}]}}},
            "In context=('properties', 'a'), 'oneOf' is not permitted.",
        ),
        (
            {**STRICT, "properties": {"a": {"$ref": "#/$defs/X"}}},
            "In context=('properties', 'a'), reference to component '#/$defs/X' which was not found in the schema.",
        ),
    ],
)
def test_a_schema_that_is_refused(refused, value, problem):
    message = f"Invalid schema for response_format 'out': {problem}"
    assert refused(response_format=schema(value)) == (400, KIND, "response_format", None, message)


def test_only_strict_schemas_must_be_in_the_strict_subset(refused):
    assert refused(response_format=schema(OPEN, strict=None)) is None
    assert refused(response_format=schema(STRICT)) is None


def test_json_mode_needs_the_word_json(refused):
    mode = {"type": "json_object"}
    assert refused(response_format=mode) == (400, KIND, "messages", None, JSON_WORD)
    assert refused(response_format=mode, messages=[{"role": "user", "content": "Answer as JSON."}]) is None
    parts = [{"type": "text", "text": "json please"}]
    assert refused(response_format=mode, messages=[{"role": "system", "content": parts}]) is None
