"""A provider is a value: what is said of a certain one is said in `mockfn/providers/`, and nowhere else in the product.

The name of OpenAI is that of the protocol, of its SDK and of what is imitated where nothing else is said, so it may
stand in file names, imports and defaults.
"""

import ast
import re
from importlib import import_module

import pytest

from mockfn.providers import PROVIDERS, Provider

NAMES = sorted(set(PROVIDERS) - {"openai"})
# "together" and "writer" are words, too: code may be called so, and a writer is a field of data as an author is.
CALLED = sorted(set(NAMES) - {"together", "writer"})
ASKED = sorted(set(NAMES) - {"writer"})
ROOM = "mockfn/providers/"


@pytest.fixture(scope="module")
def elsewhere(sources):
    """The package's files outside the room of profiles. The plugin's variables are clients', not providers'."""
    return [source for source in sources if source.name.startswith("mockfn/") and not source.name.startswith(ROOM)]


def identifiers(tree):
    """(name, line) of everything that code gives a name."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "name", "arg"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                yield value, getattr(node, "lineno", 0)


def test_no_code_is_named_after_a_provider(elsewhere):
    word = re.compile(
        rf"(?:^|[_.])(?:{'|'.join(re.escape(name.replace('-', '_')) for name in CALLED)})(?:$|[_.])", re.I
    )
    wrong = [
        f"{source.name}:{line} {name}"
        for source in elsewhere
        for name, line in identifiers(source.tree)
        if word.search(name)
    ]
    assert not wrong, "\n".join([*wrong, "say it in the profile, and read it from `Provider`"])


def test_no_code_asks_for_a_providers_name(elsewhere):
    wrong = [
        f"{source.name}:{node.lineno} {node.value!r}"
        for source in elsewhere
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and node.value in ASKED
    ]
    assert not wrong, "\n".join([*wrong, "say it in the profile, and read it from `Provider`"])


def test_no_profile_is_imported_elsewhere(elsewhere):
    profiles = {f"mockfn.providers.{name.replace('-', '_')}" for name in PROVIDERS}
    wrong = [
        f"{source.name}:{line} imports {name}"
        for source in elsewhere
        for name, line in source.imports()
        if any(name == profile or name.startswith(f"{profile}.") for profile in profiles)
    ]
    assert not wrong, "\n".join([*wrong, "find it by name: `provider_named`"])


def test_every_profile_can_be_found(sources):
    """A profile that is not in the list of names is nobody's: it is found by no name and no host."""
    words = [source.path.stem for source in sources if source.name.startswith(ROOM) and not source.is_package]
    made = [getattr(import_module(f"mockfn.providers.{word}"), word.upper(), None) for word in words]
    names = {profile.name for profile in made if isinstance(profile, Provider)}
    assert names == set(PROVIDERS), "a profile <NAME> in <name>.py and a line in `_NAMES` belong together"


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_profile_is_called_what_it_is_found_by(name):
    assert PROVIDERS[name].name == name
