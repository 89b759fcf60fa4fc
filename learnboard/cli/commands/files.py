"""`learnboard show`, `compare` and `schema`: commands that print and change nothing."""

import sys
from importlib import import_module
from types import SimpleNamespace as Namespace
from typing import Final

from learnboard.cli.commands import keep, print_bytes, print_json, print_messages, today
from learnboard.cli.paths import board_path, is_named
from learnboard.domain.comparison import plain_comparison
from learnboard.domain.report import BoardReport, plain_report
from learnboard.service import files

_INVITATION: Final = """
The board is empty: “learnboard” opens it, “learnboard demo” shows an example year, and
“learnboard import FILE” brings in a full snapshot.
"""


def show(options: Namespace) -> int:
    """Print the board or a snapshot as plain text, or its figures as JSON."""
    if options.file:
        report, notices = keep(files.report_of_file(options.file, options.as_of, options.cycle))
    else:
        board = board_path(options.board)
        report, notices = files.report_of_board(
            board, options.as_of, options.cycle, today=today(), wait=options.wait, needed=is_named(options.board)
        )
    print_messages(notices)
    if not options.json:
        invitation = _INVITATION if report.records.empty and not options.file else ""
        sys.stdout.write(_described(report) + invitation)
    elif options.file:
        print_bytes(files.to_json(plain_report(report)))
    else:
        print_json(plain_report(report))
    return 0


def compare(options: Namespace) -> int:
    """Print what changed between two snapshots of one board."""
    compared = keep(files.compare_files(options.old, options.new))
    print_messages(compared.notices)
    if options.json:
        print_bytes(files.to_json(plain_comparison(compared.comparison)))
    else:
        sys.stdout.write(_described(compared))
    return 0


def _described(found: BoardReport | files.ComparedFiles) -> str:
    """A report or a comparison in words; JSON does not wait for what words need."""
    text: str = import_module("learnboard.service.descriptions").describe(found, today())
    return text


def schema(options: Namespace) -> int:
    """Print the JSON Schema of a document of the file format."""
    print_json(files.schema(options.document))
    return 0
