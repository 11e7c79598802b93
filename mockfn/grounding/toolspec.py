"""A tool compiled once: what each parameter is about, what it may be, and the words that lead to it.

Pure and cached by content (least recently used goes first), so that the second request that offers a tool pays nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec import Struct

from mockfn.chat import Tool
from mockfn.grounding.lexicon import CONCEPTS, STOP, SUBJECTS, listed, stem
from mockfn.grounding.prose import Choice, Prose, choices_of, read, split_name, words_in
from mockfn.pointers import steps_of

__all__ = ["Param", "ToolSpec", "compile_tool", "resolve"]

# Schemas inside schemas that are followed, and parameters read of one tool, for a schema may contain itself; what lies
# deeper or later is generated, not grounded.
_DEEPEST: Final = 6
_MOST: Final = 200


class Param(Struct, frozen=True):
    """One parameter. `path` leads to it from the arguments' root: members of an object are parameters of their own.

    `kind` is its JSON type, or "any". `awaited` is true of members of a required object that itself requires none.
    `words` are the stems of its name and `about` those of its description, with weights that are least for what
    siblings share. `choices` are the values it names; `closed` says that it takes no others.
    """

    path: tuple[str, ...]
    kind: str
    text: str
    required: bool
    awaited: bool
    words: dict[str, float]
    about: dict[str, float]
    concepts: frozenset[str]
    choices: tuple[Choice, ...]
    closed: bool
    says: Prose
    item: Param | None = None

    @property
    def name(self) -> str:
        """Its own name, the last of its path."""
        return self.path[-1]


class ToolSpec(Struct, frozen=True):
    """A tool, ready to be compared with a text.

    `words` holds the stems it is known by with their weight, `concepts` the same by meaning, `own` the words and stems
    of its name and description, `labels` the stems of its parameters' names. `splits_places` is true where it asks for
    city and state (or country) apart, `takes_lists` where any parameter is an array.
    """

    name: str
    params: tuple[Param, ...]
    schema: Any
    name_roots: tuple[str, ...]
    words: dict[str, float]
    concepts: dict[str, float]
    own: frozenset[str]
    labels: frozenset[str]
    splits_places: bool
    takes_lists: bool


def compile_tool(tool: Tool) -> ToolSpec:
    """The tool as a ToolSpec; the same content gives the same object while it is remembered."""
    return _compiled(msgspec.json.encode((tool.name, tool.description, tool.parameters)))


@lru_cache(maxsize=512)
def _compiled(content: bytes) -> ToolSpec:
    name, description, parameters = msgspec.json.decode(content)
    schema = parameters if isinstance(parameters, dict) else {}
    found: list[Param] = []
    _members(found, resolve(schema, schema), schema)
    params = _set_apart(found)
    name_words, told = split_name(name), words_in(description or "")
    name_roots = tuple(dict.fromkeys(stem(word) for word in name_words if word not in STOP))
    words = _known_by(params, [stem(word) for word in told if word not in STOP], name_roots)
    concepts: dict[str, float] = {}
    for word, weight in words.items():
        for subject in SUBJECTS.get(word, ()):
            concepts[subject] = max(concepts.get(subject, 0.0), weight)
    levels = {param.says.level for param in params if param.says.topic == "place" and len(param.says.level) == 1}
    return ToolSpec(
        name,
        params,
        schema,
        name_roots,
        words,
        concepts,
        own=frozenset((*name_words, *name_roots, *told, *map(stem, told))),
        labels=frozenset(root for param in params for root in param.words),
        splits_places=len(levels) > 1,
        takes_lists=any(param.kind == "array" for param in params),
    )


# Words of a tool's name or description that most tools could have. One in its name and one value are just enough to
# call it ("search for tulips"), one alone is not.
_GENERIC: Final = frozenset(
    map(
        stem,
        listed(
            "get find calculate compute fetch retrieve return give show list check make create provide determine "
            "obtain search current function tool api data information info specific given specified based"
        ),
    )
)


def _known_by(params: Sequence[Param], told: list[str], name_roots: tuple[str, ...]) -> dict[str, float]:
    """The stems a tool is known by: those of its name most, then its description, its parameters, its choices."""
    words: dict[str, float] = {}
    for param in params:
        words |= dict.fromkeys(param.about, 0.35)
        for choice in param.choices:
            words |= dict.fromkeys(choice.roots, 0.6)
        words |= dict.fromkeys(param.words, 0.7)
        if param.kind == "string" and param.says.topic:
            words["#" + param.says.topic] = 0.7
    for word in told:
        words[word] = 0.3 if word in _GENERIC else 1.0
    for word in name_roots:
        words[word] = 0.75 if word in _GENERIC else 2.0
    return words


def _members(
    found: list[Param],
    schema: dict[str, Any],
    root: Any,
    path: tuple[str, ...] = (),
    required: bool = True,
) -> None:
    """Add the parameters of an object to `found`, members of objects in it included."""
    listing, properties = schema.get("required"), schema.get("properties")
    needed = listing if isinstance(listing, list) else []
    for name, part in properties.items() if isinstance(properties, dict) else ():
        if len(found) >= _MOST:
            break
        one, here = resolve(part, root), (*path, str(name))
        must = required and name in needed
        if _kind(one) == "object" and one.get("properties") and len(here) < _DEEPEST:
            _members(found, one, root, here, must)
        else:
            found.append(_param(here, one, must, required and not needed and bool(path), root))


def _param(
    path: tuple[str, ...],
    schema: dict[str, Any],
    required: bool,
    awaited: bool,
    root: Any,
    prose: str = "",
    depth: int = 0,
) -> Param:
    kind, told = _kind(schema), schema.get("description")
    prose = told if isinstance(told, str) else prose
    words = split_name(path[-1])
    roots = {stem(word): 1.0 for word in words}
    choices, closed = choices_of(schema, prose, kind)
    item = None
    if kind == "array" and depth < _DEEPEST:
        item = _param(path, resolve(schema.get("items", {}), root), True, False, root, prose, depth + 1)
    return Param(
        path=path,
        kind=kind,
        text=prose,
        required=required,
        awaited=awaited,
        words={stem(word): 1.0 for word in words if word not in STOP} or roots,
        about={stem(word): 1.0 for word in words_in(prose) if word not in STOP},
        concepts=frozenset(CONCEPTS[root] for root in roots if root in CONCEPTS),
        choices=choices,
        closed=closed,
        says=read(path[-1], prose, schema, kind),
        item=item,
    )


def _set_apart(params: list[Param]) -> tuple[Param, ...]:
    """The parameters with their words weighed: what several siblings share says little of any."""
    holders: dict[str, int] = {}
    for param in params:
        for word in {**param.about, **param.words}:
            holders[word] = holders.get(word, 0) + 1
    return tuple(
        msgspec.structs.replace(
            param,
            words={word: weight / holders[word] for word, weight in param.words.items()},
            about={word: weight / holders[word] for word, weight in param.about.items() if word not in param.words},
        )
        for param in params
    )


def resolve(schema: Any, root: Any, depth: int = 0) -> dict[str, Any]:
    """`schema` with a local `$ref` followed, its first branch that is not null taken and `allOf` made one.

    {} where it says nothing of its value: a boolean schema, a reference to elsewhere, one that goes in circles.
    """
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return {}
    reference = schema.get("$ref")
    if isinstance(reference, str):
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        return {**resolve(_target(reference, root), root, depth + 1), **rest}
    for keyword in ("anyOf", "oneOf"):
        for branch in schema[keyword] if isinstance(schema.get(keyword), list) else ():
            found = resolve(branch, root, depth + 1)
            if found and found.get("type") != "null":
                return {**found, **{key: value for key, value in schema.items() if key != keyword}}
    if isinstance(schema.get("allOf"), list):
        merged = {key: value for key, value in schema.items() if key != "allOf"}
        for part in schema["allOf"]:
            for key, value in resolve(part, root, depth + 1).items():
                have = merged.get(key, value)
                merged[key] = {**have, **value} if isinstance(have, dict) and isinstance(value, dict) else have
        return merged
    return schema


def _target(reference: str, root: Any) -> Any:
    """What a local reference points to; None where it points elsewhere or nowhere."""
    if reference != "#" and not reference.startswith("#/"):
        return None
    target = root
    for name in steps_of(reference):
        target = target.get(name) if isinstance(target, dict) else None
    return target


_TYPES: Final = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


def _kind(schema: dict[str, Any]) -> str:
    """The JSON type a schema asks for, by its values or keywords where it names none; "any" where nothing tells."""
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "any")
    if isinstance(kind, str):
        return kind
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if isinstance(values, list) and values:
        return _TYPES.get(type(values[0]), "any")
    return "object" if "properties" in schema else "array" if "items" in schema else "any"
