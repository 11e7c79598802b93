"""The core, up to `answer`, decides and never acts: no socket, file, environment, clock, thread, or chance of its own.

What it needs of the world is passed in. So every answer can be computed, compared and repeated anywhere.
"""

import ast
import runpy
from pathlib import Path

import pytest

ARROWS = runpy.run_path(str(Path(__file__).with_name("test_arrows.py")))

ACTING_MODULES = {
    "a socket": "socket ssl select selectors socketserver http.client http.server urllib.request ftplib smtplib",
    "the event loop": "asyncio anyio trio concurrent multiprocessing signal",
    "a file": "io.open tempfile shutil glob fileinput importlib.resources pkgutil sqlite3 mmap pathlib",
    "the environment": "os sys.argv getpass platform subprocess",
    "the clock": "time sched",
    "chance of its own": "secrets uuid.uuid1 uuid.uuid4",
    "a shell's library": "starlette uvicorn httpx httpx2 requests urllib3 aiohttp rich vcr pytest click",
}

ACTING_NAMES = {
    "open": "a file is opened in mockfn/files.py",
    "input": "a shell asks",
    "print": "a shell prints",
    "breakpoint": "left from debugging",
    "eval": "text of others is never run",
    "exec": "text of others is never run",
    "hash": "differs from process to process; use mockfn.seeds",
}

ACTING_ATTRIBUTES = {
    ("datetime", "now"): "a shell passes times in",
    ("datetime", "utcnow"): "a shell passes times in",
    ("datetime", "today"): "a shell passes times in",
    ("date", "today"): "a shell passes times in",
    ("uuid", "uuid1"): "ids come from mockfn.seeds",
    ("uuid", "uuid4"): "ids come from mockfn.seeds",
    ("threading", "Thread"): "a shell starts threads",
    ("threading", "Timer"): "a shell starts threads",
    ("sys", "argv"): "a shell reads the command line",
    ("sys", "stdin"): "a shell reads",
    ("sys", "stdout"): "a shell prints",
    ("sys", "stderr"): "a shell prints",
}


@pytest.fixture(scope="module")
def core(sources):
    """The files that may not act."""
    return [source for source in sources if ARROWS["level"](source.module) <= ARROWS["CORE"]]


def test_the_core_imports_nothing_that_acts(core):
    acting = {name: what for what, names in ACTING_MODULES.items() for name in names.split()}
    wrong = [
        f"{source.name}:{line} imports {name}, {what}"
        for source in core
        for name, line in source.imports()
        for module, what in acting.items()
        if f"{name}.".startswith(f"{module}.") and not name.startswith("pathlib.Pure")
    ]
    assert not wrong, "\n".join([*wrong, "the core is pure: let a shell do it and pass the result in"])


def test_the_core_calls_nothing_that_acts(core):
    nodes = [(source, node, acts(node)) for source in core for node in ast.walk(source.tree)]
    wrong = [f"{source.name}:{node.lineno} {what}" for source, node, what in nodes if what]
    assert not wrong, "\n".join(wrong)


def acts(node):
    """Why a node has no place in the core; None where it has."""
    if isinstance(node, ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith | ast.Await):
        return "is async: only a shell waits"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ACTING_NAMES:
        return f"calls {node.func.id}(): {ACTING_NAMES[node.func.id]}"
    if isinstance(node, ast.Attribute):
        owner, name = ast.unparse(node.value).rpartition(".")[2], node.attr
        if (owner, name) in ACTING_ATTRIBUTES:
            return f"uses {owner}.{name}: {ACTING_ATTRIBUTES[owner, name]}"
    return None


def test_the_core_draws_from_no_generator_that_everybody_shares(core):
    """`random.choice` draws from one; `random.Random(seed)` is a generator of one's own."""
    wrong = [f"{source.name}:{line} uses random.{name}" for source in core for name, line in drawn(source)]
    assert not wrong, "\n".join([*wrong, "draw from mockfn.seeds.Chance(...).random(label)"])


def drawn(source):
    """Every (name, line) of the module `random` that is used, save the class."""
    nodes = list(ast.walk(source.tree))
    imports = [alias for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    module = {alias.asname or alias.name for alias in imports if alias.name == "random"}
    used = [node for node in nodes if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in module]
    names = [(node.attr, node.lineno) for node in used]
    names += [(name.removeprefix("random."), line) for name, line in source.imports() if name.startswith("random.")]
    return [(name, line) for name, line in names if name != "Random"]
