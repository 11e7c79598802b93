"""The verbs that make an answer slow or wrong, as values of a step."""

from __future__ import annotations

import pytest

from mockfn.errors import ScriptError
from mockfn.faults import Strike
from mockfn.latency import Latency
from mockfn.place import Place
from mockfn.script.steps import Step
from mockfn.script.troubles import TROUBLES, add_cut, add_fail, add_misbehave, set_pace

PLACE = Place("script.yaml", 3, "rule 1")


def test_faults_of_a_step_add_up() -> None:
    step = add_cut(add_fail(Step(), 429, PLACE, times=2), 3, PLACE)
    assert step.faults == (Strike("rate_limit", 2), Strike("cut", None, 3))


def test_a_pace_replaces_the_one_before() -> None:
    step = set_pace(set_pace(Step(), PLACE, first=1), PLACE, per_second=5)
    assert step.latency == Latency(0.0, 5)


def test_only_a_reply_misbehaves() -> None:
    assert add_misbehave(Step(), "refusal", PLACE).faults == (Strike("refusal"),)
    with pytest.raises(ScriptError, match="'reset' is no way for a model to misbehave"):
        add_misbehave(Step(), "reset", PLACE)


@pytest.mark.parametrize("verb", TROUBLES)
def test_a_value_of_no_form_is_an_error_with_its_place(verb: str) -> None:
    with pytest.raises(ScriptError, match=rf"^script\.yaml:3, rule 1, {verb}: "):
        TROUBLES[verb](Step(), [None], (), PLACE)
