"""The loop test kit: calls that are wrong in one way each, and streams cut in every legal way.

An app that survives both, by `parametrize`, is one whose function-calling loop is right.
"""

from mockfn.testkit.fragmentations import Fragmentation, fragmentation_named, fragmentations
from mockfn.testkit.tools import tool_of
from mockfn.testkit.wrong_calls import WrongCall, wrong_calls

__all__ = ["Fragmentation", "WrongCall", "fragmentation_named", "fragmentations", "tool_of", "wrong_calls"]
