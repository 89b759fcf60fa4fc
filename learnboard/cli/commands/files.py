"""Commands that read and write files: show, export, import, compare, schema."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace as Namespace
from typing import Final

from learnboard.cli.output import notify, print_bytes, print_json, today
from learnboard.cli.paths import board_path
from learnboard.domain.text import clean_line
from learnboard.service import files

_INVITATION: Final = """
The board is empty: “learnboard” opens it, “learnboard demo” shows an example year, and
“learnboard import FILE” brings in a full snapshot.
"""


def show(options: Namespace) -> int:
    """The board or a snapshot in plain text, or its figures."""
    if options.file:
        report, notices = files.standing_of_file(options.file, options.as_of)
    else:
        report, notices = files.standing_of_board(
            board_path(options.board), options.as_of or today(), wait=options.wait
        )
    notify(notices)
    if options.json:
        from learnboard.domain.report import plain_report  # noqa: PLC0415 - the text needs none

        if options.file:
            print_bytes(files.readable(plain_report(report)))
        else:
            print_json(plain_report(report))
    else:
        invitation = _INVITATION if report.records.empty and not options.file else ""
        sys.stdout.write(files.described(report) + invitation)
    return 0


def export(options: Namespace) -> int:
    """A snapshot for oneself or a reader."""
    from learnboard.service.export import prepared_export  # noqa: PLC0415 - only an export needs these
    from learnboard.service.finding import person_named  # noqa: PLC0415
    from learnboard.service.opening import open_existing  # noqa: PLC0415

    with open_existing(board_path(options.board), wait=options.wait) as store:
        person = None if options.person is None else person_named(store, options.person, today())
        wanted = prepared_export.ExportRequest(options.profile, person.id if person else None, options.as_of)
        compared = options.format == "html"
        prepared = prepared_export.prepare_export(store, wanted, datetime.now(UTC), today(), compared=compared)
        piped = options.output == Path("-")
        path = None if piped else options.output or Path(prepared_export.file_name(prepared, options.format))
        data, notices = prepared_export.write_export(
            store, prepared, options.format, path, force=options.force, anyway=options.anyway
        )
    notify([*(f"{each}." for each in prepared_export.export_warnings(prepared, "“--as-of today” leaves")), *notices])
    if piped:
        sys.stdout.buffer.write(data)
        return 0
    snapshot = prepared.snapshot
    held_back = "; something was withheld" if snapshot.withheld else ""
    print(f"wrote {clean_line(str(path))}: snapshot {snapshot.sequence}, profile {snapshot.profile}{held_back}")
    return 0


def bring_in(options: Namespace) -> int:
    """A full snapshot into a new board, or feedback into one's own."""
    from learnboard.service.importing import import_file  # noqa: PLC0415 - only an import needs it

    board = board_path(options.board)
    result = import_file(options.file, board, dry_run=options.dry_run, replace=options.replace, wait=options.wait)
    notify(result.notices)
    print(result.message)
    return 0


def compare(options: Namespace) -> int:
    """What changed between two snapshots of one board."""
    comparison, notices = files.compare_files(options.old, options.new)
    notify(notices)
    if options.json:
        from learnboard.domain.comparison import plain_comparison  # noqa: PLC0415 - the text needs none

        print_bytes(files.readable(plain_comparison(comparison)))
    else:
        sys.stdout.write(files.described(comparison))
    return 0


def schema(options: Namespace) -> int:
    """The JSON Schema of a document of the file format."""
    print_json(files.schema(options.document))
    return 0
