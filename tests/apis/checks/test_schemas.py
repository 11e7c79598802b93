"""Schemas of functions, strict or not, in the provider's words."""

import pytest

from mockfn.apis.checks.schemas import children, problems

KIND = "invalid_request_error"


def parameters(**properties):
    return {"type": "object", "properties": properties}


@pytest.fixture
def problem(refused):
    """What is said of the parameters of a function 'f'; None where nothing is."""

    def problem(schema, **members):
        tools = [{"type": "function", "function": {"name": "f", "parameters": schema, **members}}]
        answer = refused(tools=tools)
        if answer is None:
            return None
        *rest, message = answer
        assert rest == [400, KIND, "tools[0].function.parameters", "invalid_function_parameters"]
        return message.removeprefix("Invalid schema for function 'f': ")

    return problem


def root_type(found):
    return f"schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{found}\"'."


AT_ROOT = "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level."


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({}, root_type("None")),
        ({"type": "string"}, root_type("string")),
        ({"type": "array", "items": {}}, root_type("array")),
        ({"anyOf": [{"type": "object"}]}, root_type("None")),
        ({**parameters(), "oneOf": [{}]}, AT_ROOT),
        ({**parameters(), "enum": [{}]}, AT_ROOT),
        ({"type": "object"}, "In context=(), object schema missing properties."),
        (parameters(x={"type": "array"}), "In context=('properties', 'x'), array schema missing items."),
        (
            parameters(x={"type": ["string", "array"]}),
            "In context=('properties', 'x', 'type', '1'), array schema missing items.",
        ),
        (
            parameters(x={"anyOf": [{"type": "null"}, {"type": "array"}]}),
            "In context=('properties', 'x', 'anyOf', '1'), array schema missing items.",
        ),
        (
            parameters(x={"type": "array", "items": {"type": "array"}}),
            "In context=('properties', 'x', 'items'), array schema missing items.",
        ),
    ],
)
def test_a_schema_that_no_function_may_have(problem, schema, said):
    assert problem(schema) == said


@pytest.mark.parametrize(
    "schema",
    [
        None,
        parameters(),
        parameters(x={}, y={"type": "object"}, z={"type": "array", "items": {}}),
        {**parameters(x={"oneOf": [{"type": "string"}]}), "$schema": "http://json-schema.org/draft-07/schema#"},
    ],
)
def test_a_schema_that_any_function_may_have(problem, schema):
    assert problem(schema) is None


def test_legacy_functions_are_held_to_the_same_rules(refused):
    answer = refused(functions=[{"name": "f", "parameters": {"type": "object"}}])
    message = "Invalid schema for function 'f': In context=(), object schema missing properties."
    assert answer == (400, KIND, "functions[0].parameters", "invalid_function_parameters", message)


def test_a_second_tool_is_named_by_its_index(refused):
    good = {"type": "function", "function": {"name": "f"}}
    bad = {"type": "function", "function": {"name": "g", "parameters": {"type": "object"}}}
    assert refused(tools=[good, bad])[2] == "tools[1].function.parameters"


@pytest.mark.parametrize(("found", "shown"), [(None, "null"), ("string", '"string"')])
def test_a_provider_may_print_the_type_its_own_way(refused, found, shown):
    tools = [{"type": "function", "function": {"name": "f", "parameters": {"type": found}}}]
    words = {"function-schema-root-type": "got 'type: {shown}'.", "function-schema-invalid": None}
    assert refused(tools=tools, words=words)[-1] == f"got 'type: {shown}'."


def test_problems_come_first_one_first():
    assert [rule for rule, _ in problems({"type": "object", "not": {}}, strict=False)] == [
        "root-combinator",
        "root-properties",
    ]


def test_children_come_with_their_paths():
    schema = {"anyOf": [{"a": 1}, 2], "items": {"b": 1}, "$defs": {"n": {"c": 1}}, "additionalProperties": False}
    assert list(children(schema)) == [(("anyOf", "0"), {"a": 1}), (("items",), {"b": 1}), (("$defs", "n"), {"c": 1})]
