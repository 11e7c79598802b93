"""Log probabilities, invented but well-formed: one entry a token, its bytes, and as many alternatives as asked for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from mockfn.providers.cutting import by_token
from mockfn.seeds import Chance

__all__ = ["logprobs"]

# What a model might have said instead; any texts do, as long as they differ from the token.
_OTHERS = (" the", " a", ",", ".", " to", " is", "\n", " and", " of", " in", "The", "I", " it", " for", " on", " you")


def logprobs(texts: Iterable[str], top: Any, chance: Chance) -> dict[str, Any]:
    """The `logprobs` member of a choice that says `texts`, each cut by itself, with `top` alternatives."""
    draw = chance.random("logprobs")
    alternatives = top if isinstance(top, int) and not isinstance(top, bool) else 0
    entries = []
    for token in chain.from_iterable(map(by_token, texts)):
        score = -draw.random() * 0.2
        entry = _entry(token, score)
        entry["top_logprobs"] = [_entry(token, score)] if alternatives else []
        others = [other for other in _OTHERS if other != token]
        for other in others[: max(0, alternatives - 1)]:
            score -= 1 + draw.random() * 3
            entry["top_logprobs"].append(_entry(other, score))
        entries.append(entry)
    return {"content": entries, "refusal": None}


def _entry(token: str, score: float) -> dict[str, Any]:
    return {"token": token, "logprob": round(score, 6), "bytes": list(token.encode("utf-8", "surrogatepass"))}
