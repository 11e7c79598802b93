"""Stored completions: listed, shown, given other metadata, deleted (OpenAI API reference, `/chat/completions/{id}`).

Pure: what is stored comes in, what is stored then goes out with the answer. The mock keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from msgspec import Struct
from msgspec.structs import replace

from mockfn.apis.openai_chat_checks import reject
from mockfn.chat import APIError
from mockfn.jsontext import decode

__all__ = ["StoredCompletion", "delete", "listing", "messages", "show", "update"]

_LIMIT, _MOST = 20, 100


class StoredCompletion(Struct, frozen=True):
    """A completion that was asked for with `store: true`: its body, the messages it answers, its metadata."""

    id: str
    body: Mapping[str, Any]
    messages: tuple[Any, ...]
    metadata: Mapping[str, Any] = {}


_Kept = Mapping[str, StoredCompletion]


def show(kept: _Kept, name: str) -> dict[str, Any] | APIError:
    """One stored completion."""
    found = kept.get(name)
    return _not_found(name) if found is None else {**found.body, "metadata": dict(found.metadata)}


def update(kept: _Kept, name: str, body: bytes) -> StoredCompletion | APIError:
    """The stored completion with the metadata of `body` instead of its own."""
    found = kept.get(name)
    if found is None:
        return _not_found(name)
    try:
        given = decode(body)
    except ValueError:
        given = None
    metadata = given.get("metadata") if isinstance(given, dict) else None
    if not isinstance(metadata, dict):
        message = "Missing required parameter: 'metadata'."
        return APIError(400, message, param="metadata", code="missing_required_parameter", name="missing-metadata")
    return replace(found, metadata=metadata)


def delete(kept: _Kept, name: str) -> dict[str, Any] | APIError:
    """What is said when a stored completion is deleted."""
    return {"object": "chat.completion.deleted", "id": name, "deleted": True} if name in kept else _not_found(name)


def listing(kept: _Kept, query: str) -> dict[str, Any]:
    """A page of them: filtered by `model` and `metadata[key]`, in `order`, `limit` of them `after` one."""
    wanted = dict(parse_qsl(query))
    found = [one for one in kept.values() if _matches(one, wanted)]
    if wanted.get("order") == "desc":
        found.reverse()
    return _page([{**one.body, "metadata": dict(one.metadata)} for one in found], wanted)


def messages(kept: _Kept, name: str, query: str) -> dict[str, Any] | APIError:
    """A page of the messages that a stored completion answers."""
    found = kept.get(name)
    if found is None:
        return _not_found(name)
    said = [message for message in found.messages if isinstance(message, dict)]
    return _page(
        [_stored_message(name, number, message) for number, message in enumerate(said)], dict(parse_qsl(query))
    )


def _stored_message(name: str, number: int, message: Mapping[str, Any]) -> dict[str, Any]:
    content = message.get("content")
    parts = content if isinstance(content, list) else None
    identified = f"{name}-{number}"
    return {"id": identified, **message, "content": None if parts else content, "content_parts": parts}


def _matches(one: StoredCompletion, wanted: Mapping[str, str]) -> bool:
    model = wanted.get("model")
    if model is not None and one.body.get("model") != model:
        return False
    asked = {key[9:-1]: value for key, value in wanted.items() if key.startswith("metadata[") and key.endswith("]")}
    return all(one.metadata.get(key) == value for key, value in asked.items())


def _page(found: list[dict[str, Any]], wanted: Mapping[str, str]) -> dict[str, Any]:
    after = wanted.get("after")
    names = [one["id"] for one in found]
    start = names.index(after) + 1 if after in names else 0
    asked = wanted.get("limit", "")
    limit = min(int(asked), _MOST) if asked.isascii() and asked.isdigit() and int(asked) else _LIMIT
    page = found[start : start + limit]
    return {
        "object": "list",
        "data": page,
        "first_id": page[0]["id"] if page else None,
        "last_id": page[-1]["id"] if page else None,
        "has_more": start + limit < len(found),
    }


def _not_found(name: str) -> APIError:
    return reject("completion-not-found", id=name) or APIError(404, f"Chat completion not found: {name}")
