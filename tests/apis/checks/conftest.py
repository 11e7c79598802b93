"""A request that is fine but for what a test changes, and what is answered to it."""

import pytest

from mockfn.apis.openai_chat_checks import check, judge_functions, judge_tools
from mockfn.providers.openai import OPENAI


@pytest.fixture
def refused():
    """Call it with members of a request; it returns (status, type, param, code, message), or None where all is well.

    `model` and `messages` are there unless given; `...` leaves a member out. A model that is not listed is refused
    where `exists=False`.
    """

    def refused(*, exists=True, skip=frozenset(), words=None, **members):
        body = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "hi"}], **members}
        body = {key: value for key, value in body.items() if value is not ...}
        model = OPENAI.model(str(body.get("model"))) if exists else None
        tools = judge_tools(body["tools"]) if body.get("tools") is not None else None
        functions = judge_functions(body["functions"]) if body.get("functions") is not None else None
        error = check(body, model, tools, functions, skip=skip, words=words or {}).error
        return error and (error.status, error.type, error.param, error.code, error.message)

    return refused
