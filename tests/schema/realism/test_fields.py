"""The table of fields: every row draws, and roles tell people and places apart."""

import random

import pytest

from mockfn.schema.realism.fields import FIELDS, place_role
from mockfn.schema.realism.scene import Scene


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_draws_a_text(name):
    value = FIELDS[name](Scene(random.Random(4)), "")
    assert isinstance(value, str)
    assert value.strip()


@pytest.mark.parametrize(
    ("role", "place"), [("departure", "from"), ("arrival", "to"), ("pickup_point", "from"), ("home", "home"), ("", "")]
)
def test_a_place_has_a_role(role, place):
    assert place_role(role) == place


def test_two_roles_are_two_people():
    scene = Scene(random.Random(1))
    assert FIELDS["email"](scene, "sender") != FIELDS["email"](scene, "recipient")
