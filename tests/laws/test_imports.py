"""mockfn costs nothing when unused: pytest loads the plugin in every run of everybody who has it installed."""

import sys
from importlib.util import find_spec

import pytest

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
def plugin(run_python):
    if run_python(
        "-c", "import importlib.util as u, sys; sys.exit(not u.find_spec('pytest_mockfn.plugin'))"
    ).returncode:
        pytest.skip("pytest_mockfn.plugin is to come")
    return "pytest_mockfn.plugin"


def test_the_plugin_imports_pytest_and_nothing_else(loaded, plugin):
    foreign = loaded(plugin, first="pytest") - set(sys.stdlib_module_names) - {"pytest_mockfn"}
    assert not foreign, f"{plugin} loads {sorted(foreign)}: import them inside the fixtures that use them"


def test_the_plugin_imports_nothing_of_weight(loaded, plugin):
    heavy = loaded(plugin, first="pytest") & HEAVY
    assert not heavy, f"{plugin} loads {sorted(heavy)}: import them inside the functions that use them"


def test_the_package_imports_nothing_of_weight(loaded):
    heavy = loaded("mockfn") & HEAVY
    assert not heavy, f"`import mockfn` loads {sorted(heavy)}: import them inside the functions that use them"


@pytest.mark.parametrize("name", sorted(HEAVY))
def test_what_is_called_heavy_exists(name):
    """A name that was misspelt here would forbid nothing."""
    assert name in sys.stdlib_module_names or find_spec(name), f"no package is called {name}: take it out of HEAVY"
