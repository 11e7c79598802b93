"""What fails a test in its call phase, as headline, even when the app swallowed it.

A judge knows what happened behind the test's back. Whoever sets one up adds it to `item.stash[JUDGES]`; after the test
function each is asked what it objects to.
"""

from __future__ import annotations

from typing import NoReturn, Protocol

import pytest

__all__ = ["JUDGES", "PASSED", "Judge", "add_judge", "dismiss", "judge_failure", "judge_late", "judge_success"]


class Judge(Protocol):
    """One source of objections."""

    def objections(self, *, passed: bool) -> str:
        """What fails the test, headline first; '' where nothing does. `passed` is the test's own outcome.

        What was said once is not said again.
        """

    def story(self, error: BaseException | None = None, /) -> str:
        """What happened, for the report of a test that failed (with `error`, if its own); '' where nothing did."""


JUDGES = pytest.StashKey[list[Judge]]()

# Whether the test passed, judges included; known once its call phase is over.
PASSED = pytest.StashKey[bool]()


def add_judge(item: pytest.Item, judge: Judge) -> None:
    """Has `judge` asked after the test function."""
    item.stash.setdefault(JUDGES, []).append(judge)


def judge_success(item: pytest.Item, judges: list[Judge]) -> None:
    """Fails a test that passed for what its judges object to."""
    text = _objections(judges, passed=True)
    if text:
        _tell(item, judges)
        pytest.fail(text, pytrace=False)


def judge_failure(item: pytest.Item, judges: list[Judge], error: BaseException) -> None:
    """Puts what the judges object to before the error with which a test failed, for it may be its reason."""
    text = _objections(judges, passed=False)
    _tell(item, judges, error)
    _end_where_the_test_was_wrong(error)
    if text:
        _fail_before(item, text, error)


def dismiss(judges: list[Judge]) -> None:
    """Has the judges forget what they object to so far."""
    _objections(judges, passed=False)


def judge_late(judge: Judge) -> None:
    """Fails for what came after the test function: requests of a fixture's teardown."""
    text = judge.objections(passed=False)
    if text:
        pytest.fail(text, pytrace=False)


def _objections(judges: list[Judge], *, passed: bool) -> str:
    return "\n\n".join([text for judge in judges for text in [judge.objections(passed=passed)] if text])


def _tell(item: pytest.Item, judges: list[Judge], error: BaseException | None = None) -> None:
    for judge in judges:
        story = judge.story(error)
        if story:
            item.add_report_section("call", "mockfn", story)


def _end_where_the_test_was_wrong(error: BaseException) -> None:
    """Cut the traceback of a mistake in the test's own rules: how mockfn found it says nothing to the author."""
    from mockfn.errors import MockfnError

    ours, last = False, None
    entry = error.__traceback__ if isinstance(error, MockfnError) else None
    while entry is not None and not ours:
        name = str(entry.tb_frame.f_globals.get("__name__", ""))
        ours = name.partition(".")[0] == "mockfn"
        last, entry = (last, entry) if ours else (entry, entry.tb_next)
    if ours and last is not None:
        last.tb_next = None


def _fail_before(item: pytest.Item, text: str, error: BaseException) -> NoReturn:
    # A client's own frames are many and say little here: a line each, unless more is asked for.
    style = item.config.getoption("tbstyle", "auto")
    own = pytest.Item.repr_failure(
        item, pytest.ExceptionInfo.from_exception(error), "short" if style == "auto" else style
    )
    failure = pytest.fail.Exception(f"{text}\n\nThe test failed with:\n\n{own}", pytrace=False)
    # With the traceback of the error, `--pdb` opens where the test failed.
    raise failure.with_traceback(error.__traceback__) from None
