"""Rejections that OpenAI does not make, or does not make any more, and other providers do: made where a profile names
them.
"""

from __future__ import annotations

from mockfn.apis.checks.row import Row

__all__ = ["ELSEWHERE"]

ELSEWHERE = (
    Row(
        name="unknown-tool-member",
        message="Unrecognized key(s) in object: '{name}'",
        param="{param}",
        phase="elsewhere",
        when="a member of a tool or of its function that is not known",
        source="AIMLAPI's OpenAPI documents (`additionalProperties: false`); zod's words",
        confidence="documented",
    ),
    Row(
        name="missing-tool-parameters",
        message="Required",
        param="{param}",
        phase="elsewhere",
        when="a function without `parameters`",
        source="AIMLAPI's OpenAPI documents; zod's words",
        confidence="documented",
    ),
    Row(
        name="stream-with-tools",
        message="Streaming is not supported with tools",
        param="stream",
        phase="elsewhere",
        when="`stream` together with `tools`",
        source="DeepInfra's older guide does not support it; no body was found",
        confidence="chosen",
    ),
    Row(
        name="duplicate-tool-names",
        message="Tool names must be unique.",
        param="tools",
        phase="elsewhere",
        when="two tools of one name",
        source="DeepSeek (a live matrix in 9router#3333; GLM, MiniMax and Kimi accept them)",
        confidence="pasted",
    ),
    Row(
        name="repeated-tool-call-id",
        message="Duplicate value for 'tool_call_id' of {id} in message[{index}]",
        phase="elsewhere",
        when="an id used by two calls of the history",
        source="DeepSeek (craft-agents-oss#630)",
        confidence="pasted",
    ),
    Row(
        name="json-mode-with-tools",
        message="`response_format` json_object cannot be combined with tool/function calling",
        phase="elsewhere",
        when="`response_format` json_object beside tools",
        source="Groq",
        confidence="pasted",
    ),
    Row(
        name="unexpected-role",
        message="Unexpected role '{role}' after role '{before}'",
        phase="elsewhere",
        when="a user's or system message right after a tool's, a tool's right after a user's",
        source="Mistral",
        confidence="pasted",
    ),
    Row(
        name="unequal-results",
        message="Not the same number of function calls and responses",
        phase="elsewhere",
        when="more or fewer tool messages than calls before them",
        source="Mistral",
        confidence="pasted",
    ),
    Row(
        name="unknown-member",
        message="Extra inputs are not permitted, field: '{param}', value: {value}",
        param="{param}",
        phase="elsewhere",
        when="a member nobody knows in a body, a message, a tool call or a tool",
        source="Fireworks (Mistral in other words)",
        confidence="pasted",
    ),
    Row(
        name="unknown-members",
        message="{count} request validation errors: {each}",
        phase="elsewhere",
        when="several members nobody knows: all of them, joined",
        source="Fireworks",
        confidence="pasted",
    ),
    Row(
        name="choice-form",
        message='Invalid value for `tool_choice`: {value}! Only named tools, "none", "auto" or "required" are'
        " supported.",
        phase="elsewhere",
        when="a `tool_choice` that is no known word",
        source="vLLM's source",
        confidence="documented",
    ),
    Row(
        name="choice-of-nothing",
        message="When using `tool_choice`, `tools` must be set.",
        phase="elsewhere",
        when="a `tool_choice` other than none without `tools`",
        source="vLLM's source; Alibaba says the same",
        confidence="documented",
    ),
    Row(
        name="choice-function",
        message="Invalid value for `function`: `{value}` in `tool_choice`! Correct usage:"
        ' `{{"type": "function", "function": {{"name": "my_function"}}}}`',
        phase="elsewhere",
        when="a named `tool_choice` whose `function` is no object",
        source="vLLM",
        confidence="pasted",
    ),
    Row(
        name="several-texts",
        message="The model expects a single `text` element per message.",
        phase="elsewhere",
        when="a message of several text parts (2025)",
        source="xAI",
        confidence="pasted",
    ),
    Row(
        name="nameless-result",
        message="* GenerateContentRequest.contents[{index}].parts[0].function_response.name: Name cannot be empty.\n",
        phase="elsewhere",
        when="a tool message whose call, and so whose function's name, is not found",
        source="Gemini",
        confidence="pasted",
    ),
    Row(
        name="function-name-start",
        message="* GenerateContentRequest.tools[0].function_declarations[{index}].name: Invalid function name. Must"
        " start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.) or dashes"
        " (-), with a maximum length of 64.",
        phase="elsewhere",
        when="a function's name that starts otherwise, is longer or holds another character",
        source="Gemini",
        confidence="pasted",
    ),
    Row(
        name="keyword-unknown",
        message="Invalid JSON payload received. Unknown name \"{key}\" at '{path}': Cannot find field.",
        phase="elsewhere",
        when="a keyword of JSON Schema that Google's schemas do not have",
        source="Gemini",
        confidence="pasted",
    ),
    Row(
        name="choice-unsupported",
        message="tool_choice {value} is not supported",
        param="tool_choice",
        phase="elsewhere",
        when="a `tool_choice` other than auto and none",
        source="DeepInfra's guide documents auto and none only; no body was found",
        confidence="chosen",
    ),
    Row(
        name="content-parts-unsupported",
        message="Input should be a valid string, not {content}",
        param="messages[{index}]",
        code="{role}",
        phase="elsewhere",
        when="content in parts in an assistant's or a tool's message",
        source="DeepInfra (huggingface/smolagents#1518; BerriAI/litellm#13982)",
        confidence="pasted",
    ),
    Row(
        name="tool-description-too-long",
        message="Invalid '{param}': string too long. Expected a string with maximum length 1024, but got a string"
        " with length {length} instead.",
        param="{param}",
        code="string_above_max_length",
        phase="elsewhere",
        when="a function's description above 1024 characters",
        source="nanbingxyz/5ire#33 (2025-01)",
        confidence="pasted",
        era="2024-2025",
    ),
    Row(
        name="parallel-without-tools",
        message="Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are"
        " specified.",
        param="parallel_tool_calls",
        phase="elsewhere",
        when="`parallel_tool_calls` without `tools` (accepted by gpt-5.6-terra, 2026-08)",
        source="openai/swarm#30; Upsonic/Upsonic#323",
        confidence="pasted",
        era="2024-2025",
    ),
)
