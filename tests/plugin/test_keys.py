"""Keys: dummies for a test, and from the start where an app builds its client at import."""

import os

import pytest

from pytest_mockfn.keys import DUMMY, dummy_keys, key_variables, set_missing_keys

pytest_plugins = "pytester"


def test_every_known_provider_has_its_variable():
    assert "OPENAI_API_KEY" in key_variables()


@pytest.mark.parametrize("before", ["sk-real", None])
def test_a_test_sees_a_dummy_and_the_environment_comes_back(monkeypatch, before):
    if before is None:
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    else:
        monkeypatch.setenv("OPENAI_API_KEY", before)
    with dummy_keys():
        assert os.environ["OPENAI_API_KEY"] == DUMMY
    assert os.environ.get("OPENAI_API_KEY") == before


@pytest.mark.parametrize(
    ("said", "key"), [("true", DUMMY), ("1", DUMMY), ("sk-own", "sk-own"), ("false", None), ("", None)]
)
def test_keys_that_are_not_set_get_a_dummy_until_the_session_ends(monkeypatch, said, key):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    restore = set_missing_keys(said)
    assert os.environ.get("OPENAI_API_KEY") == key
    restore()
    assert "OPENAI_API_KEY" not in os.environ


def test_a_key_that_is_set_stays(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real")
    restore = set_missing_keys("true")
    assert os.environ["OPENAI_API_KEY"] == "sk-real"
    restore()
    assert os.environ["OPENAI_API_KEY"] == "sk-real"


CLIENT_AT_IMPORT = """
    client = OpenAI()

    def test(mockfn):
        mockfn.when().say("hello")
        said = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "hi"}])
        assert said.choices[0].message.content == "hello"
"""


def test_a_client_that_is_built_at_import_has_a_key(run, pytester):
    pytester.makeini("[pytest]\nmockfn_dummy_key = true\n")
    run(CLIENT_AT_IMPORT).assert_outcomes(passed=1)
    assert "OPENAI_API_KEY" not in os.environ


def test_without_the_option_it_has_none(run):
    run(CLIENT_AT_IMPORT).assert_outcomes(errors=1)
