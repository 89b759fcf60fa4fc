"""`learnboard import`: files into a board; apart from the export, which need not load what takes files in."""

from types import SimpleNamespace as Namespace

from learnboard.cli.commands import print_messages
from learnboard.cli.paths import board_path
from learnboard.service import importing


def import_file(options: Namespace) -> int:
    """Import a full snapshot into a new board, or feedback into one's own."""
    board = board_path(options.board)
    result = importing.import_file(
        options.file,
        board,
        dry_run=options.dry_run,
        replace=options.replace,
        add_author=options.add_author,
        wait=options.wait,
    )
    print_messages(result.notices)
    print(result.message)
    return 0
