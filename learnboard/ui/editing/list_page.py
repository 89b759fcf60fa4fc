"""A page with a list of rows of the board, which can change them: the list goes on as the board does."""

from typing import Generic

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.service.commands import Result
from learnboard.ui.editing.editor_screen import EditorPage
from learnboard.ui.session import Session
from learnboard.ui.toolkit.row_page import R, RowPage


class ListPage(EditorPage, RowPage[R], Generic[R]):
    """A page that lists rows of the board in order, with the cursor on one of them."""

    def __init__(self, session: Session, first: Id | None = None) -> None:
        """Show the list with the cursor on the row `first`, or on its first row."""
        super().__init__(session)
        self._current_id = first

    def reread(self) -> None:
        """Read what the page shows anew, unless that comes from the board of the session.

        Raises:
            LearnboardError: if it cannot be read.
        """

    def show(self, result: Result | None) -> None:
        """Show the rows as they are now, with the cursor on one that was added."""
        try:
            self.reread()
        except LearnboardError as error:
            self.refuse(error)
            return
        if result and result.focus and any(row.id == result.focus for row in self.rows()):
            self._current_id = result.focus
        self.redraw()

    def row_clicked(self, place: int, *, double: bool) -> None:
        """Move the cursor to the clicked row, unless a title is being typed; open it on a double click."""
        if not self.typing:
            super().row_clicked(place, double=double)

    def action_close(self) -> None:
        """Return to the screen below."""
        self.stop_observing()
        self.dismiss()
