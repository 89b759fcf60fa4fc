"""The screen of one snapshot, with four views: changes, board, requests and feedback."""

from collections.abc import Callable
from functools import partial
from typing import Final

from textual.app import ComposeResult
from textual.widget import Widget

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.feedback import Target
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_view import SnapshotView
from learnboard.ui import features
from learnboard.ui.base_app import BaseApp
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.board.view import BoardView
from learnboard.ui.mentor.actions import SnapshotActions
from learnboard.ui.mentor.people import CARDS, CHANGES, REQUESTS, WRITTEN, head_lines
from learnboard.ui.mentor.session import MentorSession
from learnboard.ui.mentor.since import below_goal, first_blocks, since_blocks
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectList, board_subject, subject_of
from learnboard.ui.toolkit.keys import ALL
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.list_view import ListView
from learnboard.ui.toolkit.status_lines import KeyLine, StatusLine
from learnboard.ui.toolkit.text import StyledText

_MARGIN: Final = StyledText(" ")


class SnapshotScreen(SnapshotActions):
    """Screen of the open snapshot. One of its four views is visible."""

    DEFAULT_CSS = """
    SnapshotScreen {
        layout: vertical; overflow: hidden; background: $background;
        & > #head { height: 2; }
        & > .away { display: none; }
    }
    """

    def __init__(
        self, mentor_session: MentorSession, notice: str = "", *, compact: bool = False, at: Target | None = None
    ) -> None:
        """Show the open snapshot; `at` is what is asked, or what money is for, that the cursor begins at."""
        super().__init__(mentor_session)
        self._notice = notice
        self._at = at
        self.view = CHANGES
        board = mentor_session.snapshot_view.board
        self._head = LinesView(self._draw_head)
        self._head.id = "head"
        self._head.can_focus = False
        self._header = HeaderLine(board, own=False)
        self.board = BoardView(board, open_card=self.action_open, compact=compact)
        # With several people, their list shows the files that were not opened.
        refused = mentor_session.found.problems if len(mentor_session.found.mentees) == 1 else ()
        written = partial(features.list_feedback, refused=refused)
        self.lists = {
            view: ListView(partial(self._listed, list_it), choose=self.action_open)
            for view, list_it in (
                (CHANGES, first_blocks),
                (REQUESTS, features.list_requests),
                (WRITTEN, written),
            )
        }
        self._drawn = self._state

    # -- content ------------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out head, header, views, status line and key line."""
        yield self._head
        yield self._header
        yield self.lists[CHANGES]
        yield self.board
        yield self.lists[REQUESTS]
        yield self.lists[WRITTEN]
        yield StatusLine(self._notice)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first view and receive errors of saving the draft."""
        self.mentor_session.refuse = self.refuse
        self.show_view(CHANGES)
        if self._at:
            self._find(REQUESTS, self._at)
        self.call_after_refresh(self._reckon)

    def on_screen_resume(self) -> None:
        """Show feedback written meanwhile, such as on a card's page."""
        self.renew()

    def _draw_head(self, width: int) -> PageContent:
        mentor_session = self.mentor_session
        lines = head_lines(
            mentor_session.snapshot_view, mentor_session.feedback_draft, self.view, mentor_session.today, width - 2
        )
        return PageContent([[_MARGIN, *line] for line in lines])

    def _listed(self, list_it: Callable[[SnapshotView, FeedbackDraft, int], SubjectList], width: int) -> SubjectList:
        snapshot_view = self.mentor_session.snapshot_view
        listed = list_it(snapshot_view, self.mentor_session.feedback_draft, width)
        return listed if list_it is first_blocks else below_goal(snapshot_view, listed, width)

    @property
    def subject(self) -> FeedbackSubject:
        """Subject under the cursor; on the board its card, or the objective of an empty column."""
        records = self.mentor_session.snapshot_view.snapshot.records
        if self.view != CARDS:
            return self.lists[self.view].subject or board_subject(records)
        card, column = self.board.card, self.board.cursor.on(self.board.board)
        if card:
            return subject_of(records, Target("key_result", card.id))
        return subject_of(records, Target("objective", column.id)) if column else board_subject(records)

    # -- showing ------------------------------------------------------------------------------------------------------

    def show_view(self, view: int) -> None:
        """Show one of the views."""
        self.view = view
        shown: dict[int, Widget] = {**self.lists, CARDS: self.board}
        for number, widget in shown.items():
            widget.set_class(number != view, "away")
        self._header.set_class(view != CARDS, "away")
        shown[view].focus()
        self._head.redraw()
        self.refresh_bindings()
        self.query_one(KeyLine).refresh()

    @property
    def _state(self) -> tuple[object, ...]:
        """What the lists are drawn from, beside the snapshot."""
        session = self.mentor_session
        return session.feedback_draft, session.snapshot_view.today, session.snapshot_view.baseline

    def _reckon(self) -> None:
        """Show what has changed in a large file that was opened alone, which was not waited for."""
        if self.mentor_session.reckon():
            self.renew()

    def renew(self) -> None:
        """Show the present feedback draft, on the present day."""
        state = self._state
        if any(new is not old for new, old in zip(state, self._drawn, strict=True)):
            self._drawn = state
            for list_view in self.lists.values():
                list_view.renew()
            self._head.redraw()

    def show_snapshot(self, notice: str) -> None:
        """Show another snapshot, keeping the board's cursor on the same key result."""
        snapshot_view = self.mentor_session.snapshot_view
        card = self.board.card
        self._drawn = self._state
        for list_view in self.lists.values():
            list_view.begin()
        cursor = self.board.cursor
        self.board.follow(snapshot_view.board, cursor.following(card.id, snapshot_view.board) if card else cursor)
        self._header.board = snapshot_view.board
        self._head.redraw()
        self.say(notice)
        self.call_after_refresh(self._reckon)

    def show_found(self) -> None:
        """Show the place of the open snapshot among the files there are now."""
        self._head.redraw()

    # -- actions ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Allow deleting only in the feedback view and changing the density only on the board."""
        if action == "turn_density":
            return self.view == CARDS
        return action != "delete" or self.view == WRITTEN

    def action_view(self, view: int) -> None:
        """Show one of the views. On the first one again, go to what changed, and back to the top."""
        if view == self.view == CHANGES:
            listed = self.lists[CHANGES]
            first = len(since_blocks(self.mentor_session.snapshot_view, self.mentor_session.feedback_draft, 80).stops)
            if listed.at >= first or first >= len(listed.subjects):
                listed.go_to(0)
            else:
                listed.scroll_lines(ALL)  # from below, so that what it is about comes to the top
                listed.go_to(first)
                listed.show_lead()
        else:
            self.show_view(view)

    def action_turn(self, by: int) -> None:
        """Open the previous or next snapshot."""
        try:
            notice = self.mentor_session.turn(by)
        except LearnboardError as error:
            self.refuse(str(error))
            return
        if notice is None:
            self.say(f"There is no {'later' if by > 0 else 'earlier'} snapshot here.")
        else:
            self.show_snapshot(notice)

    def action_turn_density(self) -> None:
        """Toggle between compact and full cards."""
        self.board.compact = not self.board.compact
        if isinstance(self.app, BaseApp):
            self.app.keep_density(self.board.compact)
