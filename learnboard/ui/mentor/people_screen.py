"""The first screen when there is more than one person: who they are, and what they ask for."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from learnboard.domain.errors import LearnboardError
from learnboard.domain.fields import Id
from learnboard.service.mentoring import Overview, overview
from learnboard.ui.keys import BOARD, VIEW
from learnboard.ui.lines import KeyLine, StatusLine
from learnboard.ui.mentor.listing import Listing
from learnboard.ui.mentor.people import people_listing
from learnboard.ui.mentor.roll import Roll
from learnboard.ui.mentor.screen import VisitScreen
from learnboard.ui.mentor.sitting import Sitting
from learnboard.ui.mentor.words import counted
from learnboard.ui.page import Page, Sheet
from learnboard.ui.spans import Span


class PeopleScreen(Screen[None]):
    """Everybody whose snapshots were found. What they ask for is read one after the other, after the first paint."""

    HOLDS: ClassVar[tuple[type[Widget], ...]] = (Roll,)
    DEFAULT_CSS = """
    PeopleScreen {
        layout: vertical; overflow: hidden; background: $background;
        & > #head { height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", id="mentor.open", group=VIEW),
        Binding("question_mark", "help", "help", id="board.help", group=BOARD),
        Binding("q,escape", "leave", "leave", id="mentor.leave", group=BOARD),
    ]

    def __init__(self, sitting: Sitting, notice: str = "", *, compact: bool = False) -> None:
        super().__init__()
        self.sitting = sitting
        self._notice = notice
        self._compact = compact
        self._overviews: dict[Id, Overview] = {}
        self._head = Page(self._draw_head)
        self._head.id = "head"
        self._head.can_focus = False
        self.roll = Roll(self._people, choose=self.action_open)

    def compose(self) -> ComposeResult:
        """One line, the people, two lines."""
        yield self._head
        yield self.roll
        yield StatusLine(self._notice)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to look into the files once their names are on the screen."""
        self.roll.focus()
        self.call_after_refresh(self._look_on)

    def on_screen_resume(self) -> None:
        """Show what was written meanwhile."""
        if self._overviews:
            self.roll.renew()

    def _look_on(self) -> None:
        """Look into one more file."""
        mentees = self.sitting.found.mentees
        mentee = next((each for each in mentees if each.board_id not in self._overviews), None)
        if mentee:
            self._overviews[mentee.board_id] = overview(mentee, self.sitting.today)
            if notice := self.sitting.look(mentee):
                self.say(notice)
            self.roll.renew()
            self.call_after_refresh(self._look_on)

    def _draw_head(self, width: int) -> Sheet:  # noqa: ARG002 - the page cuts it
        count = counted(len(self.sitting.found.mentees), "person", "people")
        return Sheet([[Span(" learnboard", "accent"), Span("   mentor   ", "title"), Span(count, "muted")]])

    def _people(self, width: int) -> Listing:
        sitting = self.sitting
        found, unwritten = sitting.found, sitting.unwritten_by_board()
        return people_listing(found.mentees, self._overviews, unwritten, found.refused, sitting.today, width)

    def say(self, sentence: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""
        self.query_one(StatusLine).say(sentence, hint)

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the last snapshot of the person under the cursor."""
        thing = self.roll.thing
        mentee = next((one for one in self.sitting.found.mentees if thing and one.board_id == thing.target.id), None)
        if mentee is None:
            return
        try:
            notice = self.sitting.open(mentee)
        except LearnboardError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.push_screen(VisitScreen(self.sitting, notice, compact=self._compact))

    def action_help(self) -> None:
        """Show every key of this screen."""
        from learnboard.ui.help import HelpScreen  # noqa: PLC0415 - not needed by the first paint

        self.app.push_screen(HelpScreen(self))

    def action_leave(self) -> None:
        """Leave; what is in no file yet is told once."""
        from learnboard.ui.mentor.doing import leave  # noqa: PLC0415 - as above

        self.app.clear_notifications()
        leave(self)
