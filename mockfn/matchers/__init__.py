"""Conditions on a request: what a rule asks of it, in words, names and numbers."""

from mockfn.matchers.conditions import (
    MATCHERS,
    Matcher,
    NumberMatcher,
    ResultMatcher,
    SystemMatcher,
    ToolsMatcher,
    UserMatcher,
    compile_conditions,
)
from mockfn.matchers.facts import Facts, FoundResult, Turn
from mockfn.matchers.said import Said, excerpt
from mockfn.matchers.texts import TextTest
from mockfn.matchers.wording import verbatim

__all__ = [
    "MATCHERS",
    "Facts",
    "FoundResult",
    "Matcher",
    "NumberMatcher",
    "ResultMatcher",
    "Said",
    "SystemMatcher",
    "TextTest",
    "ToolsMatcher",
    "Turn",
    "UserMatcher",
    "compile_conditions",
    "excerpt",
    "verbatim",
]
