"""One table of the format for a spreadsheet, made of exactly what would leave as a snapshot."""

from learnboard.domain.errors import Rejected
from learnboard.domain.model.records import TABLES
from learnboard.domain.text import clean_line
from learnboard.exchange.csv_table import csv_table
from learnboard.presentation.values import listed, quoted
from learnboard.service.export.prepare import PreparedExport


def check_table(name: str) -> None:
    """Refuse a table that the format has not.

    Raises:
        Rejected: if there is none of this name; with all names.
    """
    if name not in TABLES:
        asked = quoted(clean_line(name)) if name.strip() else "nothing"
        raise Rejected(f"There is no table {asked}: choose one of {listed(sorted(TABLES))}.")


def table_document(prepared: PreparedExport) -> bytes:
    """Return the rows of the table that was asked for as CSV.

    Raises:
        Rejected: if there is no such table.
    """
    name = prepared.request.table
    check_table(name)
    return csv_table(TABLES[name], prepared.snapshot.records.table(name))
