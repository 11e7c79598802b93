"""`mockfn providers`: whom mockfn can imitate, and what each of them supports."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from mockfn.commands.declaring import Commands, Parser, declare

if TYPE_CHECKING:
    from mockfn.providers import Provider

__all__ = ["add"]


def add(commands: Commands[Parser]) -> None:
    """Declares the command."""
    summary = "List the providers that can be imitated, or show one."
    command = declare(commands, "providers", summary, "mockfn providers\nmockfn providers deepinfra", _run)
    command.add_argument(
        "name", nargs="?", metavar="NAME", help="show this one: where it is served, its modes, models and quirks"
    )


def _run(options: argparse.Namespace) -> int:
    from mockfn.providers import PROVIDERS, provider_named

    lines = _table(list(PROVIDERS.values())) if options.name is None else _one(provider_named(options.name))
    print("\n".join(lines))
    return 0


def _table(providers: list[Provider]) -> list[str]:
    from mockfn.providers.page import supports

    rows = [("name", "provider", *supports(providers[0]))]
    rows += [(provider.name, provider.title, *supports(provider).values()) for provider in providers]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _one(provider: Provider) -> list[str]:
    from mockfn.providers.page import supports

    models = [model.name for model in provider.models if model.name]
    facts = {
        "name": provider.name,
        "hosts": ", ".join(provider.hosts),
        "paths": ", ".join(provider.base_paths),
        "key": provider.key_variable or "-",
        **supports(provider),
        "errors": ", ".join(sorted(provider.errors)) or "-",
    }
    width = max(map(len, facts))
    return [
        provider.title,
        *(f"  {name.ljust(width)}  {value}" for name, value in facts.items()),
        "models",
        *(f"  {name}" for name in models or ["any"]),
        "quirks",
        *(f"  {quirk.what} ({quirk.source})" for quirk in provider.quirks),
    ]
