"""`mockfn cassette ...`, each command as users type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockfn.cassette import Cassette, Interaction, dumps, loads, vcrpy
from mockfn.cli import main
from mockfn.http import Frame, Request, Response
from mockfn.mock import MockProvider

URL = "https://api.openai.com/v1/chat/completions"
KEY = "sk-proj-Zt4Vq8Lm2Xw6Ry1Pb5Nc9Kd3Hf7Jg0Ts"
JSON = {"content-type": "application/json"}


def exchange(question: str, answer: str, **headers: str) -> Interaction:
    asked = {"model": "gpt-4o", "messages": [{"role": "user", "content": question}]}
    said = {"choices": [{"index": 0, "message": {"role": "assistant", "content": answer}}]}
    request = Request("POST", URL, {**JSON, **headers}, json.dumps(asked).encode())
    return Interaction(request, Response(200, JSON, (Frame(json.dumps(said).encode()),)), "2020-01-01T00:00:00Z")


@pytest.fixture
def cassette(tmp_path: Path) -> Path:
    path = tmp_path / "c.yaml"
    path.write_text(dumps(Cassette((exchange("Hi", "Hello\nyou [bold]"),))), encoding="utf-8")
    return path


@pytest.fixture
def leaky(tmp_path: Path) -> Path:
    path = tmp_path / "leaky.yaml"
    text = vcrpy.dumps(Cassette((exchange("Hi", "Hello", authorization=f"Bearer {KEY}"),)))
    path.write_text(text, encoding="utf-8")
    return path


def test_show_prints_the_conversation(cassette: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cassette", "show", str(cassette)]) == 0
    assert capsys.readouterr().out == (
        f"\n{cassette}: 1 interaction\n"
        f"\n1. POST {URL} gpt-4o -> 200, 2020-01-01T00:00:00Z\n"
        "  user: Hi\n"
        "  assistant: Hello\n"
        "    you [bold]\n"
    )


def test_check_finds_nothing_wrong_with_a_sound_one(cassette: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cassette", "check", str(cassette)]) == 0
    assert capsys.readouterr().out == "1 cassette, 0 problems\n"


def test_check_tells_every_problem(cassette: Path, leaky: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = cassette.parent
    (folder / "broken.yaml").write_text("cassette: 1\ninteractions: {", encoding="utf-8")
    (folder / "x.failed.yaml").write_text("", encoding="utf-8")
    (folder / "cassettes" / "test_gone").mkdir(parents=True)
    (folder / "cassettes" / "test_gone" / "test.yaml").write_text(dumps(Cassette()), encoding="utf-8")
    assert main(["cassette", "check", str(folder), "--max-age", "30"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"{folder / 'broken.yaml'}:2: not YAML: did not find expected node content."
    assert out[1].startswith(f"{cassette}: interaction 1: recorded ")
    assert (
        out[2] == f"{folder / 'cassettes/test_gone/test.yaml'}: no test uses it: there is no {folder / 'test_gone.py'}"
    )
    assert out[3] == f"{leaky}: interaction 1: the request keeps headers: authorization"
    assert out[5] == f"{folder / 'x.failed.yaml'}: set aside, or left by a recording that was killed"
    assert out[6] == "4 cassettes, 6 problems"
    assert KEY not in "".join(out)


def test_check_speaks_json(leaky: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cassette", "check", str(leaky), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "path": str(leaky),
            "interaction": 1,
            "kind": "unscrubbed",
            "message": "the request keeps headers: authorization",
        }
    ]


def test_scrub_rewrites_in_place_and_format(leaky: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cassette", "scrub", str(leaky)]) == 0
    assert capsys.readouterr().out == f"{leaky}: scrubbed\n"
    held = loads(leaky.read_bytes())
    assert held.format == "vcrpy"
    assert held.interactions[0].request.headers == JSON
    assert main(["cassette", "scrub", str(leaky)]) == 0
    assert capsys.readouterr().out == ""


def test_scrub_leaves_what_it_cannot_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(dumps(Cassette((exchange("Hi", f"take {KEY}"),))), encoding="utf-8")
    assert main(["cassette", "scrub", str(path)]) == 1
    assert capsys.readouterr().out == (
        f"{path}: left as it is, for it holds what looks like a secret:\n"
        "  interaction 1, the response's body $.choices[0].message.content: an OpenAI-style key\n"
        f"  with these places blanked: {tmp_path / 'c.failed.yaml'}\n"
    )
    assert KEY in path.read_text(encoding="utf-8")
    assert main(["cassette", "scrub", str(path), "--allow", "^sk-proj"]) == 0


def test_convert_turns_one_format_into_the_other(cassette: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cassette", "convert", str(cassette)]) == 0
    text = capsys.readouterr().out
    assert loads(text).format == "vcrpy"
    for name, to in (("v.yaml", "vcrpy"), ("v.json", "vcrpy"), ("m.yaml", "mockfn")):
        path = cassette.with_name(name)
        assert main(["cassette", "convert", str(cassette), "--to", to, "--output", str(path)]) == 0
        assert loads(path.read_bytes()).interactions == loads(text).interactions or name == "m.yaml"
        assert path.read_text(encoding="utf-8").startswith("{") == name.endswith("json")


def test_a_script_made_of_a_recording_answers_the_same(cassette: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.yaml"
    assert main(["cassette", "to-script", str(cassette), "--output", str(script)]) == 0
    (interaction,) = loads(cassette.read_bytes()).interactions
    said = json.loads(MockProvider(script=script).respond(interaction.request).response.body)
    assert said["choices"][0]["message"]["content"] == "Hello\nyou [bold]"


def test_diff_says_what_differs(cassette: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(dumps(Cassette((exchange("Ho", "Hello"),))), encoding="utf-8")
    assert main(["cassette", "diff", str(cassette), str(cassette)]) == 0
    assert main(["cassette", "diff", str(cassette), str(other)]) == 1
    assert capsys.readouterr().out == (
        'interaction 1: user: "Ho" -> "Hello"\n  asked $.messages[0].content: "Hi" -> "Ho"\n'
    )


@pytest.mark.parametrize("command", ["show", "check", "scrub", "convert", "to-script"])
def test_a_file_that_is_not_there_is_one_line(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cassette", command, "none.yaml"]) == 2
    assert capsys.readouterr().err.startswith("mockfn: none.yaml: there is no such file")


def test_what_cannot_be_written_is_one_line(cassette: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside_a_file = f"{cassette}/x.yaml"
    assert main(["cassette", "convert", str(cassette), "--output", inside_a_file]) == 2
    assert capsys.readouterr().err.startswith(f"mockfn: {inside_a_file}: cannot be written: ")
