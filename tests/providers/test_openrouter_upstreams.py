"""Which upstream a model has."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest

from mockfn.providers.openrouter_upstreams import FAMILIES, UPSTREAMS


def test_each_pattern_leads_to_an_upstream():
    assert {name for _, name in FAMILIES} <= set(UPSTREAMS)


def test_each_upstream_has_a_model_but_the_one_of_the_unknown():
    assert set(UPSTREAMS) - {name for _, name in FAMILIES} <= {"plain", "plain-2025-12", "openai-2025"}


@pytest.mark.parametrize(
    ("model", "upstream"),
    [
        ("openai/gpt-4o-mini-2024-07-18", "openai-2025-12"),
        ("openai/gpt-5", "responses-2025"),
        ("openai/gpt-5.4-nano", "openai"),
        ("openai/gpt-oss-120b:exacto", "deepinfra-2025"),
        ("anthropic/claude-opus-5", "anthropic"),
        ("google/gemini-2.5-flash-lite", "google-2025"),
        ("z-ai/glm-5-turbo", "z-ai"),
    ],
)
def test_the_first_pattern_that_fits_decides(model, upstream):
    assert next(name for pattern, name in FAMILIES if fnmatchcase(model, pattern)) == upstream


@pytest.mark.parametrize("name", UPSTREAMS)
def test_a_call_has_its_four_members_in_some_order(name):
    upstream = UPSTREAMS[name]
    assert sorted(upstream.call.split()) == sorted(upstream.opening.split()) == ["function", "id", "index", "type"]
    assert set(upstream.function.split()) == {"name", "arguments"}
