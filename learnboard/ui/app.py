"""The owner's program: one board on the screen."""

from collections.abc import Callable
from datetime import date
from shutil import get_terminal_size

from textual.screen import Screen

from learnboard.service.desk import Desk
from learnboard.settings import COMPACT, Preferences
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.preferred import problem_notice
from learnboard.ui.program import NOTHING_PREFERRED, Program
from learnboard.ui.session import Session

_SMALL_SCREEN = 24
"""Lines. Cards take four or five of them: a third of the lines are the cards of a column in view, and some more."""


class LearnboardApp(Program):
    """One board. `today` is asked for the day, so that a test or the demo can choose it."""

    def __init__(
        self, desk: Desk, today: Callable[[], date], notice: str = "", preferences: Preferences = NOTHING_PREFERRED
    ) -> None:
        super().__init__(preferences)
        notice = problem_notice(preferences, self.problems) or notice
        # Read before the screen is taken, so that a board that cannot be read is told on the command line.
        board = desk.open(today(), first=max(_SMALL_SCREEN, get_terminal_size().lines) // 3)
        self.session = Session(desk, board, today)
        self._board_screen = BoardScreen(
            self.session, notice, compact=preferences.density == COMPACT, keep_density=self.keep_density
        )

    def get_default_screen(self) -> Screen[None]:
        """The board is the first thing there is."""
        return self._board_screen

    def on_app_focus(self) -> None:
        """Somebody is back at the terminal, perhaps on another day, perhaps from another window."""
        self.session.keep_up()
