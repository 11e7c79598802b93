"""What to answer: rules of the test, then the script, then the cassette, then otherwise. The first that has one."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

from mockfn.chat import APIError, ChatRequest, Reply
from mockfn.errors import SchemaError
from mockfn.explain import miss
from mockfn.script import Nothing, Rule, Script, Selected, say, select, select_otherwise
from mockfn.seeds import Chance
from mockfn.settings import Settings
from mockfn.toolcalls import invent

__all__ = ["Decision", "Source", "decide"]

Source = Literal["rule", "script", "cassette", "otherwise", "generate", "miss", "rejection", "served"]


class Decision(Struct, frozen=True):
    """What is answered and why. `because` is ready sentences: the journal, the inspector and a failure print them.

    `source` says who decided: a rule of the test, of the script, the cassette, what is said `otherwise`, or generation;
    "miss" is that nothing answers, "rejection" what the provider refuses, "served" that no conversation was needed.
    `answer` is None for what is served, a Reply or an APIError else.
    """

    answer: Reply | APIError | None
    source: Source
    because: tuple[str, ...] = ()
    rule: Rule | None = None
    latency: Any = None
    faults: tuple[Any, ...] = ()

    @property
    def missed(self) -> bool:
        """Whether nothing answered, or a script was wrong: what fails a test."""
        return isinstance(self.answer, APIError) and self.answer.name in ("mockfn_miss", "mockfn_script_error")


def decide(chat: ChatRequest, settings: Settings, attempt: int, chance: Chance) -> Decision:
    """The decision for a conversation that passed the provider's checks, asked for the `attempt`-th time from 0."""
    tried: list[Nothing] = []
    sources: tuple[tuple[Source, Script], ...] = (("rule", settings.rules), ("script", settings.script))
    for source, script in sources:
        if script.rules:
            found = select(script, chat, attempt)
            if not isinstance(found, Nothing):
                return _found(source, found, chat, chance, tried)
            tried.append(found)
    for _, script in sources:
        last = select_otherwise(script, chat, attempt)
        if last is not None:
            return _found("otherwise", last, chat, chance, tried)
    missing = settings.otherwise == "miss" or (settings.otherwise is None and bool(tried))
    return _missed(chat, tried) if missing else _generated(chat, chance)


def _found(
    source: Source, found: Selected | APIError, chat: ChatRequest, chance: Chance, tried: list[Nothing]
) -> Decision:
    if isinstance(found, APIError):
        return Decision(found, source, (found.message,))
    step = found.step
    if step.action == "miss":
        return _missed(chat, tried)
    if step.action == "generate":
        return _generated(chat, chance, found)
    answer = say(found, chat, seed=chance.seed)
    because = found.because if isinstance(answer, Reply) else (*found.because, answer.message)
    return Decision(answer, source, because, found.rule, step.latency, step.faults)


def _generated(chat: ChatRequest, chance: Chance, found: Selected | None = None) -> Decision:
    said = found.because if found else ()
    rule = found.rule if found else None
    try:
        reply, because = invent(chat, chance)
    except SchemaError as problem:
        message = f"Nothing can be generated for this request: {problem}"
        return Decision(_own_error("mockfn_script_error", message), "generate", (*said, message), rule)
    return Decision(reply, "generate", (*said, *because), rule)


def _missed(chat: ChatRequest, tried: list[Nothing]) -> Decision:
    message = miss(chat, [one for nothing in tried for one in nothing.tries])
    return Decision(_own_error("mockfn_miss", message), "miss", (message,))


def _own_error(kind: str, message: str) -> APIError:
    """An error of mockfn's own. The SDKs obey `x-should-retry`, so it costs one request and not three."""
    return APIError(400, message, type=kind, code=kind, name=kind, headers={"x-should-retry": "false"})
