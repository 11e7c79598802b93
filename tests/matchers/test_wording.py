"""Words that a text contains, and what is captured between them."""

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mockfn.errors import ScriptError
from mockfn.matchers import Said
from mockfn.matchers.texts import Exact, Regex
from mockfn.matchers.wording import Wording, name_test, text_test, verbatim
from mockfn.place import Place

HERE = Place("rules.py", 3, "rule 1")


def search(wording, text):
    return Wording(wording).search(Said(text))


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("weather", "What is the Weather like?"),
        ("weather in", "WEATHER\n\t in Paris"),
        ("  weather\n", "the weather."),
        ("eath", "weather"),
        ("straße", "Hauptstrasse 3"),
        ("STRASSE", "Hauptstraße 3"),
        ("", "anything"),
        ("", ""),
        ('{"a": 1}', 'send {"a":  1} now'),
        ("{{city}}", "the text {city}"),
        ("{ city }", "the text { City }"),
        ("{}", "{}"),
        ("a line\nanother", "A line\r\n\r\n  another one"),
    ],
)
def test_words_are_contained_without_case_and_with_any_white_space(wording, text):
    assert search(wording, text) == {}


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("weather in", "weatherin"),
        ("weather", ""),
        ("weather in {city}", "the weather in"),
        ("weather in {city}", "weather in ?"),
        ("weather in {city}", "Paris: in weather"),
        ("from {a} to {b}", "to Rome from Oslo"),
        ("order {id:word} now", "order 5, now"),
        ("order {id:word}", "order !"),
        ("{city}", ""),
        ("{city}", " \n "),
    ],
)
def test_other_texts_do_not_fit(wording, text):
    assert search(wording, text) is None


@pytest.mark.parametrize(
    ("wording", "text", "captures"),
    [
        ("weather in {city}", "weather in Paris, France? Answer in C.", {"city": "Paris, France"}),
        ("weather in {city}", "What's the weather in Paris", {"city": "Paris"}),
        ("weather in {city}", "What's the weather in  New   York?", {"city": "New York"}),
        ("weather in {city}", "weather in Paris\nAnswer in C.", {"city": "Paris"}),
        ("weather in {city}", "weather in\nParis\n\nThanks", {"city": "Paris"}),
        ("weather in {city}", "weather in Paris ?", {"city": "Paris"}),
        ("weather in {city}", "weather in Paris!!! Now!", {"city": "Paris"}),
        ("weather in {city}", '"What is the weather in Paris?" she asked.', {"city": "Paris"}),
        ("weather in {city}", "(weather in Paris)", {"city": "Paris"}),
        ("weather in {city}", "**weather in Paris**", {"city": "Paris"}),
        ("weather in {city}", "weather in St. Louis, MO. Thanks.", {"city": "St. Louis, MO"}),
        ("weather in {city}", "weather in 東京。ありがとう", {"city": "東京"}),
        ("weather in {city}", "weather in İstanbul, STRASSE ß?", {"city": "İstanbul, STRASSE ß"}),
        ("version {v}", "version 3.14. Then", {"v": "3.14"}),
        ("explain {what}", "Explain foo(a[0]).", {"what": "foo(a[0])"}),
        ("explain {what}", 'Explain "foo bar"? Thanks', {"what": '"foo bar"'}),
        ("explain {what}", "(explain foo's)", {"what": "foo's"}),
        ("explain {what}", "Explain foo... and bar!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", {"what": "foo"}),
        ("explain {what}", "Explain bar!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", {"what": "bar"}),
        ("explain {what}", "Explain ...foo", {"what": "...foo"}),
        ("explain {what}", "Explain )))", {"what": ")))"}),
        ("help with {what}", "Help with .NET, please.", {"what": ".NET, please"}),
        ("mail {who}", "mail ana@example.com.", {"who": "ana@example.com"}),
        ("read {url}", "Read https://example.com/a?b=c. Then stop", {"url": "https://example.com/a?b=c"}),
        ("weather in {city} today", "the weather in New York today?", {"city": "New York"}),
        ("in {city}?", "in Paris, France? Answer", {"city": "Paris, France"}),
        ("from {a} to {b}", "From Oslo to Rome to Bari.", {"a": "Oslo", "b": "Rome to Bari"}),
        ("{a} and {b} are", "Ann and Bob and Cy are", {"a": "Ann", "b": "Bob and Cy"}),
        ("{name} says", "so Bob says", {"name": "so Bob"}),
        ("straße {n}", "STRASSE Köln", {"n": "Köln"}),
        ("ß {n} x", "xß ẞtraße X", {"n": "ẞtraße"}),
        ("{{{city}}}", "in {Paris}", {"city": "Paris"}),
        ("order {id:word}", "status of order A-17, please", {"id": "A-17"}),
        ("order {id:word}", "order #42?", {"id": "#42"}),
        ("order {id:word}", "order '42'.", {"id": "42"}),
        ("order {id:word}", "order 3.50.", {"id": "3.50"}),
        ("order {id:word} now", "order 42 now", {"id": "42"}),
        ("{a:word}-{b:word}", "x-y-z!", {"a": "x", "b": "y-z"}),
        ("über {größe}", "ÜBER Länge.", {"größe": "Länge"}),
    ],
)
def test_captures(wording, text, captures):
    assert search(wording, text) == captures


@pytest.mark.parametrize(
    ("wording", "message"),
    [
        (
            "{a}{b}",
            "rules.py:3, rule 1, user: has nothing between {a} and {b}, so nobody can tell where the first one ends. "
            "Write the words between them.",
        ),
        ("{a} or {a}", "rules.py:3, rule 1, user: captures {a} twice. Give each capture a name of its own."),
        (
            "{id:wrod}",
            "rules.py:3, rule 1, user: {id:wrod} is no kind of capture; there are {id} and {id:word}. "
            "For the text itself, write {{id:wrod}}.",
        ),
    ],
)
def test_wordings_that_could_never_be_meant(wording, message):
    with pytest.raises(ScriptError) as caught:
        Wording(wording, HERE, "user")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("wording", "text", "why"),
    [
        ("weather", "time", 'does not contain "weather"'),
        ("weather in {city}", "the weather", 'does not contain "weather in"'),
        ("from {a} to {b}", "to Rome from Oslo", 'does not contain "to" after "from"'),
        ("in {city}", "in ?", 'holds nothing to capture for "in {city}"'),
    ],
)
def test_why_words_do_not_fit(wording, text, why):
    assert Wording(wording).why(Said(text)) == why


def test_nearness_is_the_share_of_the_words_that_are_there():
    assert Wording("weather in {city}").nearness(Said("What is the weather?")) == 0.5


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("text", Wording),
        (re.compile("x"), Regex),
        ({"regex": "x"}, Regex),
        ({"exact": "x"}, Exact),
    ],
)
def test_what_a_text_condition_can_be(value, kind):
    assert isinstance(text_test(value, HERE, "user"), kind)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, 'not 5. Write it in quotes: "5".'),
        (True, 'not True. Write it in quotes: "True".'),
        (None, "not None"),
        (["a"], "not ['a']"),
        ({"regx": "a"}, "not {'regx': 'a'}"),
        ({"regex": 5}, "not {'regex': 5}"),
        (re.compile(b"x"), "not re.compile(b'x')"),
    ],
)
def test_what_a_text_condition_cannot_be(value, message):
    with pytest.raises(ScriptError) as caught:
        text_test(value, HERE, "user")
    says = "rules.py:3, rule 1, user: takes text, a compiled pattern, {regex: ...} or {exact: ...}, "
    assert str(caught.value) == says + message


def test_an_expression_that_is_none_is_an_error():
    with pytest.raises(ScriptError) as caught:
        text_test({"regex": "(a"}, HERE, "user")
    assert str(caught.value) == (
        'rules.py:3, rule 1, user: "(a" is no regular expression: missing ), unterminated subpattern at position 0'
    )


def test_a_name_condition_is_a_name():
    with pytest.raises(ScriptError) as caught:
        name_test(4, HERE, "model")
    assert str(caught.value) == 'rules.py:3, rule 1, model: takes a name, not 4. Write it in quotes: "4".'


@pytest.mark.parametrize(
    "text", ["." * 300_000 + "x", "in " * 100_000, "?! " * 100_000, "in ." * 50_000 + "\n", ")" * 300_000]
)
@pytest.mark.parametrize("wording", ["in {x}", "in {x:word}", "in {x} ! {y}"])
def test_odd_texts_are_searched_in_time(wording, text):
    started = time.process_time()
    search(wording, f"in {text}")
    assert time.process_time() - started < 2


WORDS = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6), min_size=1, max_size=4)
SPACE = st.sampled_from([" ", "  ", "\n", "\t \n", "\r\n", "\u00a0"])


@given(st.text(), st.text(), st.text())
def test_a_text_contains_its_parts(before, middle, after):
    wording = middle.replace("{", "").replace("}", "")
    assert search(wording, f"{before} {wording} {after}") == {}


@given(st.text(), st.text())
def test_any_wording_of_any_text_is_an_answer_or_a_script_error(wording, text):
    try:
        test = Wording(wording)
    except ScriptError:
        return
    captures = test.search(Said(text))
    assert captures is None or set(captures) == set(test.names)
    assert captures is not None or test.why(Said(text))


@given(WORDS, st.data())
def test_white_space_and_case_make_no_difference(words, data):
    spaced = words[0] + "".join(data.draw(SPACE) + word for word in words[1:])
    assert search(" ".join(words), spaced.upper().lower()) == search(" ".join(words), spaced)


@given(WORDS, WORDS)
def test_what_stands_between_two_literals_is_captured(inside, after):
    text = f"from {' '.join(inside)} ### {' '.join(after)}"
    assert search("from {x} ### {y}", text) == {"x": " ".join(inside), "y": " ".join(after)}


@given(st.text(), WORDS)
def test_a_capture_is_part_of_the_text(text, words):
    captures = search("in {x}", f"{text} in {' '.join(words)}")
    assert captures is not None
    assert captures["x"] in " ".join(f"{text} in {' '.join(words)}".split())


PARTS = st.lists(st.sampled_from(["in", "to ", " x", ".", "{a}", "{b}", "{c:word}", "to", " "]), min_size=1, max_size=6)


@given(PARTS, st.text(st.sampled_from("into x.?\n ab"), max_size=25))
def test_the_straight_way_leads_where_the_pattern_does(parts, text):
    try:
        wording = Wording("".join(parts))
    except ScriptError:
        assume(False)
    said = Said(text)
    straight = wording._straight(said)
    assert straight is None or straight == wording._searched(said)


@pytest.mark.parametrize("text", ["in {city}", "{id:word}!", '{"a": 1}', "{}"])
def test_a_verbatim_text_is_compared_as_it_is(text):
    test = text_test(verbatim(text), HERE, "user")
    assert test.search(Said(f"so {text}, please")) == {}
    assert test.search(Said("in Paris")) is None
