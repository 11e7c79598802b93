"""Which part of a text speaks of which tool."""

from mockfn.grounding.clauses import regions
from mockfn.grounding.relevance import rank
from mockfn.grounding.scan import scan


def parts(text, *specs):
    found = scan(text)
    return [
        " ".join(token.text for token, mine in zip(found.tokens, region, strict=True) if mine)
        for region in regions(rank(list(specs), found), found)
    ]


def test_each_tool_has_its_clause(spec):
    invest, withdraw = spec("invest", amount="number"), spec("withdraw", amount="number")
    assert parts("Invest 2000 in Google and withdraw 1000 from Apple", invest, withdraw) == [
        "Invest 2000 in Google",
        "and withdraw 1000 from Apple",
    ]


def test_a_clause_that_speaks_of_none_goes_with_the_one_before(spec):
    area, volume = spec("area"), spec("volume")
    assert parts("The area, for width 3 and length 4. The volume too.", area, volume) == [
        "The area , for width 3 and length 4 .",
        "The volume too .",
    ]


def test_a_text_that_speaks_of_none_is_everyones(spec):
    assert parts("Hello there", spec("area"), spec("volume")) == ["Hello there", "Hello there"]
