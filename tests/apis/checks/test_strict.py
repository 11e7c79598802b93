"""The strict subset, rule by rule."""

import pytest

from mockfn.apis.checks.strict import strict_problems


def closed(**properties):
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def nested(levels):
    schema = {"type": "string"}
    for _ in range(levels):
        schema = closed(x=schema)
    return schema


TEXT = {"type": "string"}
X = ("properties", "x")


def at(context, **slots):
    return {"context": context, **slots}


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        (closed(x={"description": "d"}), ("type-key", at(X))),
        (closed(x={"enum": ["a"]}), ("type-key", at(X))),
        ({**closed(), "additionalProperties": True}, ("additional-properties", at(()))),
        (closed(x={"type": "object", "properties": {}}), ("additional-properties", at(X))),
        (
            closed(x={"type": ["object", "null"], "properties": {}}),
            ("additional-properties", at((*X, "type", "0"))),
        ),
        ({**closed(x=TEXT), "required": []}, ("required-missing", at((), key="x"))),
        ({**closed(x=TEXT), "required": ["x", "y"]}, ("required-extra", at((), key="y"))),
        (closed(x={"oneOf": [TEXT]}), ("keyword", at(X, keyword="oneOf"))),
        (closed(x={"type": "array", "items": TEXT, "uniqueItems": True}), ("keyword", at(X, keyword="uniqueItems"))),
        (closed(x={"type": "string", "format": "uri"}), ("format", at(X, format="uri"))),
        (
            {**closed(x={"$ref": "#/$defs/A", "description": "d"}), "$defs": {"A": closed()}},
            ("ref-siblings", at(X, keywords="{'description'}")),
        ),
        (closed(x={"$ref": "#/$defs/A"}), ("ref-missing", at(X, ref="#/$defs/A"))),
        ({**closed(), "$defs": {"A": {"type": "object"}}}, ("additional-properties", at(("$defs", "A")))),
        (
            closed(x={"anyOf": [TEXT, {"type": "object"}]}),
            ("additional-properties", at((*X, "anyOf", "1"))),
        ),
        (closed(x={"type": "array", "items": {"type": "object"}}), ("additional-properties", at((*X, "items")))),
        (nested(11), ("nesting", {"count": 11})),
        (closed(**{f"p{i}": TEXT for i in range(5001)}), ("many-properties", {"count": 5001})),
        (closed(x={"type": "string", "enum": [str(i) for i in range(1001)]}), ("many-enum-values", {"count": 1001})),
        (closed(x={"type": "string", "const": "c" * 120_000}), ("long-names", {"count": 120_001})),
    ],
)
def test_what_strict_refuses(schema, problem):
    assert next(strict_problems(schema)) == problem


@pytest.mark.parametrize(
    "schema",
    [
        closed(),
        nested(10),
        closed(x={"type": "string", "default": None, "title": "X", "pattern": "^a", "format": "date-time"}),
        closed(x={"type": ["string", "null"], "enum": ["a", None]}, y={"anyOf": [TEXT, {"type": "null"}]}),
        closed(x={"type": "array", "items": {"$ref": "#"}, "minItems": 1}, y={"type": "number", "minimum": 0}),
        {**closed(x={"$ref": "#/$defs/A"}), "$defs": {"A": closed(y={"type": "boolean"})}},
        {**closed(x={"$ref": "#/$defs/a~1b"}), "$defs": {"a/b": closed()}},
    ],
)
def test_what_strict_accepts(schema):
    assert list(strict_problems(schema)) == []


def test_what_is_inside_an_object_is_told_before_its_own_required():
    inner = {**closed(y=TEXT), "required": []}
    found = [slots["context"] for _, slots in strict_problems({**closed(x=inner), "required": []})]
    assert found == [X, ()]


def test_an_outer_object_left_open_is_told_before_an_inner_one():
    inner = {**closed(), "additionalProperties": True}
    found = [slots["context"] for _, slots in strict_problems({**closed(x=inner), "additionalProperties": True})]
    assert found == [(), X]
