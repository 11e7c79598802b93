"""A cassette in use: around the HTTP clients of this process, or behind a proxy that records for any language."""

from mockfn.recording.opened import OpenCassette
from mockfn.recording.proxy import Proxy
from mockfn.recording.use import use_cassette

__all__ = ["OpenCassette", "Proxy", "use_cassette"]
