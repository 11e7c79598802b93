"""What went wrong is said once, with its place, and carried as fields."""

import pytest

from mockfn.errors import (
    CassetteError,
    MockfnError,
    SchemaError,
    ScriptError,
    SettingError,
    UnknownToolError,
    Unsatisfiable,
    did_you_mean,
    nearest,
    no_member,
)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (MockfnError("No such tool."), "No such tool."),
        (MockfnError("No such tool.", remedy="Offer one."), "No such tool. Offer one."),
        (ScriptError("unknown key 'wen'"), "unknown key 'wen'"),
        (ScriptError("unknown key", file="a.yaml", line=3), "a.yaml:3: unknown key"),
        (
            ScriptError("unknown key", file="a.yaml", line=3, rule="rule 2", key="wen"),
            "a.yaml:3, rule 2, wen: unknown key",
        ),
        (ScriptError("is empty", rule="rule 1", remedy="Say something."), "rule 1: is empty. Say something."),
        (SchemaError("is no schema", path="/properties/a"), "is no schema"),
        (Unsatisfiable("nothing is below 0", keyword="maximum", path="/a"), "nothing is below 0"),
        (CassetteError("is no cassette", path="c.yaml", line=7), "c.yaml:7: is no cassette"),
        (CassetteError("is no cassette", path="c.yaml"), "c.yaml: is no cassette"),
        (CassetteError("is no cassette"), "is no cassette"),
        (SettingError("There is no provider 'x'."), "There is no provider 'x'."),
    ],
)
def test_the_text_names_the_place_and_the_remedy(error, text):
    assert str(error) == text


def test_a_script_error_carries_its_place():
    error = ScriptError("unknown key", file="a.yaml", line=3, rule="rule 2", key="wen", remedy="Write 'when'.")
    assert (error.file, error.line, error.rule, error.key) == ("a.yaml", 3, "rule 2", "wen")
    assert error.remedy == "Write 'when'."


def test_an_unsatisfiable_schema_carries_keyword_and_path():
    error = Unsatisfiable("nothing is below 0", keyword="maximum", path="/a")
    assert (error.keyword, error.path) == ("maximum", "/a")


def test_a_cassette_error_carries_path_and_line():
    error = CassetteError("is no cassette", path="c.yaml", line=7)
    assert (error.path, error.line) == ("c.yaml", 7)


@pytest.mark.parametrize("kind", [ScriptError, SchemaError, CassetteError, SettingError])
def test_every_error_is_a_mockfn_error(kind):
    assert issubclass(kind, MockfnError)


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("opnai", ["openai", "groq"], "Did you mean 'openai'? Known: groq, openai."),
        ("zzz", ["openai", "groq"], "Known: groq, openai."),
        ("zzz", [], ""),
        ("zzz", ["groq", "groq"], "Known: groq."),
        ("goq", ["groq"], "Did you mean 'groq'?"),
        ("one1", [f"one{number}" for number in range(41)], "Did you mean 'one1'?"),
        ("rate", ["truncate", "rate_limit"], "Did you mean 'rate_limit'? Known: rate_limit, truncate."),
    ],
)
def test_a_hint_is_the_nearest_name_and_all_that_exist(name, known, hint):
    assert did_you_mean(name, known) == hint


def test_a_shorter_hint_is_the_nearest_name_or_all_of_them():
    assert nearest("opnai", ["openai", "groq"]) == "Did you mean 'openai'?"
    assert nearest("zzz", ["openai", "groq"]) == "Known: groq, openai."


def test_an_unknown_tool_fails_as_an_assertion_does():
    assert issubclass(UnknownToolError, AssertionError)


def test_a_member_that_does_not_exist_names_those_that_are_near():
    class Thing:
        def size(self): ...
        def assert_large(self): ...
        def assert_small(self): ...

    assert str(no_member(Thing(), "A thing", "sizes")) == "A thing has no 'sizes'. Did you mean 'size'?"
    assert str(no_member(Thing(), "A thing", "assert_larger")) == (
        "A thing has no 'assert_larger'. Known: assert_large, assert_small."
    )
