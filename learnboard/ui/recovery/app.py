"""The app for a board that cannot be opened: the reason, the backups and the ways to continue."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.screen import Screen

from learnboard.domain.errors import BoardUnavailable, LearnboardError, Trouble
from learnboard.service import backups
from learnboard.service.backups import Backup, Restored
from learnboard.settings import Preferences
from learnboard.ui.backups.render import BackupList
from learnboard.ui.backups.screen import BackupListScreen
from learnboard.ui.base_app import AGAIN, NEW_BOARD, NO_PREFERENCES, BaseApp
from learnboard.ui.keys.bindings import RECOVERY
from learnboard.ui.session import TRY_AGAIN
from learnboard.ui.toolkit.file_names import short

TITLES: Final[Mapping[Trouble, str]] = {
    "missing": "The board is gone",
    "empty": "The board's file is empty",
    "foreign": "This is not a board",
    "newer": "This board needs a newer learnboard",
    "older": "This board must be brought up to date",
    "damaged": "The board is damaged",
    "busy": "The board is in use",
}
"""Titles by trouble. Any other trouble is reported on the command line."""
WHY: Final[Mapping[Trouble, str]] = {
    "missing": "There is no file {path} any more.",
    "empty": "{path} exists, but it is empty.",
    "damaged": "{path} cannot be read as it is.",
    "busy": "Another program is writing to {path}.",
}
"""Reasons shown where keys replace the command line's advice; for any other trouble, the error itself."""
ASIDE: Final = "The present file is kept."
NOTHING_THERE: Final = "Nothing is replaced."
CHOOSE: Final = "These are its backups, newest first: enter brings one back. The present file is kept."
CHOOSE_OR_BEGIN: Final = "These are its backups, newest first: enter brings one back, n begins a new board."
NO_BACKUPS: Final = "There are no backups of it."
BEGIN: Final = "There are no backups of it: n begins a new board."
WAITING: Final = "Waiting until it is free: learnboard tries again twice a second, and opens it as soon as it can."
_NEW: Final = ("missing", "empty")
"""Troubles that allow a new board: no content would be replaced."""


class RecoveryScreen(BackupListScreen):
    """Screen with the reason why a board cannot be opened, its backups, and the ways to continue."""

    DEFAULT_CSS = """
    RecoveryScreen { background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*RECOVERY]

    def __init__(
        self, board: Path, day: date, error: BoardUnavailable, look: Callable[[], BoardUnavailable | None]
    ) -> None:
        """Show an error. `look` returns why the board cannot be opened now, or None if it can."""
        super().__init__(board, day, restored=self._brought_back)
        self.done = ""
        """Message for the board's status line."""
        self._error = error
        self._look = look

    @property
    def title_text(self) -> str:
        """Title of the trouble."""
        return TITLES[self._error.trouble]

    @property
    def paragraphs(self) -> Sequence[tuple[str, str]]:
        """The reason and what can be done."""
        trouble = self._error.trouble
        why = WHY[trouble].format(path=short(self.path)) if trouble in WHY else f"{self._error}."
        return [(why, "text"), (self._ways, "muted")]

    @property
    def _ways(self) -> str:
        if self._error.trouble == "busy":
            return WAITING
        if self.unreadable:
            return self.unreadable
        if self._error.trouble in _NEW:
            return CHOOSE_OR_BEGIN if self.backup_list.backups else BEGIN
        return CHOOSE if self.backup_list.backups else NO_BACKUPS

    @property
    def backup_list(self) -> BackupList:
        """Backups of the board; none while it is only busy."""
        return BackupList() if self._error.trouble == "busy" else super().backup_list

    @property
    def agreement(self) -> str:
        """What happens to the present file."""
        return NOTHING_THERE if self._error.trouble == "missing" else ASIDE

    def on_mount(self) -> None:
        """Try again regularly while the board is busy."""
        super().on_mount()
        self.set_interval(TRY_AGAIN, self._wait)

    def _wait(self) -> None:
        if self._error.trouble == "busy":
            self.action_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow a new board only if no content would be replaced."""
        if action == "begin":
            return self._error.trouble in _NEW
        return super().check_action(action, parameters)

    def action_begin(self) -> None:
        """Begin a new board. Move the present file aside."""
        try:
            backups.move_aside(self.path)
        except LearnboardError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.exit(NEW_BOARD)

    def action_again(self) -> None:
        """Check whether the board can be opened now."""
        found = self._look()
        if found is None or found.trouble not in TITLES:
            self.app.exit(AGAIN)
            return
        changed, self._error = found.trouble != self._error.trouble, found
        if changed:
            self.refresh_bindings()
            self.renew()
        elif found.trouble != "busy":
            self.say("Nothing has changed.")

    def leave(self) -> None:
        """Quit the program without changing anything."""
        self.app.exit()

    def _brought_back(self, backup: Backup, restored: Restored) -> None:
        self.done = f"The board of {backups.backup_time(backup, self.day)} is back."
        if restored.aside:
            self.done += f" The file that was there is kept as {restored.aside.name}."
        self.app.exit(AGAIN)


class RecoveryApp(BaseApp):
    """App with the recovery screen. Its result says whether to open the board again or create a new one."""

    PROGRAM = "recovery"

    def __init__(
        self,
        board: Path,
        day: date,
        error: BoardUnavailable,
        look: Callable[[], BoardUnavailable | None],
        preferences: Preferences = NO_PREFERENCES,
    ) -> None:
        super().__init__(preferences)
        self._screen = RecoveryScreen(board, day, error, look)

    @property
    def done(self) -> str:
        """Message for the board's status line."""
        return self._screen.done

    def get_default_screen(self) -> Screen[None]:
        """Return the recovery screen."""
        return self._screen
