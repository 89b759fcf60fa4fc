"""The screen of one snapshot: what changed, the board, what is asked, and what is written about it."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.feedback import Target
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui.base_app import BaseApp
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.board.view import BoardView
from learnboard.ui.mentor.changes import changes_blocks
from learnboard.ui.mentor.feedback_list import feedback_blocks
from learnboard.ui.mentor.feedback_screen import FeedbackScreen
from learnboard.ui.mentor.people import VIEWS, head_lines
from learnboard.ui.mentor.requests import requests_blocks
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.subjects import FeedbackSubject, board_subject, subject_of
from learnboard.ui.toolkit.key_groups import BOARD, FEEDBACK, FIND, VIEW
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.list_view import BlockList, ListView
from learnboard.ui.toolkit.status_lines import KeyLine, StatusLine
from learnboard.ui.toolkit.styled_text import StyledText

CHANGES, CARDS, ASKS, WRITTEN = range(len(VIEWS))
_MARGIN: Final = StyledText(" ")


class SnapshotScreen(FeedbackScreen):
    """The snapshot that is open in the sitting, in four views of which one is seen."""

    HOLDS: ClassVar[tuple[type[Widget], ...]] = (BoardView, ListView)
    DEFAULT_CSS = """
    SnapshotScreen {
        layout: vertical; overflow: hidden; background: $background;
        & > #head { height: 2; }
        & > .away { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("A", "decide('approve')", "approve", id="mentor.approve", show=False, group=FEEDBACK),
        Binding("D", "decide('decline')", "decline", id="mentor.decline", show=False, group=FEEDBACK),
        Binding("C", "decide('consent')", "consent", id="mentor.consent", show=False, group=FEEDBACK),
        Binding("O", "decide('objection')", "object", id="mentor.object", show=False, group=FEEDBACK),
        Binding("delete,backspace", "do('delete')", "delete", id="mentor.delete", group=FEEDBACK),
        Binding("w", "do('write')", "write the file", id="mentor.write", group=FEEDBACK),
        Binding("enter", "do('open')", "open", id="mentor.open", group=VIEW),
        Binding("tab", "step_view(1)", "next view", id="mentor.next_view", group=VIEW),
        Binding("shift+tab", "step_view(-1)", "view before", id="mentor.previous_view", show=False, group=VIEW),
        Binding("1", "view(0)", "what changed", id="mentor.changes", show=False, group=VIEW),
        Binding("2", "view(1)", "the board", id="mentor.board", show=False, group=VIEW),
        Binding("3", "view(2)", "asks, time and money", id="mentor.asks", show=False, group=VIEW),
        Binding("4", "view(3)", "your feedback", id="mentor.written", show=False, group=VIEW),
        Binding(
            "left_square_bracket,less_than_sign",
            "turn(-1)",
            "the snapshot before",
            id="mentor.earlier",
            show=False,
            group=VIEW,
        ),
        Binding(
            "right_square_bracket,greater_than_sign",
            "turn(1)",
            "the snapshot after",
            id="mentor.later",
            show=False,
            group=VIEW,
        ),
        Binding("f", "do('jump')", "find and jump", id="board.jump", show=False, group=FIND),
        Binding("z", "turn_density", "comfortable or compact", id="board.turn_density", show=False, group=FIND),
        Binding("q,escape", "leave", "leave", id="mentor.leave", group=BOARD),
    ]

    def __init__(self, mentor_session: MentorSession, notice: str = "", *, compact: bool = False) -> None:
        super().__init__(mentor_session)
        self._notice = notice
        self._view = CHANGES
        board = mentor_session.snapshot_view.board
        self._head = LinesView(self._draw_head)
        self._head.id = "head"
        self._head.can_focus = False
        self._header = HeaderLine(board)
        self.board = BoardView(board, open_card=self._open, compact=compact)
        # Of several people, their list says which files were not opened.
        refused = mentor_session.found.problems if len(mentor_session.found.mentees) == 1 else ()
        written = partial(feedback_blocks, refused=refused)
        self.rolls = {
            view: ListView(partial(self._listed, list_it), choose=self._open)
            for view, list_it in ((CHANGES, changes_blocks), (ASKS, requests_blocks), (WRITTEN, written))
        }
        self._feedback_draft = mentor_session.feedback_draft

    # -- what there is ------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Two lines, the views, two lines."""
        yield self._head
        yield self._header
        yield self.rolls[CHANGES]
        yield self.board
        yield self.rolls[ASKS]
        yield self.rolls[WRITTEN]
        yield StatusLine(self._notice)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first view, and be told what cannot be kept."""
        self.mentor_session.hear = self.refuse
        self.show_view(CHANGES)

    def on_screen_resume(self) -> None:
        """Show what was written meanwhile, on the page of a card say."""
        self.renew()

    def _draw_head(self, width: int) -> PageContent:
        mentor_session = self.mentor_session
        lines = head_lines(
            mentor_session.snapshot_view, mentor_session.feedback_draft, self._view, mentor_session.today, width - 2
        )
        return PageContent([[_MARGIN, *line] for line in lines])

    def _listed(self, list_it: Callable[[SnapshotView, FeedbackDraft, int], BlockList], width: int) -> BlockList:
        return list_it(self.mentor_session.snapshot_view, self.mentor_session.feedback_draft, width)

    @property
    def view(self) -> int:
        """The view that is seen."""
        return self._view

    @property
    def subject(self) -> FeedbackSubject:
        """What the cursor stands on: of the board its card, or the objective of an empty column."""
        records = self.mentor_session.snapshot_view.snapshot.records
        if self._view != CARDS:
            return self.rolls[self._view].subject or board_subject(records)
        card, column = self.board.card, self.board.cursor.on(self.board.board)
        if card:
            return subject_of(records, Target("key_result", card.id))
        return subject_of(records, Target("objective", column.id)) if column else board_subject(records)

    # -- showing ------------------------------------------------------------------------------------------------------

    def say(self, message: str, hint: str = "") -> None:
        """Say what was done, and what can be done about it."""
        self.query_one(StatusLine).say(message, hint)

    def show_view(self, view: int) -> None:
        """Show one of the views."""
        self._view = view
        shown: dict[int, Widget] = {**self.rolls, CARDS: self.board}
        for number, widget in shown.items():
            widget.set_class(number != view, "away")
        self._header.set_class(view != CARDS, "away")
        shown[view].focus()
        self._head.redraw()
        self.refresh_bindings()
        self.query_one(KeyLine).refresh()

    def renew(self) -> None:
        """Show what is written now."""
        if self._feedback_draft is not self.mentor_session.feedback_draft:
            self._feedback_draft = self.mentor_session.feedback_draft
            for list_view in self.rolls.values():
                list_view.renew()
            self._head.redraw()

    def show_visit(self, notice: str) -> None:
        """Show another snapshot, with the cursor on the same key result of the board."""
        snapshot_view = self.mentor_session.snapshot_view
        card = self.board.card
        self._feedback_draft = self.mentor_session.feedback_draft
        for list_view in self.rolls.values():
            list_view.begin()
        cursor = self.board.cursor
        self.board.follow(snapshot_view.board, cursor.following(card.id, snapshot_view.board) if card else cursor)
        self._header.board = snapshot_view.board
        self._head.redraw()
        self.say(notice)

    def find(self, view: int, target: Target) -> bool:
        """Show a thing in a view that lists it; False where it is not listed."""
        self.show_view(view)
        return self.rolls[view].find(FeedbackSubject(target, ""))

    # -- actions ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Items are deleted where they are listed, and only the board has cards that can be small."""
        if action == "turn_density":
            return self._view == CARDS
        return parameters != ("delete",) or self._view == WRITTEN

    def _open(self) -> None:
        self.action_do("open")

    def action_view(self, view: int) -> None:
        """Show one of the views."""
        self.show_view(view)

    def action_step_view(self, by: int) -> None:
        """Show the next view, or the one before."""
        self.show_view((self._view + by) % len(VIEWS))

    def action_do(self, what: str) -> None:
        """Do what is done rarely."""
        from learnboard.ui.mentor import actions  # noqa: PLC0415 - not needed by the first paint

        actions.DO[what](self)

    def action_decide(self, kind: str) -> None:
        """Say yes or no to what is under the cursor, or go to where something waits for that."""
        from learnboard.ui.mentor import decide  # noqa: PLC0415 - as above

        decide.DECIDE[kind](self)

    def action_turn(self, by: int) -> None:
        """Open the snapshot before or after this one."""
        try:
            notice = self.mentor_session.turn(by)
        except LearnboardError as error:
            self.refuse(str(error))
            return
        if notice is None:
            self.say(f"There is no {'later' if by > 0 else 'earlier'} snapshot here.")
        else:
            self.show_visit(notice)

    def action_turn_density(self) -> None:
        """A line a card, or a card in full."""
        self.board.compact = not self.board.compact
        if isinstance(self.app, BaseApp):
            self.app.keep_density(self.board.compact)

    def action_leave(self) -> None:
        """Go back to the people, or leave; what is in no file yet is told once."""
        self.app.clear_notifications()
        self.action_do("leave")
