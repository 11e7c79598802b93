"""Promised names are counted: `__all__` is what a module offers, in one order, and all of it is there."""

import ast
import inspect
from importlib import import_module

import pytest


def declared(source):
    """The names in `__all__` as written, [] where there is none."""
    assigned = [node for node in source.tree.body if isinstance(node, ast.Assign)]
    lists = [node.value for node in assigned if any(getattr(target, "id", "") == "__all__" for target in node.targets)]
    return ast.literal_eval(lists[-1]) if lists else []


def found_by_pytest(node):
    """Hooks and fixtures are found by name; nobody imports them."""
    texts = [ast.unparse(decorator) for decorator in getattr(node, "decorator_list", [])]
    return node.name.startswith("pytest_") or any("fixture" in text or "hookimpl" in text for text in texts)


def shown(source):
    """The statements of a module that only a type checker reads."""
    blocks = [
        node for node in source.tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    return [node for block in blocks for node in block.body]


def offered(source):
    """The public names that a module makes itself; the package's own door offers what type checkers see it import."""
    names = set()
    for node in shown(source) if source.module == "mockfn" else source.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names |= set() if found_by_pytest(node) else {node.name}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
        elif isinstance(node, ast.ImportFrom) and source.module == "mockfn" and node.module != "mockfn":
            names |= {alias.asname or alias.name for alias in node.names}
    return {name for name in names if not name.startswith("_")}


@pytest.fixture(scope="module")
def imported(sources):
    """The files that are imported; `__main__` is run."""
    return [source for source in sources if source.path.stem != "__main__"]


def test_all_is_what_is_public(imported):
    missing = {source.name: sorted(offered(source) - set(declared(source))) for source in imported}
    wrong = [f"{name}: {names}" for name, names in missing.items() if names]
    assert not wrong, "\n".join([*wrong, "put them into __all__, or a '_' before the name"])


def test_all_names_nothing_twice(imported):
    wrong = [source.name for source in imported if len(set(declared(source))) != len(declared(source))]
    assert not wrong, f"__all__ names something twice in {wrong}"


def test_all_can_be_imported(imported):
    modules = {source.module: declared(source) for source in imported}
    missing = {name: [one for one in names if not hasattr(import_module(name), one)] for name, names in modules.items()}
    wrong = [f"{module}: {names}" for module, names in missing.items() if names]
    assert not wrong, "\n".join([*wrong, "__all__ promises them, and they are not there"])


def test_no_attribute_of_mock_provider_is_also_a_function_of_the_package():
    """`mockfn.record` and `mock.record` would be two things under one word."""
    import mockfn

    functions = {name for name in mockfn.__all__ if inspect.isroutine(getattr(mockfn, name))}
    attributes = {name for name in dir(mockfn.MockProvider("openai")) if not name.startswith("_")}
    assert not functions & attributes, f"{sorted(functions & attributes)}: rename one of the two"
