"""The hooks that mockfn adds to pytest: what a conftest may implement."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from mockfn.mock import MockProvider

__all__: list[str] = []


def pytest_mockfn_configure(mock: MockProvider, item: pytest.Item, config: pytest.Config) -> None:
    """Called with the mock of each test before the test runs: for the rules and settings that all tests share.

    Rules written here may stay unused.
    """
