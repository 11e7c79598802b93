"""Usage of answers to one kind of request, as JSON: what stands around the texts is counted once, then they alone."""

from __future__ import annotations

from collections.abc import Hashable

from mockfn import tokens
from mockfn.apis.openai_chat_kinds import Kind
from mockfn.chat import ChatRequest, Reply, Usage
from mockfn.jsontext import encode
from mockfn.providers.provider import Shape

__all__ = ["written_usage"]

_MOST = 64


def written_usage(chat: ChatRequest, reply: Reply, shape: Shape, alike: Hashable, said: list[str]) -> bytes:
    """The usage member of an answer, written as the member that it is.

    `alike` is equal for replies that differ in the texts `said` alone, all of which are counted as they are.
    """
    kind: Kind = chat.demands.kind
    if not chat.texts:
        return _written(kind, shape, *_counted(chat, reply, kind))
    conversation, count = chat.conversation, tokens.count
    asked, system = 0, False
    for message in conversation:
        asked += count(message.text)
        if message.role == "system":
            system = True
    answered = 0
    for text in said:
        answered += count(text)
    key = (alike, len(conversation), system)
    around = kind.around.get(key)
    if around is None:
        if len(kind.around) >= _MOST:
            kind.around.clear()
        prompt, completion = _counted(chat, reply, kind)
        around = kind.around[key] = (prompt - asked, completion - answered)
    return _written(kind, shape, around[0] + asked, around[1] + answered)


def _counted(chat: ChatRequest, reply: Reply, kind: Kind) -> tuple[int, int]:
    family = kind.model.family
    return tokens.prompt_tokens(chat, family), tokens.completion_tokens(reply, chat, family)


def _written(kind: Kind, shape: Shape, prompt: int, completion: int) -> bytes:
    written = kind.usages.get((prompt, completion))
    if written is None:
        if len(kind.usages) >= _MOST:
            kind.usages.clear()
        member = encode({"usage": shape.usage(Usage(prompt, completion), kind.model)}, shape.style)
        written = kind.usages[prompt, completion] = member[member.index(b":") + 1 : -1].strip()
    return written
