"""The table of faults, and a fault as it was asked for: how often it strikes, after how much, and what it does."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from mockfn.chat import APIError, ChatRequest, Reply
from mockfn.errors import SettingError, did_you_mean
from mockfn.faults.fault import Fault, Kind
from mockfn.faults.instead import INSTEAD
from mockfn.faults.replies import REPLIES
from mockfn.faults.wires import WIRES
from mockfn.http import Response
from mockfn.providers.provider import Provider
from mockfn.seeds import Chance

__all__ = ["CHAOS", "FAULTS", "Strike", "break_wire", "error_of", "misbehave", "strike_named"]

FAULTS: dict[str, Fault] = {**INSTEAD, **REPLIES, **WIRES}

# What chaos strikes with: troubles that a client has to survive, none that it would wait for without end.
CHAOS = ("rate_limit", "server_error", "overloaded", "reset", "truncate", "cut", "garbage", "error_in_stream")

_BY_STATUS = {
    400: "context_length",
    401: "invalid_key",
    403: "forbidden",
    404: "model_not_found",
    408: "timeout",
    429: "rate_limit",
    500: "server_error",
    503: "overloaded",
}


class Strike(Struct, frozen=True):
    """One fault as it was asked for. `times` is how many attempts it strikes (None: all); `after` how many events of a
    stream come before it."""

    name: str
    times: int | None = None
    after: int = 1

    @property
    def kind(self) -> Kind:
        """The kind of its fault."""
        return FAULTS[self.name].kind

    def strikes(self, attempt: int) -> bool:
        """Whether it strikes the `attempt`-th attempt, counted from 0."""
        return self.times is None or attempt < self.times


def strike_named(name: str | int, *, times: int | None = None, after: int = 1) -> Strike:
    """The strike of a fault, by its name or by its error's HTTP status. Raises SettingError where there is none."""
    found = _BY_STATUS.get(name) if isinstance(name, int) else name if name in FAULTS else None
    if found is None and isinstance(name, str) and name.isdigit():
        found = _BY_STATUS.get(int(name))
    if found is None:
        known = [*FAULTS, *map(str, _BY_STATUS)]
        raise SettingError(f"There is no fault {name!r}.", remedy=did_you_mean(str(name), known))
    if times is not None and times < 1:
        raise SettingError(
            f"A fault cannot strike {times} times.", remedy="Give 1 or more, or leave it out for always."
        )
    if after < 0:
        raise SettingError(f"A fault cannot strike after {after} events.", remedy="Give 0 or more.")
    return Strike(found, times, after)


def error_of(strike: Strike, provider: Provider, model: str) -> APIError:
    """The error that is answered instead, in the provider's words where they are known."""
    own = provider.errors.get(strike.name)
    error: APIError = own or FAULTS[strike.name].make
    return replace(error, message=error.message.replace("{model}", model), name=strike.name)


def misbehave(strike: Strike, reply: Reply, chat: ChatRequest, chance: Chance) -> Reply:
    """The reply of a model that gets it wrong."""
    changed: Reply = FAULTS[strike.name].make(reply, chat, chance)
    return changed


def break_wire(strike: Strike, response: Response, provider: Provider, chance: Chance) -> Response:
    """The response as it arrives over a connection that breaks."""
    broken: Response = FAULTS[strike.name].make(response, strike.after, provider, chance)
    return broken
