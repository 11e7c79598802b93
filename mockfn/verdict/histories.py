"""Histories: what a client sends back of a conversation, beside what was really said in it.

Conversations are a tree: a node is a list of messages from the first. A request is a path in it, an answer hangs at its
end, and an assistant message of a later request is the answer of the node before it, or something else. So each
message is judged once, by the first request that brings it, however long the conversation grows.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from mockfn.journal import Exchange
from mockfn.verdict.finding import Finding
from mockfn.verdict.lines import Line, Said, lines_of, said_of

__all__ = ["Histories"]

# A status that is asked for again may stay the same for a turn or two; the third time nobody expects another.
_LOOP = 3

_Numbered = tuple[int, Exchange]


class _Answer(Struct, frozen=True):
    """An answer: what it said, to which messages, in which exchange."""

    said: Said
    asked: tuple[Line, ...]
    numbered: _Numbered


class _Path:
    """One request's messages with the node each leads to, and which of them no request brought before."""

    def __init__(self, numbered: _Numbered, lines: list[tuple[int, Line]], nodes: list[int], new: list[bool]) -> None:
        self.numbered = numbered
        self.places = [place for place, _ in lines]
        self.lines = tuple(line for _, line in lines)
        self.nodes, self.new = nodes, new

    def before(self, index: int) -> int:
        """The node before the message of an index."""
        return self.nodes[index - 1] if index else 0

    def results(self, index: int) -> tuple[Line, ...]:
        """The tool results that directly follow the message of an index."""
        end = index + 1
        while end < len(self.lines) and self.lines[end].role in ("tool", "function"):
            end += 1
        return self.lines[index + 1 : end]


class Histories:
    """Reads exchanges, oldest first, and gathers what they show."""

    def __init__(self) -> None:
        self._tree: dict[tuple[int, Line], int] = {}
        self._answers: dict[int, list[_Answer]] = {}
        self._by_id: dict[str, list[_Answer]] = {}
        self._by_line: dict[Line, list[_Answer]] = {}
        self._found: dict[tuple[str, int], Finding] = {}

    @property
    def findings(self) -> list[Finding]:
        """What was found so far."""
        return list(self._found.values())

    def read(self, number: int, exchange: Exchange) -> None:
        """Judges what one request sent back, and keeps what it was answered."""
        lines = lines_of(exchange)
        if not lines:
            return
        path = self._path((number, exchange), lines)
        ids: set[str] = set()
        names: set[str] = set()
        for index, line in enumerate(path.lines):
            if line.role == "assistant":
                ids.update(line.ids)
                names.update(call.name for call in line.calls)
                self._check_results(path, index)
                if path.new[index]:
                    self._check_said(path, index)
            made = {"tool": ids, "function": names}.get(line.role)
            if made is not None and path.new[index] and line.call_id not in made:
                self._unknown(path, index)
        self._check_loop(path)
        self._keep(path)

    def _path(self, numbered: _Numbered, lines: list[tuple[int, Line]]) -> _Path:
        node, nodes, new = 0, [], []
        for _, line in lines:
            known = len(self._tree) + 1
            node = self._tree.setdefault((node, line), known)
            nodes.append(node)
            new.append(node == known)
        return _Path(numbered, lines, nodes, new)

    def _keep(self, path: _Path) -> None:
        said = said_of(path.numbered[1])
        if said is None:
            return
        answer = _Answer(said, path.lines, path.numbered)
        self._answers.setdefault(path.nodes[-1], []).append(answer)
        if said.whole:
            for call in said.line.calls:
                if call.id:
                    self._by_id.setdefault(call.id, []).append(answer)
            self._by_line.setdefault(said.line, []).append(answer)

    def _add(self, name: str, node: int, sentence: str, *numbered: _Numbered) -> None:
        requests = dict(numbered)
        self._found.setdefault((name, node), Finding(name, sentence, tuple(requests), tuple(requests.values())))

    # What was said

    def _check_said(self, path: _Path, index: int) -> None:
        """An assistant message beside the answers that were given to the messages before it."""
        line = path.lines[index]
        given = self._answers.get(path.before(index), ())
        if any(answer.said.whole and answer.said.line == line for answer in given):
            return
        broken = next((answer for answer in given if not answer.said.whole and _taken(answer.said.line, line)), None)
        whole = [answer for answer in given if answer.said.whole]
        if broken is not None:
            self._truncated(path, index, broken)
        elif whole:
            self._changed_answer(path, index, whole[-1])
        else:
            self._check_before(path, index)

    def _truncated(self, path: _Path, index: int, broken: _Answer) -> None:
        number, again = broken.numbered[0], path.numbered[0]
        sentence = (
            f"The answer to request {number} broke off, and request {again} goes on as if it were whole: "
            f"messages[{path.places[index]}] is {path.lines[index]}."
        )
        self._add("accepted_truncated", path.nodes[index], sentence, broken.numbered, path.numbered)

    def _changed_answer(self, path: _Path, index: int, answer: _Answer) -> None:
        line, said = path.lines[index], answer.said.line
        if _stopped(answer, line):
            return
        left_out = [call.name for call in said.calls if call not in line.calls]
        if left_out and set(line.calls) < set(said.calls):
            self._dropped(path, index, answer.numbered, left_out, len(said.calls), "is not in")
            return
        sentence = (
            f"Request {path.numbered[0]} sends messages[{path.places[index]}] back as {line}, "
            f"where the answer to request {answer.numbered[0]} was {said}."
        )
        self._add("changed_history", path.nodes[index], sentence, answer.numbered, path.numbered)

    def _check_before(self, path: _Path, index: int) -> None:
        """An answer that was given, but not to these messages. Leaving the oldest out is no change."""
        line = path.lines[index]
        answer = self._only([self._by_id.get(one, []) for one in line.ids] + [self._by_line.get(line, [])])
        if answer is None:
            return
        before = path.lines[:index]
        if not before or answer.asked[-len(before) :] == before:
            if answer.said.line != line:
                self._changed_answer(path, index, answer)
            return
        at = _difference(before, answer.asked)
        mine = str(before[at]) if at < len(before) else "left out"
        theirs = str(answer.asked[at]) if at < len(answer.asked) else "nothing"
        sentence = (
            f"Request {path.numbered[0]} goes on from the answer to request {answer.numbered[0]} with another history: "
            f"messages[{path.places[min(at, index)]}] was {theirs}, and is {mine}."
        )
        self._add("changed_history", path.nodes[index], sentence, answer.numbered, path.numbered)

    @staticmethod
    def _only(candidates: list[list[_Answer]]) -> _Answer | None:
        """The answer of the first list that has any; none where several conversations were given it."""
        same = next((answers for answers in candidates if answers), [])
        return same[-1] if len({one.asked for one in same}) == 1 else None

    # Calls and results

    def _check_results(self, path: _Path, index: int) -> None:
        """Every call of an assistant message has a result right after it."""
        line, node = path.lines[index], path.nodes[index]
        if not line.calls or ("dropped_call", node) in self._found:
            return
        answered = {result.call_id for result in path.results(index)}
        left_out = [call.name for call in line.calls if (call.id or call.name) not in answered]
        if left_out:
            given = self._answers.get(path.before(index), ())
            shown = given[-1].numbered if given else path.numbered
            self._dropped(path, index, shown, left_out, len(line.calls), "has no result in")

    def _dropped(
        self, path: _Path, index: int, shown: _Numbered, left_out: Sequence[str], count: int, how: str
    ) -> None:
        calls = f"{count} calls" if count != 1 else "one call"
        names = ", ".join(left_out)
        sentence = f"Of {calls} in the answer to request {shown[0]}, {names} {how} request {path.numbered[0]}."
        if shown == path.numbered:
            sentence = f"Of {calls} in messages[{path.places[index]}] of request {shown[0]}, {names} has no result."
        self._add("dropped_call", path.nodes[index], sentence, shown, path.numbered)

    def _unknown(self, path: _Path, index: int) -> None:
        number, exchange = path.numbered
        sentence = (
            f"Request {number} sends a result for the call {path.lines[index].call_id!r} in "
            f"messages[{path.places[index]}], which no message before it made."
        )
        self._add("unknown_call_id", path.nodes[index], sentence, (number, exchange))

    def _check_loop(self, path: _Path) -> None:
        """The last turns, as long as each makes the calls and brings the results of the one before."""
        turns = [index for index, line in enumerate(path.lines) if line.role == "assistant"]
        if not turns or turns[-1] + len(path.results(turns[-1])) + 1 != len(path.lines):
            return
        last = _turn(path, turns[-1])
        first = len(turns)
        while first and _turn(path, turns[first - 1]) == last and _follows(path, turns, first):
            first -= 1
        count = len(turns) - first
        if not last[0] or not last[1] or count < _LOOP:
            return
        names = " and ".join(name for name, _ in last[0])
        sentence = (
            f"Request {path.numbered[0]} brings the same result of the same call of {names} {count} times running."
        )
        key = ("looped", path.nodes[turns[first]])
        known = self._found.get(key)
        shown = {**(dict(zip(known.numbers, known.exchanges, strict=True)) if known else {}), **dict([path.numbered])}
        self._found[key] = Finding("looped", sentence, tuple(shown), tuple(shown.values()))


def _turn(path: _Path, index: int) -> tuple[list[tuple[str, str]], list[str]]:
    """A turn without its ids: what was called, and what came of it."""
    calls = [(call.name, call.arguments) for call in path.lines[index].calls]
    return calls, [result.text for result in path.results(index)]


def _follows(path: _Path, turns: list[int], first: int) -> bool:
    """Whether nothing stands between a turn's results and the turn after it."""
    if first == len(turns):
        return True
    return turns[first - 1] + len(path.results(turns[first - 1])) + 1 == turns[first]


def _taken(partial: Line, line: Line) -> bool:
    """Whether a message is what came of an answer that broke off: its text, or a call of it, mended or not."""
    if partial.calls:
        return bool({call.name for call in partial.calls} & {call.name for call in line.calls})
    return not line.calls and partial.text == line.text


def _stopped(answer: _Answer, line: Line) -> bool:
    """Whether a message is as much of a slow stream as its reader waited for."""
    paced = answer.numbered[1].response.paced
    return paced and not line.calls and answer.said.line.text.startswith(line.text)


def _difference(mine: tuple[Line, ...], theirs: tuple[Line, ...]) -> int:
    """The first place where two histories differ."""
    pairs = zip(mine, theirs, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(mine), len(theirs)))
