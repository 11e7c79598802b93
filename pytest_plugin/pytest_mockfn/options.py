"""What a user can set: arguments of the marker, and ini options of the same names with `mockfn_` before them.

The marker nearest to the test beats one on its class or module, any marker beats the ini file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import pytest

__all__ = [
    "DUMMY_KEY",
    "OPTIONS",
    "UNUSED",
    "Option",
    "configure",
    "declare",
    "hint",
    "is_marked",
    "put_first",
    "settings_of",
    "several_providers",
]

DUMMY_KEY = "mockfn_dummy_key"

# What something that nothing used may do: a rule, or a recorded interaction.
UNUSED = ("fail", "warn", "ignore")


class Option(NamedTuple):
    """One option: what it is, how pytest reads it in an ini file, and how its text becomes the marker's value."""

    help: str
    ini_type: Any = "string"
    read: Callable[[Any], Any] = str


# What a value has to be, and in words.
_KINDS: dict[str, tuple[Any, str]] = {
    "seed": (int, "a whole number"),
    "checks": ((bool, Mapping), "true, false, or a mapping of names to false"),
    "hosts": ((str, list, tuple, set, frozenset), "a host or a list of hosts"),
    "passthrough": ((str, list, tuple, set, frozenset), "a host or a list of hosts"),
    "strict_models": (bool, "true or false"),
}


def _integer(text: str) -> int | str:
    return int(text) if text.removeprefix("-").isdecimal() else text


def _checks(names: list[str]) -> Any:
    """`true`, `false`, or the names of the checks that are not made."""
    if len(names) == 1 and names[0].lower() in ("true", "false"):
        return names[0].lower() == "true"
    return dict.fromkeys(names, False)


OPTIONS: dict[str, Option] = {
    "provider": Option("The provider that is imitated (default: openai)."),
    "script": Option("A script file; looked for beside the test, then at the root."),
    "seed": Option("The seed of everything that is generated (default: 0).", read=_integer),
    "otherwise": Option("What answers when no rule holds: generate or miss."),
    "checks": Option("false: reject nothing; or the names of the checks that are not made.", "args", _checks),
    "unused": Option("What a rule of a test that nothing used does: fail (default), warn or ignore."),
    "hosts": Option("Hosts that are answered besides the known providers'.", "args", list),
    "passthrough": Option("Hosts that are left alone: what goes to them is really sent.", "args", list),
    "mode": Option("One of the provider's modes."),
    "api_key": Option("The one key that is accepted (default: any)."),
    "strict_models": Option("true: a model that the provider does not list does not exist.", "bool", bool),
}


def declare(parser: pytest.Parser) -> None:
    """Declares the ini options."""
    for name, option in OPTIONS.items():
        parser.addini(f"mockfn_{name}", option.help, type=option.ini_type, default=None)
    parser.addini("mockfn_dummy_key", "true (or a key): provider keys that are not set get a dummy, from the start.")


def configure(config: pytest.Config) -> None:
    """Registers the marker and checks that the ini file names no option that does not exist."""
    arguments = ", ".join(f"{name}=..." for name in OPTIONS)
    config.addinivalue_line(
        "markers", f"mockfn({arguments}): the provider is imitated by mockfn in this test, set up this way."
    )
    for name in _written(config):
        if name.startswith("mockfn_"):
            _check_declared(config, name)


def is_marked(item: pytest.Item) -> bool:
    """Whether a marker says something about the test. Asked of every test of everybody, so the keywords are asked
    first, which is a few times cheaper; they hold names of files and functions as well."""
    return "mockfn" in item.keywords and item.get_closest_marker("mockfn") is not None


def several_providers(node: pytest.Item) -> list[str] | None:
    """The providers that a test is to run with, once each; None where it names one or none."""
    for marker in node.iter_markers("mockfn"):
        if "provider" in marker.kwargs:
            provider = marker.kwargs["provider"]
            return list(provider) if isinstance(provider, list | tuple) else None
    return None


def put_first(item: pytest.Item, name: str) -> None:
    """Has the fixture `name` set up first of those that are set up for each test, whether or not it is asked for.

    An app's own fixture may build a client, which wants a key.
    """
    names: list[str] = item.fixturenames  # type: ignore[attr-defined]  # of every item that uses fixtures
    known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
    if name in names:
        names.remove(name)
    wider = [known[other][-1].scope != "function" if other in known else False for other in names]
    names.insert(wider.index(False) if False in wider else len(names), name)


def settings_of(item: pytest.Item) -> dict[str, Any]:
    """What the markers and the ini file say, by option; options that are set nowhere are left out.

    Raises pytest.UsageError for an argument that does not exist or cannot be what it is.
    """
    said: dict[str, Any] = {}
    for name, option in OPTIONS.items():
        value = item.config.getini(f"mockfn_{name}")
        if value is not None and value not in ("", []):
            said[name] = _checked(name, option.read(value), f"mockfn_{name}")
    for marker in reversed(list(item.iter_markers("mockfn"))):
        _check_arguments(marker)
        said.update({name: _checked(name, value, name) for name, value in marker.kwargs.items()})
    return said


def _checked(name: str, value: Any, shown: str) -> Any:
    """The value, where it is one of its kind; what only the mock can tell, the mock tells."""
    kinds, words = _KINDS.get(name, (object, ""))
    if not isinstance(value, kinds):
        raise pytest.UsageError(f"{shown} is {words}, not {value!r}.")
    if name == "unused" and value not in UNUSED:
        raise pytest.UsageError(f"{shown} cannot be {value!r}. {hint(str(value), UNUSED)}")
    return value


def _written(config: pytest.Config) -> Iterable[str]:
    """The names that the ini file sets. pytest tells them nowhere in public (`inicfg` is deprecated since 9.0); where
    they cannot be had, it warns of unknown names itself, without the nearest."""
    return vars(config).get("_inicfg") or vars(config).get("inicfg") or ()


def _check_declared(config: pytest.Config, name: str) -> None:
    try:
        config.getini(name)
    except ValueError:
        known = [*(f"mockfn_{option}" for option in OPTIONS), DUMMY_KEY]
        raise pytest.UsageError(f"There is no ini option {name!r}. {hint(name, known)}") from None


def _check_arguments(marker: pytest.Mark) -> None:
    if marker.args:
        given = ", ".join(repr(argument) for argument in marker.args)
        raise pytest.UsageError(
            f"@pytest.mark.mockfn({given}): takes its arguments by name, as in mockfn(provider={marker.args[0]!r})."
        )
    for name in marker.kwargs:
        if name not in OPTIONS:
            raise pytest.UsageError(f"@pytest.mark.mockfn has no argument {name!r}. {hint(name, OPTIONS)}")


def hint(name: str, known: Iterable[str]) -> str:
    """A hint at what was meant by a name that does not exist."""
    from mockfn.errors import did_you_mean

    return did_you_mean(name, known)
