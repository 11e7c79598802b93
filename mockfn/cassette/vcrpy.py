"""The format of vcrpy (version 1, YAML or JSON), read in all the shapes that projects commit, and written.

Read besides the stock form: `parsed_body` (pydantic-ai), bodies kept as mappings (aiohttp), the `requests` and
`responses` lists of langchain, `base64_string`, httpx's older `content` and `status_code`, header values with or
without their lists. Bodies are decoded where their headers say gzip, deflate, br or zstd.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from mockfn.cassette.bodies import Number, render_json
from mockfn.cassette.encodings import decode_chunks
from mockfn.cassette.model import Cassette, Interaction, at_offsets, offsets
from mockfn.cassette.yamlreader import find_line
from mockfn.errors import CassetteError
from mockfn.http import Request, Response

__all__ = ["dumps", "dumps_json", "foreign", "loads", "recognise"]

_HALVES = {"request": "requests", "response": "responses"}

# Formats of other recorders, by the member that tells them.
_FOREIGN = {"http_interactions": "a cassette of {}", "log": "a HAR file", "cassette_version": "a cassette of cassetter"}

_T = TypeVar("_T", Request, Response)

# They describe the bytes that were on the wire, not the body that is kept.
_WIRE = ("content-encoding", "content-length", "transfer-encoding")


class _Wrong(Exception):  # noqa: N818 - becomes a CassetteError once its line is known
    def __init__(self, half: str, message: str) -> None:
        super().__init__(message)
        self.half = half


def recognise(document: Any) -> bool:
    """Whether this is a cassette of vcrpy."""
    if not isinstance(document, dict):
        return False
    if "interactions" in document:
        return isinstance(document["interactions"], list | None)
    return all(isinstance(document.get(half), list) for half in _HALVES.values())


def foreign(document: Any) -> str:
    """What else a document is that a recorder wrote; '' for what nobody knows."""
    if isinstance(document, list):
        first = document[0] if document else None
        return "a cassette of vcrpy before 1.0" if isinstance(first, dict) and "request" in first else ""
    if isinstance(document, str) and document.startswith("version https://git-lfs"):
        return "a pointer of Git LFS to a file that is not here"
    if not isinstance(document, dict):
        return ""
    writer = document.get("recorded_with")
    return next((name.format(writer or "VCR") for key, name in _FOREIGN.items() if key in document), "")


def loads(document: Mapping[str, Any], text: str, *, path: str | None = None) -> Cassette:
    """The cassette in a document that `recognise` knows. Raises `CassetteError` with path and line."""
    found: list[Interaction] = []
    for turn, pair in enumerate(_pairs(document, path)):
        try:
            request, response = _half(pair, "request", _request), _half(pair, "response", _response)
        except _Wrong as wrong:
            steps = ("interactions", turn, wrong.half) if "interactions" in document else (_HALVES[wrong.half], turn)
            line = find_line(text, *steps)
            raise CassetteError(f"interaction {turn + 1} of a vcrpy cassette: {wrong}.", path=path, line=line) from None
        when = pair.get("recorded_at")
        found.append(Interaction(request, response, when if isinstance(when, str) else None))
    return Cassette(tuple(found), path, "vcrpy")


def _pairs(document: Mapping[str, Any], path: str | None) -> list[Any]:
    if "interactions" in document:
        return document["interactions"] or []
    requests, responses = (document[half] for half in _HALVES.values())
    if len(requests) != len(responses):
        raise CassetteError(f"{len(requests)} requests for {len(responses)} responses.", path=path)
    return [{"request": request, "response": response} for request, response in zip(requests, responses, strict=True)]


def _half(pair: Any, name: str, read: Callable[[Mapping[str, Any]], _T]) -> _T:
    half = pair.get(name) if isinstance(pair, dict) else None
    if not isinstance(half, dict):
        raise _Wrong(name, f"'{name}' is missing or no mapping")
    try:
        return read(half)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise _Wrong(name, str(error)) from None


def _request(asked: Mapping[str, Any]) -> Request:
    url = asked["uri"] if "uri" in asked else asked.get("url")
    method = asked.get("method")
    if not isinstance(url, str) or not _is_url(url):
        raise TypeError(f"the URL is {url!r}")
    if not isinstance(method, str | bytes) or not method:
        raise TypeError(f"the method is {method!r}")
    headers, body = _body(asked, _headers(asked.get("headers")))
    decoded = _chunks(None, body, headers.get("content-encoding"))
    body = body if decoded is None else b"".join(data for _, data in decoded)
    return Request(_text(method).upper(), url, _stored(headers, decoded), body)


def _is_url(text: str) -> bool:
    try:
        return bool(text) and urlsplit(text).port != 0
    except ValueError:
        return False


def _response(answered: Mapping[str, Any]) -> Response:
    headers, body = _body(answered, _headers(answered.get("headers")))
    chunks = _chunks(answered.get("chunks"), body, headers.get("content-encoding"))
    return Response(_code(answered), _stored(headers, chunks), at_offsets(chunks or [(0.0, body)]))


def _code(answered: Mapping[str, Any]) -> int:
    """The status code: stock's mapping, a number, or a status line such as "200 OK"."""
    status = answered["status"] if "status" in answered else answered.get("status_code")
    code = status.get("code") if isinstance(status, dict) else status
    written = re.match(r"[1-9]\d\d(?!\w)", _text(code))
    if written is None or isinstance(code, float):
        raise TypeError(f"the status code is {code!r}")
    return int(written[0])


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
    """A header's value, or another scalar, as it was on the wire."""
    if isinstance(value, dict | list):
        raise TypeError(f"a {'mapping' if isinstance(value, dict) else 'list'} stands where a text belongs")
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else "" if value is None else render_json(value)


def _headers(headers: Any) -> dict[str, str]:
    """Lower-case names; values as one text, whatever they were kept as."""
    items = headers.items() if isinstance(headers, dict) else headers or []
    if not all(isinstance(item, list | tuple) and len(item) == 2 for item in items):
        raise TypeError("the headers are neither a mapping nor a list of pairs")
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
        if half.get(key) is not None:
            kept = {name: value for name, value in headers.items() if name not in _WIRE}
            return {"content-type": "application/json", **kept}, render_json(half[key]).encode()
    body = half["body"] if half.get("body") is not None else half.get("content")
    if isinstance(body, dict):
        if "base64_string" in body:
            return headers, _base64(body["base64_string"])
        if body.keys() <= {"string", "encoding"}:
            body = body.get("string")
    if isinstance(body, bytes):
        return headers, body
    if isinstance(body, dict | list):
        # aiohttp's stub keeps what the app gave as `json=`, before aiohttp adds the header that says so.
        return {"content-type": "application/json", **headers}, render_json(body, "spaced ascii").encode()
    return headers, _text(body).encode("utf-8", "replace")


def _base64(text: Any) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (AttributeError, ValueError) as error:
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
