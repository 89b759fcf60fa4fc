"""The command line: understands what was asked for, has it done, and turns errors into one line."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import SimpleNamespace as Namespace
from typing import Final

from learnboard.cli.output import say
from learnboard.domain.errors import BoardBusy, LearnboardError

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "open": ("screens", "show_board"),
    "demo": ("screens", "show_demo"),
    "mentor": ("screens", "show_mentor"),
    "show": ("files", "show"),
    "export": ("files", "export"),
    "import": ("files", "bring_in"),
    "compare": ("files", "compare"),
    "schema": ("files", "schema"),
    "check-in": ("board", "check_in"),
    "undo": ("board", "undo"),
    "redo": ("board", "redo"),
    "settings": ("settings", "settings"),
    "backup": ("backups", "backup"),
    "restore": ("backups", "restore"),
    "doctor": ("doctor", "doctor"),
}
"""The module of `learnboard.cli.commands` and the function that does what was asked for."""
_BRIEF: Final = 0.5
_LONG: Final = 4.5
"""Seconds a command waits for another program's lock before it says so, and after."""


def run(arguments: Sequence[str]) -> int:
    """Run one command. Answers 0 when done, 1 when it could not be done, 2 for wrong usage."""
    _prepare_streams()
    try:
        code = _answer(arguments)
        # Now, not when Python ends: only here can a full disk or a reader that has gone still be told.
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our pipe has gone, as `head` does: nothing is wrong, and nothing more is to be said.
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        say(f"This could not be done ({error.strerror or error}): check the disk and where the output goes.")
        return 1
    return code


def _answer(arguments: Sequence[str]) -> int:
    try:
        code = _done(_understood(arguments))
    except SystemExit as said:  # argparse has said it all
        return said.code if isinstance(said.code, int) else 0
    except LearnboardError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _done(options: Namespace) -> int:
    """Do what was asked for; a board that another program writes to is waited for, with a word about it."""
    module, name = _COMMANDS[options.command]
    command = getattr(import_module(f"learnboard.cli.commands.{module}"), name)
    options.wait = _BRIEF
    try:
        code: int = command(options)
    except BoardBusy as error:
        if module == "screens":  # they have waited, for as long as the person wanted
            raise
        say(f"{str(error).partition(':')[0]}: waiting for it …")
        options.wait = _LONG
        code = command(options)
    return code


def _understood(arguments: Sequence[str]) -> Namespace:
    """What was asked for. Opening a board must not wait, and needs no parser."""
    match arguments:
        case []:
            return Namespace(command="open", board=None, ascii=False)
        case ["--board", name] if name and not name.startswith("-"):
            return Namespace(command="open", board=name, ascii=False)
        case ["demo"]:
            return Namespace(command="demo", board=None, ascii=False)
    # argparse and its parsers take 8 ms.
    from learnboard.cli.parser import parse  # noqa: PLC0415

    return Namespace(**vars(parse(arguments)))


def _prepare_streams() -> None:
    """Make every text printable on every terminal, and give a closed output (`>&-`) somewhere to go."""
    # A path that is not UTF-8, or a terminal that knows only ASCII: \x-sequences say more than a crash.
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let what could not be written go, or Python tries once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
