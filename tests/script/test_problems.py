"""What is wrong with a script reaches the app as an error that no client retries."""

from mockfn.chat import APIError
from mockfn.errors import ScriptError
from mockfn.script import problem


def test_a_script_error_as_an_answer():
    assert problem(ScriptError("is wrong", file="a.yaml", line=2, rule="rule 1")) == APIError(
        400,
        "a.yaml:2, rule 1: is wrong",
        type="mockfn_script_error",
        code="mockfn_script_error",
        name="mockfn_script_error",
        headers={"x-should-retry": "false"},
    )
