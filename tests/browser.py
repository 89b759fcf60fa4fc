"""A real Chromium without a window, driven over a pipe by its DevTools protocol, as a person would drive it.

Nothing waits for the clock: a page is asked until what is waited for holds, or time is up.
"""

import base64
import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from fcntl import F_DUPFD_CLOEXEC, fcntl
from itertools import count
from pathlib import Path
from select import select
from time import monotonic
from types import TracebackType
from typing import Any, Self

CHROMIUM = Path("/usr/bin/chromium")
MISSING = "Debian's Chromium is not at /usr/bin/chromium"
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--mute-audio",
    "--hide-scrollbars",
    "--lang=en-US",
    # One process for all pages: each is of a file of ours, and there is nothing to keep them apart for.
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,SpareRendererForSitePerProcess,PreloadTopChromeWebUI",
)
_PATIENCE = 20.0
"""Seconds for an answer."""
_READ, _WRITE = 3, 4
"""The two ends of the pipes, as Chromium has them."""
_ABOVE = 10
_KEYS = {"Backspace": 8, "Tab": 9, "End": 35, "Enter": 13, "Escape": 27, " ": 32}
_TEXTS = {"Enter": "\r", " ": " "}
_UNTIL = """new Promise((done) => {
  const start = performance.now();
  const look = () => {
    const found = (() => { try { return %s } catch { return null } })();
    if (found || performance.now() - start > %d) done(found); else setTimeout(look, 10);
  };
  look();
})"""

_MIDDLE = """(() => {
  const element = document.querySelectorAll(%s)[%d];
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
})()"""


class Browser:
    """One Chromium with a profile of its own, as a context manager that ends it."""

    def __init__(self, folder: Path) -> None:
        self.events: list[dict[str, Any]] = []
        self._number = 0
        self._unread = b""
        self._pid, self._to, self._from = _started(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError, EOFError, TimeoutError):
            self.call("Browser.close")
        for end in (self._to, self._from):
            os.close(end)
        # The group is of this browser alone: it was started as the leader of its own.
        with suppress(ProcessLookupError):
            os.killpg(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)

    def call(self, method: str, session: str | None = None, **params: Any) -> Any:
        """What the browser answers to a command; events that come before it are kept.

        Raises:
            RuntimeError: if it refuses the command.
        """
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        unwritten = json.dumps(message).encode() + b"\0"
        while unwritten:
            unwritten = unwritten[os.write(self._to, unwritten) :]
        until = monotonic() + _PATIENCE
        while (answer := self._next(until)).get("id") != number:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    @property
    def told(self) -> int:
        """How many events came so far."""
        return len(self.events)

    def wait(self, holds: Callable[[dict[str, Any]], bool], since: int = 0) -> tuple[int, dict[str, Any]]:
        """The first event for which it holds, with its number, of those that came since one or are to come."""
        until = monotonic() + _PATIENCE
        for number in count(since):
            if number == self.told:
                self.events.append(self._next(until))
            if holds(self.events[number]):
                return number, self.events[number]
        raise AssertionError

    def page(self, width: int = 1280, height: int = 900) -> "Page":
        """A new page with a profile of its own."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session, target, context)
        for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
            page.call(f"{domain}.enable")
        page.call("Page.setLifecycleEventsEnabled", enabled=True)
        page.size(width, height)
        return page

    def _next(self, until: float) -> dict[str, Any]:
        """The next message."""
        while b"\0" not in self._unread:
            left = until - monotonic()
            if left <= 0 or not select([self._from], [], [], left)[0]:
                raise TimeoutError("the browser did not answer in time")
            part = os.read(self._from, 1 << 16)
            if not part:
                raise EOFError("the browser has ended")
            self._unread += part
        message, _, self._unread = self._unread.partition(b"\0")
        return dict(json.loads(message))


def _started(folder: Path) -> tuple[int, int, int]:
    """A new Chromium: its process, the end that is written to and the end that is read from."""
    commands, to = os.pipe()
    answers, back = os.pipe()
    # Far from the numbers they are to have there, or one would take the other's place.
    high = [fcntl(end, F_DUPFD_CLOEXEC, _ABOVE) for end in (commands, back)]
    for end in (commands, back):
        os.close(end)
    argv = [str(CHROMIUM), *_FLAGS, f"--user-data-dir={folder}", "about:blank"]
    silence = os.open(os.devnull, os.O_RDWR)
    pid = os.posix_spawn(
        argv[0],
        argv,
        {**os.environ, "HOME": str(folder)},
        file_actions=[
            *((os.POSIX_SPAWN_DUP2, silence, each) for each in (0, 1, 2)),
            (os.POSIX_SPAWN_DUP2, high[0], _READ),
            (os.POSIX_SPAWN_DUP2, high[1], _WRITE),
        ],
        setpgroup=0,
    )
    for end in (*high, silence):
        os.close(end)
    return pid, to, answers


class Page:
    """One page of it, as a context manager that closes it."""

    def __init__(self, browser: Browser, session: str, target: str, context: str) -> None:
        self._browser = browser
        self._session = session
        self._target = target
        self._context = context
        self._download = browser.told

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.call("Target.disposeBrowserContext", browserContextId=self._context)

    def call(self, method: str, **params: Any) -> Any:
        """What the page answers to a command."""
        return self._browser.call(method, self._session, **params)

    def events(self, method: str) -> list[dict[str, Any]]:
        """What the page told of one kind."""
        own = (event for event in self._browser.events if event.get("sessionId") == self._session)
        return [event["params"] for event in own if event["method"] == method]

    def wait(self, method: str, holds: Callable[[dict[str, Any]], bool], since: int = 0) -> dict[str, Any]:
        """The first event of one kind for which it holds, of those since one."""
        _, found = self._browser.wait(
            lambda event: (
                event.get("sessionId") == self._session and event["method"] == method and holds(event["params"])
            ),
            since,
        )
        return dict(found["params"])

    # Looking

    def open(self, path: Path) -> None:
        """Open a file and wait until it is loaded."""
        since = self._browser.told
        loader = self.call("Page.navigate", url=path.as_uri())["loaderId"]
        self._loaded(lambda told: told["loaderId"] == loader, since)

    def reload(self) -> list[str]:
        """Load the page again; answers the dialogs that came up, each of which was accepted."""
        since = self._browser.told
        before = self.call("Page.getFrameTree")["frameTree"]["frame"]["loaderId"]
        # A page that warns answers only when its dialog is closed, so that the command itself is not waited for.
        self.evaluate("void setTimeout(() => location.reload(), 0)")
        asked: list[str] = []
        while True:
            number, event = self._browser.wait(lambda each: self._is_end_or_dialog(each, before), since)
            if event["method"] == "Page.lifecycleEvent":
                return asked
            asked.append(event["params"]["type"])
            self.call("Page.handleJavaScriptDialog", accept=True)
            since = number + 1

    def _is_end_or_dialog(self, event: dict[str, Any], before: str) -> bool:
        if event.get("sessionId") != self._session:
            return False
        told = event["params"]
        loaded = event["method"] == "Page.lifecycleEvent" and told["name"] == "load" and told["loaderId"] != before
        return loaded or event["method"] == "Page.javascriptDialogOpening"

    def _loaded(self, holds: Callable[[dict[str, Any]], bool], since: int) -> None:
        self.wait("Page.lifecycleEvent", lambda told: told["name"] == "load" and holds(told), since)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page; of a promise, what it comes to.

        Raises:
            RuntimeError: if it throws.
        """
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def until(self, expression: str, milliseconds: int = 8_000) -> Any:
        """The value of an expression when it first is true.

        Raises:
            TimeoutError: if it is not in so many milliseconds.
        """
        found = self.evaluate(_UNTIL % (expression, milliseconds))
        if not found:
            raise TimeoutError(f"never true: {expression}")
        return found

    def text(self, selector: str = "body") -> str:
        """The text of an element as a person sees it."""
        return str(self.evaluate(f"document.querySelector({json.dumps(selector)}).innerText"))

    # Doing

    def click(self, selector: str, number: int = 0) -> None:
        """Click in the middle of an element: the first that fits, or the one of that number."""
        x, y = self.evaluate(_MIDDLE % (json.dumps(selector), number))
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str, modifiers: int = 0) -> None:
        """Press a key by its name; modifiers are 1 alt, 2 control, 8 shift."""
        code = _KEYS.get(key, 0) or ord(key.upper())
        text = {} if modifiers & 3 else {"text": _TEXTS[key]} if key in _TEXTS else {}
        common = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **common, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        for sign in text:
            if sign == "\n":
                self.press("Enter")
                continue
            self.call("Input.dispatchKeyEvent", type="keyDown", key=sign, text=sign)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=sign)

    def paste(self, text: str) -> None:
        """Put a text in at once, as from an input method or the clipboard."""
        self.call("Input.insertText", text=text)

    def downloads_to(self, folder: Path) -> None:
        """Let what is downloaded from now on come to a folder."""
        self._download = self._browser.told
        self._browser.call(
            "Browser.setDownloadBehavior",
            behavior="allow",
            downloadPath=str(folder),
            browserContextId=self._context,
            eventsEnabled=True,
        )

    def downloaded(self) -> str:
        """Wait until the download that began last is there; answers the name that was suggested for it."""
        begun = self._browser.wait(lambda event: event["method"] == "Browser.downloadWillBegin", self._download)[1]
        number, _ = self._browser.wait(
            lambda event: (
                event["method"] == "Browser.downloadProgress"
                and event["params"]["guid"] == begun["params"]["guid"]
                and event["params"]["state"] == "completed"
            ),
            self._download,
        )
        self._download = number + 1
        return str(begun["params"]["suggestedFilename"])

    # How it is looked at

    def size(self, width: int, height: int) -> None:
        """Make the page so large, in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def media(self, *, medium: str = "", scheme: str = "light") -> None:
        """Look at it in light or dark, and as `screen` or `print` wherever it is shown; empty for as it comes."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.call("Emulation.setEmulatedMedia", media=medium, features=[feature])

    def without_scripts(self) -> None:
        """What is opened from now on runs no script of its own."""
        self.call("Emulation.setScriptExecutionDisabled", value=True)

    def picture(self, *, whole: bool = False) -> bytes:
        """A PNG of what is seen, or of the whole page."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"])

    def printed(self) -> bytes:
        """The page as a PDF, with its backgrounds left out, as printers do."""
        return base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"])
