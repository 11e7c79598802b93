"""Same rules, seed and request: same bytes, in any process, in any order, under any hash seed."""

import json

import pytest


@pytest.fixture(scope="module")
def answers(run_python, root):
    """What a fresh process answers to every request: one entry for each provider."""

    def run(order="forwards", hash_seed="0"):
        done = run_python(str(root / "tests/laws/many_answers.py"), order, PYTHONHASHSEED=hash_seed)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


@pytest.fixture(scope="module")
def first(answers):
    return answers()


@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_another_process_with_another_hash_seed_answers_the_same_bytes(answers, first, hash_seed):
    assert answers(hash_seed=hash_seed) == first, "sort what comes out of a set, and draw from mockfn.seeds alone"


def test_the_order_of_requests_changes_nothing(answers, first):
    assert answers("backwards") == first, "an answer depends on (seed, request), never on what was asked before"


def test_the_requests_are_answered(first):
    """Refusals of everything would be deterministic too."""
    for provider, generated, _ in first:
        statuses = [status for status, _, _ in generated.values()]
        assert statuses.count(200) >= 6, f"{provider} answers {statuses}"
