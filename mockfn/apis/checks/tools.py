"""`tools` and legacy `functions`, judged once: what is wrong with them whatever else the request says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mockfn.apis.checks.case import ToolsVerdict
from mockfn.apis.checks.names import missing, name_findings, wrong_type
from mockfn.apis.checks.row import Finding
from mockfn.apis.checks.schemas import problems
from mockfn.chat import Tool

__all__ = ["judge_functions", "judge_tools"]

_MOST = 128


def judge_tools(tools: Any) -> ToolsVerdict:
    """The verdict on `tools`, which may be any JSON value. Never raises."""
    if not isinstance(tools, list):
        return ToolsVerdict(findings=(wrong_type("tools", "an array of objects", tools),))
    findings: list[Finding] = []
    if not tools:
        findings.append(Finding("empty-tools"))
    if len(tools) > _MOST:
        findings.append(Finding("many-tools", {"length": len(tools)}))
    schemas: list[Finding] = []
    parsed: list[Tool] = []
    for index, tool in enumerate(tools):
        param = f"tools[{index}]"
        findings += _tool(param, tool)
        if isinstance(tool, dict) and isinstance(tool.get("function"), dict):
            schemas += _schema(tool["function"], f"{param}.function.parameters")
        read = _read(tool)
        if read is not None:
            parsed.append(read)
    return _verdict(parsed, findings, schemas)


def judge_functions(functions: Any) -> ToolsVerdict:
    """The verdict on legacy `functions`, which may be any JSON value. Never raises."""
    if not isinstance(functions, list):
        return ToolsVerdict(findings=(wrong_type("functions", "an array of function definitions", functions),))
    findings: list[Finding] = []
    if not functions:
        findings.append(Finding("empty-array", {"param": "functions"}))
    if len(functions) > _MOST:
        findings.append(Finding("array-too-long", {"param": "functions", "bound": _MOST, "length": len(functions)}))
    schemas: list[Finding] = []
    parsed: list[Tool] = []
    for index, function in enumerate(functions):
        param = f"functions[{index}]"
        if not isinstance(function, dict):
            findings.append(wrong_type(param, "an object", function))
            continue
        findings += _function(param, function)
        schemas += _schema(function, f"{param}.parameters")
        read = _read_function(function, function)
        if read is not None:
            parsed.append(read)
    return _verdict(parsed, findings, schemas)


def _verdict(tools: list[Tool], findings: list[Finding], schemas: list[Finding]) -> ToolsVerdict:
    return ToolsVerdict(tuple(tools), tuple(findings), tuple(schemas), frozenset(tool.name for tool in tools))


def _tool(param: str, tool: Any) -> Iterator[Finding]:
    if not isinstance(tool, dict):
        yield wrong_type(param, "an object", tool)
        return
    kind = tool.get("type")
    if kind is None:
        yield missing(f"{param}.type")
    elif kind not in ("function", "custom"):
        slots = {"param": f"{param}.type", "value": kind, "supported": "'function' and 'custom'"}
        yield Finding("invalid-value", slots)
    member = "custom" if kind == "custom" else "function"
    definition = tool.get(member)
    if definition is None:
        yield missing(f"{param}.{member}")
    elif not isinstance(definition, dict):
        yield wrong_type(f"{param}.{member}", "an object", definition)
    elif member == "custom":
        yield from name_findings(f"{param}.custom.name", definition.get("name"))
    else:
        yield from _function(f"{param}.function", definition)


def _function(param: str, function: dict[str, Any]) -> Iterator[Finding]:
    yield from name_findings(f"{param}.name", function.get("name"))
    description = function.get("description")
    if description is not None and not isinstance(description, str):
        yield wrong_type(f"{param}.description", "a string", description)
    strict = function.get("strict")
    if strict is not None and not isinstance(strict, bool):
        yield wrong_type(f"{param}.strict", "a boolean", strict)


def _schema(function: dict[str, Any], param: str) -> Iterator[Finding]:
    schema = function.get("parameters")
    # Left out, they stand for no parameters (OpenAI, function calling guide); null is taken for left out.
    if schema is None:
        return
    name = function.get("name")
    for rule, slots in problems(schema, strict=function.get("strict") is True):
        yield Finding(f"function-schema-{rule}", {"name": name, "param": param, **slots})


def _read(tool: Any) -> Tool | None:
    if not isinstance(tool, dict):
        return None
    custom = tool.get("custom")
    if tool.get("type") == "custom" and isinstance(custom, dict) and isinstance(custom.get("name"), str):
        description = custom.get("description")
        return Tool(custom["name"], description if isinstance(description, str) else "", kind="custom", raw=tool)
    function = tool.get("function")
    return _read_function(function, tool) if isinstance(function, dict) else None


def _read_function(function: dict[str, Any], raw: dict[str, Any]) -> Tool | None:
    name, description, parameters = function.get("name"), function.get("description"), function.get("parameters")
    if not isinstance(name, str):
        return None
    return Tool(
        name,
        description if isinstance(description, str) else "",
        parameters if isinstance(parameters, (dict, bool)) else None,
        function.get("strict") is True,
        raw=raw,
    )
