"""Microseconds of one `respond()`: parse, checks, decision and render of the two-tool weather request.

python benchmarks/respond.py [--calls 20000]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

from mockfn import MockProvider, Request

sys.path.insert(0, str(Path(__file__).parent))
from serving import BODY


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=20_000)
    calls = parser.parse_args().calls
    mock = MockProvider()
    mock.when(user="weather in {city}").call("get_current_weather", location="{city}")
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
        print(f"{'SSE ' if stream else 'JSON'}  median {statistics.median(times) / 1000:.1f} microseconds")


if __name__ == "__main__":
    main()
