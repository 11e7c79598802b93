"""Arrows point one way: a room imports rooms of a lower level, or files of its own folder. Nothing else.

Imports inside functions and under `TYPE_CHECKING` count: an arrow that is hidden is an arrow.
"""

from graphlib import CycleError, TopologicalSorter

import pytest

# The map of the project (docs/architecture.md draws it). A room is a module or a folder. A new one gets its line here.
LEVELS = {
    "mockfn.errors": 0,
    "mockfn.http": 0,
    "mockfn.chat": 0,
    "mockfn.jsontext": 0,
    "mockfn.seeds": 0,
    "mockfn.sse": 1,
    "mockfn.tokens": 1,
    "mockfn.schema": 1,
    "mockfn.providers": 1,
    "mockfn.matchers": 2,
    "mockfn.templates": 2,
    "mockfn.latency": 2,
    "mockfn.faults": 2,
    "mockfn.apis": 2,
    "mockfn.grounding": 2,
    "mockfn.script": 3,
    "mockfn.scriptfile": 3,
    "mockfn.toolcalls": 3,
    "mockfn.cassette": 3,
    "mockfn.settings": 4,
    "mockfn.explain": 4,
    "mockfn.decide": 5,
    "mockfn.journal": 6,
    "mockfn.answer": 7,
    "mockfn.files": 8,
    "mockfn.attempts": 8,
    "mockfn.intercept": 8,
    "mockfn.recorder": 8,
    "mockfn.mock": 9,
    "mockfn.recording": 9,
    "mockfn.use_cassette": 9,
    "mockfn.server": 9,
    "mockfn.demo": 10,
    "mockfn.cli": 10,
    "pytest_mockfn": 10,
    # The doors into the package: they show what the rooms hold, and no room looks back at them.
    "mockfn.__main__": 11,
    "mockfn": 11,
}


def room(module):
    """The line of LEVELS that a module of the project comes under."""
    parts = module.split(".")
    return ".".join(parts[: 1 if parts[0] == "pytest_mockfn" else 2])


def level(module):
    return LEVELS.get(room(module), -1)


@pytest.fixture(scope="module")
def modules(sources):
    return {source.module for source in sources}


def arrows(source, modules):
    """Every (module, line) of the project that `source` imports, once each."""
    found = set()
    for name, line in source.imports():
        while name and name not in modules:
            name = name.rpartition(".")[0]
        if name:
            found.add((name, line))
    return sorted(found)


def test_every_file_has_a_level(source):
    assert room(source.module) in LEVELS, (
        f"{source.name} has no level: give {room(source.module)!r} a line in LEVELS of tests/laws/test_arrows.py "
        "and a place in docs/architecture.md, above everything it imports"
    )


def test_a_room_imports_only_lower_rooms_and_its_own_folder(source, modules):
    wrong = [
        f"{source.name}:{line} (level {level(source.module)}) imports {target} (level {level(target)})"
        for target, line in arrows(source, modules)
        if room(target) != room(source.module) and level(target) >= level(source.module)
    ]
    advice = (
        "pass the value in, or move what both need to a lower room; of the package root `mockfn`, name the room itself"
    )
    assert not wrong, "\n".join([*wrong, advice])


def test_modules_import_each_other_in_no_circle(sources, modules):
    graph = {source.module: {name for name, _ in arrows(source, modules)} for source in sources}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"an import circle, {' -> '.join(error.args[1])}: move what both need to a file of its own")
