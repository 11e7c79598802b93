import random
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
    ],
)
def test_words_identifiers_and_paths_are_not_random(text):
    assert list(find_random(text)) == []


def test_entropy_is_bits_a_character():
    assert entropy("") == 0
    assert entropy("aaaa") == 0
    assert entropy("abcd") == 2
