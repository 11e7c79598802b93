"""What `mockfn serve` makes of its options."""

from __future__ import annotations

import argparse

from mockfn.commands.serve import add_mock_options, mock_of


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("script", nargs="?")
    add_mock_options(parser)
    return parser.parse_args(arguments)


def test_the_options_make_the_mock() -> None:
    mock = mock_of(options("--provider", "deepinfra", "--mode", "guide", "--seed", "7", "--lenient"))
    assert mock.provider.title == "DeepInfra"
    assert "choice-unsupported" in mock.provider.checks


def test_without_options_it_is_openai() -> None:
    assert mock_of(options()).provider.name == "openai"
