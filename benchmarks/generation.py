"""Generators of values from JSON Schema side by side: how many of their values are valid, and what one costs.

    python benchmarks/generation.py tools=tools.jsonl general=general.jsonl [--node-modules DIR] [--limit N]

Each line of a file is {"id", "schema", "draft"?}. Several files may share a name. mockfn runs always; jsf and
schemathesis where they are installed; json-schema-faker where `--node-modules` names the folder it was installed in. A
case may take 2 seconds. A value is valid where `jsonschema` says so in the declared draft (2020-12 where none is
declared), with formats asserted. "first" is a schema's first value, "next" the median of five more. Prints a table in
Markdown.
"""

import argparse
import json
import select
import signal
import statistics
import subprocess
import time
import warnings
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

NEXT = 5
PATIENCE = 2.0
CLASSES = {
    "draft3": "Draft3Validator",
    "draft4": "Draft4Validator",
    "draft6": "Draft6Validator",
    "draft7": "Draft7Validator",
}


class TooLate(BaseException):
    """The case took longer than it may."""


def stop(*_):
    raise TooLate


def timed(call):
    start = time.perf_counter()
    value = call()
    return value, time.perf_counter() - start


def mockfn(schema, _):
    """mockfn with its default strategy."""
    from mockfn.schema import generate

    value, first = timed(lambda: generate(schema, seed=0))
    return value, first, [timed(lambda seed=seed: generate(schema, seed=seed))[1] for seed in range(1, NEXT + 1)]


def jsf(schema, _):
    """jsf: a model built once, then values from it."""
    from jsf import JSF

    def start():
        source = JSF(schema)
        return source, source.generate()

    (source, value), first = timed(start)
    return value, first, [timed(source.generate)[1] for _ in range(NEXT)]


def schemathesis(schema, draft):
    """schemathesis: its strategy, drawn from by Hypothesis; the value is the first, which is the simplest."""
    import jsonschema_rs
    from hypothesis import HealthCheck, Phase, given, settings
    from schemathesis.generation.jsonschema import builder
    from schemathesis.specs.openapi.formats import STRING_FORMATS, get_default_format_strategies

    formats = {**get_default_format_strategies(), **STRING_FORMATS}
    number = getattr(
        jsonschema_rs, {"draft4": "Draft4", "draft6": "Draft6", "draft7": "Draft7"}.get(draft, "Draft202012")
    )
    drawn = []
    start = time.perf_counter()
    strategy = builder.build(schema, draft=number, formats=formats)
    quiet = settings(max_examples=NEXT + 1, database=None, deadline=None, phases=[Phase.generate], derandomize=True,
                     suppress_health_check=list(HealthCheck))  # fmt: skip

    @quiet
    @given(strategy)
    def run(value):
        drawn.append((value, time.perf_counter()))

    run()
    times = [start, *(moment for _, moment in drawn)]
    gaps = [two - one for one, two in pairwise(times)]
    return drawn[0][0], gaps[0], gaps[1:] or [gaps[0]]


NODE = """
import { generate } from 'json-schema-faker';
import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const schema = JSON.parse(line), times = [];
  let out;
  try {
    let value;
    for (let seed = 0; seed <= NEXT; seed++) {
      const start = process.hrtime.bigint();
      const one = await generate(schema, { seed });
      times.push(Number(process.hrtime.bigint() - start) / 1e9);
      if (seed === 0) value = one;
    }
    out = { value, times };
  } catch (problem) { out = { error: String(problem) }; }
  process.stdout.write(JSON.stringify(out) + '\\n');
}
""".replace("NEXT", str(NEXT))


class JsonSchemaFaker:
    """json-schema-faker in a process of its own, which is started anew when a case takes too long."""

    def __init__(self, folder):
        self.folder, self.process = folder, None

    def __call__(self, schema, _):
        if self.process is None:
            command = ["node", "--input-type=module", "-e", NODE]
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        self.process.stdin.write(json.dumps(schema).encode() + b"\n")
        self.process.stdin.flush()
        if not select.select([self.process.stdout], [], [], 6 * PATIENCE)[0]:
            self.process.kill()
            self.process = None
            raise TooLate
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer or "value" not in answer:
            raise ValueError(answer.get("error", "no value"))
        return answer["value"], answer["times"][0], answer["times"][1:]


def cases(arguments, limit):
    """(name, schema, draft) of every line."""
    for argument in arguments:
        name, _, path = argument.partition("=")
        for line in Path(path).read_text(encoding="utf-8").splitlines()[:limit]:
            case = json.loads(line)
            yield name, case["schema"], case.get("draft")


def is_valid(schema, draft, value):
    import jsonschema

    cls = getattr(jsonschema, CLASSES.get(draft, "Draft202012Validator"))
    try:
        return cls(schema, format_checker=cls.FORMAT_CHECKER).is_valid(json.loads(json.dumps(value, allow_nan=False)))
    except Exception:
        return False


def measured(generator, arguments, limit):
    """By name of the cases: how many there are, how many are valid, the times of first and next values."""
    found = defaultdict(lambda: [0, 0, [], []])
    for name, schema, draft in cases(arguments, limit):
        row = found[name]
        row[0] += 1
        signal.setitimer(signal.ITIMER_REAL, 0 if isinstance(generator, JsonSchemaFaker) else PATIENCE)
        try:
            value, first, following = generator(schema, draft)
        except (Exception, TooLate):
            continue
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        row[1] += is_valid(schema, draft, value)
        row[2].append(first)
        row[3].append(statistics.median(following))
    return found


def line(title, found):
    """One row of the table."""
    firsts = [one for row in found.values() for one in row[2]]
    following = [one for row in found.values() for one in row[3]]
    cells = [f"{row[1] / row[0]:.2%}" for row in found.values()]
    cells += [f"{1000 * statistics.median(firsts):.3f}", f"{1000 * statistics.median(following):.3f}"]
    cells.append(f"{1000 * statistics.quantiles(following, n=100)[98]:.2f}")
    return f"| {title} | {' | '.join(cells)} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="+", metavar="NAME=FILE")
    parser.add_argument("--node-modules")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, stop)
    generators = {"mockfn": mockfn}
    for name, generator in (("jsf", jsf), ("schemathesis", schemathesis)):
        try:
            __import__(name)
            generators[name] = generator
        except ImportError:
            continue
    if options.node_modules:
        generators["json-schema-faker"] = JsonSchemaFaker(options.node_modules)
    names = dict.fromkeys(one.partition("=")[0] for one in options.cases)
    print(f"| generator | {' | '.join(f'{name}, valid' for name in names)} | first, ms | next, ms | next, 99th, ms |")
    print("|---" * (len(names) + 4) + "|")
    for title, generator in generators.items():
        print(line(title, measured(generator, options.cases, options.limit)), flush=True)


if __name__ == "__main__":
    main()
