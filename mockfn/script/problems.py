"""What is wrong with a script, as an answer: the app gets a 400 that it does not retry, and the test sees why."""

from __future__ import annotations

from mockfn.chat import APIError
from mockfn.errors import ScriptError
from mockfn.ownerrors import failure

__all__ = ["problem"]


def problem(error: ScriptError) -> APIError:
    """The error as an answer, of type `mockfn_script_error`."""
    return failure("mockfn_script_error", str(error))
