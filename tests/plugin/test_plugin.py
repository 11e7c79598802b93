"""The fixture and the marker, as a test author meets them."""

import pytest

pytest_plugins = "pytester"

LOOP = """
    rule = mockfn.when(user="weather in {city}").call("get_weather", location="{city}")
    rule.then.say("{result[temperature]} degrees.")
    assert loop("What is the weather in Paris?") == "22 degrees."
"""


def test_a_test_adds_nothing_but_a_fixture_name(run):
    run(f"def test(mockfn):{LOOP}").assert_outcomes(passed=1)


def test_as_users_run_it(run):
    run(f"def test(mockfn):{LOOP}", subprocess=True).assert_outcomes(passed=1)


def test_the_base_url_may_be_written_in_the_app(run):
    run("""
        def test(mockfn):
            mockfn.when(user="hi").say("hello")
            client = OpenAI(base_url="https://api.openai.com/v1", api_key="sk-of-the-app")
            said = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "hi"}])
            assert said.choices[0].message.content == "hello"
    """).assert_outcomes(passed=1)


def test_the_marker_alone_switches_it_on(run):
    run("""
        @pytest.mark.mockfn(otherwise="generate")
        def test():
            assert ask("What is the weather in Paris?").tool_calls[0].function.name == "get_weather"
    """).assert_outcomes(passed=1)


def test_the_marker_of_a_class_switches_it_on_for_its_tests(run):
    run("""
        import unittest

        @pytest.mark.mockfn
        class TestAgent:
            def test(self):
                assert ask("What is the weather in Paris?").tool_calls

        @pytest.mark.mockfn
        class Case(unittest.TestCase):
            def test(self):
                self.assertTrue(ask("What is the weather in Paris?").tool_calls)
    """).assert_outcomes(passed=2)


def test_without_fixture_and_marker_nothing_is_switched_on(run):
    run("""
        import os, httpx2

        def test():
            assert "OPENAI_API_KEY" not in os.environ
            with pytest.raises(Exception, match="reach"):
                httpx2.post("http://api.openai.com:9/v1/chat/completions", json={}, timeout=0.5)
    """).assert_outcomes(passed=1)


def test_each_test_has_its_own_rules(run):
    run("""
        @pytest.mark.parametrize("number", range(3))
        def test(mockfn, number):
            mockfn.when(user="number").say(str(number))
            assert ask("number").content == str(number)
            assert len(mockfn.requests) == 1
    """).assert_outcomes(passed=3)


def test_a_fixture_of_the_app_finds_a_key(run):
    """The mock is set up before the fixtures that the test names first."""
    run("""
        @pytest.fixture
        def client():
            return OpenAI()

        def test(client, mockfn):
            mockfn.when().say("hello")
            said = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "hi"}])
            assert said.choices[0].message.content == "hello"
    """).assert_outcomes(passed=1)


def test_fixtures_of_a_wider_scope_are_set_up_outside(run):
    run("""
        import os

        @pytest.fixture(scope="module")
        def wide():
            return os.environ.get("OPENAI_API_KEY")

        def test(mockfn, wide):
            assert wide is None
    """).assert_outcomes(passed=1)


def test_a_list_of_providers_runs_the_test_with_each(run):
    result = run(
        """
        seen = []

        @pytest.mark.mockfn(provider=["openai", "deepinfra"])
        def test(mockfn):
            seen.append(mockfn.provider.name)

        def test_both():
            assert seen == ["openai", "deepinfra"]

        @pytest.mark.mockfn(provider=["openai"])
        class TestAlone:
            def test(self):
                pass
    """,
        "-v",
    )
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(
        ["*::test?openai? PASSED*", "*::test?deepinfra? PASSED*", "*::TestAlone::test?openai? PASSED*"]
    )


def test_the_streams_of_a_test_can_be_cut_anew(run):
    run("""
        from mockfn.testkit import fragmentations

        @pytest.mark.parametrize("how", fragmentations())
        def test(mockfn, how):
            mockfn.fragment(how)
            mockfn.when().call("get_weather", {"location": 'Z\\u00fcrich "Altstadt"'})
            client = OpenAI()
            body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}], "tools": TOOLS}
            with client.chat.completions.stream(**body) as stream:
                call = stream.get_final_completion().choices[0].message.tool_calls[0]
            assert json.loads(call.function.arguments) == {"location": 'Z\\u00fcrich "Altstadt"'}
    """).assert_outcomes(passed=16)


def test_the_marker_is_registered(run):
    result = run("def test(): pass", "--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.mockfn(provider=..., script=..., seed=..., *"])


def test_the_plugin_can_be_left_out(run):
    result = run("def test(mockfn): pass", "-p", "no:mockfn", subprocess=True)
    result.stdout.fnmatch_lines(["*fixture 'mockfn' not found*"])


def test_a_test_that_does_not_use_it_loads_nothing_of_it(run):
    run(
        """
        import sys

        def test():
            loaded = {name for name in sys.modules if name.split(".")[0] in ("mockfn", "pytest_mockfn")}
            own = ("", ".plugin", ".options", ".cassettes", ".outcome", ".hookspecs")
            assert loaded <= {f"pytest_mockfn{name}" for name in own}
    """.replace("from app import *", ""),
        subprocess=True,
    ).assert_outcomes(passed=1)


def test_two_hundred_tests_in_parallel_and_in_any_order_have_their_own_rules(run, pytester):
    pytest.importorskip("xdist")
    pytester.makeconftest("""
        import random

        def pytest_collection_modifyitems(items):
            random.Random(7).shuffle(items)
    """)
    run(
        """
        client = OpenAI(api_key="any")

        @pytest.mark.parametrize("number", range(200))
        def test(mockfn, number):
            mockfn.when(user="number").say(str(number))
            said = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": "number"}])
            assert said.choices[0].message.content == str(number)
            assert len(mockfn.requests) == 1
    """,
        *("-n", "2"),
        subprocess=True,
    ).assert_outcomes(passed=200)


def test_agents_gathered_in_one_test_get_their_own_answers(run):
    run("""
        import asyncio
        from openai import AsyncOpenAI

        async def agent(role, number):
            messages = [{"role": "system", "content": role}, {"role": "user", "content": f"item {number}"}]
            said = await AsyncOpenAI().chat.completions.create(model="gpt-4o", messages=messages)
            return said.choices[0].message.content

        def test(mockfn):
            planner, critic = mockfn.where(system="You plan"), mockfn.where(system="You criticise")
            planner.when(user="item {number}").say("plan {number}")
            critic.when(user="item {number}").say("critique {number}")

            async def all_of_them():
                return await asyncio.gather(
                    *(agent(role, number) for number in range(10) for role in ("You plan.", "You criticise."))
                )

            assert asyncio.run(all_of_them()) == [f"{word} {n}" for n in range(10) for word in ("plan", "critique")]
            assert len(planner.requests) == len(critic.requests) == 10
    """).assert_outcomes(passed=1)
