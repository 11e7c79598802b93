"""One value's people, places and dates agree."""

import random

from mockfn.schema import generate
from mockfn.schema.realism.places import PLACES
from mockfn.schema.realism.scene import Scene


def test_a_role_keeps_its_person_and_its_place():
    scene = Scene(random.Random(1))
    assert scene.person("sender") is scene.person("sender")
    assert scene.place("to") is scene.place("to")


def test_two_roles_have_two_places():
    for seed in range(40):
        scene = Scene(random.Random(seed))
        assert scene.place("from") is not scene.place("to")


def test_moments_come_in_order():
    for seed in range(40):
        scene = Scene(random.Random(seed))
        assert scene.moment("birth") < scene.moment("start") < scene.moment("end of day") < scene.moment("end")


def test_the_next_item_plays_a_little_later():
    scene = Scene(random.Random(1))
    following = scene.fresh()
    assert scene.day() < following.day()
    assert following.person() is not scene.person()


def test_the_fields_of_a_value_agree():
    names = ["name", "first_name", "email", "city", "country", "currency"]
    schema = {"type": "object", "properties": {name: {"type": "string"} for name in names}, "description": "A person"}
    schema["properties"]["name"]["description"] = "The person's full name"
    for seed in range(20):
        value = generate(schema, seed=seed, strategy="full")
        place = next(place for place in PLACES if place.city == value["city"])
        assert value["name"].startswith(value["first_name"])
        assert value["email"].startswith(value["first_name"].lower())
        assert (value["country"], value["currency"]) == (place.country, place.currency)


def test_the_items_of_a_list_are_about_different_people():
    person = {"type": "object", "properties": {"email": {"type": "string"}}, "required": ["email"]}
    value = generate({"type": "array", "items": person, "minItems": 3})
    assert len({one["email"] for one in value}) == 3
