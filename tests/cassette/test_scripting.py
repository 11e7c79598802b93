import json

import pytest

from mockfn.cassette import Cassette, to_script


def script(*interactions):
    return to_script(Cassette(interactions))


def test_a_conversation_becomes_one_rule_with_its_steps(make):
    tools = [make.tool("weather", {"city": {"type": "string"}}, ["city"])]
    called = make.call("weather", {"city": "Paris"})
    first = make.interaction(make.ask(("user", "Paris?"), tools=tools), make.reply(called))
    second = make.interaction(
        make.ask(("user", "Paris?"), called, make.result("20"), tools=tools), make.say("20 degrees.")
    )
    assert script(first, second) == (
        "# Made from a recording. docs/scripts.md says what can be written here.\n"
        "rules:\n"
        "# interaction 1, 2\n"
        "- when:\n"
        '    user: {"exact": "Paris?"}\n'
        "  steps:\n"
        "  - call:\n"
        '    - weather: {"city": "Paris"}\n'
        "  - say: '20 degrees.'\n"
    )


def test_an_earlier_answer_is_read_from_the_request_that_repeats_it(make):
    called = make.call("f", {"a": 1})
    text = script(make.interaction(make.ask(("user", "x"), called, make.result("20")), make.say("20.")))
    assert '  - call:\n    - {"f": "{\\"a\\": 1}"}\n  - say: \'20.\'\n' in text


def test_streams_say_their_deltas_and_braces_stay_braces(make):
    text = script(
        make.interaction(make.ask(("user", "x")), make.stream({"content": "a {b}"}, {"content": " c"}, "[DONE]"))
    )
    assert '  - {"say": ["a {{b}}", " c"]}\n' in text


def test_a_text_that_no_template_can_say_is_a_whole_answer(make):
    text = script(make.interaction(make.ask(("user", "x")), make.say("a {{b}}")))
    assert '  - answer: {"role": "assistant", "content": "a {{b}}"}\n' in text


@pytest.mark.parametrize("arguments", ["{broken", '{"b": 1}', '{"a": "{{x}}"}'])
def test_arguments_that_could_not_be_said_as_data_are_sent_as_they_are(make, arguments):
    tools = [make.tool("f", {"a": {"type": "string"}}, ["a"])]
    text = script(make.interaction(make.ask(("user", "x"), tools=tools), make.reply(make.call("f", arguments))))
    assert f"    - f: '{arguments}'\n" in text or json.dumps({"f": arguments}) in text


def test_equal_words_are_told_apart_by_system_then_model(make):
    systems = [make.interaction(make.ask(("system", s), ("user", "x")), make.say(s)) for s in ("a", "b")]
    assert 'system: {"exact": "a"}' in script(*systems)
    models = [
        make.interaction(make.request({"model": m, "messages": [{"role": "user", "content": "x"}]}), make.say(m))
        for m in ("m1", "m2")
    ]
    assert "model: m2" in script(*models)


def test_what_a_script_cannot_say_is_left_out_with_a_word(make):
    asked = make.ask(("user", "x"))
    text = script(
        make.interaction(asked, make.answer({"error": {"message": "Slow down."}}, status=429)),
        make.interaction(make.request({"input": "e"}, url="https://x/embeddings"), make.answer({"data": []})),
        make.interaction(asked, make.say("one")),
        make.interaction(asked, make.say("two")),
    )
    assert text.splitlines()[1:4] == [
        '# left out: 1. user: "x" -> 429 Slow down.',
        "# left out: 2. POST /embeddings -> 200",
        '# left out, for 3. answers the same words: 4. user: "x" -> "two"',
    ]
    assert script(make.interaction(asked, make.answer({}, status=500))).endswith("rules: []\n")
