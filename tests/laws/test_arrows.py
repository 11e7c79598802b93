"""Arrows point one way: a room imports rooms of a lower level, or files of its own folder. Nothing else.

Imports inside functions and under `TYPE_CHECKING` count: an arrow that is hidden is an arrow.
"""

from graphlib import CycleError, TopologicalSorter

import pytest

# The map of the project, lowest first; docs/architecture.md draws it. A room is a module or a folder, and stands on the
# lowest level above everything it imports. A new room gets its place here.
FLOORS = (
    "braces once jsontext pointers reprs",
    "errors http chat seeds",
    "sse tokens schema providers place assertions ownerrors",
    "matchers templates yamltext latency faults apis grounding testkit",
    "script toolcalls cassette",
    "scriptfile explain settings",
    "decide scriptschema",
    "journal repeats",
    "answer verdict",  # the top of the pure core: see test_purity.py
    "files attempts intercept recorder",
    "memory shared",
    "mock guard",
    "server recording",
    "demo",
    "commands",
    "cli",
    "__init__",  # the door: it shows what the rooms hold, and no room looks back at it
    "pytest_mockfn __main__",  # these stand outside, as users do
)
LEVELS = {room: level for level, rooms in enumerate(FLOORS) for room in rooms.split()}
CORE = LEVELS["answer"]


def room(module):
    """The room a module lies in: `apis` of `mockfn.apis.openai_chat`; `__init__` of `mockfn` itself."""
    package, _, rest = f"{module}.__init__".partition(".")
    return rest.partition(".")[0] if package == "mockfn" else package


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


def test_every_file_has_a_level(sources):
    unknown = {room(source.module) for source in sources} - set(LEVELS)
    assert not unknown, (
        f"{sorted(unknown)} have no level: give them their places in FLOORS of tests/laws/test_arrows.py "
        "and in docs/architecture.md, above everything they import"
    )


def test_a_room_imports_only_lower_rooms_and_its_own_folder(sources, modules):
    wrong = [
        f"{source.name}:{line} (level {level(source.module)}) imports {target} (level {level(target)})"
        for source in sources
        for target, line in arrows(source, modules)
        if room(target) != room(source.module) and level(target) >= level(source.module)
    ]
    advice = "pass the value in, or move what both need to a lower room; name the room itself, never the package"
    assert not wrong, "\n".join([*wrong, advice])


def test_modules_import_each_other_in_no_circle(sources, modules):
    graph = {source.module: {name for name, _ in arrows(source, modules)} for source in sources}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"an import circle, {' -> '.join(error.args[1])}: move what both need to a file of its own")
