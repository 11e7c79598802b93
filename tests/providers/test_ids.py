"""An id is a template filled from chance."""

import re

import pytest

from mockfn.providers.ids import IdShape
from mockfn.seeds import Chance

CHANCE = Chance(0, b"request")


@pytest.mark.parametrize(
    ("template", "pattern"),
    [
        ("call_{base62:24}", r"call_[A-Za-z0-9]{24}"),
        ("chatcmpl-{uuid}", r"chatcmpl-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        ("{digits:9}", r"[0-9]{9}"),
        ("{hex}", r"[0-9a-f]{8}"),
        ("fp_{hex:10}_prod", r"fp_[0-9a-f]{10}_prod"),
        ("functions.{name}:{index}", r"functions\.lookup:2"),
        ("{created}-{lower36:20}", rf"{CHANCE.created}-[a-z0-9]{{20}}"),
        ("constant", r"constant"),
    ],
)
def test_slots_are_filled(template, pattern):
    assert re.fullmatch(pattern, IdShape(template).make(CHANCE, "call 0", name="lookup", index=2))


@pytest.mark.parametrize("template", ["call_{base62:24}", "{uuid}", "a{hex:8}b{hex:8}"])
def test_an_id_depends_on_its_label_alone(template):
    shape = IdShape(template)
    assert shape.make(CHANCE, "call 0") == shape.make(CHANCE, "call 0")
    assert shape.make(CHANCE, "call 0") != shape.make(CHANCE, "call 1")


def test_slots_of_one_template_differ():
    first, second = IdShape("{hex:16}.{hex:16}").make(CHANCE, "id").split(".")
    assert first != second


def test_a_shape_shows_its_template():
    assert repr(IdShape("call_{base62:24}")) == "IdShape('call_{base62:24}')"
