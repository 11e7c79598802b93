"""Which tools a text speaks of."""

import pytest

from mockfn.grounding.relevance import rank, wanted
from mockfn.grounding.scan import scan


def chosen(text, *specs, several=True):
    found = scan(text)
    return [one.spec.name for one in wanted(rank(list(specs), found), found, several=several)]


@pytest.fixture
def capital(spec):
    return spec("country_capital", "Fetch the capital of a country", country="string")


@pytest.fixture
def population(spec):
    return spec("country_population", "Fetch the population of a country", country="string")


@pytest.fixture
def currency(spec):
    return spec("convert_money", "Convert money", amount="number", currency="string")


def test_the_words_that_tell_tools_apart_decide(capital, population):
    assert chosen("What is the capital of the country Brazil?", population, capital) == ["country_capital"]


def test_two_tools_named_are_two_tools(capital, population):
    text = "The capital of Brazil and the population of Chile"
    assert chosen(text, population, capital) == ["country_population", "country_capital"]
    assert len(chosen(text, population, capital, several=False)) == 1


def test_a_kind_of_value_speaks_for_a_tool(capital, currency):
    assert chosen("How much is 100 euros?", capital, currency) == ["convert_money"]


def test_a_sentence_of_its_own_speaks_for_a_tool(spec):
    search = spec("library_search", "Search for a book in a city", genre="string")
    reserve = spec("library_reserve", "Reserve a book of the library", branch="string")
    text = "Is there a fiction book in this city? Then reserve the book of the library branch."
    assert chosen(text, search, reserve) == ["library_search", "library_reserve"]


def test_a_text_that_says_nothing_has_one_tool_at_most(capital, population):
    assert len(chosen("", capital, population)) == 1


def test_a_word_of_the_same_meaning_counts_less(spec):
    tall = spec("measure_height", "Measure")
    found = scan("how tall is it")
    (ranked,) = rank([tall], found)
    assert 0 < ranked.raw < 2
    assert ranked.said == {}
