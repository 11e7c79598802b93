"""What OpenAI's chat completions refuse, and in which order: the door to `mockfn.apis.checks`.

A request is looked at in phases: presence, unknown members, the model, each known member, the model's abilities,
schemas, the conversation, content that is missing. The first fault is the answer. Nothing here reads a script or
writes a byte: in goes plain data, out comes an `APIError` or None.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

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
    "PHASES",
    "ROWS",
    "Judged",
    "Row",
    "Strictness",
    "ToolsVerdict",
    "check",
    "check_context",
    "check_key",
    "conversation_findings",
    "judge_functions",
    "judge_tools",
    "judges_messages",
    "masked",
    "reject",
]

_NONE: frozenset[str] = frozenset()
_UNLISTED = Model(name="")


class Strictness(Protocol):
    """What the user asked of the checks (`mockfn.settings.Settings` is one)."""

    @property
    def skip(self) -> frozenset[str]:
        """The checks that are not made, by name."""

    @property
    def api_key(self) -> str | None:
        """The one key that is accepted; None accepts any."""

    @property
    def strict_models(self) -> bool:
        """Whether an unlisted model is an error."""


class Judged(NamedTuple):
    """What the checks say of a request: its first fault as an answer, and whether there is none, not even one of those
    that are passed over."""

    error: APIError | None
    sound: bool


def check(
    body: dict[str, Any],
    model: Model | None,
    tools: ToolsVerdict | None,
    functions: ToolsVerdict | None,
    *,
    skip: frozenset[str] = _NONE,
    words: Mapping[str, Any] = {},
) -> Judged:
    """The first fault of a request, as its answer; none where the provider would answer.

    `model` is None where it does not exist. `tools` and `functions` are the verdicts on those members, None where the
    body has none. `skip` and `words` change the table: see `mockfn.apis.checks.row.rejection`.
    """
    case = _case(body, model, tools, functions)
    if model is not None and model.unchecked:
        skip |= model.unchecked
    sound = True
    for finding in _findings(case, model is not None, words):
        sound = False
        error = rejection(finding, ROWS, skip, words)
        if error is not None:
            return Judged(error, False)
    return Judged(None, sound)


def _case(
    body: dict[str, Any], model: Model | None, tools: ToolsVerdict | None, functions: ToolsVerdict | None
) -> Case:
    # A null is taken for left out, whatever was judged of it.
    return Case(
        body,
        model or _UNLISTED,
        tools if body.get("tools") is not None else None,
        functions if body.get("functions") is not None else None,
    )


def judges_messages(body: Mapping[str, Any], model: Model) -> bool:
    """Whether the model or a member has something to say of messages that `conversation_findings` does not look for."""
    return bool(
        model.roles_unsupported or model.parts_unsupported or model.audio or body.get("response_format") is not None
    )


def conversation_findings(
    body: dict[str, Any],
    model: Model,
    tools: ToolsVerdict | None,
    functions: ToolsVerdict | None,
    words: Mapping[str, Any],
) -> Iterator[Finding]:
    """The faults that only its messages, a list that is not empty, can give a request."""
    case = _case(body, model, tools, functions)
    if not _plain(body["messages"]) or max(map(len, body["messages"])) > 2:
        yield from message_findings(case)
        yield from history_findings(case)
        yield from content_findings(case)
    if words:
        yield from elsewhere_findings(case, words)


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
