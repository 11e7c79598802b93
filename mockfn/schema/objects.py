"""Objects: the members that are required, those the seed chooses, and names made up where only their number is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, islice
from typing import Any

from mockfn.schema.arrays import MOST
from mockfn.schema.combine import Link
from mockfn.schema.dead import Dead, Spent
from mockfn.schema.demands import ObjectRule
from mockfn.schema.dialect import OBJECT
from mockfn.schema.node import DEEP, Constant, Node, Run, height, must_end
from mockfn.schema.realism.clue import Clue
from mockfn.schema.realism.scene import Scene
from mockfn.schema.regex.pattern import matcher
from mockfn.schema.resolve import Spot
from mockfn.schema.shape import Shape

__all__ = ["Object"]

# Share of optional members by level: who fills in a part fills in most of it, but not without end.
_SHARES = (0.5, 0.75, 0.75, 0.6, 0.4, 0.25)
_WIDEST = 80  # optional members an object gets about at most, where not all are wanted
_MANY = 6  # rules after which they are looked up by name
_SETS = 60  # choices of optional members that are looked at where some are needed
_TRIES = 30  # names made up before the object is given up

_Open = Callable[[tuple[Spot, ...], Clue], Link]


class Object(Node):
    """Draws a dict. `open_node` gives the node for what applies to a member."""

    __slots__ = (
        "_blame",
        "_clue",
        "_free",
        "_links",
        "_makers",
        "_most",
        "_names",
        "_naming",
        "_open",
        "_optional",
        "_required",
        "_shape",
        "_spotted",
        "_test_name",
    )

    def __init__(self, shape: Shape, clue: Clue, open_node: _Open) -> None:
        super().__init__()
        self._shape, self._clue, self._open = shape, clue, open_node
        self._blame = shape.blame.get(OBJECT, ("type", None))
        self._links: dict[str, Link] = {}
        self._test_name = [shape.checker.test(raw, trail) for raw, trail in shape.names]
        known = dict.fromkeys(name for rule in shape.object_rules for name in rule.named)
        known.update(dict.fromkeys(name for one, needs in shape.dependents.items() for name in (one, *needs)))
        self._spotted: dict[str, tuple[Spot, ...]] = {}
        self._naming: dict[str | None, list[int]] | None = None
        self._required = self._closed(shape.required) if shape.dependents else shape.required
        for name in self._required:
            if not self._allowed(name):
                raise Dead("required", self._required[name], f"{name!r} is required and may not be there")
        self._names = [*known, *(name for name in self._required if name not in known)]
        self._optional = [n for n in known if n not in self._required and self._allowed(n)]
        if shape.dependents:
            self._optional = [n for n in self._optional if self._may(n)]
        self._makers: list[Link] | None = None
        self._most = shape.most
        self._free = all(rule.rest is not False for rule in shape.object_rules) and all(
            watch.schema is not False for watch in shape.property_watches
        )
        if len(self._required) > (MOST if shape.most is None else shape.most):
            raise Dead(*self._blame, f"{len(self._required)} members are required and {shape.most} allowed")
        if shape.fewest > MOST:
            raise Dead(*self._blame, f"{shape.fewest} members are more than the {MOST} a value is given")
        if shape.most is not None and shape.fewest > shape.most:
            raise Dead(*self._blame, f"at least {shape.fewest} members and at most {shape.most}")

    # --- what applies to a member ---

    def _spots(self, name: str) -> tuple[Spot, ...]:
        found = self._spotted.get(name)
        if found is None:
            rules, watches = self._shape.object_rules, self._shape.property_watches
            if len(rules) == 1 and not rules[0].patterns and not watches and name in rules[0].named:
                found = ((rules[0].named[name], rules[0].trail),)
            else:
                said = self._ruled(name)
                said += [(one.schema, one.trail) for one in watches if not self._seen(one.number, name)]
                found = tuple(said)
            if len(self._spotted) < MOST:
                self._spotted[name] = found
        return found

    def _ruled(self, name: str) -> list[Spot]:
        """What the rules say. There may be hundreds that name few members each, so these are looked up by name."""
        rules = self._shape.object_rules
        if len(rules) < _MANY:
            return [spot for rule in rules for spot in _said(rule, name)]
        if self._naming is None:
            self._naming = {}
            for number, rule in enumerate(rules):
                for one in (None,) if rule.patterns or rule.rest is not None else rule.named:
                    self._naming.setdefault(one, []).append(number)
        numbers = sorted([*self._naming.get(None, ()), *self._naming.get(name, ())])
        return [spot for number in numbers for spot in _said(rules[number], name)]

    def _seen(self, number: int, name: str) -> bool:
        """Is the member looked at by a rule under this watch, or by another watch there?"""
        if any(number in other.under for other in self._shape.property_watches):
            return True
        return any(bool(_said(rule, name)) for rule in self._shape.object_rules if number in rule.under)

    def _allowed(self, name: str) -> bool:
        return all(raw is not False for raw, _ in self._spots(name)) and all(test(name) for test in self._test_name)

    def _closed(self, names: Iterable[str]) -> dict[str, Any]:
        """The names with all that must be there beside them, each with the schema that requires it."""
        required, dependents = self._shape.required, self._shape.dependents
        found = {name: required.get(name) for name in names}
        queue = list(found)
        for name in queue:
            for need in dependents.get(name, ()):
                if need not in found:
                    found[need] = required.get(need, found[name])
                    queue.append(need)
        return found

    def _may(self, name: str) -> bool:
        """May it be there, with what must be there beside it?"""
        names = self._closed((name, *self._required))
        return all(map(self._allowed, names)) and (self._shape.most is None or len(names) <= self._shape.most)

    def _link(self, name: str) -> Link:
        link = self._links.get(name)
        if link is None:
            link = self._links[name] = self._open(self._spots(name), self._clue.member(name))
        return link

    # --- drawing ---

    def draw(self, run: Run, level: int) -> dict[str, Any]:
        """A dict, its members in the order of the schema."""
        run.spend(self)
        must_end(self, level)
        chosen = self._chosen(run, level)
        scene = run.scene
        if level and self._clue.own_scene:
            run.scene = Scene(run.random)
        found: dict[str, Any] = {}
        tried = frozenset(chosen)
        try:
            for name in self._names:
                if name in chosen:
                    self._add(run, level, found, name, chosen)
            if len(found) < self._shape.fewest and not (level > DEEP and self._free):
                self._refill(run, level, found, chosen, tried)
            if len(found) < self._wish(run, level, found):
                self._fill(run, level, found)
        finally:
            run.scene = scene
        if len(found) < self._shape.fewest:
            raise Dead(*self._blame, f"only {len(found)} members were found")
        return found

    def _chosen(self, run: Run, level: int) -> set[str]:
        shape = self._shape
        chosen = set(self._required)
        share = run.optional and max(run.optional, _SHARES[min(level, len(_SHARES) - 1)])
        if level <= DEEP and share and run.fuel >= run.wide:
            share = share if share == 1.0 else min(share, _WIDEST / (len(self._optional) or 1))
            random = run.random.random
            chosen.update([name for name in self._optional if random() < share])
        missing = shape.fewest - len(chosen)
        if missing > 0 and not (level > DEEP and self._free):  # names made up lead no deeper
            rest = [name for name in self._optional if name not in chosen]
            run.random.shuffle(rest)
            if level > DEEP:
                rest.sort(key=self._height)
            chosen.update(rest[:missing])
        if shape.dependents:
            chosen.update(self._closed(sorted(chosen)))
        if shape.most is not None and len(chosen) > shape.most:
            self._thin(run, chosen, shape.most)
        return chosen

    def _thin(self, run: Run, chosen: set[str], most: int) -> None:
        """Leave out optional members, and those that need them, until there are no more than `most`."""
        extra = [name for name in self._names if name in chosen and name not in self._required]
        run.random.shuffle(extra)
        while len(chosen) > most and extra:
            self._drop(extra.pop(), chosen)

    def _drop(self, name: str, chosen: set[str]) -> None:
        chosen.discard(name)
        if self._shape.dependents:
            chosen.difference_update([one for one in chosen if name in self._closed((one,))])

    def _add(self, run: Run, level: int, found: dict[str, Any], name: str, chosen: set[str]) -> None:
        try:
            found[name] = self._link(name).open().draw(run, level + 1)
        except Spent:
            raise
        except Dead:
            if name in self._required:
                raise
            self._drop(name, chosen)
            for other in [one for one in found if one not in chosen]:
                del found[other]

    def _refill(self, run: Run, level: int, found: dict[str, Any], chosen: set[str], tried: frozenset[str]) -> None:
        """Add optional members that were not chosen, where too few are there."""
        for name in self._optional:
            if len(found) >= self._shape.fewest:
                return
            more = [one for one in self._closed((name,)) if one not in found]
            if name in tried or name in found or len(found) + len(more) > (self._most or MOST):
                continue
            chosen.update(more)
            for one in more:
                if one in chosen:
                    self._add(run, level, found, one, chosen)

    # --- members whose names are not given ---

    def _wish(self, run: Run, level: int, found: dict[str, Any]) -> int:
        """How many members there should be: some in a map, where nothing but the values is described."""
        shape = self._shape
        if run.minimal or level > DEEP or run.fuel < run.wide or not run.optional or found or self._names:
            return shape.fewest
        described = any(rule.patterns or rule.rest not in (None, False) for rule in shape.object_rules)
        if not (described or (level and not shape.object_rules and shape.types == OBJECT)):
            return shape.fewest
        wish = max(shape.fewest, 1 + int(run.random.random() * 3))
        return wish if shape.most is None else min(wish, shape.most)

    def _fill(self, run: Run, level: int, found: dict[str, Any]) -> None:
        wish, tries = self._wish(run, level, found), 0
        namer = run
        while len(found) < wish and tries < _TRIES + 2 * wish:
            tries += 1
            if tries > len(self._makers or ()) and namer.minimal:
                namer = run.roomier()  # the smallest names are all the same
            name = self._made_name(namer, level, tries, found)
            if name is None or name in found or not self._allowed(name) or (level > DEEP and name in self._names):
                continue
            if any(need not in found for need in self._shape.dependents.get(name, ())):
                continue
            try:
                found[name] = self._open(self._spots(name), self._clue.member(name)).open().draw(run, level + 1)
            except Spent:
                raise
            except Dead:
                continue

    def _made_name(self, run: Run, level: int, tries: int, found: dict[str, Any]) -> str | None:
        """A name: after the patterns and propertyNames, else a plausible one."""
        if self._makers is None:
            self._makers = self._name_makers()
        link = self._makers[(tries - 1) % len(self._makers)]
        try:
            node = link.open()
            if isinstance(node, Constant):
                node = Constant([one for one in node.values if one not in found] or node.values)
            name = node.draw(run, level + 1)
        except Spent:
            raise
        except Dead:
            return None
        return name if isinstance(name, str) else None

    def _name_makers(self) -> list[Link]:
        keep = self._shape.checker.book.keep
        names = tuple(self._shape.names)
        patterns = dict.fromkeys(pattern for rule in self._shape.object_rules for pattern in rule.patterns)
        asked = [keep({"type": "string", "pattern": pattern}) for pattern in patterns]
        asked.append(keep({"type": "string", "minLength": 1}))
        clue = self._clue.key()
        return [self._open(((one, ()), *names), clue) for one in asked]

    def _height(self, name: str) -> float:
        link = self._link(name)
        return height(link.open()) if link.lives() else float("inf")

    def ways(self) -> Iterable[Iterable[Node]]:
        """With the required members alone; where more are needed and no others may be made up, with one of those."""
        links = [self._link(name) for name in self._required]
        if not all(link.lives() for link in links):
            return []
        needed = [link.open() for link in links]
        if self._free or len(needed) >= self._shape.fewest:
            return [needed]
        more = [link.open() for link in map(self._link, self._optional) if link.lives()]
        sets = combinations(more, self._shape.fewest - len(needed))
        return [[*needed, *few] for few in islice(sets, _SETS)] or [needed]

    def blame(self) -> tuple[str, Any]:
        """The bound, else what is required."""
        if self._blame[1] is None and self._required:
            return "required", next(iter(self._required.values()))
        return self._blame

    def check_required(self) -> None:
        """See that each required member can be made where several schemas meet on it. Raises `Dead`."""
        for name in self._required:
            if len(self._spots(name)) > 1:
                self._link(name).open()


def _said(rule: ObjectRule, name: str) -> list[Spot]:
    """What one schema object says about a member."""
    said = [(rule.named[name], rule.trail)] if name in rule.named else []
    said += [(one, rule.trail) for pattern, one in rule.patterns.items() if matcher(pattern)(name)]
    return said or ([(rule.rest, rule.trail)] if rule.rest is not None else [])
