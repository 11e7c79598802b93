"""Formats: what is drawn passes, what is wrong does not; as strict as the RFCs."""

import random

import pytest
from jsonschema import Draft202012Validator

from mockfn.schema.formats import FORMATS
from mockfn.schema.realism.scene import Scene
from mockfn.schema.regex.automaton import Automaton, Language
from mockfn.schema.regex.parse import parse

ASSERTED = [name for name, one in FORMATS.items() if one.check is not None]
DRAFT = {
    "date", "time", "date-time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri",
    "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex",
}  # fmt: skip


def test_every_format_of_the_draft_is_asserted():
    assert set(ASSERTED) == DRAFT


@pytest.mark.parametrize("name", ASSERTED)
def test_what_is_drawn_passes(name):
    scene = Scene(random.Random(1))
    judge = Draft202012Validator({"format": name}, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for _ in range(20):
        text = FORMATS[name].draw(scene.fresh())
        assert FORMATS[name].check(text), text
        assert judge.is_valid(text), text


@pytest.mark.parametrize("name", ASSERTED)
def test_a_mask_is_nearly_the_format(name):
    language, chance = Language([Automaton(parse(FORMATS[name].mask))], [], 0, None), random.Random(1)
    assert sum(FORMATS[name].check(language.draw(chance) or "") for _ in range(40)) >= 20


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ASSERTED])
def test_a_format_that_is_not_asserted_is_drawn_all_the_same(name):
    assert FORMATS[name].draw(Scene(random.Random(2)))


CASES = [
    ("date", ["2024-02-29"], ["2023-02-29", "2024-2-1", "20240201", "２０２４-02-01", "2024-02-01\n"]),
    ("time", ["23:59:59.5Z", "00:00:00-08:30"], ["24:00:00Z", "10:00", "10:00:00", "10:00:00+25:00"]),
    ("date-time", ["2024-02-29t10:00:00z"], ["2024-02-29 10:00:00Z", "2024-02-29T10:00:00", "2023-02-29T10:00:00Z"]),
    ("duration", ["P3Y6M4DT12H30M5S", "P2W", "PT36H", "P1D"], ["P", "PT", "P1D2H", "1D", "P2W3D", "PT1D"]),
    ("email", ["a.b+c@example.co.uk"], ["a@", "@b", "a b@c.d", ".a@b.c", "a@-b"]),
    ("hostname", ["a", "a-1.b"], ["", "-a", "a-", "a..b", "a" * 64, "a_b"]),
    ("ipv4", ["0.0.0.0", "255.255.255.255"], ["256.0.0.1", "01.2.3.4", "1.2.3"]),
    ("ipv6", ["::", "::1", "2001:db8::8:800:200c:417a"], ["1", ":::", "fe80::1%eth0"]),
    ("uri", ["http://a.b/c?d=e#f", "mailto:a@b.c", "urn:isbn:1"], ["a/b", "http://a b", "//a", "http://[", ""]),
    ("uri-reference", ["", "a/b", "//a", "#x", "?q"], ["a b", "\\"]),
    ("iri", ["https://exämple.com/ü"], ["a b"]),
    ("uri-template", ["/a/{b}{?c,d}".replace(",d", ""), "x"], ["{", "a}"]),
    ("json-pointer", ["", "/a/b~0c~1d"], ["a", "/~2"]),
    ("relative-json-pointer", ["0#", "1/a"], ["/a", "01/a", "-1"]),
    ("uuid", ["123E4567-E89B-12D3-A456-426614174000"], ["123e4567e89b12d3a456426614174000", "x"]),
    ("regex", ["^a+$"], ["(", "*"]),
]


@pytest.mark.parametrize(("name", "good", "bad"), CASES, ids=[case[0] for case in CASES])
def test_the_edges_of_a_format(name, good, bad):
    check = FORMATS[name].check
    assert [text for text in good if not check(text)] == []
    assert [text for text in bad if check(text)] == []
