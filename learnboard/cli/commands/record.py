"""`learnboard export --record`: who said what to a proposal. Its page needs Jinja, which no other command waits for."""

from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import today, write_or_print
from learnboard.cli.paths import board_path
from learnboard.exchange.html import record_page
from learnboard.presentation.values import quoted
from learnboard.service.export.record import RecordFormat, record_document, record_file_name, record_of
from learnboard.service.export.write import write_document
from learnboard.service.opening import open_existing
from learnboard.service.queries.lookup import find_proposal


def record(options: Namespace) -> int:
    """Write the record of a proposal to a file, or print it."""
    kind: RecordFormat = "html" if options.format == "html" else "markdown"
    with open_existing(board_path(options.board), wait=options.wait) as store:
        row = find_proposal(store, options.record)
        page = kind == "html"
        data = record_page(record_of(store, row.id, today())) if page else record_document(store, row.id, today())
        path = None if options.output == Path("-") else options.output or Path(record_file_name(row, kind))
        if path:
            write_document(store, data, path, force=options.force)
    return write_or_print(data, path, f"the record of {quoted(row.title)}")
