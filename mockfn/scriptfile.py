"""Scripts as files: YAML or JSON text to a `Script` with the same power as rules in Python.

    rules:
      - when: {user: "weather in {city}"}
        steps:
          - call: {get_current_weather: {location: "{city}"}}
          - say: "It is {result[temperature]} degrees."
    otherwise: generate

Whatever can be known to be wrong is an error here, with file, line, rule and key, and not when a request comes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from mockfn.errors import did_you_mean
from mockfn.matchers import MATCHERS, compile_conditions
from mockfn.place import Place
from mockfn.script import Rule, Script, Step
from mockfn.script.rules import captured
from mockfn.script.steps import VERBS
from mockfn.script.troubles import TROUBLES
from mockfn.yamltext import Lined, read

__all__ = ["CONDITIONS", "OTHERWISE", "REPLY_KEYS", "RULE_KEYS", "SCRIPT_KEYS", "load"]

# What may stand where. A step's keys are the verbs; a rule may hold the verbs of its one step itself.
SCRIPT_KEYS = ("rules", "otherwise", "$schema")
RULE_KEYS = ("when", "steps", "optional", "misbehave")
CONDITIONS = tuple(name for name in MATCHERS if name != "where")
OTHERWISE = ("generate", "miss")
REPLY_KEYS = {**VERBS, **TROUBLES}
# A rule may misbehave (true), and a reply may in a certain way (a fault's name).
_BOTH = "misbehave"


def load(text: str, name: str) -> Script:
    """The script that a YAML or JSON text holds; `name` is the file's, for messages.

    Raises `ScriptError`, with file, line, rule and key as far as they are known, for what could never work.
    """
    place = Place(name)
    data = read(text, name)
    if not isinstance(data, Lined):
        what = "is empty" if data is None else f"holds {_kind(data)}, not a mapping"
        raise place.error(what, remedy="A script begins with `rules:`.")
    _known(data, SCRIPT_KEYS, place)
    rules = [] if data.get("rules") is None else data["rules"]
    if not isinstance(rules, list):
        raise place.at(data.lines["rules"]).error(f"takes a list of rules, not {_kind(rules)}", key="rules")
    lines = getattr(rules, "lines", ())
    made = (_rule(rule, Place(name, lines[number], f"rule {number + 1}")) for number, rule in enumerate(rules))
    return Script(tuple(made), _otherwise(data, place))


def _rule(data: Any, place: Place) -> Rule:
    if not isinstance(data, Lined):
        raise place.error(f"is {_kind(data)}, not a mapping", remedy="A rule has `when:` and `steps:`.")
    _known(data, (*RULE_KEYS, *REPLY_KEYS), place)
    when = data.get("when")
    if when is None:
        when = Lined()
        when.lines = {}
    if not isinstance(when, Lined):
        raise place.at(data.lines["when"]).error(f"takes conditions, not {_kind(when)}", key="when")
    _known(when, CONDITIONS, place, "condition")
    conditions = compile_conditions(when, place, lambda key: place.at(when.lines[key]))
    names = captured(conditions, place)
    flags = {key: _flag(data, key, place) for key in ("optional", _BOTH)}
    return Rule(conditions, tuple(_steps(data, names, place)), place, **flags)


def _steps(data: Lined, names: frozenset[str], place: Place) -> Iterable[Step]:
    inline = [key for key in data if key in REPLY_KEYS and not (key == _BOTH and isinstance(data[key], bool))]
    if "steps" not in data:
        if not inline:
            raise place.error("says nothing", remedy=f"Give it `steps:`, or one of {', '.join(VERBS)}.")
        return [_step({key: data[key] for key in inline}, data.lines, names, place)]
    steps, here = data["steps"], place.at(data.lines["steps"])
    if inline:
        raise here.error(f"stands beside {inline[0]!r}", key="steps", remedy="Make it the first of the steps.")
    if not isinstance(steps, list) or not steps:
        raise here.error(f"takes a list of replies, not {_kind(steps)}", key="steps")
    return [_whole(step, names, place.at(line)) for step, line in zip(steps, steps.lines, strict=True)]  # type: ignore[attr-defined]  # read as LinedList


def _whole(data: Any, names: frozenset[str], place: Place) -> Step:
    if not isinstance(data, Lined) or not data:
        raise place.error(f"holds {_kind(data)}, not a reply", key="steps", remedy='Write, say, `- say: "..."`.')
    _known(data, REPLY_KEYS, place, "verb")
    return _step(data, data.lines, names, place)


def _step(data: Mapping[str, Any], lines: Mapping[str, int], names: frozenset[str], place: Place) -> Step:
    step = Step()
    for verb, value in data.items():
        step = REPLY_KEYS[verb](step, value, names, place.at(lines[verb]))
    return step


def _otherwise(data: Lined, place: Place) -> tuple[Rule, ...]:
    said = data.get("otherwise")
    if said is None:
        return ()
    place = Place(place.file, data.lines["otherwise"], "otherwise")
    if isinstance(said, str):
        if said not in OTHERWISE:
            remedy = f"{did_you_mean(said, OTHERWISE)} To say a text, write {{say: ...}}."
            raise place.error(f"takes generate, miss or a reply, not {said!r}", remedy=remedy)
        step = VERBS[said](Step(), True, (), place)
    else:
        step = _whole(said, frozenset(), place)
    return (Rule((), (step,), place),)


def _flag(data: Lined, key: str, place: Place) -> bool:
    value = data.get(key, False)
    if key == _BOTH and isinstance(value, str | Mapping):
        return True
    if not isinstance(value, bool):
        raise place.at(data.lines[key]).error(f"takes true or false, not {_kind(value)}", key=key)
    return value


def _known(data: Lined, known: Iterable[str], place: Place, noun: str = "key") -> None:
    for key in data:
        if key not in known:
            raise place.at(data.lines[key]).error(f"there is no {noun} {key!r}", remedy=did_you_mean(key, known))


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, list | Mapping):
        empty = "" if value else "empty "
        return f"a{'n' if empty else ''} {empty}{'list' if isinstance(value, list) else 'mapping'}"
    return "nothing" if value is None else json.dumps(value)
