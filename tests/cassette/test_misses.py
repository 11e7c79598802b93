from mockfn.cassette import Cassette, Matching, Player


def miss(make, recorded, sent, played=(), **options):
    interactions = tuple(make.interaction(request, make.say("fine")) for request in recorded)
    player = Player(Cassette(interactions, "tests/cassettes/chat.yaml"), **options)
    for request in played:
        player.take(request)
    return player.take(sent).message


def test_the_nearest_is_the_one_with_the_longest_common_conversation(make):
    turns = [("user", "Weather in Paris?"), ("assistant", "It is 20 degrees."), ("user", "And tomorrow?")]
    recorded = [make.ask(*turns[:n]) for n in (1, 3)]
    sent = make.ask(*turns[:2], ("user", "And next week?"), temperature=0)
    assert miss(make, recorded, sent, remedy="pytest 'tests/test_chat.py::test_it' --mockfn-record=update") == (
        "no recorded interaction in tests/cassettes/chat.yaml answers POST https://api.openai.com/v1/chat/completions\n"
        "  (2 recorded, 0 played)\n"
        "\n"
        'nearest: interaction 2 (not played): user: "And tomorrow?" -> "fine"\n'
        "  the first 2 of 3 messages are the same\n"
        "  $.messages[2].content\n"
        '    recorded: "And tomorrow?"\n'
        '    sent:     "And next week?"\n'
        "  $.temperature\n"
        "    recorded: (nothing)\n"
        "    sent:     0\n"
        "\n"
        "If the request changed on purpose, record it again: "
        "pytest 'tests/test_chat.py::test_it' --mockfn-record=update"
    )


def test_a_request_asked_too_often_is_told_so(make):
    request = make.ask(("user", "a"))
    assert miss(make, [request, request], request, played=[request, request]) == (
        "no recorded interaction in tests/cassettes/chat.yaml answers POST https://api.openai.com/v1/chat/completions\n"
        "  (2 recorded, 2 played)\n"
        "  recorded twice (interaction 1, 2), and played as often already"
    )


def test_an_empty_cassette_says_only_that(make):
    assert miss(make, [], make.ask(("user", "a"))) == (
        "no recorded interaction in tests/cassettes/chat.yaml answers POST https://api.openai.com/v1/chat/completions\n"
        "  (0 recorded, 0 played)"
    )


def test_another_url_is_told(make):
    recorded = make.request({"input": "x"}, url="https://api.openai.com/v1/embeddings")
    said = miss(make, [recorded], make.request({"input": "x"}, url="https://api.openai.com/v1/embeddings?dimensions=2"))
    assert "  recorded for POST https://api.openai.com/v1/embeddings" in said.splitlines()


def test_a_request_that_only_went_to_another_host_says_how_that_is_no_matter(make):
    advice = "  only the host differs; where that is no matter: match={'host': False}"
    recorded = make.request({"input": "x"}, url="http://127.0.0.1:4010/v1/embeddings")
    for body, told in (({"input": "x"}, True), ({"input": "y"}, False)):
        said = miss(make, [recorded], make.request(body, url="https://api.openai.com/v1/embeddings"))
        assert (advice in said.splitlines()) == told


def test_changed_tools_are_told_by_tool_and_parameter(make):
    old = make.ask(("user", "a"), tools=[make.tool("weather", {"location": {"type": "string"}}, ["location"])])
    new = make.ask(("user", "a"), tools=[make.tool("weather", {"city": {"type": "string"}}, ["city"])])
    assert "  tool 'weather', parameter 'location': renamed to 'city'." in miss(make, [old], new).splitlines()


def test_many_differences_are_cut_short(make):
    assert miss(make, [make.ask()], make.ask(**{f"k{n}": n for n in range(9)})).splitlines()[-1] == "  ... and more"


def test_no_secret_of_the_request_is_shown(make):
    said = miss(
        make, [make.ask(("user", "a"))], make.request({"api_key": "hunter2", "user": "x"}, url="https://x/?key=abc")
    )
    assert "hunter2" not in said
    assert "abc" not in said


def test_what_is_ignored_is_no_difference(make):
    said = miss(
        make, [make.ask(("user", "a"), user="1")], make.ask(("user", "b"), user="2"), matching=Matching(("user",))
    )
    assert "$.user" not in said
