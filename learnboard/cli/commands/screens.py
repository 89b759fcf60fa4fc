"""Commands that take the whole terminal: the board, the example year, the mentor's view."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import TYPE_CHECKING, Final

from learnboard.cli.output import today
from learnboard.domain.errors import BoardUnavailable, Rejected

if TYPE_CHECKING:
    from learnboard.service.board_service import BoardService
    from learnboard.settings import Preferences
    from learnboard.ui.app import LearnboardApp


_BRIEF: Final = 0.1
"""Seconds the screen waits for another program's lock; then it says so and tries again."""


def show_board(options: Namespace) -> int:
    """The board; and the example year for as long as the person looks at it, if they ask for it."""
    from learnboard.cli.paths import board_path  # noqa: PLC0415 - what comes before Textual is ready first

    path, begin, notice = board_path(options.board), False, ""
    while True:
        _prepare_start()
        code, command, notice = _visited(path, options, notice, begin=begin)
        if command == "demo":
            show_demo(options)
        elif command not in ("again", "new"):
            return code
        begin = command == "new"


def _visited(path: Path, options: Namespace, notice: str, *, begin: bool) -> tuple[int, str | None, str]:
    """Show the board at a path, or what is the matter with it.

    Answers the exit code, what the person wants instead, and what is to be said of it then.
    """
    from learnboard.service.board_service import BoardService  # noqa: PLC0415 - as above
    from learnboard.service.opening import create, open_usual  # noqa: PLC0415

    try:
        store = create(path, wait=_BRIEF) if begin else open_usual(path, wait=_BRIEF)
        with BoardService(store) as service:
            app = _app(service, today, options, notice, keeps=True)
            command = app.run()
            return app.return_code or 0, command, ""
    except BoardUnavailable as error:
        return 1, *_trouble(path, error, options)


def _trouble(path: Path, error: "BoardUnavailable", options: Namespace) -> tuple[str, str]:
    """What the person wants done about a board that cannot be opened, and what was done.

    Raises:
        BoardRefused: if they want nothing done, or there is nothing to be done on a screen.
    """
    from learnboard.service.opening import refusal_of  # noqa: PLC0415 - most boards open
    from learnboard.ui.recovery.app import TITLES, RecoveryApp  # noqa: PLC0415

    if error.trouble not in TITLES:
        raise error
    app = RecoveryApp(path, today(), error, lambda: refusal_of(path, today()), _preferences(options))
    answer = app.run()
    if answer is None:
        raise error
    return answer, app.done


def show_demo(options: Namespace) -> int:
    """The example year, in a copy that goes away."""
    from learnboard.service.board_service import BoardService  # noqa: PLC0415
    from learnboard.service.demo import DEMO_DAY, demo_store  # noqa: PLC0415 - as above

    _prepare_start()
    notice = f"The example year on {DEMO_DAY:%-d %B %Y}, a copy that goes away when you leave"
    with demo_store() as store, BoardService(store) as service:
        app = _app(service, lambda: DEMO_DAY, options, notice)
        app.run()
        return app.return_code or 0


def show_mentor(options: Namespace) -> int:
    """The mentor's view of snapshots; no board is opened."""
    from learnboard.cli.paths import mentor_folder  # noqa: PLC0415 - as above
    from learnboard.service.mentor import find_snapshots  # noqa: PLC0415
    from learnboard.service.mentor.draft_store import DraftStore  # noqa: PLC0415

    _collect_later()
    found = find_snapshots(options.paths)
    _need_terminal("The mentor's view needs a terminal: for a pipe there is “learnboard compare OLD NEW”.")
    from learnboard.ui.mentor.app import MentorApp  # noqa: PLC0415 - a refusal need not wait for it

    app = MentorApp(found, DraftStore(mentor_folder()), today, _preferences(options))
    app.run()
    return app.return_code or 0


def _prepare_start() -> None:
    _need_terminal("The board needs a terminal: for a pipe there is “learnboard show”.")
    _collect_later()


def _need_terminal(message: str) -> None:
    """Refuse with a sentence where there is nobody to look at a screen."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise Rejected(message)


def _collect_later() -> None:
    """What must be so before Textual is imported: more frames a second, and no collector before the first paint."""
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", "120")


def _preferences(options: Namespace) -> "Preferences":
    from learnboard.cli.paths import settings_path  # noqa: PLC0415 - as above
    from learnboard.settings import read_settings  # noqa: PLC0415

    preferences = read_settings(settings_path())
    return preferences._replace(ascii=True) if options.ascii else preferences


def _app(
    service: "BoardService", day: Callable[[], date], options: Namespace, notice: str = "", *, keeps: bool = False
) -> "LearnboardApp":
    """The program that shows a board; one that `keeps` backs it up."""
    from learnboard.ui.app import LearnboardApp  # noqa: PLC0415 - as above

    return LearnboardApp(service, day, notice, _preferences(options), keeps=keeps)
