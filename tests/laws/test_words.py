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


def places(pattern, files):
    """Where the pattern is found, and what it found."""
    lines = [(file.name, number, line) for file in files for number, line in enumerate(file.text.splitlines(), 1)]
    return [f"{name}:{number} {found[0]!r}" for name, number, line in lines for found in pattern.finditer(line)]


@pytest.mark.parametrize("what", NEVER)
def test_nobody_writes(what, written_files):
    found = places(NEVER[what], written_files)
    assert not found, "\n".join([*found, what])


def test_no_text_tells_what_was(written_files):
    """A reader has the present before them; the changelog and git have the past."""
    texts = [file for file in written_files if file.path.suffix in (".py", ".md") and file.path.stem != "changelog"]
    found = places(HISTORY, texts)
    assert not found, "\n".join([*found, "tells history: say how it is"])


def test_a_module_is_named_after_what_it_knows(python_files):
    parts = {file.name: file.name.removesuffix(".py").split("/") for file in python_files}
    empty = [
        name
        for name, words in parts.items()
        if any(EMPTY_MODULE.fullmatch(word.removeprefix("test_")) for word in words)
    ]
    assert not empty, f"{empty}: such a name says nothing; name the thing it knows"


def test_a_class_is_named_after_what_it_is(sources):
    classes = [
        (file.name, node.name) for file in sources for node in ast.walk(file.tree) if isinstance(node, ast.ClassDef)
    ]
    empty = [f"{file}: {name}" for file, name in classes if EMPTY_CLASS.fullmatch(name)]
    assert not empty, "\n".join([*empty, "says little; docs/glossary.md has the words of this project"])


def test_a_source_file_opens_with_its_law(sources):
    silent = [source.name for source in sources if source.tree.body and not ast.get_docstring(source.tree)]
    assert not silent, f"{silent}: open with a docstring, a sentence or two on what it is for and what holds in it"


def test_a_silenced_check_says_why(sources):
    """`# noqa: B008 - frozen`, `# type: ignore[arg-type]  # untyped there`: the rule, then the reason."""
    wrong = [
        f"{source.name}:{line} {text}" for source in sources for line, text in comments(source) if SILENCER.match(text)
    ]
    assert not wrong, "\n".join([*wrong, "write the rule, then ' - ' and the reason"])


def comments(source):
    """Every (line, text) of its comments."""
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


SILENCER = re.compile(r"# *(noqa|type: *ignore)(?!.*( - |# )\S)")
