"""The mentor's program: shows snapshots of other people's boards and writes feedback on them."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from textual.screen import Screen

from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import FoundSnapshots, SnapshotFinder
from learnboard.settings import COMPACT, Preferences
from learnboard.ui.base_app import NO_PREFERENCES, BaseApp
from learnboard.ui.keys.preferences import problem_notice
from learnboard.ui.mentor.desk_reader import DeskReader, FollowsFolder
from learnboard.ui.mentor.feedback_screen import FeedbackScreen
from learnboard.ui.mentor.people_screen import PeopleScreen
from learnboard.ui.mentor.screen import SnapshotScreen
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.toolkit.status_lines import StatusLine

_AFTER_PAINT = 0.02
_KEEP_UP = 0.5
"""Seconds after which it is looked for what another window has written."""
_ELSEWHERE = "Another window has changed your feedback."


class MentorApp(BaseApp):
    """App that opens with one person's snapshot, or with the list of several people. `today` returns the day."""

    PROGRAM = "mentor"

    def __init__(
        self,
        found: FoundSnapshots,
        draft_store: DraftStore,
        today: Callable[[], date],
        preferences: Preferences = NO_PREFERENCES,
        finder: SnapshotFinder | None = None,
    ) -> None:
        """Open the first screen for the snapshots found; `finder` reads what it has not read yet, and what changes.

        Raises:
            LearnboardError: if there is one person, and their latest snapshot cannot be read.
        """
        super().__init__(preferences)
        self.mentor_session = MentorSession(found, draft_store, today)
        notice, compact = problem_notice(preferences, self.problems), preferences.density == COMPACT
        self._reader = DeskReader(self.mentor_session, finder, self._show_found)
        if len(found.mentees) == 1 and not (finder and finder.waiting):
            # Read before the screen opens, so that the command line reports errors.
            notice = self.mentor_session.open(found.mentees[0]) or notice or _refused(found)
            self._first: Screen[None] = SnapshotScreen(self.mentor_session, notice, compact=compact)
        else:
            self._reader.summaries = True
            self._first = PeopleScreen(self.mentor_session, self._reader, notice, compact=compact)

    def get_default_screen(self) -> Screen[None]:
        """Return the screen of the one person, or the list of people."""
        return self._first

    def on_mount(self) -> None:
        """After the first paint, exempt what was made by then from garbage collection: it stays. Then read on."""
        self.call_after_refresh(self.run_worker, self._reader.run)
        self.call_after_refresh(self.set_timer, _AFTER_PAINT, self._settle)
        self.set_interval(_KEEP_UP, self.keep_up)

    def keep_up(self) -> None:
        """Show what another window has written meanwhile, and begin another day."""
        another_day, elsewhere = self.mentor_session.follow_day(), self.mentor_session.keep_up()
        for screen in self.screen_stack if another_day or elsewhere else ():
            if isinstance(screen, FeedbackScreen):
                screen.renew()
                if elsewhere:
                    screen.say(_ELSEWHERE)

    def _settle(self) -> None:
        if not gc.isenabled():
            gc.freeze()  # without collecting first: that takes half a second for a large snapshot
            gc.enable()

    def _show_found(self, news: str) -> None:
        """Show what was found by now, and say what came or went meanwhile."""
        for page in self.screen_stack:
            if isinstance(page, FollowsFolder):
                page.show_found()
        shown = (screen for screen in self.screen_stack if isinstance(screen, PeopleScreen | SnapshotScreen))
        # Reading begins beside the screen, and ends beside it: what it is shown on may not be there yet, or no longer.
        screens = [screen for screen in shown if screen.query(StatusLine)]
        for screen in screens:
            screen.show_found()
        if not news or not screens:
            return
        alone = screens == screens[-1:] and isinstance(screens[-1], SnapshotScreen)
        more = (
            " Open the folder again to see all people." if alone and len(self.mentor_session.found.mentees) > 1 else ""
        )
        screens[-1].say(news + more)

    def keeping(self) -> Iterator[Callable[[], object]]:
        """As ever; and what stands in a form."""
        yield from super().keeping()
        yield partial(self.mentor_session.end_form, saved=False)

    def exit(self, *arguments: Any, **more: Any) -> None:
        """Quit. Keep the draft of an open form."""
        self.mentor_session.end_form(saved=False)
        super().exit(*arguments, **more)


def _refused(found: FoundSnapshots) -> str:
    """Return a sentence about the file that was not opened, or the number of such files; "" if there are none."""
    if len(found.problems) > 1:
        return f"{len(found.problems)} files were not opened: 4 shows why."
    return next(iter(found.problems), "")
