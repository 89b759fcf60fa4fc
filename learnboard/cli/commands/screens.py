"""`learnboard` and `learnboard demo`: the board and the example year on the screen."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import Final

from learnboard.cli.commands import preferences, run_app, today
from learnboard.cli.paths import board_path
from learnboard.domain.errors import BoardUnavailable
from learnboard.service.board_service import BoardService
from learnboard.service.opening import create, open_default, opening_error
from learnboard.ui.app import LearnboardApp
from learnboard.ui.base_app import AGAIN, NEW_BOARD

_WAIT: Final = 0.1
"""Seconds the screen waits for another program's lock; then it says so and tries again."""


def show_board(options: Namespace) -> int:
    """Show the board; and the example year, for as long as the person looks at it, when they ask for it."""
    path, is_new, notice = board_path(options.board), False, ""
    while True:
        code, command, notice = _show(path, options, notice, is_new=is_new)
        if command == "demo":
            if _show_demo(options).ended:  # who ends the program does not want the board again
                return code
        elif command not in (AGAIN, NEW_BOARD):
            return code
        is_new = command == NEW_BOARD


def show_demo(options: Namespace) -> int:
    """Show the example year, in a copy that is deleted at the end."""
    return _show_demo(options).return_code or 0


def _show_demo(options: Namespace) -> LearnboardApp:
    """Show the example year; returns the app that has done so."""
    from learnboard.service.demo import DEMO_DAY, demo_store  # noqa: PLC0415 - makes all tables, as no board's start does

    notice = f"The example year on {DEMO_DAY:%-d %B %Y}, a copy that is deleted when you leave"
    with demo_store() as store, BoardService(store) as service:
        return _run(service, lambda: DEMO_DAY, options, notice)[0]


def _show(path: Path, options: Namespace, notice: str, *, is_new: bool) -> tuple[int, str | None, str]:
    """Show the board at a path, or why it cannot be opened.

    Returns the exit status, what the person wants to do next, and the notice to begin that with.
    """
    try:
        store = create(path, wait=_WAIT) if is_new else open_default(path, wait=_WAIT)
        with BoardService(store) as service:
            app, command = _run(service, today, options, notice, backs_up=True)
            return app.return_code or 0, command, ""
    except BoardUnavailable as error:
        return 1, *_recover(path, error, options)


def _recover(path: Path, error: BoardUnavailable, options: Namespace) -> tuple[str, str]:
    """Show why a board cannot be opened; returns what the person wants to do next, and what was done.

    Raises:
        BoardUnavailable: the same error, if they want nothing done, or no screen can help.
    """
    from learnboard.ui.recovery.app import TITLES, RecoveryApp  # noqa: PLC0415 - most boards open, without it

    if error.trouble not in TITLES:
        raise error
    app = RecoveryApp(path, today(), error, lambda: opening_error(path, today()), preferences(options))
    command = run_app(app)
    if command is None:
        raise error
    return command, app.done


def _run(
    service: BoardService, day: Callable[[], date], options: Namespace, notice: str, *, backs_up: bool = False
) -> tuple[LearnboardApp, str | None]:
    """Run the app on a board, with backups of it if it `backs_up`; returns it and what comes next."""
    gc.disable()  # until the first paint, which turns it on again
    app = LearnboardApp(service, day, notice, preferences(options), backs_up=backs_up)
    command = run_app(app)
    return app, command
