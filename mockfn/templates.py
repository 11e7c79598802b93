"""What a rule says with values in it: `{name}` and `{name[key]}`, nothing else. No attribute, no conversion, no code.

The names are the rule's captures, `result` (the tool result that is answered) and `results`: `results[0]` counts those
after the last assistant message, `results[get_weather]` is the latest of that tool. Other braces are text, so JSON can
be written as it is; `{{name}}` writes `{name}`, and `{{{name}}}` puts braces around the value.

In a text, a result stands as the app sent it and a value taken out of it as JSON, strings without quotes. A value that
is only a field keeps its type. `{result[key]}` looks into JSON, and into what `str()` writes of Python's data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct

from mockfn.braces import doubled, fields, parse
from mockfn.chat import ChatRequest, ToolResult
from mockfn.errors import ScriptError, did_you_mean
from mockfn.jsontext import text as json_text
from mockfn.place import Place

__all__ = ["RESERVED", "Field", "Template", "Values", "escaped", "is_sayable", "template"]

RESERVED = ("result", "results")

_NAME = r"[^\W\d]\w*(?:\[[^\[\]{}]+\])*"
_FIELDS = fields(_NAME)
_DOUBLED = re.compile(rf"\{{\{{{_NAME}\}}\}}")


class Field(Struct, frozen=True):
    """One `{name[key][key]}`."""

    name: str
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "{" + self.name + "".join(f"[{key}]" for key in self.keys) + "}"


class Values:
    """What fields stand for in one answer: the rule's captures, and the tool results of the conversation.

    `result` is what `{result}` means; where it is None, the last result after the last assistant message.
    """

    __slots__ = ("_chat", "_result", "captures")

    def __init__(self, captures: Mapping[str, str], chat: ChatRequest, result: ToolResult | None = None) -> None:
        self.captures, self._chat, self._result = captures, chat, result

    @property
    def result(self) -> ToolResult | None:
        """The tool result that is answered; None where there is none."""
        results = self._chat.results
        return self._result or (results[-1] if results else None)

    def of(self, key: str) -> ToolResult | None:
        """The result that `results[key]` means: by position among the last ones, or the latest of a tool."""
        results = self._chat.results
        if key.isdecimal():
            return results[int(key)] if int(key) < len(results) else None
        for message in reversed(self._chat.conversation):
            if message.role in ("tool", "function") and message.name == key:
                return ToolResult(key, message.text, message.call_id)
        return None


class Template:
    """A text with fields in it, compiled. `constant` is the text where it has none.

    `is_field` is true where it is one field and nothing else: then `value` keeps its type. `captures_only` is true
    where all its fields are captures, which are texts; `capture` is the name of the one that it is, and nothing else.
    """

    __slots__ = ("_key", "_parts", "_place", "capture", "captures_only", "constant", "is_field")

    def __init__(self, parts: tuple[str | Field, ...], place: Place, key: str | None) -> None:
        self._parts, self._place, self._key = parts, place, key
        texts = [part for part in parts if isinstance(part, str)]
        self.constant = "".join(texts) if len(texts) == len(parts) else None
        self.is_field = len(parts) == 1 and not texts
        self.capture = parts[0].name if len(parts) == 1 and isinstance(parts[0], Field) else None
        self.captures_only = all(isinstance(part, str) or part.name not in RESERVED for part in parts)

    def text(self, values: Values) -> str:
        """The text. Raises `ScriptError` where a field stands for nothing in this request."""
        if self.constant is not None:
            return self.constant
        return "".join([part if isinstance(part, str) else self._written(part, values) for part in self._parts])

    def value(self, values: Values) -> Any:
        """The text; the value itself where the template is only a field."""
        return self._value(self._parts[0], values)[0] if self.is_field else self.text(values)  # type: ignore[arg-type]  # is_field

    def _written(self, field: Field, values: Values) -> str:
        value, text = self._value(field, values)
        if text is not None:
            return text
        return value if isinstance(value, str) else json_text(value, "spaced")

    def _value(self, field: Field, values: Values) -> tuple[Any, str | None]:
        """What a field stands for, and how it is written where that is not its JSON."""
        if field.name not in RESERVED:
            capture = values.captures[field.name]
            return capture, capture
        keys = field.keys
        if field.name == "results":
            result, keys = values.of(keys[0]), keys[1:]
        else:
            result = values.result
        if result is None:
            raise self._error(f"{field} stands for nothing: the request holds no such tool result")
        if not keys:
            return result.value, result.text
        value = result.value
        for key in keys:
            value = self._member(value, key, field)
        return value, None

    def _member(self, value: Any, key: str, field: Field) -> Any:
        if isinstance(value, str):
            from mockfn import reprs  # brings a parser that few need

            value = reprs.read(value)
        if isinstance(value, dict):
            if key in value:
                return value[key]
            raise self._error(f"{field} stands for nothing: the result has no {key!r}", did_you_mean(key, value))
        if isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            return value[int(key)]
        shown = json_text(value, "spaced")
        shown = shown if len(shown) <= 80 else f"{shown[:79]}…"
        raise self._error(f"{field} stands for nothing: there is no [{key}] in {shown}")

    def _error(self, message: str, remedy: str = "") -> ScriptError:
        return self._place.error(message, key=self._key, remedy=remedy)


def escaped(value: Any) -> Any:
    """A text, or the texts of plain data, written so that a template of it says the same: `{{name}}` for `{name}`.

    Names of members are no templates and stay. What is not `is_sayable` cannot be written so.
    """
    if isinstance(value, str):
        return doubled(value, _NAME)
    if isinstance(value, dict):
        return {name: escaped(member) for name, member in value.items()}
    return [escaped(item) for item in value] if isinstance(value, list) else value


def is_sayable(text: str) -> bool:
    """Whether a template says this text: none says `{{name}}`, for which it would write `{name}`."""
    return _DOUBLED.search(text) is None


def template(text: str, names: Collection[str], place: Place, key: str | None = None) -> Template:
    """A text compiled against the names of a rule's captures. Raises `ScriptError` for a name that does not exist."""
    parts: list[str | Field] = []
    for literal, inside in parse(text, _FIELDS):
        if literal:
            parts.append(literal)
        if inside is not None:
            parts.append(_field(inside, names, place, key))
    return Template(tuple(parts or [""]), place, key)


def _field(written: str, names: Collection[str], place: Place, key: str | None) -> Field:
    name, *rest = written.split("[")
    field = Field(name, tuple(part.removesuffix("]") for part in rest))
    if name == "results" and not field.keys:
        raise place.error(
            "{results} is all of them", key=key, remedy="Write {results[0]}, or {results[name of the tool]}."
        )
    if name in RESERVED:
        return field
    if name not in names:
        raise place.error(
            f"{field} names nothing that this rule captures",
            key=key,
            remedy=f"{did_you_mean(name, [*names, *RESERVED])} For the text itself, write {{{field}}}.",
        )
    if field.keys:
        raise place.error(f"{field} takes a member of a capture, which is text", key=key, remedy=f"Write {{{name}}}.")
    return field
