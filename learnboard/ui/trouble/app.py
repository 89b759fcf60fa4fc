"""The program before the board is open: what is the matter with its file, and what can be done about it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.screen import Screen

from learnboard.domain.errors import BoardUnavailable, LearnboardError
from learnboard.service.safety import keeping
from learnboard.service.safety.keeping import Backup, Restored
from learnboard.settings import Preferences
from learnboard.ui.backups.picture import BackupList
from learnboard.ui.backups.screen import BackupListScreen
from learnboard.ui.file_names import short
from learnboard.ui.keys import BOARD, MOVE
from learnboard.ui.program import AGAIN, NEW_BOARD, NO_PREFERENCES, BaseApp
from learnboard.ui.session import TRY_AGAIN
from learnboard.ui.trouble import words

_NEW: Final = ("missing", "empty")
"""Where a new board may be made: nobody's words are in the way."""


class RecoveryScreen(BackupListScreen):
    """Why the board at a path cannot be opened, its backups, and the ways on."""

    DEFAULT_CSS = """
    RecoveryScreen { background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "begin", "a new board", id="trouble.new", group=BOARD),
        Binding("r", "again", "try again", id="trouble.again", group=BOARD),
        Binding("escape,q", "close", "leave", id="backups.close", group=MOVE),
    ]

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
        return words.TITLES[self._error.trouble]

    @property
    def paragraphs(self) -> Sequence[tuple[str, str]]:
        """Why, and what can be done."""
        trouble = self._error.trouble
        why = words.WHY[trouble].format(path=short(self.path)) if trouble in words.WHY else f"{self._error}."
        return [(why, "text"), (self._ways, "muted")]

    @property
    def _ways(self) -> str:
        if self._error.trouble == "busy":
            return words.WAITING
        if self._error.trouble in _NEW:
            return words.CHOOSE_OR_BEGIN if self.backup_list.backups else words.BEGIN
        return words.CHOOSE if self.backup_list.backups else words.NO_BACKUPS

    @property
    def backup_list(self) -> BackupList:
        """The backups; none where waiting helps."""
        return BackupList() if self._error.trouble == "busy" else super().backup_list

    @property
    def agreement(self) -> str:
        """What becomes of what is there."""
        return words.NOTHING_THERE if self._error.trouble == "missing" else words.ASIDE

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
            keeping.keep_aside(self.path)
        except LearnboardError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.exit(NEW_BOARD)

    def action_again(self) -> None:
        """Look whether it can be opened by now."""
        found = self._look()
        if found is None or found.trouble not in words.TITLES:
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
        self.done = f"The board of {keeping.backup_moment(backup, self.day)} is back"
        if restored.aside:
            self.done += f"; the file that was there is kept as {restored.aside.name}"
        self.app.exit(AGAIN)


class RecoveryApp(BaseApp):
    """One screen about one board; it answers whether the board is to be opened again, or a new one made."""

    FOLDER = "trouble"

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
