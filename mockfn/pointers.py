"""JSON Pointers (RFC 6901): the way to a part of a JSON value, as a text."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["pointer_of", "steps_of"]


def pointer_of(steps: Iterable[object]) -> str:
    """The pointer that leads by these names of members and numbers of items; '' for the whole value."""
    return "".join(["/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps])


def steps_of(pointer: str) -> list[str]:
    """The steps of a pointer, each as text; what stands before its first slash is none of them."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
