"""What cassettes cost, beside stock vcrpy where it does the same, and what they promise under a crowd.

python benchmarks/cassettes.py                      all but the alarms
python benchmarks/cassettes.py match load first-chunk crowd
python benchmarks/cassettes.py alarms FILE...       false alarms of the secret scan on recorded exchanges (JSON Lines)
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from mockfn import use_cassette
from mockfn.cassette import Cassette, Interaction, Player, Scrubber, dumps, loads, vcrpy
from mockfn.http import Frame, Request, Response

URL = "https://api.openai.com/v1/chat/completions"
JSON = {"content-type": "application/json"}


def median(function, runs=7, clock=time.process_time):
    """Seconds of the middle run: of this process, so that a busy machine changes little."""
    times = []
    for _ in range(runs):
        started = clock()
        function()
        times.append(clock() - started)
    return statistics.median(times)


def exchange(number, size):
    """A request whose prompt has `size` characters, and its answer."""
    words = f"Case {number}. " + "The quick brown fox jumps over the lazy dog.\n" * (size // 45)
    tool = {"name": "lookup", "parameters": {"type": "object", "properties": {"id": {"type": "string"}}}}
    messages = [{"role": "system", "content": words}, {"role": "user", "content": f"Question {number}?"}]
    body = {"model": "gpt-4o", "messages": messages, "tools": [{"type": "function", "function": tool}]}
    message = {"role": "assistant", "content": f"Answer {number}."}
    answer = {"id": f"chatcmpl-{number}", "object": "chat.completion", "created": 1, "model": "gpt-4o"}
    answer |= {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    data = json.dumps(answer).encode()
    return Interaction(Request("POST", URL, JSON, json.dumps(body).encode()), Response(200, JSON, (Frame(data, 0.5),)))


def match():
    """Match time per request at 200 interactions of 20 KB; whole requests by httpx beside them."""
    cassette = Cassette(tuple(exchange(number, 20_000) for number in range(200)))
    players = [Player(cassette) for _ in range(5)]

    def play():
        player = players.pop()
        for interaction in reversed(cassette.interactions):
            player.take(interaction.request)

    print(f"match, 200 interactions of 20 KB: {median(play, 5) / 200 * 1e3:.2f} ms a request (at most 1)")
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours.yaml"), Path(folder, "theirs.yaml")
        ours.write_text(dumps(cassette), encoding="utf-8")
        theirs.write_text(vcrpy.dumps(cassette), encoding="utf-8")
        requests = [interaction.request for interaction in reversed(cassette.interactions)]
        with httpx.Client() as client:

            def ask(count):
                for request in requests[:count]:
                    client.post(request.url, headers=dict(request.headers), content=request.body).raise_for_status()

            with use_cassette(ours):
                mine = median(lambda: ask(200), 1) / 200
            with stock().use_cassette(str(theirs), match_on=["method", "uri", "body"], record_mode="none"):
                other = median(lambda: ask(20), 1) / 20
    print(f"whole request by httpx: {mine * 1e3:.2f} ms; stock vcrpy matching the body: {other * 1e3:.1f} ms")


def load():
    """Loading 5 MB: of long prompts, and of many small values (logprobs), beside stock vcrpy."""
    from vcr.serialize import deserialize
    from vcr.serializers import yamlserializer

    tokens = [{"token": " word", "logprob": -0.12345, "bytes": [32, 119, 111, 114, 100], "top_logprobs": []}] * 200
    dense = json.dumps({"choices": [{"index": 0, "logprobs": {"content": tokens}}]}).encode()
    prompts = tuple(exchange(number, 20_000) for number in range(240))
    request = Request("POST", URL, JSON, b'{"model": "gpt-4o"}')
    answers = tuple(Interaction(request, Response(200, JSON, (Frame(dense),))) for _ in range(240))
    for name, interactions in (("prompts", prompts), ("logprobs", answers)):
        text, stock_text = dumps(Cassette(interactions)), vcrpy.dumps(Cassette(interactions))
        mine = median(lambda text=text: loads(text), 5)
        other = median(lambda text=stock_text: deserialize(text, yamlserializer), 5)
        sizes = f"{len(text) / 1e6:.1f} MB in {mine:.2f} s ({mine / len(text) * 5e6:.2f} s for 5 MB, at most 0.5)"
        print(f"load, {name}: {sizes}; stock vcrpy: {len(stock_text) / 1e6:.1f} MB in {other:.2f} s")


def stock():
    import vcr

    return vcr.VCR()


class Upstream(BaseHTTPRequestHandler):
    """Streams ten chunks, 0.1 s apart, or answers at once with the last message."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Says nothing."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if body.get("stream"):
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            for number in range(10):
                time.sleep(0.1)
                data = b"data: %d\n\n" % number
                self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
            self.wfile.write(b"0\r\n\r\n")
            return
        data = json.dumps({"said": body["said"], "turn": self.server.turn()}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Server(ThreadingHTTPServer):
    request_queue_size = 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Upstream)
        self.host = f"127.0.0.1:{self.server_port}"
        self.url = f"http://{self.host}/v1/chat/completions"
        self._count, self._lock = 0, threading.Lock()
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def turn(self):
        with self._lock:
            self._count += 1
            return self._count


def first_chunk():
    """When the first chunk comes while recording, and without us; the upstream pauses 0.1 s a chunk."""
    server = Server()

    def ask(client):
        started = time.perf_counter()
        with client.stream("POST", server.url, json={"stream": True}) as response:
            return [time.perf_counter() - started for _ in response.iter_bytes()]

    with tempfile.TemporaryDirectory() as folder, httpx.Client() as client:
        ask(client)
        plain, taped, other = [], [], []
        for number in range(5):
            plain.append(ask(client))
            with use_cassette(Path(folder, f"{number}.yaml"), "once", [server.host]) as cassette:
                taped.append(ask(client))
            frames = len(cassette.recorded[0].response.frames)
        with stock().use_cassette(str(Path(folder, "stock.yaml"))):
            other.append(ask(client))
    server.shutdown()
    firsts = [statistics.median(times[0] for times in runs) for runs in (plain, taped, other)]
    later = (firsts[1] - firsts[0]) * 1e3
    print(f"first chunk: {firsts[0] * 1e3:.0f} ms without us, {firsts[1] * 1e3:.0f} ms while recording", end=" ")
    print(f"({later:+.1f} ms, at most 20), {firsts[2] * 1e3:.0f} ms by stock vcrpy; {frames} chunks kept of 10")


def crowd(runs=100):
    """40 requests at once, half of them identical, over asyncio and over threads: each gets its own answer."""
    server = Server()
    said = ["same"] * 20 + [f"text {number}" for number in range(20)]

    async def gather(client):
        answers = await asyncio.gather(*(client.post(server.url, json={"said": text}) for text in said))
        return [answer.json() for answer in answers]

    def tasks():
        async def run():
            async with httpx.AsyncClient() as client:
                return await gather(client)

        return asyncio.run(run())

    def threads():
        with httpx.Client() as client, ThreadPoolExecutor(40) as pool:
            return list(pool.map(lambda text: client.post(server.url, json={"said": text}).json(), said))

    with tempfile.TemporaryDirectory() as folder:
        for name, ask in (("asyncio", tasks), ("threads", threads)):
            path = Path(folder, f"{name}.yaml")
            with use_cassette(path, "once", [server.host]):
                recorded = ask()
            turns = sorted(answer["turn"] for answer in recorded)
            good = 0
            for _ in range(runs):
                with use_cassette(path, hosts=[server.host]):
                    answers = ask()
                own = [answer["said"] for answer in answers] == said
                good += own and sorted(answer["turn"] for answer in answers) == turns
            print(f"crowd of 40 over {name}: {good} of {runs} runs right")
    server.shutdown()


def alarms(files):
    """How many exchanges of others' recordings the secret scan would refuse to write."""
    refused, total = [], 0
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            recorded = json.loads(line)
            total += 1
            found = Scrubber().interaction(as_interaction(recorded)).findings
            if found:
                refused.append(f"  {Path(file).name} {recorded['id']}: {found[0]}")
    print(
        f"false alarms: {len(refused)} of {total} exchanges, {len(refused) / total:.2%} (below 1 %)", *refused, sep="\n"
    )


def as_interaction(recorded):
    asked, answered = recorded["request"], recorded["response"]
    body = answered.get("raw_sse", answered.get("body"))
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    headers = {"content-type": answered["content_type"] or "application/json"}
    request = Request("POST", recorded["url"], asked["headers"], json.dumps(asked["body"]).encode())
    return Interaction(request, Response(answered["status"], headers, (Frame(text.encode()),)))


ALL = {"match": match, "load": load, "first-chunk": first_chunk, "crowd": crowd}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="WHAT", help="match, load, first-chunk, crowd; or alarms FILE...")
    what = parser.parse_args().what or list(ALL)
    if what[0] == "alarms":
        return alarms(what[1:])
    for name in what:
        ALL[name]()
    return None


if __name__ == "__main__":
    sys.exit(main())
