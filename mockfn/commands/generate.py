"""`mockfn generate`: values of a JSON Schema, or arguments of tools, as JSON lines."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from mockfn.commands.declaring import Commands, Parser, declare, seed, whole_number

__all__ = ["add"]

_STRATEGIES = ("realistic", "required_only", "full", "minimal")


def add(commands: Commands[Parser]) -> None:
    """Declares the command."""
    examples = """
        mockfn generate schema.json --count 3
        mockfn generate tools.json --tool get_weather --seed 7
        mockfn generate openapi.yaml --strategy required_only
        echo '{"type": "string", "format": "email"}' | mockfn generate
    """
    command = declare(commands, "generate", "Print values of a schema, or arguments of tools.", examples, _run)
    command.add_argument(
        "document",
        nargs="?",
        metavar="FILE",
        help="a JSON Schema, a list of tools, a chat request or an OpenAPI description, JSON or YAML; "
        "'-' or nothing reads standard input",
    )
    command.add_argument(
        "--seed", type=seed, default=0, metavar="N", help="what values derive from (default: %(default)s)"
    )
    command.add_argument(
        "--count",
        type=whole_number(1),
        default=1,
        metavar="N",
        help="how many of each, the next by the next seed (default: %(default)s)",
    )
    command.add_argument(
        "--strategy",
        choices=_STRATEGIES,
        default="realistic",
        help="which optional members there are (default: %(default)s)",
    )
    command.add_argument(
        "--tool", metavar="NAME", help="only the tool or schema of this name, without its name in the output"
    )


def _run(options: argparse.Namespace) -> int:
    from mockfn.errors import SchemaError, SettingError
    from mockfn.files import STDIN, read_document, shown
    from mockfn.schema.documents import targets

    source = options.document or STDIN
    if options.document is None and sys.stdin and sys.stdin.isatty():
        raise SettingError("There is nothing to generate from.", remedy="Give a file, or a schema on standard input.")
    document = read_document(source)
    try:
        found = targets(document, options.tool)
    except SchemaError as problem:
        return _failed(shown(source), problem, 2)
    alone = options.tool is not None or (len(found) == 1 and found[0][1] is document)
    return _print(found, shown(source), options, alone)


def _print(found: list[tuple[str, Any]], source: str, options: argparse.Namespace, alone: bool) -> int:
    """Prints what each schema gives. What gives nothing is told and passed over."""
    from mockfn.commands.progress import tracked
    from mockfn.errors import SchemaError
    from mockfn.jsontext import text
    from mockfn.schema import generate

    barren: set[int] = set()
    work = ((at, number) for at in range(len(found)) for number in range(options.count))
    for at, number in tracked(work, len(found) * options.count, "generating", printing=True):
        if at in barren:
            continue
        name, schema = found[at]
        try:
            value = generate(schema, seed=options.seed + number, strategy=options.strategy)
        except SchemaError as problem:
            barren.add(at)
            _failed(source if alone else f"{source}: {name}", problem, 1)
        else:
            print(text(value if alone else {"name": name, "arguments": value}))
    return 0 if not barren else 2 if len(barren) == len(found) else 1


def _failed(where: str, problem: Exception, code: int) -> int:
    print(f"mockfn: {where}: {problem}", file=sys.stderr)
    return code
