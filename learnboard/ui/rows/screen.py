"""Everything on the board, read-only: its tables, and the rows of one with every field."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Person
from learnboard.presentation.labels import NOUNS
from learnboard.presentation.rows import row_facts, row_heading
from learnboard.service.commands import Result
from learnboard.service.queries.rows import TableEntry, TableRows, count_tables, read_table
from learnboard.ui import features
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.list_page import ListPage
from learnboard.ui.keys.list_bindings import ROW_LIST
from learnboard.ui.session import Session
from learnboard.ui.toolkit.text import (
    INDENT,
    Line,
    StyledText,
    TableRow,
    cut,
    simplified,
    table_lines,
)

_COUNT: Final = 9
"""Cells of a number of rows."""
_READ: Final = "This is all there is to know about it."
_ELSEWHERE: Final = "That key result is not on the board shown: ( and ) on the board show the cycles around."


def _title(table: str) -> str:
    name = "the board and its settings" if table == BoardInfo.TABLE else NOUNS[table][1]
    return name[0].upper() + name[1:]


class TablesScreen(ListPage[TableEntry]):
    """The tables of the board with how many rows each has."""

    WIDEST = 100
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
        style = "title" if here else "text" if row.size else "muted"
        count = f"{row.size:,}" if row.size else "–"
        return [[StyledText(f"{count:>{_COUNT}}{INDENT}", "muted"), StyledText(_title(row.id), style)]]

    def show(self, result: Result | None) -> None:
        """Count the rows again."""
        self._entries = _read(self, count_tables) or self._entries
        super().show(result)

    def action_open(self) -> None:
        """Open the rows of the table under the cursor."""
        self.session.keep_up()
        if self.row and (found := _read(self, partial(read_table, table=self.row.id))):
            self.app.push_screen(RowsScreen(self.session, self.row.id, found))


class RowsScreen(ListPage[Any]):
    """The rows of one table; below the one under the cursor stands every field that holds something."""

    EMPTY = ("There is none yet.",)
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
        return _title(self._table)

    def head_text(self) -> str:
        """Return how many rows there are, if not all are listed."""
        listed, count = len(self._found.rows), self._found.total
        return f"the last {listed:,} of {count:,}" if listed < count else ""

    def _called(self, table: str, id_: Id) -> str:
        return self._found.names.get((table, id_), "")

    def row_lines(self, row: Any, width: int, *, here: bool) -> Sequence[Line]:
        """Return what a row is called, and under the cursor its fields."""
        name = row.owner.name if isinstance(row, BoardInfo) else row_heading(row, self._called)
        lines: list[Line] = [[StyledText(cut(simplified(name), width), "title" if here else "text")]]
        if not here:
            return lines
        facts = row_facts(row, self._called)
        table = [TableRow([StyledText(label, "muted")], text) for label, text in facts]
        lines += table_lines(table, width)
        return lines

    def show(self, result: Result | None) -> None:
        """Read the rows again."""
        self._found = _read(self, partial(read_table, table=self._table)) or self._found
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
                self.say(_READ)


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
