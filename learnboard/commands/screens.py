"""Commands that take the whole terminal: the board, the example year, the mentor's view."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace as Namespace
from typing import TYPE_CHECKING, Any

from learnboard.commands.saying import today
from learnboard.domain.errors import Refused

if TYPE_CHECKING:
    from learnboard.settings import Preferences


def show_board(options: Namespace) -> int:
    """The board; and the example year for as long as the person looks at it, if they ask for it."""
    from learnboard.paths import board_path  # noqa: PLC0415 - what comes before Textual is ready first
    from learnboard.service.desk import Desk  # noqa: PLC0415
    from learnboard.service.opening import open_or_create  # noqa: PLC0415

    while True:
        _prepare_start()
        with Desk(open_or_create(board_path(options.board), wait=0.1)) as desk:
            code, wish = _show(desk, today, options)
        if wish != "demo":
            return code
        show_demo(options)


def show_demo(options: Namespace) -> int:
    """The example year, in a copy that goes away."""
    from learnboard.service.demo import DEMO_DAY, demo_store  # noqa: PLC0415 - as above
    from learnboard.service.desk import Desk  # noqa: PLC0415

    _prepare_start()
    notice = f"The example year on {DEMO_DAY:%-d %B %Y}, a copy that goes away when you leave"
    with demo_store() as store, Desk(store) as desk:
        return _show(desk, lambda: DEMO_DAY, options, notice)[0]


def show_mentor(options: Namespace) -> int:
    """The mentor's view of snapshots; no board is opened."""
    from learnboard.paths import mentor_folder  # noqa: PLC0415 - as above
    from learnboard.service.mentoring import find  # noqa: PLC0415
    from learnboard.service.mentoring.letters import Letters  # noqa: PLC0415

    _collect_later()
    found = find(options.paths)
    _need_terminal("The mentor's view needs a terminal: for a pipe there is “learnboard compare OLD NEW”.")
    from learnboard.ui.mentor.app import MentorApp  # noqa: PLC0415 - a refusal need not wait for it

    app = MentorApp(found, Letters(mentor_folder()), today, _preferences(options))
    app.run()
    return app.return_code or 0


def _prepare_start() -> None:
    _need_terminal("The board needs a terminal: for a pipe there is “learnboard show”.")
    _collect_later()


def _need_terminal(sentence: str) -> None:
    """Refuse with a sentence where there is nobody to look at a screen."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise Refused(sentence)


def _collect_later() -> None:
    """What must be so before Textual is imported: more frames a second, and no collector before the first paint."""
    gc.disable()
    os.environ.setdefault("TEXTUAL_FPS", "120")


def _preferences(options: Namespace) -> "Preferences":
    from learnboard.paths import settings_path  # noqa: PLC0415 - as above
    from learnboard.settings import read_settings  # noqa: PLC0415

    preferences = read_settings(settings_path())
    return preferences._replace(ascii=True) if options.ascii else preferences


def _show(desk: Any, day: Callable[[], date], options: Namespace, notice: str = "") -> tuple[int, str | None]:
    """Show a board until the person leaves: the exit code, and what they want to see instead, if they do."""
    from learnboard.ui.app import LearnboardApp  # noqa: PLC0415 - as above

    app = LearnboardApp(desk, day, notice, _preferences(options))
    wish = app.run()
    return app.return_code or 0, wish
