"""No secret is written: what is known to be one is replaced, what looks like one stops the writing.

Replaced, in requests and responses alike: headers that are not on a short list (dropped), credentials in a URL, values
under names such as `api_key` in query, form, JSON (at any depth, in strings, in fragments of a stream) and text, and
every occurrence of a value known to be secret: of the environment, or of this exchange's own dropped headers.

Then all texts are read once more. Whatever has the form of a key, or is too random to be words, is a `Finding`: its
place and kind, never its content. A cassette with findings is not to be written; the interaction returned has those
places blanked, so that it can be kept aside.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote_plus, unquote, urlsplit, urlunsplit

import msgspec
from msgspec import Struct

from mockfn.cassette import names, shapes
from mockfn.cassette.edits import Span, decoded, replace
from mockfn.cassette.encodings import decode
from mockfn.cassette.model import Interaction
from mockfn.cassette.pieces import Piece, Text, document, stream
from mockfn.http import Frame, Request, Response

__all__ = ["BLANK", "SCRUBBED", "Finding", "Scrubbed", "Scrubber", "secrets_in"]

SCRUBBED = "SCRUBBED"
BLANK = "BLANKED"

# Shorter values are words too often.
_MIN_SECRET, _MIN_IN_URL = 8, 24

_URL, _LOCATION = "the request's URL", "the response's header location"
_STREAMS = re.compile(r"(?i)text/event-stream|application/[\w.+-]*(?:ndjson|jsonl|json-?seq|json-?lines)")
_URLS = re.compile(r"(?:https?://|data:[\w/+.-]+;base64,)[^\s\"'<>]+")
_QUERIES = re.compile(r"https?://[^\s\"'<>?]+\?([^\s\"'<>]+)")


# How compressed bodies begin: gzip, and zlib at the levels that begin as no text does.
_PACKED = {b"\x1f\x8b": "gzip"} | dict.fromkeys((b"x\x01", b"x\x9c", b"x\xda"), "deflate")


class Finding(Struct, frozen=True):
    """Something that looks like a secret: where it stands and what it looks like, never what it is."""

    place: str
    kind: str

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}"


class Scrubbed(Struct, frozen=True):
    """An interaction with secrets replaced. With `findings` it must not be written as a cassette."""

    interaction: Interaction
    findings: tuple[Finding, ...] = ()


def secrets_in(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The values of environment variables that look like keys by their names; passwords inside URLs too."""
    found: set[str] = set()
    for name, value in environment.items():
        if names.ENVIRONMENT.fullmatch(name):
            found.add(value.strip())
        found.update(match[1].partition(":")[2] for match in names.USERINFO.finditer(value))
    return _usable(found)


def _usable(values: Iterable[str]) -> tuple[str, ...]:
    """Longest first, so that a value that contains another is replaced whole. Paths and common words are none."""
    kept = {v for v in values if len(v) >= _MIN_SECRET and v not in names.COMMON and not v.startswith(("/", SCRUBBED))}
    return tuple(sorted(kept, key=lambda value: (-len(value), value)))


def _coded(secret: str) -> Iterator[str]:
    """How a value reads where it is spelled otherwise: escaped for JSON, HTML or a form, as hexadecimal, and inside
    base64, there at each of three offsets, without its ends."""
    data = secret.encode()
    spelled = (json.dumps(secret)[1:-1], repr(secret)[1:-1], html.escape(secret), quote_plus(secret))
    yield from {one for one in spelled if one != secret}
    yield from (data.hex(), data.hex().upper())
    for offset in range(3):
        whole = base64.b64encode(b"\0" * offset + data).decode().rstrip("=")
        core = whole[(offset * 8 + 5) // 6 : (offset + len(data)) * 8 // 6]
        yield from {core, core.replace("+", "-").replace("/", "_")}


class Scrubber:
    """The rules. `secrets` are values known to be secret; `keep_headers` adds to the headers that are kept.

    `members` adds to the names whose values are replaced; `allow` holds patterns of texts that may be written although
    they look like keys (a documented example key, say).
    """

    def __init__(
        self,
        *,
        secrets: Iterable[str] = (),
        keep_headers: Iterable[str] = (),
        members: Iterable[str] = (),
        allow: Iterable[str] = (),
    ) -> None:
        self.secrets = _usable(secrets)
        more = dict.fromkeys((name.lower() for name in keep_headers), ".*")
        self._kept = {"request": {**names.REQUEST_HEADERS, **more}, "response": {**names.RESPONSE_HEADERS, **more}}
        self._members = frozenset(name.lower() for name in members)
        self._allow = [re.compile(pattern) for pattern in allow]

    def interaction(self, interaction: Interaction) -> Scrubbed:
        """The interaction without secrets, and what still looks like one, blanked."""
        request, response = interaction.request, interaction.response
        cleaning = self._cleaning(request.url, request.headers, response.headers)
        clean = msgspec.structs.replace(
            interaction, request=self._request(request, cleaning), response=self._response(response, cleaning)
        )
        return Scrubbed(clean, tuple(cleaning.found))

    def request(self, request: Request) -> Request:
        """The request as it would be stored: what recorded requests are compared with."""
        return self._request(request, self._cleaning(request.url, request.headers))

    def leaks(self, text: str) -> bool:
        """Whether text about to be written still holds a known secret or the form of a key: the last gate."""
        known = any(secret in text for secret in self.secrets)
        return known or any(not self.allows(text[hit.start : hit.end]) for hit in shapes.find(text))

    def allows(self, text: str) -> bool:
        """Whether a text that looks like a key was declared harmless."""
        return any(pattern.search(text) for pattern in self._allow)

    def _cleaning(self, url: str, *headers: Mapping[str, str]) -> _Cleaning:
        told = [*_in_url(url), *(value for one in headers for value in _in_headers(one))]
        known = _usable([*self.secrets, *told])
        coded = [form for secret in known for form in _coded(secret)]
        return _Cleaning((*known, *coded), self._members, self.allows)

    def _request(self, request: Request, cleaning: _Cleaning) -> Request:
        url = cleaning.line(_clean_url(request.url), _URL)
        headers = self._headers(request.headers, "request", cleaning)
        frames = cleaning.body((Frame(request.body),), "the request's body", headers)
        return Request(request.method, url, headers, b"".join(frame.data for frame in frames))

    def _response(self, response: Response, cleaning: _Cleaning) -> Response:
        headers = self._headers(response.headers, "response", cleaning)
        frames = cleaning.body(tuple(response.frames), "the response's body", headers)
        return Response(response.status, headers, frames, response.cut)

    def _headers(self, headers: Mapping[str, str], side: str, cleaning: _Cleaning) -> dict[str, str]:
        forms = self._kept[side]
        kept: dict[str, str] = {}
        for name, value in ((name.lower(), value) for name, value in headers.items()):
            if name in forms and re.fullmatch(forms[name], value, re.ASCII):
                value = _clean_url(value) if name == "location" else value
                kept[name] = cleaning.line(value, f"the {side}'s header {name}")
        return kept


class _Cleaning:
    """One exchange being cleaned: the values known to be secret in it, and what was found."""

    def __init__(self, secrets: tuple[str, ...], members: frozenset[str], allows: Callable[[str], bool]) -> None:
        self.secrets, self.members, self.allows = secrets, members, allows
        self.found: list[Finding] = []

    def line(self, text: str, place: str) -> str:
        """A URL or the value of a header, clean."""
        frames = self.frames((Frame(text.encode("utf-8", "surrogateescape")),), place, document)
        return "".join(frame.data.decode("utf-8", "replace") for frame in frames)

    def body(self, frames: tuple[Frame, ...], place: str, headers: Mapping[str, str]) -> tuple[Frame, ...]:
        """A body, clean, in the chunks it came in."""
        body = b"".join(frame.data for frame in frames)
        hidden = _hidden(body)
        if hidden is not None and self.suspects(hidden):
            self.found.append(Finding(place, "a secret inside compressed or wide text"))
            return (Frame(BLANK.encode(), frames[0].delay),)
        is_stream = body.startswith(b"data:") or bool(_STREAMS.match(headers.get("content-type", "")))
        return self.frames(frames, place, stream if is_stream else document)

    def frames(
        self, frames: tuple[Frame, ...], place: str, read: Callable[[Text], Iterator[Piece]]
    ) -> tuple[Frame, ...]:
        """Replace what is known, then blank what looks like a secret still."""
        text, codec = decoded(frames)
        # Of binary data only the plain text in it is read; by chance it has all else.
        is_text = codec == "utf-8"
        read = read if is_text else _whole
        spans = list(self.known(read(Text(text, place))))
        if spans:
            frames = replace(frames, spans)
            text, _ = decoded(frames)
        spans = list(self.findings(read(Text(text, place)), judge_random=is_text))
        return replace(frames, spans) if spans else frames

    def suspects(self, text: str) -> bool:
        """Whether there is anything to replace or to find in a text that cannot be edited."""
        known = next(self.known(document(Text(text, ""))), None)
        return known is not None or next(self.findings(document(Text(text, "")), tell=False), None) is not None

    def known(self, pieces: Iterator[Piece]) -> Iterator[Span]:
        """The characters to replace: known values, and values under names that say so."""
        for piece in pieces:
            text = piece.text
            if SCRUBBED not in text and names.is_secret(piece.key, text, self.members):
                yield from _fill(piece, 0, len(text), SCRUBBED)
                continue
            for secret in self.secrets:
                start = text.find(secret)
                while start >= 0:
                    yield from _fill(piece, start, start + len(secret), SCRUBBED)
                    start = text.find(secret, start + len(secret))
            prose = shapes.without_blobs(text)
            for pattern, must_look_drawn in names.in_text() if names.MAY_BE_IN_TEXT.search(prose) else ():
                for match in pattern.finditer(prose):
                    if SCRUBBED not in match[1] and (not must_look_drawn or names.looks_drawn(match[1])):
                        yield from _fill(piece, *match.span(1), SCRUBBED)

    def findings(self, pieces: Iterator[Piece], *, judge_random: bool = True, tell: bool = True) -> Iterator[Span]:
        """What still looks like a secret, as places to blank; each is told once, at its innermost place."""
        hits: list[tuple[Piece, shapes.Hit]] = []
        for piece in pieces:
            text = shapes.without_blobs(piece.text)
            found = list(shapes.find(text))
            if judge_random and _may_judge(piece):
                found[:0] = _random_in(text, is_url=piece.place in (_URL, _LOCATION))
            hits += [(piece, hit) for hit in found if not self.allows(text[hit.start : hit.end])]
        told: list[tuple[int, int]] = []
        for piece, hit in reversed(hits):
            spans = list(_fill(piece, hit.start, hit.end, BLANK))
            if not all(any(a <= start and end <= b for a, b in told) for start, end, _ in spans):
                told += [(start, end) for start, end, _ in spans]
                if tell:
                    self.found.append(Finding(piece.place, hit.kind))
                yield from spans


def _fill(piece: Piece, start: int, end: int, word: str) -> Iterator[Span]:
    """The word for the first of the ranges that the characters came from, nothing for the others; zeros for numbers."""
    for turn, (first, last) in enumerate(piece.locate(start, end)):
        yield first, last, "0" if piece.is_number else "" if turn else word


def _may_judge(piece: Piece) -> bool:
    """Whether random characters would be remarkable here: in the texts of a body, not in identifiers or raw JSON."""
    start = piece.text[:64].lstrip()
    is_container = start[:1] in ("{", "[") or start.startswith(("data:", "event:", ":"))
    named = names.RANDOM_BY_NATURE.fullmatch(piece.key or "x") or piece.place.endswith("content-type")
    # Of what was base64, only prose: identifiers are often packed so.
    packed = piece.place.endswith("(base64)") and not re.search(r"\s", piece.text)
    return not is_container and not piece.is_number and not named and not packed


def _random_in(text: str, *, is_url: bool) -> Iterator[shapes.Hit]:
    """What is random in a text. In a URL, and in the queries of those that a text names, ids as servers give them are
    not: hexadecimal, or of one case. The paths of others' servers are random by nature."""
    if not is_url:
        yield from shapes.find_random(
            _URLS.sub(lambda match: " " * len(match[0]), text) if "://" in text or "data:" in text else text
        )
    spans = [(0, len(text))] if is_url else [match.span(1) for match in _QUERIES.finditer(text)] if "?" in text else []
    for first, last in spans:
        for hit in shapes.find_random(text[first:last]):
            run = text[first + hit.start : first + hit.end]
            if len(run) >= _MIN_IN_URL and run != run.lower() and run != run.upper():
                yield shapes.Hit(first + hit.start, first + hit.end, hit.kind)


def _hidden(body: bytes) -> str | None:
    """The text of a body that is compressed, or wide (UTF-16), without any header that says so."""
    encoding = _PACKED.get(body[:2])
    if encoding:
        plain = decode(body, encoding)
        return None if plain is None else plain.decode("utf-8", "replace")
    if body[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return body.decode("utf-16", "replace")
    is_wide = body.count(b"\x00") * 3 > len(body)
    return body.replace(b"\x00", b"").decode("utf-8", "replace") if is_wide else None


def _whole(text: Text) -> Iterator[Piece]:
    yield text


def _clean_url(url: str) -> str:
    """The URL without user, password and fragment, the credentials in its query replaced."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return names.USERINFO.sub(SCRUBBED, url)
    pairs = []
    for pair in parts.query.split("&"):
        name, equals, value = pair.partition("=")
        pairs.append(f"{name}{equals}{SCRUBBED}" if value and names.is_credential(unquote(name)) else pair)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "&".join(pairs), ""))


def _in_url(url: str) -> Iterator[str]:
    """The credentials that a URL carries."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    yield from (unquote(parts.username or ""), unquote(parts.password or ""))
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        if names.is_credential(unquote(name)):
            yield unquote(value)


def _in_headers(headers: Mapping[str, str]) -> Iterator[str]:
    """The credentials that dropped headers carry: whole, without their scheme, each cookie, what Basic hides."""
    for name, value in headers.items():
        if not names.TELLING.search(name):
            continue
        if "cookie" in name.lower():
            yield from (cookie.split(";")[0].partition("=")[2] for cookie in re.split(r"[;,]\s*", value))
            continue
        scheme, _, token = value.strip().partition(" ")
        yield from (value.strip(), token.strip())
        if scheme.lower() == "basic":
            yield from _basic(token.strip())


def _basic(token: str) -> list[str]:
    try:
        user, _, password = base64.b64decode(token).decode().partition(":")
    except (binascii.Error, ValueError):
        return []
    return [user, password]
