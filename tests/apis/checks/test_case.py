"""What is looked at when a request is checked."""

import pytest

from mockfn.apis.checks.case import Case
from mockfn.providers.provider import Model

PLAIN = Model(name="plain")
THINKER = Model(name="thinker", reasoning=True, effort="medium")
SOMETIMES = Model(name="sometimes", reasoning=True, effort="none")


@pytest.mark.parametrize(
    ("model", "asked", "reasons"),
    [
        (PLAIN, "high", False),
        (THINKER, None, True),
        (THINKER, "none", False),
        (SOMETIMES, None, False),
        (SOMETIMES, "low", True),
    ],
)
def test_whether_a_request_makes_its_model_reason(model, asked, reasons):
    body = {} if asked is None else {"reasoning_effort": asked}
    assert Case(body, model, None, None).reasons is reasons
