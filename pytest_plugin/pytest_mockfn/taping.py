"""The cassette of one test: opened before it, asked by its requests, judged after it, written when it passed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from mockfn.cassette import summary
from mockfn.errors import MockfnError
from mockfn.recording import OpenCassette
from pytest_mockfn import cassettes
from pytest_mockfn.keys import set_missing_keys
from pytest_mockfn.outcome import PASSED, add_judge, judge_late

__all__ = ["taped"]


@contextmanager
def taped(item: pytest.Item) -> Iterator[OpenCassette]:
    """The cassette of the test, answering the HTTP clients of this process until the test is over.

    Replaying, an app needs no key: those that are missing are dummies meanwhile.
    """
    cassette, unused = _opened(item)
    judge = _Judge(item, cassette, unused)
    with ExitStack() as stack:
        if not cassette.records:
            stack.callback(set_missing_keys("true"))
        stack.enter_context(cassette.playing())
        item.stash[cassettes.CASSETTE] = cassette
        add_judge(item, judge)
        yield cassette
    del item.stash[cassettes.CASSETTE]
    try:
        judge_late(judge)
    finally:
        _close(cassette, judge, passed=item.stash.get(PASSED, False))


def _opened(item: pytest.Item) -> tuple[OpenCassette, str]:
    try:
        said = cassettes.said_of(item)
        path = cassettes.path_of(item, said.pop("name", None))
        unused = said.pop("unused", "fail")
        mode = cassettes.mode_of(item.config)
        return OpenCassette(path, mode, unused="ignore", remedy=cassettes.rerecording(item, path), **said), unused
    except (MockfnError, pytest.UsageError) as problem:
        raise pytest.fail.Exception(_shortened(f"mockfn: {problem}", item), pytrace=False) from None


def _shortened(text: str, item: pytest.Item) -> str:
    """With files named from the root, as pytest does."""
    return text.replace(f"{item.config.rootpath}{os.sep}", "")


def _close(cassette: OpenCassette, judge: _Judge, *, passed: bool) -> None:
    try:
        cassette.close(passed=passed)
    except MockfnError as problem:
        if not judge.told(cassette.secrets):
            raise pytest.fail.Exception(f"mockfn: {problem}", pytrace=False) from None


class _Judge:
    """Objects to misses, drift, escapes, secrets in what was recorded, and to what nothing played. Each thing once."""

    def __init__(self, item: pytest.Item, cassette: OpenCassette, unused: str) -> None:
        self._item, self._cassette, self._unused = item, cassette, unused
        self._objected: set[str] = set()

    def objections(self, *, passed: bool) -> str:
        cassette = self._cassette
        texts = [*cassette.problems(passed=False), *filter(None, [cassette.secrets])]
        new = [text for text in texts if text not in self._objected]
        if passed and not texts and cassette.unplayed:
            again = cassettes.rerecording(self._item, cassette.path)
            new = [f"{cassette.path}: {cassette.unplayed}\nTo drop it: {again}"]
            if self._unused != "fail":
                self._forgive(_shortened(new.pop(), self._item))
        if passed and not texts and cassette.unrecorded:
            new = [f"{cassette.path}: {cassette.unrecorded}"]
        self._objected.update(new)
        return _shortened("\n\n".join(f"mockfn: {text}" for text in new), self._item)

    def told(self, text: str) -> bool:
        """Whether that was objected to."""
        return text in self._objected

    def story(self, _error: BaseException | None = None, /) -> str:
        lines = [f"played: {summary(one)}" for one in self._cassette.played]
        if self._cassette.records:
            lines = [f"{number}. {summary(one)}" for number, one in enumerate(self._cassette.recorded, 1)]
        return _shortened("\n".join([f"cassette {self._cassette.path}", *lines]), self._item) if lines else ""

    def _forgive(self, text: str) -> None:
        if self._unused == "warn":
            self._item.warn(pytest.PytestWarning(f"mockfn: {text}"))
