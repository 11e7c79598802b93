"""What a marker, the ini file and the command line may say of cassettes."""

import pytest

pytest_plugins = "pytester"


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        (
            "nam='x'",
            "@pytest.mark.mockfn_cassette has no argument 'nam'. Did you mean 'name'? "
            "Known: hosts, keep_errors, match, name, replay_speed, scrub, unused.",
        ),
        ("'x'", "@pytest.mark.mockfn_cassette takes its arguments by name: name='x'."),
        ("unused='warm'", "unused cannot be 'warm'. Did you mean 'warn'? Known: fail, ignore, warn."),
        (
            "match={'ignored': 1}",
            "match takes no 'ignored'. Did you mean 'ignore'? Known: body, host, ignore, normalise, query.",
        ),
        ("replay_speed=-1", "replay_speed is -1: expected 0 (at once), 1 (as recorded) or more (that much faster)."),
    ],
)
def test_what_the_marker_cannot_say_is_an_error_of_the_setup(run, pytester, marker, message):
    folder = pytester.path / "cassettes" / "test_it"
    folder.mkdir(parents=True)
    (folder / "test.yaml").write_text("cassette: 1\ninteractions: []\n", encoding="utf-8")
    result = run(f"@pytest.mark.mockfn_cassette({marker})\ndef test():\n    pass\n")
    result.assert_outcomes(errors=1)
    assert f"mockfn: {message}" in result.outlines


def test_the_marker_nearest_to_the_test_counts(run, pytester):
    folder = pytester.path / "cassettes" / "test_it"
    folder.mkdir(parents=True)
    (folder / "inner.yaml").write_text("cassette: 1\ninteractions: []\n", encoding="utf-8")
    run("""
        @pytest.mark.mockfn_cassette(name="outer", unused="ignore")
        class TestIt:
            @pytest.mark.mockfn_cassette(name="inner")
            def test(self, mockfn_cassette):
                assert mockfn_cassette.path.name == "inner.yaml"
    """).assert_outcomes(passed=1)


def test_an_unknown_mode_is_refused(run, pytester, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    pytester.makeini("[pytest]\nmockfn_record = onse\n")
    result = run("def test(mockfn_cassette):\n    pass\n")
    result.assert_outcomes(errors=1)
    assert (
        "mockfn: mockfn_record cannot be 'onse'. Did you mean 'once'? Known: none, once, rewrite, update."
        in result.outlines
    )


def test_long_names_are_cut_and_kept_apart(run, pytester):
    run("""
        from pytest_mockfn.cassettes import path_of

        @pytest.mark.parametrize("text", ["x" * 300, "x" * 301, "<>", "é" * 200])
        def test(request, text):
            path = path_of(request.node)
            assert len(path.name.encode()) < 200
            seen.add(path)

        seen = set()

        def test_count():
            assert len(seen) == 4
    """).assert_outcomes(passed=5)
