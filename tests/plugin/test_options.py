"""The marker and the ini file: what can be set, who wins, and what is said of names that do not exist."""

import pytest

from mockfn.providers import PROVIDERS

pytest_plugins = "pytester"


def test_the_ini_file_sets_what_the_marker_sets(run, pytester):
    pytester.makeini("""
        [pytest]
        mockfn_provider = openai
        mockfn_seed = 7
        mockfn_otherwise = miss
        mockfn_checks = false
        mockfn_unused = ignore
        mockfn_hosts = llm.example.com *.llm.example.org
        mockfn_passthrough = localhost:11434
        mockfn_api_key = sk-one
        mockfn_strict_models = true
    """)
    run("""
        from pytest_mockfn.options import settings_of

        def test(request):
            assert settings_of(request.node) == {
                "provider": "openai", "seed": 7, "otherwise": "miss", "checks": False, "unused": "ignore",
                "hosts": ["llm.example.com", "*.llm.example.org"], "passthrough": ["localhost:11434"],
                "api_key": "sk-one", "strict_models": True,
            }
    """).assert_outcomes(passed=1)


def test_the_ini_file_names_checks_to_leave_out(run, pytester):
    pytester.makeini("[pytest]\nmockfn_checks = one two\n")
    run("""
        from pytest_mockfn.options import settings_of

        def test(request):
            assert settings_of(request.node) == {"checks": {"one": False, "two": False}}
    """).assert_outcomes(passed=1)


def test_the_nearest_marker_wins_and_any_marker_beats_the_ini_file(run, pytester):
    pytester.makeini("[pytest]\nmockfn_seed = 1\nmockfn_otherwise = miss\n")
    run("""
        from pytest_mockfn.options import settings_of

        pytestmark = pytest.mark.mockfn(seed=2, unused="warn")

        @pytest.mark.mockfn(seed=3)
        def test(request):
            assert settings_of(request.node) == {"seed": 3, "otherwise": "miss", "unused": "warn"}
    """).assert_outcomes(passed=1)


def test_the_options_reach_the_mock(run):
    run("""
        @pytest.mark.mockfn(seed=3, otherwise="miss")
        def test(mockfn):
            swallow("hi")
            assert len(mockfn.misses) == 1
            mockfn.misses.clear()

        @pytest.mark.mockfn(api_key="sk-one", strict_models=True)
        def test_refusals(mockfn):
            mockfn.allow_rejections()
            swallow("hi")
            assert mockfn.journal[0].response.status == 401

        @pytest.mark.mockfn(provider="deepinfra", mode="guide")
        def test_mode(mockfn):
            assert mockfn.provider.name == "deepinfra"
    """).assert_outcomes(passed=3)


WRONG_MARKERS = {
    'provder="openai"': "mockfn: @pytest.mark.mockfn has no argument 'provder'. Did you mean 'provider'? "
    "Known: api_key, checks, hosts, mode, otherwise, passthrough, provider, script, seed, strict_models, unused.",
    '"openai"': "mockfn: @pytest.mark.mockfn('openai'): takes its arguments by name, as in mockfn(provider='openai').",
    'provider="opnai"': "mockfn: There is no provider 'opnai'. Did you mean 'openai'? "
    f"Known: {', '.join(sorted(PROVIDERS))}.",
    'otherwise="mis"': "mockfn: otherwise cannot be 'mis'. Did you mean 'miss'? Known: generate, miss.",
    'unused="warm"': "mockfn: unused cannot be 'warm'. Did you mean 'warn'? Known: fail, ignore, warn.",
    'seed="one"': "mockfn: seed is a whole number, not 'one'.",
    'checks="all"': "mockfn: checks is true, false, or a mapping of names to false, not 'all'.",
    'strict_models="yes"': "mockfn: strict_models is true or false, not 'yes'.",
    "hosts=1": "mockfn: hosts is a host or a list of hosts, not 1.",
    "passthrough=1": "mockfn: passthrough is a host or a list of hosts, not 1.",
}


@pytest.mark.parametrize(("arguments", "text"), WRONG_MARKERS.items())
def test_a_wrong_argument_is_named_with_the_nearest(run, arguments, text):
    result = run(f"@pytest.mark.mockfn({arguments})\ndef test(): pass")
    result.assert_outcomes(errors=1)
    assert text in result.outlines


WRONG_OPTIONS = {
    "mockfn_providr = openai": (
        "There is no ini option 'mockfn_providr'. Did you mean 'mockfn_provider'? "
        "Known: mockfn_api_key, mockfn_checks, mockfn_dummy_key, mockfn_hosts, mockfn_mode, "
        "mockfn_otherwise, mockfn_passthrough, mockfn_provider, mockfn_script, mockfn_seed, mockfn_strict_models, "
        "mockfn_unused."
    ),
    "mockfn_seed = one": "mockfn: mockfn_seed is a whole number, not 'one'.",
}


@pytest.mark.parametrize(("line", "text"), WRONG_OPTIONS.items())
def test_a_wrong_ini_option_is_named_with_the_nearest(run, pytester, line, text):
    pytester.makeini(f"[pytest]\n{line}\n")
    result = run("def test(mockfn): pass")
    assert result.ret
    assert text in str(result.stdout) + str(result.stderr)


def test_a_project_that_does_not_use_mockfn_may_configure_anything(run, pytester):
    pytester.makeini("[pytest]\nmarkers = other: of another plugin\n")
    run("def test(): pass").assert_outcomes(passed=1)
