"""What fails a test in its call phase, as headline, even when the app swallowed it."""

pytest_plugins = "pytester"


def test_a_miss_that_the_app_swallowed(failure):
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather in {city}").call("get_weather", location="{city}")
            ask("weather in Rome")
            swallow("Where is my refund?")
    """)
    assert "\nmockfn: no rule answers 1 request of this test\n\nNo rule answers this request.\n" in text
    assert '\n  mockfn.when(user="Where is my refund?")' in text


def test_a_miss_on_which_the_test_failed_comes_first(failure):
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather").say("fine")
            assert ask("Where is my refund?").content == "soon"
    """)
    headline, _, rest = text.partition("\n\nThe test failed with:\n")
    assert "mockfn: no rule answers 1 request of this test" in headline
    assert 'assert ask("Where is my refund?").content == "soon"' in rest
    assert "openai.BadRequestError" in rest


def test_a_miss_is_the_headline_of_the_summary(run):
    result = run(
        """
        def test(mockfn):
            mockfn.when(user="weather").say("fine")
            swallow("refund")
            assert False
    """,
        "-rf",
    )
    result.stdout.fnmatch_lines(["FAILED *::test - Failed: mockfn: no rule answers 1*"])


def test_misses_can_be_forgiven(run):
    run("""
        def test(mockfn):
            mockfn.when(user="weather").optional().say("fine")
            swallow("refund")
            assert len(mockfn.misses) == 1
            mockfn.misses.clear()
    """).assert_outcomes(passed=1)


def test_a_client_that_asks_again_is_told_of_once(failure):
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather").optional().say("fine")
            swallow("refund")
            swallow("refund")
    """)
    assert "mockfn: no rule answers 2 requests of this test" in text
    assert text.count("No rule answers this request.") == 1
    assert "\n  (2 times)\n" in text


def test_a_script_that_is_wrong_for_a_request(failure):
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather").call("get_wether", location="Rome")
            swallow("weather")
    """)
    assert "\nmockfn: the script is wrong for 1 request of this test\n" in text
    assert "get_wether" in text


def test_a_request_that_the_provider_would_reject(failure):
    text = failure("""
        def test(mockfn):
            swallow("hi", tool_choice={"type": "function", "function": {"name": "nobody"}})
    """)
    assert "\nmockfn: the provider rejects 1 request of this test\n" in text
    assert "POST https://api.openai.com/v1/chat/completions -> 400: " in text
    assert "mockfn.allow_rejections()" in text


def test_rejections_can_be_what_a_test_is_about(run):
    run("""
        def test(mockfn):
            mockfn.allow_rejections()
            swallow("hi", tool_choice={"type": "function", "function": {"name": "nobody"}})

        @pytest.mark.mockfn(checks=False)
        def test_off():
            swallow("hi", tool_choice={"type": "function", "function": {"name": "nobody"}})
    """).assert_outcomes(passed=2)


def test_a_chat_completion_to_a_host_that_nobody_named(failure):
    text = failure("""
        def test(mockfn):
            client = OpenAI(base_url="https://llm.example.com/v1")
            with pytest.raises(Exception):
                client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}])
    """)
    assert "mockfn: 1 chat completion of this test went to a host that it does not know" in text
    assert "@pytest.mark.mockfn(hosts=['llm.example.com'])" in text


def test_a_host_that_is_named_is_answered(run):
    run("""
        @pytest.mark.mockfn(hosts=["llm.example.com"])
        def test(mockfn):
            mockfn.when().say("hello")
            client = OpenAI(base_url="https://llm.example.com/v1")
            client.chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}])
    """).assert_outcomes(passed=1)


def test_a_host_that_is_left_alone_gets_the_request(run):
    run("""
        @pytest.mark.mockfn(passthrough=["localhost:1"], hosts=["localhost"])
        def test(mockfn):
            mockfn.when().say("hello").optional()
            with pytest.raises(Exception, match="Connection error"):
                OpenAI(base_url="http://localhost:1/v1", max_retries=0).chat.completions.create(
                    model="m", messages=[{"role": "user", "content": "hi"}]
                )
    """).assert_outcomes(passed=1)


UNUSED = """
    def test(mockfn):
        mockfn.when(user="refund").say("soon")
        mockfn.when(user="weather").say("fine")
        assert ask("weather").content == "fine"
"""


def test_a_rule_that_nothing_used(failure):
    text = failure(UNUSED)
    assert "\nmockfn: no request used 1 rule of this test\n\n  rule 1 at test_it.py:5: " in text


def test_where_no_request_came_at_all_the_test_is_told(failure):
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather").say("fine")
    """)
    assert "\nNo request came at all. Is the app's client patched by the test, does it run in another process," in text
    assert "No request came at all" not in failure(UNUSED)
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather").say("fine")
            assert "an app that went elsewhere" == ""
    """)
    assert "\nNo request came at all. Is the app's client patched by the test, " in text


def test_a_test_that_ended_at_a_wrong_rule_is_not_told_that_no_request_came(failure):
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather").say("fine")
            mockfn.when(user="refund").fail("rate_limt")
            ask("weather")
    """)
    assert "There is no fault 'rate_limt'. Did you mean 'rate_limit'?" in text
    assert "No request came at all" not in text


def test_a_server_of_this_machine_that_was_asked_instead_is_named(failure):
    text = failure("""
        import httpx

        def test(mockfn):
            mockfn.when(user="weather").say("fine")
            httpx.post("http://localhost:1/v1/chat/completions", json={"model": "m"})
    """)
    assert "A chat completion went to localhost:1, for servers of this machine are left alone." in text
    assert "To have it answered: @pytest.mark.mockfn(hosts=['localhost:1'])." in text


def test_a_rule_that_is_wrong_is_shown_where_the_test_wrote_it(failure):
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather").say("{city}")
    """)
    assert "test_it.py:" in text
    assert "verbs.py" not in text
    assert "{city} names nothing that this rule captures." in text


def test_a_rule_that_nothing_used_can_be_a_warning(run):
    result = run(f"    @pytest.mark.mockfn(unused='warn'){UNUSED}", "-W", "default")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*PytestWarning: mockfn: no request used 1 rule of this test"])


def test_a_rule_that_nothing_used_can_be_ignored(run):
    run(f"    @pytest.mark.mockfn(unused='ignore'){UNUSED}").assert_outcomes(passed=1)


def test_a_rule_can_be_optional(run):
    run(UNUSED.replace('.say("soon")', '.say("soon").optional()')).assert_outcomes(passed=1)


def test_a_test_that_failed_anyway_is_not_told_of_unused_rules(failure):
    assert "no request used" not in failure(UNUSED.replace('"fine"\n', '"bad"\n'))


def test_a_test_that_was_skipped_is_skipped(run):
    run("""
        def test(mockfn):
            mockfn.when(user="weather").say("fine")
            swallow("refund")
            pytest.skip("for a reason")
    """).assert_outcomes(skipped=1)


def test_what_comes_in_the_teardown_is_an_error_there(run):
    result = run("""
        @pytest.fixture
        def farewell(mockfn):
            mockfn.when(user="weather").optional().say("fine")
            yield
            swallow("bye")

        def test(farewell):
            pass
    """)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["mockfn: no rule answers 1 request of this test"])


def test_a_failed_test_shows_its_conversation(failure):
    text = failure("""
        def test(mockfn):
            mockfn.when(user="weather in {city}").call("get_weather", location="{city}").then.say("fine")
            assert loop("weather in Rome") == "bad"
    """)
    assert (
        "   asked                                       answered                      because\n"
        "1  user: weather in Rome                       get_weather(location='Rome')  rule 1 at test_it.py:5\n"
        '2  result of get_weather: {"temperature": 22}  fine                          rule 1 at test_it.py:5\n'
    ) in text


def test_a_passed_test_shows_nothing(run):
    result = run("def test(mockfn):\n    mockfn.when().say('x')\n    ask('x')", "-rA")
    result.stdout.no_fnmatch_line("*Captured mockfn*")
