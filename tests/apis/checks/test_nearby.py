"""Names near a mistyped one."""

import pytest

from mockfn.apis.checks.nearby import nearby

KNOWN = ["n", "stop", "store", "stream", "temperature", "tools", "top_p", "user", "functions"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("stor", ["stop", "store"]),
        ("temperatur", ["temperature"]),
        ("temprature", ["temperature"]),
        ("tool", ["tools"]),
        ("function", ["functions"]),
        ("usr", ["user"]),
        ("foo", []),
        ("z", []),
        ("x_foo", []),
        ("usage", []),
        ("zzz_unknown", []),
    ],
)
def test_neighbours(name, near):
    assert nearby(name, KNOWN) == near
