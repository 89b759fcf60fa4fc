"""The entry of the command line: parses the arguments, runs the command, and turns errors into one line."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import Final

from learnboard.cli.commands import print_message, require_terminal, with_board
from learnboard.domain.errors import BoardBusy, LearnboardError

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "open": ("screens", "show_board"),
    "demo": ("screens", "show_demo"),
    "mentor": ("mentor", "show_mentor"),
    "show": ("files", "show"),
    "compare": ("files", "compare"),
    "schema": ("files", "schema"),
    "export": ("exchange", "export"),
    "import": ("importing", "import_file"),
    "upward": ("upward", "upward"),
    "record": ("record", "record"),
    "plan": ("plan", "plan"),
    "agreement": ("people", "agreement"),
    "actions": ("actions", "actions"),
    "lint": ("lint", "lint"),
    "check-in": ("board", "check_in"),
    "log": ("log", "log"),
    "digest": ("digest", "digest"),
    "timer": ("timer", "timer"),
    "week": ("week", "week"),
    "undo": ("board", "undo"),
    "redo": ("board", "redo"),
    "settings": ("settings", "settings"),
    "backup": ("backups", "backup"),
    "restore": ("backups", "restore"),
    "doctor": ("doctor", "doctor"),
}
"""The module of `learnboard.cli.commands` that holds a command, and its function there."""
_FIRST_WAIT: Final = 0.5
_SECOND_WAIT: Final = 4.5
"""Seconds a command waits for another program's lock before it says so, and after."""


def run(arguments: Sequence[str]) -> int:
    """Run one command. Exit status: 0 success, 1 failure, 2 usage error, 130 interrupted."""
    _prepare_streams()
    try:
        code = _run(arguments)
        # Now, not when Python exits: only here can a full disk or a closed pipe still be reported.
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the pipe has quit, as `head` does: nothing is wrong, and nobody is left to tell.
        _discard_output()
        return 0
    except OSError as error:
        _discard_output()
        print_message(f"This could not be done ({error.strerror or error}): check the disk and where the output goes.")
        return 1
    except Exception as error:  # noqa: BLE001 - an error of the program itself, whatever it is
        # Loaded like a command, since almost no run needs it.
        print_message(import_module("learnboard.cli.crash").report(error))
        return 1
    return code


def _run(arguments: Sequence[str]) -> int:
    board = None
    try:
        options = _parse(arguments)
        board = options.board
        return _execute(options)
    except SystemExit as error:  # argparse has printed everything
        return error.code if isinstance(error.code, int) else 0
    except LearnboardError as error:
        print_message(with_board(str(error), board))
        return 1
    except KeyboardInterrupt:
        return 130


def _execute(options: Namespace) -> int:
    """Run the command; if another program writes to the board, say so and wait for it."""
    module, name = _COMMANDS[options.command]
    on_screen = module in ("screens", "mentor")
    if module == "screens":
        require_terminal("The board needs a terminal: for a pipe there is “learnboard show”.")
    if on_screen:
        # Textual reads it when it is imported; at its default of 60 frames, a held key lags behind.
        os.environ.setdefault("TEXTUAL_FPS", "120")
        import_module("learnboard.ui.terminal.imports").import_textual()
    command = getattr(import_module(f"learnboard.cli.commands.{module}"), name)
    options.wait = _FIRST_WAIT
    try:
        code: int = command(options)
    except BoardBusy as error:
        if on_screen:  # the screen has waited for as long as the person wanted
            raise
        print_message(f"{str(error).partition(':')[0]}: waiting for it …")
        options.wait = _SECOND_WAIT
        code = command(options)
    return code


def _parse(arguments: Sequence[str]) -> Namespace:
    match arguments:
        case []:
            return Namespace(command="open", board=None, ascii=False)
        case ["--board", name] if name and not name.startswith("-"):
            return Namespace(command="open", board=name, ascii=False)
        case ["demo"]:
            return Namespace(command="demo", board=None, ascii=False)
        case ["mentor", *paths] if paths and not any(path.startswith("-") for path in paths):
            return Namespace(
                command="mentor", board=None, ascii=False, asks=False, paths=[Path(path) for path in paths]
            )
    from learnboard.cli.parser import parse  # noqa: PLC0415 - no first screen waits 20 ms for argparse

    return Namespace(**vars(parse(arguments)))


def _prepare_streams() -> None:
    """Make every text printable on every terminal, and give a closed output (`>&-`) somewhere to go."""
    # A path that is not UTF-8, or a terminal that only knows ASCII: \x escapes say more than a crash.
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """Discard what could not be written, or Python would try once more when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
