"""A cassette around the HTTP clients of this process: what was recorded is replayed with no network."""

from mockfn.recording.opened import OpenCassette
from mockfn.recording.use import use_cassette

__all__ = ["OpenCassette", "use_cassette"]
