"""Where a reference leads: `$id`, `$anchor`, `$ref`, `$dynamicRef`, JSON Pointers. Nothing is ever fetched.

A schema is a document of one or more resources (each `$id` opens one). `Book` knows them, reads each subschema once,
and finds the subschema a reference names: in the document, or among the drafts' own metaschemas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar
from urllib.parse import unquote, urljoin

import msgspec

from mockfn.pointers import steps_of
from mockfn.schema.dead import Malformed
from mockfn.schema.dialect import LATEST, clause, draft_of

__all__ = ["Book", "Resource", "Site", "Spot", "Trail", "subschemas"]

_T = TypeVar("_T")

# The keywords that hold subschemas, by the shape they hold them in.
_ONE = ("additionalItems", "additionalProperties", "contains", "else", "extends", "if", "items", "not", "propertyNames",
        "then", "unevaluatedItems", "unevaluatedProperties")  # fmt: skip
_LIST = ("allOf", "anyOf", "oneOf", "prefixItems", "items", "extends")
_MAP = ("$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties")


def subschemas(raw: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The schemas directly inside a schema object: (the steps of the pointer to it, schema)."""
    for key in _ONE:
        if isinstance(raw.get(key), dict | bool):
            yield (key,), raw[key]
    for key in _LIST:
        if isinstance(raw.get(key), list):
            for index, one in enumerate(raw[key]):
                if isinstance(one, dict | bool):
                    yield (key, str(index)), one
    for key in _MAP:
        if isinstance(raw.get(key), dict):
            for name, one in raw[key].items():
                if isinstance(one, dict | bool):
                    yield (key, name), one


class Resource:
    """One schema resource: its base URI, its root, the anchors in it."""

    __slots__ = ("anchors", "draft", "dynamic", "raw", "recursive", "uri")

    def __init__(self, uri: str, raw: Any, draft: int) -> None:
        self.uri, self.raw, self.draft = uri, raw, draft
        self.anchors: dict[str, Any] = {}
        self.dynamic: dict[str, Any] = {}
        self.recursive = isinstance(raw, dict) and raw.get("$recursiveAnchor") is True


Trail = tuple[Resource, ...]
Spot = tuple[Any, Trail]


class Site(msgspec.Struct, frozen=True, gc=False):
    """One schema object where it applies: as written, as read, and the dynamic scope it is in."""

    raw: dict[str, Any]
    clause: dict[str, Any]
    trail: Trail


class Book:
    """The document. `marked` says that ids or anchors may occur in it, `dynamic` that dynamic references do."""

    def __init__(self, root: Any, *, marked: bool = True, dynamic: bool = True) -> None:
        self.root = Resource("", root, draft_of(root))
        self.homes: dict[int, Resource] = {}
        self._resources: dict[str, Resource] = {"": self.root}
        self._clauses: dict[int, dict[str, Any]] = {}
        self._targets: dict[tuple[str, int], Any] = {}
        self._kept: list[Any] = []
        self._made: dict[Any, Any] = {}
        self._legacy = False  # is draft 4's `id` read as an id, though no draft is declared?
        self.dynamic = dynamic
        if marked:
            self._index(root, self.root)

    def clause(self, raw: dict[str, Any]) -> dict[str, Any]:
        """A schema object in the words of 2020-12, read once."""
        found = self._clauses.get(id(raw))
        if found is None:
            home = self.homes.get(id(raw), self.root)
            found = self._clauses[id(raw)] = clause(raw, home.draft)
        return found

    def keep(self, raw: dict[str, Any]) -> dict[str, Any]:
        """A schema object made up here, in the words of 2020-12. It is kept alive: subschemas are known by `id`."""
        self._kept.append(raw)
        self._clauses[id(raw)] = clause(raw, LATEST)
        return raw

    def demand(self, **made: Any) -> dict[str, Any]:
        """A schema object that demands what no keyword can say: `banned` values, an `antipattern`."""
        raw: dict[str, Any] = {}
        self._kept.append(raw)
        self._clauses[id(raw)] = made
        return raw

    def once(self, key: Any, make: Callable[[], _T]) -> _T:
        """What `make` makes, made once for `key`."""
        if key not in self._made:
            self._made[key] = make()
        made: _T = self._made[key]
        return made

    def enter(self, raw: Any, trail: Trail) -> Trail:
        """The dynamic scope inside `raw` when it is reached with `trail`: the resources passed, outermost first."""
        home = self.homes.get(id(raw), trail[-1] if trail else self.root)
        return trail if home in trail else (*trail, home)

    def site(self, raw: dict[str, Any], trail: Trail) -> Site:
        """A schema object, reached with the dynamic scope `trail`."""
        return Site(raw, self.clause(raw), self.enter(raw, trail) if self.dynamic else ())

    def follow(self, site: Site, keyword: str) -> Any:
        """The subschema that `$ref`, `$dynamicRef` or `$recursiveRef` of `site` names."""
        trail, ref = site.trail, site.clause[keyword]
        target = self._target(site.raw, keyword, ref)
        fragment = ref.rpartition("#")[2]
        if keyword == "$recursiveRef":
            home = self.homes.get(id(target), self.root)
            if home.recursive:
                return next(resource.raw for resource in trail if resource.recursive)
        elif keyword == "$dynamicRef" and isinstance(target, dict) and target.get("$dynamicAnchor") == fragment:
            return next((r.dynamic[fragment] for r in trail if fragment in r.dynamic), target)
        return target

    def _target(self, raw: dict[str, Any], keyword: str, ref: str) -> Any:
        home = self.homes.get(id(raw), self.root)
        key = (ref, id(home))
        if key not in self._targets:
            try:
                self._targets[key] = self._looked_up(home, raw, keyword, ref)
            except Malformed:
                if self._legacy or self.root.draft != LATEST:
                    raise
                self._reread()
                return self._target(raw, keyword, ref)
        return self._targets[key]

    def _looked_up(self, home: Resource, raw: dict[str, Any], keyword: str, ref: str) -> Any:
        uri, _, fragment = ref.partition("#")
        resource = home if not uri else self._resource(urljoin(home.uri, uri), raw, keyword)
        if not fragment:
            found = resource.raw
        elif fragment.startswith("/"):
            found = self._pointer(resource, unquote(fragment), raw, keyword)
        else:
            found = resource.anchors.get(unquote(fragment))
        if not isinstance(found, dict | bool):
            raise Malformed(keyword, raw, f"{keyword} {ref!r} leads to no schema")
        return found

    def _reread(self) -> None:
        """Read draft 4's `id` as an id, where a reference leads nowhere otherwise and no draft is declared."""
        self._legacy = True
        self.homes.clear()
        self._targets.clear()
        self._resources = {"": self.root}
        self._index(self.root.raw, self.root)

    def _resource(self, uri: str, raw: Any, keyword: str) -> Resource:
        found = self._resources.get(uri) or self._resources.get(uri.rstrip("#"))
        if found is None:
            bundled = _metaschema(uri)
            if bundled is None:
                raise Malformed(
                    keyword, raw, f"{keyword} names {uri!r}, which is not in this schema and is not fetched"
                )
            self.dynamic = True
            found = Resource(uri, bundled, draft_of(bundled))
            self._resources[uri] = found
            self._index(bundled, found)
        return found

    def _pointer(self, resource: Resource, pointer: str, raw: Any, keyword: str) -> Any:
        node, home = resource.raw, resource
        for step in steps_of(pointer):
            try:
                node = node[int(step)] if isinstance(node, list) else node[step]
            except (KeyError, IndexError, ValueError, TypeError):
                raise Malformed(keyword, raw, f"{keyword} {'#' + pointer!r} leads nowhere") from None
            home = self.homes.get(id(node), home) if isinstance(node, dict) else home
        if isinstance(node, dict) and home is not self.root and id(node) not in self.homes:
            self._index(node, home)  # a place no keyword leads to
        return node

    def _index(self, raw: Any, home: Resource) -> None:
        """Note in which resource each subschema lives, and the names it goes by."""
        stack = [(raw, home)]
        while stack:
            node, home = stack.pop()
            if not isinstance(node, dict) or id(node) in self.homes:
                continue
            home = self._open(node, home)
            self.homes[id(node)] = home
            if home.draft <= 7 and isinstance(node.get("$ref"), str):
                stack.extend((one, home) for path, one in subschemas(node) if path[0] in ("$defs", "definitions"))
            else:
                stack.extend((one, home) for _, one in subschemas(node))

    def _open(self, node: dict[str, Any], home: Resource) -> Resource:
        """The resource `node` lives in: a new one where it has an id of its own."""
        draft = draft_of(node) if "$schema" in node else home.draft
        name = node.get("id" if draft <= 4 else "$id")
        if name is None and self._legacy and draft == LATEST:
            name = node.get("id")
        if isinstance(name, str) and not (draft <= 7 and isinstance(node.get("$ref"), str)):
            if name.startswith("#") and (draft <= 7 or draft == LATEST):
                home.anchors[name[1:]] = node
            else:
                uri = urljoin(home.uri, name.rstrip("#"))
                if node is home.raw:
                    home.uri = uri
                else:
                    home = Resource(uri, node, draft)
                self._resources.setdefault(uri, home)
        for key in ("$anchor", "$dynamicAnchor"):
            if isinstance(node.get(key), str):
                home.anchors[node[key]] = node
        if isinstance(node.get("$dynamicAnchor"), str):
            home.dynamic[node["$dynamicAnchor"]] = node
        return home


def _metaschema(uri: str) -> Any:
    """A schema that the drafts themselves publish, from the copy that comes with jsonschema."""
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # it has no types

    for name in (uri, uri + "#", uri.rstrip("#")):
        if name in REGISTRY:
            return REGISTRY.contents(name)
    return None
