"""Streams to cut, and a client's view of them: what is told when all deltas are put together."""

import json
from collections import defaultdict

import pytest

from mockfn import sse
from mockfn.http import Frame, Response


def chunk(*choices, **members):
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", **members, "choices": list(choices)}


def choice(delta, finish=None, index=0):
    return {"index": index, "delta": delta, "finish_reason": finish}


def call(index, arguments, **opening):
    name = {"name": opening.pop("name")} if "name" in opening else {}
    return {"tool_calls": [{"index": index, **opening, "function": {**name, "arguments": arguments}}]}


@pytest.fixture(scope="session")
def stream():
    """A response that streams these chunks, one frame each."""

    def make(*chunks, dump=json.dumps):
        events = [sse.encode(dump(data).encode()) for data in chunks] + [sse.DONE]
        return Response(200, {"content-type": "text/event-stream"}, tuple(Frame(event) for event in events))

    return make


@pytest.fixture(scope="session")
def told():
    """What a stream tells: by choice its texts, its calls and how it finished; and the usage."""

    def read(body):
        choices, usage = defaultdict(lambda: {"finish": None, "texts": defaultdict(str), "calls": {}}), None
        for event in sse.decode(body):
            if event.comment is not None or event.data == "[DONE]":
                continue
            data = json.loads(event.data)
            usage = data.get("usage") or usage
            for said in data["choices"]:
                _add(choices[said["index"]], said)
        return json.loads(json.dumps([choices, usage]))

    return read


def _add(held, said):
    held["finish"] = said["finish_reason"] or held["finish"]
    for name, value in said["delta"].items():
        if isinstance(value, str) and name != "role":
            held["texts"][name] += value
    for one in said["delta"].get("tool_calls") or ():
        known = held["calls"].setdefault(one["index"], {"id": None, "name": None, "arguments": ""})
        known["id"] = one.get("id") or known["id"]
        known["name"] = one["function"].get("name") or known["name"]
        known["arguments"] += one["function"].get("arguments") or ""


@pytest.fixture(scope="session")
def parallel(stream):
    """Two calls with escapes and characters of several bytes, cut as OpenAI does, usage last."""
    deltas = [
        {"role": "assistant", "content": None},
        call(0, "", id="call_a", type="function", name="get_weather"),
        call(0, '{"location": "S\\u00e3o'),
        call(0, ' Paulo \\"centro\\""}'),
        call(1, "", id="call_b", type="function", name="get_weather"),
        call(1, '{"location": '),
        call(1, '"Zürich 🌦"}'),
    ]
    chunks = [chunk(choice(delta), usage=None) for delta in deltas]
    usage = {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}
    ending = [chunk(choice({}, "tool_calls"), usage=None), chunk(usage=usage)]
    return stream(*chunks, *ending, dump=lambda data: json.dumps(data, ensure_ascii=False, separators=(",", ":")))


@pytest.fixture(scope="session")
def text(stream):
    """A text with two choices, finished by the deltas that end it."""
    opening = [chunk(choice({"role": "assistant", "content": ""}, index=index)) for index in (0, 1)]
    middle = [chunk(choice({"content": "Il pleut "}), choice({"content": "No "}, index=1))]
    return stream(
        *opening,
        *middle,
        chunk(choice({"content": "à Paris."}, "stop")),
        chunk(choice({"content": "rain."}, "stop", 1)),
    )


@pytest.fixture(scope="session")
def whole_call(stream):
    """A call that is said in one event, as several providers do, with text beside it."""
    delta = {"role": "assistant", "content": "Let me look.", **call(0, '{"q": "x\\ty"}', id="call_c", name="search")}
    return stream(chunk(choice(delta, "tool_calls"), usage={"prompt_tokens": 1}))


@pytest.fixture(scope="session", params=["parallel", "text", "whole_call"])
def any_stream(request):
    return request.getfixturevalue(request.param)
