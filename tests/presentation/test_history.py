"""What a history of a key result says: what was done to it and what it is then, and not its title again."""

from dataclasses import replace
from datetime import UTC, date, datetime

from learnboard.domain.model.fields import Number
from learnboard.presentation.field_changes import ChangeContext
from learnboard.presentation.history import own_history
from learnboard.service.queries.card import HistoryLine
from tests.builders import check_in, metric, milestone

DAY = date(2026, 6, 26)
NOW = datetime(2026, 6, 26, tzinfo=UTC)
ROW = metric(title="New name", start="20", target="25", unit="ms")


def told(*steps, row=ROW):
    """The history of steps, each a label, or a label with the pairs of rows that it changed."""
    lines = [HistoryLine(NOW, *((step, ()) if isinstance(step, str) else step)) for step in steps]
    return list(own_history(lines, row, ChangeContext(DAY, row.unit, {"o2": "Grow others"})))


def test_a_step_is_told_without_the_title_of_its_key_result():
    labels = [
        "set the due date of “New name”",
        "rename “Old name”",
        "check in “Old name”",
        "end that “Old name” is the Individual Learning Objective",
        "move “Old name”",
        "mark step “Old” done",
        "rename “First name”",
        "make “First name” the Individual Learning Objective",
        "add “First name”",
    ]
    assert told(*labels) == [
        "set the due date",
        "rename it, before: “Old name”",
        "check in",
        "end that it is the Individual Learning Objective",
        "move",
        "mark step “Old” done",
        "rename it, before: “First name”",
        "make it the Individual Learning Objective",
        "add",
    ]


def test_a_title_that_only_lost_its_end_in_the_label_is_known_too():
    title = "Cut p95 latency of the checkout service from 850 ms to 400 ms"
    label = "check in “Cut p95 latency of the checkout service from 85…”"
    assert told(label, row=replace(ROW, title=title)) == ["check in"]


def test_a_step_is_told_with_what_it_changed_and_the_new_values():
    due = replace(ROW, due_on=date(2026, 10, 3))
    moved = replace(due, objective_id="o2")
    reported = check_in("2026-06-19", "22", 4)
    corrected = replace(reported, value=Number("21"), note="read it wrong")
    step = milestone(title="outline")
    assert told(
        ("change “New name”: target", ((replace(ROW, target=Number("30")), ROW),)),
        ("change “New name”: target, description", ((replace(ROW, target=None, description="x"), ROW),)),
        ("set the due date of “New name”", ((ROW, due),)),
        ("set the due date of “New name”", ((due, replace(due, due_on=date(2027, 1, 5))),)),
        ("remove the due date of “New name”", ((due, ROW),)),
        ("move “New name”", ((due, moved),)),
        ("move “New name”", ((due, replace(due, position=4)),)),
        ("change the labels of “New name”", ((ROW, replace(ROW, labels=("ops", "p95"))),)),
        ("change who sees “New name”", ((replace(ROW, visibility="private"), replace(ROW, visibility="mentor")),)),
        ("drop “New name”", ((ROW, replace(ROW, dropped_on=DAY, drop_reason="no more time")),)),
        ("mark “New name” done", ((ROW, replace(ROW, done_on=DAY)),)),
        ("check in “New name”", ((None, reported),)),
        ("change the check-in of 19 Jun of “New name”: value, note", ((reported, corrected),)),
        ("delete the check-in of 19 Jun of “New name”", ((corrected, None),)),
        ("rename “outline”", ((step, replace(step, title="the outline")),)),
        ("close “2026”", ((ROW, replace(ROW, own_score=Number("0.70"))),)),
    ) == [
        "target 30 → 25 ms",
        "description removed, target 25 ms",
        "due 3 Oct",
        "due 3 Oct → 5 Jan 2027",
        "no longer due 3 Oct",
        "moved to “Grow others”",
        "move",
        "#ops #p95",
        "who sees it: private → mentor",
        "drop: “no more time”",
        "mark it done",
        "check in 22 ms, confidence 4",
        "check-in of 19 Jun: value 22 → 21 ms, note written",
        "delete the check-in of 19 Jun",
        "step “outline”: title outline → the outline",
        "close “2026”: own score 0.70",
    ]
