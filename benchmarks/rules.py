"""What many rules cost: respond() with a script of 10 rules beside one of 10,000, every request different.

    python benchmarks/rules.py

Prints the median time of a request in microseconds for each, and their ratio, for rules of words and of expressions.
Interleaved, so that a busy machine is busy for both.
"""

import json
import time
from statistics import median

from mockfn import MockProvider, Request

ROUNDS, REQUESTS = 9, 300
COUNTS = (10, 10_000)
KINDS = {
    "words": lambda number: {"user": f"question {number} about {{topic}}"},
    "expressions": lambda number: {"user": {"regex": f"question {number} about (?P<topic>.*)"}},
}


def mock_of(kind, count):
    mock = MockProvider("openai")
    for number in range(count):
        mock.when(**KINDS[kind](number)).say("About {topic}: nothing.")
    return mock


def request(number, count):
    text = f"Here is question {number % count} about the weather of day {number}. Please answer it in one sentence."
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}]}
    headers = {"content-type": "application/json", "authorization": "Bearer sk-mockfn-0000"}
    return Request("POST", "https://api.openai.com/v1/chat/completions", headers, json.dumps(body).encode())


def spent(mock, requests):
    """Seconds of processor time a request."""
    started = time.process_time()
    for one in requests:
        assert mock.respond(one).response.status == 200
    return (time.process_time() - started) / len(requests)


def main():
    for kind in KINDS:
        mocks = {count: mock_of(kind, count) for count in COUNTS}
        times = {count: [] for count in COUNTS}
        for turn in range(ROUNDS + 1):
            for count, mock in mocks.items():
                requests = [request(turn * REQUESTS + number, count) for number in range(REQUESTS)]
                times[count].append(spent(mock, requests))
        few, many = (median(times[count][1:]) * 1e6 for count in COUNTS)
        print(f"{kind}: {few:.1f} us with 10 rules, {many:.1f} us with 10,000: {many / few:.2f} times")


if __name__ == "__main__":
    main()
