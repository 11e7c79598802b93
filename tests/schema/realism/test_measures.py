"""The ranges: low before high, filed under nouns that a name can lead to."""

from mockfn.schema.realism.measures import MEASURES
from mockfn.schema.realism.words import tokens


def test_a_range_has_room():
    assert all(span.low < span.high and span.places in (0, 1, 2, 3, 4) for span in MEASURES.values())


def test_a_noun_is_one_that_a_name_can_lead_to():
    assert not [noun for noun in MEASURES if "_".join(tokens(noun)) != noun]
