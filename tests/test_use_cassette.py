import asyncio
import json
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mockfn.cassette import Matching, loads, vcrpy
from mockfn.errors import CassetteError, SettingError
from mockfn.files import CassetteFile, Partial
from mockfn.http import Request
from mockfn.use_cassette import OpenCassette, use_cassette

SECRET = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"


class Upstream(BaseHTTPRequestHandler):
    """A provider: echoes the last message, in pieces where a stream is asked for; some words have their own answer."""

    protocol_version = "HTTP/1.1"
    pause = 0.02

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(body)
        said = body["messages"][-1]["content"]
        if said == "busy" and self.server.asked.count(body) == 1:
            return self.answer({"error": {"message": "Busy."}}, 429, **{"retry-after": "0"})
        if body.get("stream"):
            return self.stream(said)
        text = f"key {SECRET}" if said == "leak" else f"re {said}"
        message = {"role": "assistant", "content": text}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        return self.answer(
            {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
        )

    def answer(self, body, status=200, **headers):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in (
            {"content-type": "application/json", "content-length": len(data), "set-cookie": "s=1"} | headers
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def stream(self, said):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        base = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        for word in ("re ", said[:3], said[3:]):
            choice = {"index": 0, "delta": {"role": "assistant", "content": word}, "finish_reason": None}
            self.chunk(f"data: {json.dumps(base | {'choices': [choice]})}\n\n".encode())
            time.sleep(self.pause)
        self.chunk(b"data: [DONE]\n\n")
        self.chunk(b"")

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))


@pytest.fixture
def upstream():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    server.asked = []
    server.host = f"127.0.0.1:{server.server_port}"
    server.url = f"http://{server.host}/v1/chat/completions"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def body(text, stream=False):
    return {"model": "m", "messages": [{"role": "user", "content": text}], "stream": stream}


def with_httpx(url, text):
    httpx = pytest.importorskip("httpx")
    with httpx.Client() as client:
        return client.post(url, json=body(text)).json()["choices"][0]["message"]["content"]


def with_httpx_streamed(url, text):
    httpx = pytest.importorskip("httpx")
    with httpx.Client() as client, client.stream("POST", url, json=body(text, stream=True)) as response:
        return list(response.iter_bytes())


def with_requests(url, text):
    requests = pytest.importorskip("requests")
    return requests.post(url, json=body(text), timeout=10).json()["choices"][0]["message"]["content"]


def with_requests_streamed(url, text):
    requests = pytest.importorskip("requests")
    with requests.post(url, json=body(text, stream=True), timeout=10, stream=True) as response:
        return list(response.iter_content(None))


def with_urllib3(url, text):
    urllib3 = pytest.importorskip("urllib3")
    with urllib3.PoolManager() as pool:
        return pool.request("POST", url, json=body(text)).json()["choices"][0]["message"]["content"]


def with_aiohttp(url, text):
    aiohttp = pytest.importorskip("aiohttp")

    async def ask():
        async with aiohttp.ClientSession() as session, session.post(url, json=body(text)) as response:
            return (await response.json())["choices"][0]["message"]["content"]

    return asyncio.run(ask())


def with_aiohttp_streamed(url, text):
    aiohttp = pytest.importorskip("aiohttp")

    async def ask():
        async with aiohttp.ClientSession() as session, session.post(url, json=body(text, stream=True)) as response:
            return [piece async for piece in response.content.iter_any()]

    return asyncio.run(ask())


def with_openai(url, text):
    openai = pytest.importorskip("openai")
    with openai.OpenAI(base_url=url.removesuffix("/chat/completions"), api_key="sk-none") as client:
        return client.chat.completions.create(**body(text)).choices[0].message.content


def with_openai_streamed(url, text):
    openai = pytest.importorskip("openai")
    with openai.OpenAI(base_url=url.removesuffix("/chat/completions"), api_key="sk-none") as client:
        return [chunk.choices[0].delta.content for chunk in client.chat.completions.create(**body(text, stream=True))]


def with_openai_async(url, text):
    openai = pytest.importorskip("openai")

    async def ask():
        async with openai.AsyncOpenAI(base_url=url.removesuffix("/chat/completions"), api_key="sk-none") as client:
            stream = await client.chat.completions.create(**body(text, stream=True))
            return [chunk.choices[0].delta.content async for chunk in stream]

    return asyncio.run(ask())


CLIENTS = {name.removeprefix("with_"): client for name, client in globals().items() if name.startswith("with_")}


@pytest.mark.parametrize("client", CLIENTS)
def test_what_was_recorded_is_replayed_with_the_provider_gone(upstream, tmp_path, client):
    ask, path = CLIENTS[client], tmp_path / "c.yaml"
    with use_cassette(path, "once", [upstream.host]):
        live = ask(upstream.url, "hello")
    asked = len(upstream.asked)
    upstream.shutdown()
    upstream.server_close()
    with use_cassette(path, hosts=[upstream.host]) as cassette:
        assert ask(upstream.url, "hello") == live
    assert len(upstream.asked) == asked == len(cassette.played) == 1


def test_while_recording_each_chunk_comes_when_it_comes_and_is_replayed_one_for_one(upstream, tmp_path, monkeypatch):
    monkeypatch.setattr(Upstream, "pause", 0.1)
    with use_cassette(tmp_path / "c.yaml", "once", [upstream.host]) as cassette:
        live = with_httpx_streamed(upstream.url, "hello")
    (recorded,) = cassette.recorded
    assert [frame.data for frame in recorded.response.frames] == live
    assert len(live) == 4
    assert all(0.09 < frame.delay < 0.5 for frame in recorded.response.frames[1:])
    with use_cassette(tmp_path / "c.yaml", hosts=[upstream.host]):
        assert with_httpx_streamed(upstream.url, "hello") == live


def test_a_recording_replays_at_its_own_pace_on_demand(upstream, tmp_path):
    with use_cassette(tmp_path / "c.yaml", "once", [upstream.host]):
        with_httpx_streamed(upstream.url, "hello")
    started = time.perf_counter()
    with use_cassette(tmp_path / "c.yaml", hosts=[upstream.host], replay_speed=1):
        with_httpx_streamed(upstream.url, "hello")
    assert time.perf_counter() - started > 0.05


def test_what_is_written_has_no_secret_and_says_how_it_was_made(upstream, tmp_path):
    with use_cassette(tmp_path / "c.yaml", "once", [upstream.host]):
        with_openai(upstream.url, "hello")
    text = (tmp_path / "c.yaml").read_text(encoding="utf-8")
    assert "sk-none" not in text
    assert "set-cookie" not in text
    assert "by: mockfn " in text
    assert os.listdir(tmp_path) == ["c.yaml"]


def fail_after(text, url):
    """An app that asks and then fails."""
    pytest.importorskip("httpx").post(url, json=body(text))
    return 1 / 0


@pytest.fixture
def recorded(upstream, tmp_path):
    """The path of a cassette that holds "one" and "two"."""
    path = tmp_path / "c.yaml"
    with use_cassette(path, "once", [upstream.host]):
        for text in ("one", "two"):
            with_httpx(upstream.url, text)
    upstream.asked.clear()
    return path


def test_a_miss_fails_even_where_the_app_swallows_it(upstream, recorded):
    with pytest.raises(CassetteError) as caught, use_cassette(recorded, hosts=[upstream.host]):
        assert "mockfn_miss" in pytest.importorskip("httpx").post(upstream.url, json=body("three")).text
    assert str(caught.value) == (
        f"{recorded}: no recorded interaction in {recorded} answers POST {upstream.url}\n"
        "  (2 recorded, 0 played)\n"
        "\n"
        'nearest: interaction 1 (not played): user: "one" -> "re one"\n'
        "  $.messages[0].content\n"
        '    recorded: "one"\n'
        '    sent:     "three"\n'
        "\n"
        f"If the request changed on purpose, record it again: use_cassette({str(recorded)!r}, record='update')"
    )
    assert upstream.asked == []


def test_a_miss_is_told_beside_the_apps_own_error(upstream, recorded):
    with pytest.raises(ZeroDivisionError) as caught, use_cassette(recorded, hosts=[upstream.host]):
        fail_after("three", upstream.url)
    assert caught.value.__notes__[0].startswith("mockfn: no recorded interaction")


def test_what_was_not_played_fails_unless_it_may(upstream, recorded):
    with pytest.raises(CassetteError) as caught, use_cassette(recorded, hosts=[upstream.host]):
        with_httpx(upstream.url, "one")
    assert str(caught.value) == f"{recorded}: recorded and not played: interaction 2 of 2"
    with use_cassette(recorded, hosts=[upstream.host], unused="ignore"):
        with_httpx(upstream.url, "one")


def texts(path):
    return [json.loads(one.request.body)["messages"][0]["content"] for one in loads(path.read_bytes()).interactions]


def test_an_update_replays_records_and_drops(upstream, recorded):
    with use_cassette(recorded, "update", [upstream.host]):
        assert with_httpx(upstream.url, "three") == "re three"
        assert with_httpx(upstream.url, "two") == "re two"
    assert [one["messages"][0]["content"] for one in upstream.asked] == ["three"]
    assert texts(recorded) == ["three", "two"]


def test_an_update_without_news_leaves_the_file_alone(upstream, recorded):
    before = recorded.stat().st_mtime_ns
    with use_cassette(recorded, "update", [upstream.host]):
        for text in ("one", "two"):
            with_httpx(upstream.url, text)
    assert recorded.stat().st_mtime_ns == before


@pytest.mark.parametrize("mode", ["update", "rewrite", "once"])
def test_a_block_that_fails_leaves_the_old_cassette_and_sets_the_new_aside(upstream, recorded, mode):
    path = recorded if mode != "once" else recorded.with_name("new.yaml")
    with pytest.raises(ZeroDivisionError), use_cassette(path, mode, [upstream.host]):
        fail_after("three", upstream.url)
    assert texts(recorded) == ["one", "two"]
    assert "three" in texts(path.with_name(path.name.replace(".yaml", ".failed.yaml")))
    assert mode != "once" or not path.exists()


def test_rewriting_replaces_what_was_there(upstream, recorded):
    with use_cassette(recorded, "rewrite", [upstream.host]):
        with_httpx(upstream.url, "one")
    assert len(upstream.asked) == 1
    assert texts(recorded) == ["one"]


def test_a_recording_that_holds_a_secret_is_set_aside(upstream, recorded):
    with pytest.raises(CassetteError) as caught, use_cassette(recorded, "update", [upstream.host]):
        with_httpx(upstream.url, "leak")
    aside = recorded.with_name("c.failed.yaml")
    assert str(caught.value) == (
        f"{recorded}: not written, for it holds what looks like a secret:\n"
        "  interaction 1, the response's body $.choices[0].message.content: an OpenAI-style key\n"
        f"The recording, with these places blanked, is in {aside}. "
        "Keep the secret out of the request, or name what is harmless: allow=[...]."
    )
    assert texts(recorded) == ["one", "two"]
    assert SECRET not in aside.read_text(encoding="utf-8")
    with use_cassette(recorded, "update", [upstream.host], allow=["^sk-proj-Zt4"]):
        with_httpx(upstream.url, "leak")
    assert texts(recorded) == ["leak"]


def test_a_value_of_the_environment_is_not_written(upstream, tmp_path, monkeypatch):
    monkeypatch.setenv("MY_APP_TOKEN", "hunter2-hunter2")
    for mode in ("once", "none"):
        with use_cassette(tmp_path / "c.yaml", mode, [upstream.host]):
            with_httpx(upstream.url, "my token is hunter2-hunter2")
    assert "hunter2" not in (tmp_path / "c.yaml").read_text(encoding="utf-8")


def test_errors_that_were_retried_are_left_out(upstream, tmp_path):
    for keep, count in ((False, 1), (True, 2)):
        upstream.asked.clear()
        with use_cassette(tmp_path / f"{count}.yaml", "once", [upstream.host], keep_errors=keep):
            with_openai(upstream.url, "busy")
        assert len(upstream.asked) == 2
        assert len(loads((tmp_path / f"{count}.yaml").read_bytes()).interactions) == count
        with use_cassette(tmp_path / f"{count}.yaml", hosts=[upstream.host]):
            with_openai(upstream.url, "busy")


def test_a_cassette_of_vcrpy_replays(upstream, recorded, tmp_path):
    old = tmp_path / "vcr.yaml"
    old.write_text(vcrpy.dumps(loads(recorded.read_bytes())), encoding="utf-8")
    with use_cassette(old, hosts=[upstream.host]):
        assert [with_requests(upstream.url, text) for text in ("two", "one")] == ["re two", "re one"]


def test_no_cassette_is_an_error_that_says_how_to_record_it(tmp_path):
    path = tmp_path / "none.yaml"
    with pytest.raises(CassetteError) as caught, use_cassette(path):
        pass
    assert str(caught.value) == (
        f"{path}: there is no such cassette. To record it: use_cassette({str(path)!r}, record='update')"
    )


def test_a_broken_cassette_is_not_recorded_over(upstream, tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text("cassette: 1\ninteractions:\n- {", encoding="utf-8")
    for mode in ("none", "once", "update", "rewrite"):
        with pytest.raises(CassetteError, match=r"c\.yaml:4: not YAML"), use_cassette(path, mode, [upstream.host]):
            pytest.fail("was opened")
    assert path.read_text(encoding="utf-8").endswith("- {")


def test_hosts_that_the_cassette_is_not_for_are_not_reached(recorded):
    httpx = pytest.importorskip("httpx")
    answers = []
    with pytest.raises(CassetteError) as caught, use_cassette(recorded, hosts=["other.example"]):
        answers.append(httpx.get("https://llm.example.com/a?b=1").json()["error"])
    assert answers[0]["type"] == "mockfn_offline"
    assert answers[0]["message"] == (
        f"mockfn replays {recorded} and lets nothing leave this machine: GET https://llm.example.com/a?b=1. "
        "To have it answered, name the host: hosts=['llm.example.com']."
    )
    assert str(caught.value) == (
        f"{recorded}: a replayed cassette lets nothing leave this machine: GET https://llm.example.com/a?b=1"
    )


def test_known_providers_and_all_chat_completions_are_the_cassettes(recorded):
    httpx = pytest.importorskip("httpx")
    urls = ["https://api.openai.com/v1/embeddings", "https://unknown.example.com/chat/completions"]
    with pytest.raises(CassetteError) as caught, use_cassette(recorded):
        assert [httpx.post(url, json={}).status_code for url in urls] == [400, 400]
    assert str(caught.value).count("no recorded interaction") == 2


def test_other_hosts_of_this_machine_stay_what_they_are(upstream, recorded):
    with use_cassette(recorded, unused="ignore"):
        assert with_httpx(upstream.url, "live") == "re live"
    assert len(upstream.asked) == 1


def test_what_a_killed_recording_had_finished_is_not_asked_again(upstream, recorded, tmp_path):
    path = tmp_path / "killed.yaml"
    partial = Partial(path)
    partial.append(loads(recorded.read_bytes()).interactions[0])
    partial.close(keep=True)
    with use_cassette(path, "once", [upstream.host]):
        assert [with_httpx(upstream.url, text) for text in ("one", "three")] == ["re one", "re three"]
    assert [one["messages"][0]["content"] for one in upstream.asked] == ["three"]
    assert texts(path) == ["one", "three"]
    assert not list(tmp_path.glob("*.partial"))


def test_tool_drift_fails_though_tools_do_not_match(tmp_path):
    def ask(name):
        tool = {"name": "f", "parameters": {"type": "object", "properties": {name: {}}, "required": [name]}}
        return Request("POST", "https://api.openai.com/v1/x", {}, json.dumps({"tools": [tool]}).encode())

    path = tmp_path / "c.yaml"
    call = {"choices": [{"message": {"tool_calls": [{"function": {"name": "f", "arguments": '{"a": 1}'}}]}}]}
    opened = OpenCassette(path, "once")
    taping = opened.respond(ask("a"))
    taping.head(200, {"content-type": "application/json"})
    taping.data(json.dumps(call).encode())
    taping.end("whole")
    opened.close(passed=True)
    with (
        pytest.raises(CassetteError, match="tool 'f', parameter 'a'"),
        use_cassette(path, match={"ignore": ["tools"]}) as cassette,
    ):
        assert b"mockfn_drift" in cassette.respond(ask("b")).body


@pytest.mark.parametrize("crowd", ["threads", "tasks"])
def test_a_crowd_gets_each_its_own_answer(upstream, tmp_path, crowd):
    httpx = pytest.importorskip("httpx")
    asked = ["same"] * 10 + [f"text {n}" for n in range(10)]

    async def gather():
        async with httpx.AsyncClient() as client:
            answers = await asyncio.gather(*(client.post(upstream.url, json=body(text)) for text in asked))
            return [answer.json()["choices"][0]["message"]["content"] for answer in answers]

    def spread():
        with ThreadPoolExecutor(8) as pool, httpx.Client() as client:
            answers = pool.map(lambda text: client.post(upstream.url, json=body(text)), asked)
            return [answer.json()["choices"][0]["message"]["content"] for answer in answers]

    run = spread if crowd == "threads" else lambda: asyncio.run(gather())
    for mode in ("once", "none"):
        with use_cassette(tmp_path / "c.yaml", mode, [upstream.host]):
            assert run() == [f"re {text}" for text in asked]


def test_matching_is_a_value_or_a_mapping(upstream, recorded):
    for match in (Matching(body=False), {"body": False}):
        with use_cassette(recorded, hosts=[upstream.host], match=match, unused="ignore"):
            assert with_httpx(upstream.url, "anything") == "re one"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"record": "all"}, "a cassette cannot be used in mode 'all'. Known: none, once, rewrite, update."),
        ({"unused": "warn"}, "unused cannot be 'warn'. Known: fail, ignore."),
        ({"match": {"ignored": 1}}, "match takes no 'ignored'. Did you mean 'ignore'?"),
        ({"match": {"ignore": 1}}, "match cannot be {'ignore': 1}: Expected `array`, got `int` - at `$.ignore`."),
    ],
)
def test_what_cannot_be_is_an_error_that_names_the_nearest(recorded, options, message):
    with pytest.raises(SettingError) as caught, use_cassette(recorded, **options):
        pass
    assert str(caught.value) == message


def test_a_full_disk_breaks_no_app(upstream, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Partial, "append", full)
    with (
        pytest.warns(UserWarning, match="No space left on device"),
        use_cassette(tmp_path / "c.yaml", "once", [upstream.host]),
    ):
        assert with_httpx(upstream.url, "one") == "re one"
    assert CassetteFile(tmp_path / "c.yaml").load().interactions
