"""OpenRouter's bodies and chunks: by the year of a model's recordings, and by its upstream."""

from __future__ import annotations

import re

import pytest

PROVIDER = "openrouter"
THEN, NOW = "openai/gpt-4o", "openai/gpt-5.4-nano"
INCLUDED = {"include": True}


def kinds(chunks):
    """A letter for what each delta holds: Empty, Text, Calls; then F where it finishes and U where it counts."""
    said = []
    for chunk in chunks:
        if chunk == "[DONE]":
            continue
        choice = chunk["choices"][0] if chunk["choices"] else {"delta": {}}
        delta = choice["delta"]
        letter = "C" if delta.get("tool_calls") else "T" if delta.get("content") else "E"
        letter += "F" if choice.get("finish_reason") else ""
        said.append(letter + ("U" if chunk.get("usage") else ""))
    return re.sub(r"\b(C|T)( \1\b)+", r"\1+", " ".join(said))


def test_ids_begin_with_gen_and_the_time(ask):
    body = ask.body()
    assert re.fullmatch(rf"gen-{body['created']}-[A-Za-z0-9]{{20}}", body["id"])


@pytest.mark.parametrize(
    ("model", "members"),
    [
        (THEN, "id provider model object created choices system_fingerprint usage"),
        ("moonshotai/kimi-k2-0905", "id provider model object created choices usage"),
        (NOW, "id object created model provider system_fingerprint service_tier choices usage"),
        ("z-ai/glm-5", "id object created model provider system_fingerprint choices usage"),
    ],
)
def test_the_members_of_a_body_are_by_year_and_upstream(ask, model, members):
    assert list(ask.body(model=model)) == members.split()


@pytest.mark.parametrize(
    ("model", "content"), [(THEN, ""), (NOW, None), ("anthropic/claude-haiku-4.5", None), ("google/gemini-2.5-pro", "")]
)
def test_beside_calls_content_is_empty_or_null(ask, model, content):
    assert ask.body(ask.call, model=model)["choices"][0]["message"]["content"] == content


@pytest.mark.parametrize(
    ("model", "order"),
    [
        (THEN, "index id type function"),
        (NOW, "type index id function"),
        ("x-ai/grok-code-fast-1", "id function index type"),
        ("deepseek/deepseek-chat-v3.1:free", "index id function type"),
        ("anthropic/claude-sonnet-4", "id index type function"),
    ],
)
def test_a_calls_members_are_in_the_upstreams_order(ask, model, order):
    assert list(ask.body(ask.call, model=model)["choices"][0]["message"]["tool_calls"][0]) == order.split()


@pytest.mark.parametrize(
    ("model", "native"),
    [
        (THEN, "tool_calls"),
        (NOW, "completed"),
        ("google/gemini-2.5-flash", "STOP"),
        ("anthropic/claude-haiku-4.5", "tool_use"),
    ],
)
def test_the_native_finish_reason_is_the_upstreams(ask, model, native):
    choice = ask.body(ask.call, model=model)["choices"][0]
    assert (choice["finish_reason"], choice["native_finish_reason"]) == ("tool_calls", native)


def test_a_forced_function_of_openais_stops_natively(ask):
    choice = {"type": "function", "function": {"name": "get_weather"}}
    assert ask.body(ask.call, model=THEN, tool_choice=choice)["choices"][0]["native_finish_reason"] == "stop"


def test_costs_are_told_to_who_asked_until_2025(ask):
    assert "cost" not in ask.body(model=THEN)["usage"]
    assert "cost" in ask.body(model=THEN, usage=INCLUDED)["usage"]
    assert "cost" in ask.body(model=NOW)["usage"]


def test_costs_stream_unasked(ask):
    assert "cost" in ask.events(model=THEN)[-2]["usage"]


@pytest.mark.parametrize(
    ("model", "details"),
    [
        ("meta-llama/llama-3.3-70b-instruct", None),
        ("deepseek/deepseek-chat-v3-0324", ["cached_tokens"]),
        ("moonshotai/kimi-k2-0905", ["cached_tokens", "audio_tokens"]),
        ("openai/gpt-4o-mini", ["cached_tokens", "audio_tokens", "video_tokens"]),
        (NOW, ["cached_tokens", "cache_write_tokens", "audio_tokens", "video_tokens"]),
    ],
)
def test_what_is_counted_is_by_year(ask, model, details):
    found = ask.body(model=model)["usage"].get("prompt_tokens_details")
    assert (found and list(found)) == details


@pytest.mark.parametrize(
    ("model", "said", "streamed"),
    [
        (THEN, "text", "E T+ EF EU"),
        (THEN, "call", "C+ EF EU"),
        (NOW, "text", "T+ EF EFU"),
        ("google/gemini-2.5-flash", "text", "T TF EU"),
        ("google/gemini-2.5-flash", "calls", "CF EU"),
        ("anthropic/claude-sonnet-4", "text", "E E T E EF EU"),
        ("anthropic/claude-sonnet-4", "call", "E C+ E EF EU"),
        ("anthropic/claude-haiku-4.5", "call", "C+ EF EFU"),
        ("mistralai/mistral-medium-3", "calls", "E CF EU"),
        ("deepseek/deepseek-chat-v3.1:free", "call", "E C EF EU"),
        ("qwen/qwen3-235b-a22b-2507", "text", "T+ EF EU"),
    ],
)
def test_what_a_stream_is_made_of(ask, model, said, streamed):
    assert kinds(ask.events(getattr(ask, said), model=model)) == streamed


@pytest.mark.parametrize(
    ("only", "fingerprint", "order"),
    [
        ("together", False, "index id type function"),
        ("moonshotai/turbo", True, "index id type function"),
        ("chutes", False, "id index type function"),
        ("nobody", False, "index id type function"),
    ],
)
def test_a_request_may_choose_who_answers_where_several_can(ask, only, fingerprint, order):
    body = ask.body(ask.call, model="moonshotai/kimi-k2-0905", provider={"only": [only]})
    assert ("system_fingerprint" in body) is fingerprint
    assert list(body["choices"][0]["message"]["tool_calls"][0]) == order.split()


def test_where_one_upstream_serves_a_model_the_request_changes_nothing(ask):
    assert ask.body(model=THEN, provider={"only": ["together"]})["provider"] == "OpenAI"


def test_chutes_says_a_null_name_in_further_fragments(ask):
    deltas = ask.deltas(ask.call, model="moonshotai/kimi-k2-0905", provider={"only": ["chutes"]})
    fragments = [delta["tool_calls"][0] for delta in deltas if delta.get("tool_calls")][1:]
    assert all(one["id"] is None and one["function"]["name"] is None for one in fragments)


def test_comments_come_first(ask):
    assert ask.raw(stream=True).startswith(": OPENROUTER PROCESSING\n\n")


def test_role_and_content_are_in_each_delta(ask):
    assert all({"role", "content"} <= set(delta) for delta in ask.deltas(ask.call, model=THEN))


@pytest.mark.parametrize(
    ("model", "kind", "format_", "count"),
    [
        (NOW, "reasoning.summary", "openai-responses-v1", 2),
        ("x-ai/grok-4.1-fast", "reasoning.summary", "xai-responses-v1", 2),
        ("anthropic/claude-haiku-4.5", "reasoning.text", "anthropic-claude-v1", 1),
        ("google/gemini-3-pro-preview", "reasoning.text", "google-gemini-v1", 2),
        ("z-ai/glm-4.6", "reasoning.text", "unknown", 1),
    ],
)
def test_reasoning_is_detailed_as_the_upstream_does(ask, model, kind, format_, count):
    message = ask.body(ask.thought, model=model)["choices"][0]["message"]
    first, *rest = message["reasoning_details"]
    assert (message["reasoning"], first["type"], first["format"]) == ("The user asks.", kind, format_)
    assert len(rest) == count - 1
    assert all(one["type"] == "reasoning.encrypted" for one in rest)


@pytest.mark.parametrize(
    ("model", "said", "sealed"),
    [
        ("google/gemini-3-pro-preview", "call", True),
        ("google/gemini-3-pro-preview", "text", False),
        ("google/gemini-3.1-flash-lite-preview", "text", True),
    ],
)
def test_gemini_3_seals_thoughts_that_it_does_not_show(ask, model, said, sealed):
    message = ask.body(getattr(ask, said), model=model)["choices"][0]["message"]
    assert [one["type"] for one in message.get("reasoning_details", [])] == ["reasoning.encrypted"] * sealed


def test_a_sealed_thought_streams_after_the_text(ask):
    *_, sealed, finish = ask.deltas(model="google/gemini-3.1-flash-lite-preview")[:-1]
    assert sealed["reasoning_details"][0]["type"] == "reasoning.encrypted"
    assert finish == {"content": "", "role": "assistant", "reasoning": None}


def test_thoughts_of_gemini_stream_by_section(ask):
    thought = type(ask.thought)("Sunny.", reasoning="**First**\n\nOne.\n\n**Second**\n\nTwo.\n\n")
    pieces = [
        delta["reasoning"] for delta in ask.deltas(thought, model="google/gemini-2.5-pro") if delta.get("reasoning")
    ]
    assert pieces == ["**First**\n\nOne.\n\n", "**Second**\n\nTwo.\n\n"]


@pytest.mark.parametrize(("model", "sealed"), [("openai/gpt-5", True), ("openai/gpt-4.1", False)])
def test_gpt_5_seals_thoughts_that_it_does_not_show(ask, model, sealed):
    message = ask.body(ask.call, model=model)["choices"][0]["message"]
    assert [one["type"] for one in message.get("reasoning_details", [])] == ["reasoning.encrypted"] * sealed


def test_thoughts_of_claude_stream_several_tokens_at_a_time(ask):
    thought = type(ask.thought)("Sunny.", reasoning="one two three four five six seven")
    deltas = ask.deltas(thought, model="anthropic/claude-haiku-4.5")
    assert [delta["reasoning"] for delta in deltas if delta.get("reasoning")] == [
        "one two three four five",
        " six seven",
    ]


@pytest.mark.parametrize(("model", "room"), [("google/gemini-2.5-flash", True), ("google/gemini-2.0-flash-001", False)])
def test_deltas_of_gemini_2_5_have_room_for_thoughts(ask, model, room):
    assert {"reasoning" in delta for delta in ask.deltas(model=model) if delta["content"]} == {room}


def test_claude_signs_a_thought_after_it(ask):
    empty, opening, *thoughts, signed, again = ask.deltas(ask.thought, model="anthropic/claude-sonnet-4")[:5]
    assert (empty["reasoning"], empty["reasoning_details"]) == (None, [])
    assert opening["reasoning_details"][0] == {
        "type": "reasoning.text",
        "text": "",
        "signature": "",
        "format": "anthropic-claude-v1",
        "index": 0,
    }
    assert ["signature" in delta["reasoning_details"][0] for delta in thoughts] == [False]
    assert list(signed["reasoning_details"][0]) == ["type", "signature", "format", "index"]
    assert again["content"] == "It is sunny."


def test_claude_of_2026_signs_last(ask):
    *_, signed, _finish, _again = ask.deltas(ask.thought, model="anthropic/claude-haiku-4.5")
    assert list(signed) == ["content", "role", "reasoning_details"]
    assert list(signed["reasoning_details"][0]) == ["type", "signature", "format", "index"]


@pytest.mark.parametrize(
    ("model", "said", "kinds"),
    [
        ("openai/gpt-5", "text", [[], ["reasoning.encrypted"], None]),
        ("openai/o4-mini", "call", [[], ["reasoning.encrypted"], None]),
        ("openai/gpt-4.1", "text", [[], None]),
        ("x-ai/grok-4.1-fast", "text", [None]),
    ],
)
def test_what_openai_seals_streams_before_what_is_said(ask, model, said, kinds):
    deltas = ask.deltas(getattr(ask, said), model=model)[: len(kinds)]
    found = [
        None if delta["content"] != "" else [one["type"] for one in delta.get("reasoning_details", [])]
        for delta in deltas
    ]
    assert found == kinds


@pytest.mark.parametrize("model", ["openai/gpt-5", "x-ai/grok-4.1-fast"])
def test_a_sealed_thought_follows_the_thoughts(ask, model):
    deltas = ask.deltas(ask.thought, model=model)
    types = [one["type"] for delta in deltas for one in delta.get("reasoning_details", [])]
    assert types == ["reasoning.summary"] * (len(types) - 1) + ["reasoning.encrypted"]
    place = next(number for number, delta in enumerate(deltas) if delta["content"])
    assert deltas[place - 1]["reasoning_details"][0]["type"] == "reasoning.encrypted"
