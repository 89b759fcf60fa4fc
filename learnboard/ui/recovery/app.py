"""What is told of a board that cannot be opened."""

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
    "foreign": "This is no board",
    "newer": "This board needs a newer learnboard",
    "older": "This board must be brought up to date",
    "damaged": "The board is damaged",
    "busy": "The board is in use",
}
"""Troubles that have a screen; with any other, the command line says why in a sentence."""
WHY: Final[Mapping[Trouble, str]] = {
    "missing": "There is no file {path} any more.",
    "empty": "{path} is there, with nothing in it.",
    "damaged": "{path} cannot be read as it is.",
    "busy": "Another program is writing to {path}.",
}
"""What the screen says where keys do what a command line would be told to type; else the sentence of the refusal."""
ASIDE: Final = "What is there is kept."
NOTHING_THERE: Final = "Nothing stands in its way."
CHOOSE: Final = "These are its backups, the newest first: enter brings one back. What is there now is kept."
CHOOSE_OR_BEGIN: Final = "These are its backups, the newest first: enter brings one back, n begins with a new board."
NO_BACKUPS: Final = "No backups of it lie beside it."
BEGIN: Final = "No backups of it lie beside it: n begins with a new board."
WAITING: Final = "Waiting until it is free: it is tried again twice a second, and opened as soon as it can be."
_NEW: Final = ("missing", "empty")
"""Where a new board may be made: nobody's words are in the way."""


class RecoveryScreen(BackupListScreen):
    """Why the board at a path cannot be opened, its backups, and the ways on."""

    DEFAULT_CSS = """
    RecoveryScreen { background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*RECOVERY]

    def __init__(
        self, board: Path, day: date, error: BoardUnavailable, look: Callable[[], BoardUnavailable | None]
    ) -> None:
        """`look` tells why the board cannot be opened now; None if it can."""
        super().__init__(board, day, restored=self._brought_back)
        self.done = ""
        """What was done, to be told on the board."""
        self._error = error
        self._look = look

    @property
    def title_text(self) -> str:
        """What is the matter."""
        return TITLES[self._error.trouble]

    @property
    def paragraphs(self) -> Sequence[tuple[str, str]]:
        """Why, and what can be done."""
        trouble = self._error.trouble
        why = WHY[trouble].format(path=short(self.path)) if trouble in WHY else f"{self._error}."
        return [(why, "text"), (self._ways, "muted")]

    @property
    def _ways(self) -> str:
        if self._error.trouble == "busy":
            return WAITING
        if self._error.trouble in _NEW:
            return CHOOSE_OR_BEGIN if self.backup_list.backups else BEGIN
        return CHOOSE if self.backup_list.backups else NO_BACKUPS

    @property
    def backup_list(self) -> BackupList:
        """The backups; none where waiting helps."""
        return BackupList() if self._error.trouble == "busy" else super().backup_list

    @property
    def agreement(self) -> str:
        """What becomes of what is there."""
        return NOTHING_THERE if self._error.trouble == "missing" else ASIDE

    def on_mount(self) -> None:
        """Wait by itself where waiting helps."""
        super().on_mount()
        self.set_interval(TRY_AGAIN, self._wait)

    def _wait(self) -> None:
        if self._error.trouble == "busy":
            self.action_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A new board is made only where no file of somebody's is in the way; a board in use is only waited for."""
        if action == "begin":
            return self._error.trouble in _NEW
        return super().check_action(action, parameters)

    def action_begin(self) -> None:
        """Begin with a new board; what is there is kept aside."""
        try:
            backups.move_aside(self.path)
        except LearnboardError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.exit(NEW_BOARD)

    def action_again(self) -> None:
        """Look whether it can be opened by now."""
        found = self._look()
        if found is None or found.trouble not in TITLES:
            self.app.exit(AGAIN)
            return
        changed, self._error = found.trouble != self._error.trouble, found
        if changed:
            self.refresh_bindings()
            self.renew()
        elif found.trouble != "busy":
            self.say("It is still so.")

    def leave(self) -> None:
        """Leave the program; nothing was changed."""
        self.app.exit()

    def _brought_back(self, backup: Backup, restored: Restored) -> None:
        self.done = f"The board of {backups.backup_time(backup, self.day)} is back"
        if restored.aside:
            self.done += f"; the file that was there is kept as {restored.aside.name}"
        self.app.exit(AGAIN)


class RecoveryApp(BaseApp):
    """One screen about one board; it answers whether the board is to be opened again, or a new one made."""

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
        """What was done, to be told on the board."""
        return self._screen.done

    def get_default_screen(self) -> Screen[None]:
        """What is the matter."""
        return self._screen
