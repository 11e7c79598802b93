import json
from copy import deepcopy

import pytest

from mockfn.cassette import Matching
from mockfn.cassette.normalise import canonical, key
from mockfn.errors import SettingError
from mockfn.http import Request

URL = "https://api.openai.com/v1/chat/completions"


def request(body, url=URL, method="POST", headers=None, **dumped):
    data = body if isinstance(body, bytes) else json.dumps(body, **dumped).encode()
    return Request(method, url, headers or {"content-type": "application/json"}, data)


TOOL = {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}, "description": "d"}}
SECOND = {"type": "function", "function": {"name": "g", "parameters": {"properties": {}, "required": ["x", "y"]}}}


def conversation():
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"city":"Paris","n":1}'}}
    return {
        "model": "gpt-4o",
        "messages": [
            {"role": "user", "content": "Weather?"},
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_1", "content": '{"t": 20}'},
        ],
        "tools": [TOOL, SECOND],
    }


def changed(change):
    body = deepcopy(conversation())
    change(body)
    return body


def rename(body, name="call_77"):
    body["messages"][1]["tool_calls"][0]["id"] = name
    body["messages"][2]["tool_call_id"] = name


def call_of(body):
    return body["messages"][1]["tool_calls"][0]


SAME = {
    "content empty": lambda b: b["messages"][1].update(content=""),
    "content absent": lambda b: b["messages"][1].pop("content"),
    "content empty list": lambda b: b["messages"][1].update(content=[]),
    "members that carry nothing": lambda b: b["messages"][1].update(
        refusal=None, annotations=[], audio=None, function_call=None, provider_specific_fields={"x": None}
    ),
    "an index in the call": lambda b: call_of(b).update(index=0),
    "parsed arguments": lambda b: call_of(b)["function"].update(parsed_arguments={"city": "Paris"}),
    "arguments with spaces": lambda b: call_of(b)["function"].update(arguments='{"city": "Paris", "n": 1}'),
    "arguments in another order": lambda b: call_of(b)["function"].update(arguments='{"n":1.0,"city":"Paris"}'),
    "arguments escaped": lambda b: call_of(b)["function"].update(arguments='{"city":"P\\u0061ris","n":1}'),
    "ids of calls": rename,
    "a result's name": lambda b: b["messages"][2].update(name="f"),
    "a result compact": lambda b: b["messages"][2].update(content='{"t":20}'),
    "a text as one part": lambda b: b["messages"][0].update(content=[{"type": "text", "text": "Weather?"}]),
    "documented defaults": lambda b: b.update(stream=False, n=1, tool_choice="auto", parallel_tool_calls=True),
    "null members": lambda b: b.update(user=None, temperature=None),
    "a lax tool": lambda b: b["tools"][0]["function"].update(strict=False),
    "tools and required names in another order": lambda b: (
        b["tools"].reverse() or b["tools"][0]["function"]["parameters"]["required"].reverse()
    ),
    "a call without its type": lambda b: call_of(b).pop("type"),
}


@pytest.mark.parametrize("spelling", SAME)
def test_conversations_that_mean_the_same_share_a_key(spelling):
    assert key(request(changed(SAME[spelling]))) == key(request(conversation()))


OTHER = {
    "another question": lambda b: b["messages"][0].update(content="Weather!"),
    "another result": lambda b: b["messages"][2].update(content='{"t": 21}'),
    "other arguments": lambda b: call_of(b)["function"].update(arguments='{"city":"Rome","n":1}'),
    "another tool called": lambda b: call_of(b)["function"].update(name="g"),
    "another model": lambda b: b.update(model="gpt-4o-mini"),
    "streamed": lambda b: b.update(stream=True),
    "another temperature": lambda b: b.update(temperature=1),
    "a choice": lambda b: b.update(tool_choice="required"),
    "a tool described otherwise": lambda b: b["tools"][0]["function"].update(description="e"),
    "strict": lambda b: b["tools"][0]["function"].update(strict=True),
    "a message more": lambda b: b["messages"].append({"role": "user", "content": "?"}),
    "a message less": lambda b: b["messages"].pop(),
    "two parts": lambda b: b["messages"][0].update(content=[{"type": "text", "text": t} for t in ("Weather", "?")]),
    "n": lambda b: b.update(n=2),
}


@pytest.mark.parametrize("change", OTHER)
def test_conversations_that_differ_do_not(change):
    assert key(request(changed(OTHER[change]))) != key(request(conversation()))


def test_ids_that_name_other_calls_differ():
    body = conversation()
    second = {"id": "call_2", "type": "function", "function": {"name": "g", "arguments": "{}"}}
    body["messages"][1]["tool_calls"].append(second)
    swapped = deepcopy(body)
    swapped["messages"][2]["tool_call_id"] = "call_2"
    assert key(request(body)) != key(request(swapped))


@pytest.mark.parametrize(
    ("spelled", "again"),
    [
        (
            {"input": [{"type": "function_call", "id": "fc_1", "call_id": "c1", "name": "f", "arguments": '{"a":1}'}]},
            {
                "input": [
                    {
                        "type": "function_call",
                        "call_id": "c9",
                        "name": "f",
                        "arguments": '{"a": 1}',
                        "status": "completed",
                    }
                ]
            },
        ),
        ({"input": "Hi"}, {"input": [{"role": "user", "content": "Hi"}]}),
        ({"input": "Hi"}, {"input": [{"type": "message", "role": "user", "content": "Hi"}]}),
        (
            {
                "messages": [
                    {"role": "assistant", "content": [{"type": "tool_use", "id": "a", "name": "f", "input": {}}]},
                    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a", "content": "x"}]},
                ]
            },
            {
                "messages": [
                    {"role": "assistant", "content": [{"type": "tool_use", "id": "b", "name": "f", "input": {}}]},
                    {
                        "role": "user",
                        "content": [
                            {"type": "tool_result", "tool_use_id": "b", "content": [{"type": "text", "text": "x"}]}
                        ],
                    },
                ]
            },
        ),
    ],
)
def test_other_apis_have_their_spellings(spelled, again):
    assert key(request(spelled)) == key(request(again))


def test_white_space_order_and_escapes_of_a_body_do_not_count():
    body = {"b": "ü", "a": 1}
    spelled = [request(body), request(body, indent=2), request(body, ensure_ascii=False), request({"a": 1.0, "b": "ü"})]
    assert len({key(one) for one in spelled}) == 1


@pytest.mark.parametrize(
    ("url", "again", "same"),
    [
        ("https://x.com/v1?a=1&b=2", "https://x.com/v1?b=2&a=1", True),
        ("https://x.com/v1?key=real", "https://x.com/v1?key=SCRUBBED", True),
        ("https://x.com/v1?key=real", "https://x.com/v1", True),
        ("https://me:pw@x.com/v1", "https://X.com:443/v1", True),
        ("https://x.com/v1?a=1", "https://x.com/v1?a=2", False),
        ("https://x.com/v1", "https://y.com/v1", False),
        ("https://x.com/v1", "https://x.com:8443/v1", False),
        ("https://x.com/v1", "http://x.com/v1", False),
        ("https://x.com/v1", "https://x.com/v2", False),
    ],
)
def test_urls_compare_without_credentials_order_and_default_port(url, again, same):
    assert (key(request({}, url)) == key(request({}, again))) is same


def test_methods_compare_without_case():
    assert key(request({}, method="post")) == key(request({}, method="POST")) != key(request({}, method="PUT"))


def test_headers_do_not_count():
    assert key(request({}, headers={"authorization": "a"})) == key(request({}, headers={"x": "y"}))


def test_forms_compare_by_their_pairs_and_multipart_without_its_boundary():
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert key(request(b"a=1&b=2", headers=form)) == key(request(b"b=2&a=1", headers=form))
    first, second = (
        request(
            b"--%s\r\n\r\nx\r\n--%s--" % (b, b), headers={"content-type": f"multipart/form-data; boundary={b.decode()}"}
        )
        for b in (b"abc", b"xyz")
    )
    assert key(first) == key(second)


def test_json_under_another_content_type_is_json():
    curl = {"content-type": "application/x-www-form-urlencoded"}
    assert key(request({"a": 1}, headers=curl)) == key(request(b'{"a":1}'))


def test_what_has_no_utf8_has_a_key():
    form = {"content-type": "application/x-www-form-urlencoded"}
    bodies = [b'{"a": "\\ud800"}', b'{"a": "\\ud801"}', b"a=\xff", b"a=\xfe"]
    assert len({key(request(body, headers=form)) for body in bodies}) == 4


def test_other_bodies_compare_by_their_bytes():
    assert key(request(b"\xff\x00")) != key(request(b"\xff\x01"))
    assert key(request(b"{broken")) != key(request(b"{broken "))


@pytest.mark.parametrize(
    ("matching", "change"),
    [
        (Matching(ignore=("tools",)), lambda b: b.pop("tools")),
        (Matching(ignore=("user",)), lambda b: b.update(user="random")),
        (Matching(ignore=("metadata.run",)), lambda b: b.update(metadata={"run": 1})),
        (Matching(ignore=("messages.*.content",)), lambda b: b["messages"][0].update(content="!")),
        (Matching(ignore=("messages.0.content",)), lambda b: b["messages"][0].update(content="!")),
        (Matching(ignore=("tools.*.*.description",)), lambda b: b["tools"][0]["function"].update(description="!")),
        (Matching(body=False), lambda b: b.clear()),
    ],
)
def test_what_is_ignored_does_not_count(matching, change):
    base = conversation() | {"metadata": {}}
    other = deepcopy(base)
    change(other)
    assert key(request(base), matching) == key(request(other), matching)
    assert key(request(base)) != key(request(other))


def test_host_and_query_can_be_left_out():
    matching = Matching(host=False, query=False)
    assert key(request({}, "http://a:1/v1?x=1"), matching) == key(request({}, "https://b/v1"), matching)


@pytest.mark.parametrize(
    ("name", "text", "again"),
    [
        ("dates", "Today is 2026-01-01.", "Today is 2027-12-31."),
        ("dates", "at 2026-01-01T10:00:00Z!", "at 2026-02-03T11:22:33.123+02:00!"),
        ("dates", "It is Thursday, January 1, 2026", "It is Monday, March 23, 2026"),
        ("dates", "On 1 January 2026 10:15:00 it", "On 12 May 2026 23:59:59 it"),
        ("uuids", "run 123e4567-e89b-12d3-a456-426614174000", "run 00000000-e89b-12d3-a456-426614174abc"),
        ("paths", "in /tmp/pytest-of-me/pytest-1/x0/a.txt.", "in /private/var/folders/ab/T/b.txt."),
        ("paths", r"in C:\Users\me\AppData\Local\Temp\x1", r"in c:\Users\you\AppData\Local\Temp\y2"),
        (("ticket-[0-9]+", "ticket"), "see ticket-12", "see ticket-345"),
    ],
)
def test_what_an_app_writes_anew_on_each_run_is_normalised_on_demand(name, text, again):
    first, second = (request({"messages": [{"role": "user", "content": one}]}) for one in (text, again))
    assert key(first) != key(second)
    assert key(first, Matching(normalise=(name,))) == key(second, Matching(normalise=(name,)))


def test_plain_bodies_are_normalised_too():
    matching = Matching(normalise=("dates",))
    assert key(request(b"on 2026-01-01"), matching) == key(request(b"on 2026-01-02"), matching)


def test_an_unknown_normaliser_is_an_error_that_names_the_nearest():
    with pytest.raises(SettingError) as caught:
        Matching(normalise=("date",))
    assert str(caught.value) == "no normaliser is called 'date'. Did you mean 'dates'? Known: dates, paths, uuids."


def test_the_canonical_form_is_the_body_without_what_says_nothing():
    assert canonical(request(conversation())) == {
        "model": "gpt-4o",
        "messages": [
            {"role": "user", "content": "Weather?"},
            {
                "role": "assistant",
                "tool_calls": [{"id": "call 1", "function": {"name": "f", "arguments": {"city": "Paris", "n": 1}}}],
            },
            {"role": "tool", "tool_call_id": "call 1", "content": {"t": 20}},
        ],
        "tools": [TOOL, SECOND],
    }
    assert canonical(Request("GET", URL)) is None


def test_a_url_that_cannot_be_taken_apart_is_compared_as_it_is():
    first, second = (key(Request("POST", f"http://[::{n}/v1")) for n in (1, 2))
    assert first != second
    assert first == key(Request("POST", "http://[::1/v1"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("model/nova-v1%3A0/converse", "model/nova-v1:0/converse", True),
        ("a%20b", "a b", True),
        ("a%2fb", "a%2Fb", True),
        ("a%2Fb", "a/b", False),
    ],
)
def test_a_path_is_compared_however_it_is_escaped(one, other, same):
    first, second = (key(Request("POST", f"https://x.example/{path}")) for path in (one, other))
    assert (first == second) is same
