"""Cassettes as users see them: recorded from a provider on a socket, replayed without it, judged in the call phase."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import pytest_mockfn.taping  # noqa: F401 - as `loaded` of the conftest
from mockfn.cassette import loads
from mockfn.recording import OpenCassette

pytest_plugins = "pytester"

SECRET = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"
HOST_VARIABLE = "OPENAI_BASE_URL"


class Provider(BaseHTTPRequestHandler):
    """Says what was asked; calls the first tool where there is "weather" in it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        text = body["messages"][-1]["content"]
        self.server.asked.append((text, self.headers["authorization"]))
        message = {"role": "assistant", "content": f"re {text}"}
        if "weather" in text:
            function = {"name": body["tools"][0]["function"]["name"], "arguments": '{"location": "Rome"}'}
            message = {
                "role": "assistant",
                "content": None,
                "tool_calls": [{"id": "c", "type": "function", "function": function}],
            }
        data = json.dumps(
            {
                "id": "c",
                "object": "chat.completion",
                "created": 1,
                "model": "m",
                "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            }
        ).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def provider(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.asked = []
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv(HOST_VARIABLE, f"http://127.0.0.1:{server.server_port}/v1")
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def record(run, provider, monkeypatch):
    """Runs the code with `--mockfn-record=once`, as one who has a key; forgets what was asked."""

    def start(code, *arguments):
        monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
        result = run(code, "--mockfn-record=once", *arguments)
        monkeypatch.delenv("OPENAI_API_KEY")
        provider.asked.clear()
        return result

    return start


ASK = "def test(mockfn_cassette):\n    assert ask('hi').content == 're hi'\n"


def test_a_test_is_recorded_once_and_replayed_without_key_or_provider(record, run, provider, pytester):
    record(ASK).assert_outcomes(passed=1)
    path = pytester.path / "cassettes" / "test_it" / "test.yaml"
    assert "sk-real-key" not in path.read_text(encoding="utf-8")
    run(ASK).assert_outcomes(passed=1)
    assert provider.asked == []


def test_recording_nothing_fails_the_test(record):
    result = record("def test(mockfn_cassette):\n    pass\n")
    result.assert_outcomes(failed=1)
    assert (
        "nothing was recorded: no request went to a host that is recorded. Name its host: hosts=[...]. "
        "A client with network code of its own is recorded by `mockfn record`."
    ) in str(result.stdout)


def test_recording_uses_the_real_key(run, provider, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
    run(ASK.replace("mockfn_cassette", "mockfn_cassette, mockfn"), "--mockfn-record=once").assert_outcomes(passed=1)
    assert provider.asked == [("hi", "Bearer sk-real-key-0123456789")]


def test_the_marker_alone_switches_it_on(record, run, provider):
    code = "@pytest.mark.mockfn_cassette\ndef test():\n    assert ask('hi').content == 're hi'\n"
    record(code).assert_outcomes(passed=1)
    run(code).assert_outcomes(passed=1)
    assert provider.asked == []


def test_without_a_cassette_the_setup_says_how_to_record_one(run, provider):
    result = run(ASK)
    result.assert_outcomes(errors=1)
    assert (
        "mockfn: cassettes/test_it/test.yaml: there is no such cassette. "
        "To record it: pytest test_it.py::test --mockfn-record=once" in result.outlines
    )


def test_a_miss_fails_the_call_though_the_app_swallows_it(record, run, provider):
    record(ASK)
    result = run("def test(mockfn_cassette):\n    swallow('ho')\n")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "mockfn: no recorded interaction in *test.yaml answers POST *",
            "nearest: interaction 1 (not played): *",
            '    recorded: "hi"',
            '    sent:     "ho"',
            "If the request changed on purpose, record it again: pytest test_it.py::test --mockfn-record=update",
        ]
    )
    assert provider.asked == []


def test_what_was_not_played_fails_the_call_unless_it_may(record, run):
    record(ASK)
    nothing = "@pytest.mark.mockfn_cassette({})\ndef test():\n    pass\n"
    result = run(nothing.format(""))
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["mockfn: *test.yaml: recorded and not played: interaction 1 of 1", "To drop it: pytest test_it.py::test *"]
    )
    run(nothing.format("unused='ignore'")).assert_outcomes(passed=1)
    warned = run(nothing.format("unused='warn'"), "-W", "always")
    warned.assert_outcomes(passed=1, warnings=1)


def names(pytester):
    return sorted(str(path.relative_to(pytester.path)) for path in pytester.path.rglob("*.yaml"))


def test_each_test_has_a_file_of_its_own(record, run, pytester):
    code = """
        @pytest.mark.mockfn_cassette
        class TestApp:
            def test(self):
                ask("hi")

        @pytest.mark.mockfn_cassette
        @pytest.mark.parametrize("text", ["a/b", "a-b", "a:b", "ü"])
        def test(text):
            ask(text)

        @pytest.mark.mockfn_cassette(name="mine")
        def test_named():
            ask("named")
    """
    record(code).assert_outcomes(passed=6)
    found = names(pytester)
    assert len(found) == 6
    assert {
        "cassettes/test_it/TestApp.test.yaml",
        "cassettes/test_it/mine.yaml",
        "cassettes/test_it/test[a-b].yaml",
    } < set(found)
    run(code).assert_outcomes(passed=6)


def test_two_tests_on_one_file_are_refused(record):
    result = record("""
        @pytest.mark.mockfn_cassette(name="same")
        def test_one():
            ask("one")

        @pytest.mark.mockfn_cassette(name="Same")
        def test_two():
            ask("two")
    """)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*Same.yaml is the cassette of test_it.py::test_one already: one test, one cassette."])


def test_the_folder_is_an_ini_option(record, pytester):
    pytester.makeini("[pytest]\nmockfn_cassette_dir = tapes\n")
    record(ASK).assert_outcomes(passed=1)
    assert names(pytester) == ["tapes/test_it/test.yaml"]


def texts(pytester, name="test.yaml"):
    held = loads((pytester.path / "cassettes" / "test_it" / name).read_bytes()).interactions
    return [json.loads(one.request.body)["messages"][0]["content"] for one in held]


TWO = "def test(mockfn_cassette):\n    ask('hi')\n    ask('ho')\n"
OTHER = "def test(mockfn_cassette):\n    ask('ho')\n    ask('new')\n"


def test_an_update_records_what_is_new_and_drops_what_was_not_played(record, run, provider, pytester, monkeypatch):
    record(TWO)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
    run(OTHER, "--mockfn-record=update").assert_outcomes(passed=1)
    assert [text for text, _ in provider.asked] == ["new"]
    assert texts(pytester) == ["ho", "new"]


@pytest.mark.parametrize("mode", ["update", "rewrite"])
def test_a_test_that_fails_leaves_its_cassette_alone(record, run, provider, pytester, monkeypatch, mode):
    record(TWO)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
    run(f"{OTHER}    assert False\n", f"--mockfn-record={mode}").assert_outcomes(failed=1)
    assert texts(pytester) == ["hi", "ho"]
    assert "new" in texts(pytester, "test.failed.yaml")


def test_a_rewrite_replaces_what_a_passing_test_recorded(record, run, provider, pytester, monkeypatch):
    record(TWO)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
    run(ASK, "--mockfn-record=rewrite").assert_outcomes(passed=1)
    assert len(provider.asked) == 1
    assert texts(pytester) == ["hi"]


def test_on_ci_nothing_is_recorded_unless_told_on_the_command_line(run, provider, pytester, monkeypatch):
    pytester.makeini("[pytest]\nmockfn_record = once\n")
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
    run(ASK).assert_outcomes(errors=1)
    assert provider.asked == []
    run(ASK, "--mockfn-record=once").assert_outcomes(passed=1)


def test_the_ini_file_may_say_the_mode_and_the_command_line_beats_it(run, provider, pytester, monkeypatch):
    pytester.makeini("[pytest]\nmockfn_record = once\n")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
    run(ASK, "--mockfn-record=none").assert_outcomes(errors=1)
    run(ASK).assert_outcomes(passed=1)


def test_a_secret_fails_the_call_and_nothing_is_written(run, provider, pytester, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
    result = run(f"def test(mockfn_cassette):\n    ask('take {SECRET}')\n", "--mockfn-record=once")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["mockfn: not written, for it holds what looks like a secret:"])
    assert names(pytester) == ["cassettes/test_it/test.failed.yaml"]
    assert SECRET not in (pytester.path / names(pytester)[0]).read_text(encoding="utf-8")


DRIFT = """
    @pytest.mark.mockfn_cassette(match={"ignore": ["tools"]})
    def test():
        swallow("weather", tools=[tool("get_weather", %s={"type": "string"})])
"""


def test_drift_fails_the_call_by_tool_and_parameter(record, run):
    record(DRIFT % "location").assert_outcomes(passed=1)
    result = run(DRIFT % "city")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["  tool 'get_weather', parameter 'location': the recorded call gives it, the tool does not take it *'city'*"]
    )


def test_rules_of_the_mock_come_first_then_the_cassette(record, run, provider):
    record(ASK)
    run("""
        def test(mockfn, mockfn_cassette):
            mockfn.when(user="ruled").say("by the rule")
            assert ask("ruled").content == "by the rule"
            assert ask("hi").content == "re hi"
            assert len(mockfn.requests) == 1
    """).assert_outcomes(passed=1)


def test_the_fixture_is_the_open_cassette(record, run):
    record(ASK)
    run("""
        def test(mockfn_cassette):
            assert len(mockfn_cassette.interactions) == 1
            assert mockfn_cassette.played == ()
            ask("hi")
            assert mockfn_cassette.played == mockfn_cassette.interactions
    """).assert_outcomes(passed=1)
    assert OpenCassette.__doc__


def test_what_was_played_stands_in_the_report_of_a_failure(record, run):
    record(ASK)
    result = run(f"{ASK}    assert False\n")
    result.stdout.fnmatch_lines(["cassette *test.yaml", 'played: user: "hi" -> "re hi"'])


def test_a_broken_cassette_is_an_error_of_the_setup(run, provider, pytester):
    folder = pytester.path / "cassettes" / "test_it"
    folder.mkdir(parents=True)
    (folder / "test.yaml").write_text("cassette: 1\ninteractions: {", encoding="utf-8")
    result = run(ASK)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["mockfn: *test.yaml:2: not YAML: *"])


def test_workers_record_side_by_side(run, provider, pytester, monkeypatch):
    pytest.importorskip("xdist")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real-key-0123456789")
    code = """
        @pytest.mark.mockfn_cassette
        @pytest.mark.parametrize("number", range(4))
        def test(number):
            assert ask(f"say {number}").content == f"re say {number}"
    """
    run(code, "--mockfn-record=once", "-n", "2", subprocess=True).assert_outcomes(passed=4)
    assert len(names(pytester)) == 4
