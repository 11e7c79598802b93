"""The older form of an answer: what is said as `tool_calls`, said as one `function_call` instead.

A provider's shape knows tool calls only; whoever asks with `functions` gets the same body with that one member changed.
"""

from __future__ import annotations

from typing import Any

__all__ = ["as_function_call"]


def as_function_call(body: dict[str, Any]) -> dict[str, Any]:
    """A completion or a chunk with `function_call` where `tool_calls` stood."""
    choices = body.get("choices")
    if not choices:
        return body
    return {**body, "choices": [_choice(choice) for choice in choices]}


def _choice(choice: dict[str, Any]) -> dict[str, Any]:
    return {name: _said(value) if name in ("message", "delta") else value for name, value in choice.items()}


def _said(said: dict[str, Any]) -> dict[str, Any]:
    calls = said.get("tool_calls")
    if not calls:
        return {name: value for name, value in said.items() if name != "tool_calls"}
    function = calls[0].get("function") or {}
    call = {name: function[name] for name in ("name", "arguments") if name in function}
    return {("function_call" if name == "tool_calls" else name): value for name, value in said.items()} | {
        "function_call": call
    }
