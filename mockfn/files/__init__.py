"""The only room that opens files.

A file is replaced whole or not at all, and never where it could not be read. Writers of one file take turns, in threads
and in processes.
"""

from mockfn.files.atomic import locked, replace_file
from mockfn.files.cassettes import CassetteFile, read_cassettes
from mockfn.files.documents import STDIN, read_bytes, read_document, read_text, shown
from mockfn.files.fresh import write_new
from mockfn.files.listing import cassettes_in, orphan, strays_in
from mockfn.files.partial import Partial, leftovers, recover
from mockfn.files.scripts import read_script

__all__ = [
    "STDIN",
    "CassetteFile",
    "Partial",
    "cassettes_in",
    "leftovers",
    "locked",
    "orphan",
    "read_bytes",
    "read_cassettes",
    "read_document",
    "read_script",
    "read_text",
    "recover",
    "replace_file",
    "shown",
    "strays_in",
    "write_new",
]
