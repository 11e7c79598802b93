"""Who may ask the control routes: programs and the inspector's own page, and no other web page.

A page of any site can send requests to a server on the loopback of whoever looks at it. Browsers say where a request
comes from (`Origin`, `Sec-Fetch-Site`), and a page that was served under a name made to point here (DNS rebinding) is
told by that name: it is one that the public DNS can give.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

__all__ = ["objection_to"]

# Top-level names that the public DNS does not give: RFC 6761, RFC 6762, RFC 8375, and ICANN's for private use.
_PRIVATE = frozenset({"localhost", "local", "internal", "test", "example", "invalid", "arpa", "lan", "svc"})


def objection_to(headers: Mapping[str, str]) -> str | None:
    """Why a request with these headers (lower-case names) is refused; None where it is not."""
    host = headers.get("host", "")
    if not _is_private(host):
        return f"The control routes are not served as {host!r}: ask by an IP address or as localhost."
    site = headers.get("sec-fetch-site", "none")
    if site not in ("same-origin", "none"):
        return "The control routes answer no page of another site."
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return f"The control routes answer no page of another site: this one is of {origin!r}."
    return None


def _is_private(host: str) -> bool:
    """Whether a Host header is an address, a name without dots, or a name that the public DNS cannot give."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    labels = name.rstrip(".").split(".")
    return len(labels) == 1 or labels[-1] in _PRIVATE or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
