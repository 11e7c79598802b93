"""What llama.cpp's server adds to an answer as `__verbose`: how it sampled, and the prompt as its template made it.

Source: 10 of 12 recorded JSON answers are of servers that were told to be verbose.
"""

from __future__ import annotations

from typing import Any

from mockfn.providers.provider import Said

__all__ = ["verbose"]

_SAMPLING: dict[str, Any] = {
    "n_predict": -1,
    "seed": 4294967295,
    "temperature": 0.800000011920929,
    "dynatemp_range": 0.0,
    "dynatemp_exponent": 1.0,
    "top_k": 40,
    "top_p": 0.949999988079071,
    "min_p": 0.05000000074505806,
    "top_n_sigma": -1.0,
    "xtc_probability": 0.0,
    "xtc_threshold": 0.10000000149011612,
    "typical_p": 1.0,
    "repeat_last_n": 64,
    "repeat_penalty": 1.0,
    "presence_penalty": 0.0,
    "frequency_penalty": 0.0,
    "dry_multiplier": 0.0,
    "dry_base": 1.75,
    "dry_allowed_length": 2,
    "dry_penalty_last_n": 4096,
    "dry_sequence_breakers": ["\n", ":", '"', "*"],
    "mirostat": 0,
    "mirostat_tau": 5.0,
    "mirostat_eta": 0.10000000149011612,
    "stop": [],
    "max_tokens": -1,
    "n_keep": 0,
    "n_discard": 0,
    "ignore_eos": False,
    "stream": False,
    "logit_bias": [],
    "n_probs": 0,
    "min_keep": 0,
    "grammar": "",
    "grammar_lazy": False,
    "grammar_triggers": [],
    "preserved_tokens": [],
    "chat_format": "Content-only",
    "samplers": ["penalties", "dry", "top_n_sigma", "top_k", "typ_p", "top_p", "min_p", "xtc", "temperature"],
    "speculative.n_max": 16,
    "speculative.n_min": 0,
    "speculative.p_min": 0.75,
    "timings_per_token": False,
    "post_sampling_probs": False,
    "lora": [],
}
_WITH_TOOLS = "Hermes 2 Pro (extract reasoning)"

# Where a call of one of the tools may begin; a grammar holds from there on.
_CALL_TOKEN = 151657
_PRESERVED = [73594, 151657, 151658, 151667, 151668]


def verbose(said: Said, timings: dict[str, Any]) -> dict[str, Any]:
    """The member `__verbose` of an answer."""
    text = said.choices[0].content or ""
    prompt, predicted = said.usage["prompt_tokens"], said.usage["completion_tokens"]
    return {
        "index": 0,
        "content": text,
        "tokens": [],
        "id_slot": 0,
        "stop": True,
        "model": said.model,
        "tokens_predicted": predicted,
        "tokens_evaluated": prompt,
        "generation_settings": {**_SAMPLING, **_for_tools(said)},
        "prompt": _prompt(said),
        "has_new_line": "\n" in text,
        "truncated": False,
        "stop_type": "eos",
        "stopping_word": "",
        "tokens_cached": prompt + predicted - 1,
        "timings": timings,
    }


def _for_tools(said: Said) -> dict[str, Any]:
    names = [tool.name for tool in said.chat.callable_tools]
    if not names:
        return {}
    triggers: list[dict[str, Any]] = []
    for name in names:
        triggers.append({"type": 1, "value": f"<function={name}>"})
        triggers.append({"type": 2, "value": f'<function\\s+name\\s*=\\s*"{name}"'})
    triggers += [
        {"type": 0, "value": "<tool_call>", "token": _CALL_TOKEN},
        {"type": 1, "value": "<function"},
        {
            "type": 3,
            "value": '(?:```(?:json|xml)?\n\\s*)?(?:<function_call>|<tools>|<xml><json>|<response>)?\\s*\\{\\s*"',
        },
    ]
    return {
        "grammar": "root ::= tool-call\n",
        "grammar_lazy": said.chat.tool_choice.mode == "auto",
        "grammar_triggers": triggers,
        "preserved_tokens": _PRESERVED,
        "chat_format": _WITH_TOOLS,
    }


def _prompt(said: Said) -> str:
    """The conversation in ChatML, the template of the recorded models."""
    turns = [f"<|im_start|>{message.role}\n{message.text}<|im_end|>\n" for message in said.chat.conversation]
    return "".join(turns) + "<|im_start|>assistant\n"
