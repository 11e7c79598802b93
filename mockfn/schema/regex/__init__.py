"""Regular expressions: read, matched in bounded time, and spelled out as texts that match."""
