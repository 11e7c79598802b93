"""The inspector in a real browser: what it shows, how it is used without a mouse, and what a screen reader hears.

`INSPECTOR_SCREENSHOTS=docs/inspector pytest tests/server/test_inspector.py` writes the pictures of docs/inspector.md.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from mockfn.server.inspector import page, policy

SCRIPT = """
rules:
  - when: {user: "weather in {city}"}
    steps:
      - call: {get_weather: {city: "{city}", unit: celsius}}
      - say: "It is {result[degrees]} degrees in {city}, with light wind from the west."
  - when: {user: "slowly"}
    pace: {first: 0.25, per_second: 60, jitter: 0.3}
    say: "One token after the other leaves when it is due, as it does with a real model. This is what a user waits for."
  - when: {user: "book", tools: book_hotel}
    call: {book_hotel: {city: "Lisbon", nights: 2}}
  - when: {user: "report"}
    fail: {rate_limit: 2}
    say: "Done at last."
otherwise: miss
"""
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather of a city",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "unit": {"enum": ["celsius", "fahrenheit"]}},
            "required": ["city"],
        },
    },
}
CLOCK = {
    "type": "function",
    "function": {
        "name": "get_time",
        "description": "The time of day somewhere",
        "parameters": {"type": "object", "properties": {"zone": {"type": "string"}}},
    },
}
SYSTEM = {"role": "system", "content": "You help travellers. Use the tools; do not guess the weather."}
QUESTION = {"role": "user", "content": "What is the weather in Lisbon?"}

# How many things can be used that have no name.
UNNAMED = """
[...document.querySelectorAll('button, input, select, a')]
  .filter((e) => !e.innerText && !e.labels?.length && !e.ariaLabel).length
"""

# What each text is, its colour, and the colour behind it.
COLOURS = """
[...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => {
    let back = e;
    while (getComputedStyle(back).backgroundColor === 'rgba(0, 0, 0, 0)') back = back.parentElement;
    const what = `${e.className} ${e.textContent.slice(0, 30)}`;
    return [what, getComputedStyle(e).color, getComputedStyle(back).backgroundColor];
  })
"""


@pytest.fixture
def client(talk: Callable[..., Any]) -> Any:
    return talk(script=SCRIPT)


def weather(client: Any, **more: Any) -> Any:
    """The two requests of a tool loop; the last response's message."""
    more = {"tools": [WEATHER, CLOCK], **more}
    _, first = client.chat(more={**more, "messages": [SYSTEM, QUESTION]})
    made = first["choices"][0]["message"]
    result = {"role": "tool", "tool_call_id": made["tool_calls"][0]["id"], "content": '{"degrees": 21, "wind": "west"}'}
    _, second = client.chat(more={**more, "messages": [SYSTEM, QUESTION, made, result]})
    return second["choices"][0]["message"]


def test_an_empty_page_says_how_to_begin(client: Any, look: Any, keep: Any) -> None:
    shown = look(client, height=560)
    assert shown.texts("#detail h2") == ["Nothing has asked yet"]
    assert f"export OPENAI_BASE_URL={client.server.base_url}" in shown.texts("#detail")[0]
    assert shown.texts("nav") == ["Requests appear here, the newest on top."]
    keep("empty", shown)


def test_where_no_request_is_chosen_or_fits_the_page_says_so(client: Any, look: Any) -> None:
    client.chat("nobody knows")
    shown = look(client)
    shown.wait("document.querySelector('#detail h2').innerText === 'No request is chosen'")
    assert shown.value("$('none').hidden")
    shown.press("/")
    shown.press("x")
    shown.wait("!$('none').hidden")
    assert shown.texts("nav") == ["No request fits."]


def test_requests_appear_as_they_come_and_the_newest_is_on_top(client: Any, look: Any, keep: Any) -> None:
    shown = look(client)
    weather(client)
    shown.wait("rows.size === 2")
    client.chat("slowly please", more={"stream": True})
    client.chat("Book me a hotel in Lisbon", more={"tools": [WEATHER]})
    client.chat("the report")
    shown.wait("rows.size === 5 && ![...rows.values()].some((row) => row.one.outcome === 'open')")
    assert (
        shown.texts("nav .asks")
        == ["the report", "Book me a hotel in Lisbon", "slowly please"] + ["What is the weather in Lisbon?"] * 2
    )
    assert shown.texts("nav li:last-child .badge") == ["script"]
    shown.wait("$('live').innerText === 'live · 5 requests, 1 missed'")
    shown.value("choose(2, true)")
    shown.wait("document.querySelector('.answer')")
    assert shown.texts(".talk .role") == ["system", "user", "assistant", "result", "answer"]
    assert shown.texts(".answer .text") == ["It is 21 degrees in Lisbon, with light wind from the west."]
    keep("live", shown)


def test_the_rule_that_answered_and_why_the_others_did_not(client: Any, look: Any) -> None:
    weather(client)
    shown = look(client, "#1")
    shown.wait("document.querySelector('.rules')")
    assert shown.texts(".why") == [
        'rule 1 at the script:3 holds: user="weather in {city}".',
        "It gives its reply 1 of 2.",
    ]
    (others,) = shown.texts(".rules")
    assert 'the latest user message, "What is the weather in Lisbon?", does not contain "slowly"' in others


def test_a_stream_is_on_a_time_line(client: Any, look: Any, keep: Any) -> None:
    client.chat("slowly please", more={"stream": True})
    shown = look(client, "#1", height=900)
    shown.wait("document.querySelectorAll('.track i').length > 20")
    shown.value("document.querySelector('[data-name=events]').open = true")
    first, *_, last = shown.texts("[data-name=events] td:first-child")
    # The first token was to come after a quarter of a second, give or take its jitter.
    assert float(first.removesuffix(" ms")) >= 150
    assert first != last
    shown.value("document.querySelector('[data-name=events]').open = false")
    keep("stream", shown)


def test_a_client_that_goes_is_told_of(client: Any, look: Any) -> None:
    body = json.dumps({"model": "gpt-4o", "stream": True, "messages": [{"role": "user", "content": "slowly"}]}).encode()
    with socket.create_connection(("127.0.0.1", int(client.server.url.rpartition(":")[2]))) as leaving:
        leaving.sendall(
            b"POST /v1/chat/completions HTTP/1.1\r\nhost: h\r\ncontent-length: %d\r\n\r\n" % len(body) + body
        )
        assert leaving.recv(15) == b"HTTP/1.1 200 OK"
    shown = look(client, "#1")
    shown.wait("rows.get(1)?.one.outcome === 'left' && document.querySelector('.track i.unsent')")
    assert shown.texts("nav .badge") == ["script", "client left"]
    assert shown.texts("#detail section h3")[2].endswith("the client left")


def test_a_long_conversation_is_folded_in_its_middle(client: Any, look: Any, keep: Any) -> None:
    said = []
    for number in range(1, 15):
        said += [
            {"role": "user", "content": f"And day {number} of the trip? Keep it short, I am packing."},
            {"role": "assistant", "content": f"Day {number}: a walk along the river, then lunch near the market."},
        ]
    client.chat(more={"messages": [SYSTEM, *said, QUESTION], "tools": [WEATHER]})
    shown = look(client, "#1", height=1000)
    shown.wait("document.querySelector('.talk')")
    assert shown.texts("[data-name=earlier] summary") == ["20 earlier messages"]
    assert len(shown.texts(".talk > ol > li")) == 12
    keep("long", shown)


def test_a_rejection_is_marked(client: Any, look: Any, keep: Any) -> None:
    orphan = {"role": "tool", "tool_call_id": "call_1", "content": "21"}
    client.chat(more={"messages": [QUESTION, orphan], "tools": [WEATHER]})
    shown = look(client, "#1", height=640)
    shown.wait("document.querySelector('.card[data-kind=rejection]')")
    assert shown.texts("nav .badge") == ["rejection", "400"]
    assert "must be a response to a preceeding message with 'tool_calls'" in shown.texts(".why")[0]
    keep("rejection", shown)


def test_a_fault_is_marked_at_each_attempt(client: Any, look: Any, keep: Any) -> None:
    for _ in range(3):
        client.chat("the report")
    shown = look(client, "#2")
    shown.wait("document.querySelector('.card[data-kind=fault]')")
    assert shown.texts("nav li:nth-child(2) .badge") == ["script", "fault: rate_limit", "429", "attempt 2"]
    assert shown.texts("nav li:first-child .badge") == ["script", "attempt 3"]
    keep("fault", shown)


def test_a_miss_explains_itself(client: Any, look: Any, keep: Any) -> None:
    client.chat("Book me a hotel in Lisbon", more={"tools": [WEATHER, CLOCK]})
    shown = look(client, "#1", height=900)
    shown.wait("document.querySelector('.card[data-kind=miss]')")
    assert shown.texts(".why")[0].startswith("No rule answers this request.")
    keep("miss", shown)


def test_it_is_dark_where_the_system_is(client: Any, look: Any, keep: Any) -> None:
    weather(client)
    shown = look(client, "#2", dark=True)
    shown.wait("document.querySelector('.answer')")
    assert shown.value("getComputedStyle(document.body).backgroundColor") == "rgb(16, 20, 27)"
    keep("dark", shown)


def test_on_a_narrow_screen_list_and_request_take_turns(client: Any, look: Any, keep: Any) -> None:
    shown = look(client, width=400, height=760)
    visible = "[getComputedStyle(document.querySelector('nav')).display, getComputedStyle(detail).display]"
    assert shown.value(visible) == ["none", "block"]
    weather(client)
    client.chat("Book me a hotel in Lisbon", more={"tools": [WEATHER]})
    shown.wait("rows.size === 3 && !document.body.hasAttribute('data-empty')")
    assert shown.value(visible) == ["block", "none"]
    keep("narrow-list", shown)
    shown.value("rows.get(2).node.firstChild.click()")
    shown.wait("document.querySelector('.answer')")
    assert shown.value(visible) == ["none", "block"]
    assert shown.value("document.documentElement.scrollWidth") == 400
    keep("narrow", shown)
    shown.value("document.querySelector('.back').click()")
    assert shown.value(visible) == ["block", "none"]


def test_it_is_used_by_keys_alone(client: Any, look: Any) -> None:
    weather(client)
    client.chat("the report")
    shown = look(client)
    shown.wait("rows.size === 3")
    shown.press("ArrowDown")
    shown.press("ArrowDown")
    assert shown.wait("chosen") == 2
    assert shown.value("document.activeElement.getAttribute('aria-current')") == "true"
    shown.press("k")
    assert shown.wait("chosen") == 3
    shown.press("/")
    assert shown.value("document.activeElement.id") == "filter"
    for letter in "lisbon":
        shown.press(letter)
    assert len(shown.value("shown()")) == 2
    shown.press("Escape")
    assert len(shown.value("shown()")) == 3


def test_the_keyboard_stays_on_a_request_whose_response_ends(client: Any, look: Any) -> None:
    shown = look(client)
    asking = threading.Thread(target=client.chat, args=("slowly",), kwargs={"more": {"stream": True}})
    asking.start()
    shown.wait("rows.get(1)?.one.outcome === 'open'")
    shown.press("ArrowDown")
    shown.wait("rows.get(1).one.outcome === 'whole'")
    asking.join()
    assert shown.value("document.activeElement === rows.get(1).node.firstChild")
    shown.wait("document.activeElement.getAttribute('aria-current') === 'true'")


@pytest.mark.parametrize(("chip", "left"), [("Misses", 1), ("Rejections", 1), ("Faults", 1), ("All", 4)])
def test_a_chip_leaves_one_kind(client: Any, look: Any, chip: str, left: int) -> None:
    client.chat("weather in Rome", more={"tools": [WEATHER]})
    client.chat("nobody knows")
    client.chat("rejected", more={"n": 0})
    client.chat("the report")
    shown = look(client)
    shown.wait("rows.size === 4")
    shown.value(f"[...document.querySelectorAll('.chip')].find((chip) => chip.innerText === {chip!r}).click()")
    assert len(shown.value("shown()")) == left


def test_one_click_copies_a_rule_that_answers_alike_and_a_curl_that_repeats(client: Any, look: Any) -> None:
    weather(client)
    shown = look(client, "#1")
    shown.wait("document.querySelector('.talk')")
    grant = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": client.server.url}
    shown.browser.tell("Browser.grantPermissions", **grant)
    copied = []
    for number in range(3):
        shown.value(f"document.querySelectorAll('.acts button')[{number}].click()")
        shown.wait("$('toast').innerText.startsWith('Copied')")
        copied.append(shown.value("navigator.clipboard.readText()"))
        shown.value("$('toast').textContent = ''")
    (rule,) = yaml.safe_load(copied[0])
    assert rule["when"] == {"user": "What is the weather in Lisbon?"}
    assert rule["steps"][0]["call"]["get_weather"] == {"city": "Lisbon", "unit": "celsius"}
    assert copied[1].startswith(
        "mock.when(user='What is the weather in Lisbon?').call('get_weather', {'city': 'Lisbon'"
    )
    assert copied[2].startswith(f"curl -sS {client.server.base_url}/chat/completions -H")


def test_a_screen_reader_hears_what_is_there(client: Any, look: Any) -> None:
    client.chat("nobody knows")
    shown = look(client, "#1")
    shown.wait("document.querySelector('.card[data-kind=miss]')")
    heard = shown.spoken()
    assert ("navigation", "Requests, newest first") in heard
    assert ("searchbox", "Filter the requests") in heard
    assert ("heading", "POST /v1/chat/completions") in heard
    assert ("heading", "Nothing answered") in heard
    assert any(role == "button" and "miss" in name and "nobody knows" in name for role, name in heard)
    assert shown.value(UNNAMED) == 0


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, of two colours written `rgb(1, 2, 3)`."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in colour[4:-1].split(",")]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_can_be_read(client: Any, look: Any, dark: bool) -> None:
    weather(client)
    client.chat("rejected", more={"n": 0})
    client.chat("the report")
    client.chat("nobody knows")
    for number in (2, 3, 4, 5):
        shown = look(client, f"#{number}", dark=dark)
        shown.wait("rows.size === 5 && document.querySelector('.card')")
        colours = shown.value(COLOURS)
        assert [what for what, text, back in colours if contrast(text, back) < 4.5] == []


def test_what_an_app_sends_is_text_and_never_markup(client: Any, look: Any) -> None:
    evil = "<img src=x onerror='document.title=\"evil\"'><script>document.title='evil'</script>"
    client.chat(evil, x_mockfn_scope=evil.replace("'", ""))
    shown = look(client, "#1")
    shown.wait("document.querySelector('.talk')")
    assert shown.texts(".turn[data-role=user] .text") == [evil]
    assert shown.value("document.title") == "mockfn inspector"
    assert shown.value("document.querySelectorAll('img').length") == 0


def test_the_page_follows_a_reset(client: Any, look: Any) -> None:
    client.chat("nobody knows")
    shown = look(client)
    shown.wait("rows.size === 1")
    client.ask("POST", "/_mockfn/reset")
    shown.wait("rows.size === 0")
    client.chat("another")
    shown.wait("rows.size === 1")
    assert shown.texts("nav .asks") == ["another"]


def test_the_page_is_whole_and_loads_nothing(talk: Callable[..., Any]) -> None:
    status, headers, body = talk().answer("GET", "/_mockfn/")
    assert (status, headers["content-type"], body) == (200, "text/html; charset=utf-8", page())
    assert headers["content-security-policy"] == policy()
    assert "default-src 'none'" in policy()
    assert policy().count("'sha256-") == 2
    assert b" src=" not in body.replace(b"xmlns", b"")
    assert len(body) < 60_000


def test_its_folder_leads_to_it(talk: Callable[..., Any]) -> None:
    status, headers, _ = talk().answer("GET", "/_mockfn")
    assert (status, headers["location"]) == (307, "/_mockfn/")


def test_what_it_shows_of_an_exchange_is_json(client: Any) -> None:
    client.chat("nobody knows")
    assert json.dumps(client.ask("GET", "/_mockfn/journal/1")[1])
