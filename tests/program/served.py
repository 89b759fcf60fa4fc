"""The program in processes that a server forks: each a real one, but the modules are loaded once for all of them.

`python -m tests.program.served SOCKET` is the server. Loading takes most of the processor's time of a short run.
"""

import gc
import json
import os
import pty
import runpy
import socket
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from ctypes import CDLL
from fcntl import ioctl
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from pkgutil import iter_modules
from select import select
from signal import SIGKILL
from struct import pack
from time import monotonic
from typing import Any, Final, NamedTuple, Self

from tests.terminal import plain_environment, started

_REQUEST: Final = 1 << 18
_SUBREAPER: Final = 36  # PR_SET_CHILD_SUBREAPER of Linux's prctl
_HARMLESS: Final = ("XDG_", "LEARNBOARD_", "PYTEST_")
_READ_WHEN_USED: Final = {"HOME", "TMPDIR", "EDITOR", "VISUAL", "SHELL", "PWD", "OLDPWD"}


def _decisive(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that Python or a library reads when it is loaded: those of the server hold for all it forks."""
    return {
        name: value
        for name, value in environment.items()
        if name not in _READ_WHEN_USED and not name.startswith(_HARMLESS)
    }


class Ended(NamedTuple):
    """How a process ended: its exit code, the processor's seconds and the bytes it took, and what it said.

    The bytes are at least what the server takes.
    """

    code: int
    seconds: float
    memory: int
    out: bytes
    err: bytes


class Server:
    """A server of this process, as a context manager; what it forks are children of this process, to be waited for."""

    def __init__(self, root: Path) -> None:
        self._environment = _decisive(plain_environment({"PYTHONPATH": str(root)}))
        self._here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A terminal of its own, never read: Python looks at its streams when it starts.
        self._unused, terminal = pty.openpty()
        CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.program.served", str(there.fileno())],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env=self._environment,
            cwd=root,
            pass_fds=[there.fileno()],
            start_new_session=True,
        )
        there.close()
        os.close(terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._here.close()
        os.close(self._unused)
        self._process.wait(10)
        CDLL(None).prctl(_SUBREAPER, 0, 0, 0, 0)

    def start(self, argv: Sequence[str], columns: int, rows: int, environment: Mapping[str, str]) -> tuple[int, int]:
        """Start a module of `python -m` in a terminal: its process, and the end of the terminal that is ours.

        What is to be loaded in another environment than the server's starts in an interpreter of its own.
        """
        if list(argv[:2]) != [sys.executable, "-m"] or _decisive(environment) != self._environment:
            return started(argv, columns, rows, environment)
        ours, theirs = pty.openpty()
        ioctl(theirs, termios.TIOCSWINSZ, pack("HHHH", rows, columns, 0, 0))
        pid = self._fork(argv, environment, Path.cwd(), [theirs])
        os.close(theirs)
        return pid, ours

    def run(
        self, argv: Sequence[str], environment: Mapping[str, str], folder: Path | None = None, patience: float = 30.0
    ) -> Ended:
        """Run a module of `python -m` to its end, with pipes for what it writes and nothing to read.

        Raises:
            TimeoutError: if it has not ended after so many seconds; it is killed.
        """
        assert list(argv[:2]) == [sys.executable, "-m"]
        assert _decisive(environment) == self._environment
        nothing = os.open(os.devnull, os.O_RDONLY)
        pipes = [os.pipe() for _ in range(2)]
        pid = self._fork(argv, environment, folder or Path.cwd(), [nothing, *(end for _, end in pipes)])
        for end in (nothing, *(end for _, end in pipes)):
            os.close(end)
        said: dict[int, bytes] = {end: b"" for end, _ in pipes}
        unfinished, until = set(said), monotonic() + patience
        while unfinished:
            ready = select(list(unfinished), [], [], max(0.0, until - monotonic()))[0]
            if not ready:
                os.kill(pid, SIGKILL)
                os.waitpid(pid, 0)
                raise TimeoutError(f"{argv[2:]} has not ended")
            for end in ready:
                part = os.read(end, 1 << 16)
                said[end] += part
                if not part:
                    unfinished.remove(end)
                    os.close(end)
        _, status, used = os.wait4(pid, 0)
        out, err = said.values()
        return Ended(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, out, err)

    def ran(
        self, argv: Sequence[str], environment: Mapping[str, str], folder: Path | None
    ) -> subprocess.CompletedProcess[str] | None:
        """The same as `subprocess.run` tells it; None for what needs an interpreter of its own."""
        if list(argv[:2]) != [sys.executable, "-m"] or _decisive(environment) != self._environment:
            return None
        ended = self.run(argv, environment, folder)
        return subprocess.CompletedProcess(argv, ended.code, ended.out.decode(), ended.err.decode())

    def _fork(self, argv: Sequence[str], environment: Mapping[str, str], folder: Path, streams: list[int]) -> int:
        """The process, with one terminal or three streams for its own."""
        umask = os.umask(0)
        os.umask(umask)
        wanted = {"argv": list(argv), "env": dict(environment), "cwd": os.fsdecode(folder), "umask": umask}
        socket.send_fds(self._here, [json.dumps(wanted).encode()], streams)
        answer = self._here.recv(64)
        if not answer:
            raise EOFError("the server of the program has ended")
        return int(answer)


def _load() -> None:
    """Load what the program loads; what it loads later on purpose, and looks whether it did, is left to it."""
    os.environ["TEXTUAL_FPS"] = "120"  # as the program sets it before it loads Textual
    import_module("learnboard.ui.app")
    import_module("textual.drivers.linux_driver")
    import_module("time_machine")
    commands = import_module("learnboard.cli.commands")
    for module in iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{module.name}")
    gc.collect()
    gc.freeze()


def _serve(door: socket.socket) -> dict[str, Any]:
    """Fork for every request; answers it in the forked process alone. The server itself ends with its last client."""
    while True:
        request, streams, _, _ = socket.recv_fds(door, _REQUEST, 3)
        if not request:
            sys.exit()
        told, tells = os.pipe()
        between = os.fork()
        if between == 0:
            # Whoever has asked is to be the parent, so this one ends at once.
            os.close(told)
            if pid := os.fork():
                os.write(tells, b"%d" % pid)
                os._exit(0)
            os.close(tells)
            door.close()
            _take(streams)
            return dict(json.loads(request))
        for each in (tells, *streams):
            os.close(each)
        os.waitpid(between, 0)  # only from then on the process is a child of whoever has asked
        door.send(os.read(told, 64))
        os.close(told)


def _take(streams: list[int]) -> None:
    """Make a terminal, or three streams, one's own."""
    if len(streams) == 1:
        os.login_tty(streams[0])
        return
    os.setsid()
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=False)  # as no pipe is


def _become(wanted: Mapping[str, Any]) -> None:
    """Run the module as its own interpreter would."""
    os.environ.clear()
    os.environ.update(wanted["env"])
    os.chdir(wanted["cwd"])
    os.umask(wanted["umask"])
    module, *arguments = wanted["argv"][2:]
    sys.argv = [module, *arguments]
    with suppress(KeyError):
        del sys.modules["learnboard.__main__"]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _load()
    _become(_serve(socket.socket(fileno=int(sys.argv[1]))))
