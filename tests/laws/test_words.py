"""One word per thing, and no word that rots: no history, no promise to do it later, no name that says nothing.

Words that may occur nowhere are written here with a middle dot inside, so that this file obeys its own law.
"""

import ast
import io
import re
import tokenize

import pytest


def spelled(*patterns):
    """One pattern, without case; the middle dots are left out."""
    return re.compile("(?i:" + "|".join(patterns).replace("·", "") + ")")


NEVER = {
    "work left undone: do it": spelled(r"(?-i:\b(TO·DO|FIX·ME|XX·X|HA·CK)\b)"),
    "a place on the machine of who wrote it": spelled(r"(?<![\w.])/wo·rk\b", r"\.\./sha·red\b", r"/tmp/\w*jo·bs"),
    "a registry's host: say `pip install`": spelled(
        r"\bpy·pi\.org", r"files\.python·hosted\.org", r"registry\.npm·js\.org"
    ),
    "a text the reader does not have": spelled(r"\bDESI·GN\.md", r"\bBRI·EF\.md", r"\bissu·es? #?\d{1,2}\b(?![\d.])"),
}

HISTORY = spelled(r"\bprevious·ly\b", r"\bno lon·ger\b", r"\bused to b·e\b", r"\bformer·ly\b", r"\bas of no·w\b")

EMPTY = "utils? helpers? common base misc managers? engine context handlers?".replace(" ", "|")
EMPTY_MODULE = re.compile(EMPTY, re.IGNORECASE)
EMPTY_CLASS = re.compile(r"\w+(Util|Helper|Manager|Engine|Context|Handler)s?")


def lines_with(pattern, file):
    lines = enumerate(file.text.splitlines(), 1)
    return [f"{file.name}:{number} {found[0]!r}" for number, line in lines for found in pattern.finditer(line)]


@pytest.mark.parametrize("what", NEVER)
def test_nobody_writes(what, text_file):
    found = lines_with(NEVER[what], text_file)
    assert not found, "\n".join([*found, what])


def test_no_text_tells_what_was(text_file):
    """A reader has the present before them; the changelog and git have the past."""
    if text_file.name == "docs/changelog.md" or text_file.path.suffix not in (".py", ".md"):
        pytest.skip("history belongs here, or this is data")
    found = lines_with(HISTORY, text_file)
    assert not found, "\n".join([*found, "tells history: say how it is"])


def test_a_module_is_named_after_what_it_knows(python_file):
    words = [part.removeprefix("test_") for part in python_file.name.removesuffix(".py").split("/")]
    empty = [word for word in words if EMPTY_MODULE.fullmatch(word)]
    assert not empty, f"{python_file.name}: {empty} says nothing; name the thing it knows"


def test_a_class_is_named_after_what_it_is(source):
    classes = [node.name for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)]
    empty = [name for name in classes if EMPTY_CLASS.fullmatch(name)]
    assert not empty, f"{source.name}: {empty} says little; docs/glossary.md has the words of this project"


def test_a_source_file_opens_with_its_law(source):
    assert ast.get_docstring(source.tree) or not source.tree.body, (
        f"{source.name} opens with no docstring: say in a sentence or two what it is for and what holds in it"
    )


def test_a_silenced_check_says_why(source):
    """`# noqa: B008 - frozen`, `# type: ignore[arg-type]  # untyped there`: the rule, then the reason."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    silent = re.compile(r"# *(noqa|type: *ignore)(?!.*( - |# )\S)")
    wrong = [
        f"{source.name}:{t.start[0]} {t.string}"
        for t in tokens
        if t.type == tokenize.COMMENT and silent.match(t.string)
    ]
    assert not wrong, "\n".join([*wrong, "write the rule, then ' - ' and the reason"])
