"""Usage that is worked out once for a kind of request is what each of them counts."""

from __future__ import annotations

import itertools
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mockfn import MockProvider, Reply, Request, ToolCall

TOOLS = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}]
TEXTS = st.text(max_size=12) | st.just("a b c d e f g")
MESSAGES = st.lists(
    st.fixed_dictionaries({"role": st.sampled_from(["user", "system"]), "content": TEXTS}), min_size=1, max_size=4
)
NUMBERS = itertools.count()
PARTS = [{"role": "user", "content": [{"type": "text", "text": "a b c"}]}]


def usage(mock: MockProvider, messages: list[Any], reply: Reply, **members: Any) -> Any:
    mock.when().answer(reply)
    body = {"model": "gpt-4o", "messages": messages, "tools": TOOLS, **members}
    return json.loads(
        mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode())).response.body
    )["usage"]


@given(
    MESSAGES | st.just(PARTS), TEXTS, st.lists(TEXTS, max_size=2), st.sampled_from(["openai", "deepinfra", "mistral"])
)
def test_it_is_the_same_for_a_kind_that_is_known_and_one_that_is_not(
    messages: list[Any], text: str, calls: list[str], provider: str
) -> None:
    reply = Reply(text or None, tool_calls=tuple(ToolCall("f", {"a": value, "b": 1}) for value in calls))
    known = [usage(MockProvider(provider), messages, reply) for _ in range(3)][-1]
    # A member of its own for each makes it a kind of its own.
    anew = usage(MockProvider(provider), messages, reply, metadata={"key": str(next(NUMBERS))})
    assert known == anew
