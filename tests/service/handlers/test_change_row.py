"""A row is changed from what was seen to what is wanted: only what differs is written, and said."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.as_of import known_row
from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.key_results import KeyResult, Milestone
from learnboard.service.commands import ChangeRow, MoveKeyResult, ToggleDone
from learnboard.storage.store import Store
from tests.builders import binary, cycle, maintain, metric, milestone, objective, steps, year_of
from tests.service.conftest import DAY, cards, columns, execute
from tests.service.execution import execute_and_undo

PAPER = {"id": "k1", "title": "paper"}


def change(service, record, id_, **changes):
    """A change of a row as it is stored."""
    row = service.store.row(record, id_)
    return ChangeRow(row, replace(row, **changes))


def texts(service, record, id_, **changes):
    """The sentence of a change, and the label of its step."""
    message = execute_and_undo(service, change(service, record, id_, **changes)).message
    return message, service.store.next_undo


def refusal(service, command, kind=InvalidValue):
    rows = service.store.records()
    with pytest.raises(kind) as refused:
        execute(service, command)
    assert service.store.records() == rows
    return str(refused.value)


@pytest.mark.parametrize(
    ("changes", "message", "label"),
    [
        ({"title": " book\n"}, "Renamed “paper” to “book”.", "rename “paper”"),
        ({"due_on": date(2026, 11, 30)}, "“paper” is due Mon 30 Nov 2026.", "set the due date of “paper”"),
        ({"labels": ("a", "b c")}, "Labels of “paper”: #a #b c.", "change the labels of “paper”"),
        ({"visibility": "private"}, "“paper”: only you see it.", "change who sees “paper”"),
        ({"visibility": "mentor"}, "“paper”: your mentor sees it.", "change who sees “paper”"),
        ({"dropped_on": DAY, "drop_reason": "no\ntime"}, "Dropped “paper”: no time.", "drop “paper”"),
        ({"dropped_on": DAY}, "Dropped “paper”.", "drop “paper”"),
        ({"done_on": DAY}, "“paper” is done.", "mark “paper” done"),
        ({"weight": Number("2")}, "Changed “paper”: weight.", "change “paper”: weight"),
        ({"weight": Number("1.0")}, "Changed “paper”: weight.", "change “paper”: weight"),
        (
            {"title": "book", "due_on": DAY, "indicator": "leading"},
            "Changed “book”: title, indicator, due date.",
            "change “book”: title, indicator, due date",
        ),
        (
            {"kind": "metric", "start": Number("850"), "target": Number("400"), "unit": "ms", "decimals": 1},
            "Kind of “paper”: metric from 850 to 400 ms.",
            "change the kind of “paper”",
        ),
        (
            {"kind": "maintain", "bound": "at_most", "maximum": Number("5"), "period": "week", "unit": "%"},
            "Kind of “paper”: keep at most 5 % each week.",
            "change the kind of “paper”",
        ),
        ({"kind": "milestone"}, "Kind of “paper”: step by step.", "change the kind of “paper”"),
        ({"kind": "baseline"}, "Kind of “paper”: a number to find out.", "change the kind of “paper”"),
        ({"kind": "milestone", "title": "book"}, "Changed “book”: title, kind.", "change “book”: title, kind"),
    ],
)
def test_what_changed_is_said_in_words(service_of, changes, message, label):
    service = service_of(year_of(binary(**PAPER)))
    assert texts(service, KeyResult, "k1", **changes) == (message, label)


@pytest.mark.parametrize(
    ("had", "changes", "message"),
    [
        ({"due_on": "2026-07-01"}, {"due_on": None}, "“paper” has no due date any more."),
        ({"labels": ["a"]}, {"labels": (" ",)}, "“paper” has no labels now."),
        ({"visibility": "private"}, {"visibility": "shared"}, "“paper”: everybody you share with sees it."),
        ({"done_on": "2026-06-01"}, {"done_on": None}, "“paper” is not done."),
        ({"dropped_on": "2026-06-01", "drop_reason": "no time"}, {"dropped_on": None}, "“paper” is taken up again."),
        ({"dropped_on": "2026-06-01"}, {"dropped_on": DAY}, "“paper” was dropped on 26 Jun 2026."),
    ],
)
def test_what_is_no_more_is_said_too(service_of, had, changes, message):
    service = service_of(year_of(binary(**PAPER, **had)))
    assert texts(service, KeyResult, "k1", **changes)[0] == message


def test_what_is_taken_up_again_has_no_reason_to_be_dropped(service_of):
    service = service_of(year_of(binary(dropped_on="2026-06-01", drop_reason="no time")))
    execute(service, change(service, KeyResult, "k1", dropped_on=None))
    assert service.store.row(KeyResult, "k1") == binary()


@pytest.mark.parametrize(
    ("of_objective", "wanted", "seen_by"),
    [
        ("private", "mentor", "only you see it, since its objective is private"),
        ("private", "shared", "only you see it, since its objective is private"),
        ("mentor", "shared", "shared with your mentor only, since its objective is"),
        ("shared", "mentor", "your mentor sees it"),
    ],
)
def test_a_key_result_is_seen_no_further_than_its_objective(service_of, of_objective, wanted, seen_by):
    service = service_of(year_of(objective(visibility=of_objective), binary(**PAPER, visibility="private")))
    assert texts(service, KeyResult, "k1", visibility=wanted)[0] == f"“paper”: {seen_by}."


def test_other_rows_are_changed_likewise(service):
    seen_by = texts(service, Goal, "g1", statement="I want to teach")[0]
    assert seen_by == "Renamed “I want to be a performance expert” to “I want to teach”."
    assert texts(service, Objective, "o1", title="Help")[0].endswith(" to “Help”.")
    assert texts(service, Objective, "o1", okr_type="committed")[0] == "Changed “Help”: type."
    assert texts(service, Objective, "o1", visibility="private")[0] == "“Help”: only you see it."
    assert texts(service, Cycle, "c2026", ends_on=date(2026, 11, 30))[0] == "Changed “2026”: last day."
    assert texts(service, Cycle, "c2026", kind="custom")[0] == "Changed “2026”: kind."
    assert texts(service, Milestone, "m1", due_on=date(2026, 3, 2))[0] == (
        "“outline agreed with two teams” is due Mon 2 Mar 2026."
    )
    assert execute_and_undo(service, change(service, Milestone, "m1", weight=Number("3"))).focus == "k14"


def test_a_change_that_changes_nothing_is_no_step(service):
    for changes in ({}, {"title": " Speak at one external  meetup".replace("  ", " ")}):
        done = service.execute(change(service, KeyResult, "k22", **changes), service.open(DAY))
        assert done.message == "There is nothing to change."
        assert done.focus == "k22"
    assert service.store.next_undo is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "Title: this is empty: write 1 to 250 characters."),
        ({"kind": "metric"}, "Start: a metric goes from a start to a target: write both, or choose another kind."),
        ({"decimals": 10}, "Decimals: 10 is out of range: write 0 to 9."),
    ],
)
def test_what_no_board_can_hold_is_refused_at_its_field(service, changes, says):
    assert refusal(service, change(service, KeyResult, "k22", **changes)) == says


def test_a_cycle_may_not_be_stretched_over_another(service_of):
    service = service_of(year_of(cycle(), cycle(id="c0", title="2025", starts_on="2025-01-01", ends_on="2025-12-31")))
    command = change(service, Cycle, "c1", starts_on=date(2025, 12, 31))
    assert "“2025” is from 1 Jan 2025 to 31 Dec 2025" in refusal(service, command)


# What another kind does not have


def test_numbers_of_another_kind_go_and_steps_stay(service_of):
    service = service_of(year_of(metric(unit="ms", decimals=2), milestone()))
    execute(service, change(service, KeyResult, "k1", kind="milestone"))
    row = service.store.row(KeyResult, "k1")
    assert row == steps(unit="ms", decimals=2)
    execute(service, change(service, KeyResult, "k1", kind="binary", done_on=DAY))
    execute(service, change(service, KeyResult, "k1", kind="milestone"))
    assert service.store.row(KeyResult, "k1") == row
    assert service.store.count(Milestone) == 1


def test_a_maintain_that_becomes_done_or_not_has_no_bounds(service_of):
    service = service_of(year_of(maintain()))
    execute(service, change(service, KeyResult, "k1", kind="binary"))
    assert service.store.row(KeyResult, "k1") == binary()


def test_a_bound_takes_the_end_it_does_not_look_at_along(service_of):
    service = service_of(year_of(maintain(bound="between", minimum="1", maximum="5")))
    execute(service, change(service, KeyResult, "k1", bound="at_least"))
    assert service.store.row(KeyResult, "k1") == maintain(bound="at_least", minimum="1", maximum=None)


def test_what_does_not_fit_stays_while_the_kind_is_the_same(service_of):
    service = service_of(year_of(binary(start="1", target="2")))
    execute(service, change(service, KeyResult, "k1", title="paper"))
    assert service.store.row(KeyResult, "k1") == binary(start="1", target="2", title="paper")


# What was seen, and what is there


def test_what_the_day_hides_stays(service_of):
    stored = binary(**PAPER, done_on="2026-07-10", dropped_on="2026-08-01", drop_reason="no time")
    service = service_of(year_of(stored))
    seen = known_row(stored, DAY)
    assert seen == binary(**PAPER)
    execute(service, ChangeRow(seen, replace(seen, title="book")))
    assert service.store.row(KeyResult, "k1") == replace(stored, title="book")
    seen = replace(seen, title="book")
    assert execute(service, ChangeRow(seen, replace(seen, dropped_on=DAY))) == "Dropped “book”."
    assert service.store.row(KeyResult, "k1") == replace(stored, title="book", dropped_on=DAY, drop_reason="")


def test_only_what_was_changed_here_must_be_as_it_was_seen(service):
    seen = service.store.row(KeyResult, "k22")
    with Store.open(service.path) as other, other.step("other") as record:
        record.put(replace(seen, due_on=DAY, weight=Number("3"), title="Speak twice"))
    done = execute_and_undo(service, ChangeRow(seen, replace(seen, labels=("a",))))
    assert done.message == "Labels of “Speak twice”: #a."
    row = service.store.row(KeyResult, "k22")
    assert row == replace(seen, due_on=DAY, weight=Number("3"), title="Speak twice", labels=("a",))
    assert refusal(service, ChangeRow(seen, replace(seen, title="Speak", indicator="lagging")), Rejected) == (
        "“Speak twice” was changed by another program meanwhile: title. Open it again to see what it is now."
    )
    wanted = replace(seen, due_on=date(2026, 7, 1), weight=Number("5"))
    assert "meanwhile: weight, due date." in refusal(service, ChangeRow(seen, wanted), Rejected)


def test_what_another_program_changed_alike_is_nothing_to_change(service):
    seen = service.store.row(KeyResult, "k22")
    command = ChangeRow(seen, replace(seen, title="Speak twice"))
    execute(service, command)
    assert execute(service, command) == "There is nothing to change."


def test_what_was_done_to_it_here_does_not_stand_in_the_way(service):
    board = service.open(DAY)
    column, place = board.find("k22")
    seen = board.columns[column].cards[place].key_result
    execute(service, MoveKeyResult("k22", "o1", 0))
    execute(service, ToggleDone("k22", DAY))
    execute(service, ChangeRow(seen, replace(seen, title="Speak twice")))
    assert cards(service, "o1")[0] == "k22"


def test_what_is_gone_cannot_be_changed(service):
    for row in (binary(id="none", objective_id="o1"), objective(id="none"), milestone(id="none")):
        refusal(service, ChangeRow(row, replace(row, title="book")), NotFound)


# To another parent


def test_a_card_given_to_another_objective_comes_last_there(service):
    assert texts(service, KeyResult, "k11", objective_id="o2")[0].startswith("Changed “Cut p95")
    assert cards(service, "o2") == ["k21", "k22", "k23", "k24", "k11"]


def test_an_objective_given_to_another_cycle_leaves_the_board(service_of):
    years = cycle(), cycle(id="c0", title="2025", starts_on="2025-01-01", ends_on="2025-12-31")
    service = service_of(year_of(*years, objective(), objective(id="o2"), metric()))
    assert texts(service, Objective, "o1", cycle_id="c0")[0] == "Changed “something to learn”: cycle."
    assert columns(service) == ["o2"]
