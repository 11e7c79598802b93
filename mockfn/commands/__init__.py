"""The commands of the command line, one a file.

Each file has `add(commands)`, which declares its command's options and sets `run`, a function of the parsed options
that returns the exit code. What a command needs it imports when it runs, so that `mockfn --help` is quick.
"""
