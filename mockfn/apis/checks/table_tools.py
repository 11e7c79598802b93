"""Rejections of tools, functions and the choice among them."""

from __future__ import annotations

from mockfn.apis.checks.row import Row
from mockfn.apis.checks.table_body import SUITE

__all__ = ["TOOLS"]

TOOLS = (
    Row(
        name="empty-tools",
        message="Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array"
        " instead.",
        param="tools",
        code="empty_array",
        when="`tools: []`",
        source="dnakov/anon-kode#20; vllm-project/vllm#39780",
        confidence="pasted",
    ),
    Row(
        name="many-tools",
        message="Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array"
        " with length {length} instead.",
        param="tools",
        code="array_above_max_length",
        when="more than 128 tools",
        source="0x4m4/hexstrike-ai#29; keinsaasforever/better-chatbot#197",
        confidence="pasted",
    ),
    Row(
        name="empty-tool-name",
        message="Invalid '{param}': empty string. Expected a string with minimum length 1, but got an empty"
        " string instead.",
        param="{param}",
        code="empty_string",
        when="a tool, function or format named ''",
        source=SUITE,
    ),
    Row(
        name="tool-name-pattern",
        message="Invalid '{param}': string does not match pattern. Expected a string that matches the pattern"
        " '{pattern}'.",
        param="{param}",
        code="invalid_value",
        when="a tool's, function's or format's name has another character than letters, digits, _ and -",
        source="brekkylab/ailoy#109; run-llama/llama_index#16093",
        confidence="pasted",
    ),
    Row(
        name="tool-name-too-long",
        message="Invalid '{param}': string too long. Expected a string with maximum length 64, but got a string"
        " with length {length} instead.",
        param="{param}",
        code="string_above_max_length",
        when="a tool's, function's or format's name above 64 characters",
        source="home-assistant/core#121325; danny-avila/LibreChat#7435",
        confidence="pasted",
    ),
    Row(
        name="tool-choice-without-tools",
        message="Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
        param="tool_choice",
        when="any `tool_choice` without `tools`",
        source="writer/writer-framework#1013",
        confidence="pasted",
    ),
    Row(
        name="function-call-without-functions",
        message="Invalid value for 'function_call': 'function_call' is only allowed when 'functions' are specified.",
        param="function_call",
        when="any `function_call` without `functions`",
        source="Azure-Samples/azure-search-openai-demo#1175",
        confidence="pasted",
    ),
    Row(
        name="unknown-function",
        message="Invalid value for 'function_call': no function named '{name}' was specified in the 'functions'"
        " parameter.",
        param="function_call",
        phase="history",
        when="`tool_choice` or `function_call` names a function that is not offered (these words for both)",
        source=SUITE,
    ),
    Row(
        name="tools-with-effort",
        message="Function tools with reasoning_effort are not supported for {model} in /v1/chat/completions. To"
        " use function tools, use /v1/responses or set reasoning_effort to 'none'.",
        param="reasoning_effort",
        phase="history",
        when="function tools on gpt-5.6-terra or gpt-5.6-sol unless `reasoning_effort` is 'none'",
        source=f"{SUITE}; webbrain-one/webbrain#382",
    ),
)
