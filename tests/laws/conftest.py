"""What the laws look at: the project's files, each read once, and a fresh interpreter to see what importing does.

No list of files is kept by hand, so a new file is under every law from its first run.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ("mockfn", "pytest_plugin/pytest_mockfn")
WRITTEN = ("*.py", "*.md", "*.toml", "*.yaml", "*.yml", "*.json", "*.html", "*.txt", "run")
LEFT_OUT = {"__pycache__", ".git", ".venv", "build", "dist"}


@dataclass(frozen=True)
class Source:
    """One Python file: where it is, what it says."""

    path: Path

    @property
    def name(self) -> str:
        """Its path from the root of the project, with slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        """Its import name, `mockfn.apis` for `mockfn/apis/__init__.py`."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        parts = parts[1:] if parts[0] == "pytest_plugin" else parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every (name, line) it imports, wherever the import stands; `from a import b` is `a.b`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((f"{self._absolute(node)}.{alias.name}", node.lineno) for alias in node.names)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.module.split(".") if self.is_package else self.module.split(".")[:-1]
        return ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])


def below(*folders: str, pattern: str = "*.py") -> list[Source]:
    """The files of `folders` with such a name, in one order everywhere."""
    found = {path for folder in folders for path in (ROOT / folder).rglob(pattern) if path.is_file()}
    return [Source(path) for path in sorted(found) if not LEFT_OUT.intersection(path.parts)]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the project."""
    return ROOT


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    """Every Python file of the product."""
    return below(*PRODUCT)


@pytest.fixture(scope="session")
def python_files() -> list[Source]:
    """Every Python file: product, tests, examples, benchmarks."""
    return below(*PRODUCT, "tests", "examples", "benchmarks")


@pytest.fixture(scope="session")
def written_files() -> list[Source]:
    """Every text that somebody wrote: code, tests, docs, settings. Recordings in `cassettes/` are data."""
    folders = (*PRODUCT, "tests", "examples", "benchmarks", "docs", ".ci")
    top = [Source(path) for path in sorted(ROOT.iterdir()) if path.suffix in (".md", ".toml")]
    return top + [file for pattern in WRITTEN for file in below(*folders, pattern=pattern)]


@pytest.fixture(scope="session")
def run_python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs arguments in a fresh interpreter that imports this checkout, with `environment` on top of a plain one."""

    def run(
        *arguments: str, cwd: Path = ROOT, timeout: float = 120, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join(str(ROOT / folder) for folder in ("", "pytest_plugin"))
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("MOCKFN", "PYTEST", "COV"))
        }
        env = {**inherited, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", **environment}
        return subprocess.run(
            [sys.executable, *arguments], cwd=cwd, env=env, capture_output=True, text=True, timeout=timeout, check=False
        )

    return run
