"""Where this process's HTTP clients are turned: each once, in place, for good, whenever it is imported.

A patch replaces one method of one class by a function that asks `mockfn.intercept.layers` and otherwise calls the
original. It stays after the last mock has gone, when it costs one comparison. So clients that were built before,
threads that started before and other tools that patch and restore around it all keep working.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

__all__ = ["CLIENTS", "install", "replace"]

# A module of a client, and our module whose `patch(module)` turns it.
CLIENTS = {
    "httpcore": "mockfn.intercept.httpcore_pools",
    "httpcore2": "mockfn.intercept.httpcore_pools",
    "urllib3.connectionpool": "mockfn.intercept.urllib3_pools",
    "http.client": "mockfn.intercept.http_client",
    "httplib2": "mockfn.intercept.httplib2_client",
    "aiohttp.connector": "mockfn.intercept.aiohttp_connector",
    "tornado.simple_httpclient": "mockfn.intercept.tornado_client",
    "vcr.cassette": "mockfn.intercept.vcr_cassettes",
}

_MARK = "__mockfn__"
_OURS = object()  # new with every import of this module, so that a patch of a module since discarded is not trusted


def install() -> None:
    """Patch every client that is imported, and arrange for the others. Cheap where that has been done."""
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
    for name in CLIENTS:
        if name in sys.modules:
            # Waits for another thread that is in the middle of importing it.
            _patch(import_module(name))


def replace(owner: type, name: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Replace the method `name` of `owner` by what `make` builds around the original, unless that has been done."""
    original = getattr(owner, name)
    if getattr(original, _MARK, None) is not _OURS:
        replacement = wraps(original)(make(original))
        setattr(replacement, _MARK, _OURS)
        setattr(owner, name, replacement)


def _patch(module: ModuleType) -> None:
    import_module(CLIENTS[module.__name__]).patch(module)


class _Finder:
    """Finds a client's module as everybody else does, and has it patched once it has been executed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in CLIENTS:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None:
                loader: Any = spec.loader and _Loader(spec.loader)
                spec.loader = loader
                return spec
        return None


class _Loader:
    """The loader it was given, for as long as the import lasts."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        made: ModuleType | None = self._loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        self._loader.exec_module(module)
        _patch(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)


_finder = _Finder()
