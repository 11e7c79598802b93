"""The only source of chance, ids and time. Everything is derived from (seed, request): same in, same out.

No call advances a state: a value depends on what it is for (`label`), never on how many were drawn before it.
So answers are the same in any process, worker, order, or hash seed.
"""

from __future__ import annotations

import random
from hashlib import blake2b

__all__ = ["POOL", "POOLED", "Chance"]

_BASE62 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_LOWER36 = b"abcdefghijklmnopqrstuvwxyz0123456789"

# A digest becomes an id by one byte-wise translation, a microsecond against the thirty of a division a character.
# 256 is no multiple of 62, so some characters come up more often than others; nobody guesses a mock's ids.
_TO = {
    "base62": bytes(_BASE62[byte % 62] for byte in range(256)),
    "lower36": bytes(_LOWER36[byte % 36] for byte in range(256)),
    "digits": bytes(b"0123456789"[byte % 10] for byte in range(256)),
    "hex": bytes(b"0123456789abcdef"[byte % 16] for byte in range(256)),
}

# What every answer needs is read from the digest of the request: its id and that of its first call from `pool`, where
# each begins here and has so many characters. A digest of its own costs a microsecond each.
POOL, POOLED = {"id": 0, "call.0": 32}, 32

# 2026-01-01T00:00:00Z: `created` lies in the 200 days after it, so that an app's sanity checks on time hold.
_EPOCH, _SPAN = 1_767_225_600, 200 * 86_400


class Chance:
    """What one exchange may draw on: ids, numbers and a `created` derived from `seed` and `request`.

    `pool` are 64 characters of base62 for the labels in `POOL`.
    """

    __slots__ = ("_key", "pool")

    def __init__(self, seed: int, request: bytes) -> None:
        self._key = blake2b(b"%d\n" % seed + request).digest()
        self.pool = self._key.translate(_TO["base62"])

    def text(self, label: str, length: int, alphabet: str = "base62") -> str:
        """`length` characters (at most 64) of base62, lower36, digits or hex."""
        start = POOL.get(label)
        if start is not None and length <= POOLED and alphabet == "base62":
            return self.pool[start : start + length].decode()
        digest = blake2b(label.encode(), key=self._key, digest_size=length or 1).digest()
        return digest.translate(_TO[alphabet]).decode()[:length]

    def uuid(self, label: str) -> str:
        """A version 4 UUID (RFC 9562), lower case."""
        digits = self.text(label, 32, "hex")
        variant = "89ab"[int(digits[16], 16) % 4]
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"

    def number(self, label: str) -> int:
        """An integer of 0 to 2**64 - 1."""
        return int.from_bytes(blake2b(label.encode(), key=self._key, digest_size=8).digest(), "big")

    def random(self, label: str) -> random.Random:
        """A source of its own for what draws many values."""
        return random.Random(self.number(label))

    @property
    def created(self) -> int:
        """Seconds since 1970 at which the answer claims to have been made."""
        return _EPOCH + int.from_bytes(self._key[:8], "big") % _SPAN

    @property
    def milliseconds(self) -> int:
        """How long the answer claims to have taken: 200 to 999."""
        return 200 + int.from_bytes(self._key[8:12], "big") % 800

    @property
    def request_hex(self) -> str:
        """32 hexadecimal digits for the request's id."""
        return self._key[16:32].hex()

    @property
    def seed(self) -> int:
        """A seed of 32 bits for what is seeded by a number, as schema generation is."""
        return int.from_bytes(self._key[12:16], "big")
