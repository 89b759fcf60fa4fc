"""`learnboard mentor`: the mentor's view of snapshots. It opens no board, and loads no database."""

import gc
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import preferences, require_terminal, run_app, today
from learnboard.cli.paths import mentor_folder
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import SnapshotFinder


def show_mentor(options: Namespace) -> int:
    """Show what changed in the snapshots at the given paths."""
    gc.disable()  # until the first paint, which turns it on again
    finder = SnapshotFinder(options.paths)
    found = finder.read_first()
    require_terminal("The mentor's view needs a terminal: for a pipe there is “learnboard compare OLD NEW”.")
    from learnboard.ui.mentor.app import MentorApp  # noqa: PLC0415 - a refusal need not wait for Textual

    app = MentorApp(found, DraftStore(mentor_folder()), today, preferences(options), finder)
    run_app(app)
    return app.return_code or 0
