"""A shape keeps types, tests, and what the whole value was asked."""

import pytest

from mockfn.schema.check import Checker
from mockfn.schema.dead import Dead
from mockfn.schema.dialect import NULL, NUMBER, STRING
from mockfn.schema.fold import demand
from mockfn.schema.resolve import Book
from mockfn.schema.shape import Shape


def test_types_are_kept_until_none_is_left():
    shape = Shape(Checker(Book(True)))
    shape.keep(NUMBER | STRING, "type", True, "")
    shape.keep(STRING, "type", True, "")
    assert shape.types == STRING
    with pytest.raises(Dead):
        shape.keep(NULL, "type", True, "none")


def test_it_allows_what_all_its_schemas_allow():
    schema = {"minimum": 2, "anyOf": [{"multipleOf": 2}, {"multipleOf": 3}]}
    shape = Shape(Checker(Book(schema)))
    demand(shape, schema)
    assert [value for value in range(8) if shape.allows(value)] == [2, 3, 4, 6]


def test_its_origin_is_what_an_error_names():
    schema = {"minimum": 2}
    shape = Shape(Checker(Book(schema)))
    assert shape.origin is True
    demand(shape, schema)
    assert shape.origin is schema
