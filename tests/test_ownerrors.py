"""Errors of mockfn's own."""

from mockfn.ownerrors import own_error


def test_it_is_in_the_envelope_that_sdks_read():
    assert own_error("mockfn_x", "why").body == (
        b'{"error":{"message":"why","type":"mockfn_x","param":null,"code":"mockfn_x"}}'
    )


def test_no_sdk_asks_again():
    answer = own_error("mockfn_x", "why", status=503)
    assert (answer.status, answer.headers["x-should-retry"]) == (503, "false")
