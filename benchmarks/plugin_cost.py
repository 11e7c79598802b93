"""What the pytest plugin costs: those who do not use it, and a test that does.

    python benchmarks/plugin_cost.py [--pairs 31] [--tests 1000]

1,000 empty tests run in a process of their own, with the plugin as it is installed and with `-p no:mockfn`, in pairs
whose order changes; the cost is the median of the pairs' differences, in seconds of the processor (what a busy machine
does not change) and by the clock. The time of a test with the fixture `mockfn` is that of its setup, call and teardown,
beside a fixture that does nothing, over 300 tests after the first.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = "def test_{0}():\n    pass\n"

FIXTURE = """
import pytest

@pytest.fixture
def nothing():
    yield

@pytest.mark.parametrize("number", range({count}))
def test(number, {name}):
    pass
"""

CONFTEST = """
import time
import pytest

times = []

@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    start = time.perf_counter()
    yield
    times.append(time.perf_counter() - start)
    return True

def pytest_sessionfinish():
    open("times.txt", "w").write(" ".join(map(str, times)))
"""


def run(folder: Path, *arguments: str) -> tuple[float, float]:
    """Seconds of the processor, and by the clock, that pytest takes for what is in `folder`."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments, str(folder)]
    used, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime, clock


def unused(pairs: int, tests: int) -> None:
    """Prints what the plugin costs a run that does not use it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "test_empty.py").write_text("".join(EMPTY.format(number) for number in range(tests)))
        kinds: dict[str, tuple[str, ...]] = {"with": (), "without": ("-p", "no:mockfn")}
        for arguments in kinds.values():
            run(folder, *arguments)
        times: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
        for pair in range(pairs):
            for kind in sorted(kinds, reverse=bool(pair % 2)):
                times[kind].append(run(folder, *kinds[kind]))
    for number, what in enumerate(("of the processor", "by the clock")):
        without = statistics.median(one[number] for one in times["without"])
        more = statistics.median(a[number] - b[number] for a, b in zip(times["with"], times["without"], strict=True))
        print(f"{tests} empty tests, seconds {what}: {without:.3f}, with the plugin {more:+.4f}: {more / without:+.2%}")


def used(count: int = 300) -> None:
    """Prints what the fixture costs a test after the first."""
    medians = {}
    for name in ("nothing", "mockfn"):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "test_fixture.py").write_text(FIXTURE.format(count=count, name=name))
            (folder / "conftest.py").write_text(CONFTEST)
            run(folder)
            times = [float(text) for text in (folder / "times.txt").read_text().split()]
            medians[name] = statistics.median(times[1:])
            print(f"a test with {name!r}: {medians[name] * 1000:.2f} ms, the first {times[0] * 1000:.0f} ms")
    print(f"the fixture costs {(medians['mockfn'] - medians['nothing']) * 1000:.2f} ms a test")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=31)
    parser.add_argument("--tests", type=int, default=1_000)
    options = parser.parse_args()
    used()
    unused(options.pairs, options.tests)


if __name__ == "__main__":
    main()
