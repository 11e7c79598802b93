"""Errors of mockfn's own."""

from mockfn.ownerrors import failure, own_error


def test_it_is_in_the_envelope_that_sdks_read():
    assert own_error("mockfn_x", "why").body == (
        b'{"error":{"message":"why","type":"mockfn_x","param":null,"code":"mockfn_x"}}'
    )


def test_no_sdk_asks_again():
    answer = own_error("mockfn_x", "why", status=503)
    assert (answer.status, answer.headers["x-should-retry"]) == (503, "false")


def test_a_failure_has_one_name_for_all() -> None:
    error = failure("mockfn_miss", "Nothing holds.")
    assert (error.status, error.type, error.code, error.name) == (400, "mockfn_miss", "mockfn_miss", "mockfn_miss")
    assert error.headers == {"x-should-retry": "false"}
