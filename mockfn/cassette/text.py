"""A cassette as text and back: readable YAML that a review can follow, exact to the byte of what clients see.

    cassette: 1
    interactions:
    # 1. user: "What is the weather in Paris?" -> get_weather({"city":"Paris"})
    - request: {method, url, headers, json | text | base64}
      response: {status, headers, json | text | base64 | events, cut}
      recorded: '2026-01-01T00:00:00Z'
      by: mockfn 0.1.0, python 3.11.7, openai 3.51.0

Comments are written for people and never read. Reads what vcrpy wrote as well.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from typing import Any

from mockfn.cassette import vcrpy
from mockfn.cassette.bodies import pack, unpack
from mockfn.cassette.conversation import summary
from mockfn.cassette.model import Cassette, Interaction
from mockfn.cassette.streams import pack_frames, unpack_frames
from mockfn.cassette.yamlreader import find_line, read
from mockfn.cassette.yamlwriter import write
from mockfn.errors import CassetteError, did_you_mean
from mockfn.http import Request, Response

__all__ = ["VERSION", "dump_interaction", "dumps", "loads"]

VERSION = 1

_HEAD = "# Recorded by mockfn; replayed with no network. `mockfn cassette show FILE` prints it as a conversation.\n"
_BODY = ("json", "style", "around", "text", "base64")
_MEMBERS = {
    "interaction": ("request", "response", "recorded", "by"),
    "request": ("method", "url", "headers", *_BODY),
    "response": ("status", "headers", *_BODY, "frames", "at", "events", "grammar", "cut"),
}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # as some shells of Windows write
_CUTS = (None, "close", "reset", "stall")


class _Wrong(Exception):  # noqa: N818 - becomes a CassetteError once its line is known
    def __init__(self, message: str, *steps: str) -> None:
        super().__init__(message)
        self.steps = steps


def dumps(cassette: Cassette) -> str:
    """The cassette as YAML of our own; the inverse of `loads` but for `path`."""
    parts = [f"{_HEAD}cassette: {VERSION}\n"]
    if not cassette.interactions:
        return parts[0] + "interactions: []\n"
    parts.append("interactions:\n")
    for turn, interaction in enumerate(cassette.interactions, 1):
        parts.append(f"# {turn}. {summary(interaction)}\n")
        parts.append(dump_interaction(interaction))
    return "".join(parts)


def dump_interaction(interaction: Interaction) -> str:
    """One interaction as an item of the list, for those who write them one by one."""
    return write([_pack(interaction)])


def _pack(interaction: Interaction) -> dict[str, Any]:
    request, response = interaction.request, interaction.response
    asked: dict[str, Any] = {"method": request.method, "url": request.url}
    if request.headers:
        asked["headers"] = dict(request.headers)
    answered: dict[str, Any] = {"status": response.status}
    if response.headers:
        answered["headers"] = dict(response.headers)
    answered |= pack_frames(response.frames, response.headers.get("content-type", ""))
    if response.cut:
        answered["cut"] = response.cut
    packed: dict[str, Any] = {"request": asked | pack(request.body), "response": answered}
    if interaction.recorded_at:
        packed["recorded"] = interaction.recorded_at
    if interaction.versions:
        packed["by"] = _pack_versions(interaction.versions)
    return packed


def loads(data: str | bytes, *, path: str | None = None) -> Cassette:
    """The cassette a file holds: ours, or vcrpy's YAML or JSON, gzip-compressed or not.

    Raises `CassetteError` with path and line for anything else.
    """
    text = data.removeprefix("\ufeff") if isinstance(data, str) else _decode(data, path)
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise CassetteError(
            "the file is empty.", path=path, remedy="Restore it, or delete it to have it recorded again."
        )
    document = read(text, path=path)
    if not isinstance(document, dict) or "cassette" not in document:
        if vcrpy.recognise(document):
            return vcrpy.loads(document, text, path=path)
        kind = vcrpy.foreign(document)
        message = f"{kind}, which is not read." if kind else "neither a cassette of mockfn nor one of vcrpy."
        raise CassetteError(message, path=path, line=1)
    if document["cassette"] != VERSION:
        line = find_line(text, "cassette")
        remedy = "Upgrade mockfn to read it."
        raise CassetteError(
            f"format {document['cassette']!r}, this reads {VERSION}.", path=path, line=line, remedy=remedy
        )
    items = document.get("interactions")
    if not isinstance(items, list):
        line = find_line(text, "interactions")
        raise CassetteError("'interactions' is missing or no list.", path=path, line=line)
    return Cassette(tuple(_read_item(turn, item, text, path) for turn, item in enumerate(items)), path)


def _decode(data: bytes, path: str | None) -> str:
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            raise CassetteError("its gzip data is damaged.", path=path) from None
    try:
        return data.decode("utf-16" if data[:2] in _UTF_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CassetteError("not UTF-8.", path=path, line=line) from None


def _read_item(turn: int, item: Any, text: str, path: str | None) -> Interaction:
    try:
        return _unpack(item)
    except _Wrong as wrong:
        line = find_line(text, "interactions", turn, *wrong.steps)
        raise CassetteError(f"interaction {turn + 1}: {wrong}", path=path, line=line) from None


def _members(item: Any, kind: str, *steps: str) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise _Wrong(f"the {kind} is missing or no mapping.", *steps)
    for name in item:
        if name not in _MEMBERS[kind]:
            raise _Wrong(
                f"{name!r} does not belong in the {kind}. {did_you_mean(str(name), _MEMBERS[kind])}", *steps, name
            )
    return item


def _headers(item: Mapping[str, Any], *steps: str) -> dict[str, str]:
    headers = item.get("headers") or {}
    if not isinstance(headers, dict) or not all(isinstance(v, str) for v in headers.values()):
        raise _Wrong("'headers' is no mapping of texts.", *steps, "headers")
    return headers


def _unpack(item: Any) -> Interaction:
    item = _members(item, "interaction")
    asked = _members(item.get("request"), "request", "request")
    answered = _members(item.get("response"), "response", "response")
    method, url, status, cut = asked.get("method"), asked.get("url"), answered.get("status"), answered.get("cut")
    if not isinstance(method, str) or not isinstance(url, str):
        raise _Wrong("the request needs 'method' and 'url'.", "request")
    if not isinstance(status, int) or not 100 <= status <= 999:
        raise _Wrong(f"'status' is {status!r}, expected a number such as 200.", "response", "status")
    if cut not in _CUTS:
        raise _Wrong(f"'cut' is {cut!r}, expected close, reset or stall.", "response", "cut")
    step = "request"
    try:
        body = unpack(asked)
        step = "response"
        frames = unpack_frames(answered)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise _Wrong(f"the body of the {step} cannot be read: {error}.", step) from None
    request = Request(method, url, _headers(asked, "request"), body)
    response = Response(status, _headers(answered, "response"), frames, cut)
    return Interaction(request, response, item.get("recorded"), _unpack_versions(item.get("by") or {}))


def _pack_versions(versions: Mapping[str, str]) -> str | dict[str, str]:
    """ "mockfn 0.1.0, openai 3.51.0"; as a mapping where a name or version would not come back from that."""
    text = ", ".join(f"{name} {number}" for name, number in versions.items())
    return text if _unpack_versions(text) == versions else dict(versions)


def _unpack_versions(by: Any) -> dict[str, str]:
    if isinstance(by, dict):
        return by
    pairs = [part.split(" ") for part in str(by).split(", ")]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
