"""A request to a control route."""

from __future__ import annotations

import pytest

from mockfn import MockProvider
from mockfn.server.asked import Asked, ControlError
from mockfn.server.desk import Desk
from mockfn.server.scopes import Scopes


def asked(**query: str) -> Asked:
    return Asked(Desk(Scopes(MockProvider())), query, {})


def test_a_parameter_that_is_known_passes_and_so_does_the_scope() -> None:
    asked(limit="1", scope="a").known("limit")


def test_any_other_is_named_with_those_that_are_known() -> None:
    with pytest.raises(ControlError) as caught:
        asked(page="1").known("limit", "since")
    assert str(caught.value) == "There is no parameter 'page' here. Known: limit, scope, since."
    assert (caught.value.status, caught.value.param) == (400, "page")
