"""Where the schema objects of a document apply to a value."""

from mockfn.schema.compile import Program
from mockfn.schema.sites import places

SCHEMA = {
    "type": "object",
    "properties": {"a": {"$ref": "#/$defs/n"}, "l": {"type": "array", "items": {"type": "string"}}},
    "anyOf": [{"required": ["a"]}, {"required": ["z"]}],
    "if": {"required": ["l"]},
    "then": {"minProperties": 1},
    "$defs": {"n": {"type": "integer"}},
}


def found(value):
    return [(place.pointer, place.chosen, list(place.site.clause)) for place in places(Program(SCHEMA), value)]


def test_every_place_is_named_with_what_is_said_there():
    assert found({"a": 1, "l": ["x", "y"]}) == [
        ("", False, ["type", "properties", "anyOf", "if", "then"]),
        ("", True, ["required"]),
        ("", True, ["minProperties"]),
        ("/a", False, ["$ref"]),
        ("/l", False, ["type", "items"]),
        ("/a", False, ["type"]),
        ("/l/0", False, ["type"]),
    ]


def test_a_part_is_replaced_and_nothing_else():
    value = {"a": 1, "l": ["x", "y"]}
    last = places(Program(SCHEMA), value)[-1]
    assert last.put(value, 5) == {"a": 1, "l": [5, "y"]}
    assert value["l"] == ["x", "y"]


def test_a_place_goes_by_the_name_of_its_member():
    assert [place.name for place in places(Program(SCHEMA), {"l": ["x"]})][-1] == "l"
