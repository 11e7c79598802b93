"""Places, currencies and companies by name."""

import pytest

from mockfn.grounding.gazetteer import CITIES, COUNTRIES, CURRENCIES, STATES


@pytest.mark.parametrize(
    ("table", "name", "value"),
    [
        (CITIES, "palo alto", "CA"),
        (CITIES, "paris", "France"),
        (STATES, "north carolina", "NC"),
        (CURRENCIES, "japanese yen", "JPY"),
    ],
)
def test_a_name_is_known_in_lower_case(table, name, value):
    assert table[name] == value


def test_every_region_of_a_city_is_a_state_or_a_country():
    regions = set(CITIES.values()) - set(STATES.values()) - {"DC"}
    assert {region.lower() for region in regions} <= COUNTRIES


def test_there_are_fifty_states():
    assert len(STATES) == 50
