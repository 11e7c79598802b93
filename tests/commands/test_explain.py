"""`mockfn explain`: the decision on a request, and why each rule before it did not hold."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import pytest

from mockfn.cli import main
from mockfn.providers import PROVIDERS

SCRIPT = """\
rules:
  - when: {user: refund}
    say: No refunds.
  - when: {user: "weather in {city}", attempt: 0}
    steps:
      - call: {get_weather: {city: "{city}"}}
        pace: {first: 0.5}
      - say: "It is {result[degrees]} degrees."
  - when: {header: {x-plan: pro}}
    say: Welcome.
"""
PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = [{"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS}}]


def asking(text, **more):
    return {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], "tools": TOOLS, **more}


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs the command on a request, with a script or without; the exit code and what is printed."""
    monkeypatch.chdir(tmp_path)

    def command(request, *options, script=SCRIPT):
        (tmp_path / "r.json").write_text(request if isinstance(request, str) else json.dumps(request))
        if script is not None:
            (tmp_path / "s.yaml").write_text(script)
            options = ("--script", "s.yaml", *options)
        return main(["explain", "r.json", *options]), capsys.readouterr().out

    return command


def test_it_says_which_rule_answers_and_what_those_before_it_lacked(run):
    code, said = run(asking("The weather in Paris?"))
    assert code == 0
    assert said == (
        "Rule 2 answers, at s.yaml:4.\n"
        '  rule 2 at s.yaml:4 holds: user="weather in {city}", attempt=0.\n'
        "  It gives its reply 1 of 2.\n"
        "  city is 'Paris'.\n"
        "The answer, HTTP 200, within 0.5 s:\n"
        '  call: get_weather({"city":"Paris"})\n'
        "Asked before it, the nearest first:\n"
        '  rule 1 at s.yaml:2, user="refund":\n'
        '    the latest user message, "The weather in Paris?", does not contain "refund".\n'
    )


def test_a_miss_explains_itself(run):
    code, said = run(asking("Hello"))
    assert code == 1
    assert said.startswith("A miss: nothing answers.\n  No rule answers this request.\n    model: gpt-4o\n")
    assert said.endswith('    - when: {user: "Hello"}\n      steps:\n        - call: "get_weather"\n')


def test_a_rejection_is_the_providers_own(run):
    code, said = run({"model": "gpt-4o", "messages": [{"role": "usr", "content": "x"}]})
    assert code == 1
    assert said == (
        "Rejected: HTTP 400, invalid-value.\n  Invalid value: 'usr'. Supported values are: 'system', 'assistant', "
        "'user', 'function', 'tool', and 'developer'.\n"
    )


def test_what_is_no_json_is_rejected_as_well(run):
    code, said = run("{", script=None)
    assert code == 1
    assert said.startswith("Rejected: HTTP 400, ")


def test_a_script_that_is_wrong_for_the_request_is_told(run):
    code, said = run({**asking("weather in Rome"), "tools": [{"type": "function", "function": {"name": "wx"}}]})
    assert code == 1
    assert said.startswith("The script is wrong for this request.\n")
    assert 's.yaml:4, rule 2, call: the request does not offer "get_weather". Known: wx.\n' in said


def test_without_a_script_the_answer_is_generated(run):
    code, said = run(asking("The weather in Paris?"), script=None)
    assert code == 0
    assert said.startswith("No rule answers; the answer is generated.\n")
    assert 'call: get_weather({"city":"Paris"})' in said


def test_what_the_script_says_otherwise(run):
    code, said = run(asking("Hello"), script="rules:\n  - {when: {user: x y}, say: z}\notherwise: {say: Sorry.}")
    assert code == 0
    assert said.startswith("No rule answers; the script says what happens otherwise.\n")
    assert "  content: Sorry.\n" in said


def test_a_rule_may_have_the_answer_generated(run):
    code, said = run(asking("weather in Rome"), script='rules:\n  - {when: {user: "in {city}"}, generate: true}')
    assert code == 0
    assert said.startswith("Rule 1 answers, at s.yaml:2: the answer is generated.\n")
    assert "  city is 'Rome'.\n" in said


def test_attempts_and_headers_count(run):
    code, said = run(asking("weather in Paris"), "--attempt", "1", "--header", "X-Plan: pro")
    assert code == 0
    assert said.startswith("Rule 3 answers, at s.yaml:9.\n")
    assert "    the attempt is 1, not 0.\n" in said


def test_a_fault_is_named(run):
    code, said = run(asking("weather in Paris"), "--header", "x-mockfn-fail: rate_limit")
    assert code == 0
    assert said.startswith("A fault that was ordered.\n  The fault rate_limit strikes: ")
    assert "The answer, HTTP 429:\n  error: " in said


def test_of_many_rules_the_nearest_are_shown(run):
    rules = "".join(f"  - {{when: {{user: word{number} of it}}, say: x}}\n" for number in range(30))
    _, said = run(asking("word7 of all"), script=f"rules:\n{rules}  - say: last\n")
    lines = said.partition("Asked before it, the nearest first:\n")[2].splitlines()
    assert lines[0].startswith("  rule 8 at s.yaml:9, ")
    assert len(lines) == 21
    assert lines[-1] == "  and 20 more"


def test_json_tells_the_same(run):
    code, said = run(asking("The weather in Paris?"), "--json")
    assert code == 0
    assert json.loads(said) == {
        "decision": "script",
        "rule": {"name": "rule 2", "file": "s.yaml", "line": 4},
        "captures": {"city": "Paris"},
        "because": ['rule 2 at s.yaml:4 holds: user="weather in {city}", attempt=0.', "It gives its reply 1 of 2."],
        "status": 200,
        "answer": {"tool_calls": [{"name": "get_weather", "arguments": {"city": "Paris"}}]},
        "seconds": 0.5,
        "tried": [
            {
                "name": "rule 1",
                "file": "s.yaml",
                "line": 2,
                "asks": ['user="refund"'],
                "why": ['the latest user message, "The weather in Paris?", does not contain "refund"'],
                "nearness": 0.0,
            }
        ],
    }


@pytest.mark.parametrize("provider", sorted(PROVIDERS))
def test_every_provider_can_be_asked(run, provider):
    model = next(iter(PROVIDERS[provider].models), "any")
    name = getattr(model, "name", None) or getattr(model, "id", None) or str(model)
    _, said = run(asking("weather in Paris", model=name), "--provider", provider, "--lenient")
    assert said.startswith("Rule 2 answers, at s.yaml:4.\n")


def test_standard_input_can_be_the_request(capsys, monkeypatch):
    data = json.dumps(asking("The weather in Paris?")).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["explain", "-"]) == 0
    assert capsys.readouterr().out.startswith("No rule answers; the answer is generated.\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.json"], "none.json: cannot be read: No such file or directory."),
        (["-", "--script", "none.yaml"], "none.yaml: cannot be read: No such file or directory. "
                                         "Give the path of a script."),
        (["-", "--provider", "opnai"], ("There is no provider 'opnai'. Did you mean 'openai'? "
f"Known: {', '.join(sorted(PROVIDERS))}.")),
    ],
)  # fmt: skip
def test_what_cannot_be_explained_is_one_line_and_two(arguments, told, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert main(["explain", *arguments]) == 2
    assert capsys.readouterr().err == f"mockfn: {told}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--header", "x"], "argument --header: takes 'NAME: VALUE', not 'x'"),
        (["--otherwise", "record"], "argument --otherwise: takes no 'record'. Known: generate, miss."),
        (["--seed", "x"], "argument --seed: takes a whole number, not 'x'"),
        (["--chaos", "half"], "argument --chaos: takes a number, not 'half'"),
        (["--attempt", "-1"], "argument --attempt: takes a whole number, 0 to 1000, not '-1'"),
        (["--attempt", "1001"], "argument --attempt: takes a whole number, 0 to 1000, not '1001'"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(arguments, told, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["explain", "r.json", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"mockfn explain: {told} (see mockfn explain --help)\n"


def test_a_pipe_gets_no_colours_and_no_wrapped_lines(tmp_path):
    request = tmp_path / "r.json"
    request.write_text(json.dumps(asking("The weather in " + "Paris " * 40)))
    done = subprocess.run(
        [sys.executable, "-m", "mockfn", "explain", str(request)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "40"},
        capture_output=True,
        check=True,
    )
    assert b"\x1b" not in done.stdout
    assert b"Paris Paris Paris Paris Paris Paris Paris Paris" in done.stdout
