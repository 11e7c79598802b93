"""What is wrong with a script, as an answer: the app gets a 400 that it does not retry, and the test sees why."""

from __future__ import annotations

from mockfn.chat import APIError
from mockfn.errors import ScriptError

__all__ = ["problem"]


def problem(error: ScriptError) -> APIError:
    """The error as an answer, of type `mockfn_script_error`."""
    return APIError(
        status=400,
        message=str(error),
        type="mockfn_script_error",
        code="mockfn_script_error",
        name="mockfn_script_error",
        headers={"x-should-retry": "false"},
    )
