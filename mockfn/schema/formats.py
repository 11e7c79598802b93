"""`format`: for each name a question and a source. Drafts' formats are asserted; others are only followed.

Questions are as strict as the RFCs, so that what passes here passes a validator with every optional checker installed.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import date

import msgspec

from mockfn.schema.realism.scene import Scene
from mockfn.schema.regex.late import Late

__all__ = ["FORMATS", "Format"]

_Check = Callable[[str], bool]


class Format(msgspec.Struct, frozen=True, gc=False):
    """One format. `draw` gives a text of it; `check` is None where validators ask nothing.

    `mask` is an expression whose texts are of the format, or nearly: for what has to meet other demands as well.
    """

    draw: Callable[[Scene], str]
    check: _Check | None = None
    mask: str = ""


def _whole(pattern: str, flags: int = re.ASCII) -> _Check:
    """Does the whole text match?"""
    late = Late(pattern, flags)
    return lambda text: late.fullmatch(text) is not None


# --- questions ------------------------------------------------------------------------------------------------------

_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# Masks: what most texts of a format look like, for those that have to meet a pattern or a length as well.
_MAILBOX = r"^[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*[.][A-Za-z]{2,4}$"
_HOSTNAME = r"^[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*$"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"
_PLACE = r"//[A-Za-z0-9.-]+(?::[1-9]\d{0,3})?(?:/[A-Za-z0-9._~-]+)*/?"
_QUERY = r"(?:\?[A-Za-z0-9._~=&-]+)?(?:#[A-Za-z0-9._~/-]+)?"
_ROUTE = r"/?[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?"
_ADDRESS = rf"^{_SCHEME}(?:{_PLACE}|{_ROUTE}|[A-Za-z0-9:._~-]+){_QUERY}$"
_REFERENCE = rf"^(?:(?:{_SCHEME})?(?:{_PLACE}|{_ROUTE})|/)?{_QUERY}$"
_TEMPLATE = rf"^(?:{_SCHEME}//[A-Za-z0-9.-]+)?(?:/?(?:[A-Za-z0-9._~-]|\{{[+#./;?&]?[a-z]+\}})+)*/?$"
_STEPS = r"(?:/[A-Za-z0-9._-]*)*"
_PERIOD = r"^P(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$"
_GROUP = "[0-9A-Fa-f]{1,4}"
_IPV6 = rf"^(?:(?:{_GROUP}:){{7}}{_GROUP}|(?:{_GROUP}:){{1,6}}:{_GROUP}|::(?:{_GROUP})?)$"
_HEX = "[0-9A-Fa-f]"
_UUID = rf"^{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}$"
_PCT = r"%[0-9A-Fa-f]{2}"
_UNRESERVED = r"A-Za-z0-9\-._~"
_SUBS = r"!$&'()*+,;="
_UCS = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"


def _uri(extra: str, *, reference: bool) -> str:
    """RFC 3986 (with RFC 3987's letters as `extra`), a little narrower: no IP literals."""
    pchar = rf"(?:[{_UNRESERVED}{_SUBS}:@{extra}]|{_PCT})"
    host = rf"(?:[{_UNRESERVED}{_SUBS}{extra}]|{_PCT})*"
    user = rf"(?:(?:[{_UNRESERVED}{_SUBS}:{extra}]|{_PCT})*@)?"
    authority = rf"//{user}{host}(?::\d*)?(?:/{pchar}*)*"
    tail = rf"(?:\?(?:{pchar}|[/?])*)?(?:#(?:{pchar}|[/?])*)?"
    path = rf"(?:{authority}|/(?:{pchar}+(?:/{pchar}*)*)?|{pchar}+(?:/{pchar}*)*|)"
    absolute = rf"[A-Za-z][A-Za-z0-9+\-.]*:{path}{tail}"
    segment = rf"(?:[{_UNRESERVED}{_SUBS}@{extra}]|{_PCT})+"
    relative = rf"(?:{authority}|/(?:{pchar}+(?:/{pchar}*)*)?|{segment}(?:/{pchar}*)*|){tail}"
    return rf"(?:{absolute}|{relative})" if reference else absolute


def _is_date(text: str) -> bool:
    if re.fullmatch(_DATE, text, re.ASCII) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_date_time(text: str) -> bool:
    return len(text) > 11 and text[10] in "Tt" and _is_date(text[:10]) and _is_time(text[11:])


def _is_hostname(text: str) -> bool:
    return 0 < len(text) <= 253 and _is_labels(text)


def _is_ipv6(text: str) -> bool:
    import ipaddress

    try:
        return "%" not in text and bool(ipaddress.IPv6Address(text))
    except ValueError:
        return False


def _is_regex(text: str) -> bool:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def _is_email(text: str) -> bool:
    local, _, host = text.rpartition("@")
    return len(text) <= 254 and _is_local(local) and _is_hostname(host)


_is_time = _whole(_TIME)
_is_labels = _whole(rf"{_LABEL}(?:\.{_LABEL})*")
_is_local = _whole(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_is_ipv4 = _whole(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_is_uuid = _whole(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
_is_pointer = _whole(r"(?:/(?:[^~/]|~[01])*)*", 0)
_is_relative_pointer = _whole(r"(?:0|[1-9]\d*)(?:#|(?:/(?:[^~/]|~[01])*)*)")
_is_duration = _whole(
    r"P(?!$)(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?"
    r"(?:T(?=\d)(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)"
)
_is_template = _whole(rf"(?:[{_UNRESERVED}{_SUBS}:/?#@\[\]]|{_PCT}|\{{[+#./;?&]?\w+(?:\*|:\d{{1,3}})?\}})*")


# --- sources --------------------------------------------------------------------------------------------------------


def _digits(scene: Scene, count: int) -> str:
    return "".join(scene.one("0123456789abcdef") for _ in range(count))


def _uuid(scene: Scene) -> str:
    digits = f"{scene.random.getrandbits(128):032x}"
    return (
        f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{'89ab'[int(digits[16], 16) % 4]}{digits[17:20]}-{digits[20:]}"
    )


def _time(scene: Scene) -> str:
    return scene.moment().strftime("%H:%M:%SZ")


def _date_time(scene: Scene) -> str:
    return scene.moment().strftime("%Y-%m-%dT%H:%M:%SZ")


def _duration(scene: Scene) -> str:
    return str(scene.one(("PT{}M", "PT{}H", "P{}D", "PT{}S", "P{}W"))).format(scene.number(1, 12) * 5)


def _host(scene: Scene) -> str:
    one = scene.one
    return f"{one(('api', 'www', 'mail', 'db', 'shop', 'files'))}-{scene.number(1, 40)}.example.{one(_ENDINGS)}"


_ENDINGS = ("com", "org", "net")
_PATHS = ("products", "orders", "articles", "reports", "users", "docs", "invoices", "events")


def _url(scene: Scene) -> str:
    one = scene.one
    return f"https://{one(('www.', 'api.', ''))}example.{one(_ENDINGS)}/{one(_PATHS)}/{scene.number(10, 9999)}"


def _email(scene: Scene) -> str:
    return f"{scene.person().handle}@example.{scene.one(_ENDINGS)}"


def _ipv4(scene: Scene) -> str:
    return f"{scene.one(('192.0.2', '198.51.100', '203.0.113'))}.{scene.number(1, 254)}"  # RFC 5737


def _ipv6(scene: Scene) -> str:
    return f"2001:db8::{scene.random.getrandbits(16) or 1:x}:{scene.random.getrandbits(16) or 1:x}"  # RFC 3849


def _encoded(scene: Scene) -> str:
    words = f"{scene.one(_PATHS)} {scene.number(100, 999)}"
    return base64.b64encode(words.encode()).decode()


def _password(scene: Scene) -> str:
    return f"{scene.one(('Maple', 'Harbor', 'Cobalt', 'Summit'))}{_digits(scene, 4)}!{scene.number(10, 99)}"


def _pointer(scene: Scene) -> str:
    return f"/{scene.one(_PATHS)}/{scene.number(0, 20)}"


def _fixed(*values: str) -> Callable[[Scene], str]:
    return lambda scene: str(scene.one(values))


def _day(scene: Scene) -> str:
    return f"{scene.moment():%Y-%m-%d}"


_RELATIVE = Format(
    lambda scene: f"/{scene.one(_PATHS)}/{scene.number(10, 9999)}", _whole(_uri("", reference=True)), _REFERENCE
)
_NUMERIC = Format(lambda scene: str(scene.number(1, 500)))

FORMATS: dict[str, Format] = {
    "date": Format(_day, _is_date, f"^{_DATE}$"),
    "time": Format(_time, _is_time, f"^{_TIME}$"),
    "date-time": Format(_date_time, _is_date_time, f"^{_DATE}T{_TIME}$"),
    "duration": Format(_duration, _is_duration, _PERIOD),
    "email": Format(_email, _is_email, _MAILBOX),
    "idn-email": Format(_email, _is_email, _MAILBOX),
    "hostname": Format(_host, _is_hostname, _HOSTNAME),
    "idn-hostname": Format(_host, _is_hostname, _HOSTNAME),
    "ipv4": Format(_ipv4, _is_ipv4, rf"^{_OCTET}(?:\.{_OCTET}){{3}}$"),
    "ipv6": Format(_ipv6, _is_ipv6, _IPV6),
    "uri": Format(_url, _whole(_uri("", reference=False)), _ADDRESS),
    "uri-reference": _RELATIVE,
    "iri": Format(_url, _whole(_uri(_UCS, reference=False), 0), _ADDRESS),
    "iri-reference": Format(_RELATIVE.draw, _whole(_uri(_UCS, reference=True), 0), _REFERENCE),
    "uri-template": Format(
        lambda scene: f"https://api.example.com/{scene.one(_PATHS)}/{{id}}", _is_template, _TEMPLATE
    ),
    "uuid": Format(_uuid, _is_uuid, _UUID),
    "json-pointer": Format(_pointer, _is_pointer, f"^{_STEPS}$"),
    "relative-json-pointer": Format(
        lambda scene: f"{scene.number(0, 3)}{_pointer(scene)}", _is_relative_pointer, rf"^(?:0|[1-9]\d*)(?:#|{_STEPS})$"
    ),
    "regex": Format(
        _fixed(r"^[a-z]+$", r"^\d{4}-\d{2}$", r"[A-Z]{3}\d+", r"error|warning"),
        _is_regex,
        r"^\^?[A-Za-z0-9 _.:/-]*\$?$",
    ),
    # Draft 3, OpenAPI's registry and common use: nothing is asserted.
    "url": Format(_url),
    "host-name": Format(_host),
    "ip-address": Format(_ipv4),
    "byte": Format(_encoded),
    "base64": Format(_encoded),
    "binary": Format(_encoded),
    "password": Format(_password),
    "datetime": Format(_date_time),
    "timestamp": Format(_date_time),
    "color": Format(lambda scene: f"#{_digits(scene, 6)}"),
    "hex-color": Format(lambda scene: f"#{_digits(scene, 6)}"),
    "semver": Format(lambda scene: f"{scene.number(0, 9)}.{scene.number(0, 20)}.{scene.number(0, 20)}"),
    "json": Format(lambda scene: f'{{"{scene.one(_PATHS)}": {scene.number(1, 99)}}}'),
    "HH:mm": Format(lambda scene: f"{scene.moment():%H:%M}"),
    "hh:mm": Format(lambda scene: f"{scene.moment():%H:%M}"),
    "percentage": Format(lambda scene: f"{scene.number(1, 100)}%"),
    "int32": _NUMERIC,
    "int64": _NUMERIC,
    "float": _NUMERIC,
    "double": _NUMERIC,
    "decimal": _NUMERIC,
    "number": _NUMERIC,
}  # fmt: skip
