"""How Azure OpenAI writes: OpenAI's bodies and chunks in alphabetical order, with filter results, by API version.

Sources: 594 recorded exchanges of public repositories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mockfn.chat import Usage
from mockfn.jsontext import encode
from mockfn.providers import openai
from mockfn.providers.cutting import by_token
from mockfn.providers.parts import plain_usage, sorted_keys
from mockfn.providers.provider import Model, Said

__all__ = [
    "TEXT_FILTERS",
    "chunks",
    "chunks_2023",
    "chunks_2024_08",
    "chunks_of_a_deployment",
    "completion",
    "completion_2023",
    "completion_2024_08",
    "completion_latest",
    "completion_of_grok",
    "completion_with_tier",
    "usage_before",
    "with_thoughts",
]

_SAFE = {"filtered": False, "severity": "safe"}
TEXT_FILTERS = {"hate": _SAFE, "self_harm": _SAFE, "sexual": _SAFE, "violence": _SAFE}
_UNDETECTED = {"filtered": False, "detected": False}
_PROTECTED = ("protected_material_code", "protected_material_text")
# Text as a whole is looked through for what is protected as well; a stream's pieces are not.
_WHOLE_FILTERS = {
    "hate": _SAFE,
    "protected_material_code": _UNDETECTED,
    "protected_material_text": _UNDETECTED,
    "self_harm": _SAFE,
    "sexual": _SAFE,
    "violence": _SAFE,
}
_PROMPT_FILTERS = {
    "hate": _SAFE,
    "jailbreak": _UNDETECTED,
    "self_harm": _SAFE,
    "sexual": _SAFE,
    "violence": _SAFE,
}
# Streams of the older path, which names a deployment, look for no jailbreak (10 of 10); JSON and the newer path do.
_PROMPT_RESULTS = [{"prompt_index": 0, "content_filter_results": _PROMPT_FILTERS}]
_PROMPT_RESULTS_BEFORE = [{"prompt_index": 0, "content_filter_results": TEXT_FILTERS}]


def completion(said: Said) -> dict[str, Any]:
    """OpenAI's body with filter results, keys in alphabetical order, no `service_tier`; `logprobs` always."""
    body = _plain(openai.completion(said))
    body["choices"] = [
        {"content_filter_results": _WHOLE_FILTERS if choice["message"]["content"] else {}, **_with_logprobs(choice)}
        for choice in body["choices"]
    ]
    body["prompt_filter_results"] = _PROMPT_RESULTS
    return {key: body[key] for key in sorted(body)}


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """OpenAI's body or chunk in alphabetical order. 11 of 16 of 2026-06 have `service_tier`, none of 73 before."""
    return sorted_keys({key: value for key, value in body.items() if key != "service_tier"})  # type: ignore[no-any-return]  # an object's keys, sorted, are an object


def _with_logprobs(choice: dict[str, Any]) -> dict[str, Any]:
    found = {"logprobs": None, **choice}
    return {key: found[key] for key in sorted(found)}


def chunks(said: Said, prompt: Any = _PROMPT_RESULTS) -> Iterator[dict[str, Any]]:
    """OpenAI's chunks after one that holds the prompt's filter results and nothing else (162 of 169)."""
    yield {
        "choices": [],
        "created": 0,
        "id": "",
        "model": "",
        "object": "",
        "prompt_filter_results": prompt,
    }
    for number, chunk in enumerate(openai.chunks(said)):
        body = _plain(chunk)
        body["choices"] = [_with_logprobs(choice) for choice in body["choices"]]
        if "obfuscation" in body:
            body["obfuscation"] = _padding(body, said, number)
        body["choices"] = [
            {"content_filter_results": TEXT_FILTERS if choice["delta"].get("content") else {}, **choice}
            for choice in body["choices"]
        ]
        yield body


def _padding(body: dict[str, Any], said: Said, number: int) -> str:
    """A chunk is padded before its filter results are put in: to 1 more than a multiple of 16 (370 of 370)."""
    length = len(encode(body).decode())
    return said.chance.text(f"padding.{number}", (1 - length) % 16)


# An API version of 2023 knows neither filter results nor what came to OpenAI's messages later (14 of 14).
_LATER = ("annotations", "refusal", "logprobs", "obfuscation", "prompt_tokens_details", "completion_tokens_details")


def _without(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _without(member, names) for key, member in value.items() if key not in names}
    return [_without(one, names) for one in value] if isinstance(value, list) else value


def completion_2023(said: Said) -> dict[str, Any]:
    """The body of an API version of 2023: OpenAI's of that year."""
    return _without(_plain(openai.completion(said)), _LATER)  # type: ignore[no-any-return]  # an object stays one


def chunks_2023(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks of an API version of 2023: OpenAI's of that year."""
    for chunk in openai.chunks(said):
        body = _without(_plain(chunk), _LATER)
        for choice in body["choices"]:
            if not choice["delta"].get("content"):
                choice["delta"].pop("content", None)
        yield body


_LATER_THAN_2024_08 = tuple(name for name in _LATER if name != "logprobs")


def completion_2024_08(said: Said) -> dict[str, Any]:
    """The body of API version 2024-08-01-preview: filters, messages of content, calls and role (7 of 7).

    Text is not looked through for what is protected (2 of 3: it was from 2024-12 on).
    """
    body = _without(completion(said), (*_LATER_THAN_2024_08, *_PROTECTED))
    return {**body, "prompt_filter_results": _PROMPT_RESULTS_BEFORE}


def chunks_2024_08(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks of API version 2024-08-01-preview (3 of 3)."""
    for chunk in chunks(said, _PROMPT_RESULTS_BEFORE):
        yield _without(chunk, _LATER_THAN_2024_08)


def chunks_of_a_deployment(said: Said) -> Iterator[dict[str, Any]]:
    """The chunks of the path that names a deployment."""
    return chunks(said, _PROMPT_RESULTS_BEFORE)


def _detected_first(value: Any) -> Any:
    """The filters since 2026-02: sorted, too."""
    if isinstance(value, dict):
        names = ("detected", "filtered") if set(value) == {"detected", "filtered"} else tuple(value)
        return {name: _detected_first(value[name]) for name in names}
    return [_detected_first(one) for one in value] if isinstance(value, list) else value


def completion_latest(said: Said) -> dict[str, Any]:
    """The body of 2026, as gpt-4o and unknown deployments were recorded (4 of 4)."""
    return _detected_first(completion(said))  # type: ignore[no-any-return]  # an object stays one


def completion_with_tier(said: Said) -> dict[str, Any]:
    """The body of 2026-06, as o4-mini was recorded (3 of 4): it tells its tier and where time went.

    A prompt that ends in a tool's result is not filtered again (2 of 2; 3 of 3 that end in the user's words are).
    """
    usage = _sorted_first({**said.usage, "latency_checkpoint": _LATENCY})
    body = {**completion_latest(said), "service_tier": "default", "usage": usage}
    if said.chat.messages[-1].get("role") == "tool":
        body["prompt_filter_results"] = _UNFILTERED
    return _sorted_first(body)


_UNFILTERED = [{"prompt_index": 0, "content_filter_results": {}}]


# Milliseconds, as one recorded answer had them.
_LATENCY = {
    "engine_tbt_ms": 9,
    "engine_ttft_ms": 36,
    "engine_ttlt_ms": 249,
    "pre_inference_ms": 166,
    "service_tbt_ms": 10,
    "service_ttft_ms": 707,
    "service_ttlt_ms": 950,
    "total_duration_ms": 797,
    "user_visible_ttft_ms": 541,
}


def _sorted_first(body: dict[str, Any]) -> dict[str, Any]:
    """The same members in alphabetical order, what they hold as it is."""
    return {name: body[name] for name in sorted(body)}


def completion_of_grok(said: Said) -> dict[str, Any]:
    """xAI's models on Azure: no fingerprint, their own usage, `stop_reason`, and calls with a `call_id` (5 of 5)."""
    body = completion(said)
    del body["system_fingerprint"]
    choices = [{**choice, "message": dict(choice["message"])} for choice in body["choices"]]
    for choice, spoken in zip(choices, said.choices, strict=True):
        choice["stop_reason"] = None
        message = choice["message"]
        del message["annotations"]
        calls = [{**call, "function": {**call["function"], "call_id": None}} for call in message.get("tool_calls", ())]
        message["tool_calls"] = calls or None
        message["reasoning_content"] = spoken.reasoning
        choice["message"] = sorted_keys(message)
    return {**body, "choices": choices, "usage": sorted_keys(_grok_usage(said.usage))}


_Chunks = Callable[[Said], Iterator[dict[str, Any]]]


def with_thoughts(plain: _Chunks) -> _Chunks:
    """The same chunks, what was thought after the first of each choice."""

    def chunks(said: Said) -> Iterator[dict[str, Any]]:
        thoughts = {choice.index: by_token(choice.reasoning or "") for choice in said.choices}
        for chunk in plain(said):
            yield chunk
            for body in chunk["choices"]:
                for piece in thoughts.pop(body["index"], []):
                    yield {**chunk, "choices": [{**body, "delta": {"reasoning_content": piece}}]}

    return chunks


def _grok_usage(used: dict[str, Any]) -> dict[str, Any]:
    details = {**used["prompt_tokens_details"], "image_tokens": 0, "text_tokens": used["prompt_tokens"]}
    return {**used, "prompt_tokens_details": details, "audio_prompt_tokens": 0, "num_sources_used": 0}


def usage_before(used: Usage, model: Model) -> dict[str, Any]:
    """Usage of three counts, alphabetical."""
    return sorted_keys(plain_usage(used, model))  # type: ignore[no-any-return]  # an object stays one
