"""`mockfn cassette ...`: look at recordings, check them, clean them, turn them into something else."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from mockfn.commands.declaring import Commands, Parser, add_allow, declare, show_help, whole_number

if TYPE_CHECKING:
    from pathlib import Path

    from mockfn.cassette import Cassette

__all__ = ["add"]

_STYLES = {
    "cassette": "bold underline",
    "interaction": "bold",
    "offers": "dim",
    "system": "magenta",
    "developer": "magenta",
    "user": "cyan",
    "call": "yellow",
    "tool": "blue",
    "error": "red",
    "assistant": "green",
}


def add(commands: Commands[Parser]) -> None:
    """Declares the command and those below it."""
    examples = """
        mockfn cassette show tests/cassettes/test_trip/test_plan.yaml
        mockfn cassette check tests --json
        mockfn cassette diff old.yaml new.yaml
    """
    summary = "Look at recordings, check them, clean them, convert them."
    command = declare(commands, "cassette", summary, examples, show_help)
    below = command.add_subparsers(title="commands", metavar="COMMAND")
    _add_show(below)
    _add_check(below)
    _add_writers(below)
    _add_diff(below)


def _add_show(below: Commands[Parser]) -> None:
    examples = "mockfn cassette show chat.yaml\nmockfn cassette show tests/cassettes | less"
    show = declare(below, "show", "Print recordings as the conversations they are.", examples, _show)
    show.add_argument("paths", nargs="+", metavar="PATH", help="a cassette, or a folder of them")


def _add_check(below: Commands[Parser]) -> None:
    examples = "mockfn cassette check tests\nmockfn cassette check chat.yaml --max-age 90 --json"
    summary = "Find secrets, damage, orphans, and calls that their own tools refuse. Exits with 1 where there are any."
    check = declare(below, "check", summary, examples, _check)
    check.add_argument("paths", nargs="+", metavar="PATH", help="a cassette, or a folder of them")
    check.add_argument("--json", action="store_true", help="print one JSON list instead of lines")
    check.add_argument("--max-age", type=whole_number(0), metavar="DAYS", help="tell recordings that are older as well")
    add_allow(check)


def _add_writers(below: Commands[Parser]) -> None:
    scrub = declare(
        below, "scrub", "Rewrite a recording without its secrets.", "mockfn cassette scrub old-vcr.yaml", _scrub
    )
    scrub.add_argument("paths", nargs="+", metavar="PATH", help="a cassette, or a folder of them")
    add_allow(scrub)
    examples = "mockfn cassette convert old-vcr.yaml --output chat.yaml\nmockfn cassette convert chat.yaml --to vcrpy"
    summary = "Turn a cassette of vcrpy into one of mockfn, or back."
    convert = declare(below, "convert", summary, examples, _convert)
    convert.add_argument("path", metavar="PATH", help="a cassette")
    convert.add_argument(
        "--to", choices=("mockfn", "vcrpy"), help="the format to write (default: the one it is not in)"
    )
    convert.add_argument("--output", metavar="FILE", help="where to write it (default: standard output)")
    examples = "mockfn cassette to-script chat.yaml --output script.yaml"
    script = declare(below, "to-script", "Make a script that answers what was recorded.", examples, _to_script)
    script.add_argument("path", metavar="PATH", help="a cassette")
    script.add_argument("--output", metavar="FILE", help="where to write it (default: standard output)")


def _add_diff(below: Commands[Parser]) -> None:
    summary = "Compare two recordings by shape and tool calls, not ids. Exits with 1 where they differ."
    diff = declare(below, "diff", summary, "mockfn cassette diff monday.yaml today.yaml", _diff)
    diff.add_argument("a", metavar="A", help="a cassette, the older")
    diff.add_argument("b", metavar="B", help="a cassette, the newer")


def _load(path: str | Path) -> Cassette:
    from mockfn.errors import CassetteError
    from mockfn.files.cassettes import CassetteFile
    from mockfn.files.partial import recover

    if str(path).endswith(".partial"):
        return recover(path)
    cassette = CassetteFile(path).load()
    if cassette is None:
        raise CassetteError("there is no such file.", path=str(path))
    return cassette


def _show(options: argparse.Namespace) -> int:
    from rich.text import Text

    from mockfn.cassette import transcript
    from mockfn.commands.terminal import console
    from mockfn.files import cassettes_in

    page = console()
    for path in cassettes_in(options.paths):
        for line in transcript(_load(path), path=str(path)):
            style = _STYLES.get(line.who, "")
            heading = line.who in ("cassette", "interaction")
            who = Text("\n" if heading else f"  {line.who}: ", style)
            page.print(who + Text(line.text.replace("\n", "\n    "), style if heading else ""))
    return 0


def _check(options: argparse.Namespace) -> int:
    import json

    from mockfn.files import cassettes_in

    paths = cassettes_in(options.paths)
    found = [*_problems(paths, options), *_strays(options.paths)]
    if options.json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
        return 1 if found else 0
    for one in found:
        turn = f" interaction {one['interaction']}:" if one.get("interaction") else ""
        print(one["message"] if one["kind"] == "unreadable" else f"{one['path']}:{turn} {one['message']}")
    counts = ((len(paths), "cassette"), (len(found), "problem"))
    print(", ".join(f"{number} {noun}{'s' * (number != 1)}" for number, noun in counts))
    return 1 if found else 0


def _problems(paths: list[Path], options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """What is wrong with each cassette, as plain data."""
    import os
    from datetime import UTC, datetime

    from mockfn.cassette import Scrubber, check, secrets_in
    from mockfn.commands.progress import tracked
    from mockfn.errors import CassetteError
    from mockfn.files import orphan

    scrubber = Scrubber(secrets=secrets_in(os.environ), allow=options.allow)
    today = datetime.now(UTC).date()
    for path in tracked(paths, len(paths), "checking"):
        try:
            problems = check(_load(path), scrubber, today=today, max_age=options.max_age)
        except CassetteError as error:
            yield {"path": str(path), "line": error.line, "kind": "unreadable", "message": str(error)}
            continue
        for one in problems:
            yield {"path": str(path), "interaction": one.interaction, "kind": one.kind, "message": one.message}
        why = orphan(path)
        if why:
            yield {"path": str(path), "kind": "orphan", "message": f"no test uses it: {why}"}


def _strays(paths: list[str]) -> Iterator[dict[str, Any]]:
    """The files beside cassettes that are none, as plain data."""
    from mockfn.files import strays_in

    for path in strays_in(paths):
        yield {"path": str(path), "kind": "stray", "message": "set aside, or left by a recording that was killed"}


def _scrub(options: argparse.Namespace) -> int:
    import os

    from mockfn.cassette import Cassette, Scrubber, secrets_in
    from mockfn.files import cassettes_in
    from mockfn.files.cassettes import CassetteFile

    scrubber = Scrubber(secrets=secrets_in(os.environ), allow=options.allow)
    left = 0
    for path in cassettes_in(options.paths):
        file = CassetteFile(path)
        held = file.load() or Cassette()
        scrubbed = [scrubber.interaction(one) for one in held.interactions]
        findings = [
            f"interaction {turn}, {finding}" for turn, one in enumerate(scrubbed, 1) for finding in one.findings
        ]
        clean = Cassette(tuple(one.interaction for one in scrubbed), held.path, held.format)
        if findings:
            left += 1
            file.set_aside(clean)
            print(f"{path}: left as it is, for it holds what looks like a secret:")
            for finding in findings:
                print(f"  {finding}")
            print(f"  with these places blanked: {file.aside}")
        elif clean != held:
            file.save(clean)
            print(f"{path}: scrubbed")
    return 1 if left else 0


def _convert(options: argparse.Namespace) -> int:
    from mockfn.cassette import dumps, vcrpy

    cassette = _load(options.path)
    to = options.to or ("mockfn" if cassette.format == "vcrpy" else "vcrpy")
    as_json = to == "vcrpy" and (options.output or "").endswith(".json")
    writers: dict[str, Callable[[Cassette], str]] = {"mockfn": dumps, "vcrpy": vcrpy.dumps}
    return _write(vcrpy.dumps_json(cassette) if as_json else writers[to](cassette), options.output)


def _to_script(options: argparse.Namespace) -> int:
    from mockfn.cassette import to_script

    return _write(to_script(_load(options.path)), options.output)


def _diff(options: argparse.Namespace) -> int:
    from mockfn.cassette import compare

    found = list(compare(_load(options.a), _load(options.b)))
    for text in found:
        print(text)
    return 1 if found else 0


def _write(text: str, output: str | None) -> int:
    from pathlib import Path

    from mockfn.errors import SettingError
    from mockfn.files import replace_file

    if output is None:
        sys.stdout.write(text)
        return 0
    try:
        replace_file(Path(output), text.encode())
    except OSError as error:
        raise SettingError(f"{output}: cannot be written: {error.strerror}.") from None
    return 0
