"""The format of vcrpy (version 1, YAML or JSON), read in all the shapes that projects commit, and written.

Read besides the stock form: `parsed_body` (pydantic-ai), bodies kept as mappings (aiohttp), the `requests` and
`responses` lists of langchain, `base64_string`, httpx's older `content` and `status_code`, header values with or
without their lists. Bodies are decoded where their headers say gzip, deflate, br or zstd.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from mockfn.cassette.bodies import Number, render_json
from mockfn.cassette.encodings import decode_chunks
from mockfn.cassette.model import Cassette, Interaction, at_offsets, offsets
from mockfn.cassette.yamlreader import find_line
from mockfn.errors import CassetteError
from mockfn.http import Request, Response

__all__ = ["dumps", "dumps_json", "loads", "recognise"]

# They describe the bytes that were on the wire, not the body that is kept.
_WIRE = ("content-encoding", "content-length", "transfer-encoding")


def recognise(document: Mapping[str, Any]) -> bool:
    """Whether this is a cassette of vcrpy."""
    return isinstance(document.get("interactions"), list) or (
        isinstance(document.get("requests"), list) and isinstance(document.get("responses"), list)
    )


def loads(document: Mapping[str, Any], text: str, *, path: str | None = None) -> Cassette:
    """The cassette in a document that `recognise` knows. Raises `CassetteError` with path and line."""
    pairs = document.get("interactions")
    if not isinstance(pairs, list):
        pairs = [
            {"request": q, "response": r} for q, r in zip(document["requests"], document["responses"], strict=False)
        ]
    found: list[Interaction] = []
    for turn, pair in enumerate(pairs):
        try:
            found.append(_interaction(pair))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            said = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            line = find_line(text, "interactions", turn)
            raise CassetteError(f"interaction {turn + 1} of a vcrpy cassette: {said}.", path=path, line=line) from None
    return Cassette(tuple(found), path, "vcrpy")


def _interaction(pair: Mapping[str, Any]) -> Interaction:
    asked, answered = pair["request"], pair["response"]
    if not isinstance(asked, dict) or not isinstance(answered, dict):
        raise TypeError("'request' and 'response' must be mappings")
    status = answered["status"] if "status" in answered else answered["status_code"]
    code = status["code"] if isinstance(status, dict) else status
    if not isinstance(code, int):
        raise TypeError(f"the status code is {code!r}")
    headers, body = _body(answered, _headers(answered.get("headers")))
    chunks = _chunks(answered.get("chunks"), body, headers.get("content-encoding"))
    response = Response(code, _stored(headers, chunks), at_offsets(chunks or [(0.0, body)]))
    sent_headers, sent = _body(asked, _headers(asked.get("headers")))
    decoded = _chunks(None, sent, sent_headers.get("content-encoding"))
    url = asked["uri"] if "uri" in asked else asked["url"]
    if not isinstance(url, str):
        raise TypeError(f"the URL is {url!r}")
    sent = sent if decoded is None else b"".join(data for _, data in decoded)
    request = Request(str(asked["method"]).upper(), url, _stored(sent_headers, decoded), sent)
    return Interaction(request, response, pair.get("recorded_at"))


def _stored(headers: dict[str, str], decoded: object) -> dict[str, str]:
    """The headers without those that describe bytes which are gone; all of them where the body could not be decoded."""
    return headers if decoded is None else {k: v for k, v in headers.items() if k not in _WIRE}


def _chunks(sizes: Any, body: bytes, encoding: str | None) -> list[tuple[float, bytes]] | None:
    """The body decoded, in the chunks of our own extension (`chunks: [[seconds, bytes], ...]`) where it has them."""
    whole = [(0.0, body)]
    if isinstance(sizes, list) and sum(size for _, size in sizes) == len(body):
        whole, position = [], 0
        for at, size in sizes:
            whole.append((float(at if not isinstance(at, Number) else at.text), body[position : position + size]))
            position += size
    return decode_chunks(whole, encoding)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _headers(headers: Any) -> dict[str, str]:
    """Lower-case names; values as one text, whatever they were kept as."""
    items = headers.items() if isinstance(headers, dict) else [tuple(item) for item in headers or []]
    found: dict[str, str] = {}
    for name, value in items:
        values = value if isinstance(value, list | tuple) else [value]
        joined = ", ".join(_text(one) for one in values)
        key = _text(name).lower()
        found[key] = f"{found[key]}, {joined}" if key in found else joined
    return found


def _body(half: Mapping[str, Any], headers: dict[str, str]) -> tuple[dict[str, str], bytes]:
    """The body of a request or response, with its headers: a body kept as data is JSON, and is not compressed."""
    for key in ("parsed_body", "json"):
        if key in half:
            kept = {name: value for name, value in headers.items() if name not in _WIRE}
            return {"content-type": "application/json", **kept}, render_json(half[key]).encode()
    body = half["body"] if "body" in half else half.get("content")
    if isinstance(body, dict):
        if "base64_string" in body:
            return headers, _base64(body["base64_string"])
        if body.keys() <= {"string", "encoding"}:
            body = body.get("string")
    if isinstance(body, dict | list):
        # aiohttp's stub keeps what the app gave as `json=`, before aiohttp adds the header that says so.
        return {"content-type": "application/json", **headers}, render_json(body, "spaced ascii").encode()
    if isinstance(body, str):
        return headers, body.encode()
    return headers, body or b""


def _base64(text: Any) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, TypeError, ValueError) as error:
        raise ValueError("'base64_string' is not base64") from error


def dumps(cassette: Cassette) -> str:
    """The cassette in the YAML that stock vcrpy replays; chunks go along under a key that it ignores."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(_document(cassette), Dumper=dumper, allow_unicode=True, width=120))


def dumps_json(cassette: Cassette) -> str:
    """The cassette in vcrpy's JSON. Raises CassetteError for a body that is no text, which that cannot hold."""
    import json

    try:
        return json.dumps(_document(cassette), indent=4) + "\n"
    except TypeError:
        remedy = "Convert the cassette to YAML."
        raise CassetteError("a body is no text, which JSON cannot hold.", path=cassette.path, remedy=remedy) from None


def _document(cassette: Cassette) -> dict[str, Any]:
    return {"interactions": [_pair(interaction) for interaction in cassette.interactions], "version": 1}


def _pair(interaction: Interaction) -> dict[str, Any]:
    request, response = interaction.request, interaction.response
    answered: dict[str, Any] = {
        "body": {"string": _string(response.body)},
        "headers": {name: [value] for name, value in response.headers.items()},
        "status": {"code": response.status, "message": _REASONS.get(response.status, "")},
    }
    if len(response.frames) > 1:
        times = offsets(response.frames)
        answered["chunks"] = [[at, len(frame.data)] for at, frame in zip(times, response.frames, strict=True)]
    pair: dict[str, Any] = {
        "request": {
            "body": _string(request.body) if request.body else None,
            "headers": {name: [value] for name, value in request.headers.items()},
            "method": request.method,
            "uri": request.url,
        },
        "response": answered,
    }
    if interaction.recorded_at:
        pair["recorded_at"] = interaction.recorded_at
    return pair


def _string(body: bytes) -> str | bytes:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body


_REASONS = {200: "OK", 201: "Created", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"} | {
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
