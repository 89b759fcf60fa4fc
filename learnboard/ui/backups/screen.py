"""The backups screen: choose a backup, confirm, and restore it; the present board is backed up first."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from textual.binding import BindingType
from textual.geometry import Region

from learnboard.domain.errors import LearnboardError
from learnboard.service import backups
from learnboard.service.backups import Backup, BoardSummary, Progress, Restored
from learnboard.ui import features
from learnboard.ui.backups.render import BackupList, BackupsContext, render_backups
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.keys.bindings import BACKUP_LIST, BACKUPS
from learnboard.ui.toolkit.dialog_layout import page_edge
from learnboard.ui.toolkit.file_names import short
from learnboard.ui.toolkit.keys import Move, rows_moved
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.page_screen import PageScreen

Answer = TypeVar("Answer")

_TICK: Final = 0.1
"""Seconds between updates of the progress message."""


class BackupListScreen(PageScreen):
    """A list of the backups of the board at a path.

    `restored` receives the backup that was restored, and what became of the previous board.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*BACKUP_LIST]

    def __init__(self, board: Path, day: date, *, restored: Callable[[Backup, Restored], object]) -> None:
        super().__init__()
        self.path = board
        self.day = day
        self._restored = restored
        self.unreadable = ""
        """Why the backups cannot be listed; empty if they can."""
        self._backup_list = BackupList(self._listed())
        self._now: BoardSummary | None = None
        """What the board holds, as it is shown."""
        self._confirming = False
        self._busy = ""
        self._done = (0, 0)

    # -- showing ----------------------------------------------------------------------------------------------------

    @property
    def title_text(self) -> str:
        """The title of the page."""
        return f"Backups of {short(self.path)}"

    @property
    def paragraphs(self) -> Sequence[tuple[str, str]]:
        """The paragraphs above the list, each with its style."""
        if self.unreadable:
            return [(self.unreadable, "warn")]
        if not self._backup_list.backups:
            return [("There are no backups yet: b makes one. One is also made at each start after a change.", "text")]
        return [(f"now: {backups.describe_summary(self._now)}", "muted")] if self._now else []

    @property
    def asks(self) -> bool:
        """Whether it is asked for agreement, or something is being done."""
        return self._confirming or bool(self._busy)

    @property
    def backup_list(self) -> BackupList:
        """The backups and the cursor."""
        return self._backup_list

    def on_mount(self) -> None:
        """Start updating the progress message."""
        self.set_interval(_TICK, self._tick)

    def content(self, width: int) -> PageContent:
        """Return the page of the backups, newest first."""
        edge = page_edge(self.app.size.height)
        self._now = backups.current_summary(self.path)
        context = BackupsContext(
            width, self.day, self.title_text, self.paragraphs, self.footer(width), self._now, edge=edge
        )
        rendered = render_backups(self.backup_list, context)
        self.places = rendered.places
        return rendered.content

    def rather_uncovered(self) -> Iterable[Region]:
        """What stands above the list: where that cannot be read, it says what to do."""
        x, y, width, _ = self.page.region
        return [Region(x, y, width, len(self.page.content.head))] if self.unreadable else []

    def key_words(self) -> Sequence[tuple[str, str]]:
        """Return the keys for the footer, and what they do."""
        return [("enter", "bring it back"), ("escape", "cancel")] if self._confirming else super().key_words()

    def renew(self) -> None:
        """List the backups again."""
        self._backup_list = self._backup_list.renewed(self._listed())
        self.redraw()

    def _listed(self) -> tuple[Backup, ...]:
        """The backups; why they cannot be listed is kept, since that is not the same as none."""
        self.unreadable = ""
        try:
            return tuple(backups.list_backups(self.path))
        except LearnboardError as error:
            self.unreadable = str(error)
            return ()

    def _tick(self) -> None:
        if self._busy:
            done, whole = self._done
            self.say(f"{self._busy} {100 * done // whole} %" if whole else f"{self._busy} …")

    # -- actions ----------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Disable restoring while there are no backups."""
        return action != "restore" or bool(self.backup_list.backups)

    def action_move(self, move: Move) -> None:
        """Move the cursor by some rows."""
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
        """Cancel the confirmation, or leave; do nothing during a backup or restore."""
        if self._confirming:
            self._confirming = False
            self.say("Nothing was changed.")
        elif not self._busy:
            self.leave()

    def leave(self) -> None:
        """Close the screen."""
        self.dismiss()

    def action_restore(self) -> None:
        """Ask for confirmation; once that is given, restore the backup."""
        backup = self._backup_list.backup
        if backup is None or self._busy:
            return
        if backup.trouble:
            self.say(f"This backup cannot be brought back: {backup.trouble}.")
        elif not self._confirming:
            self._confirming = True
            other = backups.other_board(backup, self._now)
            what = f"{other}," if other else "the board"
            self.say(f"Bring back {what} of {backups.backup_time(backup, self.day)}? {self.agreement}")
        else:
            self._confirming = False
            self.run_worker(self._bring_back(backup), group="work")

    @property
    def agreement(self) -> str:
        """What happens to the present board, as a sentence of the confirmation."""
        return "The present board is backed up first."

    async def _bring_back(self, backup: Backup) -> None:
        done = await self.work(
            "Bringing it back", lambda told: backups.restore_backup(self.path, backup.path, progress=told)
        )
        if done is not None:
            self.renew()
            self._restored(backup, done)

    async def work(self, what: str, do: Callable[[Progress], Answer]) -> Answer | None:
        """Run a long operation in a thread and show its progress; if it fails, show why and return None."""
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
        self._done = (done, whole)  # drawn by `_tick`: a thread must not draw

    def row_clicked(self, place: int, *, double: bool) -> None:
        """Move the cursor to the clicked row; on a double click, ask whether to restore it."""
        if not self._busy:
            self._go(place)
            if double:
                self.action_restore()


class BackupsScreen(BackupListScreen):
    """The backups of an open board."""

    BINDINGS: ClassVar[list[BindingType]] = [*BACKUPS]

    def action_back_up(self) -> None:
        """Make a backup on request."""
        if not self._busy:
            self._confirming = False
            self.run_worker(self._back_up(), group="work")

    async def _back_up(self) -> None:
        path = await self.work("Backing up", lambda told: backups.back_up(self.path, "hand", progress=told))
        if path is not None:
            self._backup_list = BackupList()
            self.renew()
            self.say(f"Backed up to {short(path)}.")


def open_backups(screen: EditorScreen) -> None:
    """Open the backups of the board."""
    session = screen.session

    def restored(backup: Backup, done: Restored) -> None:
        page.dismiss()
        if done.aside:  # the open file is no longer the board
            session.go_on_with(session.service.path)
        session.keep_up()
        moment = backups.backup_time(backup, session.board.day)
        session.say(f"Brought back the board of {moment}. The previous one is the newest backup.")

    page = BackupsScreen(session.service.path, session.board.day, restored=restored)
    screen.app.push_screen(page)
