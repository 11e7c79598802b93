"""How far the counted tokens are from recorded ones.

    python benchmarks/usage.py exchanges.jsonl

Each line of the file is a recorded exchange: `request.body`, `response.body` or `response.raw_sse`. Prints the error of
`prompt_tokens`, and of `completion_tokens` where no reasoning is hidden in it, as a share and in tokens.
"""

import json
import sys
from pathlib import Path
from typing import NamedTuple

from mockfn.apis.openai_chat import OPENAI_CHAT
from mockfn.apis.openai_chat_checks import ROWS
from mockfn.chat import ChatRequest
from mockfn.http import Request
from mockfn.providers.openai import OPENAI
from mockfn.tokens import completion_tokens, prompt_tokens


class Lenient(NamedTuple):
    """No checks are made: what is counted was accepted."""

    skip: frozenset[str] = frozenset(ROWS)
    api_key: str | None = None
    strict_models: bool = False


def exchanges(path):
    """Requests with what was answered and counted: (ChatRequest, Reply or None, usage)."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        response = record["response"]
        if response["status"] != 200 or not isinstance(record["request"]["body"], dict):
            continue
        request = Request("POST", "/v1/chat/completions", {}, json.dumps(record["request"]["body"]).encode())
        chat = OPENAI_CHAT.parse(request, Lenient(), OPENAI)
        stream = response.get("raw_sse")
        usage = used_in(stream) if stream else response["body"].get("usage")
        if usage and isinstance(chat, ChatRequest):
            yield chat, reply_of(response, stream), usage


def used_in(stream):
    """The usage that a stream ends with."""
    chunks = [json.loads(line[5:]) for line in stream.splitlines() if line.startswith("data:") and '"usage"' in line]
    return next((chunk["usage"] for chunk in reversed(chunks) if chunk.get("usage")), None)


def reply_of(response, stream):
    """What was said, where it was said whole and once."""
    choices = 1 if stream else len(response["body"].get("choices") or ())
    if choices != 1 or (stream and ("events elided" in stream or '"index":1,"delta"' in stream)):
        return None
    body, kind = (stream, "text/event-stream") if stream else (json.dumps(response["body"]), "application/json")
    return OPENAI_CHAT.collapse(body.encode(), kind)


def report(name, pairs):
    if not pairs:
        return
    shares = sorted(abs(counted - recorded) / recorded for counted, recorded in pairs)
    tokens = sorted(abs(counted - recorded) for counted, recorded in pairs)
    near = sum(abs(counted - recorded) <= max(2, 0.08 * recorded) for counted, recorded in pairs)
    middle = len(pairs) // 2
    print(
        f"{name:18} {len(pairs):5} exchanges   median error {shares[middle]:6.1%}, {tokens[middle]} tokens;"
        f" within 8 % or 2 tokens: {near / len(pairs):.0%}"
    )


def main(path):
    prompts, completions = [], []
    for chat, reply, usage in exchanges(path):
        family = OPENAI.model(chat.model).family
        prompts.append((prompt_tokens(chat, family), usage["prompt_tokens"]))
        hidden = (usage.get("completion_tokens_details") or {}).get("reasoning_tokens")
        if reply is not None and not hidden and usage["completion_tokens"]:
            completions.append((completion_tokens(reply, chat, family), usage["completion_tokens"]))
    report("prompt_tokens", prompts)
    report("completion_tokens", completions)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
