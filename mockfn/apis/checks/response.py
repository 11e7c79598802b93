"""`response_format`: its form, and the schema in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.apis.checks.case import Case
from mockfn.apis.checks.kinds import echo
from mockfn.apis.checks.names import missing, name_findings, wrong_type
from mockfn.apis.checks.row import Finding
from mockfn.apis.checks.schemas import problems

__all__ = ["json_word_findings", "response_format", "response_schema_findings"]

_TYPES = ("json_object", "json_schema", "text")
_TYPE_LIST = "'json_object', 'json_schema', and 'text'"


def response_format(value: Any, case: Case) -> Iterator[Finding]:
    """The form of `response_format`."""
    if not isinstance(value, dict):
        yield wrong_type("response_format", "an object", value)
        return
    kind = value.get("type")
    if kind is None:
        yield missing("response_format.type")
    elif kind not in _TYPES and kind not in case.model.more_formats:
        yield Finding("invalid-value", {"param": "response_format.type", "value": echo(kind), "supported": _TYPE_LIST})
    if kind != "json_schema":
        return
    inner = value.get("json_schema")
    if inner is None:
        yield missing("response_format.json_schema")
    elif not isinstance(inner, dict):
        yield wrong_type("response_format.json_schema", "an object", inner)
    else:
        yield from name_findings("response_format.json_schema.name", inner.get("name"))
        schema = inner.get("schema")
        if schema is not None and not isinstance(schema, dict):
            yield wrong_type("response_format.json_schema.schema", "an object", schema)


def response_schema_findings(case: Case) -> Iterator[Finding]:
    """Faults of the schema in `response_format`."""
    value = case.body.get("response_format")
    inner = value.get("json_schema") if isinstance(value, dict) else None
    if not isinstance(inner, dict) or not isinstance(inner.get("schema"), dict):
        return
    for rule, slots in problems(inner["schema"], strict=inner.get("strict") is True, function=False):
        yield Finding(f"response-schema-{rule}", {"name": inner.get("name"), **slots})


def json_word_findings(case: Case) -> Iterator[Finding]:
    """JSON mode without the word json in any message."""
    value = case.body.get("response_format")
    if not isinstance(value, dict) or value.get("type") != "json_object":
        return
    for message in case.body["messages"]:
        content = message.get("content") if isinstance(message, dict) else None
        # The printed form of content parts holds their texts, whatever their kind.
        if content is not None and "json" in (content if isinstance(content, str) else repr(content)).lower():
            return
    yield Finding("json-word-missing")
