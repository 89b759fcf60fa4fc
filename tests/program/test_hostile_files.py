"""Files made to do harm, given to the real program: refused at once, in one line, and nothing is touched.

Time and memory are those of the program's own process: forked where it is loaded already, or, for what takes most,
measured from a small process that does nothing but start it.
"""

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from learnboard.exchange.embedded import CLOSING, OPENING
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR
from tests.program.boards import COMMAND, environment, year_board
from tests.program.served import Ended, Server
from tests.terminal import plain_environment

GOOD = EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json"
MIB = 2**20
MOST_SECONDS = 1.0  # beyond the start of the interpreter itself, of a processor
MOST_WAIT = 20.0  # seconds by the clock, whoever else is busy: what waits for a pipe waits for ever
MOST_MEMORY = 250_000_000  # bytes
LONGEST_LINE = 400  # without the path of the file

# A started process counts the memory of the one it was started from until then, so that one has to be small.
_WATCH = """
import json, os, sys
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024], file)
"""


def watched(folder: Path, *words: str, env: dict[str, str] | None = None) -> Ended:
    """Run a program to its end, or to the end of patience."""
    result = folder / "result.json"
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _WATCH, str(result), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(folder) | (env or {}),
        start_new_session=True,
    ) as watch:
        try:
            out, err = watch.communicate(timeout=MOST_WAIT)
        except subprocess.TimeoutExpired:
            os.killpg(watch.pid, signal.SIGKILL)
            raise
    return Ended(*json.loads(result.read_text()), out, err)


# The files: each is made in a folder of its own, and answers its path.


def written(name: str, data: Callable[[], bytes]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data())
        return folder / name

    return make


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.learnboard.json")
    return folder / "pipe.learnboard.json"


def folder_named_like_a_file(folder: Path) -> Path:
    (folder / "folder.learnboard.json").mkdir()
    return folder / "folder.learnboard.json"


def link_to(target: Callable[[Path], Path]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "link.html").symlink_to(target(folder))
        return folder / "link.html"

    return make


def sparse(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        with (folder / name).open("wb") as file:
            file.truncate(1024 * MIB)
        return folder / name

    return make


def spoiled_year(**changes: Any) -> bytes:
    return json.dumps(json.loads(EXAMPLE_BOARD.read_bytes()) | changes).encode()


def wrong_last_row() -> bytes:
    first, *_ = json.loads(EXAMPLE_BOARD.read_bytes())["check_ins"]
    return spoiled_year(check_ins=[*(first | {"id": f"x{number}"} for number in range(60_000)), {"id": "last"}])


def stacked_marks() -> bytes:
    """19 MiB of notes within the limit of a text, each in the order that takes longest to be put into Unicode's."""
    first, *_ = json.loads(EXAMPLE_BOARD.read_bytes())["check_ins"]
    note = "a" + "\u0301" * 49_000 + "\u0327" * 49_000
    rows = [first | {"id": f"x{number}", "note": note} for number in range(98)]
    year = json.loads(EXAMPLE_BOARD.read_bytes()) | {"check_ins": rows}
    return json.dumps(year, ensure_ascii=False).encode()


def _short_texts() -> bytes:
    """58 times 50,000 texts of one character, of which no parser can share much."""
    return ",".join([",".join(f'"{chr(2_048 + number)}"' for number in range(50_000))] * 58).encode()


_HEAD = b'{"format":"learnboard.snapshot","version":1,"minor":0,"goals":['
_OSC = b"\x1b]0;owned\x07\x1b[2J\xc2\x9b31m"

SMALL: dict[str, Callable[[Path], Path]] = {
    "a pipe": fifo,
    "a folder": folder_named_like_a_file,
    "/dev/zero": lambda _: Path("/dev/zero"),
    "/dev/full": lambda _: Path("/dev/full"),
    "a link to a pipe": link_to(fifo),
    "a link to a folder": link_to(folder_named_like_a_file),
    "a link to a device": link_to(lambda _: Path("/dev/zero")),
    "a link to nothing": link_to(lambda folder: folder / "nothing"),
    "a gigabyte of nothing": sparse("sparse.learnboard.json"),
    "a gigabyte of feedback": sparse("sparse.feedback.json"),
    "an empty file": written("empty.learnboard.json", bytes),
    "a packed file": written("packed.learnboard.json", lambda: gzip.compress(GOOD.read_bytes())),
    "half a file": written("half.learnboard.json", lambda: GOOD.read_bytes()[:5_000]),
    "UTF-16": written("16.learnboard.json", lambda: GOOD.read_text("utf-8").encode("utf-16")),
    "a zero byte": written("zero.html", lambda: b"<html>\0" + OPENING + b"{}" + CLOSING),
    "sequences for a terminal": written(f"a{_OSC.decode()}\n.learnboard.json", lambda: _HEAD + b'"' + _OSC),
    "sequences as an id": written("id.learnboard.json", lambda: spoiled_year(board_id=_OSC.decode())),
    "sequences in a page": written("p.html", lambda: b"<html>" + OPENING + b'{"' + _OSC + b'":1}' + CLOSING),
    "a page that never ends": written("endless.html", lambda: b"<html>" + OPENING + GOOD.read_bytes()),
}
LARGE: dict[str, Callable[[Path], Path]] = {
    "brackets": written("b.learnboard.json", lambda: b"[" * (19 * MIB)),
    "299,000 brackets": written("b.learnboard.json", lambda: _HEAD + b'{"a":{"b":1},"c":{}},' * 99_000),
    "brackets in a page": written("b.html", lambda: b"<html>" + OPENING + b"{[" * (9 * MIB) + CLOSING),
    "commas": written("c.learnboard.json", lambda: _HEAD + b"0," * (9 * MIB)),
    "short texts": written(
        "t.learnboard.json",
        lambda: _HEAD + _short_texts() + b"]}",
    ),
    "a wrong row behind 60,000 good ones": written("r.learnboard.json", wrong_last_row),
    "stacked marks": written("m.learnboard.json", stacked_marks),
    "texts of control characters": written(
        "e.html", lambda: b"<html>" + OPENING + _HEAD + b'{"id":"' + b"\\u001bx" * (2 * MIB) + b'"}]}' + CLOSING
    ),
}
FILES = SMALL | LARGE

COMMANDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "show": lambda file: ("show", file),
    "compare": lambda file: ("compare", str(GOOD), file),
    "import": lambda file: ("import", file),
    "mentor": lambda file: ("mentor", file),
}
CASES = [
    *((("import", "mentor")[number % 2], kind) for number, kind in enumerate(SMALL)),
    *((command, kind) for kind in LARGE for command in ("import", "mentor")),
    *(("show", kind) for kind in ("a pipe", "/dev/full", "sequences as an id", "short texts")),
    *(("compare", kind) for kind in ("a link to a pipe", "a gigabyte of nothing", "UTF-16", "stacked marks")),
]
"""Small files to what reads for the board or the mentor, large ones to both; show and compare read as import does."""

ALONE = [
    *(("import", "a pipe"), ("mentor", "a folder"), ("show", "short texts"), ("compare", "brackets in a page")),
    *((command, "short texts") for command in ("import", "mentor")),
]
"""In an interpreter of their own, as a person starts it; the others are forked where the program is loaded."""


class Scene(NamedTuple):
    """A folder with a board and what else is made in it, and how long the bare interpreter takes here."""

    folder: Path
    board: Path
    board_bytes: bytes
    bare: float
    made: dict[str, Path]

    def file(self, kind: str) -> Path:
        """The file of a kind, made when it is first asked for."""
        if kind not in self.made:
            folder = self.folder / str(len(self.made))
            folder.mkdir()
            self.made[kind] = FILES[kind](folder)
        return self.made[kind]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    folder = tmp_path_factory.mktemp("hostile")
    board = year_board(folder / "boards" / "year.db")
    bare = min(watched(folder, sys.executable, "-c", "").seconds for _ in range(3))
    return Scene(folder, board, board.read_bytes(), bare, {})


@pytest.mark.parametrize(("command", "kind"), CASES)
def test_a_file_made_to_do_harm_is_refused_at_once_in_one_line(
    scene: Scene, server: Server, command: str, kind: str
) -> None:
    file = scene.file(kind)
    words, named = (*COMMAND, *COMMANDS[command](str(file))), {"LEARNBOARD_FILE": str(scene.board)}
    if (command, kind) in ALONE:
        ended = watched(scene.folder, *words, env=plain_environment(environment(scene.folder) | named))
    else:
        ended = server.run(words, plain_environment(environment(scene.folder) | named), patience=MOST_WAIT)
    assert (ended.code, ended.out) == (1, b"")
    assert_one_safe_line(ended.err.decode(), file)
    assert ended.seconds <= MOST_SECONDS + 3 * scene.bare
    assert ended.memory <= MOST_MEMORY
    assert [found.name for found in scene.board.parent.iterdir()] == [scene.board.name]
    assert scene.board.read_bytes() == scene.board_bytes


def assert_one_safe_line(said: str, file: Path) -> None:
    """One line of the program that names the file, short, and with nothing that a terminal obeys."""
    assert said.startswith("learnboard: ")
    assert said.endswith("\n")
    line = said.removesuffix("\n")
    assert line.isprintable()
    assert "Traceback" not in line
    assert len(line) <= LONGEST_LINE + len(str(file))
    name = file.name.partition(".")[0]
    assert name in line or not name.isprintable()


def test_what_is_measured_is_the_program_and_not_what_started_it(scene: Scene) -> None:
    held = bytearray(300 * MIB)
    held[::4096] = b"x" * len(held[::4096])  # every page of it is in memory
    bare = watched(scene.folder, sys.executable, "-c", "")
    assert bare.memory < 50 * MIB
    large = watched(scene.folder, sys.executable, "-c", "x = b'x' * (300 * 2**20)")
    assert large.memory > 300 * MIB
    busy = watched(scene.folder, sys.executable, "-c", "import time\nwhile time.process_time() < 0.3: pass")
    assert 0.3 <= busy.seconds < MOST_WAIT
