"""Tables and rows as lines, and the two pages that show all that is in a file, read-only."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, Final

from textual.binding import BindingType
from textual.screen import Screen

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.records import Records
from learnboard.presentation.rows import Names, row_facts, row_heading, table_title
from learnboard.service.queries.rows import YOURS, TableEntry, TableRows, count_tables, read_table
from learnboard.service.queries.snapshot_rows import SnapshotRows
from learnboard.ui import features
from learnboard.ui.keys.bindings import HELP_KEY
from learnboard.ui.keys.list_bindings import ROW_LIST
from learnboard.ui.toolkit.row_page import RowPage
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, TableRow, cut, simplified, table_lines

_COUNT: Final = 9
"""Cells of a number of rows."""
READ: Final = "This is all there is to know about it."
NO_ROWS: Final = ("There is none yet.",)


def table_line(entry: TableEntry, *, here: bool) -> Line:
    """Return a table's name after the number of its rows."""
    style = "title" if here else "text" if entry.size else "muted"
    count = f"{entry.size:,}" if entry.size else "–"
    return [StyledText(f"{count:>{_COUNT}}{INDENT}", "muted"), StyledText(table_title(entry.id), style)]


def row_lines(row: Any, names: Names, width: int, *, here: bool, own: bool = True) -> Sequence[Line]:
    """Return what a row is called, and under the cursor its fields; worded for the owner if it is their `own`."""
    name = row.owner.name if isinstance(row, BoardInfo) else row_heading(row, names)
    lines: list[Line] = [[StyledText(cut(simplified(name), width), "title" if here else "text")]]
    if here:
        table = [TableRow([StyledText(label, "muted")], text) for label, text in row_facts(row, names, own=own)]
        lines += table_lines(table, width)
    return lines


def rows_beside(found: TableRows) -> str:
    """Return how many rows there are, if not all are listed."""
    listed, count = len(found.rows), found.total
    return f"the last {listed:,} of {count:,}" if listed < count else ""


class ContentsScreen(RowPage[TableEntry]):
    """The tables of a file with how many rows each has; worded for the owner if it is their `own`."""

    TITLE = "Everything in this file"
    BINDINGS: ClassVar[list[BindingType]] = [*ROW_LIST, HELP_KEY]

    def __init__(self, records: Records, *, own: bool) -> None:
        super().__init__()
        self._records = records
        self._own = own

    @cached_property
    def _source(self) -> SnapshotRows:
        return SnapshotRows(self._records)

    def rows(self) -> Sequence[TableEntry]:
        """Return the tables."""
        return count_tables(self._source)

    def head_text(self) -> str:
        """Return what can be done here."""
        return "every row and field, to read"

    def row_lines(self, row: TableEntry, width: int, *, here: bool) -> Sequence[Line]:  # noqa: ARG002 - it is cut
        """Return a table's name after the number of its rows."""
        return [table_line(row, here=here)]

    def action_open(self) -> None:
        """Open the rows of the table under the cursor."""
        if self.row:
            owner = YOURS if self._own else self._records.board_info.owner.name.strip() or "the owner"
            found = read_table(self._source, self.row.id, owner)
            self.app.push_screen(ContentRowsScreen(table_title(self.row.id), found, own=self._own))

    def action_help(self) -> None:
        """Show every key of this screen."""
        features.open_help(self)

    def action_close(self) -> None:
        """Return to the screen below."""
        self.dismiss()


class ContentRowsScreen(RowPage[Any]):
    """The rows of one table of a file; below the one under the cursor stands every field that holds something."""

    EMPTY = NO_ROWS
    BINDINGS: ClassVar[list[BindingType]] = [*ROW_LIST, HELP_KEY]

    def __init__(self, title: str, found: TableRows, *, own: bool) -> None:
        super().__init__()
        self._title = title
        self._found = found
        self._own = own

    def rows(self) -> Sequence[Any]:
        """Return the rows."""
        return self._found.rows

    def title_text(self) -> str:
        """Return what the rows are called."""
        return self._title

    def head_text(self) -> str:
        """Return how many rows there are, if not all are listed."""
        return rows_beside(self._found)

    def row_lines(self, row: Any, width: int, *, here: bool) -> Sequence[Line]:
        """Return what a row is called, and under the cursor its fields."""
        return row_lines(row, self._found.name, width, here=here, own=self._own)

    def action_open(self) -> None:
        """Say that the row has no page of its own here."""
        self.say(READ)

    def action_help(self) -> None:
        """Show every key of this screen."""
        features.open_help(self)

    def action_close(self) -> None:
        """Return to the screen below."""
        self.dismiss()


def open_contents(screen: Screen[Any], records: Records, *, own: bool) -> None:
    """Open the list of a file's tables; worded for the owner if it is their `own`."""
    screen.app.push_screen(ContentsScreen(records, own=own))
