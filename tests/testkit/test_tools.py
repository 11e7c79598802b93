"""A tool is read in whatever form an app holds it. Frameworks' objects stand here as what they are: attributes."""

from types import SimpleNamespace

import pytest
from pydantic import BaseModel

from mockfn.chat import Tool
from mockfn.errors import SettingError
from mockfn.testkit import tool_of

SCHEMA = {"type": "object", "properties": {"location": {"type": "string"}}, "required": ["location"]}
WEATHER = Tool("get_weather", "Weather of a place.", SCHEMA)


class Weather(BaseModel):
    """Weather of a place."""

    location: str


def attributes(**values):
    return SimpleNamespace(name="get_weather", description="Weather of a place.", **values)


DESCRIBED = {"name": "get_weather", "description": "Weather of a place."}
FORMS = {
    "an OpenAI dict": {"type": "function", "function": {**DESCRIBED, "parameters": SCHEMA}},
    "a dict of the responses API": {"type": "function", **DESCRIBED, "parameters": SCHEMA},
    "a legacy function": {**DESCRIBED, "parameters": SCHEMA},
    "an Anthropic dict": {**DESCRIBED, "input_schema": SCHEMA},
    "an MCP dict": {**DESCRIBED, "inputSchema": SCHEMA},
    "a tool of openai-agents": attributes(params_json_schema=SCHEMA),
    "a tool of pydantic-ai": attributes(function_schema=SimpleNamespace(json_schema=SCHEMA)),
    "a tool definition of pydantic-ai": attributes(parameters_json_schema=SCHEMA),
    "a tool of langchain with a dict": attributes(args_schema=SCHEMA),
    "mockfn's own": WEATHER,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_reads_name_description_and_schema(form):
    assert tool_of(form) == WEATHER


def test_reads_a_pydantic_model_by_its_name():
    tool = tool_of(Weather)
    assert (tool.name, tool.description) == ("Weather", "Weather of a place.")
    assert tool.parameters["required"] == ["location"]


def test_langchain_hides_the_arguments_that_it_injects():
    whole = {**SCHEMA, "properties": {**SCHEMA["properties"], "injected": {"type": "string"}}}
    assert tool_of(attributes(args_schema=whole, tool_call_schema=SCHEMA)) == WEATHER


def test_langchain_holds_its_schema_as_a_model_too():
    assert tool_of(attributes(tool_call_schema=Weather)).parameters == Weather.model_json_schema()


def test_a_tool_without_parameters_has_none():
    assert tool_of({"type": "function", "function": {"name": "now"}}) == Tool("now")


def test_what_is_no_tool_is_named():
    with pytest.raises(SettingError) as caught:
        tool_of(42)
    assert str(caught.value) == (
        "42 is no tool that mockfn can read: an OpenAI dict, a pydantic model, or a tool of langchain, pydantic-ai or "
        "openai-agents. Give its OpenAI dict."
    )


def test_a_list_of_tools_is_no_tool():
    with pytest.raises(SettingError, match=r"Give one of them\.$"):
        tool_of([FORMS["an OpenAI dict"]])
