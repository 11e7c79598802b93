"""Expressions run as automata: matches in linear time, and texts that meet several at once."""

import random
import re
import time

import pytest

from mockfn.schema.regex.automaton import Automaton, Language, TooLarge, is_regular
from mockfn.schema.regex.parse import parse

PATTERNS = ["^a+$", "b", "^(ab|c)*d?$", "^[^x]{2,4}$", "a$|^b", "^$", "", "(a|b){2,}c", "^.{0,3}$", "(a*)*b"]
TEXTS = ["", "a", "b", "aa", "ab", "abd", "cabd", "xx", "abcd", "aabbc", "c", "aaaa", "\n", "b\n"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_it_matches_as_an_expression_does(pattern):
    machine, expression = Automaton(parse(pattern)), re.compile(pattern.replace("$", r"\Z"))
    assert [machine.matches(text) for text in TEXTS] == [expression.search(text) is not None for text in TEXTS]


def test_time_grows_with_the_text_alone():
    machine, start = Automaton(parse("^(a|a)*$")), time.process_time()
    assert not machine.matches("a" * 3000 + "!")
    assert time.process_time() - start < 1


@pytest.mark.parametrize("pattern", ["(?=a)", "(a)\\1", "\\ba"])
def test_what_looks_or_remembers_is_not_regular(pattern):
    assert not is_regular(parse(pattern))


def test_an_expression_may_be_too_large():
    with pytest.raises(TooLarge):
        Automaton(parse("(a{100}){100}"))


def language(wanted, refused=(), low=0, high=None):
    return Language([Automaton(parse(p)) for p in wanted], [Automaton(parse(p)) for p in refused], low, high)


LANGUAGES = [
    (["^[a-z]+$", "x$", "^q"], [], 4, 9),
    (["[0-9]", "[a-z]", "[A-Z]"], [" "], 8, 8),
    (["^[a-z]+$"], ["[aeiou]"], 3, None),
    (["^(abc)*$"], [], 4, None),
    (["^.{3,7}[^A-Z]{8}$", "^[^A-Z]*$", "[a-z]", r"^\w[0-9a-f].[^A-Z]*\w\w\df\w7.c.$"], ["--"], 0, 16),
]


@pytest.mark.parametrize(("wanted", "refused", "low", "high"), LANGUAGES)
def test_a_drawn_text_meets_every_demand(wanted, refused, low, high):
    source, chance = language(wanted, refused, low, high), random.Random(1)
    for _ in range(20):
        text = source.draw(chance)
        assert all(re.search(pattern, text) for pattern in wanted)
        assert not any(re.search(pattern, text) for pattern in refused)
        assert low <= len(text) <= (len(text) if high is None else high)


@pytest.mark.parametrize(
    ("wanted", "refused", "low", "high"),
    [
        (["^a+$", "^b+$"], [], 0, None),
        (["^[a-z]{5}$"], [], 6, None),
        (["^a"], ["a"], 0, None),
        (["^(abc)*$"], [], 4, 5),
    ],
)
def test_where_there_is_none_that_is_proven(wanted, refused, low, high):
    source = language(wanted, refused, low, high)
    assert source.draw(random.Random(1)) is None
    assert source.complete


def test_texts_are_listed_shortest_first():
    assert language(["^(ab?|c)$"]).listed(5) == ["a", "c", "ab"]


def test_no_more_are_listed_than_asked_for():
    assert len(language(["^[a-z]+$"], low=2).listed(30)) == 30


def test_an_automaton_knows_how_far_a_match_is():
    machine = Automaton(parse("^abc|x$"))
    machine.aim()
    assert machine.distance(machine.start) == 1
    assert machine.distance(machine.step(machine.start, "a")) == 1
    assert machine.found(machine.step(machine.step(machine.step(machine.start, "a"), "b"), "c"))
