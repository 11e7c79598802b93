"""What a provider is: a value. Hosts, paths, models, the shape of its bytes, its errors, what it checks and lacks.

Nothing here knows a certain provider. A profile (`providers/<name>.py`) fills these values and says where each fact
comes from; an API file renders by them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any, Literal

from msgspec import Struct

from mockfn.chat import APIError, ChatRequest, Reply, Usage
from mockfn.seeds import Chance

__all__ = ["IdShape", "Model", "Provider", "Shape"]

Spacing = Literal["pretty2", "pretty4", "compact", "spaced"]

_SLOT = re.compile(r"\{(\w+)(?::(\d+))?\}")


class IdShape:
    """How an id looks: text with slots `{base62:N}`, `{hex:N}`, `{digits:N}`, `{lower36:N}`, `{uuid}`, `{created}`,
    `{name}` (of the called tool) and `{index}` (of the call)."""

    __slots__ = ("_prefix", "_slot", "template")

    def __init__(self, template: str) -> None:
        self.template = template
        slots = list(_SLOT.finditer(template))
        # One drawn slot at the end, "call_{base62:24}", is nearly every id there is: kept ready.
        only = slots[0] if len(slots) == 1 and slots[0].end() == len(template) and slots[0][2] else None
        self._prefix = template[: only.start()] if only else None
        self._slot = (only[1], int(only[2])) if only else ("", 0)

    def make(self, chance: Chance, label: str, *, name: str = "", index: int = 0) -> str:
        """The id for `label`; equal for equal chance and label."""
        if self._prefix is not None:
            return self._prefix + chance.text(label, self._slot[1], self._slot[0])

        def fill(slot: re.Match[str]) -> str:
            kind = slot[1]
            if kind == "uuid":
                return chance.uuid(label)
            if kind in ("created", "name", "index"):
                return str({"created": chance.created, "name": name, "index": index}[kind])
            return chance.text(f"{label}@{slot.start()}", int(slot[2] or 8), kind)

        return _SLOT.sub(fill, self.template)

    def __repr__(self) -> str:
        return f"IdShape({self.template!r})"


class Model(Struct, frozen=True, kw_only=True):
    """One model: what it is called and what it can do.

    `dated` is the name that responses carry ('' for its own). `shape` names one of the provider's shapes ('' for the
    default). `unsupported` are request members that this model rejects. Limits are counted in tokens.
    """

    name: str
    dated: str = ""
    aliases: tuple[str, ...] = ()
    family: str = ""
    created: int = 1_700_000_000
    owner: str = "system"
    shape: str = ""
    chat: bool = True
    tools: bool = True
    reasoning: bool = False
    efforts: tuple[str, ...] = ()
    context: int = 128_000
    output: int = 16_384
    most_choices: int = 128
    most_logprobs: int = 20
    unsupported: frozenset[str] = frozenset()
    status: int = 200


class Shape(Struct, frozen=True, kw_only=True):
    """How the bytes of an answer look. Tuples of names are the key order; a name that has no value is left out.

    Streams: `calls` says how a call is cut ("fragments" of its arguments, "whole" in one chunk, "together" all calls
    in one chunk). `usage` turns counted tokens into the member of the answer. `usage_in_stream`: in a chunk of its own when
    asked ("asked"), or always ("always"), or in the finish chunk ("finish"), or in both ("both").
    """

    # JSON
    style: Spacing = "compact"
    newline: bool = False
    completion: tuple[str, ...] = ("id", "object", "created", "model", "choices", "usage", "system_fingerprint")
    choice: tuple[str, ...] = ("index", "message", "logprobs", "finish_reason")
    message: tuple[str, ...] = ("role", "content", "tool_calls", "function_call", "refusal", "annotations")
    call: tuple[str, ...] = ("id", "type", "function")
    constants: Mapping[str, Any] = {}
    empty: Mapping[str, Any] = {}
    usage: Callable[[Usage], dict[str, Any]]
    # ids
    response_id: IdShape
    call_id: IdShape
    fingerprint: IdShape | None = None
    # arguments written from data: spaced as a model writes them, for one call and for several
    arguments: Literal["compact", "spaced"] = "compact"
    parallel_arguments: Literal["compact", "spaced"] = "compact"
    # reasoning
    reasoning: str | None = None
    # finish
    named_finish: str = "tool_calls"
    # stream
    stream_style: Spacing = "compact"
    chunk: tuple[str, ...] = ("id", "object", "created", "model", "system_fingerprint", "choices", "usage")
    chunk_choice: tuple[str, ...] = ("index", "delta", "logprobs", "finish_reason")
    calls: Literal["fragments", "whole", "together"] = "fragments"
    usage_in_stream: Literal["asked", "always", "finish", "both"] = "asked"
    done: bool = True
    obfuscation: bool = False


def _no_headers(_chat: ChatRequest | None, _chance: Chance) -> dict[str, str]:
    return {}


class Provider(Struct, frozen=True, kw_only=True):
    """A provider. Users may build their own; `MockProvider` takes one wherever it takes a name.

    `hosts` may be globs. `base_paths` are where its API is mounted, the canonical one first. `unlisted` is how a model
    that is not in `models` behaves (None: it does not exist). `envelope` gives an error its body. `checks` changes the
    table of rejections by name: None where the provider does not check, or words of its own.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    base_paths: tuple[str, ...] = ("/v1",)
    models: tuple[Model, ...] = ()
    unlisted: Model | None = None
    shape: Shape
    shapes: Mapping[str, Shape] = {}
    envelope: Callable[[APIError, Chance], Any]
    error_style: Spacing = "compact"
    headers: Callable[[ChatRequest | None, Chance], dict[str, str]] = _no_headers
    answer: Callable[[ChatRequest, Reply], Reply] | None = None
    checks: Mapping[str, Any] = {}
    key_variable: str = ""
    base_variable: str = ""
    sources: tuple[str, ...] = ()

    def model(self, name: str) -> Model | None:
        """The model of that name or alias, else the unlisted one under that name, else None."""
        for model in self.models:
            if model.name == name or name in model.aliases or name == model.dated:
                return model
        return self.unlisted

    def shape_of(self, model: Model) -> Shape:
        """The shape of a model's answers."""
        return self.shapes.get(model.shape, self.shape)

    def serves(self, host: str) -> bool:
        """Whether `host` (lower case, without port) is one of its own."""
        return any(fnmatchcase(host, pattern) for pattern in self.hosts)
