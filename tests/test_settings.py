"""Settings are one immutable value."""

from __future__ import annotations

import pytest

from mockfn.providers import PROVIDERS
from mockfn.script import Script
from mockfn.settings import Settings


def test_settings_do_not_change() -> None:
    settings = Settings(provider=PROVIDERS["openai"], rules=Script(), script=Script())
    with pytest.raises(AttributeError):
        settings.seed = 1  # type: ignore[misc]
    assert (settings.seed, settings.otherwise, settings.skip) == (0, None, frozenset())
