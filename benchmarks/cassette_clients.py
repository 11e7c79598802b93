"""Which clients record and replay: each talks to a provider on a socket, which is gone when it is replayed.

    python benchmarks/cassette_clients.py [NAME ...] [--environments DIR] [--here]

The rows, environments and ways to call are those of clients.py. *ok* means: replayed, the loop came to the same, no
request left, and the app was handed the very chunks that were recorded. A run of all rows writes its half of
docs/clients.md.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


PAGE = """
The same loop against a provider on a socket, recorded once into a cassette, then replayed with that provider stopped.
Written by `python benchmarks/cassette_clients.py`, in the environments above.

| client | {modes} |
|---|{rule}|
{rows}

*ok* means: replayed, the app ran the tool and got the answer, no request left, and the chunks that the app was handed
are those that were recorded, one for one.
{failures}"""


class Heard:
    """Stands inside a cassette and notes the pieces that a client is handed, a list for each response."""

    def __init__(self, host):
        from mockfn.intercept import Hosts

        self.hosts, self.responses = Hosts([host]), []

    def wants(self, target):
        from mockfn.intercept import Claim

        return Claim.MINE if target in self.hosts else Claim.NO

    def take(self, _request):
        return Pieces(self.responses)


class Pieces:
    def __init__(self, responses):
        self.pieces = []
        responses.append(self.pieces)

    def head(self, status, headers):
        """Not noted."""

    def data(self, piece):
        self.pieces.append(bytes(piece))

    def end(self, how, error=None):
        """Not noted."""


class Way:
    """One way to call. All share an event loop: some clients keep connections that belong to one."""

    runner = asyncio.Runner()

    def __init__(self, call, path):
        self.call, self.path = call, path

    def play(self, base, host, record):
        """What the loop came to, the cassette, and the pieces heard; or what went wrong."""
        from mockfn import use_cassette
        from mockfn.intercept import layered

        heard = Heard(host)
        try:
            with use_cassette(self.path, record, hosts=[host]) as cassette, layered(heard):
                said = self.call(base)
                text = self.runner.run(said) if asyncio.iscoroutine(said) else said
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:200]
        return text, cassette, [pieces for pieces in heard.responses if pieces]


def run_ways(name):
    """Of each way to call: 'ok', or what went wrong. Runs in the client's own environment."""
    from client_loops import EXPECTED, WAYS

    from mockfn import MockProvider
    from mockfn.server import MockServer

    mock = MockProvider()
    mock.when(user="weather in {city}?").call("get_current_weather", location="{city}").then.say(
        ["It is ", "{result[temperature]}", " degrees in {city}."]
    )
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        ways = {mode: Way(call, Path(folder, f"{mode}.yaml")) for mode, call in WAYS[name]().items()}
        with MockServer(mock) as server:
            base, host = f"{server.url}/v1", server.url.removeprefix("http://")
            for mode, way in ways.items():
                found[mode] = way.play(base, host, "once")
        for mode, way in ways.items():
            if not isinstance(found[mode], str):
                found[mode] = compared(EXPECTED, way.play(base, host, "none"))
    return found


def compared(expected, replayed):
    if isinstance(replayed, str):
        return replayed
    text, cassette, heard = replayed
    if text != expected:
        return f"{text!r}"
    recorded = [[frame.data for frame in one.response.frames] for one in cassette.played]
    if heard == recorded:
        return "ok"
    sizes = [[len(piece) for pieces in one for piece in pieces] for one in (heard, recorded)]
    return f"chunks of {sizes[0]} bytes for {sizes[1]}"


def row(python, loop):
    """What `run_ways` found out about one loop, in the environment of `python`."""
    from clients import QUIET

    env = os.environ | QUIET | {"PYTHONPATH": str(ROOT)}
    command = [python, __file__, "--run", loop]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {"sync": done.stderr[-300:]}


def main():
    from clients import MODES, ROWS, environment, write

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="rows to run (default: all)")
    parser.add_argument("--environments", type=Path, default=Path(tempfile.gettempdir()) / "mockfn-clients")
    parser.add_argument("--here", action="store_true", help="run in this environment")
    parser.add_argument("--run", metavar="LOOP", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(run_ways(options.run)))
        return 0
    rows, failed = [], []
    for name, loop, requirements, _ in ROWS:
        if options.names and name not in options.names:
            continue
        python = sys.executable if options.here else environment(options.environments, name, requirements)
        found = row(python, loop)
        words = ["–" if mode not in found else "ok" if found[mode] == "ok" else "**fails**" for mode in MODES]
        rows.append(f"| {name} | {' | '.join(words)} |")
        print(rows[-1], flush=True)
        failed += [f"* {name}, {mode}: {said}" for mode, said in found.items() if said != "ok"]
    print(*failed, sep="\n")
    if not options.names and not options.here:
        rule = "|".join("---" for _ in MODES)
        write(
            recorded=PAGE.format(modes=" | ".join(MODES), rule=rule, rows="\n".join(rows), failures="\n".join(failed))
        )
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
