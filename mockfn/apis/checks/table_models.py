"""Rejections of what a model cannot do, of its limits, and of who asks where: keys, paths, methods, models."""

from __future__ import annotations

from mockfn.apis.checks.row import Row
from mockfn.apis.checks.table_body import SUITE

__all__ = ["MODELS"]

MODELS = (
    Row(
        name="missing-key",
        message="You didn't provide an API key. You need to provide your API key in an Authorization header using"
        " Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if"
        " you're accessing the API from your browser and are prompted for a username and password. You can obtain"
        " an API key from https://platform.openai.com/account/api-keys.",
        status=401,
        spacing="pretty4",
        phase="access",
        when="no Authorization header, or an empty bearer",
        source="a public log of 2026-02",
        confidence="pasted",
    ),
    Row(
        name="wrong-key",
        message="Incorrect API key provided: {masked}. You can find your API key at"
        " https://platform.openai.com/account/api-keys.",
        code="invalid_api_key",
        status=401,
        spacing="pretty4",
        phase="access",
        when="another key than the configured one. Masked: first 8, stars, last 4; 12 characters or fewer are"
        " shown whole",
        source="recorded 50 times; easychen/openai-api-proxy#33",
        confidence="recorded",
    ),
    Row(
        name="unknown-url",
        message="Invalid URL ({method} {path})",
        status=404,
        spacing="pretty4",
        phase="route",
        when="a path that is not served",
        source="alexrudall/ruby-openai",
        confidence="recorded",
    ),
    Row(
        name="method-not-allowed",
        message="Not allowed to {method} on {path}. (HINT: Perhaps you meant to use a different HTTP method?)",
        status=405,
        spacing="pretty4",
        phase="route",
        when="a served path with another method",
        source="two public test suites with real bodies",
        confidence="pasted",
    ),
    Row(
        name="model-not-found",
        message="The model `{model}` does not exist or you do not have access to it.",
        code="model_not_found",
        status=404,
        spacing="pretty4",
        phase="model",
        when="a model that is not listed (only where unlisted models are refused)",
        source=f"recorded 21 times; {SUITE}; elizaOS/eliza-starter#126",
        confidence="recorded",
    ),
    Row(
        name="model-not-listed",
        message="The model '{model}' does not exist",
        param="model",
        code="model_not_found",
        status=404,
        spacing="pretty2",
        phase="route",
        when="GET /models/{model} of an unknown model",
        source="a public recording (BodhiSearch)",
        confidence="pasted",
    ),
    Row(
        name="not-a-chat-model",
        message="This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you"
        " mean to use v1/completions?",
        param="model",
        status=404,
        phase="model",
        when="a listed model that does not chat",
        source="recorded 8 times (status, param and code); the words in two public clients' tests",
        confidence="pasted",
    ),
    Row(
        name="responses-only-model",
        message="This model is only supported in v1/responses and not in v1/chat/completions.",
        param="model",
        status=404,
        phase="model",
        when="a model that only the Responses API serves (o1-pro, gpt-5-codex)",
        source="eight public clients quote it",
        confidence="pasted",
    ),
    Row(
        name="model-without-tools",
        message="tools is not supported in this model. For a list of supported models, refer to"
        " https://platform.openai.com/docs/guides/function-calling#models-supporting-function-calling.",
        status=404,
        phase="capability",
        when="tools on a model that cannot call them",
        source="recorded twice (status and first sentence); the whole in a public test suite",
        confidence="pasted",
    ),
    Row(
        name="completion-not-found",
        message="Chat completion not found: {id}",
        param="completion_id",
        status=404,
        phase="route",
        when="GET, POST or DELETE of a stored completion that does not exist",
        source="no body was found",
        confidence="chosen",
    ),
    Row(
        name="unsupported-value",
        message="Unsupported value: '{param}' does not support {value} with this model. Only the default (1) value is"
        " supported.",
        param="{param}",
        code="unsupported_value",
        phase="capability",
        when="`temperature`, `top_p` or `n` other than 1 on a model that reasons",
        source=SUITE,
    ),
    Row(
        name="unsupported-parameter",
        message="Unsupported parameter: '{param}' is not supported with this model.",
        param="{param}",
        code="unsupported_parameter",
        when="`stop`, `logit_bias`, `prediction`, penalties or logprobs on a model that reasons; `temperature`"
        " and `top_p` on o1, o3 and o4-mini; `parallel_tool_calls` on o1, o3-mini, o3 and o4-mini",
        source=SUITE,
    ),
    Row(
        name="max-tokens-unsupported",
        message="Unsupported parameter: 'max_tokens' is not supported with this model. Use"
        " 'max_completion_tokens' instead.",
        param="max_tokens",
        code="unsupported_parameter",
        when="`max_tokens` on a model that reasons",
        source=f"{SUITE}; tailcallhq/forgecode#1081",
    ),
    Row(
        name="effort-unsupported",
        message="Unsupported value: 'reasoning_effort' does not support '{value}' with this model. Supported"
        " values are: {supported}.",
        param="reasoning_effort",
        code="unsupported_value",
        when="a `reasoning_effort` that the model does not have",
        source=SUITE,
    ),
    Row(
        name="format-unsupported",
        message="Invalid parameter: 'response_format' of type '{value}' is not supported with this model.{hint}",
        param="response_format",
        phase="capability",
        when="`response_format` json_schema on models before gpt-4o, json_object on gpt-4 (0613)",
        source="four public repositories quote it without the hint; the hint from general knowledge",
        confidence="pasted",
    ),
    Row(
        name="max-tokens-too-large",
        message="max_tokens is too large: {value}. This model supports at most {bound} completion tokens, whereas"
        " you provided {value}.",
        param="{param}",
        code="invalid_value",
        phase="history",
        when="more completion tokens asked for than the model can write",
        source="tailcallhq/forgecode#1185; opencode-ai/opencode#140",
        confidence="pasted",
    ),
    Row(
        name="context-length",
        message="This model's maximum context length is {context} tokens. However, {counted}. Please reduce the"
        " length of the {parts}.",
        param="messages",
        code="context_length_exceeded",
        phase="limits",
        when="prompt, tools and asked-for completion together above the model's context (four wordings, by what"
        " was sent)",
        source="chathub-dev/chathub#126; dissorial/Chainlit-OpenAI-Functions#1; quivr#505; nanbingxyz/5ire#268",
        confidence="pasted",
    ),
)
