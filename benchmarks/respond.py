"""Microseconds of one `respond()` of the two-tool weather request: parse, checks and render of a reply that is given,
and with a rule that reads the city out of the user's words.

python benchmarks/respond.py [--calls 20000]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

from mockfn import MockProvider, Reply, Request, ToolCall

sys.path.insert(0, str(Path(__file__).parent))
from serving import BODY


def measure(name: str, mock: MockProvider, calls: int) -> None:
    """Prints the median for JSON and for a stream."""
    for stream in (False, True):
        bodies = [json.dumps({**BODY, "seed": n, **({"stream": True} if stream else {})}).encode() for n in range(500)]
        headers = {"content-type": "application/json", "authorization": "Bearer sk-any"}
        times = []
        for number in range(calls):
            request = Request("POST", "/v1/chat/completions", headers, bodies[number % 500])
            start = time.perf_counter_ns()
            exchange = mock.respond(request)
            exchange.response.body  # noqa: B018 - joined when asked for
            times.append(time.perf_counter_ns() - start)
        assert exchange.response.status == 200, exchange.response.body
        print(f"{name:6} {'SSE ' if stream else 'JSON'}  median {statistics.median(times) / 1000:.1f} microseconds")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=20_000)
    calls = parser.parse_args().calls
    given = MockProvider()
    given.when().answer(Reply(tool_calls=(ToolCall("get_current_weather", {"location": "Paris"}),)))
    measure("reply", given, calls)
    read = MockProvider()
    read.when(user="weather in {city}").call("get_current_weather", location="{city}")
    measure("rule", read, calls)


if __name__ == "__main__":
    main()
