"""The package's door: every name of it works, and none costs anything before it is used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mockfn


def run(program):
    """What a program prints in a fresh interpreter."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


def test_recording_is_loaded_by_those_who_record():
    program = "import sys, mockfn; print('mockfn.cassette' in sys.modules); mockfn.use_cassette; print(mockfn.Matching)"
    assert run(program).split() == ["False", "<class", "'mockfn.cassette.normalise.Matching'>"]


def test_every_name_can_be_imported_at_once():
    program = "from mockfn import *; import mockfn; print({name for name in mockfn.__all__ if name not in globals()})"
    assert run(program) == "set()\n"


def test_a_room_is_loaded_when_it_is_named():
    assert run("import mockfn; print(mockfn.schema.generate({'const': 7}))") == "7\n"


def test_a_name_is_the_same_each_time():
    assert mockfn.MockProvider is mockfn.MockProvider


def test_the_names_are_listed_before_they_are_loaded():
    assert run("import mockfn; print(set(mockfn.__all__) - set(dir(mockfn)))") == "set()\n"


def test_type_checkers_see_each_name_where_it_comes_from():
    tree = ast.parse(Path(mockfn.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "mockfn." in node.module]
    seen = {alias.name: node.module.split(".")[1] for node in imports for alias in node.names}
    assert {name: seen.get(name) for name in mockfn.__all__} == mockfn._ROOM_OF


@pytest.mark.parametrize("name", ["use_casette", "_schema", "__wrapped__"])
def test_a_name_that_does_not_exist_is_none(name):
    with pytest.raises(AttributeError) as error:
        getattr(mockfn, name)
    assert str(error.value) == f"module 'mockfn' has no attribute {name!r}"


def test_a_room_that_cannot_be_loaded_says_why():
    program = "import sys, mockfn; sys.modules['msgspec'] = None; mockfn.chat"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].startswith("ModuleNotFoundError: import of msgspec halted")
