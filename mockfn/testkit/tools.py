"""A tool in whatever form an app holds it, read by its attributes: no framework is imported for it.

OpenAI's dicts (chat, responses and legacy functions), Anthropic's and MCP's, pydantic models, and the tool objects of
langchain, pydantic-ai and openai-agents.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mockfn.chat import Tool
from mockfn.errors import SettingError

__all__ = ["tool_of"]

_SCHEMA_KEYS = ("parameters", "input_schema", "inputSchema", "parameters_json_schema")


def tool_of(tool: Any) -> Tool:
    """`tool` as a function with a name and a JSON Schema.

    Raises SettingError for anything that is no tool, a list of tools included.
    """
    if isinstance(tool, Tool):
        return tool
    for read in _FORMS:
        found = read(tool)
        if found is not None:
            return found
    one_of = "one of them" if isinstance(tool, list | tuple) else "its OpenAI dict"
    raise SettingError(
        f"{_shown(tool)} is no tool that mockfn can read: an OpenAI dict, a pydantic model, or a tool of langchain, "
        "pydantic-ai or openai-agents.",
        remedy=f"Give {one_of}.",
    )


def _dict(tool: Any) -> Tool | None:
    if not isinstance(tool, Mapping):
        return None
    inner = tool.get("function")
    described = inner if isinstance(inner, Mapping) else tool
    name = described.get("name")
    if not isinstance(name, str):
        return None
    schema = next((described[key] for key in _SCHEMA_KEYS if described.get(key) is not None), None)
    return _tool(name, described.get("description"), schema)


def _pydantic_model(tool: Any) -> Tool | None:
    if not isinstance(tool, type) or not hasattr(tool, "model_json_schema"):
        return None
    schema = tool.model_json_schema()
    return _tool(tool.__name__, schema.get("description"), schema)


def _openai_agents(tool: Any) -> Tool | None:
    return _named(tool, getattr(tool, "params_json_schema", None))


def _pydantic_ai(tool: Any) -> Tool | None:
    inner = getattr(tool, "function_schema", None)
    return _named(tool, getattr(inner, "json_schema", None) or getattr(tool, "parameters_json_schema", None))


def _langchain(tool: Any) -> Tool | None:
    # `tool_call_schema` is `args_schema` without the arguments that langchain injects and the model never sees.
    schema: Any = getattr(tool, "tool_call_schema", None) or getattr(tool, "args_schema", None)
    if hasattr(schema, "model_json_schema"):
        schema = schema.model_json_schema()
    return _named(tool, schema)


_FORMS: tuple[Callable[[Any], Tool | None], ...] = (_dict, _pydantic_model, _openai_agents, _pydantic_ai, _langchain)


def _named(tool: Any, schema: Any) -> Tool | None:
    name = getattr(tool, "name", None)
    if not isinstance(name, str) or not isinstance(schema, Mapping):
        return None
    return _tool(name, getattr(tool, "description", None), schema)


def _tool(name: str, description: Any, schema: Any) -> Tool:
    parameters = dict(schema) if isinstance(schema, Mapping) else schema
    return Tool(name, description if isinstance(description, str) else "", parameters)


def _shown(tool: Any) -> str:
    text = repr(tool)
    return text if len(text) <= 80 else text[:77] + "..."
