"""Chance depends on seed, request and label, on nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfn.seeds import Chance


def drawn(chance):
    return (chance.text("a", 24), chance.uuid("a"), chance.number("a"), chance.random("a").random(), chance.created)


@given(seed=st.integers(), request=st.binary(max_size=64))
def test_equal_seeds_and_requests_draw_equal_values(seed, request):
    assert drawn(Chance(seed, request)) == drawn(Chance(seed, request))


@pytest.mark.parametrize("other", [Chance(1, b"request"), Chance(0, b"another"), Chance(-1, b"request")])
def test_another_seed_or_request_draws_other_values(other):
    assert not set(drawn(Chance(0, b"request"))) & set(drawn(other))


def test_what_was_drawn_before_changes_nothing():
    chance, fresh = Chance(0, b"request"), Chance(0, b"request")
    drawn(chance)
    assert chance.text("later", 8) == fresh.text("later", 8)


def test_labels_draw_apart():
    chance = Chance(0, b"request")
    assert len({chance.text(label, 24) for label in ("call", "call1", "id", "")}) == 4


@pytest.mark.parametrize(
    ("alphabet", "pattern"),
    [("base62", r"[A-Za-z0-9]*"), ("lower36", r"[a-z0-9]*"), ("digits", r"[0-9]*"), ("hex", r"[0-9a-f]*")],
)
@pytest.mark.parametrize("length", [0, 1, 24, 64])
def test_a_text_has_its_length_and_its_alphabet(alphabet, pattern, length):
    text = Chance(0, b"request").text("a", length, alphabet)
    assert len(text) == length
    assert re.fullmatch(pattern, text)


@given(seed=st.integers(), label=st.text(max_size=20))
def test_an_uuid_is_one_of_version_4(seed, label):
    assert re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", Chance(seed, b"").uuid(label)
    )


@given(seed=st.integers(), label=st.text(max_size=20))
def test_a_number_has_64_bits(seed, label):
    assert 0 <= Chance(seed, b"").number(label) < 2**64


@given(st.binary(max_size=64))
def test_created_lies_in_200_days_of_2026(request):
    assert 1_767_225_600 <= Chance(0, request).created < 1_767_225_600 + 200 * 86_400


@given(st.binary(max_size=64))
def test_a_request_is_named_by_32_digits_and_took_some_hundred_milliseconds(request):
    chance = Chance(0, request)
    assert re.fullmatch(r"[0-9a-f]{32}", chance.request_hex)
    assert 200 <= chance.milliseconds < 1_000
    assert 0 <= chance.seed < 2**32
