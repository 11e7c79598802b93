"""Names of tools, functions and formats."""

import pytest

from mockfn.apis.checks.names import missing, name_findings, wrong_type


@pytest.mark.parametrize(
    ("name", "row"),
    [
        (None, "missing-parameter"),
        (3, "invalid-type"),
        ("", "empty-tool-name"),
        ("a b", "tool-name-pattern"),
        ("ü", "tool-name-pattern"),
        ("a\n", "tool-name-pattern"),
        ("a" * 65, "tool-name-too-long"),
    ],
)
def test_a_name_that_cannot_be(name, row):
    assert [finding.row for finding in name_findings("p", name)] == [row]


@pytest.mark.parametrize("name", ["a", "a-B_9", "a" * 64])
def test_a_name_that_can(name):
    assert list(name_findings("p", name)) == []


def test_findings_name_their_place():
    assert missing("a.b") == ("missing-parameter", {"param": "a.b"})
    assert wrong_type("a", "an object", None) == (
        "invalid-type",
        {"param": "a", "expected": "an object", "got": "null"},
    )
