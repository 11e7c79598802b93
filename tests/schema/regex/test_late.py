"""An expression compiled when first used."""

import re

import pytest

from mockfn.schema.regex.late import Late


def test_it_has_the_methods_of_an_expression():
    late = Late("A(b)", re.IGNORECASE)
    assert late.search("xab")[1] == "b"
    assert late.sub("-", "ab") == "-"


def test_it_is_compiled_when_first_used():
    late = Late("(")
    with pytest.raises(re.error):
        late.search("")
