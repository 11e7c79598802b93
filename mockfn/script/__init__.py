"""Rules and what they say: written in Python, selected by the conversation, checked against the request's tools."""

from mockfn.script.agreement import disagreements
from mockfn.script.ordered import Script
from mockfn.script.problems import problem
from mockfn.script.reach import unreachable
from mockfn.script.rules import Rule
from mockfn.script.saying import say
from mockfn.script.selection import Nothing, Selected, select, select_otherwise
from mockfn.script.steps import Call, Step
from mockfn.script.tries import Try
from mockfn.script.verbs import Rules, RuleWriter, Where

__all__ = [
    "Call",
    "Nothing",
    "Rule",
    "RuleWriter",
    "Rules",
    "Script",
    "Selected",
    "Step",
    "Try",
    "Where",
    "disagreements",
    "problem",
    "say",
    "select",
    "select_otherwise",
    "unreachable",
]
