"""Messages one by one."""

import pytest

KIND = "invalid_request_error"
ROLES = "Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'."
PARTS = "Supported values are: 'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'."
CALL = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
RESULT = {"role": "tool", "tool_call_id": "c1", "content": "1"}


def user(content):
    return {"role": "user", "content": content}


def assistant(**members):
    return {"role": "assistant", "content": "x", **members}


def calling(**members):
    return assistant(tool_calls=[{**CALL, **members}])


def wrong_type(param, expected, got):
    return param, "invalid_type", f"Invalid type for '{param}': expected {expected}, but got {got} instead."


def missing(param):
    return param, "missing_required_parameter", f"Missing required parameter: '{param}'."


def unknown(param):
    return param, "unknown_parameter", f"Unknown parameter: '{param}'."


def file_data(problem):
    param = "messages[0].content[0].file.file_data"
    message = (
        f"Invalid file data: '{param}'. Expected a base64-encoded data URL with an application/pdf MIME type (e.g."
        f" 'data:application/pdf;base64,SGVsbG8sIFdvcmxkIQ=='), but got {problem}."
    )
    return param, "invalid_value", message


def empty(param):
    message = (
        f"Invalid '{param}': empty array. Expected an array with minimum length 1, but got an empty array instead."
    )
    return param, "empty_array", message


CONTENT = "one of a string or array of objects"
NAME = "messages[0].tool_calls[0].function.name"
CASES = [
    ([], empty("messages")),
    ("ping", wrong_type("messages", "an array of objects", "a string")),
    (["ping"], wrong_type("messages[0]", "an object", "a string")),
    ([user("x"), None], wrong_type("messages[1]", "an object", "null")),
    ([{"content": "x"}], missing("messages[0].role")),
    ([{"role": 1, "content": "x"}], wrong_type("messages[0].role", "a string", "an integer")),
    ([{"role": ["user"], "content": "x"}], wrong_type("messages[0].role", "a string", "an array")),
    ([{"role": "bogus", "content": "x"}], ("messages[0].role", "invalid_value", f"Invalid value: 'bogus'. {ROLES}")),
    (
        [{"role": "PIN" + "x" * 70 + "def", "content": "x"}],
        ("messages[0].role", "invalid_value", f"Invalid value: 'PIN...def'. {ROLES}"),
    ),
    ([user(7)], wrong_type("messages[0].content", CONTENT, "an integer")),
    ([user({})], wrong_type("messages[0].content", CONTENT, "an object")),
    ([{"role": "developer", "content": None}], wrong_type("messages[0].content", CONTENT, "null")),
    ([{"role": "developer"}], missing("messages[0].content")),
    ([user([{"text": "x"}])], missing("messages[0].content[0].type")),
    ([user(["x"])], wrong_type("messages[0].content[0]", "an object", "a string")),
    ([user([{"type": "text"}])], missing("messages[0].content[0].text")),
    ([user([{"type": "text", "text": 1}])], wrong_type("messages[0].content[0].text", "a string", "an integer")),
    ([user([{"type": "image_url", "image_url": {}}])], missing("messages[0].content[0].image_url.url")),
    (
        [user([{"type": "image_url", "image_url": "x"}])],
        wrong_type("messages[0].content[0].image_url", "an object", "a string"),
    ),
    (
        [user([{"type": "input_text", "text": "x"}])],
        ("messages[0].content[0].type", "invalid_value", f"Invalid value: 'input_text'. {PARTS}"),
    ),
    ([user([{"type": "file", "file": {"data": "x"}}])], unknown("messages[0].content[0].file.data")),
    (
        [user([{"type": "file", "file": {"file_data": "data:text/plain;base64,eA=="}}])],
        file_data("unsupported MIME type 'text/plain'"),
    ),
    ([user([{"type": "file", "file": {"file_data": "JVBERi0="}}])], file_data("a value without the 'data:' prefix")),
    ([{"role": "developer", "content": "x", "tool_calls": []}], unknown("messages[0].tool_calls")),
    (
        [{"role": "developer", "content": [{"type": "text", "text": "x", "cache_control": {}}]}],
        unknown("messages[0].content[0].cache_control"),
    ),
    ([assistant(tool_calls=[])], empty("messages[0].tool_calls")),
    ([assistant(tool_calls="x")], wrong_type("messages[0].tool_calls", "an array of objects", "a string")),
    ([assistant(tool_calls=["x"])], wrong_type("messages[0].tool_calls[0]", "an object", "a string")),
    ([calling(id=None)], missing("messages[0].tool_calls[0].id")),
    ([calling(type=None)], missing("messages[0].tool_calls[0].type")),
    ([calling(function=None)], missing("messages[0].tool_calls[0].function")),
    ([calling(type="custom")], missing("messages[0].tool_calls[0].custom")),
    ([calling(function={"arguments": "{}"})], missing(NAME)),
    ([calling(function={"name": "f"})], missing("messages[0].tool_calls[0].function.arguments")),
    (
        [calling(function={"name": "f", "arguments": {}})],
        wrong_type("messages[0].tool_calls[0].function.arguments", "a string", "an object"),
    ),
    (
        [calling(function={"name": "a.b", "arguments": "{}"})],
        (
            NAME,
            "invalid_value",
            f"Invalid '{NAME}': string does not match pattern. Expected a string that matches the pattern"
            " '^[a-zA-Z0-9_-]+$'.",
        ),
    ),
    (
        [calling(id="x" * 41)],
        (
            "messages[0].tool_calls[0].id",
            "string_above_max_length",
            "Invalid 'messages[0].tool_calls[0].id': string too long. Expected a string with maximum length 40,"
            " but got a"
            " string with length 41 instead.",
        ),
    ),
    (
        [calling(), {**RESULT, "tool_call_id": "x" * 41}],
        (
            "messages[1].tool_call_id",
            "string_above_max_length",
            "Invalid 'messages[1].tool_call_id': string too long. Expected a string with maximum length 40, but got a"
            " string with length 41 instead.",
        ),
    ),
    ([assistant(function_call={"arguments": "{}"})], missing("messages[0].function_call.name")),
    (
        [{"role": "user", "content": "x", "name": "Ann Lee"}],
        (
            "messages[0].name",
            "invalid_value",
            "Invalid 'messages[0].name': string does not match pattern. Expected a string that matches the pattern"
            r" '^[^\s<|\\/>]+$'.",
        ),
    ),
]
FINE = [
    [user("")],
    [user([])],
    [user([{"type": "text", "text": ""}])],
    [user("x"), {"role": "assistant", "content": "y", "refusal": None, "annotations": [], "audio": None}],
    [{"role": "developer", "content": "x"}, user("y")],
    [{"role": "user", "content": "x", "id": 7, "unknown": {}}],
    [{"role": "user", "content": "x", "name": "Ann_Lee"}],
    [user([{"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBERi0=", "filename": "a.pdf"}}])],
    [user([{"type": "text", "text": "x", "cache_control": {}}])],
    [{"role": "assistant", "refusal": "no"}, {"role": "assistant", "audio": {"id": "a"}}],
    [{"role": "assistant", "function_call": {"name": "f", "arguments": "{}"}}],
    [{"role": "assistant", "content": None, "tool_calls": [CALL], "function_call": None}, RESULT],
    [{"role": "assistant", "content": None, "tool_calls": [{**CALL, "index": 0, "x": 1}]}, RESULT],
]
NULLS = [
    [{"role": "user", "content": None}],
    [{"role": "user"}],
    [{"role": "system", "content": None}],
    [{"role": "assistant"}],
    [{"role": "function", "name": "f", "content": None}],
]


@pytest.mark.parametrize(("messages", "expected"), CASES)
def test_a_message_that_is_not_well_formed(refused, messages, expected):
    assert refused(messages=messages) == (400, KIND, *expected)


@pytest.mark.parametrize("messages", FINE)
def test_a_message_that_the_provider_accepts(refused, messages):
    assert refused(messages=messages) is None


@pytest.mark.parametrize("messages", NULLS)
def test_content_must_be_there_unless_something_stands_for_it(refused, messages):
    message = "Invalid value for 'content': expected a string, got null."
    assert refused(messages=messages) == (400, KIND, "messages.[0].content", None, message)


def test_a_tool_result_needs_content_too(refused):
    messages = [calling(), {"role": "tool", "tool_call_id": "c1", "content": None}]
    expected = (400, KIND, "messages.[1].content", None, "Invalid value for 'content': expected a string, got null.")
    assert refused(messages=messages) == expected


def test_a_bad_role_is_told_before_a_missing_content_at_an_earlier_index(refused):
    assert refused(messages=[{"role": "user"}, {"role": "bogus", "content": "x"}])[2] == "messages[1].role"


def test_a_wrong_content_type_is_told_before_empty_tool_calls(refused):
    assert refused(messages=[{"role": "assistant", "content": 7, "tool_calls": []}])[2] == "messages[0].content"
