"""The mentor's program: snapshots of other people's boards, and what is written about them."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from textual.screen import Screen

from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import FoundSnapshots
from learnboard.settings import COMPACT, Preferences
from learnboard.ui.base_app import NO_PREFERENCES, BaseApp
from learnboard.ui.keys.preferences import problem_notice
from learnboard.ui.mentor.people_screen import PeopleScreen
from learnboard.ui.mentor.screen import SnapshotScreen
from learnboard.ui.mentor.session import MentorSession

_AFTER_PAINT = 0.02


class MentorApp(BaseApp):
    """All that was found: of one person what changed, of several who they are. `today` is asked for the day."""

    PROGRAM = "mentor"

    def __init__(
        self,
        found: FoundSnapshots,
        draft_store: DraftStore,
        today: Callable[[], date],
        preferences: Preferences = NO_PREFERENCES,
    ) -> None:
        """Show what was found.

        Raises:
            LearnboardError: if there is one person, and their last snapshot cannot be read.
        """
        super().__init__(preferences)
        self.mentor_session = MentorSession(found, draft_store, today)
        notice, compact = problem_notice(preferences, self.problems), preferences.density == COMPACT
        if len(found.mentees) == 1:
            # Read before the screen is taken, so that what cannot be read is told on the command line.
            notice = self.mentor_session.open(found.mentees[0]) or notice or _refused(found)
            self._first: Screen[None] = SnapshotScreen(self.mentor_session, notice, compact=compact)
        else:
            self._first = PeopleScreen(self.mentor_session, notice, compact=compact)

    def get_default_screen(self) -> Screen[None]:
        """The person, or all people."""
        return self._first

    def on_mount(self) -> None:
        """Everything that stays is made with the first paint: then the collector need not look at it again."""
        self.call_after_refresh(self.set_timer, _AFTER_PAINT, self._settle)

    def _settle(self) -> None:
        if not gc.isenabled():
            gc.freeze()  # without collecting first: that takes half a second for a large snapshot
            gc.enable()

    def keeping(self) -> Iterator[Callable[[], object]]:
        """As ever; and what stands in a form."""
        yield from super().keeping()
        yield partial(self.mentor_session.end_form, saved=False)

    def exit(self, *arguments: Any, **more: Any) -> None:
        """Leave; what stands in a form that is open is kept."""
        self.mentor_session.end_form(saved=False)
        super().exit(*arguments, **more)


def _refused(found: FoundSnapshots) -> str:
    """The file that is no snapshot, in a sentence, or how many there are; nothing if there are none."""
    if len(found.problems) > 1:
        return f"{len(found.problems)} files were not opened: 4 tells why."
    return next(iter(found.problems), "")
