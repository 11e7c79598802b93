"""What every chat API has, and what its checks are told: a shape, and nothing shared."""

from __future__ import annotations

from typing import Protocol

from mockfn.chat import APIError, ChatRequest, Reply
from mockfn.http import Request, Response
from mockfn.providers.provider import Provider
from mockfn.seeds import Chance

__all__ = ["API", "Demands"]


class Demands(Protocol):
    """What the user asked of the checks (`mockfn.settings.Settings` is one)."""

    @property
    def skip(self) -> frozenset[str]:
        """The checks that are not made, by name."""

    @property
    def api_key(self) -> str | None:
        """The one key that is accepted; None accepts any."""

    @property
    def strict_models(self) -> bool:
        """Whether an unlisted model is an error."""


class API(Protocol):
    """A chat API: bytes to `ChatRequest`, and what is said back to bytes."""

    def parse(
        self, request: Request, demands: Demands, provider: Provider, model_in_path: str | None = None
    ) -> ChatRequest | APIError:
        """The conversation a request holds, or the error that the provider answers it with. Never raises."""

    def render(self, chat: ChatRequest, reply: Reply, provider: Provider, chance: Chance) -> Response:
        """The response that says `reply`, as JSON or as a stream, as the request asks."""

    def render_error(self, error: APIError, provider: Provider, chance: Chance) -> Response:
        """The response that says `error` in the provider's envelope."""

    def collapse(self, body: bytes, content_type: str) -> Reply:
        """What a recorded response says, JSON or stream: the way back from `render`. Raises ValueError."""
