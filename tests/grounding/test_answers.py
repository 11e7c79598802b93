"""Text made of results."""

import pytest

from mockfn.chat import ChatRequest, Message
from mockfn.grounding import answer_from, text_without_tools


def told(*results):
    messages = tuple(Message("tool", text, name="weather") for text in results)
    chat = ChatRequest(json={}, model="m", conversation=(Message("user", "Weather?"), Message("assistant"), *messages))
    return answer_from(chat)


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (
            '{"location": "San Francisco", "temperature": "60"}',
            "The location is San Francisco and the temperature is 60.",
        ),
        (
            '{"inStock": true, "price": null, "sold": false}',
            "The in stock is yes, the price is unknown and the sold is no.",
        ),
        ('{"days": ["Mon", "Tue"], "notes": []}', "The days are Mon and Tue and the notes is none."),
        ('[{"name": "A"}, {"name": "B"}]', "The name is A and the name is B."),
        ('{"degrees": 21, "status": "fine"}', "The degrees are 21 and the status is fine."),
        ("60", "The result is 60."),
        ("[]", "The result is none."),
        ("{}", "The result is empty."),
        ("", "The result is empty."),
        ("sunny, 20 degrees", "sunny, 20 degrees"),
        ('"sunny"', "sunny"),
    ],
)
def test_an_answer_is_made_of_the_results_own_values(result, text):
    assert told(result) == (text, ("It says what weather returned.",))


def test_all_results_are_told():
    text, because = told('{"city": "Rome"}', "rainy", '{"city": "Oslo"}')
    assert text == "The city is Rome. rainy. The city is Oslo."
    assert len(because) == 3


def test_a_large_result_is_told_in_part():
    text, _ = told("{" + ", ".join(f'"k{n}": {n}' for n in range(100)) + "}")
    assert text.count(" is ") == 24


def test_a_deep_result_is_no_error():
    assert told('{"a": ' * 50 + "1" + "}" * 50)[0] == "The result is empty."


def test_text_without_tools_says_what_was_asked(asked, tool):
    assert text_without_tools(asked("Who wrote\n Hamlet?")) == "This is a mock's answer. You said: Who wrote Hamlet?"
    assert text_without_tools(asked("Who?", tool("f"))) == (
        "None of the tools offered fits this request, so here is text instead. You said: Who?"
    )
    assert text_without_tools(asked(" ")) == "How can I help?"


def test_long_words_are_repeated_in_part(asked):
    assert text_without_tools(asked("x" * 999)).endswith("x" * 200 + "...")
