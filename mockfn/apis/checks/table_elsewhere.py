"""Rejections that OpenAI does not make and other providers do: made where a provider's profile names them."""

from __future__ import annotations

from mockfn.apis.checks.row import Row

__all__ = ["ELSEWHERE"]

ELSEWHERE = (
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
        when="a user's or system message right after a tool's",
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
        when="a member nobody knows in a message, a tool call or a tool",
        source="Fireworks (Mistral in other words)",
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
)
