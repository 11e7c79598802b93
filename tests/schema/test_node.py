"""The run that draws, its budget, and how high a node is."""

import pytest

from mockfn.schema.combine import Choice, Link
from mockfn.schema.dead import Dead, Spent
from mockfn.schema.node import Constant, Node, Run, height, must_end, pick


class Chain(Node):
    """Needs what comes after it."""

    def __init__(self, after=None):
        super().__init__()
        self.after = after

    def ways(self):
        return [[self.after]] if self.after else [[]]


def chain(length):
    node = Chain()
    for _ in range(length - 1):
        node = Chain(node)
    return node


def test_a_node_is_as_high_as_the_levels_it_needs():
    assert height(chain(1)) == 1
    assert height(chain(12)) == 12


def test_a_node_that_needs_itself_has_no_end():
    node = Chain()
    node.after = node
    assert height(node) == float("inf")
    with pytest.raises(Dead):
        must_end(node, 100)


def test_a_choice_is_as_high_as_its_lowest_option():
    choice = Choice([Link(lambda: chain(5)), Link(lambda: chain(2))], ("anyOf", None))
    assert height(choice) == 3


def test_a_run_has_a_budget():
    run = Run(0, "realistic", fuel=2)
    node = Constant([1])
    run.spend(node)
    run.spend(node)
    with pytest.raises(Spent):
        run.spend(node)


def test_a_roomier_run_is_not_about_the_smallest_value():
    run = Run(0, "minimal", 50).roomier()
    assert (run.minimal, run.fuel) == (False, 50)


def test_a_constant_is_drawn_as_a_copy():
    node = Constant([{"a": [1]}])
    node.draw(Run(0, "realistic"), 0)["a"].append(2)
    assert node.draw(Run(0, "realistic"), 0) == {"a": [1]}


def test_the_smallest_constant_is_the_first():
    assert Constant([3, 1, 2]).draw(Run(5, "minimal"), 0) == 3


def test_one_of_a_sequence_is_picked_by_chance():
    assert {pick(Run(seed, "full").random, "abc") for seed in range(30)} == set("abc")
