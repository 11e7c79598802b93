"""AIMLAPI's models: whose shape each has."""

from __future__ import annotations

import pytest

from mockfn.providers.aimlapi_models import MODELS

BY_NAME = {model.name: model for model in MODELS}


def test_no_name_is_listed_twice():
    assert len(BY_NAME) == len(MODELS)


@pytest.mark.parametrize("status", [200, 201])
def test_a_success_is_200_or_201(status):
    assert {model.status for model in MODELS} == {200, 201}
    assert any(model.status == status for model in MODELS)


@pytest.mark.parametrize(
    "vendor",
    ["anthropic", "google", "deepseek", "minimax", "moonshot", "nvidia", "x-ai", "zhipu", "meta-llama", "mistralai"],
)
def test_the_guides_families_are_there(vendor):
    assert any(name.startswith(f"{vendor}/") for name in BY_NAME)


def test_some_models_take_no_tools():
    assert any(not model.tools for model in MODELS)
