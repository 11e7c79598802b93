"""The cities: codes are well formed, coordinates on earth, each city once."""

import re

import pytest

from mockfn.schema.realism.places import PLACES


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.city)
def test_a_place_is_whole(place):
    assert re.fullmatch(r"[A-Z]{2} [A-Z]{3} [A-Z]{3} [a-z]{2} \+\d{1,3}", " ".join(
        (place.code, place.airport, place.currency, place.language, place.dial)))  # fmt: skip
    assert -90 < place.latitude < 90
    assert -180 < place.longitude < 180
    assert all((place.region, place.country, place.postcode, place.tongue, "/" in place.zone))


def test_each_city_stands_once():
    assert len({place.city for place in PLACES}) == len(PLACES)
