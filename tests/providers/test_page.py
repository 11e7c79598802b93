"""The page about providers is the profiles'."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockfn.providers import PROVIDERS
from mockfn.providers.page import page, supports

PAGE = Path(__file__).parents[2] / "docs" / "providers.md"


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: the page's introduction has the command"


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_quirk_is_on_the_page_with_its_source(name):
    provider = PROVIDERS[name]
    assert provider.quirks
    assert provider.sources
    for quirk in provider.quirks:
        assert f"| {quirk.what} | {quirk.source} |".replace("\\", "") in page()


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_error_is_on_the_page(name):
    for error in PROVIDERS[name].errors:
        assert f"| `{error}` |" in page()


def test_what_a_provider_takes_is_read_from_its_profile():
    deepinfra = PROVIDERS["deepinfra"]
    assert supports(deepinfra) == {
        "streamed calls": "yes",
        "forced choice": "yes",
        "functions": "ignored",
        "modes": "guide",
    }
    assert supports(deepinfra.modes["guide"]) == {
        "streamed calls": "no",
        "forced choice": "no",
        "functions": "ignored",
        "modes": "-",
    }
