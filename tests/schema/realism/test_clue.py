"""What is known about a value beyond its schema."""

import pytest

from mockfn.schema.dialect import BOOLEAN, FRACTION, INTEGER, OBJECT, STRING
from mockfn.schema.realism.clue import Clue
from mockfn.schema.realism.measures import Span


def noted(name="", **note):
    return Clue(name).noted([note])


def test_examples_come_before_the_default():
    assert noted(examples=["a", 1], default="b").hints(STRING).values == ["a", "b"]


def test_a_suggestion_of_another_type_is_left_out():
    assert noted(examples=["a", None, 2], default=[]).hints(INTEGER).values == [2]


def test_a_number_as_text_is_a_number():
    assert noted(examples=["1024", "x", "0.5"]).hints(INTEGER | FRACTION).values == [1024, 0.5]


def test_a_date_is_never_taken_as_it_stands():
    assert noted(examples=["2023-04-01"]).hints(STRING).values == []


def test_a_closed_list_is_always_followed():
    assert noted(description="One of: red, green").hints(STRING).share == 1.0
    assert noted(description="e.g. red").hints(STRING).share < 1.0


def test_an_item_inherits_what_is_said_of_its_array():
    clue = noted("tags", description="Labels, e.g. urgent").item(None)
    assert clue.description == "Labels, e.g. urgent"
    assert clue.name == "tags"


def test_a_generic_member_goes_by_what_it_belongs_to():
    assert Clue("customer").member("name").of == "customer"
    assert Clue("customer").member("email").of == ""


@pytest.mark.parametrize(
    ("name", "kind"), [("", OBJECT), ("is_active", BOOLEAN), ("enableLogs", BOOLEAN), ("city", STRING)]
)
def test_a_type_is_likely_by_the_name(name, kind):
    assert Clue(name).likely() == kind


@pytest.mark.parametrize(
    ("clue", "span"),
    [
        (noted("age"), Span(18, 79)),
        (noted("retry_count"), Span(1, 20)),
        (noted("start_year"), Span(1995, 2010)),
        (noted("end_year"), Span(2010, 2026)),
        (noted("ratio", description="between 0 and 1"), Span(0, 1, 2)),
        (noted("width", description="of the image in pixels"), Span(320, 1920)),
        (noted("whatever"), Span(1, 100)),
    ],
)
def test_a_number_has_a_sensible_range(clue, span):
    assert clue.span() == span


def test_someone_else_has_a_scene_of_its_own():
    assert Clue("billing_contact").own_scene
    assert not Clue("options").own_scene


@pytest.mark.parametrize(
    ("name", "key"), [("headers", "header_key"), ("env_vars", "env_var_key"), ("extra", "map_key")]
)
def test_the_names_in_a_map_go_by_what_it_holds(name, key):
    assert Clue(name).key().name == key
