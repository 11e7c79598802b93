"""`mockfn explain`: what would be answered to a request, and why; what each rule asked before it lacked."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from mockfn.commands.declaring import Commands, Parser, declare, whole_number
from mockfn.commands.serve import add_mock_options, mock_of

if TYPE_CHECKING:
    from mockfn.journal import Exchange
    from mockfn.place import Place
    from mockfn.script import Script, Try

__all__ = ["add", "explained"]

_PATH = "/v1/chat/completions"
_SHOWN = 10  # rules that were asked in vain
_ATTEMPTS = 1_000


def add(commands: Commands[Parser]) -> None:
    """Declares the command."""
    examples = """
        mockfn explain request.json --script script.yaml
        mockfn explain request.json --script script.yaml --attempt 1
        mockfn explain request.json --script script.yaml --header "x-plan: pro"
        mockfn explain request.json --provider deepinfra --json
    """
    command = declare(commands, "explain", "Say how a request would be answered, and why.", examples, _run)
    command.add_argument("request", metavar="REQUEST", help="the JSON body of a request; '-' reads standard input")
    command.add_argument("--script", metavar="SCRIPT", help="a script of rules, YAML or JSON")
    times = whole_number(0, _ATTEMPTS)
    text = "how often the same messages were asked before (default: %(default)s)"
    command.add_argument("--attempt", type=times, default=0, metavar="N", help=text)
    text = "a header of the request; may be given again"
    command.add_argument("--header", action="append", default=[], type=_header, metavar="'NAME: VALUE'", help=text)
    command.add_argument("--json", action="store_true", help="print JSON, for programs")
    add_mock_options(command)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise argparse.ArgumentTypeError(f"takes 'NAME: VALUE', not {text!r}")
    return name.strip(), value.strip()


def _run(options: argparse.Namespace) -> int:
    from mockfn.files import read_bytes, read_script
    from mockfn.http import Request
    from mockfn.jsontext import text

    script = options.script = read_script(options.script)
    mock = mock_of(options)
    headers = {"content-type": "application/json", **dict(options.header)}
    request = Request("POST", _PATH, headers, read_bytes(options.request))
    for _ in range(options.attempt):
        mock.respond(request)
    exchange = mock.respond(request)
    told = explained(exchange, script)
    if options.json:
        print(text(told, "pretty2"))
    else:
        _print(told, exchange)
    return 1 if exchange.decision.missed or exchange.decision.source == "rejection" else 0


def explained(exchange: Exchange, script: Script) -> dict[str, Any]:
    """An exchange as plain data: the decision, why, the answer, and what was tried before it."""
    decision = exchange.decision
    place = _placed(decision.rule.place) if decision.rule else None
    return {
        "decision": decision.source,
        "rule": place,
        "captures": _captures(exchange, script),
        "because": list(decision.because),
        "status": exchange.response.status,
        "answer": _answer(exchange),
        "seconds": round(sum(frame.delay for frame in exchange.response.frames), 6),
        "tried": [_vain(one) for one in _tried(exchange, script)],
    }


def _vain(tried: Try) -> dict[str, Any]:
    asks = [matcher.shown for matcher in tried.rule.conditions]
    return {**_placed(tried.rule.place), "asks": asks, "why": list(tried.whys), "nearness": round(tried.nearness, 3)}


def _placed(place: Place) -> dict[str, Any]:
    return {"name": place.rule, "file": place.file, "line": place.line}


def _captures(exchange: Exchange, script: Script) -> dict[str, str]:
    from mockfn.script import Selected, select

    if exchange.chat is None or exchange.decision.rule is None:
        return {}
    found = select(script, exchange.chat, exchange.attempt)
    return dict(found.captures) if isinstance(found, Selected) else {}


def _tried(exchange: Exchange, script: Script) -> list[Try]:
    """The rules that were asked and did not hold, in the order of the script."""
    from mockfn.matchers import Facts
    from mockfn.script import Try

    if exchange.chat is None or exchange.decision.source in ("rejection", "fault", "served"):
        return []
    facts = Facts(exchange.chat, exchange.attempt)
    answering = exchange.decision.rule
    found: list[Try] = []
    for rule in script.rules:
        if rule is answering:
            break
        one = Try(rule, facts)
        if one.whys:
            found.append(one)
    return found


def _answer(exchange: Exchange) -> dict[str, Any]:
    from mockfn.chat import APIError, Reply

    said = exchange.decision.answer
    if isinstance(said, APIError):
        fields = ("name", "message", "type", "param", "code")
        return {"error": {name: getattr(said, name) for name in fields if getattr(said, name) not in (None, "")}}
    if not isinstance(said, Reply):
        return {}
    calls = [{"name": call.name, "arguments": call.arguments} for call in said.tool_calls]
    texts = {"content": said.text, "reasoning": said.reasoning, "refusal": said.refusal}
    return {**{name: text for name, text in texts.items() if text}, **({"tool_calls": calls} if calls else {})}


# As text


def _print(told: dict[str, Any], exchange: Exchange) -> None:
    from rich.text import Text

    from mockfn.commands.terminal import console

    page = console()
    for title, style, lines in _parts(told, exchange):
        page.print(Text(title, style))
        for line in lines:
            page.print(Text("\n".join(f"  {part}" if part else "" for part in line.split("\n"))))


def _parts(told: dict[str, Any], exchange: Exchange) -> list[tuple[str, str, list[str]]]:
    decision = exchange.decision
    good = not decision.missed and decision.source != "rejection"
    head, style = _headline(told), "bold green" if good else "bold red"
    captured = [f"{name} is {value!r}." for name, value in told["captures"].items()]
    parts = [(head, style, [*told["because"], *captured])]
    if good:
        lasting = f", within {told['seconds']:g} s" if told["seconds"] else ""
        parts.append((f"The answer, HTTP {told['status']}{lasting}:", "bold", _said(told["answer"])))
    if told["tried"] and decision.source != "miss":  # a miss tells of them itself
        parts.append(("Asked before it, the nearest first:", "bold", _asked(told["tried"])))
    return parts


def _headline(told: dict[str, Any]) -> str:
    if told["decision"] == "rejection":
        return f"Rejected: HTTP {told['status']}, {told['answer']['error'].get('name', 'an error')}."
    if told["answer"].get("error", {}).get("name") == "mockfn_script_error":
        return "The script is wrong for this request."
    rule = told["rule"]
    if rule and rule["name"] != "otherwise":
        invented = ": the answer is generated" if told["decision"] == "generate" else ""
        return f"{rule['name'].capitalize()} answers, at {rule['file']}:{rule['line']}{invented}."
    heads: dict[str, str] = {
        "otherwise": "No rule answers; the script says what happens otherwise.",
        "generate": "No rule answers; the answer is generated.",
        "miss": "A miss: nothing answers.",
        "fault": "A fault that was ordered.",
    }
    return heads.get(told["decision"], str(told["decision"]))


def _said(answer: dict[str, Any]) -> list[str]:
    from mockfn.jsontext import text

    lines = [f"{name}: {answer[name]}" for name in ("reasoning", "content", "refusal") if name in answer]
    for call in answer.get("tool_calls", ()):
        given = call["arguments"]
        lines.append(f"call: {call['name']}({given if isinstance(given, str) else text(given)})")
    if "error" in answer:
        lines.append(f"error: {answer['error']['message']}")
    return lines


def _asked(tried: list[dict[str, Any]]) -> list[str]:
    lines: list[str] = []
    near = sorted(tried, key=lambda one: -one["nearness"])
    for one in near[:_SHOWN]:
        asked = ", ".join(one["asks"])
        lines.append(f"{one['name']} at {one['file']}:{one['line']}" + (f", {asked}:" if asked else ":"))
        lines += [f"  {why}." for why in one["why"]]
    more = len(near) - _SHOWN
    return [*lines, f"and {more} more"] if more > 0 else lines
