"""What pytest loads in every run of everybody who installs mockfn: so it imports pytest and nothing else.

Hooks and fixtures only; what they do is in the modules beside this one, each loaded by the first test that needs it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from pytest_mockfn import cassettes, options, outcome

if TYPE_CHECKING:
    from mockfn.mock import MockProvider
    from mockfn.recording import OpenCassette
    from pytest_mockfn.serving import ServedMock, Stand

__all__: list[str] = []


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    from pytest_mockfn import hookspecs

    pluginmanager.add_hookspecs(hookspecs)


def pytest_addoption(parser: pytest.Parser) -> None:
    options.declare(parser)
    cassettes.declare(parser)


def pytest_configure(config: pytest.Config) -> None:
    options.configure(config)
    cassettes.describe(config)
    if config.getini(options.DUMMY_KEY):
        from pytest_mockfn.keys import set_missing_keys

        config.add_cleanup(set_missing_keys(str(config.getini(options.DUMMY_KEY))))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    providers = options.several_providers(metafunc.definition) if options.is_marked(metafunc.definition) else None
    if providers is not None:
        if "mockfn" not in metafunc.fixturenames:
            metafunc.fixturenames.append("mockfn")
        metafunc.parametrize("mockfn", providers, indirect=True, ids=str)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        names = getattr(item, "fixturenames", None)
        if names is not None and ("mockfn" in names or options.is_marked(item)):
            options.put_first(item, "mockfn")
        # Before the mock, and so around it: what no rule answers is the cassette's.
        if names is not None and cassettes.is_used(item):
            options.put_first(item, "mockfn_cassette")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    judges = item.stash.get(outcome.JUDGES, None)
    if judges is None:
        return (yield)
    try:
        result = yield
    except (Exception, pytest.fail.Exception) as error:
        outcome.judge_failure(item, judges, error)
        raise
    except BaseException:
        # Skipped, expected to fail, interrupted: what happened so far is not held against it.
        outcome.dismiss(judges)
        raise
    outcome.judge_success(item, judges)
    item.stash[outcome.PASSED] = True
    return result


@pytest.fixture
def mockfn(request: pytest.FixtureRequest) -> Iterator[MockProvider]:
    """A clean MockProvider that answers the HTTP clients of this process instead of the provider."""
    from pytest_mockfn.providing import provided

    with provided(request) as mock:
        yield mock


@pytest.fixture
def mockfn_server(mockfn: MockProvider, _mockfn_stand: Stand) -> Iterator[ServedMock]:
    """The mock of this test behind a socket: `.url`, `.base_url`, and `.env` for subprocesses and other languages."""
    with _mockfn_stand.serving(mockfn) as served:
        yield served


@pytest.fixture
def mockfn_cassette(request: pytest.FixtureRequest) -> Iterator[OpenCassette]:
    """This test's recording of real exchanges: replayed offline, or made, as `--mockfn-record` says."""
    from pytest_mockfn.taping import taped

    with taped(request.node) as cassette:
        yield cassette


@pytest.fixture(scope="session")
def _mockfn_stand() -> Iterator[Stand]:
    from pytest_mockfn.serving import Stand

    with Stand() as stand:
        yield stand
