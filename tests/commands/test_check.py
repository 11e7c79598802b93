"""`mockfn check`: all that is wrong with scripts, at once, with the place of each."""

from __future__ import annotations

import json

import pytest

from mockfn.cli import main

GOOD = """\
rules:
  - when: {user: "weather in {city}"}
    steps:
      - call: {get_weather: {city: "{city}"}}
      - say: "It is {result[degrees]} degrees."
otherwise: generate
"""
BAD = """\
rules:
  - when: {user: weather}
    say: Sunny.
  - when: {user: "the Weather in {city}"}
    steps:
      - call: {get_weather: {city: "{city}", unit: kelvin, days: 3}}
      - say: x
  - when: {usr: x, modl: y}
    sya: z
  - when: {tool_result: get_wether}
    call:
      - get_weather: {city: 3}
      - nw
  - say: "any {thing}"
  - say: all
  - when: {user: bla}
    say: never
otherwise: generate
"""
PARAMETERS = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "unit": {"enum": ["c", "f"]}},
    "required": ["city"],
}
TOOLS = [
    {"type": "function", "function": {"name": "get_weather", "parameters": PARAMETERS}},
    {"type": "function", "function": {"name": "now"}},
    {"type": "custom", "custom": {"name": "code"}},
]
TOLD = """\
s.yaml:4, rule 2: its first reply is never given: rule 1 (line 2) holds wherever they are due. \
Put the narrower rule first.
s.yaml:6, rule 2, call: "get_weather" rejects its arguments: it has no parameter 'days'. Known: city, unit.; \
'kelvin' is not one of ['c', 'f'] (at /unit)
s.yaml:8, rule 3: there is no condition 'usr'. Did you mean 'user'? \
Known: attempt, header, model, response_format, step, system, tool_choice, tool_result, tools, user.
s.yaml:8, rule 3: there is no condition 'modl'. Did you mean 'model'? \
Known: attempt, header, model, response_format, step, system, tool_choice, tool_result, tools, user.
s.yaml:9, rule 3: there is no key 'sya'. Did you mean 'say'? \
Known: answer, call, cut, fail, generate, misbehave, miss, optional, output, pace, say, steps, when.
s.yaml:10, rule 4, tool_result: there is no tool "get_wether". Did you mean 'get_weather'? \
Known: code, get_weather, now, schema.
s.yaml:12, rule 4, call: "get_weather" rejects its arguments: 3 is not of type 'string' (at /city)
s.yaml:13, rule 4, call: there is no tool "nw". Did you mean 'now'? Known: code, get_weather, now, schema.
s.yaml:14, rule 5, say: {thing} names nothing that this rule captures. Known: result, results. \
For the text itself, write {{thing}}.
s.yaml:16, rule 7: it never answers: rule 6 (line 15) holds wherever it does. \
Put the narrower rule first, or take one out.
s.yaml:18, otherwise: it is never said: rule 6 (line 15) holds for every request. Take it out, or the rule.
1 script, 11 problems
"""


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs the command in a folder of these files; the exit code and what is printed."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments, **files):
        for name, text in files.items():
            (tmp_path / name.replace("_", ".")).write_text(text if isinstance(text, str) else json.dumps(text))
        return main(["check", *arguments]), capsys.readouterr().out

    return command


def test_a_script_without_a_problem(run):
    assert run("s.yaml", "--tools", "t.json", s_yaml=GOOD, t_json=TOOLS) == (0, "1 script, no problems\n")


def test_every_problem_is_listed_by_line(run):
    assert run("s.yaml", "--tools", "t.json", s_yaml=BAD, t_json=TOOLS) == (1, TOLD)


def test_without_tools_calls_are_not_checked(run):
    code, said = run("s.yaml", s_yaml="rules:\n  - call: {anything: {at: all}}")
    assert (code, said) == (0, "1 script, no problems\n")


def test_scripts_are_told_one_after_the_other(run):
    code, said = run("b.yaml", "a.yaml", a_yaml="rules: 1", b_yaml="x: 1\n")
    assert code == 1
    assert said == (
        "b.yaml:1: there is no key 'x'. Known: $schema, otherwise, rules.\n"
        "a.yaml:1, rules: takes a list of rules, not 1\n2 scripts, 2 problems\n"
    )


def test_json_tells_the_same(run):
    code, said = run("s.yaml", "--json", s_yaml="rules:\n  - when: {usr: x}\n    say: y")
    assert code == 1
    message = (
        "s.yaml:2, rule 1: there is no condition 'usr'. Did you mean 'user'? "
        "Known: attempt, header, model, response_format, step, system, tool_choice, tool_result, "
        "tools, user."
    )
    assert json.loads(said) == [{"file": "s.yaml", "line": 2, "rule": "rule 1", "key": None, "message": message}]


def test_json_of_no_problem_is_an_empty_list(run):
    code, said = run("s.yaml", "--json", s_yaml=GOOD)
    assert (code, json.loads(said)) == (0, [])


def test_what_is_no_yaml_is_a_problem(run):
    code, said = run("s.yaml", s_yaml="rules:\n  - [")
    assert code == 1
    assert said.startswith("s.yaml:2: is not YAML: ") or said.startswith("s.yaml:3: is not YAML: ")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("{code: print(1)}", None),
        ("{code: {x: 1}}", '"code" is a custom tool, which takes a text. Give its input as a string.'),
        ("{cod: print(1)}", "there is no tool \"cod\". Did you mean 'code'? Known: code, get_weather, now, schema."),
    ],
)
def test_custom_tools_take_text(run, call, told):
    code, said = run("s.yaml", "--tools", "t.json", s_yaml=f"rules:\n  - call: {call}", t_json=TOOLS)
    problem = f"s.yaml:2, rule 1, call: {told}\n" if told else ""
    assert (code, said) == (bool(told), f"{problem}1 script, {'1 problem' if told else 'no problems'}\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["none.yaml"], "none.yaml: cannot be read: No such file or directory."),
        (["s.yaml", "--tools", "none.json"], "none.json: cannot be read: No such file or directory."),
        (
            ["s.yaml", "--tools", "schema.json"],
            "schema.json: holds no tools. Give a list of tools, a chat request or an OpenAPI description.",
        ),
        (
            ["s.yaml", "--tools", "empty.json"],
            "empty.json: holds no tools. Give a list of tools, a chat request or an OpenAPI description.",
        ),
    ],
)
def test_what_cannot_be_checked_is_one_line_and_two(arguments, told, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = {"s.yaml": GOOD, "schema.json": '{"type": "string"}', "empty.json": "[]"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert main(["check", *arguments]) == 2
    assert capsys.readouterr().err == f"mockfn: {told}\n"
