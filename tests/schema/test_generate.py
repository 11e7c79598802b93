"""A value from a schema: valid, seeded."""

from mockfn.schema import complete, generate, validator

PERSON = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "age": {"type": "integer", "minimum": 18}},
    "required": ["name", "age"],
}


def test_a_generated_value_validates():
    assert validator(PERSON).is_valid(generate(PERSON))


def test_completing_a_partial_object_leaves_what_was_given():
    whole = complete(PERSON, {"name": "Ada"})
    assert whole["name"] == "Ada"
    assert validator(PERSON).is_valid(whole)
