"""Objects: the members that are required, those the seed chooses, and names made up where only their number is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mockfn.schema.arrays import MOST
from mockfn.schema.combine import Link
from mockfn.schema.dead import Dead, Spent
from mockfn.schema.demands import ObjectRule
from mockfn.schema.dialect import OBJECT
from mockfn.schema.node import DEEP, Node, Run, must_end
from mockfn.schema.realism.clue import Clue
from mockfn.schema.realism.scene import Scene
from mockfn.schema.regex.pattern import matcher
from mockfn.schema.resolve import Spot
from mockfn.schema.shape import Shape

__all__ = ["Object"]

# Share of optional members by level: who fills in a part fills in most of it, but not without end.
_SHARES = (0.5, 0.75, 0.75, 0.6, 0.4, 0.25)
_WIDEST = 80  # optional members an object gets about at most, where not all are wanted
_TRIES = 30  # names made up before the object is given up

_Open = Callable[[tuple[Spot, ...], Clue], Link]


class Object(Node):
    """Draws a dict. `open_node` gives the node for what applies to a member."""

    __slots__ = (
        "_blame",
        "_clue",
        "_links",
        "_makers",
        "_most",
        "_names",
        "_open",
        "_optional",
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
        for name in shape.required:
            if not self._allowed(name):
                raise Dead("required", shape.required[name], f"{name!r} is required and may not be there")
        self._names = [*known, *(name for name in shape.required if name not in known)]
        self._optional = [n for n in known if n not in shape.required and self._allowed(n)]
        self._makers: list[Link] | None = None
        self._most = shape.most
        if len(shape.required) > (MOST if shape.most is None else shape.most):
            raise Dead(*self._blame, f"{len(shape.required)} members are required and {shape.most} allowed")
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
                said = [spot for rule in rules for spot in _said(rule, name)]
                said += [(one.schema, one.trail) for one in watches if not self._seen(one.number, name)]
                found = tuple(said)
            if len(self._spotted) < MOST:
                self._spotted[name] = found
        return found

    def _seen(self, number: int, name: str) -> bool:
        """Is the member looked at by a rule under this watch, or by another watch there?"""
        if any(number in other.under for other in self._shape.property_watches):
            return True
        return any(bool(_said(rule, name)) for rule in self._shape.object_rules if number in rule.under)

    def _allowed(self, name: str) -> bool:
        return all(raw is not False for raw, _ in self._spots(name)) and all(test(name) for test in self._test_name)

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
        try:
            for name in self._names:
                if name in chosen:
                    self._add(run, level, found, name)
            if len(found) < self._wish(run, level, found):
                self._fill(run, level, found)
        finally:
            run.scene = scene
        if len(found) < self._shape.fewest:
            raise Dead(*self._blame, f"only {len(found)} members were found")
        return found

    def _chosen(self, run: Run, level: int) -> set[str]:
        shape = self._shape
        chosen = set(shape.required)
        share = run.optional and max(run.optional, _SHARES[min(level, len(_SHARES) - 1)])
        if level <= DEEP and share and run.fuel >= run.wide:
            share = share if share == 1.0 else min(share, _WIDEST / (len(self._optional) or 1))
            random = run.random.random
            chosen.update([name for name in self._optional if random() < share])
        missing = shape.fewest - len(chosen)
        if missing > 0:
            rest = [name for name in self._optional if name not in chosen]
            run.random.shuffle(rest)
            chosen.update(rest[:missing])
        for name in [*chosen]:
            self._need(name, chosen)
        if shape.most is not None and len(chosen) > shape.most:
            self._thin(run, chosen, shape.most)
        return chosen

    def _need(self, name: str, chosen: set[str]) -> None:
        """Add what must be there beside `name`."""
        for need in self._shape.dependents.get(name, ()):
            if need not in chosen:
                chosen.add(need)
                self._need(need, chosen)

    def _thin(self, run: Run, chosen: set[str], most: int) -> None:
        extra = [name for name in self._optional if name in chosen]
        run.random.shuffle(extra)
        while len(chosen) > most and extra:
            dropped = extra.pop()
            needed = {need for name in chosen - {dropped} for need in self._shape.dependents.get(name, ())}
            if dropped not in needed:
                chosen.discard(dropped)

    def _add(self, run: Run, level: int, found: dict[str, Any], name: str) -> None:
        try:
            found[name] = self._link(name).open().draw(run, level + 1)
        except Spent:
            raise
        except Dead:
            if name in self._shape.required or self._shape.dependents:
                raise

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
        while len(found) < wish and tries < _TRIES + 2 * wish:
            tries += 1
            name = self._made_name(run, level, tries)
            if name is None or name in found or not self._allowed(name):
                continue
            try:
                found[name] = self._open(self._spots(name), self._clue.member(name)).open().draw(run, level + 1)
            except Spent:
                raise
            except Dead:
                continue

    def _made_name(self, run: Run, level: int, tries: int) -> str | None:
        """A name: after the patterns and propertyNames, else a plausible one."""
        if self._makers is None:
            self._makers = self._name_makers()
        link = self._makers[(tries - 1) % len(self._makers)]
        try:
            name = link.open().draw(run, level + 1)
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

    def ways(self) -> Iterable[Iterable[Node]]:
        """With the required members alone."""
        links = [self._link(name) for name in self._shape.required]
        return [[link.open() for link in links]] if all(link.lives() for link in links) else []

    def blame(self) -> tuple[str, Any]:
        """The bound, else what is required."""
        if self._blame[1] is None and self._shape.required:
            return "required", next(iter(self._shape.required.values()))
        return self._blame

    def check_required(self) -> None:
        """See that each required member can be made where several schemas meet on it. Raises `Dead`."""
        for name in self._shape.required:
            if len(self._spots(name)) > 1:
                self._link(name).open()


def _said(rule: ObjectRule, name: str) -> list[Spot]:
    """What one schema object says about a member."""
    said = [(rule.named[name], rule.trail)] if name in rule.named else []
    said += [(one, rule.trail) for pattern, one in rule.patterns.items() if matcher(pattern)(name)]
    return said or ([(rule.rest, rule.trail)] if rule.rest is not None else [])
