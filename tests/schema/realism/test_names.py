"""Faker's lists, each long enough and of plain text; loaded one at a time."""

import pytest

from mockfn.schema.realism import names


@pytest.mark.parametrize(
    ("listed", "least"),
    [("first_names", 500), ("last_names", 900), ("jobs", 300), ("company_suffixes", 4), ("street_suffixes", 8),
     ("states", 50), ("colors", 100)],
)  # fmt: skip
def test_a_list_is_long_enough(listed, least):
    found = getattr(names, listed)()
    assert len(found) >= least
    assert len(set(found)) == len(found)


def test_a_list_is_read_once():
    assert names.jobs() is names.jobs()
