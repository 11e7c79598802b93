"""The schemas in what people have at hand: tools of any provider, a whole request, an OpenAPI file, or a bare schema.

`targets` reads parsed data and opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.errors import SchemaError, SettingError, did_you_mean
from mockfn.pointers import pointer_of, steps_of

__all__ = ["targets"]

_Target = tuple[str, Any]

_NO_ARGUMENTS = {"type": "object", "properties": {}}
# Where a tool keeps the schema of its arguments: OpenAI, Anthropic, MCP, Gemini.
_ARGUMENTS = ("parameters", "input_schema", "inputSchema", "parametersJsonSchema")
_VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def targets(document: Any, tool: str | None = None) -> list[_Target]:
    """(name, schema) for each schema that `document` is about, in its order; only that of `tool` where one is named.

    Read are: a list of tools (OpenAI chat or responses, Anthropic, MCP, Gemini), one tool, a chat request (its tools,
    functions and response format), the answer to MCP's `tools/list`, an OpenAPI or Swagger description (each operation
    as a tool would take it, then each named schema), a JSON Schema. Raises `SchemaError` where there is nothing to
    read, `SettingError` where no schema has the name of `tool`.
    """
    found = list(_found(document))
    if not found:
        raise SchemaError(
            "no schema was found.", remedy="Give a list of tools, a request, an OpenAPI description or a JSON Schema."
        )
    if tool is None:
        return found
    chosen = [target for target in found if target[0] == tool]
    if not chosen:
        raise SettingError(
            f"No tool or schema is named {tool!r}.", remedy=did_you_mean(tool, [name for name, _ in found])
        )
    return chosen


def _found(document: Any) -> Iterator[_Target]:
    if isinstance(document, list):
        for one in document:
            yield from _tool(one)
    elif isinstance(document, bool):
        yield "schema", document
    elif isinstance(document, dict):
        if "openapi" in document or "swagger" in document:
            yield from _openapi(document)
        elif any(isinstance(document.get(key), list) for key in ("tools", "functions", "functionDeclarations")):
            yield from _request(document)
        elif isinstance(document.get("result"), dict) and isinstance(document["result"].get("tools"), list):
            yield from _request(document["result"])
        elif _is_tool(document):
            yield from _tool(document)
        elif _is_format(document.get("response_format")):
            yield from _request(document)
        else:
            yield _title(document), document


def _title(schema: dict[str, Any]) -> str:
    title = schema.get("title")
    return title if isinstance(title, str) and title else "schema"


def _is_tool(document: dict[str, Any]) -> bool:
    if isinstance(document.get("function"), dict):
        return True
    return isinstance(document.get("name"), str) and any(isinstance(document.get(k), dict) for k in _ARGUMENTS)


def _tool(tool: Any) -> Iterator[_Target]:
    """One tool; a set of Gemini's declarations counts as many."""
    if not isinstance(tool, dict):
        return
    inner = tool.get("function")
    tool = inner if isinstance(inner, dict) else tool
    if isinstance(tool.get("functionDeclarations"), list):
        for one in tool["functionDeclarations"]:
            yield from _tool(one)
    elif isinstance(tool.get("name"), str):
        schema = next((tool[key] for key in _ARGUMENTS if isinstance(tool.get(key), dict | bool)), None)
        if schema is not None or tool.get("type", "function") == "function":
            yield tool["name"], _NO_ARGUMENTS if schema is None else schema
    elif "type" in tool or "properties" in tool or "$ref" in tool:
        yield _title(tool), tool  # a list of bare schemas


def _is_format(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("json_schema"), dict)


def _request(request: dict[str, Any]) -> Iterator[_Target]:
    for key in ("tools", "functions", "functionDeclarations"):
        for tool in request.get(key) or ():
            yield from _tool(tool)
    if _is_format(request.get("response_format")):
        wanted = request["response_format"]["json_schema"]
        if isinstance(wanted.get("schema"), dict | bool):
            yield str(wanted.get("name") or "response_format"), wanted["schema"]


def _openapi(document: dict[str, Any]) -> Iterator[_Target]:
    """Each operation, then each named schema. References lead into the document, so the schemas come along."""
    shared = {key: document[key] for key in ("components", "definitions", "parameters") if key in document}
    for path, item in _members(document.get("paths")):
        for verb in _VERBS:
            if isinstance(item, dict) and isinstance(item.get(verb), dict):
                operation = item[verb]
                name = operation.get("operationId") or f"{verb.upper()} {path}"
                given = [*(item.get("parameters") or ()), *(operation.get("parameters") or ())]
                yield str(name), {**_arguments(document, given, operation), **shared}
    named = document.get("components", {}).get("schemas") if "components" in document else document.get("definitions")
    place = ("components", "schemas") if "components" in document else ("definitions",)
    for name, schema in _members(named):
        if isinstance(schema, dict | bool):
            yield name, {"$ref": f"#{pointer_of((*place, name))}", **shared}


def _arguments(document: dict[str, Any], given: list[Any], operation: dict[str, Any]) -> dict[str, Any]:
    """An operation's parameters and body as one object."""
    properties: dict[str, Any] = {}
    required: list[str] = []
    for one in given:
        parameter = _followed(document, one)
        name = parameter.get("name")
        if not isinstance(name, str) or parameter.get("in") in ("header", "cookie"):
            continue
        name = "body" if parameter.get("in") == "body" else name
        properties[name] = _parameter(parameter)
        if parameter.get("required") is True:
            required.append(name)
    body = _followed(document, operation.get("requestBody"))
    for media, content in _members(body.get("content")):
        if "json" in media and isinstance(content, dict) and isinstance(content.get("schema"), dict | bool):
            properties["body"] = content["schema"]
            required += ["body"] if body.get("required") is True else []
            break
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _parameter(parameter: dict[str, Any]) -> Any:
    """A parameter's schema: under `schema`, or in the parameter itself as Swagger 2 has it."""
    schema = parameter.get("schema")
    if not isinstance(schema, dict):
        outer = (
            "name",
            "in",
            "required",
            "schema",
            "style",
            "explode",
            "allowEmptyValue",
            "collectionFormat",
            "content",
        )
        return {key: value for key, value in parameter.items() if key not in outer}
    if "description" in parameter and "description" not in schema and "$ref" not in schema:
        return {**schema, "description": parameter["description"]}
    return schema


def _followed(document: dict[str, Any], node: Any) -> dict[str, Any]:
    """The object a reference within the document leads to."""
    for _ in range(8):
        if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
            break
        found: Any = document if node["$ref"].startswith("#") else None
        for step in steps_of(node["$ref"]):
            found = found.get(step) if isinstance(found, dict) else None
        node = found
    return node if isinstance(node, dict) else {}


def _members(value: Any) -> list[tuple[str, Any]]:
    return [(str(key), one) for key, one in value.items()] if isinstance(value, dict) else []
