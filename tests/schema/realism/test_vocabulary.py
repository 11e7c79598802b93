"""The vocabulary: every noun has values, none blank or twice."""

from mockfn.schema.realism.vocabulary import VOCABULARY
from mockfn.schema.realism.words import tokens


def test_every_noun_has_values():
    for noun, values in VOCABULARY.items():
        assert len(values) > 1, noun
        assert len(set(values)) == len(values), noun
        assert all(value == value.strip() and value for value in values), noun


def test_a_noun_is_one_that_a_name_can_lead_to():
    lost = [noun for noun in VOCABULARY if "_".join(tokens(noun)) != noun]
    assert not lost
