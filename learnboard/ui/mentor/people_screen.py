"""The first screen if there are several people: who they are and what they request."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.presentation.values import count_of
from learnboard.service.mentor.snapshot_view import Overview, overview
from learnboard.ui.keys.bindings import PEOPLE
from learnboard.ui.mentor.feedback_screen import MentorScreen
from learnboard.ui.mentor.people import people_blocks
from learnboard.ui.mentor.screen import SnapshotScreen
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.subjects import SubjectList
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.list_view import ListView
from learnboard.ui.toolkit.status_lines import KeyLine, StatusLine
from learnboard.ui.toolkit.text import StyledText


class PeopleScreen(MentorScreen):
    """List of all people whose snapshots were found. Their overviews are read one by one after the first paint."""

    DEFAULT_CSS = """
    PeopleScreen {
        layout: vertical; overflow: hidden; background: $background;
        & > #head { height: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*PEOPLE]

    def __init__(self, mentor_session: MentorSession, notice: str = "", *, compact: bool = False) -> None:
        super().__init__(mentor_session)
        self._notice = notice
        self._compact = compact
        self._overviews: dict[Id, Overview] = {}
        self._head = LinesView(self._draw_head)
        self._head.id = "head"
        self._head.can_focus = False
        self.list_view = ListView(self._people, choose=self.action_open)

    def compose(self) -> ComposeResult:
        """Lay out head, list, status line and key line."""
        yield self._head
        yield self.list_view
        yield StatusLine(self._notice)
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to read the files once the names are on the screen."""
        self.list_view.focus()
        self.call_after_refresh(self._read_on)

    def on_screen_resume(self) -> None:
        """Show feedback written meanwhile."""
        if self._overviews:
            self.list_view.renew()

    def _read_on(self) -> None:
        """Read one more file."""
        mentees = self.mentor_session.found.mentees
        mentee = next((each for each in mentees if each.board_id not in self._overviews), None)
        if mentee:
            self._overviews[mentee.board_id] = overview(mentee, self.mentor_session.today)
            if notice := self.mentor_session.look(mentee):
                self.say(notice)
            self.list_view.renew()
            self.call_after_refresh(self._read_on)

    def _draw_head(self, width: int) -> PageContent:  # noqa: ARG002 - the page cuts it
        count = count_of(len(self.mentor_session.found.mentees), "person", "people")
        return PageContent(
            [[StyledText(" learnboard", "accent"), StyledText("   mentor   ", "title"), StyledText(count, "muted")]]
        )

    def _people(self, width: int) -> SubjectList:
        mentor_session = self.mentor_session
        found, unwritten = mentor_session.found, mentor_session.unwritten_by_board()
        return people_blocks(found.mentees, self._overviews, unwritten, found.problems, mentor_session.today, width)

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Open the latest snapshot of the person under the cursor."""
        subject = self.list_view.subject
        mentee = next(
            (one for one in self.mentor_session.found.mentees if subject and one.board_id == subject.target.id), None
        )
        if mentee is None:
            return
        try:
            notice = self.mentor_session.open(mentee)
        except LearnboardError as error:
            self.refuse(str(error))
            return
        self.app.push_screen(SnapshotScreen(self.mentor_session, notice, compact=self._compact))

    def action_leave(self) -> None:
        """Quit. Warn once about unwritten items."""
        self.app.clear_notifications()
        self.leave()
