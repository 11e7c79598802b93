"""The two-turn loop through an intercepted mock, in each client's own way: `python benchmarks/client_loops.py NAME`.

Run by clients.py in an environment that has the client, with nothing but the loopback. Prints one JSON object: the
versions it ran with, and for each base URL and way of calling what the loop came to.
"""

import asyncio
import json
import sys
import traceback
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

from msgspec.structs import replace

from mockfn import MockProvider
from mockfn.providers import PROVIDERS, provider_of_host

BASES = ("https://api.openai.com/v1", "https://api.aimlapi.com/v1", "https://api.deepinfra.com/v1/openai")
MODEL, KEY = "gpt-4o-mini", "sk-not-a-key"
QUESTION = "What is the weather in Paris?"
EXPECTED = "It is 18 degrees in Paris."
TOOL = {
    "type": "function",
    "function": {
        "name": "get_current_weather",
        "description": "Get the current weather of a city",
        "parameters": {
            "type": "object",
            "properties": {"location": {"type": "string"}},
            "required": ["location"],
            "additionalProperties": False,
        },
    },
}


def get_current_weather(location: str) -> dict:
    """Get the current weather of a city."""
    return {"location": location, "temperature": 18}


def turns():
    """The loop without a client: yields messages to send, is sent the assistant's message, returns its last text."""
    messages = [{"role": "user", "content": QUESTION}]
    while True:
        said = yield messages
        if not said.get("tool_calls"):
            return said["content"]
        messages.append({name: value for name, value in said.items() if value is not None})
        for call in said["tool_calls"]:
            result = get_current_weather(**json.loads(call["function"]["arguments"]))
            messages.append({"role": "tool", "tool_call_id": call["id"], "content": json.dumps(result)})


def loop(send):
    """`turns`, with a function from messages to a message."""
    turn, said = turns(), None
    try:
        while True:
            said = send(turn.send(said))
    except StopIteration as end:
        return end.value


async def async_loop(send):
    """`turns`, with a coroutine function."""
    turn, said = turns(), None
    try:
        while True:
            said = await send(turn.send(said))
    except StopIteration as end:
        return end.value


def collapsed(chunks):
    """The message that a stream of chunks says."""
    message = {"role": "assistant", "content": None, "tool_calls": []}
    for chunk in chunks:
        delta = chunk["choices"][0]["delta"] if chunk.get("choices") else {}
        if delta.get("content"):
            message["content"] = (message["content"] or "") + delta["content"]
        for piece in delta.get("tool_calls") or ():
            if piece["index"] == len(message["tool_calls"]):
                named = {"name": piece["function"]["name"], "arguments": ""}
                message["tool_calls"].append({"id": piece["id"], "type": "function", "function": named})
            message["tool_calls"][piece["index"]]["function"]["arguments"] += piece["function"].get("arguments") or ""
    return message


# Plain HTTP


def payload(messages, stream):
    return {"model": MODEL, "messages": messages, "tools": [TOOL], "stream": stream}


def read(body, stream):
    """The message in a body's bytes."""
    if not stream:
        return json.loads(body)["choices"][0]["message"]
    events = [line[6:] for line in body.decode().splitlines() if line.startswith("data: ")]
    return collapsed(json.loads(event) for event in events if event != "[DONE]")


def plain(post):
    """The two synchronous ways to call, of `post(url, payload) -> pieces of a body`."""

    def run(stream):
        def way(base):
            url = f"{base}/chat/completions"
            return loop(lambda messages: read(b"".join(post(url, payload(messages, stream))), stream))

        return way

    return {"sync": run(False), "sync stream": run(True)}


def plain_async(post):
    """The two asynchronous ways."""

    def run(stream):
        async def way(base):
            async def send(messages):
                pieces = [piece async for piece in post(f"{base}/chat/completions", payload(messages, stream))]
                return read(b"".join(pieces), stream)

            return await async_loop(send)

        return way

    return {"async": run(False), "async stream": run(True)}


def httpx_ways(name):
    httpx = __import__(name)

    def post(url, body):
        with httpx.Client() as client, client.stream("POST", url, json=body) as response:
            yield from response.iter_bytes()

    async def async_post(url, body):
        async with httpx.AsyncClient() as client, client.stream("POST", url, json=body) as response:
            async for piece in response.aiter_bytes():
                yield piece

    return {**plain(post), **plain_async(async_post)}


def requests_ways():
    import requests

    return plain(lambda url, body: requests.post(url, json=body, stream=True, timeout=30).iter_content(None))


def urllib3_ways():
    import urllib3

    pool = urllib3.PoolManager()
    return plain(lambda url, body: pool.request("POST", url, body=json.dumps(body), preload_content=False).stream())


def aiohttp_ways():
    import aiohttp

    async def post(url, body):
        async with aiohttp.ClientSession() as session, session.post(url, json=body) as response:
            async for piece in response.content.iter_any():
                yield piece

    return plain_async(post)


# SDKs that answer with the API's own objects


def api_ways(opened, async_opened):
    """Four ways, of `opened(base)` and `async_opened(base)`: contexts whose value makes completions."""
    request = {"model": MODEL, "tools": [TOOL]}

    def sync(base):
        with opened(base) as create:
            return loop(lambda m: create(messages=m, **request).choices[0].message.model_dump())

    def stream(base):
        with opened(base) as create:
            return loop(lambda m: collapsed([c.model_dump() for c in create(messages=m, stream=True, **request)]))

    async def asynchronous(base):
        async with async_opened(base) as create:

            async def send(messages):
                return (await create(messages=messages, **request)).choices[0].message.model_dump()

            return await async_loop(send)

    async def async_stream(base):
        async with async_opened(base) as create:

            async def send(messages):
                chunks = await create(messages=messages, stream=True, **request)
                return collapsed([chunk.model_dump() async for chunk in chunks])

            return await async_loop(send)

    return {"sync": sync, "sync stream": stream, "async": asynchronous, "async stream": async_stream}


def openai_ways(**transport):
    import openai

    @contextmanager
    def opened(base):
        with openai.OpenAI(base_url=base, api_key=KEY) as client:
            yield client.chat.completions.create

    @asynccontextmanager
    async def async_opened(base):
        made = {name: make() for name, make in transport.items()}
        async with openai.AsyncOpenAI(base_url=base, api_key=KEY, **made) as client:
            yield client.chat.completions.create

    return api_ways(opened, async_opened)


def openai_aiohttp_ways():
    import openai

    ways = openai_ways(http_client=openai.DefaultAioHttpClient)
    return {name: way for name, way in ways.items() if "async" in name}


def litellm_ways():
    import litellm

    @contextmanager
    def opened(base):
        yield lambda model, **request: litellm.completion(f"openai/{model}", api_base=base, api_key=KEY, **request)

    @asynccontextmanager
    async def async_opened(base):
        yield lambda model, **request: litellm.acompletion(f"openai/{model}", api_base=base, api_key=KEY, **request)

    return api_ways(opened, async_opened)


# Frameworks with messages of their own


def langchain_ways():
    from langchain_core.messages import HumanMessage, ToolMessage
    from langchain_core.tools import tool
    from langchain_openai import ChatOpenAI

    asked = [HumanMessage(QUESTION)]

    def model(base):
        return ChatOpenAI(model=MODEL, base_url=base, api_key=KEY).bind_tools([tool(get_current_weather)])

    def after(said):
        calls = [(call["id"], get_current_weather(**call["args"])) for call in said.tool_calls]
        return [*asked, said, *(ToolMessage(json.dumps(result), tool_call_id=id_) for id_, result in calls)]

    def run(ask):
        return lambda base: ask(model(base), after(ask(model(base), asked))).text

    def run_async(ask):
        async def way(base):
            return (await ask(model(base), after(await ask(model(base), asked)))).text

        return way

    async def astream(chat, messages):
        return added([chunk async for chunk in chat.astream(messages)])

    return {
        "sync": run(lambda chat, messages: chat.invoke(messages)),
        "sync stream": run(lambda chat, messages: added(list(chat.stream(messages)))),
        "async": run_async(lambda chat, messages: chat.ainvoke(messages)),
        "async stream": run_async(astream),
    }


def added(chunks):
    """langchain's chunks as one message."""
    return sum(chunks[1:], chunks[0])


def pydantic_ai_ways():
    from pydantic_ai import Agent
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider

    def agent(base):
        provider = OpenAIProvider(base_url=base, api_key=KEY)
        return Agent(OpenAIChatModel(MODEL, provider=provider), tools=[get_current_weather])

    async def run(base):
        return (await agent(base).run(QUESTION)).output

    async def stream(base):
        async with agent(base).run_stream(QUESTION) as result:
            return await result.get_output()

    return {
        "sync": lambda base: agent(base).run_sync(QUESTION).output,
        "sync stream": lambda base: agent(base).run_stream_sync(QUESTION).get_output(),
        "async": run,
        "async stream": stream,
    }


WAYS = {
    "openai": openai_ways,
    "openai-aiohttp": openai_aiohttp_ways,
    "httpx": lambda: httpx_ways("httpx"),
    "httpx2": lambda: httpx_ways("httpx2"),
    "requests": requests_ways,
    "aiohttp": aiohttp_ways,
    "urllib3": urllib3_ways,
    "litellm": litellm_ways,
    "langchain-openai": langchain_ways,
    "pydantic-ai": pydantic_ai_ways,
}


def provider_at(base):
    """Who answers at a base URL; where no profile knows it, OpenAI's under that host and path."""
    parts = urlsplit(base)
    return provider_of_host(parts.hostname) or replace(
        PROVIDERS["openai"], hosts=(parts.hostname,), base_paths=(parts.path,)
    )


def outcome(base, way):
    """'ok', or what went wrong."""
    mock = MockProvider(provider_at(base))
    mock.when(user="weather in {city}?").call("get_current_weather", location="{city}").then.say(
        "It is {result[temperature]} degrees in {city}."
    )
    try:
        with mock.intercept():
            text = asyncio.run(way(base)) if asyncio.iscoroutinefunction(way) else way(base)
    except Exception as error:
        traceback.print_exc()
        return f"{type(error).__name__}: {error}"[:200]
    return "ok" if text == EXPECTED and len(mock.requests) == 2 else f"{text!r} after {len(mock.requests)} requests"


def versions(names):
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def main(name):
    ways = WAYS[name]()
    results = {base: {mode: outcome(base, way) for mode, way in ways.items()} for base in BASES}
    print(json.dumps({"versions": versions([*sys.argv[2:], "httpx", "httpx2", "aiohttp"]), "results": results}))


if __name__ == "__main__":
    main(sys.argv[1])
