"""Errors that are answered instead, in OpenAI's words. A provider's own come first (`Provider.errors`)."""

from __future__ import annotations

from typing import Any

from mockfn.chat import APIError
from mockfn.faults.fault import Fault

__all__ = ["INSTEAD"]

_RETRY = {
    "retry-after": "1",
    "retry-after-ms": "1000",
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-reset-requests": "1s",
    "x-ratelimit-limit-tokens": "30000",
    "x-ratelimit-remaining-tokens": "0",
    "x-ratelimit-reset-tokens": "1s",
}


def _error(status: int, message: str, kind: str, code: str | None = None, **more: Any) -> APIError:
    return APIError(status, message, type=kind, code=code, spacing="pretty4", **more)


INSTEAD: dict[str, Fault] = {
    "rate_limit": Fault(
        "instead",
        "429 with retry-after, retry-after-ms and x-ratelimit-*",
        _error(
            429,
            "Rate limit reached for {model} in organization org-mockfn on requests per min (RPM): Limit 500, Used 500, "
            "Requested 1. Please try again in 1s. Visit https://platform.openai.com/account/rate-limits to learn more.",
            "requests",
            "rate_limit_exceeded",
            headers=_RETRY,
        ),
    ),
    "quota": Fault(
        "instead",
        "429 that no retry helps: no credit",
        _error(
            429,
            "You exceeded your current quota, please check your plan and billing details. For more information on this "
            "error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
            "insufficient_quota",
            "insufficient_quota",
        ),
    ),
    "server_error": Fault(
        "instead",
        "500",
        _error(500, "The server had an error while processing your request. Sorry about that!", "server_error"),
    ),
    "overloaded": Fault(
        "instead",
        "503",
        _error(
            503,
            "Our servers are currently overloaded. Please try again later.",
            "service_unavailable_error",
            "server_is_overloaded",
        ),
    ),
    "invalid_key": Fault(
        "instead",
        "401",
        _error(
            401,
            "Incorrect API key provided: sk-mockfn. You can find your API key at "
            "https://platform.openai.com/account/api-keys.",
            "invalid_request_error",
            "invalid_api_key",
        ),
    ),
    "forbidden": Fault(
        "instead",
        "403",
        _error(403, "You are not allowed to sample from this model", "invalid_request_error"),
    ),
    "model_not_found": Fault(
        "instead",
        "404",
        _error(
            404,
            "The model `{model}` does not exist or you do not have access to it.",
            "invalid_request_error",
            "model_not_found",
        ),
    ),
    "context_length": Fault(
        "instead",
        "400 with the code that frameworks look for",
        _error(
            400,
            "This model's maximum context length is 128000 tokens. However, your messages resulted in 128001 tokens. "
            "Please reduce the length of the messages.",
            "invalid_request_error",
            "context_length_exceeded",
            param="messages",
        ),
    ),
    "content_filter": Fault(
        "instead",
        "400 of a content filter",
        _error(
            400,
            "The response was filtered due to the prompt triggering the content management policy. Please modify your "
            "prompt and retry.",
            "invalid_request_error",
            "content_filter",
            param="prompt",
        ),
    ),
    "timeout": Fault("instead", "408", _error(408, "Request timed out.", "timeout")),
}
