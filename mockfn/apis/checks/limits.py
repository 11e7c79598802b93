"""A request longer than its model's context."""

from __future__ import annotations

from mockfn.apis.checks.row import Finding
from mockfn.providers.provider import Model

__all__ = ["context_finding"]


def context_finding(model: Model, messages: int, functions: int = 0, completion: int | None = None) -> Finding | None:
    """Tokens of the messages, of the functions, and asked for, against the model's context. One wording for each of
    the four combinations of functions and an asked-for completion; the counts are slots as well, for other words."""
    total = messages + functions + (completion or 0)
    if total <= model.context:
        return None
    if completion is None:
        counted = f"your messages resulted in {total} tokens"
        detail = f"{messages} in the messages, {functions} in the functions"
        counted += f" ({detail})" if functions else ""
        parts = "messages or functions" if functions else "messages"
    elif functions:
        counted = (
            f"you requested {total} tokens ({messages} in the messages, {functions} in the functions,"
            f" and {completion} in the completion)"
        )
        parts = "messages, functions, or completion"
    else:
        counted = f"you requested {total} tokens ({messages} in the messages, {completion} in the completion)"
        parts = "messages or completion"
    counts = {"total": total, "prompt": messages + functions, "completion": completion or 0}
    slots = {"context": model.context, "excess": total - model.context, "counted": counted, "parts": parts, **counts}
    return Finding("context-length", slots)
