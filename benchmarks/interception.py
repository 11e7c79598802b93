"""What interception costs and holds: `python benchmarks/interception.py`.

Entering and leaving a mock; a call of each client through it, beside a call of httpx2 to a real server on the
loopback; the first chunk of a slow stream; and how many of the calls of 20 threads leave the process.
"""

import json
import socket
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from mockfn.http import Frame, Response
from mockfn.intercept import intercept

HOSTS = ("api.openai.com",)
BASE = "https://api.openai.com/v1"
URL = f"{BASE}/chat/completions"
SAID = {
    "id": "x",
    "object": "chat.completion",
    "created": 1,
    "model": "m",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "hello"}}],
}
BODY = json.dumps(SAID).encode()


def respond(request):
    if b"stream" in request.body:
        frames = tuple(Frame(b"data: %d\n\n" % number, 0.2) for number in range(4))
        return Response(200, {"content-type": "text/event-stream"}, frames)
    return Response(200, {"content-type": "application/json"}, (Frame(BODY),))


def callers():
    """A function of no arguments for each client, which makes one call and reads the answer."""
    import httpx
    import httpx2
    import openai
    import requests
    import urllib3

    sessions = threading.local()  # as requests asks for: one session a thread
    clients = {name: module.Client() for name, module in (("httpx", httpx), ("httpx2", httpx2))}
    pool, sdk = urllib3.PoolManager(maxsize=20), openai.OpenAI(api_key="sk-x", base_url=BASE, max_retries=0)

    def by_requests():
        if not hasattr(sessions, "session"):
            sessions.session = requests.Session()
        return sessions.session.post(URL, json={}).json()["id"]

    return {
        "requests": by_requests,
        "urllib3": lambda: pool.request("POST", URL, json={}, retries=False).json()["id"],
        **{name: lambda client=client: client.post(URL, json={}).json()["id"] for name, client in clients.items()},
        "openai": lambda: sdk.chat.completions.create(model="m", messages=[]).id,
    }


def median_us(function, number=200):
    times = []
    for _ in range(number):
        began = time.perf_counter()
        function()
        times.append(time.perf_counter() - began)
    return 1e6 * statistics.median(times)


def enter_and_leave():
    def once():
        with intercept(respond, hosts=HOSTS):
            pass

    once()
    print(f"enter and leave: {median_us(once, 1000):.0f} us")


def over_the_loopback():
    import httpx2

    class Server(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # one write a response

        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(200)
            self.send_header("content-length", str(len(BODY)))
            self.end_headers()
            self.wfile.write(BODY)

        def log_message(self, *args):
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server, httpx2.Client() as client:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        print(f"a call of httpx2 to a server on the loopback: {median_us(lambda: client.post(url, json={})):.0f} us")
        with intercept(respond, hosts=HOSTS):
            print(f"the same beside an active mock: {median_us(lambda: client.post(url, json={})):.0f} us")
        server.shutdown()


def first_chunk():
    import httpx2

    with (
        intercept(respond, hosts=HOSTS),
        httpx2.Client() as client,
        client.stream("POST", URL, json={"stream": True}) as response,
    ):
        began = time.monotonic()
        times = [time.monotonic() - began for _ in response.iter_raw()]
    print("chunks of a stream of 0.2 s a frame, after the head:", *(f"{seconds:.2f}" for seconds in times))


def threads(name, call, left):
    with intercept(respond, hosts=HOSTS), ThreadPoolExecutor(20) as pool:
        began = time.perf_counter()
        answers = [future.result() for future in [pool.submit(lambda: [call() for _ in range(200)]) for _ in range(20)]]
        took = time.perf_counter() - began
    right = sum(answer == "x" for thread in answers for answer in thread)
    print(f"20 threads x 200 calls, {name}: {right} answered, {len(left)} left the process, {took:.1f} s")


def main():
    left = []
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] != "127.0.0.1":
            left.append(address)
            raise OSError("nothing may leave the process here")
        return connect(self, address)

    socket.socket.connect = guarded
    calls = callers()  # imports the clients, so that entering has all of them to look at
    enter_and_leave()
    over_the_loopback()
    first_chunk()
    with intercept(respond, hosts=HOSTS):
        for name, call in calls.items():
            print(f"a call of {name}: {median_us(call):.0f} us")
    for name, call in calls.items():
        threads(name, call, left)
    return bool(left)


if __name__ == "__main__":
    sys.exit(main())
