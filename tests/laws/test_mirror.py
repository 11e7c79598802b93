"""Each source file has a test file of its own, at the same place below tests/."""

import ast
from pathlib import PurePosixPath

import pytest

TESTS_OF = {"pytest_mockfn": "plugin"}  # where tests/ calls a package otherwise


def has_behaviour(source):
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(source.tree))


def home(source):
    """Where the tests of a source file are: `mockfn/apis/api.py` -> `tests/apis/test_api.py`."""
    parts = list(PurePosixPath(source.name).parts)
    root = parts.index("pytest_mockfn") if "pytest_mockfn" in parts else 0
    folders = [TESTS_OF[parts[root]]] if parts[root] in TESTS_OF else []
    folders += parts[root + 1 : -1]
    name = (folders or [parts[root]])[-1] if source.is_package else source.path.stem
    return PurePosixPath("tests", *folders, f"test_{name}.py")


def test_a_source_file_has_its_test_file(source, root):
    if source.path.stem == "__main__" or not has_behaviour(source):
        pytest.skip("holds values or names only")
    assert (root / home(source)).is_file(), f"{source.name} has no test: write {home(source)}"


def test_a_test_file_has_a_docstring_or_a_test(python_file):
    if not python_file.path.name.startswith("test_"):
        pytest.skip("no test file")
    tests = [node for node in ast.walk(python_file.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert any(node.name.startswith("test") for node in tests), f"{python_file.name} holds no test: delete it"
