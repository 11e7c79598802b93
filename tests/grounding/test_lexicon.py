"""Words of English: forms that are one, and words of one meaning."""

import pytest

from mockfn.grounding.lexicon import CONCEPTS, NUMBER_WORDS, SUBJECTS, listed, stem


@pytest.mark.parametrize(
    "forms",
    [
        ("calculate", "calculates", "calculation", "calculating", "calculator"),
        ("city", "cities"),
        ("price", "prices"),
        ("invest", "investment", "invested"),
        ("locate", "located", "location"),
        ("rectangle", "rectangular"),
        ("standardize", "standardization"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms):
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(("left", "right"), [("news", "new"), ("year", "yes"), ("port", "potion"), ("date", "data")])
def test_different_words_keep_apart(left, right):
    assert stem(left) != stem(right)


@pytest.mark.parametrize("word", ["", "a", "天気", "naïveté", "ß"])
def test_short_words_and_other_scripts_stay_as_they_are(word):
    assert stem(word) == word


def test_words_of_one_meaning_share_a_concept():
    assert CONCEPTS[stem("tall")] == CONCEPTS[stem("height")]


def test_a_word_of_two_rows_means_the_first_as_a_value_and_speaks_of_both():
    assert CONCEPTS[stem("temperature")] == stem("temperature")
    assert SUBJECTS[stem("temperature")] == (stem("temperature"), stem("weather"))


def test_a_list_of_words_is_written_as_text():
    assert listed("one two\n  three") == ("one", "two", "three")


def test_number_words_go_by_their_place():
    assert (NUMBER_WORDS["zero"], NUMBER_WORDS["twelve"], NUMBER_WORDS["ninety"]) == (0, 12, 90)
