"""AIMLAPI's models: those of its guides to function calling, and some that take no tools.

Sources: the guide's list (2025) and its older edition's (2024); the vendor's documentation repository of 2026-08-21,
one OpenAPI document a model: which of them give 201 as the status of a success, and which know no `tools`.
"""

from __future__ import annotations

from mockfn.providers.provider import Model

__all__ = ["MODELS"]

# Who makes a model, under which prefix it is asked for, and whose shape its answers have.
_FAMILIES: tuple[tuple[str, str, str, str], ...] = (
    (
        "Anthropic",
        "anthropic",
        "claude-3-haiku-20240307 claude-3-opus-20240229 claude-3-5-haiku-20241022 claude-3-7-sonnet-20250219 "
        "claude-opus-4-20250514 claude-sonnet-4-20250514 anthropic/claude-opus-4.1 anthropic/claude-sonnet-4.5 "
        "anthropic/claude-opus-4-5",
        "anthropic",
    ),
    (
        "Alibaba Cloud",
        "qwen",
        "Qwen/Qwen2.5-7B-Instruct-Turbo Qwen/Qwen2.5-72B-Instruct-Turbo Qwen/Qwen2.5-Coder-32B-Instruct qwen-max "
        "qwen-max-2025-01-25 qwen-plus qwen-turbo Qwen/Qwen3-235B-A22B-fp8-tput alibaba/qwen3-32b "
        "alibaba/qwen3-coder-480b-a35b-instruct alibaba/qwen3-235b-a22b-thinking-2507 alibaba/qwen3-max-preview "
        "alibaba/qwen3-max-instruct alibaba/qwen3-vl-32b-instruct alibaba/qwen3-vl-32b-thinking",
        "alibaba",
    ),
    (
        "Google",
        "gemini",
        "google/gemini-2.0-flash google/gemini-2.5-flash-lite-preview google/gemini-2.5-flash google/gemini-2.5-pro "
        "google/gemini-3-pro-preview google/gemma-3-4b-it google/gemma-3-12b-it google/gemma-3-27b-it",
        "google",
    ),
    (
        "Meta",
        "llama",
        "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo meta-llama/Meta-Llama-3.1-70B-Instruct-Turbo "
        "meta-llama/Meta-Llama-3.1-405B-Instruct-Turbo meta-llama/Llama-3.2-3B-Instruct-Turbo "
        "meta-llama/Llama-3.3-70B-Instruct-Turbo meta-llama/LlamaGuard-2-8b meta-llama/llama-4-scout "
        "meta-llama/llama-4-maverick meta-llama/Llama-3-70b-chat-hf",
        "together",
    ),
    (
        "Open AI",
        "gpt",
        "gpt-3.5-turbo gpt-3.5-turbo-0125 gpt-3.5-turbo-1106 gpt-3.5-turbo-0613 gpt-4 gpt-4-0613 gpt-4-0125-preview "
        "gpt-4-1106-preview gpt-4-turbo gpt-4-turbo-preview gpt-4-turbo-2024-04-09 gpt-4o gpt-4o-2024-05-13 "
        "gpt-4o-2024-08-06 chatgpt-4o-latest gpt-4o-mini gpt-4o-mini-2024-07-18 gpt-4o-audio-preview "
        "gpt-4o-mini-audio-preview openai/gpt-4.1-2025-04-14 openai/gpt-4.1-mini-2025-04-14 "
        "openai/gpt-4.1-nano-2025-04-14 openai/gpt-oss-20b openai/gpt-oss-120b openai/gpt-5-1-chat-latest "
        "openai/gpt-5-2-chat-latest gpt-4o-search-preview gpt-4o-mini-search-preview",
        "openai",
    ),
    (
        "Open AI",
        "reasoning",
        "o1 o1-mini o3-mini openai/o3-2025-04-16 openai/o4-mini-2025-04-16 openai/gpt-5-2025-08-07 "
        "openai/gpt-5-mini-2025-08-07 openai/gpt-5-nano-2025-08-07 openai/gpt-5-1 openai/gpt-5-1-codex "
        "openai/gpt-5-1-codex-mini openai/gpt-5-2",
        "openai",
    ),
    (
        "DeepSeek",
        "deepseek",
        "deepseek/deepseek-r1 deepseek/deepseek-thinking-v3.2-exp deepseek/deepseek-non-thinking-v3.2-exp "
        "deepseek/deepseek-prover-v2",
        "deepseek",
    ),
    ("MiniMax", "minimax", "MiniMax-Text-01 minimax/m1 minimax/m2-1", "minimax"),
    (
        "Mistral AI",
        "mistral",
        "mistralai/mistral-tiny mistralai/mistral-nemo mistralai/Mixtral-8x7B-Instruct-v0.1 "
        "mistralai/Mistral-7B-Instruct-v0.1 togethercomputer/CodeLlama-34b-Instruct mistralai/ministral-8b",
        "together",
    ),
    (
        "Moonshot",
        "moonshot",
        "moonshot/kimi-k2-preview moonshot/kimi-k2-0905-preview moonshot/kimi-k2-turbo-preview",
        "plain",
    ),
    ("NVIDIA", "nvidia", "vidia/nemotron-nano-9b-v2 nvidia/nemotron-nano-12b-v2-vl", "plain"),
    (
        "xAI",
        "grok",
        "x-ai/grok-3-beta x-ai/grok-3-mini-beta x-ai/grok-4-07-09 x-ai/grok-code-fast-1 "
        "x-ai/grok-4-fast-non-reasoning x-ai/grok-4-fast-reasoning x-ai/grok-4-1-fast-non-reasoning "
        "x-ai/grok-4-1-fast-reasoning",
        "xai",
    ),
    ("Zhipu", "glm", "zhipu/glm-4.5-air zhipu/glm-4.5 zhipu/glm-4.7", "z-ai"),
    ("Perplexity", "sonar", "perplexity/sonar perplexity/sonar-pro", "plain"),
)

# The status of a success is 201 in the documents of 45 models; these are the ones of them that are listed here.
_CREATED = frozenset(
    (
        "claude-3-7-sonnet-20250219",
        "chatgpt-4o-latest",
        "deepseek/deepseek-non-thinking-v3.2-exp",
        "deepseek/deepseek-thinking-v3.2-exp",
        "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo",
        "moonshot/kimi-k2-0905-preview",
    )
)

# Their documents know no `tools`, and the guides do not list them.
_WITHOUT_TOOLS = frozenset(
    (
        "o1-mini",
        "gpt-4o-search-preview",
        "gpt-4o-mini-search-preview",
        "perplexity/sonar",
        "perplexity/sonar-pro",
        "google/gemma-3-4b-it",
        "google/gemma-3-12b-it",
        "google/gemma-3-27b-it",
        "deepseek/deepseek-prover-v2",
        "mistralai/ministral-8b",
        "meta-llama/Llama-3-70b-chat-hf",
    )
)


def _model(name: str, owner: str, family: str, shape: str) -> Model:
    return Model(
        name=name,
        owner=owner,
        family=family,
        shape=shape,
        tools=name not in _WITHOUT_TOOLS,
        status=201 if name in _CREATED else 200,
        reasoning=family == "reasoning",
        logprobs=family != "reasoning",
        roles_unsupported=frozenset({"system"}) if name == "o1-mini" else frozenset(),
        # As Anthropic's own API takes them (21 documents).
        more_choices=("auto", "any", "tool") if family == "anthropic" else (),
    )


MODELS: tuple[Model, ...] = tuple(
    _model(name, owner, family, shape) for owner, family, names, shape in _FAMILIES for name in names.split()
)
