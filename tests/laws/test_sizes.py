"""A file is read in one sitting, a function in one look."""

import ast

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def test_a_file_has_at_most_400_lines(python_file):
    lines = len(python_file.text.splitlines())
    assert lines <= LONGEST_FILE, (
        f"{python_file.name} has {lines} lines: split it by what it knows, or move a table out"
    )


def test_a_function_has_at_most_40_lines(python_file):
    long = [
        f"{python_file.name}:{node.lineno} {node.name}() has {length} lines"
        for node in ast.walk(python_file.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for length in [(node.end_lineno or 0) - node.lineno + 1]
        if length > LONGEST_FUNCTION
    ]
    assert not long, "\n".join([*long, "name its steps and give each a function, or make its branches a table"])
