"""A script against tools, before any request comes: names, and what is certain of the arguments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mockfn.chat import Reply, Tool
from mockfn.errors import SchemaError, ScriptError, did_you_mean
from mockfn.jsontext import text as json_text
from mockfn.matchers import ResultMatcher, ToolsMatcher
from mockfn.script.arguments import settled
from mockfn.script.rules import Rule
from mockfn.script.steps import Call, Step
from mockfn.script.tree import Tree

__all__ = ["disagreements"]


def disagreements(rule: Rule, tools: Mapping[str, Tool]) -> Iterator[ScriptError]:
    """Each condition on a tool that `tools` (by name) lacks, and each call that its tool would reject.

    What a rule fills in when it answers may be anything that the schema takes; a rule that may misbehave says what it
    likes.
    """
    yield from _asked(rule, tools)
    if not rule.misbehave:
        for step in rule.steps:
            yield from _called(step, rule, tools)


def _asked(rule: Rule, tools: Mapping[str, Tool]) -> Iterator[ScriptError]:
    for matcher in rule.conditions:
        names = (matcher.tool,) if isinstance(matcher, ResultMatcher) else ()
        for name in matcher.wanted if isinstance(matcher, ToolsMatcher) else names:
            if name not in tools:
                yield rule.place.error(f'there is no tool "{name}"', key=matcher.key, remedy=did_you_mean(name, tools))


def _called(step: Step, rule: Rule, tools: Mapping[str, Tool]) -> Iterator[ScriptError]:
    answered = step.answer.tool_calls if isinstance(step.answer, Reply) else ()
    for call in (*step.calls, *(Call(one.name, "", one, rule.place) for one in answered)):
        tool = tools.get(call.name)
        if tool is None:
            yield call.place.error(f'there is no tool "{call.name}"', key="call", remedy=did_you_mean(call.name, tools))
        elif isinstance(call.arguments, Tree):
            wrong = _rejected(call.arguments, tool)
            if wrong:
                yield call.place.error(wrong[0], key="call", remedy=wrong[1])


def _rejected(arguments: Tree, tool: Tool) -> tuple[str, str] | None:
    """What is wrong with arguments, and what to do about it."""
    if tool.kind == "custom":
        return f'"{tool.name}" is a custom tool, which takes a text', "Give its input as a string."
    schema = True if tool.parameters is None else tool.parameters
    value, unsure = arguments.sketch(schema)
    if not isinstance(value, dict):
        return f'"{tool.name}" takes an object, not {json_text(value)}', ""
    try:
        _, wrong = settled(value, schema, unsure=unsure)
        known = schema.get("properties", value) if isinstance(schema, dict) else value
        rest = {name: member for name, member in value.items() if name in known}
        if wrong and rest != value:  # a name that is unknown hides what is wrong with the others
            wrong = tuple(dict.fromkeys((*wrong, *settled(rest, schema, unsure=unsure)[1])))
    except SchemaError as unusable:
        wrong = (str(unusable),)
    return (f'"{tool.name}" rejects its arguments: {"; ".join(wrong)}', "") if wrong else None
