"""OpenAI's models: each name once, each family whole."""

import pytest

from mockfn.providers.openai import OPENAI
from mockfn.providers.openai_models import MODELS, UNLISTED


def test_a_name_is_listed_once():
    names = [model.name for model in MODELS]
    assert len(set(names)) == len(names)


# Model names asked for and those that recorded responses carried.
@pytest.mark.parametrize(
    ("name", "dated"),
    [
        ("gpt-3.5-turbo", "gpt-3.5-turbo-0125"),
        ("gpt-4", "gpt-4-0613"),
        ("gpt-4-turbo", "gpt-4-turbo-2024-04-09"),
        ("gpt-4o", "gpt-4o-2024-08-06"),
        ("gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
        ("gpt-4o-search-preview", "gpt-4o-search-preview-2025-03-11"),
        ("gpt-4.1", "gpt-4.1-2025-04-14"),
        ("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"),
        ("gpt-4.1-nano", "gpt-4.1-nano-2025-04-14"),
        ("o3-mini", "o3-mini-2025-01-31"),
        ("o4-mini", "o4-mini-2025-04-16"),
        ("gpt-5", "gpt-5-2025-08-07"),
        ("gpt-5-mini", "gpt-5-mini-2025-08-07"),
        ("gpt-5-nano", "gpt-5-nano-2025-08-07"),
        ("gpt-5.1", "gpt-5.1-2025-11-13"),
        ("gpt-5.4", "gpt-5.4-2026-03-05"),
        ("gpt-5.4-mini", "gpt-5.4-mini-2026-03-17"),
    ],
)
def test_an_alias_stands_for_a_dated_model(name, dated):
    assert OPENAI.model(name).dated == dated
    assert OPENAI.model(dated).name == dated
    assert OPENAI.model(dated).family == OPENAI.model(name).family


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_model_that_reasons_knows_how_much(model):
    if model.reasoning and model.efforts:
        assert model.effort in model.efforts
    assert model.created > 1_600_000_000
    assert model.output <= model.context


def test_an_unlisted_model_is_refused_nothing_for_what_it_is():
    assert not UNLISTED.unsupported | UNLISTED.fixed | UNLISTED.unrecognized
    assert not UNLISTED.roles_unsupported | UNLISTED.formats_unsupported
    assert OPENAI.model("ft:gpt-4o-mini:acme::1") is UNLISTED
