"""A provider is a value: what is said of a certain one is said in `mockfn/providers/`, and nowhere else in the product.

The name of OpenAI is that of the protocol, of its SDK and of what is imitated where nothing else is said, so it may
stand in file names, imports and defaults.
"""

import ast
import re

import pytest

from mockfn.providers import PROVIDERS

NAMES = sorted(set(PROVIDERS) - {"openai"})
# "together" is a word, too: code may be called so.
CALLED = sorted(set(NAMES) - {"together"})
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
        if isinstance(node, ast.Constant) and node.value in NAMES
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
