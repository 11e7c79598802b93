"""The JSON Schema of script files, for editors: made of the same tables that `scriptfile` reads by.

It is draft 7, which YAML language servers know best. What no schema can say (a name that nothing captures, a regular
expression that is none) is left to the loader; everything else it accepts and rejects as the loader does.
"""

from __future__ import annotations

from typing import Any

from mockfn.matchers import MATCHERS
from mockfn.script.steps import VERBS
from mockfn.scriptfile import CONDITIONS, OTHERWISE

__all__ = ["script_schema"]

_JSON = dict[str, Any]

_STRING: _JSON = {"type": "string"}
_TEXT: _JSON = {
    "description": "Words that are contained (with {captures}), or a regular expression, or the exact text.",
    "oneOf": [
        _STRING,
        *(
            {"type": "object", "properties": {form: _STRING}, "required": [form], "additionalProperties": False}
            for form in ("regex", "exact")
        ),
    ],
}
_NAME: _JSON = {**_TEXT, "description": "A name: exact, or a glob such as gpt-4*, or a regular expression."}
_NAMES: _JSON = {"type": ["string", "array"], "items": _STRING}
_NUMBERS: _JSON = {"type": ["integer", "array"], "minimum": 0, "items": {"type": "integer", "minimum": 0}}

_CONDITIONS: dict[str, _JSON] = {
    "user": {"$ref": "#/definitions/text"},
    "system": {"$ref": "#/definitions/text"},
    "model": {"$ref": "#/definitions/name"},
    "tools": _NAMES,
    "tool_result": {**_NAMES, "minItems": 1},
    "step": _NUMBERS,
    "attempt": _NUMBERS,
    "header": {
        "type": ["string", "object"],
        "minProperties": 1,
        "additionalProperties": {"anyOf": [{"type": "boolean"}, {"$ref": "#/definitions/name"}]},
    },
    "tool_choice": {"$ref": "#/definitions/name"},
    "response_format": {"$ref": "#/definitions/name"},
}

_ARGUMENTS: _JSON = {"type": ["object", "string", "null"]}
_CALL: _JSON = {
    "type": ["string", "object"],
    "minLength": 1,
    "minProperties": 1,
    "propertyNames": {"minLength": 1},
    "additionalProperties": _ARGUMENTS,
}
_VERBS: dict[str, _JSON] = {
    "say": {"description": "A text, or the deltas of a stream.", "type": ["string", "array"], "items": _STRING},
    "call": {
        "description": "A tool's name, {name: arguments}, or a list of these. A text as arguments is sent unchecked.",
        "anyOf": [_CALL, {"type": "array", "items": _CALL, "minItems": 1}],
    },
    "answer": {
        "description": "A text, or a message or completion as OpenAI writes them.",
        "type": ["string", "object"],
        "minProperties": 1,
    },
    "output": {"description": "Data, in the form the request asks for."},
    "generate": {"description": "Invent an answer from the request's own tools.", "const": True},
    "miss": {"description": "Answer that nothing was found.", "const": True},
}
_FAULT: _JSON = {"type": ["string", "integer"]}
_TIMES: _JSON = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "integer", "minimum": 1}}
_MISBEHAVE: _JSON = {
    "description": "A way for a model to get it wrong, and for how many attempts.",
    "anyOf": [_STRING, {**_TIMES, "maxProperties": 1}],
}
_TROUBLES: dict[str, _JSON] = {
    "fail": {
        "description": "A fault by name or HTTP status, {name: attempts}, or a list of these.",
        "anyOf": [_FAULT, _TIMES, {"type": "array", "items": {"anyOf": [_FAULT, _TIMES]}}],
    },
    "misbehave": _MISBEHAVE,
    "cut": {
        "description": "The connection closes after so many events.",
        "anyOf": [
            {"type": "integer", "minimum": 0},
            {
                "type": "object",
                "properties": {"after": {"type": "integer", "minimum": 0}},
                "required": ["after"],
                "additionalProperties": False,
            },
        ],
    },
    "pace": {
        "description": "Seconds to the first token, tokens a second, and the share by which both vary.",
        "type": "object",
        "minProperties": 1,
        "properties": {
            "first": {"type": "number", "minimum": 0},
            "per_second": {"type": "number", "exclusiveMinimum": 0},
            "jitter": {"type": "number", "minimum": 0, "maximum": 1},
        },
        "additionalProperties": False,
    },
}
_TOGETHER = {"say", "call"}


def _alone() -> _JSON:
    """For each verb, that none of those stands beside it with which it would be two replies."""
    others = {verb: [other for other in VERBS if other != verb and {other, verb} != _TOGETHER] for verb in VERBS}
    return {verb: {"not": {"anyOf": [{"required": [other]} for other in others[verb]]}} for verb in VERBS}


def _rule() -> _JSON:
    said = [{"required": [verb]} for verb in (*VERBS, "fail", "cut", "pace")]
    return {
        "type": "object",
        "properties": {
            "when": {"$ref": "#/definitions/when"},
            "steps": {"type": "array", "items": {"$ref": "#/definitions/reply"}, "minItems": 1},
            "optional": {"description": "It may stay unused.", "type": "boolean"},
            **_VERBS,
            **_TROUBLES,
            "misbehave": {
                "description": "It may say what the request forbids; or a way for a model to get it wrong.",
                "anyOf": [{"type": "boolean"}, *_MISBEHAVE["anyOf"]],
            },
        },
        "additionalProperties": False,
        "anyOf": [{"required": ["steps"]}, *said],
        "dependencies": {**_alone(), "steps": {"not": {"anyOf": said}}},
    }


def _reply() -> _JSON:
    return {
        "type": "object",
        "properties": {**_VERBS, **_TROUBLES},
        "additionalProperties": False,
        "minProperties": 1,
        "dependencies": _alone(),
    }


def _when() -> _JSON:
    conditions = {key: {**_CONDITIONS[key], "description": MATCHERS[key].__doc__} for key in CONDITIONS}
    return {"type": ["object", "null"], "properties": conditions, "additionalProperties": False}


def script_schema() -> _JSON:
    """The schema of a script file, as plain data."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A script of mockfn: rules, and what they answer",
        "type": "object",
        "properties": {
            "$schema": _STRING,
            "rules": {"type": ["array", "null"], "items": {"$ref": "#/definitions/rule"}},
            "otherwise": {"anyOf": [{"enum": [*OTHERWISE, None]}, {"$ref": "#/definitions/reply"}]},
        },
        "additionalProperties": False,
        "definitions": {"text": _TEXT, "name": _NAME, "when": _when(), "reply": _reply(), "rule": _rule()},
    }
