"""The same mock behind a socket, for subprocesses and other languages."""

pytest_plugins = "pytester"

PROGRAM = '''
import os, subprocess, sys

PROGRAM = """
import json, os, urllib.request
body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}
headers = {"authorization": "Bearer " + os.environ["OPENAI_API_KEY"], "content-type": "application/json"}
url = os.environ["OPENAI_BASE_URL"] + "/chat/completions"
with urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers)) as response:
    print(json.load(response)["choices"][0]["message"]["content"])
"""

def in_a_process_of_its_own(environment):
    done = subprocess.run([sys.executable, "-c", PROGRAM], env={**os.environ, **environment}, capture_output=True)
    return done.stdout.decode().strip()

def test(mockfn, mockfn_server):
    mockfn.when(user="hi").say("hello")
    assert in_a_process_of_its_own(mockfn_server.env) == "hello"
    assert len(mockfn.requests) == 1
    assert mockfn_server.mock is mockfn
'''


def test_a_subprocess_meets_the_mock_of_the_test(run):
    run(PROGRAM).assert_outcomes(passed=1)


def test_each_test_has_its_own_mock_behind_the_same_server(run):
    run("""
        import httpx

        urls = set()

        @pytest.mark.parametrize("number", range(3))
        def test(mockfn, mockfn_server, number):
            urls.add(mockfn_server.url)
            mockfn.when(user="hi").say(str(number))
            body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}
            said = httpx.post(f"{mockfn_server.base_url}/chat/completions", json=body).json()
            assert said["choices"][0]["message"]["content"] == str(number)
            assert len(mockfn.journal) == 1

        def test_one_server():
            assert len(urls) == 1
    """).assert_outcomes(passed=4)


def test_what_the_provider_rejects_over_the_socket_fails_the_test(failure):
    text = failure("""
        import httpx

        def test(mockfn, mockfn_server):
            httpx.post(f"{mockfn_server.base_url}/chat/completions", json={"model": "gpt-4o"})
    """)
    assert "mockfn: the provider rejects 1 request of this test" in text


def test_the_environment_names_every_base_url_keys_and_no_proxy(run, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "intranet")
    run("""
        def test(mockfn_server):
            environment, url = mockfn_server.env, mockfn_server.url
            assert environment["OPENAI_BASE_URL"] == environment["OPENAI_API_BASE"] == mockfn_server.base_url
            assert environment["OPENAI_API_KEY"].startswith("sk-")
            assert environment["NO_PROXY"] == environment["no_proxy"] == "intranet,127.0.0.1,localhost"
            assert url in repr(mockfn_server)
            assert environment["DEEPINFRA_API_BASE"] == f"{url}/deepinfra/v1/openai"
            assert environment["AZURE_OPENAI_ENDPOINT"] == f"{url}/azure"

        @pytest.mark.mockfn(provider="deepinfra")
        def test_another_provider(mockfn_server):
            environment, url = mockfn_server.env, mockfn_server.url
            assert environment["OPENAI_BASE_URL"] == environment["DEEPINFRA_API_BASE"] == f"{url}/v1/openai"

        @pytest.mark.mockfn(provider="azure")
        def test_a_provider_whose_path_names_the_model(mockfn_server):
            assert mockfn_server.env["AZURE_OPENAI_ENDPOINT"] == mockfn_server.url
    """).assert_outcomes(passed=3)


def test_a_request_between_tests_is_told_so(run):
    run("""
        import httpx

        addresses = []

        def test_first(mockfn_server):
            addresses.append(mockfn_server.base_url)

        def test_second():
            late = httpx.post(f"{addresses[0]}/chat/completions", json={})
            assert late.status_code == 503
            assert late.json()["error"]["type"] == "mockfn_no_test"
    """).assert_outcomes(passed=2)


def test_the_inspector_shows_the_test_that_runs_and_goes_on_to_the_next(run):
    run("""
        import http.client, httpx

        @pytest.fixture(scope="module")
        def watching():
            return []

        @pytest.mark.parametrize("number", range(2))
        def test(mockfn, mockfn_server, number, watching):
            mockfn.when(user="hi").say(str(number))
            page = httpx.get(mockfn_server.url + "/_mockfn/")
            assert (page.status_code, "<title>mockfn inspector" in page.text) == (200, True)
            body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}
            httpx.post(f"{mockfn_server.base_url}/chat/completions", json=body, headers={"x-mockfn-scope": "a"})
            (exchange,) = httpx.get(mockfn_server.url + "/_mockfn/journal").json()["exchanges"]
            assert (exchange["number"], exchange["answer"]["content"]) == (1, str(number))
            if number:
                # The events of the test before have ended, so that a browser asks again.
                connection, events = watching
                assert b"data:" not in events.read()
                connection.close()
            else:
                connection = http.client.HTTPConnection(mockfn_server.url.removeprefix("http://"), timeout=10)
                connection.request("GET", "/_mockfn/events")
                watching += connection, connection.getresponse()
                assert any(b'"said":"0"' in line for line in watching[1])
    """).assert_outcomes(passed=2)


def test_the_first_chunk_arrives_at_once_and_not_with_the_last(run):
    run("""
        import time, openai

        def gaps(client):
            began = time.perf_counter()
            stream = client.chat.completions.create(
                model="gpt-4o", messages=[{"role": "user", "content": "hi"}], stream=True
            )
            arrived = [time.perf_counter() - began for _ in stream]
            return arrived[0], arrived[-1]

        def test(mockfn, mockfn_server):
            mockfn.when(user="hi").say("one two three four five six seven eight").pace(per_second=20)
            for url in ("https://api.openai.com/v1", mockfn_server.base_url):
                with openai.OpenAI(base_url=url, api_key="sk-test") as client:
                    first, last = gaps(client)
                assert last > 0.3
                assert first < last / 2
    """).assert_outcomes(passed=1)
