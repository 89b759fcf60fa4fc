"""The program on a board of its own, and what a person sees of it."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter

from learnboard.storage.store import Store
from tests.storage.year import records
from tests.terminal import Start, Terminal, plain_environment

COMMAND = (sys.executable, "-m", "learnboard")
KEY_LINE = "? help"  # the last line of the board, painted with the first frame
KEY_RESULTS, OBJECTIVES = 18, 5
"""How many the example year has, with those of the year before."""
FORM = "kept as a draft"  # on the check-in form alone
_ROOT = Path(__file__).parents[2]
# The half block stands in bars too, but never before a word there.
_UNDER_CURSOR = re.compile(r"(?:^|[ ▕])▌ ([^ ·┆▕█✓●!✗?○–].*?)(?:  |▕|$)")
servers: list[Start | None] = []
"""Who starts the program now: the last of them; nobody but the terminal itself if there is none, or it is None."""
runners: list[Callable[[Sequence[str], Mapping[str, str], Path | None], subprocess.CompletedProcess[str] | None]] = []
"""The same for commands; they answer nothing where the command must have an interpreter of its own."""
_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")


def environment(folder: Path) -> dict[str, str]:
    """Variables that keep the program away from all that belongs to a person; temporary files go to `folder`/tmp."""
    (folder / "tmp").mkdir(exist_ok=True)
    homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE", "STATE")}
    return {"PYTHONPATH": str(_ROOT), "HOME": str(folder), "TMPDIR": str(folder / "tmp"), **homes}


def year_board(path: Path) -> Path:
    """Make the example year a board at a path, in a folder of its own."""
    path.parent.mkdir()
    Store.create(path, records().board_info, records()).close()
    return path


def terminal_of(
    argv: Sequence[str], columns: int = 160, rows: int = 45, env: Mapping[str, str] | None = None
) -> Terminal:
    """A program in a terminal: forked by the server of these tests, where there is one."""
    return Terminal(argv, columns, rows, env, start=servers[-1] if servers else None)


def ran(argv: Sequence[str], env: Mapping[str, str], folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What became of a command, which has nothing to read: forked like what is in a terminal, where it can be."""
    every = plain_environment(env)
    if runners and (done := runners[-1](argv, every, folder)):
        return done
    return subprocess.run(
        argv,
        env=every,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )


def program(
    folder: Path, *arguments: str, columns: int = 160, rows: int = 45, env: Mapping[str, str] | None = None
) -> Terminal:
    """Start learnboard with arguments, at home in a folder."""
    return terminal_of([*COMMAND, *arguments], columns, rows, environment(folder) | dict(env or {}))


def opened(board: Path, *, columns: int = 160, rows: int = 45, env: Mapping[str, str] | None = None) -> Terminal:
    """Open a board in a terminal; its first frame has been painted."""
    terminal = program(board.parent.parent, "--board", str(board), columns=columns, rows=rows, env=env)
    try:
        terminal.wait_for(KEY_LINE)
    except BaseException:
        terminal.__exit__(None, None, None)
        raise
    return terminal


def wait_until(terminal: Terminal, holds: Callable[[list[str]], object], timeout: float = 30.0) -> None:
    """Read until the screen's lines are as wished.

    Raises:
        TimeoutError: with the screen, when time is up or the program has ended.
    """
    deadline = perf_counter() + timeout
    while not holds(terminal.lines()):
        terminal._read_more(deadline, "another screen")


def again_and_again(
    terminal: Terminal, keys: bytes, holds: Callable[[], object], timeout: float = 30.0, silence: float = 0.05
) -> None:
    """Type keys (none: only read), each time it has been silent, until something holds.

    Raises:
        TimeoutError: with the screen, when time is up.
    """
    deadline = perf_counter() + timeout
    while not holds():
        if perf_counter() > deadline:
            raise TimeoutError("\n".join(terminal.lines()))
        if keys:
            terminal.send(keys)
        terminal.quiet(silence)


def open_form(terminal: Terminal) -> None:
    """Open the check-in of the card under the cursor."""
    terminal.send(b" ")
    terminal.wait_for(FORM)


def leave(terminal: Terminal, shown: str) -> None:
    """Press escape and wait until what was shown over the board is gone."""
    terminal.send(b"\x1b")
    wait_until(terminal, lambda lines: not any(shown in line for line in lines))


def quit_program(terminal: Terminal, key: bytes = b"q") -> int:
    """Leave by the door; the exit code."""
    terminal.send(key)
    return terminal.wait_exit(timeout=30)


def quit_from_form(terminal: Terminal) -> int:
    """Leave all that is open over the board, whose fields have the keys, and then by the door; the exit code."""
    return quit_program(terminal, b"\x1b[27u" * 5 + b"q")


def under_cursor(lines: list[str]) -> str:
    """The first line of the title of the card under the cursor; empty when there is none in sight."""
    return next((found[1] for line in lines if (found := _UNDER_CURSOR.search(line))), "")


def cursor_on(title: str) -> Callable[[list[str]], bool]:
    """Whether the card under the cursor has a title that begins so; a long one goes on in the next line."""
    return lambda lines: (f"{title} ").startswith(f"{under_cursor(lines)} ") or under_cursor(lines).startswith(title)


def modes(output: bytes) -> dict[int, bool]:
    """The terminal modes the program touched, and whether it left them on."""
    return {int(number): state == b"h" for number, state in _MODE.findall(output)}


def asked(board: Path, sql: str) -> list[tuple[object, ...]]:
    """What SQLite itself says of a board."""
    with closing(sqlite3.connect(board)) as connection:
        return connection.execute(sql).fetchall()


def beside(board: Path) -> set[str]:
    """What lies beside a board, but for its backups."""
    return {found.name for found in board.parent.iterdir()} - {board.name, f"{board.name}.backups"}


def assert_sound(board: Path) -> None:
    """The board is whole, learnboard opens it, and nothing lies beside it but its backups."""
    Store.open(board).close()
    assert asked(board, "PRAGMA integrity_check") == [("ok",)]
    assert asked(board, "PRAGMA foreign_key_check") == []
    assert beside(board) == set()
