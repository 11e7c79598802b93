"""The key of a request."""

import pytest

from mockfn.apis.checks.access import key_finding, masked
from mockfn.apis.openai_chat_checks import check_key

KEYS = {"sk-right-key-0000"}
MISSING = (
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e."
    " Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the"
    " API from your"
    " browser and are prompted for a username and password. You can obtain an API key from"
    " https://platform.openai.com/account/api-keys."
)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("sk-false", "sk-false"),
        ("sk-foobar012", "sk-foobar012"),
        ("YOUR_OPENAI_KEY", "YOUR_OPE***_KEY"),
        ("bad-key-0123456789test", "bad-key-**********test"),
        ("test-openai-api-key", "test-ope*******-key"),
    ],
)
def test_a_key_is_masked_as_the_provider_masks_it(key, shown):
    assert masked(key) == shown


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc"])
def test_a_missing_key(header):
    error = check_key(header, KEYS)
    assert (error.status, error.type, error.param, error.code) == (401, "invalid_request_error", None, None)
    assert (error.message, error.spacing) == (MISSING, "pretty4")


def test_a_wrong_key():
    error = check_key("Bearer YOUR_OPENAI_KEY", KEYS)
    assert (error.status, error.type, error.param, error.code) == (
        401,
        "invalid_request_error",
        None,
        "invalid_api_key",
    )
    assert error.message == (
        "Incorrect API key provided: YOUR_OPE***_KEY. You can find your API key at"
        " https://platform.openai.com/account/api-keys."
    )


def test_a_provider_may_show_the_ends_of_a_key():
    error = check_key("Bearer xy-wrong-key-7890", KEYS, words={"wrong-key": "{first2}***{last2}, ****{last4}"})
    assert error.message == "xy***90, ****7890"


def test_a_right_key():
    assert check_key("bearer  sk-right-key-0000", KEYS) is None


@pytest.mark.parametrize("header", [None, "Bearer anything"])
def test_without_expected_keys_any_will_do(header):
    assert key_finding(header, None) is None
