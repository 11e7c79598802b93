"""How many calls of one tool a text asks for, and which of its values belongs to which: a record for each call.

A value said again of a parameter that has one begins another record; values listed together ("Paris and Rome") are
one record that branches. What only one record says, all share. Conservative: a value said again must be joined to the
first by the sentence, else it is noise.
"""

from __future__ import annotations

from itertools import pairwise, product
from math import prod
from typing import Final

from mockfn.grounding.assign import Record, Told
from mockfn.grounding.label import Item
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import ToolSpec

__all__ = ["one_record", "records"]

# Calls that one text may ask for: a list longer than this is data, not a list of requests.
_MOST: Final = 16

_JOINING: Final = frozenset(
    ("and", "also", "then", "another", "followed", "plus", "finally", "next", "second", ",", ";")
)


def one_record(spec: ToolSpec, told: Told) -> Record:
    """The single call that a text tells of: the first value for each parameter, all for an array."""
    return {index: items if spec.params[index].kind == "array" else items[:1] for index, items in told.once.items()}


def records(spec: ToolSpec, found: Scan, told: Told) -> list[Record]:
    """The calls that a text tells of, in its order; at least one."""
    items = [*told.again, *(item for items in told.once.values() for item in items)]
    items.sort(key=lambda item: (item.first, item.last))
    split = _share(spec, _rows(spec, items) or _split(spec, found, items))
    return _branch(spec, split, found) or [one_record(spec, told)]


def _rows(spec: ToolSpec, items: list[Item]) -> list[Record]:
    """ "0 m/s and 5 m/s ... 10 seconds and 7 seconds": records where parameters are told of one after the other."""
    told: Record = {}
    for item in items:
        told.setdefault(item.param, []).append(item)
    many = [have for index, have in told.items() if len(have) > 1 and spec.params[index].kind != "array"]
    if len(many) < 2 or len({len(have) for have in many}) > 1 or any(have[0].group == have[1].group for have in many):
        return []
    one_by_one = all(left[-1].last < right[0].first for left, right in pairwise(many))
    if not one_by_one or any(item.mention is None for have in many for item in have):
        return []
    ones = {index: have for index, have in told.items() if have not in many}
    return [{**ones, **{have[row].param: [have[row]] for have in many}} for row in range(len(many[0]))]


def _split(spec: ToolSpec, found: Scan, items: list[Item]) -> list[Record]:
    """The items in order, cut where a parameter is said again outside of a list."""
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


def _sound(record: Record) -> bool:
    """Whether a later record says enough to be a call: a choice or a flag alone may be said in passing."""
    return len(record) > 1 or any(item.mention is not None for items in record.values() for item in items)


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
    lead = min(items[0].first for items in split[1].values())
    shared: list[Record] = []
    for place, record in enumerate(split):
        whole = dict(record)
        near = (*reversed(split[:place]), *split[place + 1 :])
        for index, param in enumerate(spec.params):
            donor = None if index in record else next((other[index] for other in near if index in other), None)
            if donor is None:
                continue
            always = param.required or param.awaited or param.kind == "boolean" or param.says.topic == "unit"
            if always or (donor is split[0].get(index) and donor[0].first < lead):
                whole[index] = donor
        shared.append(whole)
    return shared


def _branch(spec: ToolSpec, split: list[Record], found: Scan) -> list[Record]:
    """A record for each value of a list: all pairs where two parameters have lists, pair by pair if "respectively".

    None where they are too many.
    """
    out: list[Record] = []
    for record in split:
        lists = [index for index, items in record.items() if len(items) > 1 and spec.params[index].kind != "array"]
        sizes = [len(record[index]) for index in lists]
        paired = len(lists) > 1 and len(set(sizes)) == 1 and "respectively" in found.text
        if len(out) + (sizes[0] if paired else prod(sizes)) > _MOST:
            return []
        rows = zip(*(record[i] for i in lists), strict=True) if paired else product(*(record[i] for i in lists))
        out.extend({**record, **{i: [item] for i, item in zip(lists, row, strict=True)}} for row in rows)
    return out
