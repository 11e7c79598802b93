"""Choices: every option comes up, none that is dead; options that exclude each other; conditions."""

import pytest

from mockfn.schema import generate, validator
from mockfn.schema.combine import Choice, Link
from mockfn.schema.dead import Dead
from mockfn.schema.node import Constant, Run


def dead():
    raise Dead("type", None, "dead")


def live(value):
    return Link(lambda: Constant([value]))


def test_every_option_comes_up():
    choice = Choice([live(1), live(2), live(3)], ("anyOf", None))
    assert {choice.draw(Run(seed, "realistic"), 0) for seed in range(30)} == {1, 2, 3}


def test_a_dead_option_is_passed_over():
    choice = Choice([Link(dead), live(2)], ("anyOf", None))
    assert {choice.draw(Run(seed, "realistic"), 0) for seed in range(10)} == {2}


def test_a_spare_is_taken_when_nothing_else_is_left():
    choice = Choice([Link(dead)], ("oneOf", None), spares=[live(4)])
    assert choice.draw(Run(0, "realistic"), 0) == 4


def test_where_all_are_dead_the_choice_is():
    with pytest.raises(Dead) as caught:
        Choice([Link(dead), Link(dead)], ("anyOf", None)).draw(Run(0, "realistic"), 0)
    assert (caught.value.keyword, caught.value.why) == ("anyOf", "no option is left (dead)")


def test_of_many_options_the_smallest_may_be_the_last():
    choice = Choice([*(Link(dead) for _ in range(30)), live(1)], ("anyOf", None))
    assert choice.draw(Run(0, "minimal"), 0) == 1


def test_weights_say_how_often():
    choice = Choice([live(1), live(2)], ("type", None), [0.1, 1.0])
    drawn = [choice.draw(Run(seed, "realistic"), 0) for seed in range(200)]
    assert 0 < drawn.count(1) < 60


def test_a_link_is_made_once():
    made = []
    link = Link(lambda: made.append(1) or Constant([1]))
    assert link.open() is link.open()
    assert made == [1]


CHOICES = [
    {"oneOf": [{"type": "integer", "multipleOf": 2}, {"type": "integer", "multipleOf": 3}]},
    {"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "type": "object", "properties": {"a": {}, "b": {}}},
    {"oneOf": [{"type": "string"}, {"type": "string", "maxLength": 3}]},
    {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
    {"allOf": [{"anyOf": [{"const": 1}, {"const": 2}]}, {"anyOf": [{"const": 2}, {"const": 3}]}]},
    {"type": "object", "properties": {"k": {"enum": ["a", "b", "c"]}}, "required": ["k"],
     "allOf": [{"if": {"properties": {"k": {"const": k}}}, "then": {"required": [k]}} for k in "abc"]},
    {"if": {"type": "string"}, "then": {"minLength": 5}, "else": {"type": "integer", "maximum": 3}},
    {"type": "object", "properties": {k: {"type": "boolean"} for k in "abcd"}, "required": list("abcd"),
     "allOf": [{"anyOf": [{"properties": {x: {"const": True}}}, {"properties": {y: {"const": False}}}]}
               for x, y in ("ab", "bc", "cd", "da", "ac")]},
    {"$ref": "#/$defs/a", "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "string"}]}}},
]  # fmt: skip


@pytest.mark.parametrize("schema", CHOICES[:-1], ids=str)
def test_a_value_meets_the_choice(schema):
    judge = validator(schema)
    for seed in range(20):
        value = generate(schema, seed=seed)
        assert judge.is_valid(value), value


def test_an_option_that_leads_back_to_its_choice_is_none():
    assert all(isinstance(generate(CHOICES[-1], seed=seed), str) for seed in range(5))


def test_null_comes_up_seldom():
    schema = {"anyOf": [{"type": "integer"}, {"type": "null"}]}
    drawn = [generate(schema, seed=seed) for seed in range(100)]
    assert 0 < drawn.count(None) < 30
