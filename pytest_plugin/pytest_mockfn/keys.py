"""Dummy keys: an app that reads its key from the environment starts without one, and the real one stays unseen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mockfn.providers import PROVIDERS

__all__ = ["DUMMY", "dummy_keys", "key_variables", "set_missing_keys"]

# Clients look at a key's length and first letters, never at more.
DUMMY = "sk-mockfn-dummy-key"

# litellm's names for keys that it has names of its own for.
_OTHERS = {"AIML_API_KEY", "TOGETHERAI_API_KEY"}

_ON = ("1", "on", "true", "yes")
_OFF = ("", "0", "false", "no", "off")


def key_variables() -> list[str]:
    """The environment variables that hold the keys of known providers."""
    return sorted({provider.key_variable for provider in PROVIDERS.values() if provider.key_variable} | _OTHERS)


def set_missing_keys(said: str) -> Callable[[], None]:
    """Gives every provider key that is not set a dummy: for clients that are built when a module is imported.

    `said` is the ini option: true, or the key itself. Returns what takes them away again.
    """
    if said.lower() in _OFF:
        return lambda: None
    key = DUMMY if said.lower() in _ON else said
    missing = [name for name in key_variables() if not os.environ.get(name)]
    os.environ.update(dict.fromkeys(missing, key))

    def restore() -> None:
        for name in missing:
            os.environ.pop(name, None)

    return restore


@contextmanager
def dummy_keys() -> Iterator[None]:
    """All provider keys are dummies meanwhile."""
    held = {name: os.environ.get(name) for name in key_variables()}
    os.environ.update(dict.fromkeys(held, DUMMY))
    try:
        yield
    finally:
        for name, value in held.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
