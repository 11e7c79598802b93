"""`format`: for each name a question and a source. Drafts' formats are asserted; others are only followed.

Questions are as strict as the RFCs, so that what passes here passes a validator with every optional checker installed.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from mockfn.schema.regex.late import Late

if TYPE_CHECKING:
    from mockfn.schema.node import Run

__all__ = ["FORMATS", "Format"]

Check = Callable[[str], bool]


class Format(msgspec.Struct, frozen=True, gc=False):
    """One format. `check` is None where validators ask nothing; `draw` gives a text of it."""

    draw: Callable[[Run], str]
    check: Check | None = None


def _whole(pattern: str, flags: int = re.ASCII) -> Check:
    """Does the whole text match?"""
    late = Late(pattern, flags)
    return lambda text: late.fullmatch(text) is not None


# --- questions ------------------------------------------------------------------------------------------------------

_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_PCT = r"%[0-9A-Fa-f]{2}"
_UNRESERVED = r"A-Za-z0-9\-._~"
_SUBS = r"!$&'()*+,;="
_PCHAR = rf"(?:[{_UNRESERVED}{_SUBS}:@]|{_PCT})"
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


def _digits(run: Run, count: int, alphabet: str = "0123456789abcdef") -> str:
    return "".join(run.scene.one(alphabet) for _ in range(count))


def _uuid(run: Run) -> str:
    digits = f"{run.random.getrandbits(128):032x}"
    return (
        f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{'89ab'[int(digits[16], 16) % 4]}{digits[17:20]}-{digits[20:]}"
    )


def _time(run: Run) -> str:
    return run.scene.moment().strftime("%H:%M:%SZ")


def _date_time(run: Run) -> str:
    return run.scene.moment().strftime("%Y-%m-%dT%H:%M:%SZ")


def _duration(run: Run) -> str:
    return str(run.scene.one(("PT{}M", "PT{}H", "P{}D", "PT{}S", "P{}W"))).format(run.scene.number(1, 12) * 5)


def _host(run: Run) -> str:
    one = run.scene.one
    return f"{one(('api', 'www', 'mail', 'db', 'shop', 'files'))}-{run.scene.number(1, 40)}.example.{one(_ENDINGS)}"


_ENDINGS = ("com", "org", "net")
_PATHS = ("products", "orders", "articles", "reports", "users", "docs", "invoices", "events")


def _url(run: Run) -> str:
    one = run.scene.one
    return f"https://{one(('www.', 'api.', ''))}example.{one(_ENDINGS)}/{one(_PATHS)}/{run.scene.number(10, 9999)}"


def _email(run: Run) -> str:
    return f"{run.scene.person().handle}@example.{run.scene.one(_ENDINGS)}"


def _ipv4(run: Run) -> str:
    return f"{run.scene.one(('192.0.2', '198.51.100', '203.0.113'))}.{run.scene.number(1, 254)}"  # RFC 5737


def _ipv6(run: Run) -> str:
    return f"2001:db8::{run.random.getrandbits(16) or 1:x}:{run.random.getrandbits(16) or 1:x}"  # RFC 3849


def _encoded(run: Run) -> str:
    words = f"{run.scene.one(_PATHS)} {run.scene.number(100, 999)}"
    return base64.b64encode(words.encode()).decode()


def _password(run: Run) -> str:
    return f"{run.scene.one(('Maple', 'Harbor', 'Cobalt', 'Summit'))}-{_digits(run, 4)}!{run.scene.number(10, 99)}"


def _pointer(run: Run) -> str:
    return f"/{run.scene.one(_PATHS)}/{run.scene.number(0, 20)}"


def _fixed(*values: str) -> Callable[[Run], str]:
    return lambda run: str(run.scene.one(values))


def _day(run: Run) -> str:
    return f"{run.scene.moment():%Y-%m-%d}"


_RELATIVE = Format(
    lambda run: f"/{run.scene.one(_PATHS)}/{run.scene.number(10, 9999)}", _whole(_uri("", reference=True))
)
_NUMERIC = Format(lambda run: str(run.scene.number(1, 500)))

FORMATS: dict[str, Format] = {
    "date": Format(_day, _is_date),
    "time": Format(_time, _is_time),
    "date-time": Format(_date_time, _is_date_time),
    "duration": Format(_duration, _is_duration),
    "email": Format(_email, _is_email),
    "idn-email": Format(_email, _is_email),
    "hostname": Format(_host, _is_hostname),
    "idn-hostname": Format(_host, _is_hostname),
    "ipv4": Format(_ipv4, _is_ipv4),
    "ipv6": Format(_ipv6, _is_ipv6),
    "uri": Format(_url, _whole(_uri("", reference=False))),
    "uri-reference": _RELATIVE,
    "iri": Format(_url, _whole(_uri(_UCS, reference=False), 0)),
    "iri-reference": Format(_RELATIVE.draw, _whole(_uri(_UCS, reference=True), 0)),
    "uri-template": Format(lambda run: f"https://api.example.com/{run.scene.one(_PATHS)}/{{id}}", _is_template),
    "uuid": Format(_uuid, _is_uuid),
    "json-pointer": Format(_pointer, _is_pointer),
    "relative-json-pointer": Format(lambda run: f"{run.scene.number(0, 3)}{_pointer(run)}", _is_relative_pointer),
    "regex": Format(_fixed(r"^[a-z]+$", r"^\d{4}-\d{2}$", r"[A-Z]{3}\d+", r"error|warning"), _is_regex),
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
    "color": Format(lambda run: f"#{_digits(run, 6)}"),
    "hex-color": Format(lambda run: f"#{_digits(run, 6)}"),
    "semver": Format(lambda run: f"{run.scene.number(0, 9)}.{run.scene.number(0, 20)}.{run.scene.number(0, 20)}"),
    "json": Format(lambda run: f'{{"{run.scene.one(_PATHS)}": {run.scene.number(1, 99)}}}'),
    "HH:mm": Format(lambda run: f"{run.scene.moment():%H:%M}"),
    "hh:mm": Format(lambda run: f"{run.scene.moment():%H:%M}"),
    "percentage": Format(lambda run: f"{run.scene.number(1, 100)}%"),
    "int32": _NUMERIC,
    "int64": _NUMERIC,
    "float": _NUMERIC,
    "double": _NUMERIC,
    "decimal": _NUMERIC,
    "number": _NUMERIC,
}  # fmt: skip
