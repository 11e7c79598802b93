"""`mockfn providers`: all of them, or one."""

from __future__ import annotations

from mockfn.cli import main
from mockfn.providers import PROVIDERS


def test_it_lists_all_with_what_each_supports(capsys) -> None:
    assert main(["providers"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "provider", "streamed", "calls", "forced", "choice", "functions", "modes"]
    assert [row.split()[0] for row in rows] == list(PROVIDERS)


def test_it_shows_one_with_its_quirks(capsys) -> None:
    assert main(["providers", "deepinfra"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "DeepInfra"
    assert "  hosts           api.deepinfra.com" in lines
    assert "  modes           guide" in lines
    assert f"  {PROVIDERS['deepinfra'].quirks[0].what} ({PROVIDERS['deepinfra'].quirks[0].source})" in lines


def test_a_name_that_is_not_known_is_an_error_with_a_hint(capsys) -> None:
    assert main(["providers", "gorq"]) == 2
    assert capsys.readouterr().err == (
        f"mockfn: There is no provider 'gorq'. Did you mean 'groq'? Known: {', '.join(sorted(PROVIDERS))}.\n"
    )
