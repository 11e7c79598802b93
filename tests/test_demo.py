"""`mockfn demo` holds both conversations, on a terminal and piped."""

from __future__ import annotations

import pytest

from mockfn.cli import main


def test_the_demo_shows_both_conversations(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 0
    shown = capsys.readouterr().out
    for city in ("New York", "San Francisco", "Chicago"):
        assert f'calls get_current_weather({{"location": "{city}' in shown
    assert 'calls get_current_weather({"location":"San Francisco' in shown
    assert "60" in shown.rsplit("assistant", 1)[1]
    assert "\x1b[" not in shown
