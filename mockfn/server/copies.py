"""What can be copied of an exchange: a rule that would answer its request alike, in YAML and Python, and a curl."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from mockfn.explain import asked, quoted
from mockfn.jsontext import decode
from mockfn.jsontext import text as json_text
from mockfn.server.entries import Numbered, without_secrets
from mockfn.templates import escaped

__all__ = ["copies"]


def copies(numbered: Numbered, entry: Mapping[str, Any], origin: str) -> dict[str, str | None]:
    """`yaml` and `python` of a rule (None where no conversation was answered), and `curl` that repeats the request.

    `entry` is the exchange without secrets, `origin` where the server is: `http://127.0.0.1:4010`.
    """
    exchange = numbered.exchange
    fault = exchange.request.header("x-mockfn-fail")
    found: dict[str, str | None] = {"yaml": None, "python": None, "curl": _curl(entry, origin, fault)}
    if exchange.chat is not None:
        conditions = without_secrets({"asked": asked(exchange.chat)}, exchange.request)["asked"]
        verbs = _verbs(entry["answer"] or {})
        found["yaml"], found["python"] = _yaml(conditions, verbs), _python(conditions, verbs)
    return found


def _verbs(answer: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What the rule says: texts to say, calls as (name, arguments), or a message as it is."""
    if answer.get("refusal") or answer.get("reasoning"):
        names = ("content", "reasoning", "refusal", "tool_calls")
        message = {name: answer[name] for name in names if answer.get(name)}
        if "tool_calls" in message:
            message["tool_calls"] = [{"function": call} for call in message["tool_calls"]]
        return [("answer", {"role": "assistant", **message})]
    verbs: list[tuple[str, Any]] = [("say", escaped(answer["content"]))] if answer.get("content") else []
    verbs += [("call", (call["name"], _arguments(call["arguments"]))) for call in answer.get("tool_calls") or ()]
    return verbs or [("say", "...")]


def _arguments(given: Any) -> Any:
    """Arguments as a mapping, or the text itself where it is none: that is sent as it is."""
    try:
        parsed = decode(given) if isinstance(given, str) else given
    except ValueError:
        return given
    return escaped(parsed) if isinstance(parsed, dict) else given


def _yaml(conditions: Mapping[str, Any], verbs: list[tuple[str, Any]]) -> str:
    when = ", ".join(f"{name}: {quoted(value)}" for name, value in conditions.items())
    lines = [f"- when: {{{when}}}", "  steps:"]
    said = [(verb, value) for verb, value in verbs if verb != "call"]
    calls = [value for verb, value in verbs if verb == "call"]
    dash = "    - "
    for verb, value in said:
        lines.append(f"{dash}{verb}: {quoted(value)}")
        dash = "      "
    if len(calls) == 1:
        lines.append(f"{dash}call: {{{quoted(calls[0][0])}: {quoted(calls[0][1])}}}")
    elif calls:
        lines.append(f"{dash}call:")
        lines += [f"        - {{{quoted(name)}: {quoted(arguments)}}}" for name, arguments in calls]
    return "\n".join(lines) + "\n"


def _python(conditions: Mapping[str, Any], verbs: list[tuple[str, Any]]) -> str:
    asks = ", ".join(f"{name}={value!r}" for name, value in conditions.items())
    said = "".join(
        f".call({value[0]!r}, {value[1]!r})" if verb == "call" else f".{verb}({value!r})" for verb, value in verbs
    )
    return f"mock.when({asks}){said}\n"


def _curl(entry: Mapping[str, Any], origin: str, fault: str | None) -> str:
    request, body = entry["request"], entry["request"]["body"]
    parts = ["curl", "-sS"]
    if isinstance(body, Mapping) and body.get("stream") is True:
        parts.append("-N")
    if request["method"] not in ("GET", "POST") or (request["method"] == "POST" and body is None):
        parts += ["-X", request["method"]]
    parts.append(shlex.quote(origin + request["url"]))
    own = {"x-mockfn-scope": entry["scope"], "x-mockfn-fail": fault}
    headers = {"content-type": "application/json" if body is not None else None, **own}
    for name, value in headers.items():
        parts += ["-H", shlex.quote(f"{name}: {value}")] if value is not None else []
    if body is not None:
        parts += ["--data-binary", shlex.quote(body if isinstance(body, str) else json_text(body))]
    return " ".join(parts) + "\n"
