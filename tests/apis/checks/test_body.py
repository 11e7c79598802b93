"""The members of a request, each with the fault it can have."""

import pytest

KIND = "invalid_request_error"
TERRA = "gpt-5.6-terra"
UNPARSED = (
    "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library"
    " correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If you have trouble"
    " figuring out how to fix this, please contact us through our help center at help.openai.com.)"
)
SAME_TIME = "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."


PRESENCE = [
    ({"model": ...}, None, None, "you must provide a model parameter"),
    ({"model": ""}, None, None, "you must provide a model parameter"),
    ({"model": None}, None, None, "you must provide a model parameter"),
    ({"model": 7}, None, None, UNPARSED),
    ({"messages": ...}, "messages", "missing_required_parameter", "Missing required parameter: 'messages'."),
    ({"messages": None}, "messages", "missing_required_parameter", "Missing required parameter: 'messages'."),
]
UNKNOWN = [
    ({"zzz_unknown": 1}, "zzz_unknown", "Unknown parameter: 'zzz_unknown'."),
    ({"temperatur": 1}, "temperatur", "Unknown parameter: 'temperatur'. Did you mean 'temperature'?"),
    ({"temperatur": 1, "temperature": 1}, "temperatur", "Unknown parameter: 'temperatur'."),
    ({"stor": 1}, "stor", "Unknown parameter: 'stor'. Did you mean 'stop' or 'store'?"),
    ({"stream": True, "stream_options": {"bogus": 1}}, "stream_options.bogus", None),
    ({"prompt_cache_options": {"bogus": 1}}, "prompt_cache_options.bogus", None),
]
TYPES = [
    ({"n": "2"}, "n", "an integer", "a string"),
    ({"seed": 1.5}, "seed", "an integer", "a decimal number"),
    ({"max_completion_tokens": True}, "max_completion_tokens", "an integer", "a boolean"),
    ({"max_tokens": [1]}, "max_tokens", "an integer", "an array"),
    ({"logprobs": True, "top_logprobs": {}}, "top_logprobs", "an integer", "an object"),
    ({"temperature": "hot"}, "temperature", "a decimal", "a string"),
    ({"top_p": False}, "top_p", "a decimal", "a boolean"),
    ({"presence_penalty": []}, "presence_penalty", "a decimal", "an array"),
    ({"frequency_penalty": {}}, "frequency_penalty", "a decimal", "an object"),
    ({"stream": "y"}, "stream", "a boolean", "a string"),
    ({"store": 1}, "store", "a boolean", "an integer"),
    ({"logprobs": 2}, "logprobs", "a boolean", "an integer"),
    ({"user": 5}, "user", "a string", "an integer"),
    ({"response_format": "json"}, "response_format", "an object", "a string"),
    ({"stream": True, "stream_options": []}, "stream_options", "an object", "an array"),
    ({"metadata": "x"}, "metadata", "a metadata object", "a string"),
    ({"metadata": {"a": 1}}, "metadata.a", "a string", "an integer"),
    ({"stop": 7}, "stop", "one of a string or array of strings", "an integer"),
    ({"stop": ["a", 1]}, "stop[1]", "a string", "an integer"),
    ({"modalities": "text"}, "modalities", "an array of strings", "a string"),
    ({"prediction": "x"}, "prediction", "an object", "a string"),
    ({"logit_bias": []}, "logit_bias", "an object", "an array"),
]
BOUNDS = [
    ({"n": 0}, "n", "integer_below_min_value", "integer below minimum value. Expected a value >= 1", 0),
    (
        {"max_tokens": 0},
        "max_tokens",
        "integer_below_min_value",
        "integer below minimum value. Expected a value >= 1",
        0,
    ),
    (
        {"max_completion_tokens": -3},
        "max_completion_tokens",
        "integer_below_min_value",
        "integer below minimum value. Expected a value >= 1",
        -3,
    ),
    (
        {"logprobs": True, "top_logprobs": -1},
        "top_logprobs",
        "integer_below_min_value",
        "integer below minimum value. Expected a value >= 0",
        -1,
    ),
    ({"n": 129}, "n", "integer_above_max_value", "integer above maximum value. Expected a value <= 128", 129),
    (
        {"n": 64, "model": TERRA},
        "n",
        "integer_above_max_value",
        "integer above maximum value. Expected a value <= 8",
        64,
    ),
    (
        {"temperature": 3},
        "temperature",
        "decimal_above_max_value",
        "decimal above maximum value. Expected a value <= 2",
        3,
    ),
    ({"top_p": 1.5}, "top_p", "decimal_above_max_value", "decimal above maximum value. Expected a value <= 1", 1.5),
    (
        {"frequency_penalty": 2.5},
        "frequency_penalty",
        "decimal_above_max_value",
        "decimal above maximum value. Expected a value <= 2",
        2.5,
    ),
    (
        {"presence_penalty": -3},
        "presence_penalty",
        "decimal_below_min_value",
        "decimal below minimum value. Expected a value >= -2",
        -3,
    ),
    (
        {"temperature": -0.5},
        "temperature",
        "decimal_below_min_value",
        "decimal below minimum value. Expected a value >= 0",
        -0.5,
    ),
]
TIERS = "Invalid value: 'bogus'. Supported values are: 'auto', 'default', 'fast', 'flex', and 'priority'."
MANY_PAIRS = (
    "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got an object with 17"
    " properties instead."
)
LONG_KEY = (
    "Invalid 'metadata.kkk...kkk': string too long. Expected a string with maximum length 64, but got a string with"
    " length 70 instead."
)
OTHERS = [
    ({"service_tier": "bogus"}, "service_tier", "invalid_value", TIERS),
    ({"metadata": {f"k{i}": "v" for i in range(17)}}, "metadata", "object_above_max_properties", MANY_PAIRS),
    ({"metadata": {"k" * 70: "v"}}, "metadata.kkk...kkk", "string_above_max_length", LONG_KEY),
    (
        {"stream_options": {"include_usage": True}},
        "stream_options",
        None,
        "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
    ),
    (
        {"top_logprobs": 1},
        "top_logprobs",
        None,
        "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
    ),
    (
        {"logprobs": True, "top_logprobs": 21, "model": TERRA},
        "top_logprobs",
        None,
        "Invalid value for 'top_logprobs': must be less than or equal to 5.",
    ),
    (
        {"logprobs": True, "top_logprobs": 21},
        "top_logprobs",
        None,
        "Invalid value for 'top_logprobs': must be less than or equal to 20.",
    ),
    ({"max_tokens": 5, "max_completion_tokens": 5}, "max_tokens", "invalid_parameter_combination", SAME_TIME),
    (
        {"stop": ["a", "b", "c", "d", "e"]},
        "stop",
        "array_above_max_length",
        "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length"
        " 5 instead.",
    ),
]
FINE = [
    {"temperature": None, "n": None, "tools": None, "stop": None},
    {"n": 8, "model": TERRA, "reasoning_effort": "none"},
    {"metadata": {f"{'k' * 62}{i:02}": "v" * 512 for i in range(16)}},
    {"temperature": 2, "top_p": 0.0, "presence_penalty": -2, "frequency_penalty": 2, "seed": -1, "user": "u"},
    {"max_tokens": 10.0},
    {"stream": True, "stream_options": {"include_usage": True, "include_obfuscation": False}},
    {"logprobs": True, "top_logprobs": 20},
    {"stop": "x"},
    {"stop": ["a", "b", "c", "d"]},
    {"service_tier": "flex", "store": True, "modalities": ["text"], "prediction": {"type": "content", "content": "x"}},
    {"prompt_cache_key": "k", "safety_identifier": "s", "prompt_cache_retention": "24h", "verbosity": "low"},
]


@pytest.mark.parametrize(("members", "param", "code", "message"), PRESENCE)
def test_model_and_messages_must_be_there(refused, members, param, code, message):
    assert refused(**members) == (400, KIND, param, code, message)


@pytest.mark.parametrize(("members", "param", "message"), UNKNOWN)
def test_an_unknown_member_is_named_with_its_neighbours(refused, members, param, message):
    message = message or f"Unknown parameter: '{param}'."
    assert refused(**members) == (400, KIND, param, "unknown_parameter", message)


@pytest.mark.parametrize(("members", "param", "expected", "got"), TYPES)
def test_a_member_of_the_wrong_type(refused, members, param, expected, got):
    message = f"Invalid type for '{param}': expected {expected}, but got {got} instead."
    assert refused(**members) == (400, KIND, param, "invalid_type", message)


@pytest.mark.parametrize(("members", "param", "code", "words", "value"), BOUNDS)
def test_a_number_out_of_bounds(refused, members, param, code, words, value):
    message = f"Invalid '{param}': {words}, but got {value} instead."
    assert refused(**members) == (400, KIND, param, code, message)


@pytest.mark.parametrize(("members", "param", "code", "message"), OTHERS)
def test_a_member_that_does_not_fit(refused, members, param, code, message):
    assert refused(**members) == (400, KIND, param, code, message)


@pytest.mark.parametrize("members", FINE)
def test_what_the_provider_accepts_passes(refused, members):
    assert refused(**members) is None
