"""What happened in a test, as text: the conversation as a table, and what fails the test, headline first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from mockfn.chat import APIError, Reply
from mockfn.http import Request
from mockfn.journal import Exchange
from mockfn.script import Rule

__all__ = ["escapes", "misses", "refused", "rejections", "silence", "table", "unused"]

# A terminal's line, less what pytest puts before it.
_WIDTH = 116
_ASKED, _ANSWERED = 48, 40
_MOST = 40


def table(exchanges: Sequence[Exchange], *, root: str = "") -> str:
    """One line a request: what was asked, what answered, because of what. '' where nothing came.

    Files below `root` are named from there.
    """
    shown = exchanges[-_MOST:]
    rows = [
        (str(number), _asked(one), _answered(one), _because(one).replace(root, ""))
        for number, one in enumerate(shown, len(exchanges) - len(shown) + 1)
    ]
    if not rows:
        return ""
    heads = ("", "asked", "answered", "because")
    limits = (4, _ASKED, _ANSWERED, _WIDTH)
    clipped = [[_clip(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in (heads, *rows)]
    widths = [max(len(row[column]) for row in clipped) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in clipped]
    left_out = (
        [f"({len(exchanges) - len(shown)} earlier requests are not shown)"] if len(exchanges) > len(shown) else []
    )
    return "\n".join([_clip(line.rstrip(), _WIDTH) for line in (*left_out, *lines)])


def misses(exchanges: Sequence[Exchange]) -> str:
    """What fails a test whose requests nothing answered, or whose script was wrong."""
    if not exchanges:
        return ""
    nothing = sum(1 for one in exchanges if one.decision.source == "miss")
    parts = [
        f"no rule answers {_count(nothing, 'request')}" if nothing else "",
        f"the script is wrong for {_count(len(exchanges) - nothing, 'request')}" if len(exchanges) > nothing else "",
    ]
    headline = f"mockfn: {' and '.join(part for part in parts if part)} of this test"
    return "\n\n".join([headline, *_distinct(_explained(one) for one in exchanges)])


def rejections(exchanges: Sequence[Exchange]) -> str:
    """What fails a test whose requests the provider would reject."""
    if not exchanges:
        return ""
    headline = f"mockfn: the provider rejects {_count(len(exchanges), 'request')} of this test"
    lines = [f"  {_name(one.request)} -> {one.response.status}: {_refused_for(one)}" for one in exchanges]
    names = sorted({_check(one) for one in exchanges} - {""})
    checks = f", or checks={dict.fromkeys(names, False)!r} to leave that out" if names else ""
    advice = f"Where that is what the test is about: mockfn.allow_rejections(){checks}."
    return "\n\n".join([headline, "\n".join(_distinct(lines)), advice])


def refused(requests: Sequence[Request]) -> str:
    """What fails a test that sent chat completions to a host that nobody named."""
    if not requests:
        return ""
    headline = f"mockfn: {_count(len(requests), 'chat completion')} of this test went to a host that it does not know"
    lines = _distinct(f"  {_name(request)}" for request in requests)
    hosts = sorted({request.host for request in requests})
    marker = "@pytest.mark.mockfn"
    advice = f"To have them answered: {marker}(hosts={hosts!r}). To have them sent: {marker}(passthrough={hosts!r})."
    return "\n\n".join([headline, "\n".join(lines), advice])


def escapes(places: Sequence[str]) -> str:
    """What fails a test with a client that asked for a socket to a host that the mock answers for."""
    if not places:
        return ""
    headline = "mockfn: a client with network code of its own went past the mock, and was stopped"
    lines = _distinct(f"  {place}" for place in places)
    advice = (
        "Such a client is pointed at a server: the fixture mockfn_server has its .base_url, and .env for a process."
    )
    return "\n\n".join([headline, "\n".join(lines), advice])


def silence(passed: Collection[str]) -> str:
    """What to look at where rules wait for a request and none came. `passed` are hosts of this machine that got one."""
    if passed:
        return (
            f"No request came at all. A chat completion went to {', '.join(sorted(passed))}, for servers of this "
            f"machine are left alone. To have it answered: @pytest.mark.mockfn(hosts={sorted(passed)!r})."
        )
    return (
        "No request came at all. Is the app's client patched by the test, does it run in another process, or does it "
        "bring network code of its own? Such a process or client is pointed at a server: the fixture mockfn_server."
    )


def unused(rules: Sequence[Rule], *, why: str = "") -> str:
    """What fails a test that wrote rules which nothing used; `why`, where that is known."""
    if not rules:
        return ""
    headline = f"mockfn: no request used {_count(len(rules), 'rule')} of this test"
    lines = "\n".join(f"  {str(rule)[1:-1]}" if str(rule).startswith("<") else f"  {rule}" for rule in rules)
    advice = (
        'A rule that may stay unused is .optional(); for all rules of a test: @pytest.mark.mockfn(unused="ignore").'
    )
    return "\n\n".join([headline, lines, *([why] if why else []), advice])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, in order, and how often: a client that retries says the same again."""
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    return [text if count == 1 else f"{text}\n  ({count} times)" for text, count in counts.items()]


def _explained(exchange: Exchange) -> str:
    answer = exchange.decision.answer
    return answer.message if isinstance(answer, APIError) else " ".join(exchange.decision.because)


def _check(exchange: Exchange) -> str:
    """The name of the check that rejected a request; '' where nothing could be answered without it."""
    from mockfn.apis.openai_chat_checks import ROWS

    answer = exchange.decision.answer
    row = ROWS.get(answer.name) if isinstance(answer, APIError) else None
    return row.name if row is not None and row.phase not in ("route", "parse") else ""


def _refused_for(exchange: Exchange) -> str:
    """The provider's sentence; where its words are data, when it says them."""
    from mockfn.apis.openai_chat_checks import ROWS

    message, row = _explained(exchange), ROWS.get(_check(exchange))
    return row.when if row is not None and message.startswith(("[", "{")) else message


def _name(request: Request) -> str:
    return f"{request.method} {request.url}"


def _asked(exchange: Exchange) -> str:
    chat = exchange.chat
    if chat is None:
        return f"{exchange.request.method} {exchange.request.path}"
    if chat.results:
        return f"result of {', '.join(result.name or 'a tool' for result in chat.results)}: {chat.results[-1].text}"
    last = chat.conversation[-1] if chat.conversation else None
    return f"{last.role}: {last.text}" if last else "no message"


def _answered(exchange: Exchange) -> str:
    answer, status = exchange.decision.answer, exchange.response.status
    if isinstance(answer, APIError):
        return f"{status} {answer.code or answer.type or answer.message}"
    if isinstance(answer, Reply):
        calls = ", ".join(f"{call.name}({_arguments(call.arguments)})" for call in answer.tool_calls)
        return calls or answer.text or answer.refusal or "nothing"
    return str(status)


def _arguments(arguments: object) -> str:
    if isinstance(arguments, str):
        return arguments
    return ", ".join(f"{key}={value!r}" for key, value in arguments.items()) if isinstance(arguments, dict) else "..."


def _because(exchange: Exchange) -> str:
    decision = exchange.decision
    if decision.source == "miss":
        return "no rule holds"
    if decision.rule is not None and not decision.missed:
        return str(decision.rule.place)
    return " ".join(decision.because)


def _clip(text: str, length: int) -> str:
    line = " ".join(text.split()) if "\n" in text else text
    return line if len(line) <= length else line[: length - 1] + "…"
