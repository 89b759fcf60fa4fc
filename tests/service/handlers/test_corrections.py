"""Check-ins are corrected and deleted in steps that can be undone; an open blocker stays until somebody closes it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import Blocker, CheckIn
from learnboard.service.commands import ChangeRow, CheckInKeyResult, CloseBlocker, DeleteRow
from tests.builders import binary, check_in, metric, milestone, steps, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo

SLOW = {"kind": "dependency", "text": "their call is slow", "next_action": "", "due_on": None}
BLOCKER = Blocker("dependency", "their call is slow", "", None)
CARD = metric(title="faster", start="850", target="400")
TOLD = check_in("2026-05-03", "600", 7, note="better")


def rows(service):
    return service.store.rows(CheckIn, key_result_id="k1")


def history(service):
    return [line.label for line in service.details("k1", service.open(DAY)).history]


def test_a_correction_says_of_which_day_and_what_is_undone_and_stands_in_the_history(service_of):
    service = service_of(year_of(CARD, TOLD))
    done = execute_and_undo(service, ChangeRow(TOLD, replace(TOLD, value=Number("590"), note="best")))
    assert done.message == "Changed the check-in of 3 May of “faster”: value, note."
    assert done.focus == "k1"
    assert rows(service)[0].value == 590
    assert history(service) == ["change the check-in of 3 May of “faster”: value, note"]


def test_another_day_is_told(service_of):
    service = service_of(year_of(CARD, TOLD))
    moved = replace(TOLD, on=date(2026, 5, 4))
    assert execute(service, ChangeRow(TOLD, moved)) == (
        "Changed the check-in of 3 May of “faster”: day (now 4 May 2026)."
    )


@pytest.mark.parametrize(("before", "after"), [(None, BLOCKER), (BLOCKER, None), (BLOCKER, replace(BLOCKER, text="x"))])
def test_a_blocker_comes_goes_and_changes_with_a_correction(service_of, before, after):
    told = replace(TOLD, blocker=before)
    service = service_of(year_of(CARD, told))
    done = execute_and_undo(service, ChangeRow(told, replace(told, blocker=after)))
    assert done.message == "Changed the check-in of 3 May of “faster”: blocker."
    assert rows(service)[0].blocker == after


def test_a_deleted_check_in_no_longer_counts_and_its_steps_stay_in_the_history(service_of):
    service = service_of(year_of(CARD))
    execute(service, CheckInKeyResult("k1", date(2026, 5, 3), Number("600")))
    (row,) = rows(service)
    done = execute_and_undo(service, DeleteRow(row))
    assert done.message == "Deleted the check-in of 3 May of “faster”."
    assert done.changes.cards[0].figures.value is None
    assert history(service) == ["delete the check-in of 3 May of “faster”", "check in “faster”"]


def test_what_another_window_changed_or_deleted_is_refused_in_a_sentence_without_an_id(service_of):
    service = service_of(year_of(CARD, TOLD))
    wanted = ChangeRow(TOLD, replace(TOLD, value=Number("580")))
    execute(service, ChangeRow(TOLD, replace(TOLD, value=Number("590"))))
    with pytest.raises(Rejected) as changed:
        execute(service, wanted)
    assert str(changed.value) == (
        "The check-in of 3 May of “faster” was changed by another program meanwhile: value. "
        "Open it again to see what it is now."
    )
    execute(service, DeleteRow(TOLD))
    for command in (wanted, DeleteRow(TOLD)):
        with pytest.raises(NotFound) as gone:
            execute(service, command)
        assert str(gone.value).startswith("This check-in is no longer on the board: ")
        assert TOLD.id not in str(gone.value)


@pytest.mark.parametrize(
    ("card", "told", "changes", "message"),
    [
        (CARD, TOLD, {"value": None, "confidence": None, "note": " "}, "Nothing is left"),
        (CARD, TOLD, {"confidence": 11}, "Confidence: 11 is out of range"),
        (binary(title="done"), replace(TOLD, value=None), {"value": Number("3")}, "no value to report"),
    ],
)
def test_what_a_check_in_cannot_be_is_refused(service_of, card, told, changes, message):
    service = service_of(year_of(card, told))
    with pytest.raises(InvalidValue, match=message):
        execute(service, ChangeRow(told, replace(told, **changes)))
    assert rows(service) == [told]


def test_a_value_of_what_is_no_longer_measured_stays_while_the_note_is_corrected(service_of):
    service = service_of(year_of(binary(), TOLD))
    execute(service, ChangeRow(TOLD, replace(TOLD, note="when it was a metric")))
    assert rows(service)[0].value == 600


# An open blocker


def test_a_check_in_keeps_the_open_blocker_and_none_closes_it(service_of):
    service = service_of(year_of(CARD, check_in("2026-05-03", "600", blocker=SLOW)))
    execute(service, CheckInKeyResult("k1", None, Number("590")))
    assert [row.blocker for row in rows(service)] == [BLOCKER, BLOCKER]
    execute(service, CheckInKeyResult("k1", None, Number("580"), blocker=None))
    assert [row.blocker for row in rows(service)] == [BLOCKER, BLOCKER, None]


def test_a_check_in_of_an_earlier_day_keeps_what_was_in_the_way_then(service_of):
    service = service_of(year_of(CARD, check_in("2026-05-03", "600", blocker=SLOW)))
    execute(service, CheckInKeyResult("k1", date(2026, 5, 1), Number("610")))
    assert [(str(row.on), row.blocker) for row in rows(service)] == [("2026-05-01", None), ("2026-05-03", BLOCKER)]


def test_closing_a_blocker_is_a_check_in_of_today_that_moves_nothing(service_of):
    service = service_of(year_of(CARD, check_in("2026-05-03", "600", 7, blocker=SLOW)))
    done = execute_and_undo(service, CloseBlocker("k1", BLOCKER))
    assert done.message == "“their call is slow” is no longer in the way of “faster”."
    row = rows(service)[-1]
    assert (row.on, row.value, row.confidence, row.status, row.blocker) == (DAY, None, None, None, None)
    assert row.note == "No longer in the way: their call is slow"
    figures = done.changes.cards[0].figures
    assert (figures.value, figures.confidence) == (600, 7)
    with pytest.raises(Rejected, match="has changed meanwhile"):
        execute(service, CloseBlocker("k1", BLOCKER))


# A day that went back


def test_without_a_day_a_check_in_is_of_today_or_of_tomorrow_if_one_is(service_of):
    tomorrow = DAY + timedelta(1)
    service = service_of(year_of(CARD, check_in(str(tomorrow), "600")))
    message = execute(service, CheckInKeyResult("k1", None, Number("590")))
    assert message == "It counts from 27 Jun 2026 on, as the check-in before it: checked in “faster”."
    assert [(row.on, row.value) for row in rows(service)] == [(tomorrow, 600), (tomorrow, 590)]
    assert service.open(tomorrow).columns[0].cards[0].figures.value == 590


@pytest.mark.parametrize("on", [DAY + timedelta(2), DAY - timedelta(1)])
def test_a_check_in_of_another_day_moves_none(service_of, on):
    service = service_of(year_of(CARD, check_in(str(on), "600")))
    execute(service, CheckInKeyResult("k1", None, Number("590")))
    assert sorted(row.on for row in rows(service)) == sorted([on, DAY])


def test_a_day_that_is_given_is_kept(service_of):
    service = service_of(year_of(CARD, check_in(str(DAY + timedelta(1)), "600")))
    execute(service, CheckInKeyResult("k1", DAY, Number("590")))
    assert rows(service)[0].on == DAY


def test_check_ins_of_later_days_are_known_beside_those_that_count(service_of):
    service = service_of(year_of(CARD, TOLD, check_in("2026-07-01", "500"), check_in("2026-08-01", "450")))
    details = service.details("k1", service.open(DAY))
    assert [str(row.on) for row in details.coming] == ["2026-08-01", "2026-07-01"]
    assert [str(row.on) for row in details.check_ins] == ["2026-05-03"]
    assert details.figures.value == 600


def test_the_history_of_a_card_has_its_steps_that_were_deleted(service_of):
    service = service_of(year_of(steps(), milestone(title="draft")))
    execute(service, DeleteRow(milestone(title="draft")))
    assert history(service) == ["delete “draft”"]
