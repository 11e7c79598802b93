"""Rejections of the body as a whole: its JSON, its members, their types and bounds."""

from __future__ import annotations

from mockfn.apis.checks.row import Row

__all__ = ["BODY", "SUITE"]

# One public conformance suite that records direct answers of api.openai.com (gpt-5.6-terra, 2026-08-30 to 09-04).
SUITE = "kangminlee-maker/local-OAuth-CLI-API-adapter, test/openai-chat-validation-parity.test.mjs"

BODY = (
    Row(
        name="invalid-json",
        message="We could not parse the JSON body of your request. (HINT: This likely means you aren't using your"
        " HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON. If"
        " you have trouble figuring out how to fix this, please contact us through our help center at"
        " help.openai.com.)",
        spacing="pretty4",
        phase="parse",
        when="the body is not JSON, or `model` is no string",
        source=f"{SUITE}; developersdigest/llm-answer-engine#58 (content-length 443: four spaces and a newline)",
    ),
    Row(
        name="missing-model",
        message="you must provide a model parameter",
        phase="presence",
        when="`model` is missing, '' or null",
        source=f"{SUITE}; danielmiessler/Fabric#239",
    ),
    Row(
        name="missing-messages",
        message="Missing required parameter: 'messages'.",
        param="messages",
        code="missing_required_parameter",
        phase="presence",
        when="`messages` is missing or null",
        source=f"{SUITE}; SilasMarvin/lsp-ai#108",
    ),
    Row(
        name="unknown-parameter",
        message="Unknown parameter: '{param}'.{hint}",
        param="{param}",
        code="unknown_parameter",
        phase="unknown",
        when="a member that chat completions does not have; names of known members nearby are suggested, unless"
        " sent too",
        source=f"{SUITE}; 64bit/async-openai#386",
    ),
    Row(
        name="unknown-nested-parameter",
        message="Unknown parameter: '{param}'.",
        param="{param}",
        code="unknown_parameter",
        when="an unknown member of `stream_options`, `prompt_cache_options`, a file, or a developer message (other"
        " messages may have any)",
        source=f"{SUITE}; files: pydantic/pydantic-ai; developer messages: two clients' notes of 2026",
    ),
    Row(
        name="missing-parameter",
        message="Missing required parameter: '{param}'.",
        param="{param}",
        code="missing_required_parameter",
        when="a required member of a message, content part, tool, tool call, choice or format is missing",
        source=f"{SUITE}; neuron-core/neuron-ai#292; langchain-ai/langgraphjs#405",
    ),
    Row(
        name="missing-call-type",
        like="missing-parameter",
        message="Missing required parameter: '{param}'.",
        param="{param}",
        code="missing_required_parameter",
        when="a tool call of a message has no `type`",
        source=SUITE,
    ),
    Row(
        name="invalid-type",
        message="Invalid type for '{param}': expected {expected}, but got {got} instead.",
        param="{param}",
        code="invalid_type",
        when="a member of another JSON type than documented",
        source=SUITE,
    ),
    Row(
        name="invalid-value",
        message="Invalid value: '{value}'. Supported values are: {supported}.",
        param="{param}",
        code="invalid_value",
        when="a role, type, tier, format or choice that is none of the documented ones",
        source=SUITE,
    ),
    Row(
        name="integer-below-minimum",
        message="Invalid '{param}': integer below minimum value. Expected a value >= {bound}, but got {value} instead.",
        param="{param}",
        code="integer_below_min_value",
        when="`n`, `max_tokens` or `max_completion_tokens` below 1, `top_logprobs` below 0",
        source=SUITE,
    ),
    Row(
        name="integer-above-maximum",
        message="Invalid '{param}': integer above maximum value. Expected a value <= {bound}, but got {value} instead.",
        param="{param}",
        code="integer_above_max_value",
        when="`n` above 128, or above 8 on the gpt-5.6 family",
        source=SUITE,
    ),
    Row(
        name="decimal-above-maximum",
        message="Invalid '{param}': decimal above maximum value. Expected a value <= {bound}, but got {value} instead.",
        param="{param}",
        code="decimal_above_max_value",
        when="`temperature`, `frequency_penalty` or `presence_penalty` above 2, `top_p` above 1",
        source=SUITE,
    ),
    Row(
        name="decimal-below-minimum",
        message="Invalid '{param}': decimal below minimum value. Expected a value >= {bound}, but got {value} instead.",
        param="{param}",
        code="decimal_below_min_value",
        when="`temperature` or `top_p` below 0, a penalty below -2",
        source=SUITE,
    ),
    Row(
        name="empty-array",
        message="Invalid '{param}': empty array. Expected an array with minimum length 1, but got an empty array"
        " instead.",
        param="{param}",
        code="empty_array",
        when="an empty `functions` or `modalities`",
        source="the template of empty `messages` and `tools`",
        confidence="chosen",
    ),
    Row(
        name="array-too-long",
        message="Invalid '{param}': array too long. Expected an array with maximum length {bound}, but got an"
        " array with length {length} instead.",
        param="{param}",
        code="array_above_max_length",
        when="more than 4 `stop` sequences, more than 128 `functions`",
        source="the template of too many `tools`",
        confidence="recalled",
    ),
    Row(
        name="string-too-long",
        message="Invalid '{param}': string too long. Expected a string with maximum length {bound}, but got a"
        " string with length {length} instead.",
        param="{param}",
        code="string_above_max_length",
        when="a tool call's id above 40 characters, a metadata value above 512, a format's name above 64",
        source="firebase/genkit documentation",
        confidence="pasted",
    ),
    Row(
        name="many-metadata",
        message="Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got"
        " an object with {length} properties instead.",
        param="metadata",
        code="object_above_max_properties",
        when="more than 16 pairs of metadata",
        source=SUITE,
    ),
    Row(
        name="stream-options-without-stream",
        message="The 'stream_options' parameter is only allowed when 'stream' is enabled.",
        param="stream_options",
        when="`stream_options` without `stream: true`",
        source="two public notes with measured bodies (2025, 2026)",
        confidence="pasted",
    ),
    Row(
        name="top-logprobs-without-logprobs",
        message="The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
        param="top_logprobs",
        when="`top_logprobs` without `logprobs: true`",
        source=SUITE,
    ),
    Row(
        name="top-logprobs-above-maximum",
        message="Invalid value for 'top_logprobs': must be less than or equal to {bound}.",
        param="top_logprobs",
        when="`top_logprobs` above the model's maximum (20; 5 on the gpt-5.6 family)",
        source=SUITE,
    ),
    Row(
        name="both-token-limits",
        message="Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
        param="max_tokens",
        code="invalid_parameter_combination",
        when="`max_tokens` and `max_completion_tokens` in one request",
        source="langchain-ai/langgraph#5943; yaroslavyaroslav/OpenAI-sublime-text#65",
        confidence="pasted",
    ),
    Row(
        name="unrecognized-parameter",
        message="Unrecognized request argument supplied: {param}",
        when="`reasoning_effort` on a listed model that does not reason",
        source="davidmigloz/langchain_dart#712; AAswordman/Operit#1048 (2026-08)",
        confidence="pasted",
        phase="unknown",
    ),
)
