"""How many tokens a request and a reply count, estimated without a network or a vocabulary.

A text is cut as OpenAI's tokenizers cut it before they merge (words with the space before them, digits by three, runs
of marks, runs of white space); nearly every such piece of English or code is one token. What is not, costs a little
more: long words, words that no space opens, capitals, other scripts. The weights of the latter follow the counts OpenAI
published with gpt-4o for twenty languages; all others were fitted to recorded usage, leaving out one source repository
at a time. `benchmarks/usage.py` prints the error.

The frame around the texts follows what recorded prompts and replies count, by family of models: four tokens a message,
tools written as TypeScript.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from mockfn.chat import ChatRequest, Message, Reply, Tool, ToolCall
from mockfn.jsontext import text as _json

__all__ = ["FRAMES", "Frame", "completion_tokens", "count", "first", "function_tokens", "prompt_tokens", "text_of"]

# The cut. A contraction stays with its word, a mark may open a word, an underscore always does.
_PIECE = re.compile(
    r"[^\r\n\w]?(?:[A-Z]*[^\W\d_A-Z]+|[A-Z]+)(?:'(?:s|t|re|ve|m|ll|d)\b)?"
    r"|_[^\W\d_]*|\d{1,3}| ?[^\s\w]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)

# Words that are rarely one token: long ones, those from eight letters on without a space before them, and capitals.
_COSTLY = re.compile(r"(?<![A-Za-z])(?:[A-Z]{4,}(?![a-z])|(?<! )[A-Za-z][a-z]{7,}|[A-Za-z][a-z]{11,})")

# Tokens a character. What runs without spaces is counted and taken out; words of the others are a piece already.
_UNSPACED = (
    (r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+", 0.7),  # Han
    (r"[\u3040-\u30ff]+", 0.5),  # Kana
    (r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+", 0.45),  # Thai, Lao, Burmese, Khmer
    (r"[\u0900-\u0dff]+", 0.37),  # the scripts of India, whose signs between letters break words
)
_SPACED = (
    (r"[\uac00-\ud7af]+", 0.5),  # Hangul
    (r"[\u0370-\u052f]+", 0.27),  # Greek, Cyrillic
    (r"[\u0530-\u08ff]+", 0.34),  # Armenian, Hebrew, Arabic
    (r"\w*[\u00c0-\u024f\u1e00-\u1eff]\w*", 0.3),  # Latin words with accents
)
# Marks beyond ASCII, on top of the piece they are in: dashes and quotes, arrows and symbols, emoji.
_MARKS = (
    (r"[\u2010-\u205f\u3000-\u303f\uff00-\uffef]", 0.3),
    (r"[\u2060-\u2fff\ufe0f]", 0.9),
    (r"[\U0001f000-\U0001faff]", 1.6),
)


@cache
def _tables() -> tuple[tuple[tuple[re.Pattern[str], float], ...], ...]:
    """The three tables above, compiled: where all text is ASCII, nobody pays for it."""
    return tuple(
        tuple((re.compile(signs), weight) for signs, weight in table) for table in (_UNSPACED, _SPACED, _MARKS)
    )


class Frame(NamedTuple):
    """What a family of models counts around the texts of a request and of its reply."""

    opening: int = 3
    message: int = 4
    tools: int = 0
    named: int = 0
    text: int = 0
    text_with_tools: int = 1
    call: int = 7
    calls: int = 10


# By family, as `mockfn.providers.openai_models` names them; other families count as gpt-4o does. A model that reasons
# opens its reply itself (one less) and writes the channel it speaks on, which is counted as completion.
FRAMES: dict[str, Frame] = {
    "gpt-4o": Frame(named=12),
    "search": Frame(opening=0, message=0),
    "o1": Frame(opening=2, tools=4, text=20, text_with_tools=12, call=15, calls=14),
    "o3": Frame(opening=2, tools=4, text=20, text_with_tools=12, call=15, calls=14),
    "gpt-5": Frame(opening=2, tools=84, text=9, text_with_tools=3, call=16, calls=14),
    "gpt-5.1": Frame(opening=2, tools=84, text=9, text_with_tools=3, call=16, calls=14),
    "gpt-5.2": Frame(opening=2, tools=84, text=3, text_with_tools=3, call=10, calls=12),
    "gpt-5.6": Frame(opening=2, tools=84, text=3, text_with_tools=3, call=10, calls=12),
}
_USUAL = FRAMES["gpt-4o"]

_NAME = 1
# Calls in the history: one hardly adds to its texts, several are wrapped; a result carries its function's name.
_RESULT, _SEVERAL, _EACH = 9, -11, 10
# The frame around the declarations of tools; a system message takes part of it over.
_TOOLS, _TOOLS_WITH_SYSTEM = 1, -1
# A response format's schema, alone and with tools; what tools add to a reply that keeps to it.
_SCHEMA, _SCHEMA_WITH_TOOLS, _STRUCTURED = 11, 4, 5
# An image in low detail, and one of 512 x 512 otherwise (OpenAI, vision guide): the size of most images in tests.
_IMAGE_LOW, _IMAGE = 85, 255

# Counting costs five microseconds a line, remembering a tenth of one. What is longer than this is counted anew.
_REMEMBERED = 16_384


def count(text: str) -> int:
    """The tokens of a text, about. Equal texts count equal; '' counts 0."""
    return _count_kept(text) if len(text) <= _REMEMBERED else _count(text)


def _count(text: str) -> int:
    total: float = _pieces(text)
    for word in _COSTLY.findall(text):
        length = len(word)
        if word.isupper():
            total += 0.4 * (length - 3)
        else:
            total += 1 if length < 12 else 0.4 + 0.3 * (length - 12)
    return round(total if text.isascii() else total + _beyond_ascii(text))


def _pieces(text: str) -> int:
    for script, _ in () if text.isascii() else _tables()[0]:
        text = script.sub("", text)
    return len(_PIECE.findall(text))


def _beyond_ascii(text: str) -> float:
    """What other scripts and marks add to the pieces of a text."""
    extra = 0.0
    unspaced, spaced, marks = _tables()
    for script, weight in unspaced:
        runs = script.findall(text)
        if runs:
            extra += weight * sum(map(len, runs))
            text = script.sub("", text)
    for script, weight in spaced:
        extra += sum([max(len(run) * weight - 1, 0) for run in script.findall(text)])
    for signs, weight in marks:
        extra += weight * len(signs.findall(text))
    return extra


def first(text: str, limit: int) -> str:
    """The beginning of a text that counts at most `limit` tokens: where a model is cut off."""
    if limit >= len(text):
        return text
    kept = used = 0
    for piece in _PIECE.finditer(text):
        used += max(count(piece[0]), 1)
        if used > limit:
            break
        kept = piece.end()
    return text[:kept]


# Prompts, names and arguments come again with every turn of their conversation.
_count_kept = lru_cache(maxsize=1024)(_count)


def prompt_tokens(chat: ChatRequest, family: str = "") -> int:
    """The tokens of a whole request: messages, tools, response format. `family` is that of its model."""
    frame = FRAMES.get(family, _USUAL)
    conversation = chat.conversation
    total = frame.opening + frame.message * len(conversation)
    for message in conversation:
        total += count(message.text)
    if not chat.texts:
        total += sum(map(_beside_text, conversation, chat.messages))
    return total + function_tokens(chat, family)


def function_tokens(chat: ChatRequest, family: str = "") -> int:
    """The tokens of what a request offers and demands beside its messages: tools, choice, response format."""
    demands, total = chat.demands, 0
    tools = demands.tools
    if tools:
        frame = FRAMES.get(family, _USUAL)
        total = _tools_tokens(tools) + frame.tools + _TOOLS
        for message in chat.conversation:
            if message.role in ("system", "developer"):
                total += _TOOLS_WITH_SYSTEM - _TOOLS
                break
        if demands.tool_choice.named:
            total += frame.named
    if demands.response_schema is not None:
        total += (_SCHEMA_WITH_TOOLS if tools else _SCHEMA) + count(_json(demands.response_schema))
    return total


def completion_tokens(reply: Reply, chat: ChatRequest | None = None, family: str = "") -> int:
    """The tokens of a reply, hidden reasoning left out. `chat` is the request, whose offers add to the frame."""
    frame = FRAMES.get(family, _USUAL)
    text, refusal = reply.text, reply.refusal
    total = (count(text) if text else 0) + (count(refusal) if refusal else 0)
    if reply.tool_calls:
        return total + _calls_tokens(reply.tool_calls, chat, frame)
    if chat is None or not chat.demands.tools:
        return total + frame.text
    return total + frame.text_with_tools + (_STRUCTURED if chat.response_schema is not None else 0)


def _calls_tokens(calls: tuple[ToolCall, ...], chat: ChatRequest | None, frame: Frame) -> int:
    texts = names = 0
    for call in calls:
        texts += count(text_of(call.arguments))
        names += count(call.name)
    # A forced function's call is its arguments and nothing else, where forcing adds to the prompt.
    if chat is not None and frame.named and chat.tool_choice.named:
        return texts
    return texts + names + (frame.call if len(calls) == 1 else frame.calls + 10 * len(calls))


def text_of(arguments: Mapping[str, Any] | str) -> str:
    """The arguments of a call as they are counted."""
    return arguments if isinstance(arguments, str) else _json(arguments)


def _beside_text(message: Message, sent: Any) -> int:
    total, calls = 0, message.tool_calls
    if calls:
        total += sum(count(call.name) + count(text_of(call.arguments)) for call in calls)
        if len(calls) > 1:
            total += _SEVERAL + _EACH * len(calls)
    if message.role == "tool":
        total += _RESULT
    elif message.name:
        total += _NAME + count(message.name)
    content = sent.get("content") if isinstance(sent, dict) else None
    if isinstance(content, list):
        total += sum(_part_tokens(part) for part in content)
    return total


def _part_tokens(part: Any) -> int:
    if not isinstance(part, dict) or part.get("type") != "image_url":
        return 0
    image = part.get("image_url")
    return _IMAGE_LOW if isinstance(image, dict) and image.get("detail") == "low" else _IMAGE


# Tools counted, by the identity of the tuple: an app sends the same ones with each request, parsed once.
_COUNTED: dict[int, tuple[tuple[Tool, ...], int]] = {}
_MOST_COUNTED = 256
# Descriptions deeper than this are left out of the declarations; schemas deeper than that are cut off.
_COMMENTED, _DEEPEST = 2, 32


def _tools_tokens(tools: tuple[Tool, ...]) -> int:
    kept = _COUNTED.get(id(tools))
    if kept is not None and kept[0] is tools:
        return kept[1]
    total = count(_declarations(tools)) - len(tools)
    if len(_COUNTED) >= _MOST_COUNTED:
        _COUNTED.clear()
    _COUNTED[id(tools)] = (tools, total)
    return total


def _declarations(tools: tuple[Tool, ...]) -> str:
    """Tools as the model reads them: functions of a TypeScript namespace, descriptions as comments."""
    lines = ["# Tools\n\n## functions\n\nnamespace functions {\n"]
    for tool in tools:
        if tool.description:
            lines.append(f"// {tool.description}")
        parameters = tool.parameters if isinstance(tool.parameters, dict) else {}
        members = _members(parameters, 0)
        lines.append(
            f"type {tool.name} = (_: {{\n{members}\n}}) => any;\n" if members else f"type {tool.name} = () => any;\n"
        )
    lines.append("} // namespace functions")
    return "\n".join(lines)


def _members(schema: Mapping[str, Any], depth: int) -> str:
    properties, required = schema.get("properties"), schema.get("required")
    if not isinstance(properties, dict):
        return ""
    lines: list[str] = []
    for name, member in properties.items():
        of = member if isinstance(member, dict) else {}
        if of.get("description") and depth < _COMMENTED:
            lines.append(f"// {of['description']}")
        optional = "" if isinstance(required, list) and name in required else "?"
        default = f" // default: {of['default']}" if "default" in of and depth < _COMMENTED else ""
        lines.append(f"{name}{optional}: {_type(of, depth)},{default}")
    return "\n".join(lines)


def _type(schema: Mapping[str, Any], depth: int) -> str:
    if depth > _DEEPEST:
        return "any"
    if isinstance(schema.get("enum"), list):
        return " | ".join(_json(value) for value in schema["enum"])
    for keyword in ("anyOf", "oneOf"):
        if isinstance(schema.get(keyword), list):
            return " | ".join(_type(branch, depth + 1) for branch in schema[keyword] if isinstance(branch, dict))
    kind = schema.get("type")
    if isinstance(kind, list):
        return " | ".join(_type({**schema, "type": one}, depth + 1) for one in kind)
    if kind == "array":
        items = schema.get("items")
        return f"{_type(items, depth) if isinstance(items, dict) else 'any'}[]"
    if kind == "object":
        members = _members(schema, depth + 1)
        return f"{{\n{members}\n}}" if members else "object"
    return {"integer": "number"}.get(kind, kind) if isinstance(kind, str) else "any"
