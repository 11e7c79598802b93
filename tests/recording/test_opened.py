import json
import os

import pytest

from mockfn.cassette import Matching, loads, vcrpy
from mockfn.errors import CassetteError, SettingError
from mockfn.files.cassettes import CassetteFile
from mockfn.files.partial import Partial
from mockfn.http import Request
from mockfn.recording import OpenCassette, use_cassette

SECRET = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"


def test_what_is_written_has_no_secret_and_says_how_it_was_made(upstream, tmp_path, ask_sdk):
    with use_cassette(tmp_path / "c.yaml", "once", [upstream.host]):
        ask_sdk(upstream.url, "hello")
    text = (tmp_path / "c.yaml").read_text(encoding="utf-8")
    assert "sk-none" not in text
    assert "set-cookie" not in text
    assert "by: mockfn " in text
    assert os.listdir(tmp_path) == ["c.yaml"]


def texts(path):
    return [json.loads(one.request.body)["messages"][0]["content"] for one in loads(path.read_bytes()).interactions]


def test_an_update_replays_records_and_drops(upstream, recorded, ask):
    with use_cassette(recorded, "update", [upstream.host]):
        assert ask(upstream.url, "three") == "re three"
        assert ask(upstream.url, "two") == "re two"
    assert [one["messages"][0]["content"] for one in upstream.asked] == ["three"]
    assert texts(recorded) == ["three", "two"]


def test_an_open_cassette_shows_its_path_and_how_far_it_was_played(upstream, recorded, ask):
    with use_cassette(recorded, hosts=[upstream.host], unused="ignore") as cassette:
        ask(upstream.url, "one")
        assert repr(cassette) == f"<OpenCassette {recorded}: 1 of 2 played>"


def test_an_update_without_news_leaves_the_file_alone(upstream, recorded, ask):
    before = recorded.stat().st_mtime_ns
    with use_cassette(recorded, "update", [upstream.host]):
        for text in ("one", "two"):
            ask(upstream.url, text)
    assert recorded.stat().st_mtime_ns == before


@pytest.mark.parametrize("mode", ["update", "rewrite", "once"])
def test_a_block_that_fails_leaves_the_old_cassette_and_sets_the_new_aside(upstream, recorded, mode, ask_and_fail):
    path = recorded if mode != "once" else recorded.with_name("new.yaml")
    with pytest.raises(ZeroDivisionError), use_cassette(path, mode, [upstream.host]):
        ask_and_fail(upstream.url, "three")
    assert texts(recorded) == ["one", "two"]
    assert "three" in texts(path.with_name(path.name.replace(".yaml", ".failed.yaml")))
    assert mode != "once" or not path.exists()


def test_rewriting_replaces_what_was_there(upstream, recorded, ask):
    with use_cassette(recorded, "rewrite", [upstream.host]):
        ask(upstream.url, "one")
    assert len(upstream.asked) == 1
    assert texts(recorded) == ["one"]


def test_a_recording_that_holds_a_secret_is_set_aside(upstream, recorded, ask):
    with pytest.raises(CassetteError) as caught, use_cassette(recorded, "update", [upstream.host]):
        ask(upstream.url, "leak")
    aside = recorded.with_name("c.failed.yaml")
    assert str(caught.value) == (
        f"{recorded}: not written, for it holds what looks like a secret:\n"
        "  interaction 1, the response's body $.choices[0].message.content: an OpenAI-style key\n"
        f"The recording, with these places blanked, is in {aside}. "
        'Keep the secret out of the request, or name what is harmless: scrub={"allow": [...]}.'
    )
    assert texts(recorded) == ["one", "two"]
    assert SECRET not in aside.read_text(encoding="utf-8")
    with use_cassette(recorded, "update", [upstream.host], scrub={"allow": ["^sk-proj-Zt4"]}):
        ask(upstream.url, "leak")
    assert texts(recorded) == ["leak"]


def test_a_value_of_the_environment_is_not_written(upstream, tmp_path, monkeypatch, ask):
    monkeypatch.setenv("MY_APP_TOKEN", "hunter2-hunter2")
    for mode in ("once", "none"):
        with use_cassette(tmp_path / "c.yaml", mode, [upstream.host]):
            ask(upstream.url, "my token is hunter2-hunter2")
    assert "hunter2" not in (tmp_path / "c.yaml").read_text(encoding="utf-8")


def test_errors_that_were_retried_are_left_out(upstream, tmp_path, ask_sdk):
    for keep, count in ((False, 1), (True, 2)):
        upstream.asked.clear()
        with use_cassette(tmp_path / f"{count}.yaml", "once", [upstream.host], keep_errors=keep):
            ask_sdk(upstream.url, "busy")
        assert len(upstream.asked) == 2
        assert len(loads((tmp_path / f"{count}.yaml").read_bytes()).interactions) == count
        with use_cassette(tmp_path / f"{count}.yaml", hosts=[upstream.host]):
            ask_sdk(upstream.url, "busy")


def test_a_cassette_of_vcrpy_replays(upstream, recorded, tmp_path, ask_requests):
    old = tmp_path / "vcr.yaml"
    old.write_text(vcrpy.dumps(loads(recorded.read_bytes())), encoding="utf-8")
    with use_cassette(old, hosts=[upstream.host]):
        assert [ask_requests(upstream.url, text) for text in ("two", "one")] == ["re two", "re one"]


def test_a_broken_cassette_is_not_recorded_over(upstream, tmp_path):
    path = tmp_path / "c.yaml"
    path.write_text("cassette: 1\ninteractions:\n- {", encoding="utf-8")
    for mode in ("none", "once", "update", "rewrite"):
        with pytest.raises(CassetteError, match=r"c\.yaml:3: not YAML"), use_cassette(path, mode, [upstream.host]):
            pytest.fail("was opened")
    assert path.read_text(encoding="utf-8").endswith("- {")


def test_what_a_killed_recording_had_finished_is_not_asked_again(upstream, recorded, tmp_path, ask):
    path = tmp_path / "killed.yaml"
    partial = Partial(path)
    partial.append(loads(recorded.read_bytes()).interactions[0])
    partial.close(keep=True)
    with use_cassette(path, "once", [upstream.host]):
        assert [ask(upstream.url, text) for text in ("one", "three")] == ["re one", "re three"]
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


def test_matching_is_a_value_or_a_mapping(upstream, recorded, ask):
    for match in (Matching(body=False), {"body": False}):
        with use_cassette(recorded, hosts=[upstream.host], match=match, unused="ignore"):
            assert ask(upstream.url, "anything") == "re one"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"record": "all"}, "a cassette cannot be used in mode 'all'. Known: none, once, rewrite, update."),
        ({"unused": "warn"}, "unused cannot be 'warn'. Known: fail, ignore."),
        (
            {"scrub": {"allowed": []}},
            "scrub takes no 'allowed'. Did you mean 'allow'? Known: allow, keep_headers, members.",
        ),
        (
            {"match": {"ignored": 1}},
            "match takes no 'ignored'. Did you mean 'ignore'? Known: body, host, ignore, normalise, query.",
        ),
        ({"match": {"ignore": 1}}, "match cannot be {'ignore': 1}: Expected `array`, got `int` - at `$.ignore`."),
    ],
)
def test_what_cannot_be_is_an_error_that_names_the_nearest(recorded, options, message):
    with pytest.raises(SettingError) as caught, use_cassette(recorded, **options):
        pass
    assert str(caught.value) == message


def test_a_full_disk_breaks_no_app(upstream, tmp_path, monkeypatch, ask):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Partial, "append", full)
    with (
        pytest.warns(UserWarning, match="No space left on device"),
        use_cassette(tmp_path / "c.yaml", "once", [upstream.host]),
    ):
        assert ask(upstream.url, "one") == "re one"
    assert CassetteFile(tmp_path / "c.yaml").load().interactions
