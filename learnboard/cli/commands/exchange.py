"""`learnboard export` and `learnboard import`: a board as a file, and files into a board."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import print_messages, today
from learnboard.cli.paths import board_path
from learnboard.domain.text import clean_line
from learnboard.service import importing
from learnboard.service.export.checks import export_warnings
from learnboard.service.export.prepare import ExportRequest, file_name, prepare_export
from learnboard.service.export.write import write_export
from learnboard.service.opening import open_existing
from learnboard.service.queries.lookup import find_person


def export(options: Namespace) -> int:
    """Write a snapshot for oneself or a reader."""
    with open_existing(board_path(options.board), wait=options.wait) as store:
        person = None if options.person is None else find_person(store, options.person, today())
        request = ExportRequest(options.profile, person.id if person else None, options.as_of)
        compared = options.format == "html"
        prepared = prepare_export(store, request, datetime.now(UTC), today(), compared=compared)
        piped = options.output == Path("-")
        path = None if piped else options.output or Path(file_name(prepared, options.format))
        data, notices = write_export(store, prepared, options.format, path, force=options.force, anyway=options.anyway)
    warnings = export_warnings(prepared, "“--as-of today” leaves")
    print_messages([*warnings, *notices])
    if piped:
        sys.stdout.buffer.write(data)
        return 0
    snapshot = prepared.snapshot
    withheld = " Something was withheld." if snapshot.withheld else ""
    print(f"Wrote “{clean_line(str(path))}”: snapshot {snapshot.sequence}, profile {snapshot.profile}.{withheld}")
    return 0


def import_file(options: Namespace) -> int:
    """Import a full snapshot into a new board, or feedback into one's own."""
    board = board_path(options.board)
    result = importing.import_file(
        options.file, board, dry_run=options.dry_run, replace=options.replace, wait=options.wait
    )
    print_messages(result.notices)
    print(result.message)
    return 0
