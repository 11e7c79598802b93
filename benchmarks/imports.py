"""Milliseconds that imports and first uses take, in processes of their own, beside those of well-known packages.

Processor time (user and system) beyond that of a bare interpreter: what else the machine does counts little. The rows
are measured in turn, so that a slow minute strikes all of them; each is run once before, for its bytecode.

python benchmarks/imports.py [--runs 20]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys

ROWS = {
    "a bare interpreter": "pass",
    "import msgspec": "import msgspec",
    "import httpx": "import httpx",
    "import openai": "import openai",
    "import pytest": "import pytest",
    "import pytest, pytest_mockfn.plugin": "import pytest, pytest_mockfn.plugin",
    "import mockfn": "import mockfn",
    "from mockfn import MockProvider": "from mockfn import MockProvider",
    "... MockProvider(), a scripted answer": """
from mockfn import MockProvider, Request
mock = MockProvider()
mock.when().say("Hello.")
body = b'{"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}'
assert mock.respond(Request("POST", "/v1/chat/completions", {}, body)).response.status == 200
""",
    "... in a block of intercept()": """
from mockfn import MockProvider
with MockProvider().intercept():
    pass
""",
    "... what the pytest fixture imports": "import pytest, pytest_mockfn.providing",
    "... what the cassette fixture imports": "import pytest, pytest_mockfn.taping",
    "... all profiles": "from mockfn.providers import PROVIDERS; [*PROVIDERS.values()]",
    "... mockfn.schema": "import mockfn.schema",
    "mockfn --help": "import sys; sys.stdout = open('/dev/null', 'w'); from mockfn.cli import main; main(['--help'])",
    "import argparse": "import argparse",
}


def milliseconds(program: str, environment: dict[str, str]) -> float:
    """The processor time of a process that runs `program`."""
    arguments = [sys.executable, "-c", program]
    _, status, used = os.wait4(os.posix_spawn(sys.executable, arguments, environment), 0)
    assert status == 0, program
    return (used.ru_utime + used.ru_stime) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for program in ROWS.values():
        milliseconds(program, environment)
    times: dict[str, list[float]] = {name: [] for name in ROWS}
    for _ in range(runs):
        for name, program in ROWS.items():
            times[name].append(milliseconds(program, environment))
    bare = next(iter(times.values()))
    print(f"{'':38} median    least")
    for name, measured in times.items():
        base = [0.0] if measured is bare else bare
        median, least = statistics.median(measured) - statistics.median(base), min(measured) - min(base)
        print(f"{name:38} {median:6.1f}   {least:6.1f}")


if __name__ == "__main__":
    main()
