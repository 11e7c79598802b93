"""What the model of a request cannot do."""

from __future__ import annotations

from collections.abc import Iterator

from mockfn.apis.checks.case import Case
from mockfn.apis.checks.row import Finding

__all__ = ["capability_findings", "chat_findings", "limit_findings", "unrecognized_findings"]

_STRUCTURED_HINT = (
    " Learn more about supported models at the Structured Outputs guide:"
    " https://platform.openai.com/docs/guides/structured-outputs"
)
# Refused only while the model reasons; models whose effort may be 'none' take them then.
_WHILE_REASONING = ("presence_penalty", "frequency_penalty", "logprobs", "top_logprobs")
_SAMPLING = ("temperature", "top_p", "n")


def chat_findings(case: Case) -> Iterator[Finding]:
    """A model that does not chat at all."""
    if not case.model.chat:
        yield Finding("responses-only-model" if case.model.family == "responses" else "not-a-chat-model")


def unrecognized_findings(case: Case) -> Iterator[Finding]:
    """Members that this model has never heard of."""
    for key in case.model.unrecognized:
        if case.body.get(key) is not None:
            yield Finding("unrecognized-parameter", {"param": key})


def capability_findings(case: Case) -> Iterator[Finding]:
    """Values and members the model does not support, looked for after all types and bounds."""
    model, body = case.model, case.body
    if not model.tools and case.tools is not None:
        yield Finding("model-without-tools", {"model": body.get("model")})
    if model.reasoning and case.reasons:
        yield from _reasoning(case)
    if model.roles_unsupported:
        for index, message in enumerate(body["messages"]):
            role = message.get("role") if isinstance(message, dict) else None
            if isinstance(role, str) and role in model.roles_unsupported:
                yield Finding("role-unsupported", {"param": f"messages[{index}].role", "value": role})
    if model.parts_unsupported or model.audio:
        yield from _parts(case)
    format_ = body.get("response_format")
    kind = format_.get("type") if isinstance(format_, dict) else None
    if isinstance(kind, str) and kind in model.formats_unsupported:
        hint = _STRUCTURED_HINT if kind == "json_schema" else ""
        yield Finding("format-unsupported", {"value": kind, "hint": hint})


def _parts(case: Case) -> Iterator[Finding]:
    sounds = "audio" in str(case.body.get("modalities"))
    for index, message in enumerate(case.body["messages"]):
        content = message.get("content") if isinstance(message, dict) else None
        for place, part in enumerate(content if isinstance(content, list) else ()):
            kind = part.get("type") if isinstance(part, dict) else None
            sounds = sounds or kind == "input_audio"
            if isinstance(kind, str) and kind in case.model.parts_unsupported:
                yield Finding("image-unsupported", {"param": f"messages[{index}].content[{place}].type"})
    if case.model.audio and not sounds:
        yield Finding("audio-required")


def _reasoning(case: Case) -> Iterator[Finding]:
    body, model = case.body, case.model
    for key in _SAMPLING:
        value = body.get(key)
        if value is None:
            continue
        if key in model.unsupported:
            yield Finding("unsupported-parameter", {"param": key})
        elif key in model.fixed and value != 1:
            yield Finding("unsupported-value", {"param": key, "value": value})
    for key in _WHILE_REASONING:
        # Zero and false ask for nothing.
        if key in model.unsupported and body.get(key):
            yield Finding("unsupported-parameter", {"param": key})


def limit_findings(case: Case) -> Iterator[Finding]:
    """More tokens asked for than the model writes; tools where reasoning takes them away."""
    body, model = case.body, case.model
    for key in ("max_tokens", "max_completion_tokens"):
        value = body.get(key)
        if isinstance(value, (int, float)) and value > model.output:
            yield Finding("max-tokens-too-large", {"param": key, "value": value, "bound": model.output})
    if not model.tools_with_effort and case.reasons and case.tools is not None:
        functions = any(tool.kind == "function" for tool in case.tools.tools)
        if functions:
            yield Finding("tools-with-effort", {"model": body.get("model")})
