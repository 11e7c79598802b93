"""Content encodings undone (RFC 9110, section 8.4.1), chunk by chunk, so that a stream keeps its chunks and times.

gzip and deflate always; br and zstd where the process can read them, which is also where its clients ask for them.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any, Protocol

__all__ = ["decode", "decode_chunks", "encodings_of"]

# A body that unfolds to more is an attack or a mistake, and no test data.
_MAX_BYTES = 256 * 1024 * 1024


class _Decoder(Protocol):
    def __call__(self, data: bytes, /) -> bytes: ...


def _inflate() -> _Decoder:
    """gzip and zlib, members one after another included; raw deflate where the first byte says so."""
    state: list[Any] = []

    def feed(data: bytes) -> bytes:
        out: list[bytes] = []
        while data:
            if not state or state[0].eof:
                wrapped = data[:1] in (b"\x1f", b"\x78")
                state[:] = [zlib.decompressobj(47 if wrapped else -zlib.MAX_WBITS)]
            out.append(state[0].decompress(data, _MAX_BYTES))
            if state[0].unconsumed_tail:
                raise ValueError(f"unfolds to more than {_MAX_BYTES} bytes")
            data = state[0].unused_data
        return b"".join(out)

    return feed


def _module(*names: str) -> Any:
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


def _brotli() -> _Decoder | None:
    module = _module("brotli", "brotlicffi")
    if module is None:
        return None
    inner = module.Decompressor()
    return inner.process if hasattr(inner, "process") else inner.decompress  # type: ignore[no-any-return]  # untyped libraries


def _zstd() -> _Decoder | None:
    module = _module("compression.zstd")
    if module is not None:
        return module.ZstdDecompressor().decompress  # type: ignore[no-any-return]  # untyped libraries
    module = _module("zstandard")
    return None if module is None else module.ZstdDecompressor().decompressobj().decompress


_DECODERS: dict[str, Callable[[], _Decoder | None]] = {
    "gzip": _inflate,
    "x-gzip": _inflate,
    "deflate": _inflate,
    "br": _brotli,
    "zstd": _zstd,
}


def encodings_of(header: str | None) -> list[str]:
    """The encodings a Content-Encoding header names, in the order they were applied; identity is none."""
    names = [name.strip().lower() for name in (header or "").split(",")]
    return [name for name in names if name and name != "identity"]


def decode_chunks(chunks: list[tuple[float, bytes]], header: str | None) -> list[tuple[float, bytes]] | None:
    """The chunks without their content encodings; None where one of these cannot be read.

    A body that is not so encoded at all, as recorders leave it that decode and keep the header, is returned as it is.
    """
    names = encodings_of(header)
    decoders = [_DECODERS.get(name, lambda: None)() for name in reversed(names)]
    if None in decoders:
        return chunks if _is_text(chunks) and all(name in _DECODERS for name in names) else None
    decoded: list[tuple[float, bytes]] = []
    total = 0
    for at, data in chunks:
        for feed in decoders:
            try:
                data = feed(data)  # type: ignore[misc]  # none is None here
            except Exception:  # each library raises its own
                return chunks if not decoded and _is_text(chunks) else None
        total += len(data)
        if total > _MAX_BYTES:
            return None
        decoded.append((at, data))
    return decoded


def decode(body: bytes, header: str | None) -> bytes | None:
    """One body without its content encodings; None where one of these cannot be read."""
    chunks = decode_chunks([(0.0, body)], header)
    return None if chunks is None else chunks[0][1]


def _is_text(chunks: list[tuple[float, bytes]]) -> bool:
    try:
        b"".join(data for _, data in chunks).decode()
    except UnicodeDecodeError:
        return False
    return True
