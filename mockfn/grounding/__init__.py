"""Calls and answers grounded in what the user says: no model, no data, only the words of the request.

Grounded, not correct: a value comes from the request where the request has one.
"""

from mockfn.grounding.answers import answer_from, text_without_tools
from mockfn.grounding.choose import Chosen, choose
from mockfn.grounding.fill import Filled, fill

__all__ = ["Chosen", "Filled", "answer_from", "choose", "fill", "text_without_tools"]
