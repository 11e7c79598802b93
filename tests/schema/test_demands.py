"""The records a shape gathers are values."""

import pytest

from mockfn.schema.demands import ObjectRule, Via


def test_they_cannot_be_changed():
    rule = ObjectRule({}, {}, None, (), ())
    with pytest.raises(AttributeError):
        rule.rest = False


def test_a_way_begins_nowhere():
    assert Via() == Via((), ())
