import random
import re
import string

import pytest

from mockfn.cassette.shapes import entropy, find, find_random

KEYS = [
    "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts",
    "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",
    "xai-7Kq2Wm4Ze6Rt8Yu0Io1Pa3Sd5Fg7HjL9xC1vB3nM5qW7eR9t",
    "glpat-7Kq2Wm4Ze6Rt8Yu0Io1P",
    "ya29.a0AfB_byC7Kq2Wm4Ze6Rt8Yu0Io1Pa3S",
    "npm_7Kq2Wm4Ze6Rt8Yu0Io1Pa3Sd5Fg7HjL9xC1v",
    "https://user:p4ssw0rd@example.com/",
    "Basic bWU6cGFzc3dvcmQxMjM=",
    "AWS4-HMAC-SHA256 Signature=3f9a1c7e5b2d8064a1f3c5e7092b4d683f9a1c7e5b2d8064a1f3c5e7092b4d68",
    "123456789:AAF7Kq2Wm4Ze6Rt8Yu0Io1Pa3Sd5Fg7HjL9",
]


@pytest.mark.parametrize("key", KEYS)
def test_keys_of_services_have_their_form(key):
    (hit,) = find(f"before {key} after")
    assert hit.end - hit.start <= len(key)


DRAWN = {"L": string.ascii_letters + string.digits, "U": string.ascii_uppercase + string.digits}
DRAWN |= {"x": "0123456789abcdef", "b": string.ascii_letters + string.digits + "+/"}

# How the keys of a service begin and go on: <kind><count> is so many characters drawn from that alphabet.
FORMS = [
    "sk-ant-api03-<L90>",
    "sess-<L40>",
    "AKIA<U16>",
    "IQoJb3JpZ2luX2Vj<b500>",
    "ABSK<b120>",
    "<L3>8Q~<L34>",
    "AccountKey=<b86>==",
    "GOCSPX-<L28>",
    "hf_<L34>",
    "glft-<L20>",
    "gloas-<x64>",
    "xoxb-204918364512-<L24>",
    "https://discord.com/api/webhooks/123456789012345678/<L68>",
    "https://api.telegram.org/bot<U0>123456789:AA<L33>/send",
    "<x32>-us12",
    "SG.<L22>.<L43>",
    "sq0atp-<L22>",
    "pcsk_<L5>_<L64>",
    "HRKU-AA<L58>",
    "sbp_<x40>",
    "rubygems_<x48>",
    "sntryu_<x64>",
    "NRAK-<U27>",
    "PMAK-<x24>-<x34>",
    "fc-<x32>",
    "pat<L14>.<x64>",
    "dp.pt.<L43>",
    "<L14>.atlasv1.<L67>",
]


@pytest.mark.parametrize("form", FORMS)
def test_keys_drawn_by_their_services_forms_are_found_in_any_text(form):
    chance = random.Random(form)
    for _ in range(20):
        key = re.sub(r"<(\w)(\d+)>", lambda part: "".join(chance.choices(DRAWN[part[1]], k=int(part[2]))), form)
        for text in (f"it is {key}.", f"A={key}\n", f'x("{key}")'):
            assert any(find(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "sk-learn is not scikit-learn-contrib-packages",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk-your-api-key-goes-here-1234567890",
        "sk-****************************abcd",
        "disk-partition-table-of-the-2nd-drive",
        "AKIAIOSFODNN7EXAMPLE",
        "a bearer of bad tidings and other things",
        "https://example.com/@user:name",
    ],
)
def test_words_and_made_up_keys_have_not(text):
    assert list(find(text)) == []


ALPHABETS = {
    "base62": string.ascii_letters + string.digits,
    "base64": string.ascii_letters + string.digits + "+/",
    "base64url": string.ascii_letters + string.digits + "-_",
    "hex": "0123456789abcdef",
    "lower36": string.ascii_lowercase + string.digits,
}


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_nine_of_ten_random_texts_are_found(alphabet):
    chance = random.Random(alphabet)
    texts = ["".join(chance.choices(ALPHABETS[alphabet], k=32)) for _ in range(500)]
    assert sum(any(find_random(f"it is {text}.")) for text in texts) >= 450


@pytest.mark.parametrize(
    "text",
    [
        "internationalization and CamelCaseIdentifiersOfManyWords and snake_case_identifiers_of_many_words",
        "mistralai/Mistral-7B-Instruct-v0.2 and meta-llama/Meta-Llama-3-70B-Instruct",
        "call_emQmocGydKuxvESfQopNngdm chatcmpl-CRLdyeugXNUFph0dQvsqcpJL7h3YS",
        "123e4567-e89b-12d3-a456-426614174000",
        "2026-01-01T00:00:00.000000+00:00 20260101000000000000",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "/usr/lib/python3.11/site-packages/openai/resources/chat/completions",
        "==============================================",
        "--9f2c81d7a3e6b05412f8c7d9e3a1b604",
    ],
)
def test_words_identifiers_and_paths_are_not_random(text):
    assert list(find_random(text)) == []


@pytest.mark.parametrize("around", ["KEY={}", "KEY={}&a=1", "anything_{}", "{}-2", "a/{}/b"])
def test_hexadecimal_is_found_beside_other_characters(around):
    assert any(find_random(around.format("9f2c81d7a3e6b05412f8c7d9e3a1b604")))


def test_entropy_is_bits_a_character():
    assert entropy("") == 0
    assert entropy("aaaa") == 0
    assert entropy("abcd") == 2
