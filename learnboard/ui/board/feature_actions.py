"""The actions that open another screen over the whole board."""

from functools import cached_property

from learnboard.domain.cycles import neighbour
from learnboard.presentation.cycles import NO_CYCLE, no_neighbour_text, shown_text
from learnboard.ui import features
from learnboard.ui.board.header import HeaderLine
from learnboard.ui.board.hints import HeaderHints
from learnboard.ui.board.view import OwnBoardView
from learnboard.ui.editing.key_result_actions import KeyResultActions


class FeatureActions(KeyResultActions):
    """The keys of the board that open a feature, and what the header tells of hints."""

    @cached_property
    def view(self) -> OwnBoardView:
        """The widget that shows the board."""
        return self.query_one(OwnBoardView)

    @cached_property
    def hints(self) -> HeaderHints:
        """What keeps the number of hints in the header up to date."""
        return HeaderHints(self, self._show_hints)

    def _show_hints(self, count: int) -> None:
        for header in self.query(HeaderLine):
            header.hints = count

    def _open(self, feature: features.Opener) -> None:
        """Open a feature, after reading changes by other programs."""
        self.session.keep_up()
        feature(self)

    def action_open_goals(self) -> None:
        """Open the list of goals."""
        self._open(features.open_goals)

    def action_open_people(self) -> None:
        """Open the list of people."""
        self._open(features.open_people)

    def action_open_cycles(self) -> None:
        """Open the list of cycles."""
        self._open(features.open_cycles)

    def action_step_cycle(self, steps: int) -> None:
        """Show the board of the next cycle, or of the one before."""
        self.session.keep_up()
        board = self.session.board
        if board.cycle is None:
            self.say(NO_CYCLE)
            return
        there = neighbour(board.cycles, board.cycle, steps)
        if there is None:
            self.say(no_neighbour_text(board.cycle, steps))
        elif self.session.show_cycle(there):
            self.say(shown_text(there, board.day))

    def action_close_cycle(self) -> None:
        """Walk through the close of the cycle whose board is shown."""
        self._open(features.open_closing)

    def action_open_hints(self) -> None:
        """Open the hints, at those on the objective under the cursor."""
        self.session.keep_up()
        if self.session.read_all():
            here = self.view.cursor.on(self.view.board)
            features.open_hints(self, here.id if here else None)

    def action_open_settings(self) -> None:
        """Open the form of the board's own settings."""
        self._open(features.open_settings)

    def action_open_learning(self) -> None:
        """Open learning time."""
        self._open(features.open_learning)

    def action_open_week(self) -> None:
        """Open the form of the week."""
        self._open(features.open_week)

    def action_open_money(self) -> None:
        """Open the money of the cycle."""
        self._open(features.open_money)

    def action_open_skills(self) -> None:
        """Open the skills."""
        self._open(features.open_skills)

    def open_proposals(self) -> None:
        """Open the list of proposals."""
        self._open(features.open_proposals)

    def action_open_review(self) -> None:
        """Walk through the review of the cycle."""
        self._open(features.open_review)

    def action_prepare_meeting(self) -> None:
        """Open the page that prepares the next meeting."""
        self._open(features.open_meeting)

    def action_export(self) -> None:
        """Open the form of the export."""
        self._open(features.open_export)

    def action_import_file(self) -> None:
        """Prompt for a file to import: feedback, or a whole board."""
        self._open(features.ask_for_import)

    def action_open_rows(self) -> None:
        """Open the list of everything on the board."""
        self._open(features.open_rows)

    def action_open_backups(self) -> None:
        """Open the backups of the board."""
        self._open(features.open_backups)
