"""The mock of one test: made from what the test says, switched on, and its judge."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from mockfn.errors import MockfnError, ScriptError, SettingError
from mockfn.files import read_script
from mockfn.guard import guarded
from mockfn.mock import MockProvider
from mockfn.script import Script
from pytest_mockfn import report
from pytest_mockfn.cassettes import CASSETTE
from pytest_mockfn.keys import dummy_keys
from pytest_mockfn.options import settings_of
from pytest_mockfn.outcome import add_judge, judge_late

__all__ = ["find_script", "provided"]

_ALONE = (
    "mockfn answers for this host, but this client has network code of its own, which cannot be turned on a mock: "
    "point it at mockfn_server.base_url. Not connected"
)

_SCRIPTS = pytest.StashKey[dict[tuple[Path, int, int], Script]]()


@contextmanager
def provided(request: pytest.FixtureRequest) -> Iterator[MockProvider]:
    """The mock of the test that asks, answering the HTTP clients of this process until the test is over."""
    item: pytest.Item = request.node
    try:
        said = settings_of(item)
        if hasattr(request, "param"):
            said["provider"] = request.param
        elif isinstance(said.get("provider"), list | tuple):
            raise pytest.UsageError("a list of providers is for test functions; a unittest.TestCase takes one.")
        unused = said.pop("unused", "fail")
        asked = {name: said.pop(name, ()) for name in ("hosts", "passthrough")}
        mock = _made(item, said)
    except (MockfnError, pytest.UsageError) as problem:
        raise pytest.fail.Exception(f"mockfn: {problem}", pytrace=False) from None
    item.ihook.pytest_mockfn_configure(mock=mock, item=item, config=item.config)
    cassette = item.stash.get(CASSETTE, None)
    keys = nullcontext() if cassette and cassette.records else dummy_keys()
    with keys, mock.intercept(**asked, leave=cassette is not None) as interception:
        judge = _Judge(item, mock, interception, unused)
        add_judge(item, judge)
        # Under a cassette what no rule answers is the cassette's, which may have it sent.
        with nullcontext() if cassette else judge.guarding():
            yield mock
        judge_late(judge)


def _made(item: pytest.Item, said: dict[str, Any]) -> MockProvider:
    script = said.get("script")
    if isinstance(script, Path) or (isinstance(script, str) and "\n" not in script):
        said["script"] = _read(find_script(script, item), item.config)
    return MockProvider(**said)


def _read(path: Path, config: pytest.Config) -> Script:
    """The script of a file, read once a session where it stays as it is: it costs more than all else here."""
    known = config.stash.setdefault(_SCRIPTS, {})
    state = path.stat()
    key = (path, state.st_mtime_ns, state.st_size)
    if key not in known:
        known[key] = read_script(path)
    return known[key]


class _Judge:
    """Objects to misses, to what the provider would reject, and to rules that nothing used. Says each thing once."""

    def __init__(self, item: pytest.Item, mock: MockProvider, interception: Any, unused: str) -> None:
        self._item, self._mock, self._interception, self._unused = item, mock, interception, unused
        self._root = f"{item.config.rootpath}{os.sep}"
        self._configured = {rule.key for rule in mock.unused_rules}
        self._objected: set[int] = set()
        self._escaped: list[str] = []

    def guarding(self) -> AbstractContextManager[None]:
        """Stops a client that is not intercepted on its way to a host that the mock answers for."""
        return guarded(self._escaped.append, wants=self._interception.stands_for, reason=_ALONE)

    def objections(self, *, passed: bool) -> str:
        mock = self._mock
        missed = self._new(mock.misses)
        texts = [report.misses(missed), report.rejections(self._new(mock.rejections))]
        texts.append(report.refused(self._new(self._interception.refused)))
        texts.append(report.escapes(self._new(self._escaped)))
        if passed and not any(texts):
            texts.append(self._unused_rules())
        return self._shortened("\n\n".join(text for text in texts if text))

    def story(self, error: BaseException | None = None, /) -> str:
        happened = list(self._mock.journal)
        if not happened and isinstance(error, ScriptError):
            return ""  # the test ended where it wrote a rule, before the app had its turn
        if not happened and any(rule.key not in self._configured for rule in self._mock.unused_rules):
            return report.silence(self._interception.passed)
        return self._shortened(report.table(happened, root=self._root))

    def _shortened(self, text: str) -> str:
        """With files named from the root, as pytest does, and the mock as the test does."""
        return text.replace(self._root, "").replace("\n  mock.when(", "\n  mockfn.when(")

    def _new(self, happened: Any) -> list[Any]:
        new = [one for one in happened if id(one) not in self._objected]
        self._objected.update(id(one) for one in new)
        return new

    def _unused_rules(self) -> str:
        rules = [rule for rule in self._mock.unused_rules if rule.key not in self._configured]
        text = report.unused(rules, why="" if self._mock.journal else report.silence(self._interception.passed))
        if text and self._unused == "warn":
            self._item.warn(pytest.PytestWarning(self._shortened(text)))
        return text if self._unused == "fail" else ""


def find_script(script: str | Path, item: pytest.Item) -> Path:
    """The file that `script` names, beside the test or at the root.

    Raises SettingError with the paths that were tried.
    """
    tried = [folder / script for folder in dict.fromkeys((item.path.parent, item.config.rootpath))]
    for path in tried:
        if path.is_file():
            return path
    paths = ", ".join(str(path) for path in tried)
    raise SettingError(f"There is no script {str(script)!r}. Tried: {paths}.")
