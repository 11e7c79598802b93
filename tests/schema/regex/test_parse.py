"""Regular expressions as trees: ECMA 262, its web extensions, and what others add."""

import pytest

from mockfn.schema.regex.charset import DIGIT, WORD
from mockfn.schema.regex.parse import Alt, At, Back, Chars, Group, Look, NotARegex, Repeat, Seq, children, parse


def one(char):
    return Chars(((ord(char), ord(char)),))


TREES = [
    ("a", one("a")),
    ("", Seq(())),
    ("ab|c", Alt((Seq((one("a"), one("b"))), one("c")))),
    ("a{2,3}", Repeat(one("a"), 2, 3)),
    ("a{2,}?", Repeat(one("a"), 2, None)),
    ("a++", Repeat(one("a"), 1, None)),
    ("\\d", Chars(DIGIT)),
    ("[\\w-]", Chars(((45, 45), *WORD))),
    ("[a\\-c]", Chars(((45, 45), (97, 97), (99, 99)))),
    ("[]a]", Chars(((93, 93), (97, 97)))),
    ("[\\b]", Chars(((8, 8),))),
    ("\\x41\\u0042\\u{43}", Seq((one("A"), one("B"), one("C")))),
    ("\\ud83d\\ude00", one("😀")),
    ("\\cJ", one("\n")),
    ("\\/\\-", Seq((one("/"), one("-")))),
    ("^a$", Seq((At("^"), one("a"), At("$")))),
    ("\\Aa\\z", Seq((At("^"), one("a"), At("$")))),
    ("\\ba\\B", Seq((At("b"), one("a"), At("B")))),
    ("(a)\\1", Seq((Group(1, one("a")), Back(1)))),
    ("(?<n>a)\\k<n>", Seq((Group(1, one("a")), Back(1)))),
    ("(?P<n>a)(?P=n)", Seq((Group(1, one("a")), Back(1)))),
    ("(?:a)", one("a")),
    ("(?>a)", one("a")),
    ("(?=a)", Look(one("a"), True, False)),
    ("(?<!a)", Look(one("a"), False, True)),
    ("(?i)a", Chars(((65, 65), (97, 97)))),
    ("(?i:a)a", Seq((Chars(((65, 65), (97, 97))), one("a")))),
    ("(?#note)a", one("a")),
    ("a{", Seq((one("a"), one("{")))),
    ("a{x}", Seq((one("a"), one("{"), one("x"), one("}")))),
    ("]", one("]")),
    ("\\8", one("8")),
    ("\\Qa.b\\E", Seq((one("a"), one("."), one("b")))),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_an_expression_is_read(text, tree):
    assert parse(text) == tree


WRONG = [
    ("(a", "a group is not closed"),
    ("a)", "unmatched ')' at 1"),
    ("*", "nothing to repeat at 0"),
    ("a{3,2}", "a repeat from 3 to 2 at 6"),
    ("[b-a]", "a range out of order at 2"),
    ("[a", "it ends in the middle"),
    ("\\", "it ends in the middle"),
    ("\\p{Nothing}", "no Unicode property 'Nothing' is known"),
    ("(?y)", "unknown group at 3"),
    ("a" * 20_001, "longer than 20000 characters"),
    ("(" * 5000, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[text[:10] for text, _ in WRONG])
def test_what_is_none_says_why(text, message):
    with pytest.raises(NotARegex) as caught:
        parse(text)
    assert str(caught.value) == message


def test_the_parts_of_a_part():
    assert children(parse("a|b")) == (one("a"), one("b"))
    assert children(one("a")) == ()
