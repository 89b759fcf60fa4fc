"""The screen of the backups: choose one, agree, and it is brought back; what was there is backed up first."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.service import backups
from learnboard.service.backups import Backup, Progress, Restored
from learnboard.ui import features
from learnboard.ui.backups.render import BackupList, BackupsContext, render_backups
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.keys.bindings import BACKUP_LIST, BACKUPS
from learnboard.ui.toolkit.file_names import short
from learnboard.ui.toolkit.keys import Move, rows_moved
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.page_screen import PageScreen

Answer = TypeVar("Answer")

_TICK: Final = 0.1
"""Seconds between two looks at how far something is."""
_LOW: Final = 24


class BackupListScreen(PageScreen):
    """Backups of the board at a path, under what is to be known of them.

    `restored` is told what was brought back, and what became of what was there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*BACKUP_LIST]

    def __init__(self, board: Path, day: date, *, restored: Callable[[Backup, Restored], object]) -> None:
        super().__init__()
        self.path = board
        self.day = day
        self._restored = restored
        self._backup_list = BackupList(tuple(backups.list_backups(board)))
        self._confirming = False
        self._busy = ""
        self._done = (0, 0)

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def title_text(self) -> str:
        """What this is."""
        return f"Backups of {short(self.path)}"

    @property
    def paragraphs(self) -> Sequence[tuple[str, str]]:
        """What is to be known, each with its style."""
        now = backups.current_summary(self.path)
        if not self._backup_list.backups:
            return [("There is none yet: b makes one. One is made by itself at every start after a change.", "text")]
        return [(f"now: {backups.describe_summary(now)}", "muted")] if now else []

    @property
    def asks(self) -> bool:
        """Whether it is asked for agreement, or something is being done."""
        return self._confirming or bool(self._busy)

    @property
    def backup_list(self) -> BackupList:
        """The backups, and the cursor."""
        return self._backup_list

    def on_mount(self) -> None:
        """Look how far a long work is."""
        self.set_interval(_TICK, self._tick)

    def content(self, width: int) -> PageContent:
        """The backups, newest first."""
        low = self.app.size.height < _LOW
        context = BackupsContext(width, self.day, self.title_text, self.paragraphs, self.footer(width), low=low)
        rendered = render_backups(self.backup_list, context)
        self.places = rendered.places
        return rendered.content

    def key_words(self) -> Sequence[tuple[str, str]]:
        """The keys worth a place in the footer, and what they do."""
        return [("enter", "bring it back"), ("escape", "not")] if self._confirming else super().key_words()

    def renew(self) -> None:
        """Look again which backups there are."""
        self._backup_list = self._backup_list.renewed(backups.list_backups(self.path))
        self.redraw()

    def _tick(self) -> None:
        if self._busy:
            done, whole = self._done
            self.say(f"{self._busy} {100 * done // whole} %" if whole else f"{self._busy} …")

    # -- actions ----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Nothing is brought back where there is nothing."""
        return action != "restore" or bool(self.backup_list.backups)

    def action_move(self, move: Move) -> None:
        """Go some rows further on."""
        self._go(self._backup_list.at + rows_moved(move))

    def _go(self, place: int) -> None:
        if not self._busy:
            self._confirming = False
            self._backup_list = self._backup_list.to(place)
            self.say("")

    def action_help(self) -> None:
        """Show every key of this screen; not over something that closes it when it is done."""
        if not self._busy:
            features.open_help(self)

    def action_close(self) -> None:
        """Take back what was asked for, or leave; not in the middle of something."""
        if self._confirming:
            self._confirming = False
            self.say("Nothing was changed.")
        elif not self._busy:
            self.leave()

    def leave(self) -> None:
        """Go back to where one came from."""
        self.dismiss()

    def action_restore(self) -> None:
        """Ask whether it shall be brought back; asked already, do it."""
        backup = self._backup_list.backup
        if backup is None or self._busy:
            return
        if backup.trouble:
            self.say(f"This one cannot be brought back: {backup.trouble}.")
        elif not self._confirming:
            self._confirming = True
            self.say(f"Bring back the board of {backups.backup_time(backup, self.day)}? {self.agreement}")
        else:
            self._confirming = False
            self.run_worker(self._bring_back(backup), group="work")

    @property
    def agreement(self) -> str:
        """What becomes of what is there."""
        return "What is there now is backed up first."

    async def _bring_back(self, backup: Backup) -> None:
        done = await self.work(
            "Bringing it back", lambda told: backups.restore_backup(self.path, backup.path, progress=told)
        )
        if done is not None:
            self.renew()
            self._restored(backup, done)

    async def work(self, what: str, do: Callable[[Progress], Answer]) -> Answer | None:
        """Do something long in a thread and say how far it is; None if it was refused, which is told."""
        self._busy, self._done = what, (0, 0)
        self._tick()
        try:
            return await asyncio.to_thread(do, self._progress)
        except LearnboardError as error:
            self._busy = ""
            self.say("Nothing was changed.")
            self.notify(str(error), severity="warning", markup=False)
            return None
        finally:
            self._busy = ""

    def _progress(self, done: int, whole: int) -> None:
        self._done = (done, whole)  # read by the tick: a thread must not draw

    def row_clicked(self, place: int, *, double: bool) -> None:
        """Go to the row that was clicked; clicked twice, ask whether it shall be brought back."""
        if not self._busy:
            self._go(place)
            if double:
                self.action_restore()


class BackupsScreen(BackupListScreen):
    """The backups of a board that is open."""

    BINDINGS: ClassVar[list[BindingType]] = [*BACKUPS]

    def action_back_up(self) -> None:
        """Make a backup by hand."""
        if not self._busy:
            self._confirming = False
            self.run_worker(self._back_up(), group="work")

    async def _back_up(self) -> None:
        path = await self.work("Backing up", lambda told: backups.back_up(self.path, "hand", progress=told))
        if path is not None:
            self._backup_list = BackupList()
            self.renew()
            self.say(f"backed up to {short(path)}")


def open_backups(screen: EditorScreen) -> None:
    """Open the backups of the board."""
    session = screen.session

    def restored(backup: Backup, done: Restored) -> None:
        screen.app.pop_screen()
        if done.aside:  # the file that is open is no longer the board
            session.go_on_with(session.service.path)
        session.keep_up()
        moment = backups.backup_time(backup, session.board.day)
        session.say(f"the board of {moment} is back; the one before is the newest backup")

    screen.app.push_screen(BackupsScreen(session.service.path, session.board.day, restored=restored))
