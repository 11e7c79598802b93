"""The package's door."""

import subprocess
import sys

import pytest

import mockfn


def test_recording_is_loaded_by_those_who_record():
    program = "import sys, mockfn; print('mockfn.cassette' in sys.modules); mockfn.use_cassette; print(mockfn.Matching)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "<class", "'mockfn.cassette.normalise.Matching'>"]


def test_a_name_that_does_not_exist_is_none():
    with pytest.raises(AttributeError, match="module 'mockfn' has no attribute 'use_casette'"):
        mockfn.use_casette  # noqa: B018 - read for its error
