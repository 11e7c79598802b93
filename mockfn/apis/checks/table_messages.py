"""Rejections of messages: one by one, and as a conversation of calls and results."""

from __future__ import annotations

from mockfn.apis.checks.row import Row
from mockfn.apis.checks.table_body import SUITE

__all__ = ["MESSAGES"]

MESSAGES = (
    Row(
        name="empty-messages",
        message="Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array"
        " instead.",
        param="messages",
        code="empty_array",
        when="`messages: []`",
        source=f"{SUITE}; CopilotKit/CopilotKit#529",
    ),
    Row(
        name="empty-tool-calls",
        message="Invalid '{param}': empty array. Expected an array with minimum length 1, but got an empty array"
        " instead.",
        param="{param}",
        code="empty_array",
        when="an assistant message with `tool_calls: []`",
        source=f"{SUITE}; home-assistant/core#118577",
    ),
    Row(
        name="call-name-pattern",
        message="Invalid '{param}': string does not match pattern. Expected a string that matches the pattern"
        " '{pattern}'.",
        param="{param}",
        code="invalid_value",
        when="the name of a tool call in the history has another character than letters, digits, _ and -",
        source="mcp-use/mcp-use#90",
        confidence="pasted",
    ),
    Row(
        name="call-id-too-long",
        message="Invalid '{param}': string too long. Expected a string with maximum length 40, but got a string"
        " with length {length} instead.",
        param="{param}",
        code="string_above_max_length",
        when="a tool call's `id` or a result's `tool_call_id` above 40 characters",
        source="firebase/genkit documentation",
        confidence="pasted",
    ),
    Row(
        name="message-name-pattern",
        message="Invalid '{param}': string does not match pattern. Expected a string that matches the pattern"
        " '{pattern}'.",
        param="{param}",
        code="invalid_value",
        when="a message's `name` with white space or one of < | \\ / >",
        source="microsoft/autogen and langchain-ai/langchain issues of 2024",
        confidence="recalled",
    ),
    Row(
        name="file-data",
        message="Invalid file data: '{param}'. Expected a base64-encoded data URL with an application/pdf MIME"
        " type (e.g. 'data:application/pdf;base64,SGVsbG8sIFdvcmxkIQ=='), but got {problem}.",
        param="{param}",
        code="invalid_value",
        when="a file that is no data: URL, or none of a PDF",
        source="a live run of 2026-08 and two other public notes (gpt-4o)",
        confidence="pasted",
    ),
    Row(
        name="image-unsupported",
        message="Invalid content type. image_url is only supported by certain models.",
        param="{param}",
        code="invalid_value",
        phase="capability",
        when="an image for a model that sees none (gpt-3.5, gpt-4, o1-mini, o3-mini)",
        source="a public client's tests; microsoft/promptflow; chatbox",
        confidence="pasted",
    ),
    Row(
        name="audio-required",
        message="This model requires that either input content or output modality contain audio.",
        param="model",
        code="invalid_value",
        phase="capability",
        when="neither sound nor a wish for it, for an audio model",
        source="two public clients' tests",
        confidence="pasted",
    ),
    Row(
        name="role-unsupported",
        message="Unsupported value: '{param}' does not support '{value}' with this model.",
        param="{param}",
        code="unsupported_value",
        phase="capability",
        when="role `function` on o3, o4-mini and the gpt-5 families, `system` on o1-mini and o1-preview",
        source="tailcallhq/forgecode#1177; TheR1D/shell_gpt#717",
        confidence="pasted",
    ),
    Row(
        name="null-content",
        message="Invalid value for 'content': expected a string, got null.",
        param="messages.[{index}].content",
        phase="content",
        when="no content on a system, user, tool or function message, or on an assistant's without calls, refusal"
        " or audio",
        source=f"{SUITE}; langchain-ai/langchainjs#4153",
    ),
    Row(
        name="image-role",
        message="Invalid '{param}'. Image URLs are only allowed for messages with role 'user', but this message"
        " with role '{role}' contains an image URL.",
        param="{param}",
        code="invalid_value",
        phase="history",
        when="an `image_url` part in a message that is not the user's",
        source="strands-agents/sdk-python#320",
        confidence="pasted",
    ),
    Row(
        name="image-url",
        message="Failed to download image from {url}. Image URL is invalid.",
        code="invalid_image_url",
        phase="history",
        when="an image's `url` that is neither http(s) nor data",
        source="llmrb/llm (2025)",
        confidence="recorded",
    ),
    Row(
        name="image-unreachable",
        message="Error while downloading {url}.",
        code="invalid_image_url",
        phase="history",
        when="an image on a host that serves none: example.com and the names RFC 2606 and RFC 6761 reserve",
        source="Arize-ai/openinference (https://example.com/test-image.jpg)",
        confidence="recorded",
    ),
    Row(
        name="image-format",
        message="You uploaded an unsupported image. Please make sure your image has of one the following formats:"
        " ['png', 'jpeg', 'gif', 'webp'].",
        code="invalid_image_format",
        phase="history",
        when="an image as data: URL whose bytes are no PNG, JPEG, GIF or WebP; payloads below 12 bytes are taken for"
        " stand-ins and pass here",
        source="traceloop/openllmetry",
        confidence="recorded",
    ),
    Row(
        name="unanswered-tool-calls",
        message="An assistant message with 'tool_calls' must be followed by tool messages responding to each"
        " 'tool_call_id'. The following tool_call_ids did not have response messages: {ids}",
        param="{param}",
        phase="history",
        when="tool calls without a result before the next other message, whose index is told, or before the end"
        " of the list, which is told without one",
        source="sdcb/chats#132; farhan0167/otto-m8#30; at the end: the documentation of LangChain and of Exa",
        confidence="pasted",
    ),
    Row(
        name="orphan-tool-message",
        message="Invalid parameter: messages with role 'tool' must be a response to a preceeding message with"
        " 'tool_calls'.",
        param="messages.[{index}].role",
        phase="history",
        when="a tool message that follows no assistant message with tool calls",
        source="smarter-sh/smarter#264; KeyserDSoze/Rystem.OpenAi#85",
        confidence="pasted",
    ),
    Row(
        name="unknown-tool-call-id",
        message="Invalid parameter: 'tool_call_id' of '{id}' not found in 'tool_calls' of previous message.",
        param="messages.[{index}].tool_call_id",
        phase="history",
        when="a tool message whose id is none of the calls before it",
        source="cline and two other clients' sources quote it",
        confidence="pasted",
    ),
    Row(
        name="missing-tool-call-id",
        message="Missing parameter 'tool_call_id': messages with role 'tool' must have a 'tool_call_id'.",
        param="messages.[{index}].tool_call_id",
        phase="history",
        when="a tool message without `tool_call_id`",
        source="run-llama/multi-agent-concierge#16; MadcowD/ell#325",
        confidence="pasted",
    ),
    Row(
        name="missing-function-name",
        message="Missing parameter 'name': messages with role 'function' must have a 'name'.",
        param="messages.[{index}].name",
        phase="history",
        when="a function message without `name`",
        source="alexrudall/ruby-openai; open-compass/T-Eval#66",
        confidence="recorded",
    ),
    Row(
        name="tool-calls-with-functions",
        message="Invalid parameter: 'tool_calls' cannot be used when 'functions' are present. Please use 'tools'"
        " instead of 'functions'.",
        param="messages.[{index}].tool_calls",
        phase="history",
        when="tool calls in the history of a request that sends `functions`",
        source="openai/openai-python#1795",
        confidence="pasted",
    ),
    Row(
        name="json-word-missing",
        message="'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
        param="messages",
        phase="history",
        when="`response_format` json_object and no message says json, in whatever case",
        source="quoted by two public repositories",
        confidence="pasted",
    ),
)
