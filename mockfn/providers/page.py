"""The profiles as a page of the documentation: what each provider does unlike OpenAI, and where that is known from."""

from __future__ import annotations

from collections.abc import Iterable

from mockfn.providers import PROVIDERS
from mockfn.providers.provider import Provider

__all__ = ["page", "supports"]

_INTRODUCTION = """\
# Providers

The same test runs as if against any of these: each answers with its own ids, shapes, streams, refusals and limits. A
provider is a value, `mockfn.Provider`, in `mockfn/providers/NAME.py`; `MockProvider` takes one of your own wherever it
takes a name.

## How one is chosen

| by | for example |
|---|---|
| a name in Python | `MockProvider("groq")` |
| an option | `mockfn serve --provider groq` |
| the host, when intercepting or in the `Host` header | `https://api.groq.com/openai/v1/chat/completions` |
| a prefix of the path | `http://127.0.0.1:4010/groq/openai/v1` |

So one server imitates all of them at once: what a request says by its host or path goes before the choice in Python.
Only `api.openai.com` says nothing, for clients go there that are told nothing: an app that does is answered as the
chosen provider would, and a test with `@pytest.mark.mockfn(provider=["openai", "groq"])` runs as if against each. A
base path that is a provider's alone, as in `http://127.0.0.1:4010/v1/openai`, is a prefix as well.

A mode is another way of the same provider: `MockProvider("deepinfra",
mode="guide")`, `mockfn serve --provider deepinfra --mode guide`. Some modes are chosen by the path or the query of a
request as well, such as Azure's older API versions.

A model that a profile does not list answers as its family does; `strict_models=True` (`--strict-models`) makes it an
error.

## mockfn providers

```sh
mockfn providers
mockfn providers deepinfra
```

`mockfn providers` lists the providers with what each supports; with a name, it shows one: where it is served, its
modes, its models, its quirks.

## What is known, and how

What a profile says was counted in recordings of public repositories, or stands in a document or an issue that is named.
Where recordings of several years contradict each other, a model answers as in most of its recordings; where they are
even, as in the latest.

This page is written from the profiles:

```sh
python -c "from mockfn.providers.page import page; print(page(), end='')" > docs/providers.md
```
"""

_YES, _NO = "yes", "no"


def supports(provider: Provider) -> dict[str, str]:
    """What the profile takes: tools in streams, forced choices, `functions`; and its modes."""
    checks = provider.checks
    return {
        "streamed calls": _NO if "stream-with-tools" in checks else _YES,
        "forced choice": _NO if "choice-unsupported" in checks else _YES,
        "functions": "ignored" if "functions" in provider.ignores else _YES,
        "modes": ", ".join(sorted(provider.modes)) or "-",
    }


def page() -> str:
    """The whole of docs/providers.md."""
    return "\n".join([_INTRODUCTION, _overview(), *(_section(provider) for provider in PROVIDERS.values())])


def _overview() -> str:
    lines = ["## All of them", "", "| name | provider | streamed calls | forced choice | `functions` | modes |"]
    lines.append("|---|---|---|---|---|---|")
    for provider in PROVIDERS.values():
        found = supports(provider)
        modes = ", ".join(f"`{name}`" for name in sorted(provider.modes)) or "-"
        link = f"[{provider.title}](#{_anchor(provider.title)})"
        cells = (f"`{provider.name}`", link, *list(found.values())[:3], modes)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _anchor(title: str) -> str:
    """The anchor of a heading, as forges make it."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def _section(provider: Provider) -> str:
    lines = [f"## {provider.title}", "", _where(provider), ""]
    lines += ["| quirk | known from |", "|---|---|"]
    lines += [f"| {_cell(quirk.what)} | {_cell(quirk.source)} |" for quirk in provider.quirks]
    if provider.errors:
        lines += ["", "| error | status | words |", "|---|---|---|"]
        lines += [
            f"| `{name}` | {error.status} | {_cell(error.message)} |" for name, error in sorted(provider.errors.items())
        ]
    lines += ["", f"Sources: {'; '.join(provider.sources)}."]
    return "\n".join(lines) + "\n"


def _where(provider: Provider) -> str:
    said = f"`{provider.name}`: hosts {_listed(provider.hosts)}; paths {_listed(provider.base_paths)}."
    if provider.key_variable:
        said += f" Its key is in `{provider.key_variable}`."
    names = [model.name for model in provider.models if model.name]
    if len(names) > _MOST_MODELS:
        return f"{said} It lists {len(names)} models, such as {_listed(names[:_MOST_MODELS])}."
    return f"{said} Models: {_listed(names)}." if names else said


_MOST_MODELS = 8


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
