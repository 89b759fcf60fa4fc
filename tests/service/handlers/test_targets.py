"""What a key result aimed at before is kept in the step that changes it, with a reason if it got easier."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from learnboard.domain.as_of import as_known
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult, TargetChange
from learnboard.domain.validation import check
from learnboard.service.board_service import BoardService
from learnboard.service.commands import ChangeRow, Undo
from learnboard.service.factory import new_id
from learnboard.storage.store import Store
from tests.builders import check_in, maintain, metric, target_change, year_of
from tests.service.conftest import execute
from tests.service.execution import execute_and_undo

DAY = date(2026, 9, 12)
HIRES = {"id": "k1", "title": "hires", "start": "0", "target": "4"}
WITHIN = {"id": "k1", "title": "within", "bound": "between", "minimum": "2", "maximum": "5"}
WHY = "three were found, not four"


def change(service, reason="", **changes):
    """A change of k1 as it is stored; numbers are given as text."""
    row = service.store.row(KeyResult, "k1")
    names = ("start", "target", "minimum", "maximum")
    wanted = {name: Number(value) if name in names and value else value for name, value in changes.items()}
    return ChangeRow(row, replace(row, **wanted), reason)


def kept(service):
    """The changes of the target: when, what was before, and why."""
    rows = service.store.rows(TargetChange, key_result_id="k1")
    names = ("start", "target", "minimum", "maximum")
    values = [["–" if getattr(row, name) is None else str(getattr(row, name)) for name in names] for row in rows]
    return [(str(row.on), *each, row.reason) for row, each in zip(rows, values, strict=True)]


@pytest.mark.parametrize(
    ("row", "changes", "reason", "before"),
    [
        (metric(**HIRES), {"target": "3"}, WHY, ("0", "4", "–", "–")),
        (metric(**HIRES), {"target": "5"}, "", ("0", "4", "–", "–")),
        (metric(**HIRES), {"target": "5"}, WHY, ("0", "4", "–", "–")),
        (metric(**HIRES), {"start": "1"}, "", ("0", "4", "–", "–")),
        (metric(**HIRES), {"start": "1", "target": "3"}, WHY, ("0", "4", "–", "–")),
        (maintain(**WITHIN), {"maximum": "6"}, WHY, ("–", "–", "2", "5")),
        (maintain(**WITHIN), {"minimum": "3"}, "", ("–", "–", "2", "5")),
    ],
)
def test_what_was_before_is_kept_in_the_same_step(service_of, row, changes, reason, before):
    service = service_of(year_of(row))
    execute_and_undo(service, change(service, f" {reason}\n", **changes), DAY)
    assert kept(service) == [("2026-09-12", *before, reason)]
    service.execute(Undo(), service.open(DAY))
    assert (kept(service), service.store.row(KeyResult, "k1")) == ([], row)


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (metric(**HIRES), {"target": "3"}),
        (metric(**HIRES), {"target": "-1"}),
        (metric(**HIRES), {"start": "1", "target": "3"}),
        (maintain(**WITHIN), {"maximum": "6"}),
        (maintain(**WITHIN), {"minimum": "1", "maximum": "4"}),
    ],
)
@pytest.mark.parametrize("reason", ["", " \n\t", "\u202e"])
def test_what_gets_easier_is_refused_without_a_reason(service_of, row, changes, reason):
    service = service_of(year_of(row, check_in("2026-02-01", "1")))
    rows = service.store.records()
    with pytest.raises(InvalidValue) as refused:
        execute(service, change(service, reason, **changes), DAY)
    assert str(refused.value) == f"“{row.title}” gets easier: say why."
    assert service.store.records() == rows


def test_other_changes_keep_nothing(service_of):
    service = service_of(year_of(metric(**HIRES)))
    for changes in ({"title": "people"}, {"due_on": DAY}, {"unit": "h"}, {"target": "4.0"}):
        execute(service, change(service, **changes), DAY)
    assert kept(service) == []


def test_a_day_keeps_what_it_began_with(service_of):
    service = service_of(year_of(metric(**HIRES)))
    execute(service, change(service, target="5"), DAY)
    execute(service, change(service, target="6"), DAY)
    assert kept(service) == [("2026-09-12", "0", "4", "–", "–", "")]
    with pytest.raises(InvalidValue):
        execute(service, change(service, target="3"), DAY)
    execute(service, change(service, WHY, target="3"), DAY)
    # Less than what the day began with has its reason already; a new one replaces it.
    execute(service, change(service, target="2"), DAY)
    assert kept(service) == [("2026-09-12", "0", "4", "–", "–", WHY)]
    execute(service, change(service, "only two", target="1"), DAY)
    assert kept(service) == [("2026-09-12", "0", "4", "–", "–", "only two")]


def test_what_is_as_the_day_began_has_not_changed(service_of):
    service = service_of(year_of(metric(**HIRES)))
    execute(service, change(service, target="5"), DAY)
    execute(service, change(service, target="4"), DAY)
    assert kept(service) == []


def test_each_day_has_its_own(service_of):
    service = service_of(year_of(metric(**HIRES)))
    execute(service, change(service, target="5"), DAY)
    execute(service, change(service, WHY, target="3"), DAY + timedelta(days=1))
    assert kept(service) == [("2026-09-12", "0", "4", "–", "–", ""), ("2026-09-13", "0", "5", "–", "–", WHY)]


def test_after_the_clock_went_back_it_goes_on_with_the_later_day(service_of):
    later = target_change(on="2026-09-13", start="0", target="2", reason="")
    service = service_of(year_of(metric(**HIRES), later))
    execute(service, change(service, target="5"), DAY)
    assert kept(service) == [("2026-09-13", "0", "2", "–", "–", "")]


@pytest.mark.parametrize(("checked_in", "changes"), [(False, []), (True, [("2026-09-12", "0", "4", "–", "–", WHY)])])
def test_one_made_that_day_is_corrected_until_somebody_checks_in(service_of, time_machine, checked_in, changes):
    time_machine.move_to("2026-09-12T12:00:00Z", tick=False)
    row = replace(metric(**HIRES), id=new_id())
    parts = [check_in("2026-09-12", "1", key_result_id=row.id)] if checked_in else []
    service = service_of(year_of(row, *parts))
    execute(service, ChangeRow(row, replace(row, target=Number("3")), WHY if checked_in else ""), DAY)
    rows = service.store.rows(TargetChange)
    assert [(str(each.on), str(each.start), str(each.target), "–", "–", each.reason) for each in rows] == changes


def test_one_made_the_day_before_is_not_corrected(service_of, time_machine):
    time_machine.move_to("2026-09-11T12:00:00Z", tick=False)
    row = replace(metric(**HIRES), id=new_id())
    service = service_of(year_of(row))
    execute(service, ChangeRow(row, replace(row, target=Number("5"))), DAY)
    assert len(service.store.rows(TargetChange)) == 1


@pytest.mark.parametrize(
    ("row", "earlier", "changes"),
    [
        (metric(**HIRES), {"start": "0", "target": "5"}, {"kind": "binary"}),
        (metric(**HIRES), {"start": "0", "target": "5"}, {"kind": "maintain", "bound": "at_most", "maximum": "3"}),
        (maintain(**WITHIN), {"minimum": "1", "maximum": "5"}, {"bound": "at_most"}),
        (maintain(), {"maximum": "6"}, {"bound": "at_least", "minimum": "1"}),
    ],
)
def test_another_kind_or_bound_has_no_earlier_targets_and_its_export_is_accepted(service_of, row, earlier, changes):
    """What a change says was before must fit the key result's kind (FORMAT.md, “What an import refuses”)."""
    service = service_of(year_of(row, target_change(on="2026-05-01", **earlier)))
    more = {"period": "month"} if "kind" in changes and changes["kind"] == "maintain" else {}
    execute_and_undo(service, change(service, **changes, **more), DAY)
    assert kept(service) == []
    check(service.store.records())
    service.execute(Undo(), service.open(DAY))
    assert len(kept(service)) == 1


def test_as_of_an_earlier_day_the_old_target_counts(service_of):
    """2 of 4 is a half, 2 of 3 two thirds."""
    service = service_of(year_of(metric(**HIRES), check_in("2026-06-01", "2")))
    execute(service, change(service, WHY, target="3"), DAY)
    figures = {day: service.open(day).columns[0].cards[0].figures.shown for day in (DAY - timedelta(days=1), DAY)}
    assert list(figures.values()) == ["50%", "67%"]


TARGETS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=8)


@given(TARGETS)
@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_day_has_the_target_that_it_ended_with(tmp_path_factory, targets):
    """Whatever is changed when: as of any day the board has what stood there at its end."""
    board, day, ended = year_of(metric(**HIRES)), DAY, {DAY - timedelta(days=1): "4"}
    with Store.create(tmp_path_factory.mktemp("board") / "board.db", board.board_info, board) as store:
        service = BoardService(store)
        for days, target in targets:
            day += timedelta(days=days)
            if str(target) != str(store.row(KeyResult, "k1").target):
                execute(service, change(service, WHY, target=str(target)), day)
            ended[day] = str(target)
        records = store.records()
        check(records)
        assert len({row.on for row in records.target_changes}) == len(records.target_changes)
        for on, target in ended.items():
            assert [str(row.target) for row in as_known(records, on).key_results] == [target]
