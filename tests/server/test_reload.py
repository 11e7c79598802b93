"""A script that is loaded again when its file is saved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from mockfn import MockProvider, Request
from mockfn.server.reload import Reload
from mockfn.server.scopes import Scopes


def said(scopes: Scopes, scope: str | None = None) -> Any:
    body = b'{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}'
    exchange = scopes.named(scope).respond(Request("POST", "/v1/chat/completions", {}, body))
    return exchange.decision.answer.text  # type: ignore[union-attr]  # a Reply


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.yaml"
    path.write_text("rules: [{say: one}]", encoding="utf-8")
    return path


def write(script: Path, text: str) -> None:
    """Another content, with a time of its own however coarse the clock of files is."""
    before = script.stat().st_mtime_ns
    script.write_text(text, encoding="utf-8")
    os.utime(script, ns=(before + 10**9, before + 10**9))


def test_a_saved_script_answers_from_then_on_and_after_a_reset(script: Path) -> None:
    lines: list[str] = []
    scopes = Scopes(MockProvider(script=script))
    reload = Reload(scopes, str(script), lines.append)
    assert said(scopes, "a") == "one"
    write(script, "rules: [{say: two}]")
    reload.look()
    reload.look()
    assert (said(scopes), said(scopes, "a")) == ("two", "two")
    scopes.reset(None)
    assert said(scopes) == "two"
    assert lines == [f"{script} was loaded again: 1 rule."]


def test_a_file_that_is_still_being_written_is_waited_for(script: Path) -> None:
    lines: list[str] = []
    scopes = Scopes(MockProvider(script=script))
    reload = Reload(scopes, str(script), lines.append)
    write(script, "rules: [{sa")
    reload.look()
    write(script, "rules: [{say: two}]")
    reload.look()
    assert lines == []
    reload.look()
    assert said(scopes) == "two"


def test_a_wrong_script_is_told_once_and_the_rules_stay(script: Path) -> None:
    lines: list[str] = []
    scopes = Scopes(MockProvider(script=script))
    reload = Reload(scopes, str(script), lines.append)
    write(script, "rules: [{sya: two}]")
    for _ in range(4):
        reload.look()
    assert lines == [
        f"{script}:1, rule 1: there is no key 'sya'. Did you mean 'say'? Known: answer, call, cut, fail, generate, "
        "misbehave, miss, optional, output, pace, say, steps, when. The rules stay as they were."
    ]
    assert said(scopes) == "one"


def test_a_file_that_is_gone_for_a_moment_is_waited_for(script: Path) -> None:
    lines: list[str] = []
    scopes = Scopes(MockProvider(script=script))
    reload = Reload(scopes, str(script), lines.append)
    script.unlink()
    for _ in range(3):
        reload.look()
    script.write_text("rules: [{say: two}, {say: three}]", encoding="utf-8")
    for _ in range(2):
        reload.look()
    assert said(scopes) == "two"
    assert lines == [f"{script} was loaded again: 2 rules."]


def test_it_looks_by_itself_until_its_block_is_left(script: Path) -> None:
    import threading

    loaded = threading.Event()
    scopes = Scopes(MockProvider(script=script))
    with Reload(scopes, str(script), lambda _: loaded.set()) as reload:
        write(script, "rules: [{say: two}]")
        assert loaded.wait(10)
    assert said(scopes) == "two"
    assert not reload._thread.is_alive()
