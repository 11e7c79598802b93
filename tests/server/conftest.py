"""A server on a real socket, a client that hides nothing, and a real browser, driven by its DevTools protocol."""

from __future__ import annotations

import base64
import http.client
import itertools
import json
import os
import select
import shutil
import struct
import subprocess
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mockfn.server import MockServer

QUESTION = {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}


class Talk:
    """What a client sends to one server. `ask` gives status and body, parsed where it is JSON; `answer` headers too."""

    def __init__(self, server: MockServer) -> None:
        self.server = server

    def answer(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.server.url.removeprefix("http://"), timeout=10)
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, data, named)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        try:
            return response.status, found, response.read()
        finally:
            connection.close()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        status, found, data = self.answer(method, path, body, **headers)
        return status, json.loads(data) if found["content-type"].startswith("application/json") else data.decode()

    def chat(self, text: str = "hi", *, more: Any = None, **headers: str) -> tuple[int, Any]:
        """A question of one user message; `more` are further members of the body."""
        body = {"model": "gpt-4o", "messages": [{"role": "user", "content": text}], **(more or {})}
        return self.ask("POST", "/v1/chat/completions", body, **headers)

    def said(self, text: str = "hi", **headers: str) -> Any:
        """The text that answers."""
        return self.chat(text, **headers)[1]["choices"][0]["message"]["content"]

    def problem(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """The status and the message of an error."""
        status, found = self.ask(method, path, body, **headers)
        return status, found["error"]["message"]


@pytest.fixture(scope="session")
def plain_server() -> Iterator[MockServer]:
    """The one server for all tests that want nothing special of theirs."""
    with MockServer() as server:
        yield server


@pytest.fixture
def talk(plain_server: MockServer) -> Iterator[Callable[..., Talk]]:
    """Gives the one who talks to a server with these options."""
    running: list[MockServer] = []

    def start(**options: Any) -> Talk:
        if not options:
            plain_server.reset()
            return Talk(plain_server)
        running.append(MockServer(**options).start())
        return Talk(running[-1])

    yield start
    for server in running:
        server.stop()


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--disable-lcd-text",
    "--force-color-profile=srgb",
    "--lang=en-GB",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
)


class Browser:
    """A headless Chromium. Commands go in by its descriptor 3 and answers come by its 4, each ended by a zero byte."""

    def __init__(self, program: str, profile: Path) -> None:
        commands, self._to = os.pipe()
        self._from, answers = os.pipe()

        def take_its_places() -> None:
            # Twice, for one of the two may be where the other belongs.
            kept = os.dup(answers)
            os.dup2(commands, 3)
            os.dup2(kept, 4)

        self._process = subprocess.Popen(
            [program, *QUIET, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=take_its_places,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(commands)
        os.close(answers)
        self._numbers = itertools.count(1)
        self._read = b""

    def tell(self, method: str, session: str | None = None, **given: Any) -> Any:
        """Sends a command and waits for its result; events are passed over."""
        number = next(self._numbers)
        command = {"id": number, "method": method, "params": given, **({"sessionId": session} if session else {})}
        os.write(self._to, json.dumps(command).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer)
                return answer["result"]

    def _next(self) -> Any:
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._from], [], [], 30)
            piece = os.read(self._from, 1 << 20) if ready else b""
            assert piece, "the browser does not answer"
            self._read += piece
        message, _, self._read = self._read.partition(b"\0")
        return json.loads(message)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        os.close(self._to)
        os.close(self._from)


class Page:
    """One tab of the browser."""

    def __init__(self, browser: Browser, url: str, *, width: int = 1200, height: int = 800, dark: bool = False) -> None:
        self.browser = browser
        target = browser.tell("Target.createTarget", url="about:blank")["targetId"]
        self._target = target
        self._session = browser.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.tell("Emulation.setEmulatedMedia", features=[scheme, still])
        self.tell("Emulation.setTimezoneOverride", timezoneId="UTC")
        self.tell("Page.enable")
        self.tell("Page.navigate", url=url)

    def tell(self, method: str, **given: Any) -> Any:
        return self.browser.tell(method, self._session, **given)

    def value(self, script: str) -> Any:
        """What a JavaScript expression comes to."""
        found = self.tell(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def wait(self, script: str) -> Any:
        """Waits until a JavaScript expression holds."""
        until = time.monotonic() + 10
        while not (found := self.value(f"((held) => held instanceof Node || held)({script})")):
            assert time.monotonic() < until, (
                f"{script} never held; the page says: {self.value('document.body.innerText')}"
            )
            time.sleep(0.02)
        return found

    def press(self, key: str) -> None:
        text = {"text": key} if len(key) == 1 else {}
        for kind in ("keyDown", "keyUp"):
            self.tell("Input.dispatchKeyEvent", type=kind, key=key, **(text if kind == "keyDown" else {}))

    def texts(self, selector: str) -> list[str]:
        """What the elements show that a selector finds."""
        found: list[str] = self.value(f"[...document.querySelectorAll({selector!r})].map((e) => e.innerText.trim())")
        return found

    def spoken(self) -> list[tuple[str, str]]:
        """What a screen reader hears: (role, name) of everything that has a name."""
        nodes = self.tell("Accessibility.getFullAXTree")["nodes"]
        heard = [node for node in nodes if not node.get("ignored") and node.get("name", {}).get("value")]
        return [(node["role"]["value"], node["name"]["value"]) for node in heard]

    def picture(self) -> bytes:
        """A PNG of what is in view."""
        return base64.b64decode(self.tell("Page.captureScreenshot", format="png")["data"])

    def close(self) -> None:
        self.browser.tell("Target.closeTarget", targetId=self._target)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A real browser; tests that want one are skipped where there is none."""
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no browser here: none of {', '.join(BROWSERS)} (Debian: apt-get install chromium)")
    running = Browser(program, tmp_path_factory.mktemp("browser"))
    yield running
    running.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the inspector of a server."""
    pages: list[Page] = []

    def open_page(client: Talk, hash: str = "", **how: Any) -> Page:
        pages.append(Page(browser, f"{client.server.url}/_mockfn/{hash}", **how))
        pages[-1].wait(
            "document.readyState === 'complete' && window.EventSource && $('live').innerText.startsWith('live')"
        )
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture
def keep() -> Callable[[str, Any], None]:
    """Writes a screenshot where the docs have it, when asked to."""
    folder = os.environ.get("INSPECTOR_SCREENSHOTS")

    def write(name: str, shown: Any) -> None:
        picture = shown.picture()
        assert picture.startswith(b"\x89PNG")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            Path(folder, f"{name}.png").write_bytes(few_colours(picture))

    return write


def few_colours(picture: bytes) -> bytes:
    """The same PNG with a palette of at most 256 colours: a third of the size, and nobody sees it."""
    chunks, at = [], 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        chunks.append((picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]))
        at += length + 12
    width, height, _, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    rows = unfiltered(zlib.decompress(b"".join(data for name, data in chunks if name == b"IDAT")), width, 2 + kind // 2)
    pixels = [bytes(row[at : at + 3]) for row in rows for at in range(0, len(row), 2 + kind // 2)]
    counted = Counter(pixels)
    palette = [colour for colour, _ in counted.most_common(192)]
    # The rest goes to rare colours that are unlike all others, such as the green of a small dot.
    for colour in sorted(counted, key=lambda one: -distance(one, nearest(one, palette))):
        if len(palette) < 256 and distance(colour, nearest(colour, palette[192:] or palette)) > 300:
            palette.append(colour)
    places = {colour: at for at, colour in enumerate(palette)}
    place = {colour: places[nearest(colour, palette)] for colour in counted}
    lines = (bytes([0, *(place[one] for one in pixels[row * width : (row + 1) * width])]) for row in range(height))
    written = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(palette)),
        (b"IDAT", zlib.compress(b"".join(lines), 9)),
        (b"IEND", b""),
    ]
    ends = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in written)
    return picture[:8] + b"".join(ends)


def nearest(colour: bytes, palette: list[bytes]) -> bytes:
    return min(palette, key=lambda one: distance(one, colour))


def distance(one: bytes, other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def unfiltered(data: bytes, width: int, size: int) -> Iterator[bytearray]:
    """The rows of a PNG's pixels of `size` bytes each (PNG 1.2, section 6)."""
    above = bytearray(width * size)
    for start in range(0, len(data), width * size + 1):
        how, row = data[start], bytearray(data[start + 1 : start + 1 + width * size])
        for at in range(len(row)) if how else ():
            left, up, corner = (row[at - size], above[at], above[at - size]) if at >= size else (0, above[at], 0)
            paeth = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
            row[at] = (row[at] + (0, left, up, (left + up) // 2, paeth)[how]) & 255
        yield row
        above = row
