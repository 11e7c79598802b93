"""PyYAML's safe loader, with numbers that keep their digits and the tags of Python that recordings carry.

A tag is read as the plain data that it stands for; no class is ever made of one, and any other is an error.
"""

from __future__ import annotations

import base64
import binascii
import json
from functools import cache
from typing import Any

from mockfn.cassette.bodies import number

__all__ = ["loader"]

_YAML = "tag:yaml.org,2002:"


@cache
def loader() -> Any:
    """The loader's class, in C where it is built."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
        pass

    for tag, construct in _CONSTRUCTORS.items():
        Loader.add_constructor(_YAML + tag, construct)
    Loader.add_multi_constructor(f"{_YAML}python/", _refuse)
    return Loader


def _float(loader: Any, node: Any) -> Any:
    try:
        json.loads(node.value)
    except ValueError:
        return loader.construct_yaml_float(node)
    return number(node.value)


def _text(loader: Any, node: Any) -> Any:
    return loader.construct_scalar(node)


def _bytes(loader: Any, node: Any) -> bytes:
    text = loader.construct_scalar(node)
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        raise _error(node, "binary data is not base64") from None


def _tuple(loader: Any, node: Any) -> Any:
    return loader.construct_sequence(node, deep=True)


def _buffer(loader: Any, node: Any) -> Any:
    """A file that was sent: its state is (content, position, attributes)."""
    state = loader.construct_mapping(node, deep=True).get("state") or [b""]
    return state[0]


def _pieces(loader: Any, node: Any) -> Any:
    """A body that was sent in pieces: an iterator over them."""
    pieces = (loader.construct_mapping(node, deep=True).get("args") or [[]])[0]
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)


def _refuse(_loader: Any, suffix: str, node: Any) -> Any:
    raise _error(node, f"a Python object ({suffix}) is not read, for that could run any code")


def _error(node: Any, problem: str) -> Exception:
    import yaml

    return yaml.constructor.ConstructorError(problem=problem, problem_mark=node.start_mark)


_CONSTRUCTORS = {
    "float": _float,
    "binary": _bytes,
    "timestamp": _text,  # JSON has none
    "python/unicode": _text,  # of Python 2, as is the next
    "python/str": _text,
    "python/bytes": _bytes,
    "python/tuple": _tuple,
    "python/object/new:_io.BytesIO": _buffer,
    "python/object/apply:builtins.iter": _pieces,
}
