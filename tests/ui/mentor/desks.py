"""A folder of ten people for a mentor, each with something else to attend to."""

from tests import builders
from tests.service.mentor.snapshots import put, snapshot
from tests.ui.screen import taken

ME = builders.person(id="p1", name="Rowan Teal", relation="mentor")
BLOCKER = {"kind": "dependency", "text": "the endpoint", "next_action": "", "due_on": None}


def meeting(on):
    return builders.meeting(id="m1", on=on, with_ids=["p1"], held=False)


def promise(name, due, who="p1"):
    return builders.action(id=name, meeting_id=None, who_id=who, text="lend the book", due_on=due)


def outdated():
    return builders.metric(id="k1"), builders.check_in("2026-02-20", "5", 9, key_result_id="k1", id="k1-1")


def in_trouble(name, **how):
    return (
        builders.metric(id=name),
        builders.check_in("2026-06-15", "5", 5, key_result_id=name, id=f"{name}-1", **how),
    )


PEOPLE = (
    ("Alder Finch", "2026-06-26", (meeting("2026-08-07"),)),
    ("Briony Marsh", "2026-06-20", (meeting("2026-07-02"),)),
    ("Cedar Holt", "2026-06-21", (*outdated(), meeting("2026-08-01"))),
    ("Dara Wolfe", "2026-06-22", (*in_trouble("k1", status="off_track"), *in_trouble("k2", blocker=BLOCKER))),
    ("Elowen Frost", "2026-06-23", (builders.budget_entry(id="b1", state="proposed"),)),
    ("Fern Abara", "2026-06-24", (promise("a1", "2026-06-25"), builders.feedback(id="f1"))),
    (
        "Gale Ito",
        "2026-06-25",
        (
            promise("a1", "2026-06-01"),
            promise("a2", "2026-06-02"),
            promise("a3", "2026-07-09", "owner"),
        ),
    ),
    ("Hollis Grey", "2026-04-01", ()),
    ("Ines Vale", "2026-06-18", (meeting("2026-06-20"),)),
    ("Juniper Roe", "2026-06-19", (*in_trouble("k1", status="at_risk"),)),
)
"""Name, day of the newest snapshot, and what is on the board; today is the 29th of June."""
BY_NEED = (
    ("Gale Ito", "2 of your promises overdue"),
    ("Fern Abara", "your promise was due 25 Jun"),
    ("Elowen Frost", "1 decision waits for you"),
    ("Dara Wolfe", "✗ 1 off track, ⊘ 1 blocked"),
    ("Cedar Holt", "? 1 outdated"),
    ("Ines Vale", "meeting was due 20 Jun"),
    ("Briony Marsh", "you meet in 3 days"),
    ("Alder Finch", "nothing urgent"),
    ("Hollis Grey", "last file 89 days ago"),
    ("Juniper Roe", "nothing urgent, 1 at risk"),
)


def newest(number, name, day, rows, snapshot_id=""):
    """The newest snapshot of one of the people."""
    return snapshot(snapshot_id or f"n{number}", day, ME, *rows, board=f"b{number}", owner=name, sequence=2)


def ten(folder):
    """The folder with two snapshots of each, and their moments of writing in no order of need."""
    folder.mkdir(exist_ok=True)
    for number, (name, day, rows) in enumerate(PEOPLE):
        put(folder, snapshot(f"o{number}", "2026-01-15", ME, board=f"b{number}", owner=name))
        put(folder, newest(number, name, day, rows))
    return folder


async def all_read(app):
    """Wait until the files were read and what was read is shown."""
    while app._reader.busy:
        await taken(app)
