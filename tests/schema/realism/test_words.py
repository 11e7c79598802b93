"""Names of fields as words."""

import pytest

from mockfn.schema.realism.words import singular, tokens


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("shippingAddress_line2", ("shipping", "address", "line", "2")),
        ("HTTPServerName", ("http", "server", "name")),
        ("start-date", ("start", "date")),
        ("userIDs", ("user", "id")),
        ("X-RapidAPI-Key", ("x", "rapid", "api", "key")),
        ("城市", ("城市",)),
        ("", ()),
    ],
)
def test_a_name_is_its_words(name, words):
    assert tokens(name) == words


@pytest.mark.parametrize(
    ("plural", "noun"),
    [("cities", "city"), ("tags", "tag"), ("address", "address"), ("addresses", "address"), ("people", "person"),
     ("status", "status"), ("series", "series"), ("movies", "movie"), ("analysis", "analysis"), ("is", "is")],
)  # fmt: skip
def test_a_noun_comes_in_the_singular(plural, noun):
    assert singular(plural) == noun
