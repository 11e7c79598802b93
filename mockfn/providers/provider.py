"""What a provider is: a value. Hosts, paths, models, the shape of its bytes, its errors, what it checks and lacks.

Nothing here knows a certain provider. A profile (`providers/<name>.py`) fills these values and says where each fact
comes from; an API file renders by them. How bytes look is said by functions from `Said` to plain dicts: a dict
display in the provider's own key order is the plainest way to write a key order down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from mockfn.chat import APIError, ChatRequest, Reply, Usage
from mockfn.jsontext import Spacing
from mockfn.once import once
from mockfn.providers.ids import IdShape
from mockfn.seeds import Chance

__all__ = ["Choice", "Model", "Provider", "Quirk", "Said", "SaidCall", "Shape", "finish_reason"]


class Model(Struct, frozen=True, kw_only=True):
    """One model: what it is called and what it can do.

    `dated` is the name that responses carry ('' for its own). `shape` names one of the provider's shapes ('' for the
    default). Limits are counted in tokens. `logprobs` and `fingerprint` say whether its answers have a `logprobs`
    member and a fingerprint that is no null. `status` is the HTTP status of a success.

    What it rejects: `unsupported` members of a request; `unrecognized` ones, in other words; `fixed` sampling members
    take only 1 while it reasons; `roles_unsupported` of messages; `formats_unsupported`, types of response format;
    `parts_unsupported`, types of content. `audio` is true where sound must go in or come out.
    `unchecked` are the rows and phases of rejections that are not made for it.
    What it takes beyond OpenAI's: `more_formats`, types of response format; `more_choices`, types of a `tool_choice`
    that is an object; `own_members` of a request that OpenAI does not know, or that have values here which it refuses:
    what they hold is not looked at.
    `effort` is how much a reasoning model reasons unasked, `efforts` what may be asked; `tools_with_effort` is false
    where it takes no function tools while it reasons.
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
    logprobs: bool = True
    fingerprint: bool = True
    status: int = 200
    effort: str = ""
    fixed: frozenset[str] = frozenset()
    unrecognized: frozenset[str] = frozenset()
    roles_unsupported: frozenset[str] = frozenset()
    formats_unsupported: frozenset[str] = frozenset()
    unchecked: frozenset[str] = frozenset()
    more_formats: tuple[str, ...] = ()
    more_choices: tuple[str, ...] = ()
    own_members: frozenset[str] = frozenset()
    parts_unsupported: frozenset[str] = frozenset()
    audio: bool = False
    tools_with_effort: bool = True


class SaidCall(Struct, frozen=True):
    """A tool call as it goes to the wire: `arguments` is text (a custom tool's input when `custom`)."""

    index: int
    id: str
    name: str
    arguments: str
    custom: bool = False


class Choice(Struct, frozen=True):
    """One choice of an answer. `deltas` are the texts of `content` in a stream, None where the provider cuts."""

    index: int
    content: str | None
    reasoning: str | None
    refusal: str | None
    calls: tuple[SaidCall, ...]
    finish: str
    logprobs: Any = None
    deltas: tuple[str, ...] | None = None


class Said(Struct, frozen=True):
    """All that an answer says, ready to be put into a provider's shape.

    `usage` is the usage member (see `Shape.usage`); `asked_usage` whether the request asked for it in a stream.
    `model` is the name the response carries, `profile` the model's capabilities.
    """

    id: str
    created: int
    model: str
    fingerprint: str | None
    choices: tuple[Choice, ...]
    usage: dict[str, Any]
    asked_usage: bool
    chat: ChatRequest
    profile: Model
    chance: Chance

    @property
    def obfuscated(self) -> bool:
        """Whether the chunks of a stream may be padded: a chunk's empty `obfuscation` is then filled."""
        options = self.chat.json.get("stream_options")
        return not (isinstance(options, dict) and options.get("include_obfuscation") is False)


def finish_reason(chat: ChatRequest, reply: Reply, model: Model) -> str:  # noqa: ARG001 - the signature of Shape.finish
    """Why the model stopped, as most providers say it: calls end in `tool_calls`, whatever forced them."""
    if reply.tool_calls:
        return "function_call" if chat.legacy else "tool_calls"
    return "stop"


class Shape(Struct, frozen=True, kw_only=True, eq=False):
    """How the bytes of an answer look.

    `completion` makes the JSON body, `chunks` the events of a stream (a dict is an event's data; bytes go out as they
    are, for comments). `finish` gives the finish reason. `arguments` and `parallel_arguments` say how arguments given
    as data are spaced, for one call and for several. `padded` is true where `chunks` fills `obfuscation` itself,
    `refuses` where a refusal has a member of its own; elsewhere it is said like any text.
    """

    completion: Callable[[Said], dict[str, Any]]
    chunks: Callable[[Said], Iterator[dict[str, Any] | bytes]]
    usage: Callable[[Usage, Model], dict[str, Any]]
    finish: Callable[[ChatRequest, Reply, Model], str] = finish_reason
    response_id: IdShape
    call_id: IdShape
    fingerprint: IdShape | None = None
    style: Spacing = "compact"
    newline: bool = False
    stream_style: Spacing = "compact"
    arguments: Literal["compact", "spaced"] = "compact"
    parallel_arguments: Literal["compact", "spaced"] = "compact"
    done: bool = True
    padded: bool = False
    refuses: bool = False


class Quirk(NamedTuple):
    """What a provider does unlike OpenAI, in a sentence, and where that is known from."""

    what: str
    source: str


def _no_headers(_chat: ChatRequest | None, _chance: Chance) -> dict[str, str]:
    return {}


def _listing(model: Model) -> dict[str, Any]:
    return {"id": model.name, "object": "model", "created": model.created, "owned_by": model.owner}


def _no_model(_body: Mapping[str, Any]) -> str | None:
    return None


def _itself(listed: dict[str, Any]) -> dict[str, Any]:
    return listed


_MOST_GUESSES = 1024


class Provider(Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """A provider. Users may build their own; `MockProvider` takes one wherever it takes a name.

    `hosts` may be globs. `base_paths` are where its API is mounted, the canonical one first. A model that is not in
    `models` behaves as the first of `families` whose pattern its name fits, else as `unlisted` (None: it does not
    exist). `default_model` is the model of a body that names none. `key_headers` are those in which a key may come.

    `envelope` gives an error its body. `checks` changes the table of rejections by name: None where the provider does
    not check, or words of its own. `ignores` are members of a request that it reads over. `listing` is a model's entry
    in the list of models, `one` makes of it the answer for one model. `extra_paths` are served beside the usual ones:
    path, method, endpoint.

    `modes` are other providers of this name, by what they are called; `variants` choose one by what is asked: the
    first whose pattern the path and query of a request fit.

    `errors` are the errors that no request alone decides, by the name of what happens: rate_limit, quota, overloaded,
    content_filter and such; what is not there is said in OpenAI's words. `stream_error` is the event that says an
    error once a stream has begun, for the error and the model's name: a dict is the event's data, bytes are the event,
    None is the envelope as data.

    `quirks` are what it does unlike OpenAI; `sources` say where the whole is known from.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    base_paths: tuple[str, ...] = ("/v1",)
    models: tuple[Model, ...] = ()
    unlisted: Model | None = None
    families: tuple[tuple[str, Model], ...] = ()
    shape: Shape
    shapes: Mapping[str, Shape] = {}
    envelope: Callable[[APIError, Chance], Any]
    error_style: Spacing = "compact"
    headers: Callable[[ChatRequest | None, Chance], dict[str, str]] = _no_headers
    checks: Mapping[str, Any] = {}
    listing: Callable[[Model], dict[str, Any]] = _listing
    one: Callable[[dict[str, Any]], dict[str, Any]] = _itself
    extra_paths: tuple[tuple[str, str, str], ...] = ()
    modes: Mapping[str, Provider] = {}
    variants: tuple[tuple[str, str], ...] = ()
    key_headers: tuple[str, ...] = ("authorization",)
    ignores: frozenset[str] = frozenset()
    default_model: Callable[[Mapping[str, Any]], str | None] = _no_model
    errors: Mapping[str, APIError] = {}
    stream_error: Callable[[APIError, str, Chance], dict[str, Any] | bytes] | None = None
    quirks: tuple[Quirk, ...] = ()
    key_variable: str = ""
    base_variable: str = ""
    sources: tuple[str, ...] = ()

    def model(self, name: str) -> Model | None:
        """The model of that name or alias, else that of its family, else the unlisted one, else None."""
        found = self._names.get(name)
        return self._guessed(name) if found is None else found

    def lists(self, name: str) -> bool:
        """Whether a model of that name or alias is one of `models`."""
        return name in self._names

    def _guessed(self, name: str) -> Model | None:
        guesses = self._guesses
        found = guesses.get(name)
        if found is None:
            fitting = (model for pattern, model in self.families if fnmatchcase(name, pattern))
            found = next(fitting, self.unlisted)
            # Names come from requests, so that what is remembered of them is bounded.
            if len(guesses) >= _MOST_GUESSES:
                guesses.clear()
            if found is not None:
                guesses[name] = found
        return found

    @once
    def _guesses(self) -> dict[str, Model]:
        return {}

    def for_target(self, target: str) -> Provider:
        """The provider as it answers `target`, a path with its query: itself or one of its modes."""
        for pattern, mode in self.variants:
            if fnmatchcase(target, pattern):
                chosen: Provider = self.modes[mode]
                return chosen
        return self

    @once
    def _names(self) -> dict[str, Model]:
        found = {model.name: model for model in self.models}
        for model in self.models:
            for name in (*model.aliases, model.dated):
                if name:
                    found.setdefault(name, model)
        return found

    def shape_of(self, model: Model) -> Shape:
        """The shape of a model's answers."""
        return self.shapes.get(model.shape, self.shape)

    def __repr__(self) -> str:
        return f"<Provider {self.name}>"

    @property
    def base_path(self) -> str:
        """What a client's base URL ends in: the first base path; '' where that names the model, for clients add it."""
        path = self.base_paths[0]
        return "" if "{" in path else path.rstrip("/")

    def serves(self, host: str) -> bool:
        """Whether `host` (lower case, without port) is one of its own."""
        return any(fnmatchcase(host, pattern) for pattern in self.hosts)
