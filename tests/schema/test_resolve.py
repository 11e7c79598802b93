"""Where references lead: pointers, ids, anchors, dynamic scope; and never out of the document."""

import pytest

from mockfn.schema.dead import Malformed
from mockfn.schema.resolve import Book, subschemas


def follow(schema, keyword="$ref", raw=None, trail=()):
    book = Book(schema)
    return book.follow(book.site(raw or schema, trail), keyword)


def test_a_pointer_is_followed_with_its_escapes():
    schema = {"$ref": "#/$defs/a~1b%25c", "$defs": {"a/b%c": {"type": "null"}}}
    assert follow(schema) == {"type": "null"}


def test_a_pointer_may_lead_where_no_keyword_does():
    schema = {"$ref": "#/components/x/0", "components": {"x": [{"const": 1}]}}
    assert follow(schema) == {"const": 1}


def test_an_anchor_is_found():
    schema = {"$ref": "#here", "$defs": {"x": {"$anchor": "here", "const": 1}}}
    assert follow(schema)["const"] == 1


def test_an_id_is_resolved_against_the_one_around_it():
    inner = {"$id": "item.json", "const": 1}
    schema = {"$id": "https://example.com/root.json", "$ref": "item.json", "$defs": {"x": inner}}
    assert follow(schema) == inner


def test_a_pointer_starts_at_the_resource_it_stands_in():
    reference = {"$ref": "#/$defs/y"}
    inner = {"$id": "inner", "properties": {"a": reference}, "$defs": {"y": {"const": "inner"}}}
    schema = {"$defs": {"y": {"const": "outer"}, "x": inner}}
    assert follow(schema, raw=reference) == {"const": "inner"}


def test_draft_4_names_with_id():
    schema = {"$schema": "http://json-schema.org/draft-04/schema#", "$ref": "#a", "definitions": {"x": {"id": "#a"}}}
    assert follow(schema) == {"id": "#a"}


@pytest.mark.parametrize("keyword", ["$id", "id"])
def test_where_no_draft_is_declared_an_anchor_may_be_written_as_an_id(keyword):
    assert follow({"$ref": "#a", "definitions": {"x": {keyword: "#a"}}}) == {keyword: "#a"}


def test_where_no_draft_is_declared_an_id_may_be_written_as_in_draft_4():
    inner = {"id": "d.json", "type": "number"}
    outer = {"id": "http://example.com/b/c.json", "definitions": {"y": inner}}
    assert follow({"id": "http://example.com/a.json", "$ref": "b/d.json", "definitions": {"x": outer}}) is inner


def test_an_id_that_is_a_property_is_none():
    schema = {"properties": {"$id": {"type": "string"}}, "$ref": "#/properties/$id"}
    assert follow(schema) == {"type": "string"}


def test_a_dynamic_reference_leads_to_the_outermost_anchor():
    reference = {"$dynamicRef": "#node"}
    tree = {"$id": "tree", "$dynamicAnchor": "node", "items": reference}
    schema = {"$id": "https://example.com/strict", "$dynamicAnchor": "node", "$ref": "tree", "$defs": {"t": tree}}
    book = Book(schema)
    outer = book.site(schema, ())
    inner = book.site(book.follow(outer, "$ref"), outer.trail)
    assert book.follow(book.site(reference, inner.trail), "$dynamicRef") is schema


def test_a_metaschema_needs_no_network():
    assert "properties" in follow({"$ref": "http://json-schema.org/draft-07/schema#"})


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("#/nowhere", "$ref '#/nowhere' leads nowhere"),
        ("#nowhere", "$ref '#nowhere' leads to no schema"),
        ("#/title", "$ref '#/title' leads to no schema"),
        ("other.json", "$ref names 'other.json', which is not in this schema and is not fetched"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named(ref, message):
    with pytest.raises(Malformed) as caught:
        follow({"$ref": ref, "title": "A"})
    assert str(caught.value) == message


def test_subschemas_are_listed_with_the_steps_to_them():
    schema = {"items": {"const": 1}, "anyOf": [True], "properties": {"a": {}}, "enum": [{}], "default": {}}
    assert list(subschemas(schema)) == [(("items",), {"const": 1}), (("anyOf", "0"), True), (("properties", "a"), {})]
