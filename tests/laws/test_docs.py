"""The docs cannot forget: whatever a user can write is on a page, in code type. Read from the live tables.

A name counts as documented where README.md or a page of docs/ (the changelog aside) has it in backticks or in a block.
"""

import ast
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = [page for page in (README, *sorted((ROOT / "docs").rglob("*.md"))) if page.name != "changelog.md"]

CODE = re.compile(r"^ *```.*?^ *```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(#[^)\s]*)?\)")

# What a user can write, told by how it looks wherever the product has it as a whole string.
WRITTEN = {
    "an option of the command line": re.compile(r"--[a-z][a-z0-9-]+"),
    "an environment variable": re.compile(r"MOCKFN_[A-Z_]+"),
    "a header": re.compile(r"x-mockfn-[a-z-]+"),
    "a path of the server": re.compile(r"/_mockfn(/[\w{}:-]*)*"),
}

# Calls whose first argument is a name that a user writes: `parser.addini("mockfn_seed", ...)`.
NAMED_BY_CALL = {"addini": "an ini option", "addoption": "an option of pytest", "add_parser": "a command"}

# Tables whose keys a user writes, as (module, name).
TABLES = [
    ("mockfn.providers", "PROVIDERS"),
    ("mockfn.matchers", "MATCHERS"),
    ("mockfn.scriptfile", "REPLY_KEYS"),
    ("mockfn.scriptfile", "RULE_KEYS"),
    ("mockfn.faults", "FAULTS"),
    ("mockfn.verdict", "FINDINGS"),
    ("mockfn.server.listing", "FILTERS"),
]


@pytest.fixture(scope="module")
def documented():
    """Everything the pages show in code type."""
    return "\n".join(code for page in PAGES if page.exists() for code in CODE.findall(page.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def undocumented(documented):
    """Those of `names` that no page shows as a word of its own."""

    def find(names):
        return sorted(name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", documented))

    return find


def constants(source):
    return {
        node.value for node in ast.walk(source.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("what", WRITTEN)
def test_what_users_write_is_documented(what, sources, undocumented):
    names = {text for source in sources for text in constants(source) if WRITTEN[what].fullmatch(text)}
    assert not undocumented(names), f"{what}: {undocumented(names)} is on no page of docs/"


@pytest.mark.parametrize("call", NAMED_BY_CALL)
def test_what_is_declared_is_documented(call, sources, undocumented):
    calls = [node for source in sources for node in ast.walk(source.tree) if isinstance(node, ast.Call) and node.args]
    called = [node.args[0] for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == call]
    names = {argument.value for argument in called if isinstance(argument, ast.Constant)}
    assert not undocumented(names), f"{NAMED_BY_CALL[call]}: {undocumented(names)} is on no page of docs/"


def test_markers_and_their_arguments_are_documented(sources, undocumented):
    """Of `config.addinivalue_line("markers", "mockfn(script, seed=0): what it does")`: mockfn, script and seed."""
    calls = [node for source in sources for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
    added = [node.args[1] for node in calls if getattr(node.func, "attr", "") == "addinivalue_line"]
    signatures = [line.value.partition(":")[0] for line in added if isinstance(line, ast.Constant)]
    names = {name for text in signatures for name in re.findall(r"(?<![\w=\"'])[a-z]\w+", text)}
    assert not undocumented(names), f"markers: {undocumented(names)} is on no page of docs/"


@pytest.mark.parametrize(("module", "table"), TABLES)
def test_the_rows_of_a_table_are_documented(module, table, undocumented):
    rows = getattr(importlib.import_module(module), table)
    assert rows
    assert not undocumented(rows), f"{module}.{table}: {undocumented(rows)} is on no page of docs/"


def test_the_promised_names_are_documented(undocumented):
    import mockfn

    assert not undocumented(mockfn.__all__), f"mockfn.__all__: {undocumented(mockfn.__all__)} is on no page of docs/"


def test_what_a_mock_provider_can_do_is_documented(undocumented):
    import mockfn

    names = [name for name in dir(mockfn.MockProvider("openai")) if not name.startswith("_")]
    assert not undocumented(names), f"MockProvider: {undocumented(names)} is on no page of docs/"


def test_fixtures_are_documented(sources, undocumented):
    functions = [node for source in sources for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)]
    names = {
        node.name for node in functions if any("pytest.fixture" in ast.unparse(one) for one in node.decorator_list)
    }
    public = {name for name in names if not name.startswith("_")}
    assert not undocumented(public), f"fixtures: {undocumented(public)} is on no page of docs/"


def test_the_readme_has_at_most_150_lines():
    lines = len(README.read_text(encoding="utf-8").splitlines())
    assert lines <= 150, f"README.md has {lines} lines: it is a door; what it explains belongs on a page of docs/"


def test_the_readme_says_what_the_check_runs():
    commands = re.findall(r'^(?:DEMO|TEST)="(.*)"$', (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    missing = [command for command in commands if command not in README.read_text(encoding="utf-8")]
    assert len(commands) == 2
    assert not missing, f"README.md and .ci/run tell different commands: {missing} is not in the README"


def test_links_lead_somewhere():
    links = [(page, found[1]) for page in PAGES for found in LINK.finditer(page.read_text(encoding="utf-8"))]
    broken = [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()]
    assert not broken, "\n".join([*broken, "write the page, or take the link out"])


def test_every_page_can_be_found_from_the_readme():
    found, left = {README}, [README]
    while left:
        page = left.pop()
        links = {(page.parent / link[1]).resolve() for link in LINK.finditer(page.read_text(encoding="utf-8"))}
        new = {link for link in links if link.suffix == ".md" and link.is_file()} - found
        found |= new
        left += new
    lost = sorted(page.name for page in PAGES if page.resolve() not in found)
    assert not lost, f"no link leads to {lost}"


def test_the_files_that_pages_name_are_there():
    path = re.compile(r"`((?:mockfn|pytest_plugin|tests|benchmarks|examples)/[\w./-]+)`")
    named = [(page, found[1]) for page in PAGES for found in path.finditer(page.read_text(encoding="utf-8"))]
    gone = [f"{page.name}: {name}" for page, name in named if "NAME" not in name and not (ROOT / name).exists()]
    assert not gone, "\n".join(gone)


def test_the_map_names_every_room(sources):
    """docs/architecture.md draws what tests/laws/test_arrows.py enforces."""
    drawn = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    modules = [source for source in sources if re.fullmatch(r"mockfn\.[a-z]\w*", source.module)]
    rooms = {f"{source.path.parent.name}/" if source.is_package else source.path.name for source in modules}
    missing = sorted(room for room in rooms if not re.search(rf"(?<!\w){re.escape(room)}", drawn))
    assert not missing, f"docs/architecture.md does not name {missing}: give each a line with what it knows"
