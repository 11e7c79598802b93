"""What a kill costs: a recording is killed at random moments, while it records and while it saves.

    python benchmarks/cassette_kills.py [--trials 50] [--seed 0]

Every second one is killed once it saves. Each time the old cassette must be readable and whole, and every exchange that
the app had its answer of must be on the disk: in the cassette, or in what the recording left, from which the next one
goes on.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mockfn.cassette import Cassette, Interaction, dumps, loads
from mockfn.files.partial import leftovers, recover
from mockfn.http import Frame, Request, Response

# Records for ever: exchanges of 20 KB, then the whole cassette is written; says each exchange that the app has.
CHILD = """
import itertools, sys
from mockfn.http import Request
from mockfn.recording import OpenCassette

path, save_after = sys.argv[1], int(sys.argv[2])
for start in itertools.count(step=save_after):
    cassette = OpenCassette(path, "update")
    for interaction in cassette.interactions:
        cassette.respond(interaction.request)
    for number in range(start, start + save_after):
        taping = cassette.respond(Request("POST", f"https://api.openai.com/v1/{number}"))
        if not hasattr(taping, "head"):
            continue
        taping.head(200, {"content-type": "text/event-stream"})
        for chunk in range(20):
            taping.data(b"data: " + b"x" * 1000 + b"\\n\\n")
        taping.end("whole")
        print(number, flush=True)
    print("saving", flush=True)
    cassette.close(passed=True)
    print("saved", flush=True)
"""


def trial(chance, folder, saving):
    """Kill one recording, at any moment or once it is `saving`; what was wrong then."""
    path = Path(folder, "c.yaml")
    old = Interaction(Request("GET", "https://api.openai.com/v1/old"), Response(200, {}, (Frame(b"old"),)))
    path.write_text(dumps(Cassette((old,))), encoding="utf-8")
    command = [sys.executable, "-c", CHILD, str(path), str(chance.choice([3, 10, 40]))]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    told = line = child.stdout.readline()  # the first exchange is there: now the clock runs
    while saving and line != "saving\n":
        line = child.stdout.readline()
        told += line
    time.sleep(chance.uniform(0, 0.03 if saving else 0.6))
    os.kill(child.pid, signal.SIGKILL)
    told += child.stdout.read()
    child.wait()
    said = [line for line in told.splitlines() if line]
    finished = {f"https://api.openai.com/v1/{line}" for line in said if line.isdigit()}
    try:
        held = loads(path.read_bytes(), path=str(path))
        kept = {one.request.url for one in held.interactions}
        kept |= {one.request.url for left in leftovers(path) for one in recover(left).interactions}
        whole = all(one.response.body == b"old" or len(one.response.body) == 20 * 1008 for one in held.interactions)
    except Exception as error:
        return f"unreadable: {error}", said[-1]
    lost = finished | {old.request.url}
    lost -= kept
    wrong = f"lost: {sorted(lost)}" if lost else "" if whole else "an exchange is not whole"
    return wrong, "saving" if said[-1] == "saving" else "recording"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    wrong, moments = [], {"saving": 0, "recording": 0}
    for number in range(options.trials):
        with tempfile.TemporaryDirectory() as folder:
            said, moment = trial(chance, folder, saving=number % 2 == 1)
        moments[moment] = moments.get(moment, 0) + 1
        if said:
            wrong.append(f"trial {number}: {said}")
    print(
        f"{options.trials} kills ({moments['recording']} while recording, {moments['saving']} while saving):", end=" "
    )
    print(f"{options.trials - len(wrong)} lost nothing", *wrong, sep="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
