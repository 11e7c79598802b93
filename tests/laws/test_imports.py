"""mockfn costs nothing when unused, and little when used: pytest loads the plugin in every run of everybody who has it
installed, and each test run, reload and command waits for what is imported.

The laws look at what is loaded, not at the time it takes; `benchmarks/imports.py` prints that.
"""

import sys
from importlib.util import find_spec

import pytest

from mockfn.providers import PROVIDERS

PLUGIN = "pytest_mockfn.plugin"

# Each takes longer to import than a scripted answer takes; whoever needs one imports it inside a function.
HEAVY = {
    *("aiohttp", "faker", "httpx", "httpx2", "jsonschema", "openai", "pygments", "referencing", "requests", "rich"),
    *("starlette", "urllib3", "uvicorn", "uvloop", "vcr", "yaml"),
    *("asyncio", "multiprocessing", "sqlite3", "ssl"),
}


@pytest.fixture(scope="module")
def loaded(run_python):
    """The names of the top-level packages that importing `module` loads where `first` is there already."""

    def run(module, first="sys"):
        program = f"import sys, {first}; before = set(sys.modules); import {module}; print(*set(sys.modules) - before)"
        done = run_python("-c", program)
        assert done.returncode == 0, done.stderr
        return {name.partition(".")[0] for name in done.stdout.split()}

    return run


@pytest.fixture(scope="module")
def rooms(run_python):
    """The modules of the package that a program loads: "mock", "providers.openai"."""

    def run(program):
        done = run_python("-c", f"{program}\nimport sys; print(*sys.modules)")
        assert done.returncode == 0, done.stderr
        return {name.removeprefix("mockfn.") for name in done.stdout.split() if name.startswith("mockfn.")}

    return run


def test_the_plugin_imports_pytest_and_nothing_else(loaded):
    foreign = loaded(PLUGIN, first="pytest") - set(sys.stdlib_module_names) - {"pytest_mockfn"}
    assert not foreign, f"{PLUGIN} loads {sorted(foreign)}: import them inside the fixtures that use them"


def test_the_plugin_imports_nothing_of_weight(loaded):
    heavy = loaded(PLUGIN, first="pytest") & HEAVY
    assert not heavy, f"{PLUGIN} loads {sorted(heavy)}: import them inside the functions that use them"


def test_the_package_imports_nothing_of_weight(loaded):
    heavy = loaded("mockfn") & HEAVY
    assert not heavy, f"`import mockfn` loads {sorted(heavy)}: import them inside the functions that use them"


def test_the_package_is_a_door_that_loads_no_room(rooms):
    assert rooms("import mockfn") == set()


SCRIPTED = """
import json
from mockfn import MockProvider, Request

mock = MockProvider()
mock.when(user="weather in {city}").call("f", city="{city}").then.say("Fine.")
parameters = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
body = {
    "model": "gpt-4o",
    "messages": [{"role": "user", "content": "weather in Paris"}],
    "tools": [{"type": "function", "function": {"name": "f", "parameters": parameters}}],
}
exchange = mock.respond(Request("POST", "/v1/chat/completions", {}, json.dumps(body).encode()))
assert exchange.response.status == 200, exchange.response.body
"""


def test_a_scripted_answer_loads_one_profile_and_no_room_it_does_not_use(rooms):
    idle = {
        "cassette",
        "commands",
        "files",
        "grounding",
        "intercept",
        "recording",
        "schema",
        "server",
        "shared",
        "verdict",
    }
    found = rooms(SCRIPTED)
    assert not found & idle, f"a scripted answer loads {sorted(found & idle)}: import them where they are used"
    profiles = {f"providers.{name.replace('-', '_')}" for name in PROVIDERS} & found
    assert profiles == {"providers.openai"}, "find a profile by its name, and all of them only where all are asked"


def test_the_fixture_loads_what_reads_scripts_and_nothing_that_records(rooms):
    found = rooms("import pytest_mockfn.providing") & {"cassette", "grounding", "recording", "schema", "server"}
    assert not found, f"the first test of every run waits for {sorted(found)}: import them where they are used"


def test_the_help_of_the_command_line_loads_no_room_of_the_library(rooms):
    found = {name.partition(".")[0] for name in rooms("import mockfn.cli; mockfn.cli.COMMANDS")}
    assert found == {"cli", "commands", "errors"}, "a command imports what it needs when it runs"


@pytest.mark.parametrize("name", sorted(HEAVY))
def test_what_is_called_heavy_exists(name):
    """A name that was misspelt here would forbid nothing."""
    assert name in sys.stdlib_module_names or find_spec(name), f"no package is called {name}: take it out of HEAVY"
