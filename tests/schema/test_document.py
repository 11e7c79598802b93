"""A schema as a key, back from it, and where in it something stands."""

import pytest

from mockfn.errors import SchemaError
from mockfn.schema.document import content, decoded, pointer_to


def test_the_same_content_gives_the_same_key():
    assert content({"a": 1, "b": [True]}) == content({"a": 1, "b": (True,)})


def test_the_order_of_members_is_content():
    assert content({"a": 1, "b": 2}) != content({"b": 2, "a": 1})


@pytest.mark.parametrize("schema", [True, {"const": 2**80}, {"const": "\ud800"}, {"const": 1e300}])
def test_a_schema_comes_back_from_its_key(schema):
    assert decoded(content(schema)) == schema


def test_a_huge_schema_is_refused():
    with pytest.raises(SchemaError) as caught:
        decoded(b'"' + b" " * 8_000_000 + b'"')
    assert str(caught.value) == "the schema has 8000002 bytes; at most 8000000 are read"


def test_a_subschema_is_found_in_the_document():
    inner = {"type": "null"}
    schema = {"properties": {"a/b": {"anyOf": [True, inner]}}}
    assert pointer_to(schema, inner) == "/properties/a~1b/anyOf/1"
    assert pointer_to(schema, {"type": "null"}) == ""
