"""A file is read in one sitting, a function in one look."""

import ast

LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def test_a_file_has_at_most_400_lines(python_files):
    lengths = {file.name: len(file.text.splitlines()) for file in python_files}
    long = [f"{name} has {lines} lines" for name, lines in lengths.items() if lines > LONGEST_FILE]
    assert not long, "\n".join([*long, "split it by what it knows, or move a table out"])


def test_a_function_has_at_most_40_lines(python_files):
    long = [
        f"{file.name}:{node.lineno} {node.name}() has {length} lines"
        for file in python_files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for length in [(node.end_lineno or 0) - node.lineno + 1]
        if length > LONGEST_FUNCTION
    ]
    assert not long, "\n".join([*long, "name its steps and give each a function, or make its branches a table"])
