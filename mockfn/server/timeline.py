"""A stream on a time line: each piece of it, when it left, and what it said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mockfn.http import Frame
from mockfn.jsontext import decode
from mockfn.server.deliveries import Delivery

__all__ = ["timeline"]

# More than anybody reads; the rest of a longer stream is counted.
_MOST = 2_000


def timeline(frames: Sequence[Frame], delivery: Delivery | None) -> list[dict[str, Any]]:
    """Each frame of a stream: `at`, in seconds after the answer was there (as planned, where unsent), and `says`.

    `sent` is False for frames that did not leave, because the client had gone.
    """
    left = delivery.sent if delivery else None
    planned, found = 0.0, []
    for number, frame in enumerate(frames[:_MOST]):
        planned += frame.delay
        sent = left is None or number < len(left)
        at = left[number] if left is not None and sent else planned
        found.append({"at": round(at, 6), "says": " ".join(_says(frame.data)), "sent": sent})
    return found


def _says(data: bytes) -> Iterator[str]:
    """What each event of a frame says, in a word or two."""
    for line in data.decode("utf-8", "replace").splitlines():
        if line.startswith("data:"):
            yield _event(line[5:].strip())
        elif line:
            yield line


def _event(text: str) -> str:
    try:
        chunk = decode(text)
    except ValueError:
        return text
    if not isinstance(chunk, Mapping):
        return text
    if "error" in chunk:
        return f"error {chunk['error']}"
    choices = chunk.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], Mapping):
        return "usage" if chunk.get("usage") else "no choice"
    delta, finish = choices[0].get("delta"), choices[0].get("finish_reason")
    said = list(_delta(delta)) if isinstance(delta, Mapping) else []
    return " ".join([*said, *([f"[{finish}]"] if finish else [])]) or "·"


def _delta(delta: Mapping[str, Any]) -> Iterator[str]:
    for name in ("reasoning_content", "reasoning", "content", "refusal"):
        if isinstance(delta.get(name), str) and delta[name]:
            yield delta[name]
    for call in delta.get("tool_calls") or ():
        function = call.get("function") if isinstance(call, Mapping) else None
        if isinstance(function, Mapping):
            if function.get("name"):
                yield f"{function['name']}("
            if function.get("arguments"):
                yield str(function["arguments"])
    if delta.get("role") and not delta.get("content") and not delta.get("tool_calls"):
        yield str(delta["role"])
