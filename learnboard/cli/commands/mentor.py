"""`learnboard mentor`: the mentor's view of snapshots. It opens no board, and loads no database."""

import gc
import sys
from importlib import import_module
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import preferences, print_messages, require_terminal, run_app, today
from learnboard.cli.paths import mentor_folder
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import FoundSnapshots, SnapshotFinder, find_snapshots


def show_mentor(options: Namespace) -> int:
    """Show what changed in the snapshots at the given paths."""
    if options.asks:
        return _print_asks(find_snapshots(options.paths))
    gc.disable()  # until the first paint, which turns it on again
    finder = SnapshotFinder(options.paths)
    found = finder.read_first()
    require_terminal("The mentor's view needs a terminal: for a pipe there is “learnboard compare OLD NEW”.")
    from learnboard.ui.mentor.app import MentorApp  # noqa: PLC0415 - a refusal need not wait for Textual

    app = MentorApp(found, DraftStore(mentor_folder()), today, preferences(options), finder)
    run_app(app)
    return app.return_code or 0


def _print_asks(found: FoundSnapshots) -> int:
    """Print as Markdown what all people ask for and offer; exit status 1 if a file could not be read."""
    asks = import_module("learnboard.service.mentor.asks")  # loaded like a command: no screen needs it
    read = list(asks.asks_among(found))
    problems = [*found.problems, *(each for each in read if isinstance(each, str))]
    sys.stdout.buffer.write(asks.asks_document([each for each in read if not isinstance(each, str)]))
    print_messages(problems)
    return 1 if problems else 0
