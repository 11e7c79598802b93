"""Recorded exchanges: kept readable and free of secrets, found by what a request means, replayed to the byte.

The pure half: values and text. Files are opened by `mockfn.files`, exchanges caught by `mockfn.recorder`.

    cassette = loads(text)                     text or bytes of a file, ours or vcrpy's -> Cassette
    player = Player(cassette)                  player.take(request) -> Played | Miss
    replay(played.interaction, speed=0)        -> mockfn.http.Response
    recording = Recording(scrubber=Scrubber(secrets=secrets_in(environment)))
    tape = recording.start(request)            tape.frame(data, offset); tape.finish(status, headers) -> findings
    dumps(recording.cassette())                -> text
"""

from mockfn.cassette.checks import Problem, check
from mockfn.cassette.comparing import compare
from mockfn.cassette.conversation import reply_of, summary
from mockfn.cassette.drift import Drift, changes, drift
from mockfn.cassette.model import Cassette, Interaction, offsets
from mockfn.cassette.normalise import NORMALISERS, Matching
from mockfn.cassette.player import Miss, Played, Player
from mockfn.cassette.recording import Recording, Tape
from mockfn.cassette.replay import replay
from mockfn.cassette.scripting import to_script
from mockfn.cassette.scrub import Finding, Scrubbed, Scrubber, secrets_in
from mockfn.cassette.shelf import Shelf
from mockfn.cassette.text import dumps, loads
from mockfn.cassette.transcript import Line, transcript

__all__ = [
    "NORMALISERS",
    "Cassette",
    "Drift",
    "Finding",
    "Interaction",
    "Line",
    "Matching",
    "Miss",
    "Played",
    "Player",
    "Problem",
    "Recording",
    "Scrubbed",
    "Scrubber",
    "Shelf",
    "Tape",
    "changes",
    "check",
    "compare",
    "drift",
    "dumps",
    "loads",
    "offsets",
    "replay",
    "reply_of",
    "secrets_in",
    "summary",
    "to_script",
    "transcript",
]
