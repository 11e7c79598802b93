"""How many tokens a request for a Response would have, which clients of chat completions ask as well.

Crewai asks it before every turn at OpenAI's own address. Nothing else of the Responses API is imitated.
"""

from __future__ import annotations

from typing import Any

from mockfn.jsontext import decode
from mockfn.tokens import FRAMES, count, text_of

__all__ = ["input_tokens"]


def input_tokens(body: bytes) -> dict[str, Any]:
    """The answer of `/responses/input_tokens`: what is written in `instructions`, `input` and `tools`, counted."""
    try:
        asked = decode(body)
    except ValueError:
        asked = None
    parts = [asked.get(name) for name in ("instructions", "input", "tools")] if isinstance(asked, dict) else []
    said = sum(count(text_of(part)) for part in parts if part is not None)
    return {"object": "response.input_tokens", "input_tokens": FRAMES["gpt-4o"].opening + said}
