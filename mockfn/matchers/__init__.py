"""Conditions on a request: what a rule asks of it, in words, names and numbers."""

from mockfn.matchers.conditions import MATCHERS, Matcher, ResultMatcher, SystemMatcher, UserMatcher, compile_conditions
from mockfn.matchers.facts import Facts, FoundResult, Turn
from mockfn.matchers.said import Said, excerpt
from mockfn.matchers.texts import TextTest

__all__ = [
    "MATCHERS",
    "Facts",
    "FoundResult",
    "Matcher",
    "ResultMatcher",
    "Said",
    "SystemMatcher",
    "TextTest",
    "Turn",
    "UserMatcher",
    "compile_conditions",
    "excerpt",
]
