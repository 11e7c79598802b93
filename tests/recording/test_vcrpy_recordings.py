"""What real vcrpy records with each client, replayed with the provider gone."""

import io

import pytest

from mockfn.recording import use_cassette

vcr = pytest.importorskip("vcr")


def joined(pieces):
    """vcrpy keeps a stream as one chunk."""
    return b"".join(pieces) if pieces and isinstance(pieces[0], bytes) else pieces


@pytest.mark.parametrize(("serializer", "question"), [("yaml", "packed Grüße"), ("json", "hello")])
def test_a_recording_of_vcrpy_is_replayed(upstream, tmp_path, client, serializer, question):
    path = tmp_path / f"c.{serializer}"
    with vcr.VCR(serializer=serializer).use_cassette(str(path)):
        live = client(upstream.url, question)
    upstream.shutdown()
    upstream.server_close()
    with use_cassette(path, hosts=[upstream.host]) as cassette:
        assert joined(client(upstream.url, question)) == joined(live)
    assert len(cassette.played) == 1


@pytest.mark.parametrize("kind", ["file", "pieces", "form"])
def test_bodies_that_vcrpy_keeps_as_objects_are_replayed(upstream, tmp_path, kind):
    requests = pytest.importorskip("requests")

    def ask():
        sent = {
            "file": {"data": io.BytesIO(b'{"messages": [{"content": "file"}]}')},
            "pieces": {"data": iter([b'{"messages": ', b'[{"content": "pieces"}]}'])},
            "form": {"data": {"messages": "form"}},
        }[kind]
        return requests.post(upstream.url, **sent, timeout=10).json()

    path = tmp_path / "c.yaml"
    with vcr.VCR().use_cassette(str(path)):
        live = ask()
    with use_cassette(path, hosts=[upstream.host]):
        assert ask() == live
    assert len(upstream.asked) == 1


def test_equal_requests_of_a_vcrpy_recording_are_answered_in_their_order(upstream, tmp_path, ask):
    path = tmp_path / "c.yaml"
    with vcr.VCR().use_cassette(str(path), match_on=["method", "uri", "body"]):
        live = [ask(upstream.url, "turn") for _ in range(3)]
    with use_cassette(path, hosts=[upstream.host]):
        assert [ask(upstream.url, "turn") for _ in range(3)] == live
    assert live == ["turn 1", "turn 2", "turn 3"]
