"""A dead end carries what it is about."""

from mockfn.schema.dead import Dead, Malformed, Spent


def test_a_dead_end_says_keyword_schema_and_reason():
    schema = {"minimum": 3}
    for kind in (Dead, Spent, Malformed):
        problem = kind("minimum", schema, "why")
        assert (problem.keyword, problem.raw, problem.why, str(problem)) == ("minimum", schema, "why", "why")


def test_an_empty_budget_is_a_dead_end_too():
    assert issubclass(Spent, Dead)
