"""What the README and the docs show is run as it stands, and every example runs alone.

A Python block that defines `test_...` is run by pytest, any other as a program. `<!-- not run: why -->` in the line
above a block says why it is not.
"""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLES = [path for path in sorted((ROOT / "examples").rglob("*.py")) if not path.name.startswith("_")]

BLOCK = re.compile(r"^(?P<above>[^\n]*)\n```(?P<language>\w+)[^\n]*\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


def shown(language):
    """Every block in that language, with the page and line it stands on."""
    blocks = []
    for page in filter(Path.exists, PAGES):
        text = "\n" + page.read_text(encoding="utf-8")
        for block in BLOCK.finditer(text):
            if block["language"] == language and not block["above"].startswith("<!-- not run: "):
                line = text[: block.start("text")].count(chr(10))
                place = f"{page.relative_to(ROOT).as_posix()}:{line}"
                blocks.append(pytest.param(block["text"], id=place))
    return blocks


@pytest.fixture
def run_file(run_python, tmp_path):
    """Runs a Python file from an empty folder: by pytest if it has tests, else as a program."""

    def run(path):
        tested = re.search(r"^(async )?def test_", path.read_text(encoding="utf-8"), re.MULTILINE)
        program = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:asyncio") if tested else ()
        done = run_python(*program, "-W", "error", str(path), cwd=tmp_path)
        assert done.returncode == 0, f"{path.name} fails:\n{done.stdout}\n{done.stderr}"

    return run


@pytest.mark.parametrize("text", shown("python"))
def test_a_python_block_runs(text, run_file, tmp_path):
    path = tmp_path / "test_block.py"
    path.write_text(text, encoding="utf-8")
    run_file(path)


@pytest.mark.parametrize("text", shown("yaml"))
def test_a_yaml_block_is_yaml(text):
    assert yaml.safe_load(text) is not None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_runs_alone(path, run_file):
    run_file(path)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_says_what_it_shows(path):
    assert path.read_text(encoding="utf-8").lstrip().startswith('"""'), f"{path.name} opens with no docstring"
