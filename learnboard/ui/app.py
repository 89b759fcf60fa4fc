"""The owner's app: one open board, polled for changes by other programs and backed up."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from textual.screen import Screen

from learnboard.domain.errors import BoardBusy, BoardUnavailable, LearnboardError
from learnboard.service.board_service import BoardService
from learnboard.settings import COMPACT, Preferences
from learnboard.ui import features
from learnboard.ui.base_app import NO_PREFERENCES, BaseApp
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.keys.preferences import problem_notice
from learnboard.ui.session import Session
from learnboard.ui.terminal.size import terminal_size

if TYPE_CHECKING:
    from learnboard.service.backups import Reason

_SMALL_SCREEN = 24
"""Lines. A card takes four or five, so a third as many cards always fill a column."""
_POLL: Final = 0.5
"""Seconds between checks for changes by other programs."""
_FIRST_BACKUP: Final = 1.5
"""Seconds after the start, when the board is painted and nobody waits."""
_NEXT_BACKUP: Final = 30 * 60
_TOLD: Final = 12
_RENEWED: Final = "The board was brought up to date for this learnboard. B shows the backup of the previous version."


class LearnboardApp(BaseApp):
    """The app for one board. `today` returns the current day, so that a test or the demo can choose it.

    With `backs_up`, it makes a backup at the start and every half hour, and warns of an unsafe folder.
    """

    def __init__(
        self,
        service: BoardService,
        today: Callable[[], date],
        notice: str = "",
        preferences: Preferences = NO_PREFERENCES,
        *,
        backs_up: bool = False,
    ) -> None:
        super().__init__(preferences)
        notice = problem_notice(preferences, self.problems) or (_RENEWED if service.renewed else notice)
        # Read before Textual takes the terminal, so that the command line can report an unreadable board.
        board = service.open(today(), first=max(_SMALL_SCREEN, terminal_size()[1]) // 3)
        self.session = Session(service, board, today, backs_up=backs_up)
        self.key_came = self.session.key_came
        self._lost = False
        self._minute = -1
        self._warned_of = ""
        self._backed_up: object = None
        self._board_screen = BoardScreen(
            self.session, notice, compact=preferences.density == COMPACT, keep_density=self.keep_density
        )

    def get_default_screen(self) -> Screen[None]:
        """Return the board screen."""
        return self._board_screen

    def on_mount(self) -> None:
        """Start polling for changes by other programs, and start the backups."""
        self.set_interval(_POLL, self._poll)
        if self.session.backs_up:
            self.set_timer(_FIRST_BACKUP, self._begin_to_keep)
            self.set_interval(_NEXT_BACKUP, self._keep_on)

    def on_app_focus(self) -> None:
        """Poll: the user may be back on another day, or from another window."""
        self._poll()

    async def action_quit(self) -> None:
        """Quit; if something would be lost, show a warning first and quit the second time."""
        warning = self._quit_warning()
        if warning and warning != self._warned_of:
            self._warned_of = warning
            self.session.say(f"{warning} Quit again to leave anyway.")
            return
        for step in super().keeping():
            step()
        await super().action_quit()

    def _quit_warning(self) -> str:
        """Return a warning about what would be lost by quitting now; empty if nothing would."""
        if not self.session.service.in_place:
            return "The board you see is no longer in any file."
        match self.session.waiting:
            case 0:
                return ""
            case 1:
                return "A change is still waiting for another program."
            case many:
                return f"{many} changes are still waiting for another program."

    # -- other programs ---------------------------------------------------------------------------------------------

    def _poll(self) -> None:
        """Show changes by other programs; report once that the board's file is gone."""
        if self.session.service.in_place:
            self.session.keep_up()
        elif not self._lost:
            self._lost = True
            self.on_file_lost()
        if timer := self.session.board.timer:
            self._count_minutes(timer.minutes(self.session.clock()))

    # -- the timer --------------------------------------------------------------------------------------------------

    def _count_minutes(self, minutes: int) -> None:
        """Once a minute, show how long the timer has run, and write down when the last key came."""
        if minutes != self._minute:
            self._minute = minutes
            features.keep_presence(self.session)
            for observer in self.session.observers:
                observer.tell_time()

    def on_file_lost(self) -> None:
        """Ask how to continue with a board whose file is gone."""
        self._lost = True
        features.open_lost_file(self, self.session, self._found)

    def _found(self, saved: bool | None) -> None:
        """Watch for another loss once the board is in a file again."""
        self._lost = not saved

    def keeping(self) -> Iterator[Callable[[], object]]:
        """Keep what is being typed; commands waiting for another program are tried one last time."""
        yield from super().keeping()
        yield self.session.try_again
        yield self.session.keep_drafts

    def exit(self, *arguments: Any, **more: Any) -> None:
        """Exit, keeping the contents of open forms as drafts."""
        from learnboard.ui.toolkit.form import FormScreen  # noqa: PLC0415 - not needed by the first paint

        for screen in self.screen_stack if self._running else ():
            if isinstance(screen, FormScreen) and screen.keep:
                screen.keep()
        super().exit(*arguments, **more)

    # -- backups ----------------------------------------------------------------------------------------------------

    def _begin_to_keep(self) -> None:
        if not self.session.service.read_only:
            self.run_worker(self._back_up("start"), group="keeping")
        self.run_worker(self._warn_of_place(), group="keeping")

    def _keep_on(self) -> None:
        if not self.session.service.read_only:
            self.run_worker(self._back_up("open"), group="keeping")

    async def _back_up(self, why: "Reason") -> None:
        """Make a backup if there is something new; report failures other than a lock."""
        from learnboard.service.backups import back_up  # noqa: PLC0415 - not needed by the first paint

        try:
            writes = self.session.service.writes  # which another program's lock keeps from being read, too
            if writes == self._backed_up:
                return
            await asyncio.to_thread(back_up, self.session.service.path, why)
            self._backed_up = writes
        except BoardBusy:
            return
        except LearnboardError as error:
            trouble = error.trouble if isinstance(error, BoardUnavailable) else "other"
            if trouble == "damaged":
                self.session.service.lock(str(error))
                self._board_screen.warn(f"Damaged: nothing more is written. B shows the backups. {error}")
            elif trouble not in ("missing", "moved"):  # reported by `_poll`
                self.notify(f"No backup was made. {error}", severity="error", markup=False, timeout=_TOLD)

    async def _warn_of_place(self) -> None:
        """Warn once about a folder in which two machines may write, or locks do not work."""
        from learnboard.service.backups import sync_folder_warning  # noqa: PLC0415 - not needed by the first paint

        found = await asyncio.to_thread(sync_folder_warning, self.session.service.path)
        if found and found[1] != self.preferences.warned_of:
            self.notify(found[0], title="Shared folder", severity="warning", markup=False, timeout=_TOLD)
            self.keep(warned_of=found[1])
