"""The only room that opens files.

A file is replaced whole or not at all, and never where it could not be read. Writers of one file take turns, in threads
and in processes.

Recordings are in `mockfn.files.cassettes` and `mockfn.files.partial`: who reads a script loads nothing of them.
"""

from mockfn.files.atomic import locked, replace_file
from mockfn.files.documents import STDIN, read_bytes, read_document, read_text, shown
from mockfn.files.fresh import write_new
from mockfn.files.listing import cassettes_in, orphan, strays_in
from mockfn.files.scripts import read_script

__all__ = [
    "STDIN",
    "cassettes_in",
    "locked",
    "orphan",
    "read_bytes",
    "read_document",
    "read_script",
    "read_text",
    "replace_file",
    "shown",
    "strays_in",
    "write_new",
]
