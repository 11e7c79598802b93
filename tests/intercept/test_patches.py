"""Patches are made once, wherever and whenever a client is imported."""

import http.client
import importlib
import subprocess
import sys
import timeit

import pytest

from mockfn.intercept import intercept
from mockfn.intercept.patches import CLIENTS, install, replace


@pytest.mark.parametrize("name", CLIENTS)
def test_every_client_has_a_patch(name):
    assert callable(importlib.import_module(CLIENTS[name]).patch)


def test_a_second_installation_changes_nothing():
    install()
    before = http.client.HTTPConnection.putrequest
    install()
    assert http.client.HTTPConnection.putrequest is before


def test_a_method_that_was_put_back_is_replaced_again(monkeypatch):
    install()
    original = http.client.HTTPConnection.putrequest.__wrapped__
    monkeypatch.setattr(http.client.HTTPConnection, "putrequest", original)
    install()
    assert http.client.HTTPConnection.putrequest is not original


def test_a_replacement_looks_like_the_original():
    class Owner:
        def method(self, word):
            """What it does."""
            return word

    replace(Owner, "method", lambda original: lambda self, word: original(self, word) + "!")
    replace(Owner, "method", lambda original: lambda self, word: original(self, word) + "?")
    assert Owner().method("hello") == "hello!"
    assert (Owner.method.__name__, Owner.method.__doc__) == ("method", "What it does.")


def test_the_import_hook_comes_back_after_somebody_took_it_away(monkeypatch):
    install()
    ours = sys.meta_path[0]
    monkeypatch.setattr(sys, "meta_path", [finder for finder in sys.meta_path if finder is not ours])
    install()
    assert sys.meta_path[0] is ours


PROGRAM = """
import sys
from mockfn.intercept.patches import install
install()
import urllib3.connectionpool as module
assert type(module.__loader__).__module__ == module.__spec__.loader.__class__.__module__ == "_frozen_importlib_external"
assert module.HTTPConnectionPool.urlopen.__wrapped__
try:
    import httplib2.nothing
except ImportError:
    pass
"""


def test_a_module_imported_later_is_patched_and_keeps_its_own_loader():
    pytest.importorskip("urllib3", reason="urllib3 is not installed")
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, timeout=60)


def test_entering_and_leaving_costs_well_under_a_millisecond():
    def once():
        with intercept(lambda request: None, hosts=["api.openai.com"]):
            pass

    once()
    assert min(timeit.repeat(once, number=50, repeat=5)) / 50 < 0.001
