"""OpenAI's models: names, dated names, limits, and what each family rejects.

Dated names are those of recorded responses; limits and abilities are those of OpenAI's model pages and of the errors
that `docs/rejections.md` lists. `created` is as `GET /models` gives it where it is known, else the day of release.
"""

from __future__ import annotations

from msgspec.structs import replace

from mockfn.providers.provider import Model

__all__ = ["MODELS", "UNLISTED"]

_NEVER_WHILE_REASONING = {
    "presence_penalty",
    "frequency_penalty",
    "logprobs",
    "top_logprobs",
    "logit_bias",
    "prediction",
    "max_tokens",
}
_EFFORT = frozenset({"reasoning_effort"})
_IMAGES = frozenset({"image_url"})
_THREE = ("low", "medium", "high")

# Families, oldest first. A family's own members hold for each of its models unless its row says otherwise.
_PLAIN = Model(name="", unrecognized=_EFFORT)
_GPT_3_5 = replace(
    _PLAIN,
    family="gpt-3.5",
    context=16_385,
    output=4_096,
    fingerprint=False,
    formats_unsupported=frozenset({"json_schema"}),
    parts_unsupported=_IMAGES,
)
_GPT_4 = replace(
    _GPT_3_5,
    family="gpt-4",
    context=8_192,
    output=8_192,
    formats_unsupported=frozenset({"json_schema", "json_object"}),
)
_GPT_4_TURBO = replace(
    _GPT_3_5,
    family="gpt-4-turbo",
    context=128_000,
    output=4_096,
    fingerprint=True,
    parts_unsupported=frozenset(),
)
_GPT_4O = replace(_PLAIN, family="gpt-4o", context=128_000, output=16_384)
_GPT_4_1 = replace(_PLAIN, family="gpt-4.1", context=1_047_576, output=32_768)

_REASONING = Model(
    name="",
    reasoning=True,
    effort="medium",
    efforts=_THREE,
    context=200_000,
    output=100_000,
    unsupported=frozenset(_NEVER_WHILE_REASONING | {"stop"}),
    fixed=frozenset({"temperature", "top_p"}),
    roles_unsupported=frozenset({"function"}),
    logprobs=False,
    fingerprint=False,
)
_O1 = replace(
    _REASONING,
    family="o1",
    unsupported=frozenset(_NEVER_WHILE_REASONING | {"temperature", "top_p", "parallel_tool_calls"}),
    fixed=frozenset({"n"}),
    roles_unsupported=frozenset(),
)
_O1_PREVIEW = replace(
    _O1,
    tools=False,
    efforts=(),
    context=128_000,
    unsupported=frozenset(_NEVER_WHILE_REASONING | {"parallel_tool_calls", "stop"}),
    fixed=frozenset({"temperature", "top_p", "n"}),
    unrecognized=_EFFORT,
    roles_unsupported=frozenset({"system", "developer", "function", "tool"}),
    formats_unsupported=frozenset({"json_schema", "json_object"}),
    parts_unsupported=_IMAGES,
)
_O3 = replace(_REASONING, family="o3", unsupported=_REASONING.unsupported | {"parallel_tool_calls"})
_O3_MINI = replace(_O1, family="o3", fixed=frozenset(), fingerprint=True, parts_unsupported=_IMAGES)
_GPT_5 = replace(_REASONING, family="gpt-5", efforts=("minimal", *_THREE), context=400_000, output=128_000)
# From 5.1 on reasoning is off unless asked for, and the sampling members are accepted while it is off.
_GPT_5_1 = replace(_GPT_5, family="gpt-5.1", effort="none", efforts=("none", *_THREE))
_GPT_5_2 = replace(_GPT_5_1, family="gpt-5.2", efforts=("none", *_THREE, "xhigh"))
_GPT_5_6 = replace(
    _GPT_5_2, family="gpt-5.6", effort="medium", most_choices=8, most_logprobs=5, tools_with_effort=False
)
_RESPONSES_ONLY = replace(_REASONING, family="responses", chat=False)
_NO_CHAT = Model(name="", chat=False)

_LISTED: tuple[Model, ...] = tuple(
    replace(family, name=name, dated=dated, created=created)
    for family, name, dated, created in (
        (_GPT_3_5, "gpt-3.5-turbo", "gpt-3.5-turbo-0125", 1_677_610_602),
        (_GPT_3_5, "gpt-3.5-turbo-1106", "", 1_698_959_748),
        (_GPT_3_5, "gpt-3.5-turbo-16k", "gpt-3.5-turbo-16k-0613", 1_683_758_102),
        (replace(_GPT_3_5, context=4_096), "gpt-3.5-turbo-0613", "", 1_686_587_434),
        (_GPT_4, "gpt-4", "gpt-4-0613", 1_687_882_411),
        (replace(_GPT_4, context=32_768), "gpt-4-32k", "gpt-4-32k-0613", 1_686_587_434),
        (_GPT_4_TURBO, "gpt-4-turbo", "gpt-4-turbo-2024-04-09", 1_712_361_441),
        (replace(_GPT_4_TURBO, fingerprint=False), "gpt-4-turbo-preview", "gpt-4-0125-preview", 1_706_037_777),
        (_GPT_4_TURBO, "gpt-4-1106-preview", "", 1_698_957_206),
        (_GPT_4_TURBO, "gpt-4-vision-preview", "gpt-4-1106-vision-preview", 1_698_894_917),
        (_GPT_4O, "gpt-4o", "gpt-4o-2024-08-06", 1_715_367_049),
        (
            replace(_GPT_4O, output=4_096, formats_unsupported=frozenset({"json_schema"})),
            "gpt-4o-2024-05-13",
            "",
            1_715_368_132,
        ),
        (_GPT_4O, "gpt-4o-2024-11-20", "", 1_739_331_543),
        (_GPT_4O, "gpt-4o-mini", "gpt-4o-mini-2024-07-18", 1_721_172_741),
        (
            replace(_GPT_4O, family="search", logprobs=False, fingerprint=False),
            "gpt-4o-search-preview",
            "gpt-4o-search-preview-2025-03-11",
            1_741_388_720,
        ),
        (
            replace(_GPT_4O, family="search", logprobs=False, fingerprint=False),
            "gpt-4o-mini-search-preview",
            "gpt-4o-mini-search-preview-2025-03-11",
            1_741_391_161,
        ),
        (
            replace(_GPT_4O, logprobs=False, audio=True),
            "gpt-4o-audio-preview",
            "gpt-4o-audio-preview-2025-06-03",
            1_727_460_443,
        ),
        (
            replace(_GPT_4O, logprobs=False, audio=True),
            "gpt-4o-mini-audio-preview",
            "gpt-4o-mini-audio-preview-2024-12-17",
            1_734_387_424,
        ),
        (replace(_GPT_4O, tools=False), "chatgpt-4o-latest", "", 1_723_515_131),
        (_GPT_4O, "gpt-4.5-preview", "gpt-4.5-preview-2025-02-27", 1_740_623_059),
        (_GPT_4_1, "gpt-4.1", "gpt-4.1-2025-04-14", 1_744_316_542),
        (_GPT_4_1, "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14", 1_744_318_173),
        (_GPT_4_1, "gpt-4.1-nano", "gpt-4.1-nano-2025-04-14", 1_744_321_707),
        (replace(_O1_PREVIEW, output=32_768), "o1-preview", "o1-preview-2024-09-12", 1_725_648_897),
        (replace(_O1_PREVIEW, output=65_536), "o1-mini", "o1-mini-2024-09-12", 1_725_649_008),
        (_O1, "o1", "o1-2024-12-17", 1_734_375_816),
        (_O3_MINI, "o3-mini", "o3-mini-2025-01-31", 1_737_146_383),
        (_O3, "o3", "o3-2025-04-16", 1_744_225_308),
        (_O3, "o4-mini", "o4-mini-2025-04-16", 1_744_225_351),
        (_GPT_5, "gpt-5", "gpt-5-2025-08-07", 1_754_425_777),
        (_GPT_5, "gpt-5-mini", "gpt-5-mini-2025-08-07", 1_754_425_928),
        (_GPT_5, "gpt-5-nano", "gpt-5-nano-2025-08-07", 1_754_426_384),
        (replace(_GPT_4O, fingerprint=False, logprobs=False), "gpt-5-chat-latest", "", 1_754_073_306),
        (_GPT_5_1, "gpt-5.1", "gpt-5.1-2025-11-13", 1_762_800_673),
        (replace(_GPT_4O, fingerprint=False, logprobs=False), "gpt-5.1-chat-latest", "", 1_762_547_951),
        (_GPT_5_2, "gpt-5.2", "gpt-5.2-2025-12-11", 1_765_343_959),
        (_GPT_5_2, "gpt-5.4", "gpt-5.4-2026-03-05", 1_772_668_800),
        (_GPT_5_2, "gpt-5.4-mini", "gpt-5.4-mini-2026-03-17", 1_773_705_600),
        (_GPT_5_2, "gpt-5.4-nano", "gpt-5.4-nano-2026-03-17", 1_773_705_600),
        (replace(_GPT_5_2, effort="medium"), "gpt-5.5", "", 1_776_000_000),
        (_GPT_5_6, "gpt-5.6-terra", "", 1_782_000_000),
        (_GPT_5_6, "gpt-5.6-sol", "", 1_782_000_000),
        (replace(_GPT_5_6, tools_with_effort=True), "gpt-5.6-luna", "", 1_782_000_000),
        (_RESPONSES_ONLY, "o1-pro", "o1-pro-2025-03-19", 1_742_251_791),
        (_NO_CHAT, "o3-pro", "o3-pro-2025-06-10", 1_748_475_349),
        (_NO_CHAT, "gpt-5-pro", "gpt-5-pro-2025-10-06", 1_759_469_822),
        (_RESPONSES_ONLY, "gpt-5-codex", "", 1_757_527_818),
        (_NO_CHAT, "gpt-3.5-turbo-instruct", "", 1_692_901_427),
        (_NO_CHAT, "text-embedding-3-small", "", 1_705_948_997),
        (_NO_CHAT, "text-embedding-3-large", "", 1_705_953_180),
        (_NO_CHAT, "text-embedding-ada-002", "", 1_671_217_299),
        (_NO_CHAT, "whisper-1", "", 1_677_532_384),
        (_NO_CHAT, "tts-1", "", 1_681_940_951),
        (_NO_CHAT, "dall-e-3", "", 1_698_785_189),
        (_NO_CHAT, "omni-moderation-latest", "", 1_731_689_265),
    )
)

# The list of models has the dated names too.
MODELS: tuple[Model, ...] = (
    *_LISTED,
    *(replace(model, name=model.dated, dated="") for model in _LISTED if model.dated),
)

# A name that is not listed: a model that does not reason, as new as there is, refused nothing for what it is.
UNLISTED = Model(name="", family="gpt-4.1", context=1_047_576, output=1_047_576)
