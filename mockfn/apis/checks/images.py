"""Images that the provider could not read: by where they are, or by their first bytes. Nothing is fetched."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from mockfn.apis.checks.row import Finding

__all__ = ["image_findings"]

# Signatures of the four formats that are read. WebP's is the longest: RIFF, a length of 4 bytes, WEBP.
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
_LONGEST_SIGNATURE = 12

# Hosts that serve no image to anyone: names kept for documentation and tests (RFC 2606, RFC 6761).
_RESERVED = (".test", ".example", ".invalid", ".localhost", ".example.com", ".example.org", ".example.net")


def image_findings(index: int, message: dict[str, Any]) -> Iterator[Finding]:
    """What is wrong with the images in a message whose content is a list of parts."""
    for part in message["content"]:
        if not isinstance(part, dict) or part.get("type") != "image_url":
            continue
        if message.get("role") != "user":
            yield Finding("image-role", {"param": f"messages[{index}]", "role": message.get("role")})
        image = part.get("image_url")
        url = image.get("url") if isinstance(image, dict) else None
        if isinstance(url, str):
            yield from _url(url)


def _url(url: str) -> Iterator[Finding]:
    scheme, _, rest = url.partition(":")
    if scheme == "data":
        if not _readable(rest):
            yield Finding("image-format")
    elif scheme not in ("http", "https"):
        yield Finding("image-url", {"url": url})
    elif f".{_host(url)}".endswith(_RESERVED):
        yield Finding("image-unreachable", {"url": url})


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _readable(data: str) -> bool:
    """Whether a data: URL's payload can be an image. Too few bytes to tell are taken for a stand-in."""
    payload = data.partition(",")[2]
    try:
        start = base64.b64decode(payload[:24].rstrip("=")[:16] if len(payload) >= 16 else payload)
    except (binascii.Error, ValueError):
        return len(payload) < _LONGEST_SIGNATURE
    if len(start) < _LONGEST_SIGNATURE:
        return True
    return start.startswith(_SIGNATURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")
