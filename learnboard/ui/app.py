"""The owner's program: one board on the screen, kept safe while it is there."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from shutil import get_terminal_size
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

if TYPE_CHECKING:
    from learnboard.service.backups import Reason

_SMALL_SCREEN = 24
"""Lines. Cards take four or five of them: a third of the lines are the cards of a column in view, and some more."""
_POLL: Final = 0.5
"""Seconds between two looks at what other programs did to the board."""
_FIRST_BACKUP: Final = 1.5
"""Seconds after the start: by then the board is painted, and nobody waits."""
_NEXT_BACKUP: Final = 30 * 60
_TOLD: Final = 12
_RENEWED: Final = "The board was brought up to date for this learnboard: B shows the backup of it as it was"


class LearnboardApp(BaseApp):
    """One board. `today` is asked for the day, so that a test or the demo can choose it.

    One that `backs_up` makes a backup at the start and every half hour, and warns of a folder that is not safe.
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
        # Read before the screen is taken, so that a board that cannot be read is told on the command line.
        board = service.open(today(), first=max(_SMALL_SCREEN, get_terminal_size().lines) // 3)
        self.session = Session(service, board, today, backs_up=backs_up)
        self._lost = False
        self._warned_of = ""
        self._backed_up: object = None
        self._board_screen = BoardScreen(
            self.session, notice, compact=preferences.density == COMPACT, keep_density=self.keep_density
        )

    def get_default_screen(self) -> Screen[None]:
        """The board is the first thing there is."""
        return self._board_screen

    def on_mount(self) -> None:
        """Follow what other programs do, and make backups of the board."""
        self.set_interval(_POLL, self._poll)
        if self.session.backs_up:
            self.set_timer(_FIRST_BACKUP, self._begin_to_keep)
            self.set_interval(_NEXT_BACKUP, self._keep_on)

    def on_app_focus(self) -> None:
        """Somebody is back at the terminal, perhaps on another day, perhaps from another window."""
        self._poll()

    async def action_quit(self) -> None:
        """Leave; where something would be lost by it, after a word about it."""
        warning = self._quit_warning()
        if warning and warning != self._warned_of:
            self._warned_of = warning
            self.session.say(f"{warning}: once more leaves all the same")
            return
        for step in super().keeping():
            step()
        await super().action_quit()

    def _quit_warning(self) -> str:
        """What would be lost by leaving now; empty if nothing would."""
        if not self.session.service.in_place:
            return "What you see here is in no file any more"
        match self.session.waiting:
            case 0:
                return ""
            case 1:
                return "A change still waits for another program"
            case many:
                return f"{many} changes still wait for another program"

    # -- other programs ---------------------------------------------------------------------------------------------

    def _poll(self) -> None:
        """Show what other programs did; where the board's file is no longer there, say so once."""
        if self.session.service.in_place:
            self.session.keep_up()
        elif not self._lost:
            self._lost = True
            self.on_file_lost()

    def on_file_lost(self) -> None:
        """Ask what is to become of a board whose file is gone."""
        self._lost = True
        features.open_lost_file(self, self.session, self._found)

    def _found(self, saved: bool | None) -> None:
        """From now on it may be lost again."""
        self._lost = not saved

    def keeping(self) -> Iterator[Callable[[], object]]:
        """As ever; and what waits for another program gets a last try."""
        yield from super().keeping()
        yield self.session.try_again
        yield self.session.keep_drafts

    def exit(self, *arguments: Any, **more: Any) -> None:
        """Leave; what stands in forms is kept as drafts."""
        from learnboard.ui.toolkit.form import FormScreen  # noqa: PLC0415 - as above

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
        if not self.session.service.read_only and self.session.service.writes != self._backed_up:
            self.run_worker(self._back_up("open"), group="keeping")

    async def _back_up(self, why: "Reason") -> None:
        """Make a backup where there is something new to keep; what hinders it is told, but for a lock."""
        from learnboard.service.backups import back_up  # noqa: PLC0415 - as above

        writes = self.session.service.writes
        try:
            await asyncio.to_thread(back_up, self.session.service.path, why)
            self._backed_up = writes
        except BoardBusy:
            return
        except LearnboardError as error:
            trouble = error.trouble if isinstance(error, BoardUnavailable) else "other"
            if trouble == "damaged":
                self.session.service.lock(str(error))
                self._board_screen.warn(f"Damaged, nothing is written any more; B shows the backups. {error}")
            elif trouble not in ("missing", "moved"):  # that is told by itself
                self.notify(f"No backup was made. {error}", severity="error", markup=False, timeout=_TOLD)

    async def _warn_of_place(self) -> None:
        """Warn once of a folder in which two machines may write, or in which locks do not hold."""
        from learnboard.service.backups import sync_folder_warning  # noqa: PLC0415 - as above

        found = await asyncio.to_thread(sync_folder_warning, self.session.service.path)
        if found and found[1] != self.preferences.warned_of:
            self.notify(found[0], title="A shared folder", severity="warning", markup=False, timeout=_TOLD)
            self.keep(warned_of=found[1])
