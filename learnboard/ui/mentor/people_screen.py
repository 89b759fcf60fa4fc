"""The first screen if there are several people: who they are, and why each needs attention."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.presentation.desk import DESK_ORDERS, DeskOrder, DeskPerson, matching, next_order, sorted_people
from learnboard.presentation.values import count_of
from learnboard.ui import features
from learnboard.ui.keys.bindings import PEOPLE
from learnboard.ui.mentor.desk_list import UNWRITTEN, desk_blocks, desk_titles
from learnboard.ui.mentor.desk_reader import DeskReader
from learnboard.ui.mentor.feedback_screen import MentorScreen
from learnboard.ui.mentor.screen import SnapshotScreen
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectList
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.list_view import MARGIN, WIDEST, ListView
from learnboard.ui.toolkit.prompt_screen import PromptScreen
from learnboard.ui.toolkit.status_lines import KeyLine, Prompt, StatusLine
from learnboard.ui.toolkit.text import GAP, StyledText, cell_len, cut, size_of, with_margin
from learnboard.ui.toolkit.text_buffer import TextBuffer

_WORDS: Final = "words of the name, the role, or why"
_LONGEST_QUERY: Final = 40
"""Cells of the filter in the status line."""
_KNOWN_FROM_HEADS: Final[frozenset[DeskOrder]] = frozenset({"name", "last_file"})


class PeopleList(ListView[FeedbackSubject]):
    """The lines of the people."""

    moved = False
    """Whether the cursor was ever moved."""

    def go_to(self, at: int) -> None:
        """Move the cursor, and remember that it was."""
        self.moved = True
        super().go_to(at)


class PeopleScreen(PromptScreen, MentorScreen):
    """List of all people whose snapshots were found, a line each.

    Until every newest file was read, an order that needs them is by name: so the lines are sorted once, and not under
    the hand. The cursor then stays on its person, unless it was never moved.
    """

    DEFAULT_CSS = """
    PeopleScreen {
        layout: vertical; overflow: hidden; background: $background;
        & > #head { height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*PEOPLE]

    def __init__(
        self, mentor_session: MentorSession, reader: DeskReader, notice: str = "", *, compact: bool = False
    ) -> None:
        super().__init__(mentor_session)
        self._notice = notice
        self._compact = compact
        self._reader = reader
        self._order: DeskOrder = "need"
        self._query = ""
        self._complete = False
        self._head = LinesView(self._draw_head)
        self._head.id = "head"
        self._head.can_focus = False
        self.list_view = PeopleList(self._people, choose=self.action_open)

    def compose(self) -> ComposeResult:
        """Lay out head, list, status line and key line."""
        yield self._head
        yield self.list_view
        yield StatusLine(self._notice)
        yield KeyLine()

    def on_mount(self) -> None:
        """Give the keys to the list, and receive errors."""
        self.list_view.focus()

    def on_screen_resume(self) -> None:
        """Show what was decided and written meanwhile."""
        self._reader.renew_draft()
        self.show_found()

    def show_found(self) -> None:
        """Show what was read by now."""
        first, self._complete = self._reader.complete and not self._complete, self._reader.complete
        if first and not self.list_view.moved and not self._query:
            self.list_view.begin()
        else:
            self.list_view.renew()
        self._show_filter()

    # -- content ------------------------------------------------------------------------------------------------------

    @property
    def order(self) -> DeskOrder:
        """Order of the lines just now."""
        return self._order if self._complete or self._order in _KNOWN_FROM_HEADS else "name"

    @property
    def shown(self) -> list[DeskPerson]:
        """The people that match the filter, in their order."""
        today = self.mentor_session.today
        return sorted_people(matching(self._reader.people(), self._query, today), self.order, today)

    def _people(self, width: int) -> SubjectList:
        problems, today = self.mentor_session.found.problems, self.mentor_session.today
        return desk_blocks(self.shown, problems, self.order, today, width, filtered=bool(self._query))

    def _draw_head(self, width: int) -> PageContent:
        room = min(width, WIDEST)
        whole = len(self.mentor_session.found.mentees)
        line = [
            StyledText(" learnboard", "accent"),
            StyledText(f"{GAP}mentor{GAP}", "title"),
            StyledText(f"{count_of(whole, 'person', 'people')}{GAP}", "muted"),
            StyledText(DESK_ORDERS[self.order], "text"),
        ]
        unwritten = self.mentor_session.unwritten
        note = self._reader.progress or (f"{UNWRITTEN} {unwritten} not written to a file yet" if unwritten else "")
        note = cut(note, max(0, room - size_of(line) - len(GAP) - 1))
        style = "accent" if self._reader.progress else "warn"
        line += [StyledText(" " * (room - 1 - size_of(line) - cell_len(note))), StyledText(note, style)]
        return PageContent([line, with_margin(desk_titles(self.order, room - 2 * MARGIN), MARGIN)])

    def _show_filter(self) -> None:
        self._head.redraw()
        self.status.note(f"/{cut(self._query, _LONGEST_QUERY)}{GAP}{self._count}" if self._query else "")

    @property
    def _count(self) -> str:
        return f"{len(self.shown)} of {len(self.mentor_session.found.mentees)}"

    # -- actions ------------------------------------------------------------------------------------------------------

    def action_sort(self) -> None:
        """Take the next order. The cursor stays on its person."""
        self._order = next_order(self._order)
        self.list_view.renew()
        self._head.redraw()
        if self.order != self._order:
            self.say(f"Sorted {DESK_ORDERS[self._order]} when all files are read.")
        else:
            self.say(f"Sorted {DESK_ORDERS[self._order]}.")

    def action_filter(self) -> None:
        """Prompt for words, and filter the list with every letter."""
        self.say("")

        def changed(entry: TextBuffer) -> None:
            self._filter(entry.text)

        def leave(_: str) -> bool:
            self._filter("")
            return True

        def walk(*, down: bool) -> None:
            self.prompt(None)
            self.list_view.action_move("down" if down else "up")

        def hint(text: str) -> str:
            return self._count if text.strip() else _WORDS

        others = {"down": lambda: walk(down=True), "up": lambda: walk(down=False)}
        keys = (("enter", "to the people"), ("escape", "show all again"))
        entry = TextBuffer.of(self._query)
        self.prompt(Prompt("/", entry, lambda _: True, leave, changed, hint, others, keys=keys))

    def _filter(self, query: str) -> None:
        self._query = query.strip()
        self.list_view.renew()
        self._show_filter()

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

    def action_open_asks(self) -> None:
        """Open the asks and offers of all people, as far as everybody may see them."""
        features.open_asks(self, self._reader, compact=self._compact)

    def action_leave(self) -> None:
        """Clear the filter, or quit. Warn once about unwritten items."""
        if self._query:
            self._filter("")
            return
        self.app.clear_notifications()
        self.leave(on_snapshot=False)

    def action_back(self) -> None:
        """Clear the filter."""
        if self._query:
            self._filter("")
        else:
            super().action_back()
