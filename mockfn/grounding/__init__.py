"""Calls and answers grounded in what the user says: no model, no data, only the words of the request.

Grounded, not correct: a value comes from the request where the request has one.
"""

from mockfn.grounding.answers import answer_from, text_without_tools
from mockfn.grounding.choose import Chosen, choose
from mockfn.grounding.outputs import Output, output, with_results

__all__ = [
    "Chosen",
    "Output",
    "answer_from",
    "choose",
    "output",
    "text_without_tools",
    "with_results",
]
