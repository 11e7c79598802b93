"""The two-turn loop of every client that is installed, at every base URL; the rest are in docs/clients.md."""

import asyncio
import os
import runpy
from importlib.util import find_spec
from pathlib import Path

import pytest

LOOPS = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks/client_loops.py"))
SYNC, ASYNC = ("sync", "sync stream"), ("async", "async stream")
LIGHT = {
    "openai": SYNC + ASYNC,
    "openai-aiohttp": ASYNC,
    "httpx": SYNC + ASYNC,
    "httpx2": SYNC + ASYNC,
    "requests": SYNC,
    "aiohttp": ASYNC,
    "urllib3": SYNC,
}


def has_aiohttp_transport():
    from importlib.metadata import version

    # openai 3 brings it and needs aiohttp; openai 2 has it from a package of its own.
    return find_spec("aiohttp" if int(version("openai").split(".")[0]) > 2 else "httpx_aiohttp") is not None


@pytest.fixture(scope="module")
def ways():
    made = {}

    def named(name):
        if find_spec(name.partition("-")[0]) is None:
            pytest.skip(f"{name} is not installed")
        if name == "openai-aiohttp" and not has_aiohttp_transport():
            pytest.skip("openai is installed without its aiohttp transport")
        if name not in made:
            made[name] = LOOPS["WAYS"][name]()
        return made[name]

    return named


@pytest.mark.parametrize("base", LOOPS["BASES"])
@pytest.mark.parametrize(("name", "mode"), [(name, mode) for name, modes in LIGHT.items() for mode in modes])
def test_the_loop_holds(ways, name, mode, base, monkeypatch):
    for variable in [name for name in os.environ if name.endswith(("_BASE_URL", "_API_BASE"))]:
        monkeypatch.delenv(variable)
    assert LOOPS["outcome"](base, ways(name)[mode]) == "ok"


def test_twenty_agents_at_once_get_their_own_answers(monkeypatch):
    openai = pytest.importorskip("openai", reason="openai is not installed")
    from mockfn import MockProvider

    mock = MockProvider()
    for trade in ("baker", "smith"):
        mock.when(system=f"You are a {trade}").say(f"I am the {trade}.")

    async def agent(client, trade):
        messages = [
            {"role": "system", "content": f"You are a {trade}"},
            {"role": "user", "content": "Who are you?"},
        ]
        said = await client.chat.completions.create(model="gpt-4o", messages=messages)
        return said.choices[0].message.content

    async def main():
        async with openai.AsyncOpenAI(api_key="sk-x", base_url="https://api.openai.com/v1") as client:
            return await asyncio.gather(*(agent(client, trade) for trade in ("baker", "smith") * 10))

    with mock.intercept():
        assert asyncio.run(main()) == ["I am the baker.", "I am the smith."] * 10
