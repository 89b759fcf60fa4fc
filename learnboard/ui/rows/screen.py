"""Everything on the board, read-only: its tables, and the rows of one with every field."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Person
from learnboard.presentation.rows import table_title
from learnboard.service.commands import Result
from learnboard.service.queries.rows import TableEntry, TableRows, count_tables, read_table
from learnboard.ui import features
from learnboard.ui.editing.contents import NO_ROWS, READ, row_lines, rows_beside, table_line
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.list_bindings import ROW_LIST
from learnboard.ui.session import Session
from learnboard.ui.toolkit.text import Line

_ELSEWHERE: Final = "That key result is not on the board shown: ( and ) on the board show the cycles around."


class TablesScreen(ListPage[TableEntry]):
    """The tables of the board with how many rows each has."""

    TITLE = "Everything on the board"
    BINDINGS: ClassVar[list[BindingType]] = [*ROW_LIST]

    def __init__(self, session: Session, entries: Sequence[TableEntry]) -> None:
        super().__init__(session)
        self._entries = entries

    def rows(self) -> Sequence[TableEntry]:
        """Return the tables."""
        return self._entries

    def head_text(self) -> str:
        """Return what can be done here."""
        return "every row and field, to read"

    def row_lines(self, row: TableEntry, width: int, *, here: bool) -> Sequence[Line]:  # noqa: ARG002 - it is cut
        """Return a table's name after the number of its rows."""
        return [table_line(row, here=here)]

    def show(self, result: Result | None) -> None:
        """Count the rows again."""
        self._entries = _read(self, count_tables) or self._entries
        super().show(result)

    def action_open(self) -> None:
        """Open the rows of the table under the cursor."""
        self.session.keep_up()
        if self.row and (found := _read(self, partial(read_table, table=self.row.id, day=self.session.board.day))):
            self.app.push_screen(RowsScreen(self.session, self.row.id, found))


class RowsScreen(ListPage[Any]):
    """The rows of one table; below the one under the cursor stands every field that holds something."""

    EMPTY = NO_ROWS
    BINDINGS: ClassVar[list[BindingType]] = [*ROW_LIST]

    def __init__(self, session: Session, table: str, found: TableRows) -> None:
        super().__init__(session)
        self._table = table
        self._found = found

    def rows(self) -> Sequence[Any]:
        """Return the rows."""
        return self._found.rows

    def title_text(self) -> str:
        """Return what the rows are called."""
        return table_title(self._table)

    def head_text(self) -> str:
        """Return how many rows there are, if not all are listed."""
        return rows_beside(self._found)

    def row_lines(self, row: Any, width: int, *, here: bool) -> Sequence[Line]:
        """Return what a row is called, and under the cursor its fields."""
        return row_lines(row, self._found.name, width, here=here)

    def show(self, result: Result | None) -> None:
        """Read the rows again."""
        self._found = _read(self, partial(read_table, table=self._table, day=self.session.board.day)) or self._found
        super().show(result)

    def action_open(self) -> None:
        """Open the page of the row under the cursor, if it has one."""
        self.session.keep_up()
        match self.row:
            case Person(id=person):
                features.open_person(self, person)
            case KeyResult(id=key_result) if self.session.board.find(key_result):
                features.open_card(self, key_result)
            case KeyResult():
                self.say(_ELSEWHERE)
            case _:
                self.say(READ)


def _read(screen: EditorScreen, query: Callable[..., Any]) -> Any:
    """Return what a query reads; None, and why, if it cannot be read now."""
    try:
        return screen.session.service.query(query)
    except LearnboardError as error:
        screen.refuse(error)
        return None


def open_rows(screen: EditorScreen) -> None:
    """Open the list of tables."""
    if entries := _read(screen, count_tables):
        screen.app.push_screen(TablesScreen(screen.session, entries))
