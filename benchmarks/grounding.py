"""How often a grounded call is the call that was expected, and how long choosing it takes.

    python benchmarks/grounding.py cases.jsonl

Each line of a file is a case: `messages`, `tools`, and `answers`, a list of {tool: {parameter: [accepted values]}},
none at all where text is right. "" among the accepted says that the parameter may be left out. Texts are equal but for
case, spaces and marks, numbers but for their type; calls may come in any order.
"""

import json
import statistics
import sys
import time
from pathlib import Path

from mockfn.chat import ChatRequest, Message, Tool
from mockfn.grounding import choose

MARKS = str.maketrans("'", '"', " ,./-_*^")


def request(case):
    """The case as a parsed request."""
    functions = [tool["function"] for tool in case["tools"]]
    tools = tuple(Tool(one["name"], one.get("description", ""), one.get("parameters")) for one in functions)
    talk = tuple(Message(message["role"], message["content"]) for message in case["messages"])
    return ChatRequest(json={}, model="", conversation=talk, tools=tools)


def equal(value, accepted):
    """Whether a value is what was accepted, lists and objects member by member."""
    match value, accepted:
        case str(), str():
            return value.translate(MARKS).lower() == accepted.translate(MARKS).lower()
        case bool(), _:
            return value is accepted
        case list(), list():
            return len(value) == len(accepted) and all(map(equal, value, accepted))
        case dict(), dict():
            return fits(value, {name: one if isinstance(one, list) else [one] for name, one in accepted.items()})
    return value == accepted


def fits(arguments, expected):
    """Whether arguments have all that is expected of them, and nothing else."""
    return arguments.keys() <= expected.keys() and all(
        any(equal(arguments[name], one) for one in accepted) if name in arguments else "" in accepted
        for name, accepted in expected.items()
    )


def right(calls, answers):
    """Whether there is a call for each answer, in any order."""
    left = list(answers)
    for call in calls:
        hit = next((one for one in left if call.name in one and fits(call.arguments, one[call.name])), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def main(paths):
    cases = [json.loads(line) for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    seconds, tools, counts, whole, text, expected = [], 0, 0, 0, 0, 0
    for case in cases:
        chat = request(case)
        choose(chat, seed=0)
        start = time.perf_counter()
        calls = choose(chat, seed=0).calls
        seconds.append(time.perf_counter() - start)
        names, wanted = sorted(call.name for call in calls), sorted(name for one in case["answers"] for name in one)
        expected += bool(wanted)
        text += not wanted and not calls
        if wanted:
            tools += set(names) == set(wanted)
            counts += names == wanted
            whole += right(calls, case["answers"])
    shares = [count / max(expected, 1) for count in (tools, counts, whole)]
    print("{:.1%} right tools, {:.1%} as often as expected, {:.1%} right in every argument".format(*shares))
    print(f"{text / max(len(cases) - expected, 1):.1%} text where no tool fits")
    print(f"{statistics.median(seconds) * 1000:.2f} ms in the median, the tools seen before")


if __name__ == "__main__":
    main(sys.argv[1:])
