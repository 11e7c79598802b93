"""A schema in, a value out: valid, seeded, the same for the same content, or an error that names what cannot be met."""

import json

import pytest

from mockfn.errors import SchemaError, Unsatisfiable
from mockfn.schema import complete, examples, generate, validator

ORDER = {
    "type": "object",
    "properties": {
        "customer_email": {"type": "string", "format": "email"},
        "quantity": {"type": "integer", "minimum": 1, "maximum": 9},
        "note": {"type": "string"},
        "address": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "street": {"type": "string"}},
            "required": ["city", "street"],
        },
    },
    "required": ["customer_email", "quantity"],
}


@pytest.mark.parametrize("strategy", ["realistic", "required_only", "full", "minimal"])
def test_a_value_of_every_strategy_validates(strategy):
    values = [generate(ORDER, seed=seed, strategy=strategy) for seed in range(10)]
    assert all(validator(ORDER).is_valid(value) for value in values)


def test_the_same_seed_gives_the_same_value():
    assert generate(ORDER, seed=7) == generate(json.loads(json.dumps(ORDER)), seed=7)


def test_a_value_depends_on_no_draw_before_it():
    first = generate(ORDER, seed=3)
    for seed in range(20):
        generate(ORDER, seed=seed, strategy="full")
    assert generate(ORDER, seed=3) == first


def test_seeds_differ():
    assert len({json.dumps(generate(ORDER, seed=seed)) for seed in range(20)}) > 15


def test_two_schemas_with_one_seed_are_not_about_the_same_number():
    numbers = {generate({"type": "integer", "title": f"Tool {number}"}, seed=0) for number in range(8)}
    assert len(numbers) > 3


def test_a_schema_changed_in_place_is_another_schema():
    schema = {"type": "integer", "minimum": 5, "maximum": 5}
    assert generate(schema) == 5
    schema["maximum"] = schema["minimum"] = 6
    assert generate(schema) == 6


def test_what_a_value_holds_may_be_changed():
    schema = {"enum": [{"list": [1]}]}
    generate(schema)["list"].append(2)
    assert generate(schema) == {"list": [1]}


def test_required_only_leaves_the_optional_members_out():
    assert set(generate(ORDER, strategy="required_only")) == {"customer_email", "quantity"}


def test_full_fills_every_member_in():
    assert set(generate(ORDER, strategy="full")) == set(ORDER["properties"])


def test_minimal_is_the_smallest_value():
    schema = {
        "type": "object",
        "properties": {"n": {"type": "integer", "minimum": 3}, "s": {"type": "string"}, "l": {"type": "array"}},
        "required": ["n", "s", "l"],
    }
    assert generate(schema, strategy="minimal") == {"n": 3, "s": "", "l": []}


def test_where_there_are_too_many_choices_to_compare_minimal_settles_for_one():
    kinds = [{"properties": {"kind": {"const": n}, "a": {"type": "string"}}, "required": ["kind"]} for n in range(1500)]
    groups = [{"oneOf": kinds[start : start + 50]} for start in range(0, 1500, 50)]
    schema = {"type": "object", "oneOf": groups}
    assert validator(schema).is_valid(generate(schema, strategy="minimal"))


def test_each_optional_member_appears_for_some_seed():
    seen = set()
    for seed in range(20):
        seen |= set(generate(ORDER, seed=seed))
    assert seen == set(ORDER["properties"])


def test_examples_differ_from_each_other():
    found = examples(ORDER, 5)
    assert len({json.dumps(one) for one in found}) == 5


def test_examples_are_no_more_than_there_are():
    assert examples({"enum": ["a"]}, 5) == ["a"]


# --- complete ---


def test_completing_leaves_what_was_given_and_adds_what_is_required():
    whole = complete(ORDER, {"quantity": 2})
    assert whole["quantity"] == 2
    assert list(whole) == ["quantity", "customer_email"]
    assert validator(ORDER).is_valid(whole)


def test_completing_what_is_whole_changes_nothing():
    given = {"customer_email": "a@example.com", "quantity": 1, "other": None}
    assert complete(ORDER, given) == given


def test_completing_completes_the_objects_within():
    whole = complete(ORDER, {"customer_email": "a@example.com", "quantity": 1, "address": {"city": "Paris"}})
    assert whole["address"]["city"] == "Paris"
    assert validator(ORDER).is_valid(whole)


def test_completing_completes_the_objects_in_lists():
    item = {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}
    schema = {"type": "object", "properties": {"items": {"type": "array", "items": item}}}
    whole = complete(schema, {"items": [{"id": 4}, {"name": "x"}]})
    assert whole["items"][0] == {"id": 4}
    assert whole["items"][1]["name"] == "x"
    assert validator(schema).is_valid(whole)


def test_a_wrong_member_stays_for_the_validator_to_name():
    whole = complete(ORDER, {"quantity": "two"})
    assert whole["quantity"] == "two"
    assert validator(ORDER).errors(whole) == [("/quantity", "type", "'two' is not of type 'integer'")]


def test_completing_respects_what_the_given_members_imply():
    schema = {
        "type": "object",
        "properties": {"kind": {"enum": ["card", "cash"]}},
        "required": ["kind"],
        "if": {"properties": {"kind": {"const": "card"}}},
        "then": {"required": ["number"], "properties": {"number": {"type": "string", "pattern": "^\\d{4}$"}}},
    }
    assert validator(schema).is_valid(complete(schema, {"kind": "card"}))
    assert complete(schema, {"kind": "cash"}) == {"kind": "cash"}


# --- errors ---

UNSATISFIABLE = [
    (
        {"type": "object", "properties": {"age": {"type": "integer", "minimum": 5, "maximum": 3}}, "required": ["age"]},
        "no value meets 'maximum' at /properties/age: the bounds leave no number",
        "maximum",
        "/properties/age",
    ),
    (
        {"type": "array", "minItems": 10**9},
        "no value meets 'minItems' at the root: 1000000000 items are more than the 10000 a value is given",
        "minItems",
        "",
    ),
    (
        {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#"}}},
        "no value meets 'required' at the root: it requires itself without end",
        "required",
        "",
    ),
    ({"$ref": "#"}, "no value meets '$ref' at the root: it refers to itself without end", "$ref", ""),
    (
        {"allOf": [{"pattern": "^a+$"}, {"pattern": "^b+$"}], "type": "string"},
        "no value meets 'pattern' at /allOf/1: no string meets it",
        "pattern",
        "/allOf/1",
    ),
    (False, "no value meets 'false' at the root: the schema false allows nothing", "false", ""),
]


@pytest.mark.parametrize(("schema", "message", "keyword", "path"), UNSATISFIABLE, ids=lambda one: str(one)[:40])
def test_what_no_value_meets_is_named(schema, message, keyword, path):
    with pytest.raises(Unsatisfiable) as caught:
        generate(schema)
    assert (str(caught.value), caught.value.keyword, caught.value.path) == (message, keyword, path)


MALFORMED = [
    ([1], "a JSON Schema is an object or a boolean, not list", ""),
    ({1, 2}, "a JSON Schema is an object or a boolean, not list", ""),
    ({"const": object}, "a JSON Schema is JSON, but Object of type type is not JSON serializable", ""),
    ({"$ref": "#/$defs/no"}, "$ref '#/$defs/no' leads nowhere", ""),
    (
        {"properties": {"a": {"$ref": "https://example.com/x"}}, "required": ["a"]},
        "$ref names 'https://example.com/x', which is not in this schema and is not fetched",
        "/properties/a",
    ),
    (
        {"properties": {"a": {"type": "wrong"}}, "required": ["a"]},
        "type must be null, boolean, integer, number, string, array or object, not 'wrong'",
        "/properties/a",
    ),
    ({"type": "string", "pattern": "(a"}, "pattern is no regular expression: a group is not closed", ""),
]


@pytest.mark.parametrize(("schema", "message", "path"), MALFORMED, ids=lambda one: str(one)[:40])
def test_what_is_no_schema_is_named(schema, message, path):
    with pytest.raises(SchemaError) as caught:
        generate(schema)
    assert (str(caught.value), caught.value.path) == (message, path)


def test_a_schema_nested_without_reason_is_refused():
    schema = {"type": "string"}
    for _ in range(10_000):
        schema = {"properties": {"a": schema}, "required": ["a"]}
    with pytest.raises(SchemaError) as caught:
        generate(schema)
    assert str(caught.value) == "the schema is nested too deeply. Nest it less than 300 levels."


def test_an_enumeration_of_another_type_is_taken_at_its_word():
    assert generate({"type": "integer", "enum": ["a"]}) == "a"


def test_such_an_enumeration_is_left_out_where_it_may_be():
    schema = {"type": "object", "properties": {"a": {"type": "boolean", "enum": ["True"]}}}
    assert all(generate(schema, seed=seed) == {} for seed in range(10))
