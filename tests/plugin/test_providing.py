"""The mock of a test: where its script is found, who else may set it up, and that the next test has another."""

pytest_plugins = "pytester"

SCRIPT = 'rules:\n  - when: {user: "hi"}\n    steps:\n      - say: "from %s"\n'


def test_a_script_is_found_beside_the_test_first(run, pytester):
    pytester.makefile(".yaml", hello=SCRIPT % "the root")
    folder = pytester.mkdir("agents")
    (folder / "hello.yaml").write_text(SCRIPT % "beside")
    (folder / "test_agent.py").write_text(
        "import pytest, app\n\n@pytest.mark.mockfn(script='hello.yaml')\ndef test():\n"
        "    assert app.ask('hi').content == 'from beside'\n"
    )
    run("""
        @pytest.mark.mockfn(script="hello.yaml")
        def test(mockfn):
            assert ask("hi").content == "from the root"
    """).assert_outcomes(passed=2)


def test_a_script_is_found_at_the_root(run, pytester):
    pytester.makeini("[pytest]\nmockfn_script = scripts/hello.yaml\n")
    (pytester.mkdir("scripts") / "hello.yaml").write_text(SCRIPT % "the root")
    (pytester.mkdir("agents") / "test_agent.py").write_text(
        "import app\n\ndef test(mockfn):\n    assert app.ask('hi').content == 'from the root'\n"
    )
    run("def test(): pass").assert_outcomes(passed=2)


def test_a_script_that_is_not_found_says_where_it_was_looked_for(run, pytester):
    folder = pytester.mkdir("agents")
    (folder / "test_agent.py").write_text(
        "import pytest\n\n@pytest.mark.mockfn(script='hello.yaml')\ndef test(): pass\n"
    )
    result = run("")
    result.assert_outcomes(errors=1)
    assert (
        f"mockfn: There is no script 'hello.yaml'. Tried: {folder / 'hello.yaml'}, {pytester.path / 'hello.yaml'}."
    ) in result.outlines


def test_a_script_that_is_wrong_is_an_error_of_the_setup(run, pytester):
    pytester.makefile(".yaml", hello="rules:\n  - wen: {user: hi}\n")
    result = run("@pytest.mark.mockfn(script='hello.yaml')\ndef test(): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["mockfn: *hello.yaml:2*"])


def test_a_script_is_read_once_and_again_when_it_changed(run, pytester):
    pytester.makefile(".yaml", hello=SCRIPT % "a file")
    run(f"""
        import mockfn.files, pathlib, pytest_mockfn.providing

        read = []
        plain = pytest_mockfn.providing.read_script

        @pytest.fixture(scope="module", autouse=True)
        def counted():
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(pytest_mockfn.providing, "read_script", lambda path: read.append(path) or plain(path))
                yield

        @pytest.mark.mockfn(script="hello.yaml")
        @pytest.mark.parametrize("number", range(3))
        def test(mockfn, number):
            assert ask("hi").content == "from a file"
            assert len(read) == 1

        def test_change():
            pathlib.Path("hello.yaml").write_text({SCRIPT % "another file"!r})

        @pytest.mark.mockfn(script="hello.yaml")
        def test_changed(mockfn):
            assert ask("hi").content == "from another file"
    """).assert_outcomes(passed=5)


def test_rules_of_a_script_may_stay_unused(run, pytester):
    pytester.makefile(".yaml", hello=SCRIPT % "a file")
    run("@pytest.mark.mockfn(script='hello.yaml')\ndef test(): pass").assert_outcomes(passed=1)


def test_a_script_can_be_written_in_the_marker(run):
    run("""
        @pytest.mark.mockfn(script={"rules": [{"when": {"user": "hi"}, "steps": [{"say": "hello"}]}]})
        def test():
            assert ask("hi").content == "hello"
    """).assert_outcomes(passed=1)


def test_a_unittest_case_takes_one_provider(run):
    result = run("""
        import unittest

        @pytest.mark.mockfn(provider=["openai", "deepinfra"])
        class Case(unittest.TestCase):
            def test(self):
                pass
    """)
    result.assert_outcomes(errors=1)
    assert "mockfn: a list of providers is for test functions; a unittest.TestCase takes one." in result.outlines


def test_an_app_that_goes_to_openai_is_answered_as_each_provider_would(run):
    run("""
        import httpx

        @pytest.mark.mockfn(provider=["openai", "deepinfra", "mistral"])
        def test(mockfn):
            body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
            text = httpx.post("https://api.openai.com/v1/chat/completions", json=body).text
            assert ("estimated_cost" in text) == (mockfn.provider.name == "deepinfra")
            assert text.startswith("{\\n") == (mockfn.provider.name == "openai")
    """).assert_outcomes(passed=3)


def test_a_mode_holds_at_the_providers_own_host(run):
    run("""
        import httpx

        @pytest.mark.mockfn(provider="deepinfra", mode="guide")
        def test(mockfn):
            mockfn.allow_rejections()
            body = {"model": "m", "messages": [{"role": "user", "content": "hi"}], "tools": TOOLS}
            url = "https://api.deepinfra.com/v1/openai/chat/completions"
            assert httpx.post(url, json=body).status_code == 200
            assert httpx.post(url, json=body | {"tool_choice": "required"}).status_code >= 400
    """).assert_outcomes(passed=1)


def test_a_conftest_can_set_up_every_mock(run, pytester):
    pytester.makeconftest("""
        def pytest_mockfn_configure(mock, item):
            mock.when(user="who").say(item.name)
    """)
    run("""
        def test(mockfn):
            assert ask("who").content == "test"

        def test_that_does_not_ask(mockfn):
            pass
    """).assert_outcomes(passed=2)


def test_an_environment_that_names_another_host_is_honoured(run, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "https://gateway.example.com/v1")
    run("""
        import os

        def test(mockfn):
            mockfn.when().say("hello")
            assert ask("hi").content == "hello"
            assert os.environ["OPENAI_BASE_URL"] == "https://gateway.example.com/v1"
            assert mockfn.journal[0].request.host == "gateway.example.com"
    """).assert_outcomes(passed=1)


def test_a_client_with_network_code_of_its_own_is_stopped_and_told_where_to_go(run):
    result = run(
        """
        import socket

        def test(mockfn):
            with pytest.raises(OSError) as caught:
                socket.create_connection(("api.openai.com", 443), 0.2)
            assert caught.value.strerror == (
                "mockfn answers for this host, but this client has network code of its own, which cannot be turned on "
                "a mock: point it at mockfn_server.base_url. Not connected: api.openai.com:443"
            )
        """,
        subprocess=True,  # in this process a hook of these tests would stop it first
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "mockfn: a client with network code of its own went past the mock, and was stopped",
            "  api.openai.com:443",
            "Such a client is pointed at a server: the fixture mockfn_server has its .base_url, *",
        ]
    )
