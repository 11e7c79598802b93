"""Who answers, in which order, and what the decision says of it."""

from __future__ import annotations

from typing import Any

import pytest

from mockfn.chat import APIError, ChatRequest, Message, Reply
from mockfn.decide import Decision, decide
from mockfn.providers import PROVIDERS
from mockfn.script import Rules, Script
from mockfn.seeds import Chance
from mockfn.settings import Settings


def decided(rules: Rules | None = None, script: Rules | None = None, **options: Any) -> Decision:
    chat = ChatRequest(json={}, model="gpt-4o", conversation=(Message("user", "hi"),))
    settings = Settings(
        provider=PROVIDERS["openai"],
        rules=rules.script if rules else Script(),
        script=script.script if script else Script(),
        **options,
    )
    return decide(chat, settings, 0, Chance(0, b""))


def rules(user: str, text: str) -> Rules:
    made = Rules()
    made.when(user=user).say(text)
    return made


def test_rules_come_first_then_the_script_then_otherwise() -> None:
    first = decided(rules("hi", "rule"), rules("hi", "script"))
    assert (first.source, first.answer) == ("rule", Reply("rule"))
    second = decided(rules("bye", "rule"), rules("hi", "script"))
    assert (second.source, second.answer) == ("script", Reply("script"))
    last = rules("bye", "rule")
    last.otherwise.say("neither")
    third = decided(last, rules("bye", "script"))
    assert (third.source, third.answer) == ("otherwise", Reply("neither"))


def test_a_decision_says_which_rule_held_and_why() -> None:
    because = decided(rules("hi", "hello")).because
    assert any("rule 1" in sentence and "user" in sentence for sentence in because)


@pytest.mark.parametrize(("otherwise", "source"), [(None, "miss"), ("miss", "miss"), ("generate", "generate")])
def test_what_no_rule_holds_for_goes_where_otherwise_says(otherwise: Any, source: str) -> None:
    assert decided(rules("bye", "x"), otherwise=otherwise).source == source


def test_a_condition_that_raises_is_a_script_that_is_wrong() -> None:
    broken = Rules()
    broken.when(lambda chat: chat.nothing).say("x")
    decision = decided(broken)
    assert decision.missed
    assert isinstance(decision.answer, APIError)
    assert (decision.source, decision.because) == ("rule", (decision.answer.message,))
    assert "raised AttributeError" in decision.because[0]


def test_a_rule_can_hand_over_to_generation() -> None:
    handing = Rules()
    handing.when(user="hi").generate()
    decision = decided(handing)
    assert decision.source == "generate"
    assert isinstance(decision.answer, Reply)


def test_a_miss_and_a_wrong_script_count_as_missed() -> None:
    wrong = Rules()
    wrong.when(user="hi").call("not_offered")
    decision = decided(wrong)
    assert isinstance(decision.answer, APIError)
    assert decision.answer.type == "mockfn_script_error"
    assert "not_offered" in decision.because[-1]
    assert decision.missed
    assert decided(rules("bye", "x")).missed
    assert not decided(rules("hi", "x")).missed
