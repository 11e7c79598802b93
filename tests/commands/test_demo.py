"""`mockfn demo` as a command."""

from __future__ import annotations

from mockfn.cli import main


def test_it_ends_well() -> None:
    assert main(["demo"]) == 0
