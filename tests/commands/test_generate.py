"""`mockfn generate`: JSON lines of valid values, from whatever holds a schema."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from mockfn.cli import main
from mockfn.schema import generate, validator

CITY = {"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}, "required": ["city"]}
TOOLS = [
    {"type": "function", "function": {"name": "get_weather", "parameters": CITY}},
    {"type": "function", "function": {"name": "now"}},
]
NEVER = {"type": "integer", "minimum": 2, "maximum": 1}


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command on a document; the exit code, the lines as data, and what is on standard error."""

    def command(document, *options, name="it.json"):
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        code = main(["generate", str(path), *options])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err.replace(str(path), name)

    return command


@pytest.fixture
def typed(monkeypatch):
    """Puts a text on standard input."""

    def put(text):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return put


def test_a_bare_schema_gives_values_of_one_seed_after_the_other(run):
    code, lines, _ = run(CITY, "--count", "5", "--seed", "3")
    assert code == 0
    assert lines == [generate(CITY, seed=seed) for seed in range(3, 8)]
    assert all(validator(CITY).is_valid(line) for line in lines)


def test_tools_give_a_call_each(run):
    _, lines, _ = run(TOOLS, "--count", "2")
    assert [line["name"] for line in lines] == ["get_weather", "get_weather", "now", "now"]
    assert all(validator(CITY).is_valid(line["arguments"]) for line in lines[:2])


def test_one_tool_gives_its_arguments_alone(run):
    _, (line,), _ = run(TOOLS, "--tool", "get_weather", "--strategy", "required_only")
    assert list(line) == ["city"]


def test_a_request_gives_its_tools(run):
    _, lines, _ = run({"model": "gpt-4o", "messages": [], "tools": TOOLS})
    assert [line["name"] for line in lines] == ["get_weather", "now"]


def test_an_openapi_description_in_yaml_may_have_numbers_as_keys(run):
    text = "openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    200:\n      type: integer\n      minimum: 7"
    _, (line,), _ = run(text, name="api.yaml")
    assert line["name"] == "200"
    assert line["arguments"] >= 7


@pytest.mark.parametrize("source", [["-"], []])
def test_standard_input_is_read_where_no_file_is_named(typed, capsys, source):
    typed('{"const": "hello"}')
    assert main(["generate", *source]) == 0
    assert capsys.readouterr().out == '"hello"\n'


def test_a_terminal_is_not_waited_for(typed, capsys, monkeypatch):
    typed("")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert main(["generate"]) == 2
    told = "mockfn: There is nothing to generate from. Give a file, or a schema on standard input.\n"
    assert capsys.readouterr().err == told


def test_a_schema_without_values_is_told_and_passed_over(run):
    tools = [
        {"name": "never", "input_schema": {"type": "object", "properties": {"a": NEVER}, "required": ["a"]}},
        *TOOLS,
    ]
    code, lines, told = run(tools, "--count", "2")
    assert code == 1
    assert [line["name"] for line in lines] == ["get_weather", "get_weather", "now", "now"]
    assert told.startswith("mockfn: it.json: never: no value meets ")
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("document", "options", "told"),
    [
        ("[]", [], "it.json: no schema was found. Give a list of tools, a request, an OpenAPI"),
        (json.dumps(NEVER), [], "it.json: no value meets "),
        ('{\n"type": }', [], "it.json:2: is not JSON: Expecting value."),
        ("[" * 100_000, [], "it.json: is not JSON: nested too deeply."),
        (json.dumps(TOOLS), ["--tool", "get_wether"], "No tool or schema is named 'get_wether'. Did you mean "),
    ],
)
def test_what_cannot_be_generated_is_one_line_and_two(run, document, options, told):
    code, lines, error = run(document, *options)
    assert (code, lines) == (2, [])
    assert error.startswith(f"mockfn: {told}")
    assert error.count("\n") == 1


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "many", "²"])
def test_a_count_is_a_whole_number(count, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["generate", "x.json", f"--count={count}"])
    assert ended.value.code == 2
    assert f"takes a whole number, 1 or more, not {count!r}" in capsys.readouterr().err


def test_what_is_printed_is_json_for_any_program(tmp_path: Path, capsys):
    path = tmp_path / "schema.yaml"
    path.write_text('const: "K\u00f6ln"\n', encoding="utf-8")
    main(["generate", str(path)])
    assert json.loads(capsys.readouterr().out) == "Köln"


def test_json_lines_are_a_list(run):
    lines = "".join(json.dumps(tool) + "\n" for tool in TOOLS)
    _, found, _ = run(lines, name="tools.jsonl")
    assert [line["name"] for line in found] == ["get_weather", "now"]
