"""What llama.cpp's server adds when it is told to be verbose."""

from __future__ import annotations

PROVIDER = "llamacpp"


def test_the_prompt_is_that_of_the_template(ask):
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "hi"}]
    assert ask.body(messages=messages)["__verbose"]["prompt"] == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n"
    )


def test_without_tools_any_text_is_content(ask):
    settings = ask.body()["__verbose"]["generation_settings"]
    assert (settings["chat_format"], settings["grammar_triggers"]) == ("Content-only", [])


def test_tools_bring_a_grammar_and_where_it_begins(ask):
    settings = ask.body(ask.call)["__verbose"]["generation_settings"]
    assert settings["chat_format"] == "Hermes 2 Pro (extract reasoning)"
    assert settings["grammar_lazy"] is True
    assert settings["grammar_triggers"][0] == {"type": 1, "value": "<function=get_weather>"}


def test_a_required_call_has_its_grammar_from_the_start(ask):
    settings = ask.body(ask.call, tool_choice="required")["__verbose"]["generation_settings"]
    assert settings["grammar_lazy"] is False


def test_tokens_are_those_of_usage(ask):
    body = ask.body()
    assert body["__verbose"]["tokens_predicted"] == body["usage"]["completion_tokens"]
    assert body["__verbose"]["timings"] == body["timings"]
