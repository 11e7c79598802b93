"""A cassette in use: around the HTTP clients of this process; behind a proxy (`mockfn.recording.proxy`)."""

from mockfn.recording.opened import OpenCassette
from mockfn.recording.use import use_cassette

__all__ = ["OpenCassette", "use_cassette"]
