"""Looks back at money: ratings and how it was shared are a step each, and never overwrite what another one wrote."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.money import BudgetEntry, Evaluation
from learnboard.service.export.success import success_document
from learnboard.service.queries.worth import due_entries, read_look_back
from learnboard.service.resource_commands import EvaluateEntry, Rating, ShareSuccess
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo, stored_rows

BOOK = EvaluateEntry("b2", (Rating("reaction", 4, "good exercises"), Rating("learning", 5)))


def ratings(service, entry):
    rows = service.store.rows(Evaluation, budget_entry_id=entry)
    return sorted((row.level, row.rating, row.note, str(row.on)) for row in rows)


def change(service, row, **fields):
    with service.store.step("as it was") as record:
        record.put(replace(row, **fields))


def test_two_ratings_are_one_step_and_the_entry_is_evaluated(service):
    done = execute_and_undo(service, BOOK)
    assert done.message == "“Book on queueing” is rated 4.5 of 5: a success."
    assert ratings(service, "b2") == [
        ("learning", 5, "", "2026-06-26"),
        ("reaction", 4, "good exercises", "2026-06-26"),
    ]
    assert service.store.row(BudgetEntry, "b2").state == "evaluated"


def test_a_correction_keeps_its_day_and_the_last_rating_taken_back_leaves_it_spent(service):
    (before,) = service.store.rows(Evaluation, budget_entry_id="b4")
    execute_and_undo(service, EvaluateEntry("b4", (Rating("results", 2, "found nobody", before),)))
    assert ratings(service, "b4") == [("results", 2, "found nobody", "2026-03-01")]
    (now,) = service.store.rows(Evaluation, budget_entry_id="b4")
    said = execute(service, EvaluateEntry("b4", (Rating("results", None, "", now),)))
    assert said == "“Membership of a practitioners' network (to find…” is not rated any more."
    assert ratings(service, "b4") == []
    assert service.store.row(BudgetEntry, "b4").state == "spent"


def test_two_windows_that_rate_one_level_do_not_overwrite_each_other(service):
    execute(service, BOOK)
    before = stored_rows(service)
    with pytest.raises(Rejected, match="rated by another program meanwhile: reaction"):
        execute(service, EvaluateEntry("b2", (Rating("reaction", 1), Rating("behaviour", 3))))
    assert stored_rows(service) == before
    execute(service, EvaluateEntry("b2", (Rating("behaviour", 3),)))  # another level is nobody's trouble
    assert len(ratings(service, "b2")) == 3


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_what_is_no_rating_is_refused(service, rating):
    before = stored_rows(service)
    with pytest.raises(InvalidValue):
        execute(service, EvaluateEntry("b2", (Rating("reaction", rating),)))
    assert stored_rows(service) == before


@pytest.mark.parametrize("command", [EvaluateEntry("b3", (Rating("reaction", 3),)), ShareSuccess("b3", "talk", DAY)])
def test_what_is_not_spent_is_neither_rated_nor_shared(service, command):
    with pytest.raises(Rejected, match="“Speaker coaching, three sessions” is not spent: mark it spent"):
        execute(service, command)
    with pytest.raises(NotFound):
        execute(service, command._replace(entry="gone"))


def test_on_a_day_only_what_is_known_then_is_seen_and_what_comes_later_stays(service):
    # b1 was looked back at on 8 and 21 May, and again on 10 July and 20 November
    execute(service, EvaluateEntry("b1", (Rating("behaviour", 5),)), date(2026, 7, 5))
    assert ratings(service, "b1")[:2] == [
        ("behaviour", 4, "histograms replaced averages", "2026-07-10"),
        ("behaviour", 5, "", "2026-07-05"),
    ]


def test_how_it_was_shared_is_kept_with_its_day(service):
    done = execute_and_undo(service, ShareSuccess("b2", "  a lunch\nsession ", date(2026, 6, 25)))
    assert done.message == "“Book on queueing”: shared as a lunch session on 25 Jun 2026."
    row = service.store.row(BudgetEntry, "b2")
    assert (row.shared_as, row.shared_on) == ("a lunch session", date(2026, 6, 25))
    with pytest.raises(Rejected, match="changed by another program meanwhile: shared as a lunch session"):
        execute(service, ShareSuccess("b2", "talk", DAY))
    said = execute(service, ShareSuccess("b2", "", DAY, "a lunch session"))
    assert said == "“Book on queueing”: not shared with others yet."
    row = service.store.row(BudgetEntry, "b2")
    assert (row.shared_as, row.shared_on) == (None, None)


def test_the_example_year_has_two_looks_back_due(service):
    # report-2026-06-26.json, value_reviews_due
    assert [row.id for row in due_entries(service.store, DAY)] == ["b2", "b6"]
    execute(service, BOOK)  # its effect is still to be looked at: it is 168 days ago
    assert [row.looks for row in due_entries(service.store, DAY)] == [("effect",), ("first", "effect")]


def test_the_kinds_are_those_of_the_report_and_other_currencies_stand_apart(service):
    found = service.read(read_look_back, service.open(DAY))
    # 5 and 4 for the conference by then; the licence is in dollars, which no budget of the report has
    assert [(row.kind, row.currency, float(row.spent), row.rating and float(row.rating)) for row in found.kinds] == [
        ("conference", "EUR", 612.5, 4.5),
        ("membership", "EUR", 80, 5),
        ("book", "EUR", 45.9, None),
        ("tool", "USD", 49, None),
    ]
    assert [row.id for row in found.entries] == ["b2", "b6", "b1", "b4"]


def test_what_last_year_was_worth_can_be_told_after_its_close(service):
    spring = date(2027, 3, 1)
    change(service, service.store.row(Cycle, "c2026"), status="closed", closed_on=date(2027, 1, 4))
    assert "b2" in [row.id for row in due_entries(service.store, spring)]
    execute(service, BOOK, spring)
    assert service.store.row(BudgetEntry, "b2").state == "evaluated"


# -- a success as it is told --------------------------------------------------------------------------------------


def test_a_success_is_copied_with_its_log(service):
    assert success_document(service.store, "b1", DAY).decode() == (
        "# Performance conference, two days\n\n"
        "Conference, 612.50 EUR, 5 May 2026, for “Cut p95 latency of the checkout service from 850 ms to 400 ms”.\n\n"
        "**Expected value:** three ideas tried within a month\n\n"
        "## What it was worth: 4.5 of 5\n\n"
        "- reaction 5 of 5\n"
        "- learning 4 of 5: tail latency, coordinated omission\n\n"
        "## Learned around it: 3 h\n\n"
        "- Fri 23 Jan 2026, 3 h: replayed production traffic locally\n\n"
        "Shared as talk on 21 May 2026.\n"
    )


def test_what_only_the_owner_sees_is_not_copied(service):
    change(service, service.store.row(LogEntry, "l02"), visibility="private", text="argued with the ops team")
    told = success_document(service.store, "b1", DAY).decode()
    assert "argued" not in told
    assert "Learned around it" not in told
    change(service, service.store.row(BudgetEntry, "b1"), visibility="private")
    with pytest.raises(Rejected, match="Only you see “Performance conference, two days”"):
        success_document(service.store, "b1", DAY)


def test_what_people_wrote_is_no_markdown(service):
    hostile = "# x <script> *y* [z](http://q) | `c`"
    change(service, service.store.row(BudgetEntry, "b1"), title=hostile, expected_value="1. **a**\n- b")
    told = success_document(service.store, "b1", DAY).decode()
    assert told.splitlines()[0] == r"# \# x &lt;script&gt; \*y\* \[z\](http\://q) \| \`c\`"
    assert "<script>" not in told
    assert "\n- b" not in told
