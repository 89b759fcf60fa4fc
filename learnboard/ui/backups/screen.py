"""The screen of the backups: choose one, agree, and it is brought back; what was there is backed up first."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen

from learnboard.domain.errors import LearnboardError
from learnboard.service import backups
from learnboard.service.backups import Backup, Progress, Restored
from learnboard.ui.backups.render import WIDEST, BackupList, BackupsContext, RenderedBackups, render_backups
from learnboard.ui.toolkit.dialog_layout import fill
from learnboard.ui.toolkit.file_names import short
from learnboard.ui.toolkit.key_groups import BOARD, MOVE
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.status_lines import shown_keys

Answer = TypeVar("Answer")

_DOUBLE: Final = 2
_TICK: Final = 0.1
"""Seconds between two looks at how far something is."""
_LOW: Final = 24


class BackupListScreen(ModalScreen[None]):
    """Backups of the board at a path, under what is to be known of them.

    `restored` is told what was brought back, and what became of what was there.
    """

    DEFAULT_CSS = """
    BackupListScreen { align: center top; overflow: hidden; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "restore", "bring it back", id="backups.restore", group=BOARD),
        Binding("j,down", "go(1)", "down", id="backups.down", show=False, group=MOVE),
        Binding("k,up", "go(-1)", "up", id="backups.up", show=False, group=MOVE),
        Binding("pagedown", "go(10)", "ten down", id="backups.page_down", show=False, group=MOVE),
        Binding("pageup", "go(-10)", "ten up", id="backups.page_up", show=False, group=MOVE),
        Binding("g,home", "go(-1000000)", "to the newest", id="backups.top", show=False, group=MOVE),
        Binding("G,end", "go(1000000)", "to the oldest", id="backups.bottom", show=False, group=MOVE),
        Binding("escape,q", "close", "back", id="backups.close", group=MOVE),
    ]

    def __init__(self, board: Path, day: date, *, restored: Callable[[Backup, Restored], object]) -> None:
        super().__init__()
        self.path = board
        self.day = day
        self._restored = restored
        self._backup_list = BackupList(tuple(backups.list_backups(board)))
        self._asked = False
        self._busy = ""
        self._done = (0, 0)
        self._said = ("", "")
        self._window = Size()
        self._drawn = RenderedBackups(PageContent(()), ())
        self._page = LinesView(self._draw)

    # -- what stands there ------------------------------------------------------------------------------------------

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
    def backup_list(self) -> BackupList:
        """The backups, and the cursor."""
        return self._backup_list

    def compose(self) -> ComposeResult:
        """One page."""
        self._fit()
        yield self._page

    def on_mount(self) -> None:
        """Look how far a long work is."""
        self.set_interval(_TICK, self._tick)

    def on_resize(self) -> None:
        """Stand in another window; the first time it is told, it is the same one."""
        if self.app.size != self._window:
            self._fit()
            self._page.redraw()

    def _fit(self) -> None:
        self._window = self.app.size
        fill(self._page, self._window, WIDEST)

    def _draw(self, width: int) -> PageContent:
        context = BackupsContext(
            width,
            self.day,
            self.title_text,
            self.paragraphs,
            self._said,
            [("enter", "bring it back"), ("escape", "not")] if self._asked else list(shown_keys(self)),
            low=self.app.size.height < _LOW,
        )
        self._drawn = render_backups(self.backup_list, context)
        return self._drawn.content

    def say(self, message: str, hint: str = "") -> None:
        """Say in the line under the page what was done, or is to be agreed to."""
        self._said = (message, hint)
        self._page.redraw()

    def renew(self) -> None:
        """Look again which backups there are."""
        self._backup_list = self._backup_list.renewed(backups.list_backups(self.path))
        self._page.redraw()

    def _tick(self) -> None:
        if self._busy:
            done, whole = self._done
            self.say(f"{self._busy} {100 * done // whole} %" if whole else f"{self._busy} …")

    # -- doing ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Nothing is brought back where there is nothing."""
        return action != "restore" or bool(self.backup_list.backups)

    def action_go(self, by: int) -> None:
        """Go some rows further on."""
        if not self._busy:
            self._asked = False
            self._backup_list = self._backup_list.moved(by)
            self.say("")

    def action_close(self) -> None:
        """Take back what was asked for, or leave; not in the middle of something."""
        if self._asked:
            self._asked = False
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
        elif not self._asked:
            self._asked = True
            self.say(f"Bring back the board of {backups.backup_time(backup, self.day)}? {self.agreement}")
        else:
            self._asked = False
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

    def on_click(self, event: events.Click) -> None:
        """Go to the row that was clicked; clicked twice, ask whether it shall be brought back."""
        region = self._page.region
        inside = region.contains(event.screen_x, event.screen_y)
        line = self._page.line_at(event.screen_y - region.y) if inside else None
        place = None if line is None else self._drawn.places[line]
        if place is not None and not self._busy:
            self.action_go(place - self._backup_list.at)
            if event.chain == _DOUBLE:
                self.action_restore()


class BackupsScreen(BackupListScreen):
    """The backups of a board that is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "back_up", "back up now", id="backups.make", group=BOARD),
    ]

    def action_back_up(self) -> None:
        """Make a backup by hand."""
        if not self._busy:
            self._asked = False
            self.run_worker(self._back_up(), group="work")

    async def _back_up(self) -> None:
        path = await self.work("Backing up", lambda told: backups.back_up(self.path, "hand", progress=told))
        if path is not None:
            self._backup_list = BackupList()
            self.renew()
            self.say(f"backed up to {short(path)}")
