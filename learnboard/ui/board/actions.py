"""What the board's keys make and open."""

from typing import TYPE_CHECKING

from learnboard.domain.board import Column
from learnboard.service.commands import DeleteRow
from learnboard.ui import features
from learnboard.ui.editing.key_result_actions import KeyResultActions

if TYPE_CHECKING:
    from learnboard.ui.board.prompts import BoardPrompts
    from learnboard.ui.board.titles import BoardTitles


class BoardActions(KeyResultActions):
    """The actions of a screen that shows a board with a cursor on a card or in a column."""

    @property
    def prompts(self) -> "BoardPrompts":
        """What is typed in one line before something is done."""
        raise NotImplementedError

    @property
    def titles(self) -> "BoardTitles":
        """Titles that are typed on the board itself."""
        raise NotImplementedError

    def need_column(self) -> Column | None:
        """The column to work on, after a look at what other programs did; without one, a word about it."""
        raise NotImplementedError

    # -- key results ----------------------------------------------------------------------------------------------

    def action_new_key_result(self) -> None:
        """Have key results typed into the column under the cursor, one below the other."""
        if column := self.need_column():
            self.titles.add_key_results(column)
        else:
            self.titles.add_objectives()

    def action_edit_title(self) -> None:
        """Have the card's title typed where it stands."""
        if card := self.need_card():
            self.titles.rename(card.key_result)

    def action_carry_to(self) -> None:
        """Carry the card to a column by its number."""
        if card := self.need_card():
            self.prompts.carry_to(card)

    # -- objectives -----------------------------------------------------------------------------------------------

    def action_new_objective(self) -> None:
        """Have objectives typed, each to the right of the one under the cursor."""
        self.session.keep_up()
        self.titles.add_objectives()

    def action_edit_objective_title(self) -> None:
        """Have the objective's title typed where it stands."""
        if column := self.need_column():
            self.titles.rename(column.objective)

    def action_open_objective(self) -> None:
        """Open the form of the objective under the cursor."""
        if column := self.need_column():
            features.open_objective(self, column.objective)

    def action_delete_objective(self) -> None:
        """Delete the objective with its key results; it can be undone."""
        if column := self.need_column():
            self.session.execute(DeleteRow(column.objective))

    # -- features -------------------------------------------------------------------------------------------------

    def _open(self, feature: features.Opener) -> None:
        """Open something that shows the whole board, after a look at what other programs did."""
        self.session.keep_up()
        feature(self)

    def action_open_goal(self) -> None:
        """Open the form of the long-term goal."""
        self._open(features.open_goal)

    def action_open_cycle(self) -> None:
        """Open the form of the cycle."""
        self._open(features.open_cycle)

    def action_open_settings(self) -> None:
        """Open the form of the board's own settings."""
        self._open(features.open_settings)

    def action_prepare_meeting(self) -> None:
        """Open the page that prepares the next meeting."""
        self._open(features.open_meeting)

    def action_export(self) -> None:
        """Open the form of the export."""
        self._open(features.open_export)

    def action_import_file(self) -> None:
        """Ask for a file: feedback, or a whole board."""
        self._open(features.ask_for_import)

    def action_open_backups(self) -> None:
        """Open the backups of the board."""
        self._open(features.open_backups)
