"""What OpenAI's chat completions refuse, and in which order: the door to `mockfn.apis.checks`.

A request is looked at in phases: presence, unknown members, the model, each known member, the model's abilities,
schemas, the conversation, content that is missing. The first fault is the answer. Nothing here reads a script or
writes a byte: in goes plain data, out comes an `APIError` or None.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mockfn.apis.checks.access import key_finding, masked
from mockfn.apis.checks.body import field_findings, presence_findings, unknown_findings
from mockfn.apis.checks.case import Case, ToolsVerdict
from mockfn.apis.checks.choice import offered_findings
from mockfn.apis.checks.elsewhere import elsewhere_findings
from mockfn.apis.checks.history import history_findings
from mockfn.apis.checks.limits import context_finding
from mockfn.apis.checks.messages import content_findings, message_findings
from mockfn.apis.checks.models import capability_findings, chat_findings, limit_findings, unrecognized_findings
from mockfn.apis.checks.response import json_word_findings, response_schema_findings
from mockfn.apis.checks.row import PHASES, Finding, Row, rejection
from mockfn.apis.checks.rows import ROWS
from mockfn.apis.checks.tools import judge_functions, judge_tools
from mockfn.chat import APIError, ChatRequest
from mockfn.providers.provider import Model
from mockfn.tokens import function_tokens, prompt_tokens

__all__ = [
    "OWN",
    "PHASES",
    "ROWS",
    "Row",
    "ToolsVerdict",
    "check",
    "check_context",
    "check_key",
    "judge_functions",
    "judge_tools",
    "masked",
    "reject",
]

_NONE: frozenset[str] = frozenset()
_UNLISTED = Model(name="")

# Members that each request of an app may have its own of, and what they have to be. What else an app sends is the same
# in all its requests, `messages` left aside.
OWN: dict[str, type] = {"seed": int, "user": str, "safety_identifier": str, "prompt_cache_key": str}

# Requests without a fault, by all that decides it but messages and the members in OWN; with what must not be collected,
# since it is known by its identity.
_Sound = tuple[tuple[str | bytes | None, ...], int, int, int]
_SOUND: dict[_Sound, tuple[Model | None, ToolsVerdict | None, ToolsVerdict | None]] = {}
_MOST_SOUND = 256


def check(
    body: dict[str, Any],
    model: Model | None,
    tools: ToolsVerdict | None,
    functions: ToolsVerdict | None,
    *,
    skip: frozenset[str] = _NONE,
    words: Mapping[str, Any] = {},
    rest: tuple[str | bytes | None, ...] | None = None,
) -> APIError | None:
    """The first fault of a request, as its answer; None where the provider would answer.

    `model` is None where it does not exist. `tools` and `functions` are the verdicts on those members, None where the
    body has none. `skip` and `words` change the table: see `mockfn.apis.checks.row.rejection`. `rest` holds the body's
    members but for messages, tools and functions, each name with its text, None for the text of one in `OWN` that is
    no null: by it a request like one that had no fault is known.
    """
    # A null is taken for left out, whatever was judged of it.
    case = Case(
        body,
        model or _UNLISTED,
        tools if body.get("tools") is not None else None,
        functions if body.get("functions") is not None else None,
    )
    if model is not None and model.unchecked:
        skip |= model.unchecked
    key = None if rest is None else (rest, id(model), id(tools), id(functions))
    if key in _SOUND and _still_sound(case, words):
        return None
    sound = True
    for finding in _findings(case, model is not None, words):
        sound = False
        error = rejection(finding, ROWS, skip, words)
        if error is not None:
            return error
    if sound and key is not None and not _judges_messages(case):
        if len(_SOUND) >= _MOST_SOUND:
            _SOUND.clear()
        _SOUND[key] = (model, tools, functions)
    return None


def _judges_messages(case: Case) -> bool:
    """Whether the model or a member has something to say of the messages."""
    model = case.model
    return bool(
        model.roles_unsupported
        or model.parts_unsupported
        or model.audio
        or case.body.get("response_format") is not None
    )


def _still_sound(case: Case, words: Mapping[str, Any]) -> bool:
    """Whether messages and the members in OWN have no fault either; False where that takes a closer look."""
    body = case.body
    for name, kind in OWN.items():
        value = body.get(name)
        if value is not None and type(value) is not kind:
            return False
    messages = body.get("messages")
    if type(messages) is not list or not messages:
        return False
    if not _plain(messages) or max(map(len, messages)) > 2:
        for findings in (message_findings, history_findings, content_findings):
            for _ in findings(case):
                return False
    return not words or next(elsewhere_findings(case, words), None) is None


def _findings(case: Case, exists: bool, words: Mapping[str, Any]) -> Iterator[Finding]:
    body, model = case.body, case.model
    yield from presence_findings(body)
    yield from unknown_findings(body)
    if not exists:
        yield Finding("model-not-found", {"model": body.get("model")})
    if not model.chat:
        yield from chat_findings(case)
    if model.unrecognized:
        yield from unrecognized_findings(case)
    yield from field_findings(case)
    if type(body.get("messages")) is not list:
        return
    yield from capability_findings(case)
    for verdict in (case.functions, case.tools):
        if verdict is not None and verdict.schema_findings:
            yield from verdict.schema_findings
    if "response_format" in body:
        yield from response_schema_findings(case)
        yield from json_word_findings(case)
    plain = _plain(body["messages"])
    if not plain:
        yield from history_findings(case)
    yield from offered_findings(case)
    yield from limit_findings(case)
    if not plain:
        yield from content_findings(case)
    if words:
        yield from elsewhere_findings(case, words)


def _plain(messages: list[Any]) -> bool:
    """Whether there is no history to judge: messages of system and user with one text each."""
    for message in messages:
        if type(message) is not dict or message.get("role") not in ("user", "system"):
            return False
        if type(message.get("content")) is not str or "tool_calls" in message:
            return False
    return True


def check_key(
    authorization: str | None,
    expected: Collection[str] | None,
    *,
    skip: frozenset[str] = _NONE,
    words: Mapping[str, Any] = {},
) -> APIError | None:
    """The 401 for a request's Authorization header: missing, or none of `expected`. None for `expected` accepts all."""
    finding = key_finding(authorization, expected)
    return rejection(finding, ROWS, skip, words) if finding else None


def check_context(
    chat: ChatRequest,
    model: Model,
    size: int,
    *,
    skip: frozenset[str] = _NONE,
    words: Mapping[str, Any] = {},
) -> APIError | None:
    """The 400 for a request that counts more tokens than its model's context, what it asks for included.

    `size` is that of the body in bytes: no text counts more tokens than it has bytes, so most requests are let through
    uncounted.
    """
    asked = chat.json.get("max_completion_tokens") or chat.json.get("max_tokens")
    completion = asked if isinstance(asked, int) and asked > 0 else None
    if size + (completion or 0) <= model.context:
        return None
    functions = function_tokens(chat, model.family)
    finding = context_finding(model, prompt_tokens(chat, model.family) - functions, functions, completion)
    return rejection(finding, ROWS, skip, words) if finding else None


def reject(
    row: str,
    *,
    skip: frozenset[str] = _NONE,
    words: Mapping[str, Any] = {},
    **slots: Any,
) -> APIError | None:
    """A row of the table as an answer, its slots filled: reject("unknown-url", method="POST", path="/v1/x").

    "invalid-json" has none; "method-not-allowed" and "unknown-url" take `method` and `path`; "model-not-listed" takes
    `model`; "completion-not-found" takes `id`.
    """
    return rejection(Finding(row, slots), ROWS, skip, words)
