"""What to answer: rules of the test, then the script, then the cassette, then otherwise. The first that has one.

A fault that strikes instead of an answer, or in a reply, is in the answer; one on the wire is only named by `faults`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Reply
from mockfn.errors import SchemaError, SettingError
from mockfn.explain import miss
from mockfn.faults import CHAOS, FAULTS, Strike, error_of, misbehave, strike_named
from mockfn.latency import Latency
from mockfn.ownerrors import failure
from mockfn.providers.provider import Provider
from mockfn.script import Nothing, Rule, Script, Selected, say, select, select_otherwise
from mockfn.seeds import Chance
from mockfn.settings import Settings
from mockfn.toolcalls import invent

__all__ = ["Decision", "Source", "decide", "ordered_fault"]

Source = Literal["rule", "script", "cassette", "otherwise", "generate", "miss", "fault", "rejection", "served"]


class Decision(Struct, frozen=True):
    """What is answered and why. `because` is ready sentences: the journal, the inspector and a failure print them.

    `source` says who decided: a rule of the test, of the script, the cassette, what is said `otherwise`, or generation;
    "miss" is that nothing answers, "fault" one that a header or chaos ordered, "rejection" what the provider refuses,
    "served" that no conversation was needed.
    `answer` is None for what is served, a Reply or an APIError else. `faults` are those that strike, of every kind.
    """

    answer: Reply | APIError | None
    source: Source
    because: tuple[str, ...] = ()
    rule: Rule | None = None
    latency: Latency | None = None
    faults: tuple[Strike, ...] = ()

    @property
    def missed(self) -> bool:
        """Whether nothing answered, or a script was wrong: what fails a test."""
        return isinstance(self.answer, APIError) and self.answer.name in ("mockfn_miss", "mockfn_script_error")


def decide(
    chat: ChatRequest, settings: Settings, attempt: int, chance: Chance, provider: Provider | None = None
) -> Decision:
    """The decision for a conversation that passed the provider's checks, asked for the `attempt`-th time from 0.

    `provider` is who is imitated in this exchange, where it is another than the settings say.
    """
    turn = _Turn(chat, attempt, chance, provider or settings.provider)
    ordered = _ordered(chat, settings, turn)
    if ordered is None:
        return _decide(chat, settings, turn)
    if isinstance(ordered, APIError):
        return Decision(ordered, "rejection", (ordered.message,))
    if ordered.kind == "instead":
        error = error_of(ordered, turn.provider, chat.model)
        return Decision(error, "fault", _told((ordered,)), faults=(ordered,))
    found = _decide(chat, settings, turn)
    if found.source == "miss" and FAULTS[ordered.name].endless:
        # Who orders what has no end wants it to go on where rules do not.
        found = Decision(Reply(), "fault")
    return _spoiled(found, (ordered,), turn)


def ordered_fault(chat: ChatRequest) -> str | None:
    """What the header says by which one request orders a fault."""
    headers = chat.headers
    order = headers.get("x-mockfn-fail")
    # What is no dict tells no cases apart, or has names in lower case alone.
    return headers.get("X-Mockfn-Fail") if order is None and type(headers) is dict else order


def _ordered(chat: ChatRequest, settings: Settings, turn: _Turn) -> Strike | APIError | None:
    """The fault that the request's own header orders, or that chaos strikes it with."""
    order = ordered_fault(chat)
    if order:
        try:
            return strike_named(order.strip())
        except SettingError as wrong:
            return failure("mockfn_unknown_fault", f"X-Mockfn-Fail: {wrong}")
    if settings.chaos and turn.chance.number(f"chaos {turn.attempt}") < settings.chaos * 2**64:
        return Strike(CHAOS[turn.chance.number(f"fault {turn.attempt}") % len(CHAOS)])
    return None


def _decide(chat: ChatRequest, settings: Settings, turn: _Turn) -> Decision:
    attempt = turn.attempt
    tried: list[Nothing] = []
    sources: tuple[tuple[Source, Script], ...] = (("rule", settings.rules), ("script", settings.script))
    for source, script in sources:
        if script.rules:
            found = select(script, chat, attempt)
            if not isinstance(found, Nothing):
                return _found(source, found, turn, tried)
            tried.append(found)
    for _, script in sources:
        last = select_otherwise(script, chat, attempt)
        if last is not None:
            return _found("otherwise", last, turn, tried)
    missing = settings.otherwise == "miss" or (settings.otherwise is None and bool(tried))
    return _missed(chat, tried) if missing else _generated(turn)


class _Turn(Struct, frozen=True):
    """What is being answered."""

    chat: ChatRequest
    attempt: int
    chance: Chance
    provider: Provider


def _found(source: Source, found: Selected | APIError, turn: _Turn, tried: list[Nothing]) -> Decision:
    if isinstance(found, APIError):
        return Decision(found, source, (found.message,))
    step = found.step
    if step.faults or step.latency is not None:
        return _troubled(source, found, turn, tried)
    return _said(source, found, turn, tried)


def _said(source: Source, found: Selected, turn: _Turn, tried: list[Nothing]) -> Decision:
    step = found.step
    if step.action == "miss":
        return _missed(turn.chat, tried)
    if step.action == "generate" or step.silent:
        return _generated(turn, found)
    answer = say(found, turn.chat, seed=turn.chance.seed)
    because = found.because if isinstance(answer, Reply) else (*found.because, answer.message)
    return Decision(answer, source, because, found.rule)


def _troubled(source: Source, found: Selected, turn: _Turn, tried: list[Nothing]) -> Decision:
    """The decision of a step that is slow or goes wrong."""
    step = found.step
    strikes = tuple(strike for strike in step.faults if strike.strikes(turn.attempt))
    for strike in strikes:
        if strike.kind == "instead":
            error = error_of(strike, turn.provider, turn.chat.model)
            because = (*found.because, *_told((strike,)))
            return Decision(error, source, because, found.rule, step.latency, (strike,))
    return replace(_spoiled(_said(source, found, turn, tried), strikes, turn), latency=step.latency)


def _told(strikes: tuple[Strike, ...]) -> tuple[str, ...]:
    return tuple(f"The fault {strike.name} strikes: {FAULTS[strike.name].happens}." for strike in strikes)


def _spoiled(decision: Decision, strikes: tuple[Strike, ...], turn: _Turn) -> Decision:
    """The decision as a misbehaving model takes it; faults on the wire are left to be struck."""
    answer = decision.answer
    struck = strikes if isinstance(answer, Reply) else tuple(strike for strike in strikes if strike.kind == "wire")
    for strike in struck:
        if strike.kind == "reply" and isinstance(answer, Reply):
            answer = misbehave(strike, answer, turn.chat, turn.chance)
    return replace(decision, answer=answer, because=(*decision.because, *_told(struck)), faults=struck)


def _generated(turn: _Turn, found: Selected | None = None) -> Decision:
    said = found.because if found else ()
    rule = found.rule if found else None
    try:
        reply, because = invent(turn.chat, turn.chance)
    except SchemaError as problem:
        message = f"Nothing can be generated for this request: {problem}"
        return Decision(failure("mockfn_script_error", message), "generate", (*said, message), rule)
    return Decision(reply, "generate", (*said, *because), rule)


def _missed(chat: ChatRequest, tried: list[Nothing]) -> Decision:
    message = miss(chat, [one for nothing in tried for one in nothing.tries])
    return Decision(failure("mockfn_miss", message), "miss", (message,))
