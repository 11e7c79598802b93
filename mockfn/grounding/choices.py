"""Where a text says one of the values that a parameter names, or turns one of its flags on or off."""

from __future__ import annotations

from typing import Final

from mockfn.grounding.label import Item
from mockfn.grounding.lexicon import ROLES, listed, stem
from mockfn.grounding.prose import Choice
from mockfn.grounding.scan import Scan
from mockfn.grounding.toolspec import Param

__all__ = ["choices_said", "flag_said"]

# Times that one choice is heard in one text.
_MOST: Final = 16


def choices_said(params: list[tuple[int, Param]], found: Scan, own: frozenset[str]) -> list[Item]:
    """What the text says of the choices of all parameters (each with its place in the tool), in order.

    Of choices said by the same words only the one that says most is kept. `own` are the words of the tool itself: a
    choice that is said in part must be said by other words.
    """
    items = [item for index, param in params for item in _of(index, param, found, own)]
    kept: list[Item] = []
    for item in sorted(items, key=lambda item: (-item.score, item.first)):
        if not any(item.first <= other.last and other.first <= item.last for other in kept):
            kept.append(item)
    kept.sort(key=lambda item: item.first)
    return kept


def _of(index: int, param: Param, found: Scan, own: frozenset[str]) -> list[Item]:
    source = param.item if param.kind == "array" and param.item is not None else param
    holders: dict[str, int] = {}
    for choice in source.choices:
        for root in choice.roots:
            holders[root] = holders.get(root, 0) + 1
    items = _switched(index, source, found)
    for choice in source.choices:
        said = _said(choice, found)
        share = len(said) / max(len(choice.roots), 1)
        telling = source.closed and not any(holders.get(root, 0) > 1 or root in own for root in said)
        if not said or (share < 1 and not (share >= 0.5 and telling)):
            continue
        for first in found.roots[said[0]][: _MOST if share >= 1 else 1]:
            places = [min(found.roots[root], key=lambda place: abs(place - first)) for root in said]
            if max(places) - min(places) <= len(said) + 2:
                sure = 2.0 * share + 0.2 * len(said) + _role(param, found, min(places))
                items.append(Item(index, choice.value, min(places), max(places), sure, -1, found.tokens[first].text))
    return items


def _role(param: Param, found: Scan, first: int) -> float:
    """What the word before says: "from English" is no target."""
    lead = found.tokens[first - 1].low if first else ""
    role = ROLES.get(lead, "") if lead in _LEADS else ""
    return 0.0 if not role or not param.says.role else 0.5 if role == param.says.role else -0.5


def _switched(index: int, param: Param, found: Scan) -> list[Item]:
    """On and off, where a parameter names both: as small words they carry no stem. What stands beside a verb that
    switches is meant, and "the light on the desk" is not; without such a verb the first is."""
    # With more choices than a few, nothing is switched.
    if not param.closed or len(param.choices) > _MOST:
        return []
    values = {str(choice.value).lower(): choice.value for choice in param.choices}
    if not values.keys() >= _SWITCHED:
        return []
    places = [place for place, token in enumerate(found.tokens) if token.low in _SWITCHED]
    beside = [place for place in places if place and found.tokens[place - 1].low in _SWITCHING]
    said = [(place, found.tokens[place]) for place in beside or places[:1]]
    return [Item(index, values[token.low], place, place, 2.2, -1, token.text) for place, token in said[:_MOST]]


_SWITCHED: Final = frozenset(("on", "off"))
_SWITCHING: Final = frozenset(listed("turn turns turned turning switch switched set put keep leave shut power"))
_LEADS: Final = frozenset(("from", "to", "until"))


def _said(choice: Choice, found: Scan) -> list[str]:
    """The stems of a choice that the text has, or the one that stands for it."""
    said = [root for root in choice.roots if root in found.roots]
    return said or ([choice.alias] if choice.alias in found.roots else [])


# Words in a flag's name that say nothing of what it turns on.
_SWITCHES: Final = frozenset(
    map(
        stem,
        listed("include includes is has get show allow enable enabled use with need require flag return only should"),
    )
)
_NOT: Final = frozenset(listed("not no without don't exclude excluding disable never skip"))


def flag_said(index: int, param: Param, found: Scan) -> Item | None:
    """Where the text turns a boolean parameter on, or off by a negation just before; None where it says nothing."""
    roots = [root for root in param.words if root not in _SWITCHES]
    if not roots or not all(root in found.roots for root in roots):
        return None
    first = found.roots[roots[-1]][0]
    before = {token.low for token in found.tokens[max(0, first - 3) : first]}
    return Item(index, _NOT.isdisjoint(before), first, first, 1.5, -1, found.tokens[first].text)
