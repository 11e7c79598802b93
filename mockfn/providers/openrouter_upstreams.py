"""OpenRouter's upstreams: what an answer keeps of the vendor that made it, and which models are answered how.

OpenRouter rewrites envelopes, twice differently within a year, and passes on what lies inside: the order of a call's
members, empty chunks before and after text, finish reasons. A model is answered as it was in most of its recordings;
where its recordings contradict each other evenly, as in the later ones. A model that none is recorded of is answered as
its vendor's are in 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from mockfn.providers.ids import IdShape

__all__ = ["FAMILIES", "ROUTES", "UPSTREAMS", "Era", "Leads", "Thought", "Upstream"]

# How OpenRouter itself wrote: usage as three counts (2024), with a cost (2025-05), with costs where they were asked for
# (until 2025-11), with costs always (2025-12 to 2026-02), and with the envelope that came in 2026-03.
Era = Literal["2024", "2025-05", "2025", "2025-12", "2026"]


class Thought(Struct, frozen=True):
    """How an upstream's reasoning is detailed.

    `kind` and `format` name it ('' where it is not detailed at all). An encrypted twin follows never, beside a thought,
    beside a thought and calls, or always; `tied` gives it the id of the first call. With `sections` thoughts stream a
    section at a time, else a token at a time.
    """

    kind: Literal["reasoning.text", "reasoning.summary", ""] = "reasoning.text"
    format: str = "unknown"
    signed: bool = False
    encrypted: Literal["never", "beside", "calls", "always"] = "never"
    tied: bool = False
    sections: bool = False


class Leads(Struct, frozen=True):
    """How many empty chunks come first: before text alone, before text that calls follow, before calls alone, between
    text and its first call, before each further call, and before thoughts."""

    text: int = 1
    prelude: int = 1
    calls: int = 0
    between: int = 0
    further: int = 0
    thoughts: int = 0


class Upstream(Struct, frozen=True, kw_only=True):
    """One upstream, as it shows through.

    `call` is the order of a call's members in JSON, `opening` that of its first chunk, `piece` that of a further one,
    in which `filled` are repeated, and a null name with `nameless`. `whole` streams arguments in one piece with the
    name, `one_piece` in one after it; `unopened` leaves them out of the first chunk, `blank` sends an empty piece.

    Text and thoughts come `tokens` at a time; where a number follows, at most so many once the first piece of text is
    out (Gemini's).
    `leads` and `trails` are the empty chunks before things are said and before the finish. `at_once` finishes in the
    last delta: of text, of calls (all in one). `empty_thoughts` puts empty reasoning into every delta.

    `caches` counts what is written to the vendor's cache; `uncounted` are the details left out where costs are not
    told ("*": all). `named_stops` is true where a forced function ends in `stop`, as in OpenAI's chat completions.
    `routed` is true where several upstreams serve the model, and a request may choose.

    In 2026, `again` repeats the finish with the usage, `sealed` sends the encrypted thought after the text,
    `tier_in_streams` is true where streams carry the service tier too.
    """

    title: str
    era: Era = "2026"
    native: Mapping[str, str] = {}
    fingerprint: Literal["absent", "null", "empty", "text"] = "absent"
    tier: Literal["absent", "null", "default"] = "absent"
    call: str = "index id type function"
    function: str = "name arguments"
    opening: str = "index id type function"
    piece: str = "index function type"
    filled: Mapping[str, Any] = {}
    whole: bool = False
    unopened: bool = False
    blank: bool = False
    one_piece: bool = False
    leads: Leads = Leads()
    trails: int = 0
    at_once: tuple[bool, bool] = (False, False)
    empty_thoughts: bool = False
    tokens: tuple[int, ...] = (1,)
    nameless: bool = False
    routed: bool = False
    again: bool = True
    sealed: bool = False
    caches: bool = False
    uncounted: tuple[str, ...] = ()
    named_stops: bool = False
    tier_in_streams: bool = False
    thought: Thought = Thought()
    call_id: IdShape = IdShape("call_{base62:24}")


_TOOLU = IdShape("toolu_{base62:24}")
_COMPLETED = {"tool_calls": "completed", "stop": "completed"}
_STOP = {"tool_calls": "STOP", "stop": "STOP"}
_CLAUDE = {"tool_calls": "tool_use", "stop": "end_turn"}

# What every vendor has in common in 2026.
_PLAIN = Upstream(title="Together", call="type index id function", piece="index function", one_piece=True, again=False)
_BEFORE = Upstream(title="Together", era="2025", leads=Leads(1, 1, 1, 0))

_OPENAI_2025 = replace(
    _BEFORE, title="OpenAI", fingerprint="text", uncounted=("image_tokens",), leads=Leads(1, 1, 0, 0), named_stops=True
)
_RESPONSES = replace(
    _OPENAI_2025,
    fingerprint="absent",
    native=_COMPLETED,
    call="id index type function",
    opening="id index type function",
    piece="index type function",
    leads=Leads(1, 1, 1, 0, thoughts=1),
    named_stops=False,
    thought=Thought("reasoning.summary", "openai-responses-v1", encrypted="always"),
)
_CLAUDE_2025 = replace(
    _BEFORE,
    title="Anthropic",
    call="id index type function",
    opening="id index type function",
    piece="index type function",
    blank=True,
    tokens=(5,),
    leads=Leads(2, 2, 1, 1, 1, thoughts=1),
    trails=1,
    empty_thoughts=True,
    thought=Thought(format="anthropic-claude-v1", signed=True),
    call_id=_TOOLU,
)
_KIMI = replace(_BEFORE, routed=True, leads=Leads(1, 1, 1, 0), call_id=IdShape("functions.{name}:{index}"))
_GEMINI = replace(
    _PLAIN,
    title="Google",
    native=_STOP,
    blank=True,
    tokens=(1, 24),
    thought=Thought(format="google-gemini-v1", encrypted="calls", tied=True, sections=True),
    call_id=IdShape("tool_{index}_{name}"),
)
_GEMINI_2025 = replace(
    _BEFORE,
    title="Google",
    native=_STOP,
    whole=True,
    leads=Leads(0, 0, 0, 0),
    at_once=(True, True),
    tokens=(1, 24),
    uncounted=("audio_tokens",),
    thought=Thought(sections=True),
    call_id=IdShape("tool_{index}_{name}"),
)
_GLM = replace(_BEFORE, title="Z.AI", call="id index type function")

UPSTREAMS: dict[str, Upstream] = {
    "plain": _PLAIN,
    "openai": replace(
        _PLAIN,
        title="OpenAI",
        native=_COMPLETED,
        tier="default",
        tier_in_streams=True,
        blank=True,
        again=True,
        thought=Thought("reasoning.summary", "openai-responses-v1", encrypted="beside"),
    ),
    "anthropic": replace(
        _PLAIN,
        title="Amazon Bedrock",
        native=_CLAUDE,
        tier="null",
        blank=True,
        tokens=(5,),
        again=True,
        thought=Thought(format="anthropic-claude-v1", signed=True),
        call_id=IdShape("toolu_bdrk_{base62:24}"),
    ),
    "google": _GEMINI,
    "google-studio": replace(
        _GEMINI,
        title="Google AI Studio",
        again=True,
        sealed=True,
        thought=replace(_GEMINI.thought, encrypted="always"),
    ),
    "x-ai": replace(
        _PLAIN,
        title="xAI",
        native=_COMPLETED,
        tier="default",
        tier_in_streams=True,
        blank=True,
        again=True,
        thought=Thought("reasoning.summary", "xai-responses-v1", encrypted="beside"),
        call_id=IdShape("call_{digits:8}"),
    ),
    "z-ai": replace(_PLAIN, title="Z.AI", again=True),
    "plain-2025": _BEFORE,
    "plain-2024": replace(_BEFORE, era="2024", thought=Thought("")),
    "auto-2025": replace(_BEFORE, title="DeepInfra", uncounted=("*",)),
    "baseten-2025": replace(
        _BEFORE, title="BaseTen", fingerprint="null", whole=True, at_once=(False, True), leads=Leads(0, 0, 0, 0)
    ),
    "alibaba-2025": replace(
        _BEFORE,
        title="Alibaba",
        fingerprint="null",
        leads=Leads(1, 1, 0, 0),
        native={"tool_calls": "stop"},
        piece="index id type function",
        filled={"id": ""},
    ),
    "plain-2025-12": replace(_BEFORE, era="2025-12", call="id index type function"),
    "openai-2025": _OPENAI_2025,
    "openai-2025-12": replace(_OPENAI_2025, era="2025-12"),
    "openai-first": replace(_OPENAI_2025, era="2025-12", fingerprint="null"),
    "responses-2025": _RESPONSES,
    "responses-unthinking": replace(_RESPONSES, thought=replace(_RESPONSES.thought, encrypted="beside")),
    "anthropic-2025": _CLAUDE_2025,
    "anthropic-first": replace(_CLAUDE_2025, empty_thoughts=False, trails=0, tokens=(1,)),
    "anthropic-unthinking": replace(_CLAUDE_2025, empty_thoughts=False),
    "anthropic-2025-12": replace(_CLAUDE_2025, era="2025-12", caches=True),
    "google-unthinking": _GEMINI_2025,
    # Gemini 2.5's deltas have room for thoughts, be there any or not (11 of 11; none of 4 of Gemini 2.0).
    "google-2025": replace(_GEMINI_2025, empty_thoughts=True),
    "deepinfra-2025": replace(
        _BEFORE,
        title="DeepInfra",
        call="index id function type",
        function="arguments name",
        opening="index id function type",
        whole=True,
        leads=Leads(1, 1, 1, 0, thoughts=1),
        empty_thoughts=True,
        call_id=IdShape("call_{hex:4}"),
    ),
    "novita-2025": replace(
        _BEFORE,
        title="Novita",
        era="2025-05",
        leads=Leads(1, 0, 0, 0),
        fingerprint="empty",
        unopened=True,
        piece="index id type function",
        filled={"id": "", "type": ""},
    ),
    "kimi-2025": _KIMI,
    "kimi-exacto": replace(_KIMI, title="Moonshot AI", fingerprint="text"),
    "mistral-2025": replace(
        _BEFORE,
        title="Mistral",
        call="id function index type",
        opening="id function index type",
        whole=True,
        leads=Leads(1, 1, 1, 0),
        at_once=(False, True),
        call_id=IdShape("{base62:9}"),
    ),
    "x-ai-2025": replace(
        _BEFORE,
        title="xAI",
        fingerprint="text",
        call="id function index type",
        opening="id function index type",
        whole=True,
        leads=Leads(0, 0, 0, 0),
        call_id=IdShape("call_{digits:8}"),
    ),
    "z-ai-2025": _GLM,
}

# Who answers where a request says whom it will have: `{"provider": {"only": ["together"]}}` (recorded in 2025).
_NULL_ID = {"id": None}
ROUTES: dict[str, Upstream] = {
    "baseten": UPSTREAMS["baseten-2025"],
    "chutes": replace(
        _KIMI,
        title="Chutes",
        call="id index type function",
        opening="id index type function",
        piece="id index type function",
        filled=_NULL_ID,
        nameless=True,
    ),
    "deepinfra": replace(
        UPSTREAMS["deepinfra-2025"], empty_thoughts=False, leads=Leads(1, 1, 1, 0), at_once=(False, True)
    ),
    "fireworks": replace(_KIMI, title="Fireworks", unopened=True, piece="index id type function", filled=_NULL_ID),
    "moonshotai": replace(_KIMI, title="Moonshot AI", fingerprint="text"),
    "novita": replace(_KIMI, title="Novita", fingerprint="text", unopened=True),
    "siliconflow": replace(
        _KIMI, title="SiliconFlow", fingerprint="empty", piece="index id type function", filled=_NULL_ID
    ),
    "together": replace(_KIMI, leads=Leads(1, 0, 1, 1)),
}

# Which upstream a model has: the first pattern that fits its name.
FAMILIES: tuple[tuple[str, str], ...] = (
    ("openai/gpt-4o*audio*", "openai-2025"),
    ("openai/gpt-4o-mini*", "openai-2025-12"),
    ("*gpt-4o*", "openai-2025"),
    ("openai/gpt-3.5*", "openai-first"),
    ("openai/gpt-4", "openai-first"),
    ("openai/gpt-oss*", "deepinfra-2025"),
    ("openai/gpt-5.*", "openai"),
    ("openai/gpt-4.1*", "responses-unthinking"),
    ("openai/gpt-5-chat*", "responses-unthinking"),
    ("openai/gpt-4*", "responses-unthinking"),
    ("openai/gpt-5*", "responses-2025"),
    ("openai/o[134]*", "responses-2025"),
    ("openai/*", "openai"),
    ("anthropic/claude-haiku-4.5*", "anthropic"),
    ("anthropic/claude-3-haiku*", "anthropic-2025-12"),
    ("anthropic/claude-3[.-]5-sonnet*", "anthropic-first"),
    ("anthropic/claude-3[.-]5*", "anthropic-unthinking"),
    ("anthropic/claude-3*", "anthropic-2025"),
    ("anthropic/claude-opus-4", "anthropic-2025"),
    ("anthropic/claude-opus-4.1*", "anthropic-2025"),
    ("anthropic/claude-sonnet-4", "anthropic-2025"),
    ("anthropic/claude-sonnet-4.5*", "anthropic-2025"),
    ("anthropic/*", "anthropic"),
    ("google/gemini-2.0*", "google-unthinking"),
    ("google/gemini-2*", "google-2025"),
    ("google/gemma-*", "plain-2025"),
    ("google/gemini-3.1*", "google-studio"),
    ("google/*", "google"),
    ("deepseek/deepseek-chat-v3-0324*", "novita-2025"),
    ("deepseek/*terminus*", "novita-2025"),
    ("deepseek/deepseek-chat-v3.1*", "deepinfra-2025"),
    ("deepseek/deepseek-r1*", "plain-2024"),
    ("moonshotai/kimi-k2*:exacto", "kimi-exacto"),
    ("moonshotai/kimi-k2", "kimi-2025"),
    ("moonshotai/kimi-k2-*", "kimi-2025"),
    ("mistralai/*", "mistral-2025"),
    ("meta-llama/*", "plain-2024"),
    ("minimax/minimax-m2.*", "plain-2025-12"),
    ("minimax/*", "plain-2025"),
    ("nvidia/*", "plain-2025-12"),
    ("allenai/*", "plain-2025-12"),
    ("xiaomi/*", "plain-2025-12"),
    ("openrouter/bodybuilder", "plain-2025-12"),
    ("openrouter/*", "auto-2025"),
    ("qwen/qwen3-235b-a22b-2507", "plain"),
    ("qwen/qwen3-30b-a3b:free", "plain-2024"),
    ("qwen/*:free", "plain-2025-12"),
    ("qwen/*:exacto", "baseten-2025"),
    ("qwen/qwen3-max*", "alibaba-2025"),
    ("qwen/*", "plain-2025"),
    ("x-ai/grok-3*", "x-ai-2025"),
    ("x-ai/grok-4-fast*", "x-ai-2025"),
    ("x-ai/grok-code-fast-1", "x-ai-2025"),
    ("x-ai/*", "x-ai"),
    ("z-ai/glm-4*", "z-ai-2025"),
    ("z-ai/*", "z-ai"),
)
