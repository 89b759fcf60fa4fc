"""What each command does, a module for each group; here is what the commands share.

A module imports what its commands need, so that no command waits for another one's libraries.
"""

import json
import os
import shlex
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import TYPE_CHECKING, Final, TypeVar

from learnboard.cli.paths import settings_path
from learnboard.domain.errors import Rejected
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean_line
from learnboard.settings import Preferences, SettingsProblem, describe_problem, read_settings

if TYPE_CHECKING:
    from learnboard.ui.base_app import BaseApp


_OF_BOARD = pattern(r"“learnboard(?=”| (?:restore|doctor|backup|undo|timer|import FILE|import --replace|show”))")
"""The beginning of a command for one's own board, where a message says what to do."""


Value = TypeVar("Value")
_KEPT: Final[list[object]] = []


class Crashed(Exception):
    """A program on the screen was ended by an error of its own, which is the cause of this one."""


def run_app(app: "BaseApp") -> str | None:
    """Run a program on the screen; returns what the person wants to do next.

    Raises:
        Crashed: if an error that nobody caught has ended it.
    """
    command = app.run()
    if app.crash:
        raise Crashed from app.crash
    return command


def print_message(message: str) -> None:
    """Print one line on stderr."""
    print(f"learnboard: {clean_line(message)}", file=sys.stderr)


def print_messages(messages: Iterable[str]) -> None:
    """Print a line on stderr for each message."""
    for message in messages:
        print_message(message)


def with_board(message: str, named: str | None) -> str:
    """Return a message whose commands are for the board that `--board` named: without it they would take another."""
    begin = f"“learnboard --board {shlex.quote(clean_line(named))}" if named else ""
    return _OF_BOARD.sub(lambda _: begin, message) if named else message


def keep(value: Value) -> Value:
    """Return what a command has made, and keep it until the program ends, which does not take it apart."""
    _KEPT[:] = [value]
    return value


def print_json(plain: object) -> None:
    """Print JSON in UTF-8, whatever the terminal's encoding."""
    print_bytes(json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False).encode())


def print_bytes(data: bytes) -> None:
    """Print bytes as they are, and a line feed."""
    sys.stdout.buffer.write(data + b"\n")


def write_or_print(data: bytes, path: Path | None, what: str) -> int:
    """Say where a text was written, and `what` it is; print the text itself if it is in no file."""
    if path is None:
        sys.stdout.buffer.write(data)
    else:
        print(f"Wrote “{clean_line(str(path))}”: {what}.")
    return 0


def today() -> date:
    """Return the local day."""
    return date.today()  # noqa: DTZ011 - a learning day is a local day


def require_terminal(message: str) -> None:
    """Refuse with a message where nobody can see a screen.

    Raises:
        Rejected: if stdin or stderr, which Textual draws on, is no terminal, and none of Textual's drivers is named
            that shows the board elsewhere, in a browser say.
    """
    elsewhere = os.environ.get("TEXTUAL_DRIVER")
    if not elsewhere and not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise Rejected(message)


def preferences(options: Namespace) -> Preferences:
    """Read the settings of this machine, with the options of the command line."""
    found = read_settings(settings_path())
    return found._replace(ascii=True) if options.ascii else found


def describe_problems(path: Path | None, problems: Iterable[SettingsProblem]) -> list[str]:
    """Describe the problems of the settings file at a path, a sentence each."""
    name = clean_line(path.name) if path else ""
    return [f"{name}, {describe_problem(problem)}" for problem in problems]
