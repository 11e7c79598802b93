"""How subschemas that apply to one place become one shape, or the proof that nothing is left."""

import pytest

from mockfn.schema.check import Checker
from mockfn.schema.dead import Dead
from mockfn.schema.dialect import INTEGER, NUMBER, STRING
from mockfn.schema.fold import demand
from mockfn.schema.resolve import Book
from mockfn.schema.shape import Shape


def folded(schema):
    shape = Shape(Checker(Book(schema)))
    demand(shape, schema)
    return shape


def test_the_narrower_bounds_win():
    shape = folded({"minimum": 1, "allOf": [{"minimum": 3, "maximum": 9}, {"exclusiveMaximum": 9}]})
    assert (shape.floor, shape.floor_open, shape.roof, shape.roof_open) == (3, False, 9, True)


def test_types_meet():
    assert folded({"type": ["string", "number"], "allOf": [{"type": ["integer", "string"]}]}).types == INTEGER | STRING


def test_lengths_patterns_and_formats_gather():
    shape = folded({"minLength": 1, "pattern": "a", "allOf": [{"minLength": 4, "maxLength": 9, "pattern": "b"}]})
    assert (shape.short, shape.long, shape.patterns) == (4, 9, ("a", "b"))


def test_enumerations_meet():
    assert folded({"enum": [1, 2, "a"], "allOf": [{"enum": ["a", 2.0]}]}).values == [2, "a"]


def test_a_reference_is_followed_at_once():
    assert folded({"$ref": "#/$defs/n", "$defs": {"n": {"type": "number"}}, "maximum": 4}).types == NUMBER


def test_a_choice_stays_open():
    [group] = folded({"anyOf": [{"minimum": 1}, False, {"maximum": 0}]}).groups
    assert (group.keyword, group.options) == ("anyOf", [[{"minimum": 1}], [{"maximum": 0}]])


def test_a_choice_of_one_is_none():
    assert folded({"oneOf": [{"minimum": 1}]}).floor == 1


def test_a_copy_is_another_shape():
    shape = folded({"minimum": 1, "required": ["a"]})
    twin = shape.copy()
    twin.required["b"] = {}
    twin.floor = 5
    assert (shape.floor, list(shape.required)) == (1, ["a"])


DEAD = [
    ({"allOf": [{"type": "string"}, {"type": "null"}]}, "type"),
    ({"enum": [1], "const": 2}, "const"),
    ({"allOf": [True, False]}, "allOf"),
    ({"not": {}}, "not"),
    ({"$ref": "#"}, "$ref"),
]


@pytest.mark.parametrize(("schema", "keyword"), DEAD, ids=lambda one: str(one)[:40])
def test_what_leaves_nothing_is_dead(schema, keyword):
    with pytest.raises(Dead) as caught:
        folded(schema)
    assert caught.value.keyword == keyword
