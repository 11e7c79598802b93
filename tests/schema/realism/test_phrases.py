"""The sentences: whole, and filed under nouns that a name can lead to."""

from mockfn.schema.realism.phrases import NAMED, PROSE, QUALIFIERS
from mockfn.schema.realism.words import tokens


def test_every_noun_has_sentences():
    assert all(len(values) > 2 and all(values) for values in PROSE.values())


def test_a_noun_is_one_that_a_name_can_lead_to():
    assert not [noun for noun in PROSE if "_".join(tokens(noun)) != noun]


def test_nothing_is_said_twice():
    for values in (*PROSE.values(), NAMED, QUALIFIERS):
        assert len(set(values)) == len(values)
