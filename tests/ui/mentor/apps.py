"""Mentors in tests: snapshots to look at, a folder to write in, and the app over them."""

from dataclasses import replace
from datetime import date

from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import FIRST_FILES, SnapshotFinder
from learnboard.settings import Preferences
from learnboard.ui.mentor.app import MentorApp
from tests import builders
from tests.builders import document, snapshot_in
from tests.service.mentor.snapshots import JUNE, MARCH, put

DAY = date(2026, 6, 29)
"""Three days after the second snapshot of the example year."""
WIDE, NARROW = (160, 45), (80, 24)
PROPOSED = builders.budget_entry(
    id="b90",
    cycle_id="c2026",
    title="Standing desk for tail latencies",
    kind="tool",
    estimate="240.00",
    state="proposed",
    proposed_on="2026-06-20",
    key_result_id="k11",
    expected_value="fewer backaches",
    visibility="mentor",
)
SECOND = replace(PROPOSED, id="b91", title="A second screen")
OPEN = builders.proposal(
    id="pr9", title="Fridays without meetings", kind="policy", opened_on="2026-06-20", closes_on="2026-07-10"
)


def june(**tables):
    """The second snapshot of the example year with more rows in some tables."""
    plain = snapshot_in(document(JUNE))
    rows = {name: (*plain.records.table(name), *more) for name, more in tables.items()}
    return replace(plain, records=replace(plain.records, **rows))


def asking(folder):
    """A file with two approvals and a word on a proposal wanted, and an action of the mentor's."""
    action = builders.action(
        id="a90", meeting_id="mt2", who_id="p-mentor", text="lend the book on queues", due_on="2026-07-03"
    )
    return put(folder, june(budget_entries=(PROPOSED, SECOND), proposals=(OPEN,), actions=(action,)))


class Desk:
    """A mentor with some files; `app` opens them anew as often as it is asked for."""

    def __init__(self, folder, *paths):
        self.folder = folder
        self.paths = paths or (MARCH, JUNE)
        self.preferences = Preferences()

    @property
    def draft_store(self):
        return DraftStore(self.folder / "letters")

    def app(self, first=FIRST_FILES):
        finder = SnapshotFinder(self.paths)
        return MentorApp(finder.read_first(first), self.draft_store, lambda: DAY, self.preferences, finder)


def subject(app):
    """What the cursor stands on: the kind of its target, and the id."""
    target = app.screen_stack[0].subject.target
    return target.kind, target.id


def kept(service, app):
    """What is on the disk of what was written about the snapshot that is open."""
    return service.draft_store.read(app.mentor_session.snapshot_view.snapshot)


def written(service, app):
    """The kinds, targets and texts of the items on the disk."""
    return [(item.kind, item.target.id, item.text) for item in kept(service, app).items]
