# ruff: noqa: E501
"""How many calls of one tool a text asks for, and which of its values belongs to which: a record for each call.

A value said again of a parameter that has one begins another record; values listed together ("Paris and Rome") are
one record that branches. What only one record says, all share. Conservative: a lone repeated value must be joined to
the first by the sentence, else it is noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from mockfn.grounding.label import Item, choice_items, flag_item, score
from mockfn.grounding.mentions import Mention, Scan
from mockfn.grounding.toolspec import Param, ToolSpec

__all__ = ["Record", "records"]

Record = dict[int, list[Item]]

# Calls that one text may ask for: a list longer than this is data, not a list of requests.
MOST: Final = 16

_JOINING: Final = frozenset(
    ("and", "also", "then", "another", "followed", "plus", "finally", "next", "second", ",", ";")
)


def records(
    spec: ToolSpec,
    found: Scan,
    mentions: Sequence[Mention],
    taken: frozenset[str] = frozenset(),
    *,
    several: bool = True,
    region: list[bool] | None = None,
    others: Sequence[Mention] = (),
) -> list[Record]:
    """The calls of `spec` that the `mentions` of a text ask for; parameters named in `taken` have their value already."""
    params = [(index, param) for index, param in enumerate(spec.params) if param.name not in taken]
    table = {index: [score(param, mention, spec, found) for mention in mentions] for index, param in params}
    base, used = _first(spec, params, table, mentions)
    said = _said(spec, params, found, base, region)
    if region is not None:
        _borrow(spec, params, found, base, said, others, region)
    if not several:
        return [
            {
                **base,
                **{index: items if spec.params[index].kind == "array" else items[:1] for index, items in said.items()},
            }
        ]
    again = _again(params, table, mentions, base, used)
    items = sorted(
        [
            *(item for items in base.values() for item in items),
            *again,
            *(item for items in said.values() for item in items),
        ],
        key=lambda item: (item.first, item.last),
    )
    return _branch(spec, _share(spec, _sound(_split(spec, items), found)), found)


def _wanted(param: Param, mention: Mention) -> float:
    """The least score at which a parameter takes a mention: what is optional must be spoken of."""
    if param.required:
        return 0.0
    if param.kind in ("integer", "number"):
        return 2.6
    return 3.4 if mention.kind in ("name", "quote", "language", "id") else 2.9


def _first(
    spec: ToolSpec, params: list[tuple[int, Param]], table: dict[int, list[float]], mentions: Sequence[Mention]
) -> tuple[Record, set[int]]:
    """One value for each parameter, the surest first; an array takes the whole group its value stands in."""
    rows = sorted(
        (-round(table[index][place], 2), index, place)
        for index, param in params
        for place, mention in enumerate(mentions)
        if table[index][place] > _wanted(param, mention)
    )
    base: Record = {}
    used: set[int] = set()
    for minus, index, place in rows:
        if place in used or index in base:
            continue
        param = spec.params[index]
        places = [place]
        if param.kind == "array" and mentions[place].kind != "list":
            places = [p for p, one in enumerate(mentions) if one.group == mentions[place].group and p not in used]
        used.update(places)
        base[index] = [_item(index, mentions[p], -minus) for p in places]
    return base, used


def _item(index: int, mention: Mention, sure: float) -> Item:
    return Item(index, mention.value, mention.first, mention.last, sure, mention.group, mention.text, mention)


def _borrow(
    spec: ToolSpec,
    params: list[tuple[int, Param]],
    found: Scan,
    base: Record,
    said: Record,
    others: Sequence[Mention],
    region: list[bool],
) -> None:
    """What a tool's own clauses leave open, from the nearest clause that has it, what follows before what precedes."""
    first = region.index(True) if True in region else 0
    for index, param in params:
        if index in base or index in said or not param.required:
            continue
        rows = [(score(param, mention, spec, found), mention) for mention in others if not region[mention.first]]
        fits = [(value, mention) for value, mention in rows if value > 0]
        if not fits:
            continue
        most = max(value for value, _ in fits)
        close = [mention for value, mention in fits if value >= 0.75 * most]
        mention = min(close, key=lambda one: abs(one.first - first) if one.first > first else 3 * (first - one.first))
        group = (
            [one for one in others if one.group == mention.group]
            if param.kind == "array" and mention.kind != "list"
            else [mention]
        )
        base[index] = [_item(index, one, most) for one in group]


def _said(
    spec: ToolSpec, params: list[tuple[int, Param]], found: Scan, base: Record, region: list[bool] | None
) -> Record:
    """The choices and flags that the text says."""
    said: Record = {}
    for index, param in params:
        if index in base and base[index][0].score > 3.5:
            continue
        if param.choices or (param.item is not None and param.item.choices):
            items = choice_items(index, param, found)
            if region is not None:
                items = [item for item in items if region[item.first]]
            if items:
                base.pop(index, None)
                said[index] = _grouped(items, found)
        elif param.kind == "boolean":
            item = flag_item(index, param, found, spec.own)
            if item is not None:
                said[index] = [item]
    return said


def _grouped(items: list[Item], found: Scan) -> list[Item]:
    """Choices listed together get one group."""
    group = -1
    for left, right in zip([None, *items], items, strict=False):
        between = found.tokens[left.last + 1 : right.first] if left else []
        if (
            left is None
            or len(between) > 3
            or not all(t.low in (",", "and", "or", "&", "the", "a", "'") for t in between)
        ):
            group -= 1
        right.group = group * 1000 - right.param
    return items


def _again(
    params: list[tuple[int, Param]],
    table: dict[int, list[float]],
    mentions: Sequence[Mention],
    base: Record,
    used: set[int],
) -> list[Item]:
    """Mentions left over that suit a parameter as well as the one it has: the parameter is said again."""
    items: list[Item] = []
    byplace = {item.first: index for index, taken in base.items() for item in taken}
    kinds = dict(params)
    for place, mention in enumerate(mentions):
        if place in used:
            continue
        index = _in_turn(mention, mentions, byplace) if mention.kind in ("num", "name", "quote") else None
        if index is not None:
            items.append(_item(index, mention, base[index][0].score))
            items[-1].group = -10_000 - place
            continue
        best = max(
            (
                (table[index][place] / taken[0].score, -index)
                for index, taken in base.items()
                if taken[0].mention is not None and taken[0].score > 0
            ),
            default=(0.0, 0),
        )
        index = -best[1]
        if best[0] < 0.7 or (kinds[index].kind == "array" and mention.kind != "list"):
            continue
        first = base[index][0].mention
        if first is not None and _alike(kinds[index], first, mention):
            items.append(_item(index, mention, table[index][place]))
    return items


def _in_turn(mention: Mention, mentions: Sequence[Mention], byplace: dict[int, int]) -> int | None:
    """The parameter whose turn it is in a group of pairs, as in "3 and 4, 5 and 12" for two sides."""
    group = [one for one in mentions if one.group == mention.group and one.kind == mention.kind]
    turns = [byplace[one.first] for one in group if one.first in byplace]
    if len(turns) < 2 or len(group) % len(turns):
        return None
    return turns[group.index(mention) % len(turns)]


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
    return any(word in other.near and (word in param.words or word in param.about) for word in first.near)


def _split(spec: ToolSpec, items: list[Item]) -> list[Record]:
    """The items in order, cut where a parameter is said again outside of a list."""
    split: list[Record] = [{}]
    for item in items:
        have = split[-1].get(item.param)
        if have is None:
            split[-1][item.param] = [item]
        elif have[-1].group == item.group or (spec.params[item.param].kind == "array" and item.mention is None):
            have.append(item)
        else:
            split.append({item.param: [item]})
    return split


def _sound(split: list[Record], found: Scan) -> list[Record]:
    """The records that are more than noise; what a noisy one says is dropped, or kept where nothing else says it."""
    kept = split[:1]
    for record in split[1:]:
        only = next(iter(record.values()))[0] if len(record) == 1 else None
        if only is None or _joined(kept[-1].get(only.param) or kept[0].get(only.param), only, found):
            kept.append(record)
    return kept


def _joined(before: list[Item] | None, item: Item, found: Scan) -> bool:
    if not before:
        return False
    if item.mention is None:
        return False
    between = found.tokens[before[-1].last + 1 : item.first]
    return any(token.low in _JOINING for token in between) or (
        between[-1:] != [] and between[0].sentence != between[-1].sentence
    )


def _share(spec: ToolSpec, split: list[Record]) -> list[Record]:
    """What one record lacks, from the nearest that has it: what is required always, else what is said before all."""
    if len(split) == 1:
        return split
    lead = min(items[0].first for items in split[1].values())
    for place, record in enumerate(split):
        for index, param in enumerate(spec.params):
            if index in record:
                continue
            donors = [other[index] for other in (*reversed(split[:place]), *split[place + 1 :]) if index in other]
            if donors and (
                param.required
                or param.kind == "boolean"
                or (donors[0][0].first < lead and donors[0] is split[0].get(index))
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
        out.extend({**record, **{index: [item] for index, item in zip(lists, row, strict=True)}} for row in rows)
    return out[:MOST] if len(out) <= MOST else out[:1]
