"""Fields in what a rule says: names and members, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.errors import ScriptError
from mockfn.place import Place
from mockfn.templates import Values, escaped, is_sayable, template

HERE = Place("rules.py", 3, "rule 1")


@pytest.fixture
def values(conversation):
    chat = conversation(
        "user: x",
        "assistant: ",
        "tool get_time: 12:00",
        "assistant: ",
        'tool get_weather: {"temperature": 22.50, "sky": "blue", "wind": [1, {"gust": null}], "ok": true}',
        "tool lookup: plain text",
    )
    return Values({"city": "Paris", "größe": "5"}, chat, chat.results[0])


def made(text):
    return template(text, ("city", "größe"), HERE, "say")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("plain", "plain"),
        ("in {city}", "in Paris"),
        ("{city}{city}", "ParisParis"),
        ("{größe}", "5"),
        ("{{city}}", "{city}"),
        ("{{{city}}}", "{Paris}"),
        ("{{result[sky]}}", "{result[sky]}"),
        ("{result[temperature]}", "22.5"),
        ("{result[sky]}", "blue"),
        ("{result[wind]}", '[1, {"gust": null}]'),
        ("{result[wind][0]}", "1"),
        ("{result[wind][1][gust]}", "null"),
        ("{result[ok]}", "true"),
        ("{results[0][sky]}", "blue"),
        ("{results[1]}", "plain text"),
        ("{results[lookup]}", "plain text"),
        ("{results[get_time]}", "12:00"),
        ('{"city": "{city}"}', '{"city": "Paris"}'),
        ('{"a": {"b": {city}}}', '{"a": {"b": Paris}}'),
        ("{", "{"),
        ("}", "}"),
        ("{}", "{}"),
        ("{ city }", "{ city }"),
        ("{city.upper}", "{city.upper}"),
        ("{city!r}", "{city!r}"),
        ("{city:>5}", "{city:>5}"),
        ("{0}", "{0}"),
        ("{city[]}", "{city[]}"),
    ],
)
def test_a_text_is_filled(values, text, said):
    assert made(text).text(values) == said


def test_a_whole_result_stands_as_it_was_sent(values):
    assert made("It is {result}.").text(values) == (
        'It is {"temperature": 22.50, "sky": "blue", "wind": [1, {"gust": null}], "ok": true}.'
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{city}", "Paris"),
        ("{result[temperature]}", 22.5),
        ("{result[wind]}", [1, {"gust": None}]),
        ("{results[1]}", "plain text"),
        (" {result[temperature]}", " 22.5"),
        ("plain", "plain"),
    ],
)
def test_a_value_that_is_only_a_field_keeps_its_type(values, text, value):
    assert made(text).value(values) == value


@pytest.mark.parametrize(
    "result", ["{'degrees': 18, 'sky': None}", "degrees=18 sky=None", "Weather(degrees=18, sky=None)"]
)
def test_members_are_found_in_what_python_writes_of_data(conversation, result):
    chat = conversation("user: x", "assistant: ", f"tool get_weather: {result}")
    assert made("{result[degrees]} {result[sky]} of {result}").text(Values({}, chat)) == f"18 null of {result}"


def test_without_a_certain_result_the_last_one_is_meant(conversation):
    chat = conversation("user: x", "assistant: ", "tool a: 1", "tool b: 2")
    assert made("{result}").text(Values({}, chat)) == "2"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{town}",
            "{town} names nothing that this rule captures. Known: city, größe, result, results. "
            "For the text itself, write {{town}}.",
        ),
        (
            "{cty}",
            "{cty} names nothing that this rule captures. Did you mean 'city'? "
            "Known: city, größe, result, results. For the text itself, write {{cty}}.",
        ),
        ("{city[0]}", "{city[0]} takes a member of a capture, which is text. Write {city}."),
        ("{results}", "{results} is all of them. Write {results[0]}, or {results[name of the tool]}."),
    ],
)
def test_a_name_that_does_not_exist_is_an_error_at_once(text, message):
    with pytest.raises(ScriptError) as caught:
        made(text)
    assert str(caught.value) == f"rules.py:3, rule 1, say: {message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{result[ski]}",
            "{result[ski]} stands for nothing: the result has no 'ski'. Did you mean 'sky'? "
            "Known: ok, sky, temperature, wind.",
        ),
        ("{result[wind][7]}", '{result[wind][7]} stands for nothing: there is no [7] in [1, {"gust": null}]'),
        ("{result[sky][x]}", '{result[sky][x]} stands for nothing: there is no [x] in "blue"'),
        ("{results[2]}", "{results[2]} stands for nothing: the request holds no such tool result"),
        ("{results[get_tim]}", "{results[get_tim]} stands for nothing: the request holds no such tool result"),
    ],
)
def test_a_field_that_this_request_does_not_fill_is_an_error(values, text, message):
    with pytest.raises(ScriptError) as caught:
        made(text).text(values)
    assert str(caught.value) == f"rules.py:3, rule 1, say: {message}"


def test_without_results_there_is_no_result(conversation):
    with pytest.raises(ScriptError) as caught:
        made("{result}").text(Values({}, conversation("user: x")))
    assert str(caught.value) == (
        "rules.py:3, rule 1, say: {result} stands for nothing: the request holds no such tool result"
    )


@given(st.text())
def test_a_text_without_braces_is_itself(text):
    text = text.replace("{", "").replace("}", "")
    assert made(text).constant == text


@given(st.from_regex(r"[^\W\d]\w*(\[[^\[\]{}]+\])?", fullmatch=True), st.text(), st.text())
def test_doubled_braces_write_the_field(name, before, after):
    before, after = before.replace("{", ""), after.replace("}", "")
    assert template(f"{before}{{{{{name}}}}}{after}", (), HERE).constant == f"{before}{{{name}}}{after}"


@given(st.text(st.sampled_from("{}[]a:b! city0")))
def test_any_text_is_filled_or_is_a_script_error(text):
    values = Values({"city": "x", "a": "y"}, None)
    try:
        compiled = template(text, ("city", "a"), HERE)
    except ScriptError:
        return
    assert isinstance(compiled.text(values), str)


@pytest.mark.parametrize("text", ["in {city}", "{result[temperature]}, {größe}", '{"json": 1}', "{ city }", "{city"])
def test_an_escaped_text_says_itself(values, text):
    assert made(escaped(text)).text(values) == text


@pytest.mark.parametrize("text", ["in {{city}}", "{{result[temperature]}}", "{{{city}}}"])
def test_what_has_doubled_braces_is_not_sayable(values, text):
    assert not is_sayable(text)
    assert made(escaped(text)).text(values) != text


def test_what_has_none_is_sayable():
    assert all(map(is_sayable, ["", "in {city}", "{{ city }}", '{{"a": 1}}']))


def test_in_data_texts_are_escaped_and_names_are_not():
    data = {"{city}": ["{city}", 1, None, {"a": "no field"}]}
    assert escaped(data) == {"{city}": ["{{city}}", 1, None, {"a": "no field"}]}
