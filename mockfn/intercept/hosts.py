"""Which requests a mock answers for: told by the host of their URL, never by the client that sends them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from urllib.parse import urlsplit

from msgspec import Struct

from mockfn.errors import SettingError
from mockfn.providers import PROVIDERS

__all__ = ["Hosts", "Target", "absolute", "base_url_variables", "is_this_machine", "named_by_environment"]

# The variables that clients of chat APIs read their base URL from: the SDKs, langchain-openai, litellm, llama-index;
# then those of the providers themselves.
_OF_CLIENTS = (
    "OPENAI_BASE_URL",
    "OPENAI_API_BASE",
    "AZURE_OPENAI_ENDPOINT",
    "AIML_API_BASE",
    "DEEPINFRA_API_BASE",
    "LITELLM_PROXY_API_BASE",
)

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


class Target(Struct, frozen=True):
    """Where a request goes: `host` in lower case, `port` with the scheme's default filled in (0 where unknown)."""

    method: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, method: str, url: str) -> Target:
        """The target of an absolute URL. What is no URL has no host, and so is nobody's."""
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS.get(parts.scheme, 0)
        except ValueError:
            return cls(method, "", 0, "/")
        return cls(method, (parts.hostname or "").rstrip("."), port, parts.path or "/")

    @property
    def is_chat(self) -> bool:
        """Whether the path is that of a chat completion, on whatever host."""
        return self.path.rstrip("/").endswith("/chat/completions")


class Hosts:
    """A set of hosts: names ("api.openai.com"), with a port ("localhost:8000"), globs ("*.openai.azure.com"), URLs.

    A name without a port means every port. A single name may stand for a list of one.
    """

    def __init__(self, *names: str | Iterable[str]) -> None:
        self._exact: set[tuple[str, int]] = set()
        self._globs: list[tuple[str, int]] = []
        for name in [one for some in names for one in ([some] if isinstance(some, str) else some)]:
            host, port = _read(name)
            if any(mark in host for mark in "*?["):
                self._globs.append((host, port))
            else:
                self._exact.add((host, port))

    def __contains__(self, target: Target) -> bool:
        host, port = target.host, target.port
        if (host, 0) in self._exact or (host, port) in self._exact:
            return True
        return any(fnmatchcase(host, glob) and only in (0, port) for glob, only in self._globs)


@lru_cache(maxsize=256)
def _read(name: str) -> tuple[str, int]:
    """The host and port (0: any) that a name says."""
    if not isinstance(name, str) or not name.strip():
        raise SettingError(f"A host is a name such as 'llm.example.com' or 'localhost:8000', not {name!r}.")
    text = name.strip()
    if text.count(":") > 1 and "[" not in text and "/" not in text:
        return text.lower(), 0  # an IPv6 address, bare
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        host, port = parts.hostname, parts.port or 0
    except ValueError:
        host, port = None, 0
    if not host:
        raise SettingError(f"A host is a name such as 'llm.example.com' or 'localhost:8000', not {name!r}.")
    return host.rstrip("."), port


def absolute(base: str, target: str) -> str:
    """The URL of a request to `base`, a scheme and host, whose target is a path, or a URL where a proxy is asked."""
    return base + target if target.startswith("/") else target if "://" in target else f"{base}/{target}"


def is_this_machine(host: str) -> bool:
    """Whether what is sent to `host` stays on this machine: `0.0.0.0` is this machine too, for who sends."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    from ipaddress import ip_address

    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback or address.is_unspecified)


@cache
def base_url_variables() -> tuple[str, ...]:
    """The environment variables that clients and providers read a base URL from."""
    of_providers = [provider.base_variable for provider in PROVIDERS.values() if provider.base_variable]
    return tuple(dict.fromkeys([*_OF_CLIENTS, *of_providers]))


def named_by_environment(environ: Mapping[str, str]) -> list[str]:
    """The hosts that base URLs in the environment name.

    On the loopback every server has the same host, so there the port counts too.
    """
    hosts = []
    for variable in base_url_variables():
        target = Target.of("", environ.get(variable, ""))
        if target.host:
            hosts.append(_with_port(target) if is_this_machine(target.host) else target.host)
    return hosts


def _with_port(target: Target) -> str:
    return f"[{target.host}]:{target.port}" if ":" in target.host else f"{target.host}:{target.port}"
