"""Each source file has a test file of its own, at the same place below tests/."""

import ast
from pathlib import PurePosixPath

TESTS_OF = {"pytest_mockfn": "plugin"}  # where tests/ calls a package otherwise


def has_behaviour(source):
    """Whether any function of it does something; those of a Protocol only say what others do."""
    nodes = list(ast.walk(source.tree))
    protocols = [
        node for node in nodes if isinstance(node, ast.ClassDef) and "Protocol" in map(ast.unparse, node.bases)
    ]
    said = [node for protocol in protocols for node in protocol.body]
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node not in said for node in nodes)


def home(source):
    """Where the tests of a source file are: `mockfn/apis/legacy.py` -> `tests/apis/test_legacy.py`."""
    parts = list(PurePosixPath(source.name).parts)
    root = parts.index("pytest_mockfn") if "pytest_mockfn" in parts else 0
    folders = [TESTS_OF[parts[root]]] if parts[root] in TESTS_OF else []
    folders += parts[root + 1 : -1]
    name = (folders or [parts[root]])[-1] if source.is_package else source.path.stem
    return PurePosixPath("tests", *folders, f"test_{name}.py")


def test_a_source_file_has_its_test_file(sources, root):
    tested = [source for source in sources if source.path.stem != "__main__" and has_behaviour(source)]
    missing = [f"{source.name}: {home(source)}" for source in tested if not (root / home(source)).is_file()]
    assert not missing, "\n".join([*missing, "write the test file named after the colon"])


def test_a_test_file_holds_a_test(python_files):
    files = [file for file in python_files if file.path.name.startswith("test_")]
    functions = {
        file.name: [node.name for node in ast.walk(file.tree) if hasattr(node, "decorator_list")] for file in files
    }
    empty = [name for name, names in functions.items() if not any(one.lower().startswith("test") for one in names)]
    assert not empty, f"{empty}: a file without a test is in the way; delete it"
