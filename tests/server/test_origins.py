"""Who may ask the control routes."""

from __future__ import annotations

import pytest

from mockfn.server.origins import objection_to

OTHER_SITE = "The control routes answer no page of another site."


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "127.0.0.1:4010"},
        {"host": "localhost:4010"},
        {"host": "[::1]:4010"},
        {"host": "192.0.2.7:4010"},
        {"host": "mockfn:4010"},
        {"host": "mockfn.default.svc.cluster.local"},
        {"host": "host.docker.internal:4010"},
        {"host": "127.0.0.1:4010", "origin": "http://127.0.0.1:4010", "sec-fetch-site": "same-origin"},
        {"host": "LOCALHOST:4010", "origin": "http://localhost:4010"},
        {"host": "localhost", "sec-fetch-site": "none"},
    ],
)
def test_programs_and_the_inspectors_own_page_may_ask(headers: dict[str, str]) -> None:
    assert objection_to(headers) is None


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"host": "localhost", "sec-fetch-site": "cross-site"}, OTHER_SITE),
        ({"host": "localhost", "sec-fetch-site": "same-site"}, OTHER_SITE),
        (
            {"host": "localhost:4010", "origin": "http://localhost:5173"},
            f"{OTHER_SITE[:-1]}: this one is of 'http://localhost:5173'.",
        ),
        ({"host": "localhost:4010", "origin": "null"}, f"{OTHER_SITE[:-1]}: this one is of 'null'."),
        (
            {"host": "rebound.example.com"},
            "The control routes are not served as 'rebound.example.com': ask by an IP address or as localhost.",
        ),
        (
            {"host": "[::1"},
            "The control routes are not served as '[::1': ask by an IP address or as localhost.",
        ),
    ],
)
def test_pages_of_other_sites_may_not(headers: dict[str, str], why: str) -> None:
    assert objection_to(headers) == why
