"""How many calls of one tool a text asks for, and which of its values belongs to which: a record for each call.

A value said again of a parameter that has one begins another record; values listed together ("Paris and Rome") are
one record that branches. What only one record says, all share. Conservative: a value said again must be joined to the
first by the sentence, else it is noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from msgspec import Struct

from mockfn.grounding.label import Item, choice_items, flag_item, longest, score
from mockfn.grounding.mentions import Mention
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import Param, ToolSpec

__all__ = ["Record", "records"]

Record = dict[int, list[Item]]

# Calls that one text may ask for: a list longer than this is data, not a list of requests.
MOST: Final = 16

_JOINTS: Final = frozenset((",", "and", "or", "&", "the", "a", "an", "'", '"'))
_JOINING: Final = frozenset(
    ("and", "also", "then", "another", "followed", "plus", "finally", "next", "second", ",", ";")
)


class _Reading(Struct):
    """One tool read against one text: `table[param][place]` says how well each mention suits each parameter."""

    spec: ToolSpec
    found: Scan
    mentions: Sequence[Mention]
    params: list[tuple[int, Param]]
    table: dict[int, list[float]]


def records(
    spec: ToolSpec,
    found: Scan,
    mentions: Sequence[Mention],
    taken: frozenset[str] = frozenset(),
    *,
    several: bool = True,
    region: list[bool] | None = None,
) -> list[Record]:
    """The calls of `spec` that a text asks for. Parameters named in `taken` have their value already; with a `region`
    only the tokens in it speak of the tool, and what they leave open is borrowed from the rest.
    """
    params = [(index, param) for index, param in enumerate(spec.params) if param.path[0] not in taken]
    mine = [mention for mention in mentions if region[mention.first]] if region else mentions
    heard = longest([item for index, param in params for item in choice_items(index, param, found, spec.own)])
    table = {index: [score(param, mention, spec, found) for mention in mine] for index, param in params}
    for item in heard:
        for place, mention in enumerate(mine):
            if item.first <= mention.first and mention.last <= item.last:
                for index, row in table.items():
                    row[place] -= 0.0 if index == item.param else 1.5
    reading = _Reading(spec, found, mine, params, table)
    base, used = _first(reading)
    said = _said(reading, base, heard, region)
    if region is not None:
        _borrow(reading, base, said, [mention for mention in mentions if not region[mention.first]], region)
    if not several:
        return [{**base, **{i: items if spec.params[i].kind == "array" else items[:1] for i, items in said.items()}}]
    again = _again(reading, base, used)
    items = [*again, *(item for part in (base, said) for items in part.values() for item in items)]
    items.sort(key=lambda item: (item.first, item.last))
    return _branch(spec, _share(spec, _split(reading, items)), found)


def _wanted(param: Param, mention: Mention) -> float:
    """The least score at which a parameter takes a mention: what is optional must be spoken of."""
    named = mention.kind in ("name", "quote", "language", "id")
    if param.required:
        return 0.6 if named else 0.0
    if param.kind in ("integer", "number"):
        return 1.4 if param.awaited else 2.4
    if param.awaited:
        return 2.4
    return 3.4 if named else 2.9


def _first(reading: _Reading) -> tuple[Record, set[int]]:
    """One value for each parameter, the surest first; an array takes the whole group its value stands in."""
    spec, mentions, table = reading.spec, reading.mentions, reading.table
    rows = sorted(
        (-round(table[index][place], 2), index, place)
        for index, param in reading.params
        for place, mention in enumerate(mentions)
        if table[index][place] > _wanted(param, mention)
    )
    base: Record = {}
    used: set[int] = set()
    topics: dict[int, str] = {}
    for minus, index, place in rows:
        mention, param = mentions[place], spec.params[index]
        if place in used or index in base or topics.get(mention.group, param.says.topic) != param.says.topic:
            continue
        places = [place]
        if mention.grouped and mention.kind != "num":
            topics[mention.group] = param.says.topic
        if param.kind == "array" and mention.kind != "list":
            places = [p for p, one in enumerate(mentions) if one.group == mention.group and p not in used]
            places += [
                p
                for p in (place + 1,)
                if mention.role == "start" and p < len(mentions) and mentions[p].role == "end" and p not in places
            ]
        used.update(places)
        base[index] = [_item(index, mentions[p], -minus) for p in places]
    return base, used


def _item(index: int, mention: Mention, sure: float) -> Item:
    return Item(index, mention.value, mention.first, mention.last, sure, mention.group, mention.text, mention)


def _said(reading: _Reading, base: Record, heard: list[Item], region: list[bool] | None) -> Record:
    """The choices and flags that the text says; those win over a mention that suits less."""
    spec, found = reading.spec, reading.found
    within = {
        p for items in base.values() for one in items if one.last > one.first for p in range(one.first, one.last + 1)
    }
    said: Record = {}
    for index, param in reading.params:
        if param.kind == "boolean":
            item = flag_item(index, param, found)
            if item is not None and (region is None or region[item.first]):
                said[index] = [item]
    for item in heard:
        param = spec.params[item.param]
        if region is not None and not region[item.first]:
            continue
        if item.param in base and not param.closed and not (param.item and param.item.closed):
            have = base[item.param][0]
            wider = (
                item.first <= have.first and have.last <= item.last and item.last - item.first > have.last - have.first
            )
            if not wider and have.score >= 2.4:
                continue
        elif item.first in within:
            continue
        said.setdefault(item.param, []).append(item)
    for index, items in said.items():
        base.pop(index, None)
        _group(items, found, reading.mentions)
    return said


def _group(items: list[Item], found: Scan, mentions: Sequence[Mention]) -> None:
    """Choices listed together get one group, even where a word or two stands before the last."""
    group = -1000 * (items[0].param + 1)
    for place, item in enumerate(items):
        left = items[place - 1] if place else None
        between = found.tokens[left.last + 1 : item.first] if left else []
        lows = [token.low for token in between]
        listed = bool(between) and (
            all(low in _JOINTS for low in lows)
            or (len(between) <= 4 and not {"and", "or", ","}.isdisjoint(lows) and not _holds(mentions, left, item))
        )
        if not listed:
            group -= 1
        item.group = group


def _holds(mentions: Sequence[Mention], left: Item | None, right: Item) -> bool:
    return left is not None and any(left.last < mention.first < right.first for mention in mentions)


def _borrow(reading: _Reading, base: Record, said: Record, others: list[Mention], region: list[bool]) -> None:
    """What a tool's own clauses leave open, from the nearest clause that has it, what follows before what precedes."""
    spec, found = reading.spec, reading.found
    first = region.index(True) if True in region else 0
    used: set[int] = set()
    for index, param in reading.params:
        if index in base or index in said or not param.required:
            continue
        rows = [(score(param, mention, spec, found), mention) for mention in others if mention.first not in used]
        most = max((value for value, _ in rows), default=0.0)
        if most <= 0.6:
            continue
        close = [mention for value, mention in rows if value >= 0.75 * most]
        mention = min(close, key=lambda one: one.first - first if one.first > first else 3 * (first - one.first))
        siblings = sum(
            1
            for _, other in reading.params
            if other.kind == param.kind and other.says.topic == param.says.topic and other.required
        )
        whole = mention.grouped and mention.kind != "list" and (param.kind == "array" or siblings == 1)
        group = [one for one in others if one.group == mention.group] if whole else [mention]
        used.update(one.first for one in group)
        base[index] = [_item(index, one, most) for one in group]


def _again(reading: _Reading, base: Record, used: set[int]) -> list[Item]:
    """Mentions left over that suit a parameter much as the one it has does: the parameter is said again."""
    items: list[Item] = []
    turns = _turns(base)
    for place, mention in enumerate(reading.mentions):
        if place in used:
            continue
        turn = _in_turn(mention, reading.mentions, turns)
        if turn is not None:
            items.append(_item(turn, mention, base[turn][0].score))
            items[-1].group = -10_000 - place
            continue
        best, index = max(
            ((reading.table[index][place], -index) for index, taken in base.items() if taken[0].mention is not None),
            default=(0.0, 0),
        )
        index = -index
        if best <= 0 or best < 0.5 * base[index][0].score:
            continue
        first, param = base[index][0].mention, reading.spec.params[index]
        if first is None or not _alike(param, first, mention):
            continue
        if param.kind == "array" and mention.kind != "list" and not mention.grouped:
            base[index].append(_item(index, mention, best))
        else:
            items.append(_item(index, mention, best))
    return items


def _turns(base: Record) -> dict[str, list[int]]:
    """For each kind, the parameters that share one group of it, in the order of the text: "3 and 4" for two sides."""
    groups: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for index, taken in base.items():
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
    if len(group) % len(order):
        return None
    return order[group.index(mention) % len(order)]


def _alike(param: Param, first: Mention, other: Mention) -> bool:
    """Whether two mentions are said of a parameter in the same way."""
    if first.group == other.group:
        return True
    if first.kind != other.kind:
        return False
    if first.kind != "num":
        return True
    if (first.unit, first.mark) == (other.unit, other.mark) and (first.unit or first.mark):
        return True
    if "year" in param.says.traits and all(
        isinstance(one.value, int) and 1000 <= one.value <= 2100 for one in (first, other)
    ):
        return True
    return any(word in other.near and (word in param.words or word in param.about) for word in first.near)


def _split(reading: _Reading, items: list[Item]) -> list[Record]:
    """The items in order, cut where a parameter is said again outside of a list."""
    spec, found = reading.spec, reading.found
    rows = _rows(spec, items)
    if rows:
        return rows
    split: list[Record] = [{}]
    for item in items:
        have = split[-1].get(item.param)
        if have is None:
            split[-1][item.param] = [item]
        elif have[-1].group == item.group or (spec.params[item.param].kind == "array" and item.mention is None):
            have.append(item)
        elif _joined(have[-1], item, found):
            split.append({item.param: [item]})
    return split[:1] + [record for record in split[1:] if _sound(record)]


def _rows(spec: ToolSpec, items: list[Item]) -> list[Record]:
    """ "0 m/s and 5 m/s ... 10 seconds and 7 seconds": records where parameters are told of one after the other."""
    told: dict[int, list[Item]] = {}
    for item in items:
        told.setdefault(item.param, []).append(item)
    many = [have for index, have in told.items() if len(have) > 1 and spec.params[index].kind != "array"]
    if len(many) < 2 or len({len(have) for have in many}) > 1 or any(have[0].group == have[1].group for have in many):
        return []
    in_turn = all(left[-1].last < right[0].first for left, right in zip(many, many[1:], strict=False))
    if not in_turn or any(item.mention is None for have in many for item in have):
        return []
    ones = {index: have for index, have in told.items() if have not in many}
    return [{**ones, **{have[row].param: [have[row]] for have in many}} for row in range(len(many[0]))]


def _sound(record: Record) -> bool:
    """Whether a later record says enough to be a call: a choice or a flag alone may be said in passing."""
    return any(item.mention is not None for items in record.values() for item in items) or len(record) > 1


def _joined(before: Item, item: Item, found: Scan) -> bool:
    """Whether the sentence goes on to something further between two values of one parameter."""
    between = found.tokens[before.last + 1 : item.first]
    return bool(between) and (
        between[0].sentence != found.tokens[item.first].sentence or any(token.low in _JOINING for token in between)
    )


def _share(spec: ToolSpec, split: list[Record]) -> list[Record]:
    """What one record lacks, from the nearest that has it: what is required always, else what is said before all."""
    if len(split) == 1:
        return split
    own = [dict(record) for record in split]
    lead = min(items[0].first for items in own[1].values())
    for place, record in enumerate(split):
        for index, param in enumerate(spec.params):
            if index in record:
                continue
            donors = [other[index] for other in (*reversed(own[:place]), *own[place + 1 :]) if index in other]
            if donors and (
                param.required
                or param.awaited
                or param.kind == "boolean"
                or param.says.topic == "unit"
                or (donors[0][0].first < lead and donors[0] is own[0].get(index))
            ):
                record[index] = donors[0]
    return split


def _branch(spec: ToolSpec, split: list[Record], found: Scan) -> list[Record]:
    """A record for each value of a list: all pairs where two parameters have lists, pair by pair if "respectively"."""
    out: list[Record] = []
    for record in split:
        lists = [index for index, items in record.items() if len(items) > 1 and spec.params[index].kind != "array"]
        if not lists:
            out.append(record)
            continue
        lengths = {len(record[index]) for index in lists}
        if len(lists) > 1 and len(lengths) == 1 and "respectively" in found.text:
            rows = list(zip(*(record[index] for index in lists), strict=True))
        else:
            rows = list(product(*(record[index] for index in lists)))
        out.extend({**record, **{i: [item] for i, item in zip(lists, row, strict=True)}} for row in rows)
    return out if len(out) <= MOST else out[:1]
