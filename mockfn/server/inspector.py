"""The inspector: one page, in one file beside this one, that shows what came and what was answered, as it happens.

The page loads nothing but its own data, and its policy says so: script and style by their hashes, no other source.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

__all__ = ["page", "policy"]

_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


@cache
def page() -> bytes:
    """The page as HTML."""
    return files("mockfn.server").joinpath("inspector.html").read_bytes()


@cache
def policy() -> str:
    """The page's Content-Security-Policy."""
    found: dict[str, str] = {}
    for tag, text in _INLINE.findall(page().decode()):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        found[tag] = f"'sha256-{digest}'"
    return (
        f"default-src 'none'; script-src {found['script']}; style-src {found['style']}; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
