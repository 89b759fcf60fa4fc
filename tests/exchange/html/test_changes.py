"""The changes as a page lays them out, and where things stand in a first snapshot."""

from learnboard.exchange.html.changes import changes_view
from learnboard.exchange.html.source import PageSource
from tests.exchange.html import pages


def test_worrying_groups_come_first() -> None:
    found = changes_view(pages.june_source())
    assert found.heading == "What changed since the snapshot of 27 Mar 2026"
    assert [(group.title, [row.text.id for row in group.rows]) for group in found.groups] == [
        ("At risk", ["k11", "k22", "k33"]),
        ("Said to be on track, but far behind", ["k24"]),
        ("Missed a period", ["k41"]),
        ("Confidence fell", ["k31"]),
        ("Moved forward", ["k12", "k13", "k14", "k21", "k42"]),
        ("Reported, the number is the same", ["k32"]),
        ("Nothing new", ["k23"]),
        ("Dropped", ["k34"]),
    ]
    assert [group.worrying for group in found.groups] == [True] * 4 + [False] * 4


def test_a_row_shows_old_and_new_and_what_else_is_worrying() -> None:
    rows = {row.text.id: row for group in changes_view(pages.june_source()).groups for row in group.rows}
    row = rows["k11"]
    assert (row.text.reached, row.expected, row.text.value) == ("47 % → 53 %", "expected 48 %", "640 → 610 ms")
    assert (row.text.confidence.text, row.text.health.label, row.text.was) == (
        "confidence 6 → 4 since then",
        "at risk",
        "was on track",
    )
    assert rows["k33"].text.was == "was outdated"
    assert row.text.flags == ("backward at the last check-in, 590 → 610 ms, not since then",)
    assert (row.text.note, row.text.note_on) == ("new fraud check added 20 ms; not mine to remove", "19 Jun")
    assert row.bar
    assert (row.bar.length, row.bar.before, row.bar.mark) == ("53.3", "46.7", "48.5")  # 240 and 210 of 450, 177 of 365
    assert (rows["k22"].text.reached, rows["k22"].expected, rows["k22"].bar) == ("not done", "", None)
    assert rows["k14"].text.value == "2 of 4 steps"
    assert rows["k34"].text.note == "the vendor changed the exam; the playbook matters more"


def test_a_first_snapshot_shows_where_things_stand() -> None:
    of = PageSource(pages.june()[0], None, pages.june()[2])
    found = changes_view(of)
    assert (found.heading, found.first) == ("Where things stand", True)
    assert [(group.title, len(group.rows), group.worrying) for group in found.groups] == [
        ("At risk", 3, True),
        ("Said to be on track, but far behind", 1, True),
        ("On track", 8, False),
        ("Achieved", 1, False),
        ("Dropped", 1, False),
    ]
