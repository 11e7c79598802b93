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
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from mockfn.errors import ScriptError, did_you_mean
from mockfn.matchers import MATCHERS, Matcher, compile_conditions
from mockfn.place import Place
from mockfn.script import Rule, Script, Step
from mockfn.script.rules import captured
from mockfn.script.steps import VERBS
from mockfn.script.troubles import TROUBLES
from mockfn.yamltext import Lined, read

__all__ = ["CONDITIONS", "OTHERWISE", "REPLY_KEYS", "RULE_KEYS", "SCRIPT_KEYS", "load", "survey"]

# What may stand where. A step's keys are the verbs; a rule may hold the verbs of its one step itself.
SCRIPT_KEYS = ("rules", "otherwise", "$schema")
RULE_KEYS = ("when", "steps", "optional", "misbehave")
CONDITIONS = tuple(name for name in MATCHERS if name != "where")
OTHERWISE = ("generate", "miss")
REPLY_KEYS = {**VERBS, **TROUBLES}
# A rule may misbehave (true), and a reply may in a certain way (a fault's name).
_BOTH = "misbehave"

# What is written in the wrong place, or as the wire has it: (key, what it was taken for) -> what to do.
_ASTRAY = {
    **{(name, "key"): "It is a condition: write it in `when:`." for name in CONDITIONS},
    **{(name, "condition"): "It stands beside `when:`, not in it." for name in (*RULE_KEYS, *REPLY_KEYS)},
    **{
        (name, noun): "Write `call: {name: {argument: value}}`."
        for name in ("tool_calls", "tool", "tools", "function_call")
        for noun in ("key", "verb")
    },
    **{(name, noun): "Write `say:`." for name in ("content", "text", "reply", "respond") for noun in ("key", "verb")},
}


def load(text: str, name: str) -> Script:
    """The script that a YAML or JSON text holds; `name` is the file's, for messages.

    Raises `ScriptError`, with file, line, rule and key as far as they are known, for what could never work.
    """
    script, wrong = survey(text, name)
    if wrong:
        raise wrong[0]
    return script


def survey(text: str, name: str) -> tuple[Script, list[ScriptError]]:
    """The script without its rules that are wrong, and all that is wrong, where `load` stops at the first of it."""
    place, wrong = Place(name), _Wrong()
    data: Any = None
    with wrong.noted():
        data = read(text, name)
        if not isinstance(data, Lined):
            what = "is empty" if data is None else f"holds {_kind(data)}, not a mapping"
            raise place.error(what, remedy="A script begins with `rules:`.")
    if wrong:
        return Script(), wrong
    wrong += _unknown(data, SCRIPT_KEYS, place)
    rules = [] if data.get("rules") is None else data["rules"]
    if not isinstance(rules, list):
        wrong.append(place.at(data.lines["rules"]).error(f"takes a list of rules, not {_kind(rules)}", key="rules"))
        rules = []
    lines = getattr(rules, "lines", ())
    made = [_rule(rule, Place(name, lines[number], f"rule {number + 1}"), wrong) for number, rule in enumerate(rules)]
    return Script(tuple([rule for rule in made if rule]), _otherwise(data, place, wrong)), wrong


class _Wrong(list[ScriptError]):
    """What is wrong, in the order it was found."""

    @contextmanager
    def noted(self) -> Iterator[None]:
        """A `ScriptError` raised in here is noted, and ends no more than this."""
        try:
            yield
        except ScriptError as wrong:
            self.append(wrong)


class _Anything(frozenset[str]):
    """The captures of a rule whose conditions cannot be read: any name may be one."""

    def __contains__(self, name: object) -> bool:
        return True


def _rule(data: Any, place: Place, wrong: _Wrong) -> Rule | None:
    before = len(wrong)
    if not isinstance(data, Lined):
        wrong.append(place.error(f"is {_kind(data)}, not a mapping", remedy="A rule has `when:` and `steps:`."))
        return None
    wrong += _unknown(data, (*RULE_KEYS, *REPLY_KEYS), place)
    conditions = _conditions(data, place, wrong)
    names: frozenset[str] = _Anything()
    if len(wrong) == before:
        with wrong.noted():
            names = captured(conditions, place)
    flags = {key: _flag(data, key, place, wrong) for key in ("optional", _BOTH)}
    steps: tuple[Step, ...] = ()
    with wrong.noted():
        steps = tuple(_steps(data, names, place, wrong))
    return Rule(conditions, steps, place, **flags) if len(wrong) == before else None


def _conditions(data: Lined, place: Place, wrong: _Wrong) -> tuple[Matcher, ...]:
    when = data.get("when")
    if when is None:
        return ()
    if not isinstance(when, Lined):
        wrong.append(place.at(data.lines["when"]).error(f"takes conditions, not {_kind(when)}", key="when"))
        return ()
    wrong += _unknown(when, CONDITIONS, place, "condition")
    made: list[Matcher] = []
    for key in when:
        if key in CONDITIONS:
            with wrong.noted():
                made += compile_conditions({key: when[key]}, place.at(when.lines[key]))
    return tuple(made)


def _steps(data: Lined, names: frozenset[str], place: Place, wrong: _Wrong) -> Iterable[Step]:
    inline = [key for key in data if key in REPLY_KEYS and not (key == _BOTH and isinstance(data[key], bool))]
    if "steps" not in data:
        if not inline and any(key not in RULE_KEYS for key in data):
            return []  # what it says is misspelt, and told
        if not inline:
            raise place.error("says nothing", remedy=f"Give it `steps:`, or one of {', '.join(VERBS)}.")
        return [_step({key: data[key] for key in inline}, data.lines, names, place, wrong)]
    steps, here = data["steps"], place.at(data.lines["steps"])
    if inline:
        raise here.error(f"stands beside {inline[0]!r}", key="steps", remedy="Make it the first of the steps.")
    if not isinstance(steps, list) or not steps:
        raise here.error(f"takes a list of replies, not {_kind(steps)}", key="steps")
    lines = steps.lines  # type: ignore[attr-defined]  # read as LinedList
    return [_whole(step, names, place.at(line), wrong) for step, line in zip(steps, lines, strict=True)]


def _whole(data: Any, names: frozenset[str], place: Place, wrong: _Wrong) -> Step:
    if not isinstance(data, Lined) or not data:
        remedy = 'Write, say, `- say: "..."`.'
        wrong.append(place.error(f"holds {_kind(data)}, not a reply", key="steps", remedy=remedy))
        return Step()
    wrong += _unknown(data, REPLY_KEYS, place, "verb")
    return _step(data, data.lines, names, place, wrong)


def _step(
    data: Mapping[str, Any], lines: Mapping[str, int], names: frozenset[str], place: Place, wrong: _Wrong
) -> Step:
    step = Step()
    for verb, value in data.items():
        if verb in REPLY_KEYS:
            with wrong.noted():
                step = REPLY_KEYS[verb](step, value, names, place.at(lines[verb]))
    return step


def _otherwise(data: Lined, place: Place, wrong: _Wrong) -> tuple[Rule, ...]:
    said, before = data.get("otherwise"), len(wrong)
    if said is None:
        return ()
    place = Place(place.file, data.lines["otherwise"], "otherwise")
    step = Step()
    if not isinstance(said, str):
        step = _whole(said, frozenset(), place, wrong)
    elif said in OTHERWISE:
        step = VERBS[said](step, True, (), place)
    else:
        remedy = f"{did_you_mean(said, OTHERWISE)} To say a text, write {{say: ...}}."
        wrong.append(place.error(f"takes generate, miss or a reply, not {said!r}", remedy=remedy))
    return (Rule((), (step,), place),) if len(wrong) == before else ()


def _flag(data: Lined, key: str, place: Place, wrong: _Wrong) -> bool:
    value = data.get(key, False)
    if key == _BOTH and isinstance(value, str | Mapping):
        return True
    if isinstance(value, bool):
        return value
    wrong.append(place.at(data.lines[key]).error(f"takes true or false, not {_kind(value)}", key=key))
    return False


def _unknown(data: Lined, known: Iterable[str], place: Place, noun: str = "key") -> Iterator[ScriptError]:
    for key in data:
        if key not in known:
            remedy = _ASTRAY.get((key, noun)) or did_you_mean(key, known)
            yield place.at(data.lines[key]).error(f"there is no {noun} {key!r}", remedy=remedy)


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, list | Mapping):
        empty = "" if value else "empty "
        return f"a{'n' if empty else ''} {empty}{'list' if isinstance(value, list) else 'mapping'}"
    return "nothing" if value is None else json.dumps(value)
