"""`mockfn check`: everything that is wrong with scripts, before a test meets it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mockfn.commands.declaring import Commands, Parser, declare

if TYPE_CHECKING:
    from mockfn.chat import Tool
    from mockfn.errors import ScriptError
    from mockfn.script import Rule, Script

__all__ = ["add"]


def add(commands: Commands[Parser]) -> None:
    """Declares the command."""
    examples = """
        mockfn check script.yaml
        mockfn check scripts/*.yaml --tools tools.json
        mockfn check script.yaml --tools openapi.yaml --json
    """
    command = declare(commands, "check", "Find what is wrong with scripts.", examples, _run)
    command.add_argument("scripts", nargs="+", metavar="SCRIPT", help="a script of rules, YAML or JSON")
    command.add_argument(
        "--tools",
        metavar="FILE",
        help="the tools that calls are checked against: a list of them, a chat request or an OpenAPI description",
    )
    command.add_argument("--json", action="store_true", help="print one JSON list instead of lines")


def _run(options: argparse.Namespace) -> int:
    from mockfn.jsontext import text

    tools = _tools(options.tools) if options.tools else None
    found = _problems(options.scripts, tools)
    if options.json:
        print(text([_plain(problem) for problem in found], "pretty2"))
    else:
        for problem in found:
            print(str(problem))
        print(f"{_count(len(options.scripts), 'script')}, {_count(len(found), 'problem')}")
    return 1 if found else 0


def _problems(paths: Sequence[str], tools: Mapping[str, Tool] | None) -> list[ScriptError]:
    """All that is wrong with scripts, one after the other, by line."""
    from mockfn.commands.progress import tracked
    from mockfn.files import read_text, shown
    from mockfn.script import disagreements, unreachable
    from mockfn.scriptfile import survey

    found: list[tuple[int, ScriptError]] = []
    rules: list[tuple[int, Script, Rule]] = []
    for number, path in enumerate(paths):
        script, wrong = survey(read_text(path), shown(path))
        found += [(number, problem) for problem in wrong]
        rules += [(number, script, rule) for rule in (*script.rules, *script.otherwise)]
    for number, script, rule in tracked(rules, len(rules), "checking"):
        never = unreachable(rule, script)
        wrong = [never] if never else []
        wrong += disagreements(rule, tools) if tools is not None else ()
        found += [(number, problem) for problem in wrong]
    return [problem for _, problem in sorted(found, key=lambda one: (one[0], one[1].line or 0))]


def _tools(path: str) -> dict[str, Tool]:
    """The tools of a document by name. Raises SettingError where it has none."""
    from mockfn.chat import Tool
    from mockfn.errors import SchemaError, SettingError
    from mockfn.files import read_document, shown
    from mockfn.schema.documents import targets

    document = read_document(path)
    tools = {name: Tool(name, kind="custom") for name in _custom(document)}
    try:
        found = targets(document)
    except SchemaError:
        found = []
    tools |= {name: Tool(name, parameters=schema) for name, schema in found if schema is not document}
    if not tools:
        remedy = "Give a list of tools, a chat request or an OpenAPI description."
        raise SettingError(f"{shown(path)}: holds no tools.", remedy=remedy)
    return tools


def _custom(document: Any) -> Iterator[str]:
    """The names of tools that take text, and so have no schema."""
    listed = document.get("tools") if isinstance(document, dict) else document
    for tool in listed if isinstance(listed, list) else ():
        if isinstance(tool, dict) and tool.get("type") == "custom":
            inner = tool.get("custom")
            name = (inner if isinstance(inner, dict) else tool).get("name")
            if isinstance(name, str):
                yield name


def _plain(problem: ScriptError) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "rule": problem.rule,
        "key": problem.key,
        "message": str(problem),
    }


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
