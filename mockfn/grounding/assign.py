"""Which value of a text each parameter of a tool takes, and which values are said of it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from mockfn.grounding.choices import choices_said, flag_said
from mockfn.grounding.label import YEARS, Item, score
from mockfn.grounding.mentions import Mention
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import Param, ToolSpec

__all__ = ["Record", "Told", "assign"]

# The values of one call, by the place of the parameter in its tool; several items are a list.
Record = dict[int, list[Item]]


class Told(Struct, frozen=True):
    """What a text tells of a tool: one value for each parameter in `once`, and `again` what is left over and alike."""

    once: Record
    again: list[Item]


class _Reading(Struct):
    """One tool read against one text: `table[index][place]` says how well each mention suits each parameter."""

    spec: ToolSpec
    found: Scan
    mentions: Sequence[Mention]
    params: list[tuple[int, Param]]
    table: dict[int, list[float]]
    region: list[bool] | None

    def holds(self, token: int) -> bool:
        """Whether a token speaks of the tool."""
        return self.region is None or self.region[token]


def assign(spec: ToolSpec, found: Scan, mentions: Sequence[Mention], *, region: list[bool] | None = None) -> Told:
    """What the `mentions` of a text tell of `spec`.

    With a `region` only its tokens speak of the tool, and what they leave open is borrowed from the rest.
    """
    params = list(enumerate(spec.params))
    mine = [mention for mention in mentions if region[mention.first]] if region else mentions
    heard = choices_said(params, found, spec.own)
    table = {index: [score(param, mention, spec, found) for mention in mine] for index, param in params}
    for item in heard:
        for place, mention in enumerate(mine):
            if item.first <= mention.first and mention.last <= item.last:
                for index, row in table.items():
                    row[place] -= 0.0 if index == item.param else _TAKEN
    reading = _Reading(spec, found, mine, params, table, region)
    once, used = _first(reading)
    said = _said(reading, once, heard)
    if region is not None:
        _borrow(reading, once, said, [mention for mention in mentions if not region[mention.first]])
    again = _again(reading, once, used)
    return Told(once | said, again)


# What a mention loses for all other parameters when its words are a choice of one.
_TAKEN: Final = 1.5


def _wanted(param: Param, mention: Mention) -> float:
    """The least score at which a parameter takes a mention: what is optional must be spoken of."""
    named = mention.kind in ("name", "quote", "language", "id")
    if param.required:
        return 0.6 if named else 0.0
    if param.kind in ("integer", "number"):
        return 1.4 if param.awaited else 2.4
    return 2.4 if param.awaited else 3.4 if named else 2.9


def _first(reading: _Reading) -> tuple[Record, set[int]]:
    """One value for each parameter, the surest first, and the places of the mentions used.

    Names listed together go to parameters of one topic only.
    """
    mentions, table = reading.mentions, reading.table
    rows = sorted(
        (-round(table[index][place], 2), index, place)
        for index, param in reading.params
        for place, mention in enumerate(mentions)
        if table[index][place] > _wanted(param, mention)
    )
    once: Record = {}
    used: set[int] = set()
    topics: dict[int, str] = {}
    for minus, index, place in rows:
        mention, param = mentions[place], reading.spec.params[index]
        topic = param.says.topic
        if place in used or index in once or topics.get(mention.group, topic) != topic:
            continue
        if mention.grouped and mention.kind != "num":
            topics[mention.group] = topic
        places = _whole(mentions, place, used) if param.kind == "array" else [place]
        used.update(places)
        once[index] = [_item(index, mentions[one], -minus) for one in places]
    return once, used


def _whole(mentions: Sequence[Mention], place: int, used: set[int]) -> list[int]:
    """What an array takes with the mention at `place`: its group, or the other end of its range."""
    mention = mentions[place]
    if mention.kind == "list":
        return [place]
    places = [p for p, one in enumerate(mentions) if one.group == mention.group and p not in used]
    after = place + 1
    if mention.role == "start" and after < len(mentions) and mentions[after].role == "end" and after not in places:
        places.append(after)
    return places


def _item(index: int, mention: Mention, sure: float) -> Item:
    return Item(index, mention.value, mention.first, mention.last, sure, mention.group, mention.text, mention)


def _said(reading: _Reading, once: Record, heard: list[Item]) -> Record:
    """The choices and flags that the text says. An enum's choice wins over a mention, a choice of prose only over one
    that suits less or says less; what gives way is taken out of `once`.
    """
    within = {p for items in once.values() for one in items if one.last > one.first for p in _span(one)}
    said: Record = {}
    for index, param in reading.params:
        if param.kind == "boolean" or _is_flag(param):
            item = flag_said(index, param, reading.found)
            if item is not None and reading.holds(item.first):
                item.value = str(item.value) if param.kind == "string" else item.value
                said[index] = [item]
    for item in heard:
        param = reading.spec.params[item.param]
        closed = param.closed or (param.item is not None and param.item.closed)
        have = once[item.param][0] if item.param in once and not closed else None
        if not reading.holds(item.first) or (have is None and item.first in within):
            continue
        if have is None or have.score < 2.4 or (len(_span(item)) > len(_span(have)) and have.first in _span(item)):
            said.setdefault(item.param, []).append(item)
    for index, items in said.items():
        once.pop(index, None)
        _group(items, reading)
    return said


def _is_flag(param: Param) -> bool:
    """Whether a string parameter is a flag in writing: an enum of "True" and "False" and what else."""
    return param.closed and {"True", "False"} <= {str(choice.value) for choice in param.choices}


def _span(item: Item) -> range:
    return range(item.first, item.last + 1)


_JOINTS: Final = frozenset((",", "and", "or", "&", "the", "a", "an", "'", '"'))


def _group(items: list[Item], reading: _Reading) -> None:
    """Choices listed together get one group, even where a word or two stands before the last."""
    group = -1000 * (items[0].param + 1)
    left: Item | None = None
    for item in items:
        between = reading.found.tokens[left.last + 1 : item.first] if left is not None else []
        lows = {token.low for token in between}
        joined = len(between) <= 4 and not lows.isdisjoint(("and", "or", ","))
        apart = left is None or any(left.last < mention.first < item.first for mention in reading.mentions)
        if not lows or not (lows <= _JOINTS or (joined and not apart)):
            group -= 1
        item.group, left = group, item


def _borrow(reading: _Reading, once: Record, said: Record, others: list[Mention]) -> None:
    """What a tool's own clauses leave open, from the nearest clause that has it, what follows before what precedes."""
    region = reading.region or []
    first = region.index(True) if True in region else 0
    used: set[int] = set()
    for index, param in reading.params:
        if index in once or index in said or not param.required:
            continue
        fits = [(score(param, one, reading.spec, reading.found), one) for one in others if one.first not in used]
        most = max((value for value, _ in fits), default=0.0)
        if most <= 0.6:
            continue
        close = [mention for value, mention in fits if value >= 0.75 * most]
        mention = min(close, key=lambda one: one.first - first if one.first > first else 3 * (first - one.first))
        whole = mention.grouped and mention.kind != "list" and (param.kind == "array" or _lone(param, reading))
        group = [one for one in others if one.group == mention.group] if whole else [mention]
        used.update(one.first for one in group)
        once[index] = [_item(index, one, most) for one in group]


def _lone(param: Param, reading: _Reading) -> bool:
    """Whether no other required parameter takes the same sort of value."""
    sort = (param.kind, param.says.topic)
    return sum((one.kind, one.says.topic) == sort for _, one in reading.params if one.required) == 1


def _again(reading: _Reading, once: Record, used: set[int]) -> list[Item]:
    """Mentions left over that suit a parameter much as the one it has does: the parameter is said again.

    What an array is said again of, one by one, is added to the array in `once`.
    """
    items: list[Item] = []
    turns = _turns(once)
    heads = [(index, taken[0]) for index, taken in once.items() if taken[0].mention is not None]
    for place, mention in enumerate(reading.mentions):
        if place in used or not heads:
            continue
        turn = _in_turn(mention, reading.mentions, turns)
        if turn is not None:
            item = _item(turn, mention, once[turn][0].score)
            item.group = -10_000 - place
            items.append(item)
            continue
        best, minus = max((reading.table[index][place], -index) for index, _ in heads)
        have, param = once[-minus][0], reading.spec.params[-minus]
        if best <= 0 or best < 0.5 * have.score or have.mention is None or not _alike(param, have.mention, mention):
            continue
        item = _item(-minus, mention, best)
        if param.kind == "array" and mention.kind != "list" and not mention.grouped:
            item.group = have.group
            once[-minus].append(item)
        else:
            items.append(item)
    return items


def _turns(once: Record) -> dict[str, list[int]]:
    """For each kind, the parameters that share one group of it, in the order of the text: "3 and 4" for two sides."""
    groups: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for index, taken in once.items():
        first = taken[0].mention
        if first is not None and len(taken) == 1 and first.grouped:
            groups.setdefault((first.kind, first.group), []).append((first.first, index))
    return {kind: [index for _, index in sorted(pairs)] for (kind, _), pairs in groups.items() if len(pairs) > 1}


def _in_turn(mention: Mention, mentions: Sequence[Mention], turns: dict[str, list[int]]) -> int | None:
    """The parameter whose turn it is in a group of pairs: "3 and 4, 5 and 12", or "36 and 48 ... 60 and 96"."""
    order = turns.get(mention.kind)
    if order is None or not mention.grouped:
        return None
    group = [one for one in mentions if one.group == mention.group and one.kind == mention.kind]
    return None if len(group) % len(order) else order[group.index(mention) % len(order)]


def _alike(param: Param, first: Mention, other: Mention) -> bool:
    """Whether two mentions are said of a parameter in the same way."""
    if first.group == other.group:
        return True
    if first.kind != other.kind:
        return False
    measured = bool(first.unit or first.mark) and (first.unit, first.mark) == (other.unit, other.mark)
    years = "year" in param.says.traits and first.value in YEARS and other.value in YEARS
    if first.kind != "num" or measured or years:
        return True
    return any(word in other.near and (word in param.words or word in param.about) for word in first.near)
