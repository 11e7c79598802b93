"""Mixed load for a while: `benchmarks/soak.py` in small. MOCKFN_SOAK_SECONDS says how long; CI gives it a minute."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "soak.py"


@pytest.mark.skipif(not PROGRAM.is_file(), reason="benchmarks/ is not in a source distribution")
def test_a_server_holds_under_mixed_load() -> None:
    seconds = os.environ.get("MOCKFN_SOAK_SECONDS", "2")
    command = [sys.executable, str(PROGRAM), "--seconds", seconds, "--clients", "8"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=float(seconds) + 60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("all held\n")
