"""A text read once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.grounding.lexicon import stem
from mockfn.grounding.scan import scan


def test_a_request_in_quotation_marks_is_no_quotation():
    text = '"Could you tell me what the weather will be like in Paris, France tomorrow?"'
    assert [mention.kind for mention in scan(text).mentions] == ["name", "date"]


def test_city_and_state_are_kept_joined_and_apart():
    found = scan("weather in Chicago, Illinois")
    assert [mention.value for mention in found.mentions] == ["Chicago, Illinois"]
    assert [mention.value for mention in found.apart] == ["Chicago", "Illinois"]


@pytest.mark.parametrize("text", ["a gas-powered car", "use user_name", "the 'car rental' desk"])
def test_parts_of_compounds_and_quotations_are_words(text):
    word = {"a gas-powered car": "gas", "use user_name": "name", "the 'car rental' desk": "rental"}[text]
    assert stem(word) in scan(text).roots


def test_what_kinds_of_value_there_are_counts_as_words():
    assert "#currency" in scan("100 euros").roots
    assert "#date" in scan("tomorrow").roots


def test_a_long_text_is_read_in_part():
    assert len(scan("word " * 10_000).text) == 12_000


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    found = scan(text)
    assert all(mention.first <= mention.last < len(found.tokens) for mention in (*found.mentions, *found.apart))
