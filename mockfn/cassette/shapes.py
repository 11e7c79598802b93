"""What keys look like: the forms that services give them, and text too random to be words.

A form is a fact of its issuer's documentation or of the keys it hands out. `find` errs to the side of a false alarm
for the known forms; randomness alone is judged only where no identifier belongs.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from msgspec import Struct

__all__ = ["Hit", "entropy", "find", "find_random", "without_blobs"]


class Hit(Struct, frozen=True):
    """Characters `start` to `end` of a text look like `kind`."""

    start: int
    end: int
    kind: str


_SERVICES = (
    r"npm_[A-Za-z0-9]{36}|pypi-AgEI[A-Za-z0-9_-]{50,}|rubygems_[0-9a-f]{48}|dckr_pat_[A-Za-z0-9_-]{20,}",
    r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{30,}|key-[0-9a-f]{32}|[0-9a-f]{32}-us\d{1,2}",  # mails
    r"(?<![0-9])\d{8,10}:AA[A-Za-z0-9_-]{33}|(?:AC|SK)[0-9a-f]{32}(?![0-9a-f])",  # messages
    r"shp(?:at|ca|pa|ss)_[0-9a-f]{32}|sq0(?:atp|csp)-[A-Za-z0-9_-]{22,}",  # shops and payments
    r"access_token\$production\$[0-9a-z]{16}\$[0-9a-f]{32}",
    r"do[opr]_v1_[0-9a-f]{64}|dapi[0-9a-f]{32}|HRKU-[A-Za-z0-9_-]{50,}|vck_[A-Za-z0-9]{40,}",  # clouds
    r"sbp_[0-9a-f]{40}|sb_secret_[A-Za-z0-9_-]{20,}|napi_[a-z0-9]{40,}|pscale_(?:tkn|pw)_[A-Za-z0-9_.-]{32,}",  # data
    r"hv[sb]\.[A-Za-z0-9_-]{24,}|dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9]{40,}|ops_eyJ[A-Za-z0-9_-]{100,}",  # vaults
    r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}|AGE-SECRET-KEY-1[A-Z0-9]{58}",
    r"lin_api_[A-Za-z0-9]{40}|ntn_[A-Za-z0-9]{40,}|figd_[A-Za-z0-9_-]{40,}|ATATT3[A-Za-z0-9_=+/-]{50,}",  # offices
    r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}|PMAK-[0-9a-f]{24}-[0-9a-f]{34}",
    r"sntrys_[A-Za-z0-9_=+/-]{40,}|sntryu_[0-9a-f]{64}|NRAK-[A-Z0-9]{27}|gls[ac]_[A-Za-z0-9]{32}_[0-9a-f]{8}",  # watch
)

_SHAPES: dict[str, str] = {
    "an OpenAI-style key": r"sk-(?:[A-Za-z]+\d*-)*[A-Za-z0-9_-]{20,}|sess-[A-Za-z0-9]{40}(?![A-Za-z0-9])",
    "a Stripe-style key": (r"(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,}|sk_[0-9a-f]{32,}|whsec_[A-Za-z0-9+/]{24,}"),
    "a Google API key": r"AIza[A-Za-z0-9_-]{35}",
    "a Google OAuth token": r"ya29\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,}",
    "an AWS access key id": r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Z0-9])",
    "an AWS Bedrock key": r"ABSK[A-Za-z0-9+/]{90,}={0,2}|bedrock-api-key-[A-Za-z0-9+/=]{60,}",
    "an AWS signature": r"Signature=[0-9a-f]{64}",
    "an AWS session token": r"(?:IQoJb3JpZ2luX2Vj|FwoGZXIvYXdz|Fwo[A-Z]{4}[A-Za-z0-9]{5})[A-Za-z0-9+/]{80,}={0,2}",
    "an Azure key": (
        r"[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}"  # a client secret
        r"|(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,}={0,2}"
    ),
    "a GitHub token": r"gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,}",
    "a GitLab token": r"gl(?:pat|dt|rt|ptt|cbt|oas|ft|imt|soat|ffct|wt|agent)-[A-Za-z0-9_-]{20,}",
    "a Slack token": r"xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{20,}",
    "a Slack webhook": r"hooks\.slack\.com/services/[A-Za-z0-9/]{20,}",
    "a Discord webhook": r"discord(?:app)?\.com/api/webhooks/\d+/[A-Za-z0-9_-]{50,}",
    "a Hugging Face token": r"(?:hf|api_org)_[A-Za-z0-9]{30,}",
    "a model provider's key": (
        r"gsk_[A-Za-z0-9]{40,}|xai-[A-Za-z0-9]{40,}|pplx-[A-Za-z0-9]{40,}|csk-[A-Za-z0-9]{40,}|r8_[A-Za-z0-9]{30,}"
        r"|fw_[A-Za-z0-9]{20,}|tgp_v1_[A-Za-z0-9_-]{30,}|nvapi-[A-Za-z0-9_-]{40,}|tvly-[A-Za-z0-9_-]{20,}"
        r"|lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]+|[sp]k-lf-[0-9a-f-]{30,}|jina_[A-Za-z0-9_-]{40,}|pa-[A-Za-z0-9_-]{40,}"
        r"|pcsk_[A-Za-z0-9]{4,}_[A-Za-z0-9]{40,}|wandb_v1_[A-Za-z0-9_-]{40,}|esecret_[a-z0-9]{20,}|fc-[0-9a-f]{32}(?![0-9a-f])"
    ),
    "a service's token": "|".join(_SERVICES),
    "a JSON Web Token": r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
    "a private key": (
        r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[^-]*-----END [A-Z0-9 ]+-----|[A-Za-z0-9+/=\s\\]*)"
    ),
    "a bearer token": r"(?i:bearer)\s+[A-Za-z0-9._~+/-]{16,}=*",
    "basic credentials": r"(?i:basic)\s+[A-Za-z0-9+/]{16,}={0,2}",
    "a password in a URL": r"(?<=://)[^\s/:@\"'<>{}\\]{1,100}:[^\s/@\"'<>{}\\]{3,200}(?=@[\w.-])",
}
_NAMES = list(_SHAPES)


@cache
def _any() -> re.Pattern[str]:
    """All forms in one pattern, each a group. Compiled by the first text that is looked through; replaying does not."""
    return re.compile("|".join(rf"(?P<k{n}>(?<![A-Za-z0-9]){shape})" for n, shape in enumerate(_SHAPES.values())))


# One of these must occur in a text before the forms are tried on it: a tenth of the time for prose.
_HINT = re.compile(
    r"sk-|[srp]k_|whsec_|sess-|AIza|ya29|GOCSPX|A[KSBC][IC]A|Signature=|IQoJ|Fwo|ABSK|bedrock|Q~|AccessKey=|AccountKey="
    r"|gh[pousr]_|github_pat|gl[a-z]+-|xox|xapp|slack|discord|hf_|api_org|[gc]sk[_-]|xai-|pplx|r8_|fw_|tgp_|nvapi|tvly"
    r"|lsv2|[sp]k-lf|jina_|pa-|pcsk|wandb|esecret|fc-|npm_|pypi-|rubygems|dckr|SG\.|key-|-us\d|:AA|AC|SK|shp|sq0"
    r"|access_token\$|do[opr]_v1|dapi|HRKU|vck_|sbp_|sb_sec|napi_|pscale|hv[sb]\.|dp\.|ops_|atlasv1|AGE-|lin_api|ntn_"
    r"|figd|ATATT|pat[A-Za-z0-9]{14}\.|PMAK|sntry|NRAK|gls|eyJ|BEGIN|[Bb][Ee][Aa][Rr]|[Bb][Aa][Ss][Ii]|://"
)

_BLOB_SIZE, _DATA_SIZE = 1500, 200
_BLOB = re.compile(rf"[A-Za-z0-9+/_=-]{{{_BLOB_SIZE},}}")
_DATA_BEFORE = re.compile(r"[A-Za-z0-9+/_=-]*")

# Made up for manuals and tests, as their letters say.
_PRETENDED = re.compile(r"(?i)x{4,}|\*{3,}|\.{3,}|your|example|placeholder|redacted|scrubbed|blanked|dummy|<")


def entropy(text: str) -> float:
    """Bits a character (Shannon)."""
    total = len(text)
    return -sum(n / total * math.log2(n / total) for n in Counter(text).values()) if text else 0.0


def _varied(text: str, kind: str) -> bool:
    """Whether the part after a key's prefix is as varied as keys are; where words may begin so, it has digits too."""
    tail = re.split(r"[-_.:]", text)[-1] if len(text) < 24 else text
    return entropy(tail) > 2.5 and (kind not in _LIKE_WORDS or any(c.isdigit() for c in text))


_UNCHECKED = {"a private key", "a password in a URL", "basic credentials", "a Slack webhook", "a Discord webhook"}
_LIKE_WORDS = {"an OpenAI-style key", "a bearer token"}


def find(text: str) -> Iterator[Hit]:
    """Every place that has the form of a known kind of key. `text` is best `without_blobs`."""
    if not _HINT.search(text):
        return
    for match in _any().finditer(text):
        kind = _NAMES[int((match.lastgroup or "k0")[1:])]
        found = match[0]
        if _PRETENDED.search(found):
            continue
        if kind in _UNCHECKED or (_varied(found, kind) and not _inside_data(text, *match.span())):
            yield Hit(match.start(), match.end(), kind)


def without_blobs(text: str) -> str:
    """The text with spaces for long runs of base64: images and the like, in which any form occurs by chance."""
    return _BLOB.sub(lambda match: " " * len(match[0]), text) if len(text) > _BLOB_SIZE else text


def _inside_data(text: str, start: int, end: int) -> bool:
    """Whether characters of base64 go on before `start`, and on both sides for longer than keys are."""
    before = _DATA_BEFORE.match(text[max(0, start - _DATA_SIZE) : start][::-1])
    after = _DATA_BEFORE.match(text, end, end + _DATA_SIZE)
    around = (len(before[0]) if before else 0) + (len(after[0]) if after else 0)
    return bool(before and before[0]) and around >= _DATA_SIZE


_RUN = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
_LONGEST = 400  # longer ones are data
_WORD = re.compile(r"[A-Za-z][a-z]*|[A-Z]+")
_PART = re.compile(r"[A-Za-z0-9+_-]{20,}={0,2}")
_HEX = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_UUID = re.compile(r"(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

# The prefixes providers give their identifiers, which are as random as keys and no secrets.
_IDENTIFIER = re.compile(
    r"(?:call|chatcmpl|cmpl|resp|msg|fc|rs|ws|fp|req|run|gen|toolu|file|asst|thread|step|batch|tool|ctc|mcp|srvtoolu|"
    r"tool_call|tooluse|cfile|rtc|functions?|chatcmpl-tool|vs|ig|ci|cntr|conv|ftjob|ft|modelcont|evt|proj|org|user|session)[-_].*",
    re.DOTALL,
)


def _random(run: str) -> bool:
    """Whether a run of 20 or more characters was drawn by chance, by its alphabet, entropy and changes of kind."""
    if any(_random_hex(piece) for piece in re.split(r"[-_]", run)):
        return True
    if len("".join(_unwordly(run))) < 16:
        return False
    digits = sum(map(str.isdigit, run))
    one_case = run.lower() == run or run.upper() == run
    if digits < (4 if one_case else 1) or digits > len(run) // 2 or (one_case and len(run) < 24):
        return False
    # Words in camel case or joined by dashes repeat the letters of their language; keys use all alike.
    bits = min(4.0 if one_case else 4.4, 0.83 * math.log2(len(run)))
    return entropy(run) > bits and _switches(run) > (0.2 if one_case else 0.33)


def _random_hex(text: str) -> bool:
    return 32 <= len(text) <= 128 and bool(_HEX.fullmatch(text)) and not text.isdigit() and entropy(text) > 3.0


def _unwordly(run: str) -> Iterator[str]:
    """The pieces between dashes and underscores that are neither words nor short."""
    return (piece for piece in re.split(r"[-_]", run) if len(piece) > 3 and not _WORD.fullmatch(piece))


def _switches(run: str) -> float:
    """How often neighbours are of different kinds (lower, upper, digit): words seldom, keys mostly."""
    kinds = [0 if c.islower() else 1 if c.isupper() else 2 for c in run]
    return sum(a != b for a, b in pairwise(kinds)) / max(1, len(run) - 1)


def find_random(text: str) -> Iterator[Hit]:
    """Every run of characters too random to be words, a path, a UUID or a provider's identifier."""
    for match in _RUN.finditer(text):
        if len(match[0]) > _LONGEST:
            continue
        parts = [(match.start(), match[0])] if match[0].count("/") < 3 else []
        if "/" in match[0]:
            parts += [(match.start() + part.start(), part[0]) for part in _PART.finditer(match[0])]
        for start, run in parts:
            # A delimiter of multipart parts begins with two dashes.
            ordinary = run.startswith("--") or _PRETENDED.search(run) or _UUID.search(run) or _IDENTIFIER.fullmatch(run)
            if not ordinary and _random(run):
                yield Hit(start, start + len(run), "random characters, as keys are")
                break
