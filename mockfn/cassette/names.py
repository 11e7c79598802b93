"""Which names carry secrets: of headers, parameters, members of a body, environment variables, and in running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mockfn.cassette.shapes import entropy

__all__ = [
    "COMMON",
    "ENVIRONMENT",
    "MAY_BE_IN_TEXT",
    "RANDOM_BY_NATURE",
    "REQUEST_HEADERS",
    "RESPONSE_HEADERS",
    "TELLING",
    "USERINFO",
    "in_text",
    "is_credential",
    "is_secret",
    "looks_drawn",
]

# The headers that are kept, with the form their value must have; all others are dropped. What an app or its SDK reads,
# and nothing that names an account.
_MEDIA_TYPE = r"[\w.+*-]{1,60}/[\w.+*-]{1,80}"
_PARAMETERS = r"(?:\s*;\s*(?:charset|boundary|q)=\"?[\w'()+,./:=?-]{1,70}\"?)*"
_NAME_LIST = r"[a-z0-9-]{1,40}(?:=[a-z0-9]{1,10})?(?:,\s*[a-z0-9-]{1,40}(?:=[a-z0-9]{1,10})?)*"
_SPAN = r"\d{1,12}(?:\.\d{1,9})?(?:(?:ms|[smhd])(?:\d{1,6}(?:\.\d+)?(?:ms|[smh]))*)?"

REQUEST_HEADERS: Mapping[str, str] = {
    "content-type": _MEDIA_TYPE + _PARAMETERS,
    "accept": rf"{_MEDIA_TYPE}{_PARAMETERS}(?:\s*,\s*{_MEDIA_TYPE}{_PARAMETERS})*",
    "anthropic-version": r"\d{4}-\d\d-\d\d",
    "anthropic-beta": _NAME_LIST,
    "openai-beta": _NAME_LIST,
}
RESPONSE_HEADERS: Mapping[str, str] = {
    "content-type": _MEDIA_TYPE + _PARAMETERS,
    "retry-after": rf"{_SPAN}|\w{{3}}, \d\d \w{{3}} \d{{4}} \d\d:\d\d:\d\d GMT",
    "retry-after-ms": _SPAN,
    "x-should-retry": "true|false",
    "openai-processing-ms": _SPAN,
    "openai-version": r"\d{4}-\d\d-\d\d",
    "location": r"[!-~]{1,2000}",
} | {f"x-ratelimit-{what}-{unit}": _SPAN for what in ("limit", "remaining", "reset") for unit in ("requests", "tokens")}

# Dropped headers whose values must not turn up elsewhere either (an error that echoes the key).
TELLING = re.compile(r"(?i)auth|key|token|secret|cookie|session|organi[sz]ation|project|password|credential|signature")

# Names of members and parameters, by their end: `openai_api_key` is an `api_key`.
_NAMES = (
    r"api_?key|app_?key|access_?key|access_?key_?id|secret_?key|private_?key|signing_?key|encryption_?key"
    r"|subscription_?key|master_?key|account_?key|shared_?access_?key|service_?key"
    r"|access_?token|refresh_?token|id_?token|auth_?token|bearer_?token|session_?token|security_?token|api_?token"
    r"|bot_?token|user_?token|csrf_?token|secret|client_?secret|passw(?:or)?d|pwd|passphrase|authorization|credentials?"
    r"|set_?cookie|cookies?|session_?key|assertion|connection_?string|jwt|dsn|bearer"
)
_SECRET = re.compile(rf"(?:.*[_.\s-])?(?:{_NAMES})")
_CAMEL = re.compile(r".*(?:ApiKey|Secret|Password|Token|Credential|SecretKey|AccessKey)")

# Names that carry secrets and much else: the value decides.
_SOFT = re.compile(r"(?:.*[_.-])?(?:token|key|auth|session|sid|sig|code|otp|nonce)")

_QUERY = re.compile(
    rf"(?:.*[_.-])?(?:{_NAMES}|key|token|sig|signature|code|auth"
    r"|x_?amz_?(?:signature|credential|security_?token))"
)

USERINFO = re.compile(r"(?<=://)([^\s/@\"'<>{}\\?#]+)(?=@[\w.-])")

# In running text, with whether the value must look drawn at random: "password: required" is prose.
_SPACED = _NAMES.replace("_?", "[_. -]?")
_IN_TEXT: tuple[tuple[str, bool], ...] = (
    # `api_key=...`, `X-Api-Key: ...`, <Secret>...</Secret>, and JSON that is cut short
    (
        rf"(?i)(?<![\w.-])(?:[\w.-]{{0,40}}?(?:{_SPACED})|(?:[\w.-]{{0,40}}[_.-])?(?:key|token))(?:\s+is)?"
        r"""\\*["'`]?\s{0,3}(?:=|:|=>|>)\s{0,3}\\*["'`]?(?:(?:bearer|basic|token|aws4-hmac-sha256)\s+)?"""
        r"""([^\s"'`\\,;&<>(){}\[\]]{6,})""",
        True,
    ),
    (
        rf"(?i)[?&;](?:[\w.-]{{0,40}}[_.-])?(?:{_NAMES}|key|token|sig|signature|code|x-amz-\w+)=([^&\s\"'#\\<>]{{4,}})",
        False,
    ),
    (r"(?i)\b(?:bearer|basic)\s+([A-Za-z0-9._~+/=-]{12,})", True),
    (USERINFO.pattern, False),
    # whose account it is: errors name it
    (r"(?<![\w-])((?:org-|proj_)[A-Za-z0-9]{20,})(?![\w-])", False),
    (r"(?im)(?:^|\\n|[\"'\s])(?:set-)?cookie:\s*([^\r\n\"'\\]{4,})", False),
    # a part of a multipart form
    (
        rf"(?i)name=\"?(?:[\w.-]{{0,40}}[_.-])?(?:{_NAMES}|key|token)\"?[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n([^\r\n]+)",
        False,
    ),
)


@cache
def in_text() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """The patterns above. Compiled by the first text that is looked through; replaying does not."""
    return tuple((re.compile(pattern), must_look_drawn) for pattern, must_look_drawn in _IN_TEXT)


# One of these stands in every text that the patterns above find something in.
MAY_BE_IN_TEXT = re.compile(
    r"(?i)key|token|secret|pass|pwd|auth|credential|cookie|asser|connec|jwt|dsn|bear|basic|sig|code|://|x-amz|org-|proj_"
)

ENVIRONMENT = re.compile(
    r"(?i)(?:.*_)?(?:API_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PWD|PASS|CREDENTIALS?|AUTH|DSN|COOKIE|PAT|JWT)(?:_.*|\d*)"
    r"|.*(?:APIKEY|SECRET|PASSWORD|TOKEN|CONNECTION_STRING|ORG_ID|ORGANIZATION|PROJECT_ID).*"
)

# What stands in environments under such names and is a word of every conversation.
COMMON = frozenset(
    {"password", "postgres", "changeme", "localhost", "disabled", "required", "optional", "anonymous", "production"}
    | {"development", "undefined", "keychain", "keyring"}
)

# Members whose values are random by nature and no secrets.
RANDOM_BY_NATURE = re.compile(
    r"(?i)(?:.*[_-])?(?:ids?|fingerprint|obfuscation|signature|encrypted(?:_\w+)?|data|b64_json|embedding|sha\w*|md5\w*|blake\w*"
    r"|hash|digest|etag|checksum|bytes|url|uri|boundary|file_data|image|logo|audio|cursor|model|version|token|crn|arn|container)"
    r"|.*(?-i:Id|Signature)"
)


def is_credential(name: str) -> bool:
    """Whether a query parameter of that name carries a credential."""
    return _QUERY.fullmatch(name.lower().replace("-", "_")) is not None


def is_secret(name: str, value: str, more: frozenset[str] = frozenset()) -> bool:
    """Whether `value`, of a member called `name`, is a secret by that name. `more` holds further names, lower case."""
    if not name or not value:
        return False
    lower = name.lower()
    if _SECRET.fullmatch(lower.replace("-", "_")) or _CAMEL.fullmatch(name) or lower in more:
        return True
    return bool(_SOFT.fullmatch(lower)) and len(value) >= 16 and not re.search(r"\s", value) and looks_drawn(value)


def looks_drawn(text: str) -> bool:
    """Whether a text has letters, digits and enough of them to be no word."""
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text)) and entropy(text) > 2.8
