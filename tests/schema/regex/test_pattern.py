"""`pattern` as a question and as a source."""

import random
import re
import time

import pytest

from mockfn.schema.regex.parse import NotARegex
from mockfn.schema.regex.pattern import compiled, matcher

PATTERNS = [
    "^[a-z0-9-]+$", "^\\d{3}-\\d{4}$", "^(foo|bar)?$", "a|b|c", "^#[0-9a-fA-F]{6}$", "^\\S+@\\S+\\.\\S+$",
    "^(a(b(c)?)?)+$", "^[^/]+/[^/]+$", "^\\w+\\s\\w+$", "^refs/(heads|tags)/.*$", "^(\\d+)x\\1$",
    "(?i)^yes|no$", "^(?!foo)[a-z]{3}$", "^.*\\.(png|jpg)$", "^\\+?[1-9]\\d{1,14}$", "\\bword\\b",
    "^[\\u4e00-\\u9fa5]{2,4}$", "^$", ".{5,}", "^((?!bad).)*$",
]  # fmt: skip


@pytest.mark.parametrize("text", PATTERNS)
def test_what_is_drawn_matches_here_and_in_python(text):
    pattern, chance = compiled(text), random.Random(3)
    drawn = [pattern.draw(chance) for _ in range(30)]
    found = [one for one in drawn if one is not None]
    assert len(found) > 20
    assert all(pattern.matches(one) and re.search(text, one) for one in found)


@pytest.mark.parametrize(("low", "high"), [(0, 4), (10, 12), (30, None), (7, 7)])
def test_what_is_drawn_has_the_wanted_length(low, high):
    for _ in range(20):
        text = compiled("^[a-z]+(-[a-z]+)*$").draw(random.Random(5), low, high)
        assert text is None or (low <= len(text) and (high is None or len(text) <= high))


MEANING = [
    ("^a$", "a\n", False),  # $ is the end of the text
    ("^\\d$", "٣", False),  # digits are ASCII
    ("^\\w$", "é", False),
    ("^\\s$", "\ufeff", True),
    ("^.$", "\u2028", False),
    ("^\\p{L}$", "é", True),
    ("^[^]$", "a", True),  # ECMA: any character at all
    ("^[]$", "a", False),
]


@pytest.mark.parametrize(("pattern", "text", "matches"), MEANING)
def test_the_meaning_is_that_of_ecma_262(pattern, text, matches):
    assert compiled(pattern).matches(text) is matches


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|aa)+$", "^([a-z]+)*\\d$", "^(a+)+\\1$", "(x+x+)+y"])
def test_no_expression_explodes(pattern):
    start = time.process_time()
    compiled(pattern).matches("a" * 200 + "x" * 200 + "!")
    assert time.process_time() - start < 1


def test_a_question_is_read_when_first_asked():
    ask = matcher("(")
    with pytest.raises(NotARegex):
        ask("")


def test_an_expression_is_read_once():
    assert compiled("^a$") is compiled("^a$")
