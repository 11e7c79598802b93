"""How many tokens texts, requests and replies count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.chat import ChatRequest, Message, Reply, Tool, ToolCall, ToolChoice
from mockfn.providers.openai_models import MODELS
from mockfn.tokens import FRAMES, completion_tokens, count, first, function_tokens, prompt_tokens

WEATHER = Tool(
    "get_weather",
    "Get the weather",
    {"type": "object", "properties": {"city": {"type": "string", "description": "A city"}}, "required": ["city"]},
)
HELLO = Message("user", "Hello!")


def asked(*conversation, sent=None, **members):
    messages = [{"role": m.role, "content": m.text} for m in conversation] if sent is None else sent
    return ChatRequest(json={"messages": messages}, model="m", conversation=conversation, **members)


# The sentences OpenAI published with gpt-4o, and the counts it gave for them.
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hello, my name is GPT-4o. I'm a new type of language model, it's nice to meet you!", 24),
        ("Bonjour, je m'appelle GPT-4o. Je suis un nouveau type de modèle de langage, c'est un plaisir!", 24),
        ("你好，我的名字是GPT-4o。我是一种新型的语言模型，很高兴见到你!", 24),
        ("こんにちわ、私の名前はGPT−4oです。私は新しいタイプの言語モデルです、初めまして", 26),
        ("안녕하세요, 제 이름은 GPT-4o입니다. 저는 새로운 유형의 언어 모델입니다, 만나서 반갑습니다!", 27),
        ("Привет, меня зовут GPT-4o. Я — новая языковая модель, приятно познакомиться!", 23),
        ("नमस्ते, मेरा नाम जीपीटी-4o है। मैं एक नए प्रकार का भाषा मॉडल हूँ। आपसे मिलकर अच्छा लगा!", 31),
    ],
)
def test_a_sentence_counts_about_what_was_published_for_it(text, tokens):
    assert count(text) == pytest.approx(tokens, rel=0.12)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", 0),
        (" ", 1),
        ("Hello!", 2),
        ("The capital of France is Paris.", 7),
        ("1, 2, 3, 4, 5.", 14),
        ('{"answers":[10,12]}', 7),
        ("2024-01-01", 6),
        ("a\n\n\nb", 3),
        ("1234567", 3),
    ],
)
def test_pieces_are_tokens(text, tokens):
    assert count(text) == tokens


@given(st.text(max_size=300))
def test_a_text_counts_at_least_one_and_at_most_a_few_a_character(text):
    assert bool(count(text)) == bool(text)
    assert count(text) <= 4 * len(text)


@given(st.text(max_size=100), st.integers(0, 50))
def test_the_first_tokens_of_a_text_begin_it(text, limit):
    beginning = first(text, limit)
    assert text.startswith(beginning)
    assert beginning == text or count(beginning) <= limit + 1


def test_the_first_tokens_of_arguments_are_cut_between_pieces():
    assert first('{"x":17,"y":25}', 7) == '{"x":17,"y":'
    assert first("Hello there", 0) == ""


def test_a_message_costs_four_tokens_and_the_reply_three():
    assert prompt_tokens(asked(HELLO)) == 3 + 4 + 2
    assert prompt_tokens(asked(Message("system", "Be kind."), HELLO)) == 3 + 4 + 3 + 4 + 2
    assert prompt_tokens(asked(HELLO), "gpt-5") == 2 + 4 + 2
    assert prompt_tokens(asked(HELLO), "search") == 2


def test_tools_are_counted_as_typescript():
    """`namespace functions { // Get the weather  type get_weather = (_: { // A city  city: string, }) => any; }`"""
    assert function_tokens(asked(HELLO, tools=(WEATHER,))) == 37
    assert function_tokens(asked(HELLO)) == 0


def test_the_same_tools_count_the_same_from_memory():
    tools = (WEATHER,)
    assert function_tokens(asked(HELLO, tools=tools)) == function_tokens(asked(HELLO, tools=tools))


def test_a_choice_a_format_and_a_thinking_model_add_to_the_tools():
    tools, schema = (WEATHER,), {"type": "object", "properties": {}}
    alone = function_tokens(asked(HELLO, tools=tools))
    named = ToolChoice("required", ("get_weather",), named=True)
    assert function_tokens(asked(HELLO, tools=tools, tool_choice=named)) == alone + 12
    assert function_tokens(asked(HELLO, tools=tools), "gpt-5") == alone + 84
    assert function_tokens(asked(HELLO, tools=tools, response_schema=schema)) == alone + 4 + 8
    assert function_tokens(asked(HELLO, response_schema=schema)) == 11 + 8


def test_calls_and_results_in_the_history_are_counted():
    one = Message("assistant", tool_calls=(ToolCall("get_weather", '{"city":"Paris"}'),))
    several = Message("assistant", tool_calls=one.tool_calls * 2)
    result = Message("tool", "sunny", call_id="c", name="get_weather")
    assert prompt_tokens(asked(one)) == 3 + 4 + 2 + 5
    assert prompt_tokens(asked(several)) == 3 + 4 + 2 * (2 + 5 + 10) - 11
    assert prompt_tokens(asked(result)) == 3 + 4 + 1 + 9


def test_an_image_counts_by_its_detail():
    def content(detail):
        return [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x", "detail": detail}}]}]

    assert prompt_tokens(asked(Message("user"), sent=content("low"))) == 3 + 4 + 85
    assert prompt_tokens(asked(Message("user"), sent=content("high"))) == 3 + 4 + 255


@pytest.mark.parametrize(
    ("reply", "request_members", "tokens"),
    [
        (Reply("Hello!"), {}, 2),
        (Reply(("Hel", "lo!")), {}, 2),
        (Reply(refusal="Sorry."), {}, 2),
        (Reply("Hello!"), {"tools": (WEATHER,)}, 3),
        (Reply(tool_calls=(ToolCall("get_weather", {"city": "Paris"}),)), {"tools": (WEATHER,)}, 2 + 5 + 7),
        (Reply(tool_calls=(ToolCall("f", "{}"), ToolCall("g", "{}"))), {"tools": (WEATHER,)}, 4 + 10 + 20),
        (
            Reply(tool_calls=(ToolCall("get_weather", '{"city":"Paris"}'),)),
            {"tools": (WEATHER,), "tool_choice": ToolChoice("required", ("get_weather",), named=True)},
            5,
        ),
    ],
)
def test_a_reply_is_counted_with_its_frame(reply, request_members, tokens):
    assert completion_tokens(reply, asked(HELLO, **request_members)) == tokens


def test_a_reply_is_counted_without_its_request_too():
    assert completion_tokens(Reply("Hello!")) == 2
    assert completion_tokens(Reply("Hello!"), family="gpt-5") == 2 + 9


@pytest.mark.parametrize(
    "parameters",
    [
        None,
        True,
        {"type": "object", "properties": []},
        {"type": ["object", "null"], "properties": {"a": {"enum": [1, None]}, "b": {"anyOf": [{"type": "array"}, 1]}}},
        {"properties": {"a": {"type": "array", "items": {"type": "object", "properties": {"b": 1}}}}},
    ],
)
def test_any_parameters_can_be_counted(parameters):
    assert function_tokens(asked(HELLO, tools=(Tool("f", parameters=parameters),))) > 0


def test_a_family_that_is_not_known_counts_as_gpt_4o_does():
    assert prompt_tokens(asked(HELLO), "acme-1") == prompt_tokens(asked(HELLO), "gpt-4o")


def test_each_family_of_the_models_that_reason_has_its_frame():
    families = {model.family for model in MODELS if model.reasoning and model.chat}
    assert families <= FRAMES.keys()
