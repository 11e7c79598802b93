import gzip
import sys
import zlib
from types import SimpleNamespace

import pytest

from mockfn.cassette import encodings
from mockfn.cassette.encodings import decode, decode_chunks, encodings_of


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


CODED = {
    "gzip": gzip.compress(b"body"),
    "x-gzip": gzip.compress(b"body"),
    "GZIP": gzip.compress(b"bo") + gzip.compress(b"dy"),
    "deflate": zlib.compress(b"body"),
    "deflate ": raw_deflate(b"body"),
    "gzip, gzip": gzip.compress(gzip.compress(b"body")),
    "deflate, gzip": gzip.compress(zlib.compress(b"body")),
    "identity": b"body",
    "": b"body",
}


@pytest.mark.parametrize("header", CODED)
def test_encodings_are_undone_in_reverse(header):
    assert decode(CODED[header], header) == b"body"


def test_chunks_stay_chunks():
    packer = zlib.compressobj(wbits=31)
    chunks = [packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH) for part in (b"one", b"two")]
    packed = [(0.1, chunks[0]), (0.2, chunks[1]), (0.3, packer.flush())]
    assert decode_chunks(packed, "gzip") == [(0.1, b"one"), (0.2, b"two"), (0.3, b"")]


@pytest.mark.parametrize("header", ["gzip", "br", "zstd", "gzip, br"])
def test_a_body_that_was_decoded_though_its_header_stayed_is_itself(header):
    assert decode(b'{"a": 1}', header) == b'{"a": 1}'


@pytest.mark.parametrize(("body", "header"), [(b"\xff\xfe", "gzip"), (b"x", "snappy"), (b"x", "gzip, snappy")])
def test_what_cannot_be_decoded_is_none(body, header):
    assert decode(body, header) is None


def test_a_body_that_unfolds_beyond_reason_is_none(monkeypatch):
    monkeypatch.setattr(encodings, "_MAX_BYTES", 1000)
    assert decode(gzip.compress(b"0" * 5000), "gzip") is None
    assert decode(gzip.compress(gzip.compress(b"0" * 900) * 9), "gzip, gzip") is None


def test_libraries_are_used_where_they_are(monkeypatch):
    flipped = SimpleNamespace(process=lambda data: data[::-1])
    monkeypatch.setitem(sys.modules, "brotli", SimpleNamespace(Decompressor=lambda: flipped))
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    inner = SimpleNamespace(decompress=lambda data: data[::-1])
    outer = SimpleNamespace(decompressobj=lambda: inner)
    monkeypatch.setitem(sys.modules, "zstandard", SimpleNamespace(ZstdDecompressor=lambda: outer))
    assert decode(b"abc", "br") == decode(b"abc", "zstd") == b"cba"
    monkeypatch.setitem(sys.modules, "brotli", None)
    monkeypatch.setitem(sys.modules, "brotlicffi", None)
    assert decode(b"\xff", "br") is None


def test_the_header_lists_encodings():
    assert encodings_of(" GZIP , br,identity") == ["gzip", "br"]
    assert encodings_of(None) == []
