"""Which clients hold the two-turn loop through `mock.intercept()`: run it, and it writes its half of docs/clients.md.

Each row is run in an environment of its own, made and kept below the folder of --environments, in a namespace with
nothing but the loopback where the system can make one (`unshare`). With names as arguments only those rows are run
and the table is printed, not written. --here runs the rows in this environment, without making any.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs/clients.md"
RECORDED = "## Recorded and replayed\n"  # the half that cassette_clients.py writes begins so
MODES = ("sync", "sync stream", "async", "async stream")

# A row: its name, the loop of client_loops.py, what to install, the package that is under test.
ROWS = (
    ("openai 3", "openai", ("openai>=3,<4",), "openai"),
    ("openai 3, aiohttp transport", "openai-aiohttp", ("openai[aiohttp]>=3,<4",), "openai"),
    ("openai 2", "openai", ("openai>=2,<3",), "openai"),
    ("openai 2, aiohttp transport", "openai-aiohttp", ("openai[aiohttp]>=2,<3",), "openai"),
    ("httpx", "httpx", ("httpx",), "httpx"),
    ("httpx2", "httpx2", ("httpx2",), "httpx2"),
    ("requests", "requests", ("requests",), "requests"),
    ("aiohttp", "aiohttp", ("aiohttp",), "aiohttp"),
    ("urllib3", "urllib3", ("urllib3",), "urllib3"),
    ("litellm", "litellm", ("litellm", "mcp"), "litellm"),
    ("langchain-openai", "langchain-openai", ("langchain-openai",), "langchain-openai"),
    ("pydantic-ai", "pydantic-ai", ("pydantic-ai-slim[openai]",), "pydantic-ai-slim"),
)

QUIET = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # else it fetches a list when it is imported
    "LITELLM_TELEMETRY": "False",
}

PAGE = """# Clients

The two-turn loop (a question, a tool call, its result, an answer) through `mock.intercept()`, with the base URL written
into the app:
{bases}.
{network} Written by `python benchmarks/clients.py`.

| client | version | on | {modes} |
|---|---|---|{rule}|
{rows}

*ok* means: at all three base URLs the app ran the tool with the right arguments, sent the result back, and got the
answer, in exactly two requests. A dash: the client has no such way to call.
{failures}"""


def environment(folder, name, requirements):
    """The Python of an environment that has the project and `requirements`, made where it is not there yet."""
    home = folder / name.replace(" ", "-").replace(",", "")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / "made").exists():
        uv = shutil.which("uv")
        make = [uv, "venv", "-q", "--clear", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
        install = [uv, "pip", "install", "-q", "--python", python] if uv else [python, "-m", "pip", "install", "-q"]
        subprocess.run([*make, str(home)], check=True)
        subprocess.run([*install, str(ROOT), *requirements], check=True)
        (home / "made").touch()
    return str(python)


def alone():
    """What to put before a command so that it has nothing but the loopback; empty where the system cannot."""
    if shutil.which("unshare") and shutil.which("ip"):
        prefix = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"]
        if subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode == 0:
            return prefix
    return []


def run(python, loop, package, prefix):
    """What client_loops.py found out about one row."""
    env = {name: value for name, value in os.environ.items() if not name.endswith(("_BASE_URL", "_API_BASE"))}
    env.update(QUIET, PYTHONPATH=str(ROOT))
    command = [*prefix, python, str(ROOT / "benchmarks/client_loops.py"), loop, package]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        return {"versions": {}, "results": {"": {"sync": done.stderr.strip().splitlines()[-1]}}}
    return json.loads(done.stdout.splitlines()[-1])


def cells(found, package):
    """A row's version, what it runs on, and a word for each mode."""
    versions = dict(found["versions"])
    own = versions.pop(package, "")
    words = []
    for mode in MODES:
        said = {results[mode] for results in found["results"].values() if mode in results}
        words.append("–" if not said else "ok" if said == {"ok"} else "**fails**")
    return [own, ", ".join(f"{name} {number}" for name, number in versions.items()), *words]


def failures(name, found):
    return [
        f"* {name}, {mode}, {base}: {said}"
        for base, results in found["results"].items()
        for mode, said in results.items()
        if said != "ok"
    ]


def page(table, failed, isolated):
    from client_loops import BASES

    network = (
        "No network: a namespace with nothing but the loopback."
        if isolated
        else "The system could make no namespace without a network."
    )
    return PAGE.format(
        bases=", ".join(f"`{base}`" for base in BASES),
        network=network,
        modes=" | ".join(MODES),
        rule="|".join("---" for _ in MODES),
        rows="\n".join(f"| {' | '.join(row)} |" for row in table),
        failures="\n".join(["", "## What fails", "", *failed, ""]) if failed else "",
    )


def write(called=None, recorded=None):
    """Write the page anew, but for the half that is not given."""
    before, _, after = DOCS.read_text(encoding="utf-8").partition(RECORDED)
    halves = ((called or before).rstrip("\n"), RECORDED + (recorded or after))
    DOCS.write_text("\n\n".join(halves), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="rows to run (default: all)")
    parser.add_argument("--environments", type=Path, default=Path(tempfile.gettempdir()) / "mockfn-clients")
    parser.add_argument("--here", action="store_true", help="run in this environment")
    chosen = parser.parse_args()
    prefix = alone()
    table, failed = [], []
    for name, loop, requirements, package in ROWS:
        if chosen.names and name not in chosen.names:
            continue
        python = sys.executable if chosen.here else environment(chosen.environments, name, requirements)
        found = run(python, loop, package, prefix)
        table.append([name, *cells(found, package)])
        failed += failures(name, found)
        print(*table[-1], sep=" | ", flush=True)
    if chosen.names or chosen.here:
        print(*failed, sep="\n")
    else:
        write(called=page(table, failed, bool(prefix)))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
