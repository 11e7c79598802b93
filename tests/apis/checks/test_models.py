"""What a model cannot do."""

import pytest

KIND = "invalid_request_error"
TOOLS = [{"type": "function", "function": {"name": "f"}}]
SCHEMA = {"type": "json_schema", "json_schema": {"name": "out", "schema": {"type": "object", "properties": {}}}}
TERRA = "gpt-5.6-terra"


def only_one(param, value):
    message = (
        f"Unsupported value: '{param}' does not support {value} with this model. Only the default (1)"
        " value is supported."
    )
    return param, "unsupported_value", message


def not_supported(param):
    return param, "unsupported_parameter", f"Unsupported parameter: '{param}' is not supported with this model."


def role(index, name):
    param = f"messages[{index}].role"
    return param, "unsupported_value", f"Unsupported value: '{param}' does not support '{name}' with this model."


EFFORTS = "'none', 'low', 'medium', 'high', and 'xhigh'"


def effort(value, supported=EFFORTS):
    message = (
        f"Unsupported value: 'reasoning_effort' does not support '{value}' with this model. Supported values are:"
        f" {supported}."
    )
    return "reasoning_effort", "unsupported_value", message


MAX_TOKENS = (
    "max_tokens",
    "unsupported_parameter",
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
)
NO_SCHEMAS = (
    "response_format",
    None,
    "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model. Learn more about"
    " supported models at the Structured Outputs guide: https://platform.openai.com/docs/guides/structured-outputs",
)
NO_JSON_MODE = (
    "response_format",
    None,
    "Invalid parameter: 'response_format' of type 'json_object' is not supported with this model.",
)
SEEN = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "https://images.acme.org/a.png"}}]}]
HEARD = [{"role": "user", "content": [{"type": "input_audio", "input_audio": {"data": "", "format": "wav"}}]}]
NO_IMAGES = (
    "messages[0].content[0].type",
    "invalid_value",
    "Invalid content type. image_url is only supported by certain models.",
)
NO_SOUND = (
    "model",
    "invalid_value",
    "This model requires that either input content or output modality contain audio.",
)
LEGACY = [{"role": "user", "content": "x"}, {"role": "function", "name": "f", "content": "1"}]


def too_large(param, value, most):
    message = (
        f"max_tokens is too large: {value}. This model supports at most {most} completion tokens, whereas you provided"
        f" {value}."
    )
    return param, "invalid_value", message


@pytest.mark.parametrize(
    ("model", "members", "expected"),
    [
        ("o3", {"temperature": 0.5}, only_one("temperature", 0.5)),
        ("gpt-5", {"top_p": 0.9}, only_one("top_p", 0.9)),
        (TERRA, {"temperature": 0}, only_one("temperature", 0)),
        ("o1", {"n": 2}, only_one("n", 2)),
        ("o1", {"temperature": 1}, not_supported("temperature")),
        ("o3-mini", {"top_p": 0.5}, not_supported("top_p")),
        (TERRA, {"stop": ["x"]}, not_supported("stop")),
        ("gpt-5-mini", {"logit_bias": {"1": 1}}, not_supported("logit_bias")),
        ("gpt-5-nano", {"prediction": {"type": "content", "content": "x"}}, not_supported("prediction")),
        ("gpt-5", {"frequency_penalty": 0.5}, not_supported("frequency_penalty")),
        ("o4-mini", {"presence_penalty": 0.5}, not_supported("presence_penalty")),
        ("gpt-5", {"logprobs": True}, not_supported("logprobs")),
        ("gpt-5.1", {"logprobs": True, "reasoning_effort": "low"}, not_supported("logprobs")),
        ("o3-mini", {"tools": TOOLS, "parallel_tool_calls": False}, not_supported("parallel_tool_calls")),
        ("o3-mini", {"max_tokens": 10}, MAX_TOKENS),
        ("gpt-5-2025-08-07", {"max_tokens": 10}, MAX_TOKENS),
        (TERRA, {"reasoning_effort": "max"}, effort("max")),
        (TERRA, {"reasoning_effort": {"a": True}}, effort("{'a': True}")),
        ("gpt-5", {"reasoning_effort": "none"}, effort("none", "'minimal', 'low', 'medium', and 'high'")),
        ("o1", {"reasoning_effort": "minimal"}, effort("minimal", "'low', 'medium', and 'high'")),
        ("o3", {"messages": LEGACY}, role(1, "function")),
        ("o1-mini", {"messages": [{"role": "system", "content": "x"}]}, role(0, "system")),
        ("gpt-3.5-turbo", {"response_format": SCHEMA}, NO_SCHEMAS),
        ("gpt-4", {"response_format": {"type": "json_object"}}, NO_JSON_MODE),
        ("gpt-4", {"messages": SEEN}, NO_IMAGES),
        ("o3-mini", {"messages": SEEN}, NO_IMAGES),
        ("gpt-4o-audio-preview", {}, NO_SOUND),
        ("gpt-4o", {"max_tokens": 20480}, too_large("max_tokens", 20480, 16384)),
        ("gpt-4.1", {"max_completion_tokens": 40000}, too_large("max_completion_tokens", 40000, 32768)),
        (
            "gpt-4o-mini",
            {"reasoning_effort": "low"},
            (None, None, "Unrecognized request argument supplied: reasoning_effort"),
        ),
        (
            TERRA,
            {"tools": TOOLS},
            (
                "reasoning_effort",
                None,
                "Function tools with reasoning_effort are not supported for gpt-5.6-terra in"
                " /v1/chat/completions. To use"
                " function tools, use /v1/responses or set reasoning_effort to 'none'.",
            ),
        ),
    ],
)
def test_what_a_model_cannot_do(refused, model, members, expected):
    assert refused(model=model, **members) == (400, KIND, *expected)


@pytest.mark.parametrize(
    ("model", "members"),
    [
        ("gpt-5", {"temperature": 1.0, "top_p": 1, "presence_penalty": 0, "logprobs": False}),
        ("gpt-5.1", {"temperature": 0.3, "logprobs": True}),
        ("gpt-5.4", {"temperature": 0.3, "reasoning_effort": "none"}),
        ("o1", {"stop": ["x"]}),
        ("gpt-5", {"tools": TOOLS, "parallel_tool_calls": False, "reasoning_effort": "minimal"}),
        (TERRA, {"tools": TOOLS, "reasoning_effort": "none"}),
        ("gpt-5.5", {"tools": TOOLS}),
        ("gpt-4-turbo", {"messages": SEEN}),
        ("gpt-4o-audio-preview", {"messages": HEARD}),
        ("gpt-4o-audio-preview", {"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "wav"}}),
        ("gpt-4o", {"response_format": SCHEMA, "max_tokens": 16384}),
        ("unlisted", {"reasoning_effort": "low", "max_tokens": 99999, "temperature": 0.5, "stop": "x", "n": 100}),
        ("unlisted", {"messages": LEGACY, "response_format": SCHEMA, "tools": TOOLS}),
    ],
)
def test_what_a_model_can_do(refused, model, members):
    assert refused(model=model, **members) is None


def test_a_model_that_does_not_exist(refused):
    message = "The model `gpt-nope` does not exist or you do not have access to it."
    assert refused(model="gpt-nope", exists=False) == (404, KIND, None, "model_not_found", message)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (
            "whisper-1",
            "This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use"
            " v1/completions?",
        ),
        ("o1-pro", "This model is only supported in v1/responses and not in v1/chat/completions."),
    ],
)
def test_a_model_that_does_not_chat(refused, model, message):
    assert refused(model=model) == (404, KIND, "model", None, message)


def test_a_model_that_cannot_call_tools(refused):
    message = (
        "tools is not supported in this model. For a list of supported models, refer to"
        " https://platform.openai.com/docs/guides/function-calling#models-supporting-function-calling."
    )
    assert refused(model="chatgpt-4o-latest", tools=TOOLS) == (404, KIND, None, None, message)
