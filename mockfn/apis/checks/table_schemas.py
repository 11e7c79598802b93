"""Rejections of JSON Schemas: each rule once, as two rows, for a function's parameters and for a response format.

Contexts are printed as Python tuples, values as Python prints them, because the provider's validator does so.
"""

from __future__ import annotations

from msgspec import Struct

from mockfn.apis.checks.row import Confidence, Row

__all__ = ["RULES", "SCHEMAS", "Rule"]


class Rule(Struct, frozen=True, kw_only=True):
    """What is wrong with a schema. `strict` rules hold only under `strict: true`."""

    name: str
    problem: str
    when: str
    source: str
    confidence: Confidence = "pasted"
    strict: bool = True
    era: str = ""


RULES = (
    Rule(
        name="invalid",
        problem="{problem}",
        when="the schema is none by the JSON Schema meta-schema, in the words of Python's jsonschema:"
        " `[] is not of type 'object', 'boolean'`, `None is not of type 'array'`",
        source="maltekuhr/laravel-gpt#8; FoundationAgents/OpenManus#1162; yomorun/yomo#860",
        strict=False,
    ),
    Rule(
        name="regex",
        problem="'{value}' is not a 'regex'",
        when="a `pattern` that Python's re does not compile (`\\p{..}`, `(?<n>..)`)",
        source="the documentation of a public gateway",
        strict=False,
    ),
    Rule(
        name="root-type",
        problem="schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{type}\"'.",
        when="the root's `type` is not object; None where it has none",
        source="ComposioHQ/composio#1829; alibaba/spring-ai-alibaba#4576",
        strict=False,
    ),
    Rule(
        name="root-combinator",
        problem="schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the top level.",
        when="a combinator, `enum` or `not` at the root",
        source="nspady/google-calendar-mcp#39; langchain-ai/langchainjs#9804",
        strict=False,
    ),
    Rule(
        name="root-properties",
        problem="In context=(), object schema missing properties.",
        when="a root object without `properties`",
        source="activeagents/activeagent; spring-projects/spring-ai#4776",
        confidence="recorded",
        strict=False,
    ),
    Rule(
        name="array-items",
        problem="In context={context}, array schema missing items.",
        when="an array without `items`, at any depth",
        source="gumloop/guMCP#136; streamnative/streamnative-mcp-server#26",
        strict=False,
    ),
    Rule(
        name="type-key",
        problem="In context={context}, schema must have a 'type' key.",
        when="a schema without `type`, `anyOf` or `$ref`",
        source="apexive/odoo-llm#212",
    ),
    Rule(
        name="additional-properties",
        problem="In context={context}, 'additionalProperties' is required to be supplied and to be false.",
        when="an object without `additionalProperties: false`",
        source="camel-ai/camel#2231; bytedance/trae-agent#173; dottxt-ai/outlines#1666",
    ),
    Rule(
        name="required-missing",
        problem="In context={context}, 'required' is required to be supplied and to be an array including every"
        " key in properties. Missing '{key}'.",
        when="a property that is not in `required`",
        source="activeagents/activeagent; kevinwatt/mysql-mcp#5",
        confidence="recorded",
    ),
    Rule(
        name="required-extra",
        problem="In context={context}, 'required' is required to be supplied and to be an array including every"
        " key in properties. Extra required key '{key}' supplied.",
        when="a key in `required` that is no property",
        source="a public repository quotes it",
    ),
    Rule(
        name="keyword",
        problem="In context={context}, '{keyword}' is not permitted.",
        when="a keyword outside the strict subset: allOf, oneOf, not, if, patternProperties ...",
        source="makenotion/notion-mcp-server#102; ai-dynamo/dynamo#15153",
    ),
    Rule(
        name="format",
        problem="In context={context}, '{format}' is not a valid format",
        when="a `format` other than date-time, time, date, duration, email, hostname, ipv4, ipv6, uuid",
        source="BuilderIO/agent-native#3085 (2026-08)",
    ),
    Rule(
        name="ref-siblings",
        problem="context={context}, $ref cannot have keywords {keywords}.",
        when="a `$ref` with other keywords beside it",
        source="camel-ai/camel#3001; defog-ai/defog#244",
    ),
    Rule(
        name="ref-missing",
        problem="In context={context}, reference to component '{ref}' which was not found in the schema.",
        when="a `$ref` that leads nowhere",
        source="openai/openai-node#970, #978",
    ),
    Rule(
        name="nesting",
        problem="{count} levels of nesting exceeds limit of 10.",
        when="more than 10 levels of nesting; the root counts none",
        source="two public repositories (gpt-5.6-luna, gpt-5.5): a schema of depth 15 has 14 levels",
    ),
    Rule(
        name="many-properties",
        problem="{count} parameters exceeds limit of 5000.",
        when="more than 5000 properties in all",
        source="a public repository (gpt-5.6-luna)",
    ),
    Rule(
        name="many-enum-values",
        problem="{count} enum values exceeds limit of 1000.",
        when="more than 1000 enum values in all (documented limit; words after those of the other limits)",
        source="OpenAI, Structured Outputs guide",
        confidence="chosen",
    ),
    Rule(
        name="long-names",
        problem="{count} characters in names, enum and const values exceeds limit of 120000.",
        when="names of properties and definitions, enum and const values above 120,000 characters together"
        " (documented limit; words after those of the other limits)",
        source="OpenAI, Structured Outputs guide",
        confidence="chosen",
    ),
)


def _row(rule: Rule, name: str, subject: str, param: str, code: str | None, about: str) -> Row:
    return Row(
        name=f"{name}-schema-{rule.name}",
        message=f"Invalid schema for {subject} '{{name}}': {rule.problem}",
        param=param,
        code=code,
        phase="schema",
        when=f"{about}{' (strict)' if rule.strict else ''}: {rule.when}",
        source=rule.source,
        confidence=rule.confidence,
        era=rule.era,
    )


SCHEMAS = (
    *(_row(rule, "function", "function", "{param}", "invalid_function_parameters", "parameters") for rule in RULES),
    *(_row(rule, "response", "response_format", "response_format", None, "response format") for rule in RULES),
)
