"""The members of a request: presence, unknown ones, then each known one in the order the provider checks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mockfn.apis.checks.case import Case
from mockfn.apis.checks.choice import function_call, tool_choice
from mockfn.apis.checks.kinds import echo, listed
from mockfn.apis.checks.messages import message_findings
from mockfn.apis.checks.names import wrong_type
from mockfn.apis.checks.nearby import nearby
from mockfn.apis.checks.response import response_format
from mockfn.apis.checks.row import Finding

__all__ = ["KNOWN", "field_findings", "presence_findings", "unknown_findings"]

_Check = Callable[[Any, Case], Iterable[Finding]]


def presence_findings(body: dict[str, Any]) -> Iterator[Finding]:
    """`model` and `messages`, which every request needs."""
    model = body.get("model")
    if not model:
        yield Finding("missing-model")
    elif not isinstance(model, str):
        yield Finding("invalid-json")
    if body.get("messages") is None:
        yield Finding("missing-messages")


def unknown_findings(body: dict[str, Any]) -> Iterator[Finding]:
    """Members that chat completions does not have, in the order they were sent."""
    if KNOWN.issuperset(body):
        return
    for key in body:
        if key not in KNOWN:
            near = nearby(key, KNOWN.difference(body))
            hint = f" Did you mean {listed(near, 'or')}?" if near else ""
            yield Finding("unknown-parameter", {"param": key, "hint": hint})


def field_findings(case: Case) -> Iterator[Finding]:
    """Faults of single members. A null is taken for left out."""
    body, refused, own = case.body, case.model.unsupported, case.model.own_members
    ranked = sorted([_RANK[key] for key, value in body.items() if value is not None and key in _RANK])
    if own:
        ranked = [rank for rank in ranked if _CHECKS[rank][0] not in own]
    for rank in ranked:
        key, check = _CHECKS[rank]
        if key in refused and key in _REFUSED_HERE:
            row = "max-tokens-unsupported" if key == "max_tokens" else "unsupported-parameter"
            yield Finding(row, {"param": key})
        yield from check(body[key], case)


# Members whose mere presence a model refuses at this point; others are refused later, with the model's abilities.
_REFUSED_HERE = frozenset({"stop", "logit_bias", "prediction", "max_tokens", "parallel_tool_calls"})


def _nothing(_value: Any, _case: Case) -> Iterable[Finding]:
    return ()


def _typed(key: str, expected: str, *types: type) -> _Check:
    def check(value: Any, _case: Case) -> Iterable[Finding]:
        return () if type(value) in types else (wrong_type(key, expected, value),)

    return check


def _integer(key: str, least: int | None = None) -> _Check:
    def check(value: Any, _case: Case) -> Iterator[Finding]:
        if not (type(value) is int or (type(value) is float and value.is_integer())):
            yield wrong_type(key, "an integer", value)
        elif least is not None and value < least:
            yield Finding("integer-below-minimum", {"param": key, "bound": least, "value": value})

    return check


def _decimal(key: str, least: int, most: int) -> _Check:
    def check(value: Any, _case: Case) -> Iterator[Finding]:
        if type(value) not in (int, float):
            yield wrong_type(key, "a decimal", value)
        elif value > most:
            yield Finding("decimal-above-maximum", {"param": key, "bound": most, "value": value})
        elif value < least:
            yield Finding("decimal-below-minimum", {"param": key, "bound": least, "value": value})

    return check


def _one_of(key: str, values: tuple[str, ...]) -> _Check:
    def check(value: Any, _case: Case) -> Iterator[Finding]:
        if not isinstance(value, str):
            yield wrong_type(key, f"one of {listed(values, 'or')}", value)
        elif value not in values:
            yield Finding("invalid-value", {"param": key, "value": echo(value), "supported": listed(values)})

    return check


def _messages(_value: Any, case: Case) -> Iterable[Finding]:
    return message_findings(case)


def _functions(_value: Any, case: Case) -> Iterable[Finding]:
    return case.functions.findings if case.functions is not None else ()


def _tools(_value: Any, case: Case) -> Iterable[Finding]:
    return case.tools.findings if case.tools is not None else ()


def _choices(value: Any, case: Case) -> Iterator[Finding]:
    yield from _integer("n", 1)(value, case)
    most = case.model.most_choices
    if isinstance(value, (int, float)) and value > most:
        yield Finding("integer-above-maximum", {"param": "n", "bound": most, "value": value})


def _top_logprobs(value: Any, case: Case) -> Iterator[Finding]:
    yield from _integer("top_logprobs", 0)(value, case)
    if isinstance(value, (int, float)) and value > case.model.most_logprobs:
        yield Finding("top-logprobs-above-maximum", {"bound": case.model.most_logprobs})
    if not case.body.get("logprobs"):
        yield Finding("top-logprobs-without-logprobs")


def _max_tokens(value: Any, case: Case) -> Iterator[Finding]:
    yield from _integer("max_tokens", 1)(value, case)
    if case.body.get("max_completion_tokens") is not None:
        yield Finding("both-token-limits")


def _effort(value: Any, case: Case) -> Iterator[Finding]:
    efforts = case.model.efforts
    if efforts and value not in efforts:
        yield Finding("effort-unsupported", {"value": echo(value), "supported": listed(efforts)})
    elif not isinstance(value, str):
        yield wrong_type("reasoning_effort", "a string", value)


def _stop(value: Any, _case: Case) -> Iterator[Finding]:
    if isinstance(value, list):
        if len(value) > 4:
            yield Finding("array-too-long", {"param": "stop", "bound": 4, "length": len(value)})
        for index, text in enumerate(value):
            if not isinstance(text, str):
                yield wrong_type(f"stop[{index}]", "a string", text)
    elif not isinstance(value, str):
        yield wrong_type("stop", "one of a string or array of strings", value)


def _nested(key: str, members: dict[str, str]) -> _Check:
    def check(value: Any, _case: Case) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield wrong_type(key, "an object", value)
            return
        for member, inner in value.items():
            if member not in members:
                yield Finding("unknown-nested-parameter", {"param": f"{key}.{member}"})
            elif members[member] == "a boolean" and inner is not None and type(inner) is not bool:
                yield wrong_type(f"{key}.{member}", "a boolean", inner)

    return check


_stream_members = _nested("stream_options", {"include_usage": "a boolean", "include_obfuscation": "a boolean"})


def _stream_options(value: Any, case: Case) -> Iterator[Finding]:
    yield from _stream_members(value, case)
    if not case.body.get("stream"):
        yield Finding("stream-options-without-stream", {"body": case.body})


def _metadata(value: Any, _case: Case) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield wrong_type("metadata", "a metadata object", value)
        return
    if len(value) > 16:
        yield Finding("many-metadata", {"length": len(value)})
    for name, text in value.items():
        param = f"metadata.{echo(name)}"
        if len(name) > 64:
            yield Finding("string-too-long", {"param": param, "bound": 64, "length": len(name)})
        if not isinstance(text, str):
            yield wrong_type(param, "a string", text)
        elif len(text) > 512:
            yield Finding("string-too-long", {"param": param, "bound": 512, "length": len(text)})


# In the measured order; the last row's members were not measured.
_CHECKS: tuple[tuple[str, _Check], ...] = (
    ("messages", _messages),
    ("functions", _functions),
    ("function_call", function_call),
    ("tools", _tools),
    ("tool_choice", tool_choice),
    ("parallel_tool_calls", _typed("parallel_tool_calls", "a boolean", bool)),
    ("max_completion_tokens", _integer("max_completion_tokens", 1)),
    ("n", _choices),
    ("temperature", _decimal("temperature", 0, 2)),
    ("top_p", _decimal("top_p", 0, 1)),
    ("presence_penalty", _decimal("presence_penalty", -2, 2)),
    ("frequency_penalty", _decimal("frequency_penalty", -2, 2)),
    ("logprobs", _typed("logprobs", "a boolean", bool)),
    ("top_logprobs", _top_logprobs),
    ("user", _typed("user", "a string", str)),
    ("seed", _integer("seed")),
    ("moderation", _typed("moderation", "an object", dict)),
    ("safety_identifier", _typed("safety_identifier", "a string", str)),
    ("prompt_cache_options", _nested("prompt_cache_options", {"mode": "", "ttl": ""})),
    ("prompt_cache_key", _typed("prompt_cache_key", "a string", str)),
    ("prompt_cache_retention", _typed("prompt_cache_retention", "a string", str)),
    ("response_format", response_format),
    ("service_tier", _one_of("service_tier", ("auto", "default", "fast", "flex", "priority"))),
    ("max_tokens", _max_tokens),
    ("reasoning_effort", _effort),
    ("logit_bias", _typed("logit_bias", "an object", dict)),
    ("stop", _stop),
    ("stream", _typed("stream", "a boolean", bool)),
    ("stream_options", _stream_options),
    ("store", _typed("store", "a boolean", bool)),
    ("metadata", _metadata),
    ("prediction", _typed("prediction", "an object", dict)),
    ("verbosity", _one_of("verbosity", ("low", "medium", "high"))),
    ("modalities", _typed("modalities", "an array of strings", list)),
    ("audio", _typed("audio", "an object", dict)),
    ("web_search_options", _typed("web_search_options", "an object", dict)),
    ("model", _nothing),
)
_RANK = {key: rank for rank, (key, check) in enumerate(_CHECKS) if check is not _nothing}
KNOWN = frozenset(key for key, _ in _CHECKS)
