"""One Individual Learning Objective at a time: begun, ended, and a second refused with the way out."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, NotFound, Rejected
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.key_results import IloPeriod
from learnboard.domain.validation import check
from learnboard.service.board_service import BoardService
from learnboard.service.commands import ChangeRow, ToggleIlo
from learnboard.storage.store import Store
from tests.builders import binary, cycle, ilo_period, objective, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo

YESTERDAY = date(2026, 6, 25)
JULY = date(2026, 7, 20)


def two(*periods, **of_objective):
    """A board of key results a and b, and these periods."""
    cards = (binary(id=name, title=f"card {name}", **more) for name, more in (("a", {}), ("b", {})))
    return year_of(cycle(), objective(**of_objective), *cards, *periods)


def ilo(id_, card, from_on, to_on=None):
    return ilo_period(id=id_, key_result_id=card, from_on=from_on, to_on=to_on)


def periods(service):
    rows = sorted(service.store.rows(IloPeriod), key=lambda row: row.from_on)
    return [(row.key_result_id, row.from_on, row.to_on) for row in rows]


def toggled(service, card, day=DAY):
    """The sentence of a toggle, after which the board is one that can be imported."""
    done = execute_and_undo(service, ToggleIlo(card, day), day)
    check(service.store.records())
    assert done.focus == card
    return done.message


def shown(service, day=DAY):
    """The cards shown as the Individual Learning Objective."""
    return [card.id for column in service.open(day).columns for card in column.cards if card.ilo]


def refusal(service, card, day=DAY):
    before = periods(service)
    with pytest.raises(Rejected) as refused:
        execute(service, ToggleIlo(card, day), day)
    assert periods(service) == before
    return str(refused.value)


def test_a_key_result_becomes_it_and_is_it_no_longer(service_of):
    service = service_of(two())
    assert toggled(service, "a") == "“card a” is now the Individual Learning Objective."
    assert service.store.next_undo == "make “card a” the Individual Learning Objective"
    assert periods(service) == [("a", DAY, None)]
    assert shown(service) == ["a"]
    later = date(2026, 7, 1)
    assert toggled(service, "a", later) == "“card a” is no longer the Individual Learning Objective."
    assert service.store.next_undo == "end that “card a” is the Individual Learning Objective"
    assert periods(service) == [("a", DAY, date(2026, 6, 30))]
    assert shown(service, later) == []


def test_what_began_on_the_day_never_was(service_of):
    service = service_of(two())
    toggled(service, "a")
    toggled(service, "a")
    assert periods(service) == []


@pytest.mark.parametrize(("origin", "relation"), [("team_need", "team_need"), ("assigned", "own_interest")])
def test_its_relation_comes_from_its_objective(service_of, origin, relation):
    service = service_of(two(origin=origin))
    toggled(service, "a")
    assert service.store.rows(IloPeriod)[0].relation == relation


def test_a_second_is_refused_saying_which_since_when_and_how_to_end_it(service_of):
    service = service_of(two(ilo("i1", "b", "2026-05-03")))
    assert refusal(service, "a") == (
        "“card b” is the Individual Learning Objective since 3 May 2026, and there is one at a time: "
        "go to it and press i to end it, then press i here."
    )
    toggled(service, "b")
    toggled(service, "a")
    assert periods(service) == [("b", date(2026, 5, 3), YESTERDAY), ("a", DAY, None)]
    assert shown(service) == ["a"]


def test_one_that_is_to_come_is_in_the_way_too(service_of):
    service = service_of(two(ilo("i1", "b", "2026-07-20")))
    assert refusal(service, "a") == (
        "“card b” becomes the Individual Learning Objective on 20 Jul 2026, and there is one at a time: "
        "go to it and press i twice to undo that, then press i here."
    )
    toggled(service, "b")
    assert periods(service) == [("b", DAY, None)]
    toggled(service, "b")
    toggled(service, "a")
    assert periods(service) == [("a", DAY, None)]


def test_one_that_is_over_is_not_in_the_way(service_of):
    service = service_of(two(ilo("i1", "b", "2026-05-03", "2026-06-25")))
    toggled(service, "a")
    assert shown(service) == ["a"]


def test_the_last_day_is_a_day_of_it(service_of):
    service = service_of(two(ilo("i1", "b", "2026-05-03", "2026-06-26")))
    refusal(service, "a")
    toggled(service, "b")
    assert periods(service) == [("b", date(2026, 5, 3), YESTERDAY)]


def test_its_own_later_period_begins_now(service_of):
    service = service_of(two(ilo("i2", "a", "2026-09-01"), ilo("i1", "a", "2026-07-20", "2026-08-01")))
    toggled(service, "a")
    assert periods(service) == [("a", DAY, date(2026, 8, 1)), ("a", date(2026, 9, 1), None)]


def test_a_dropped_key_result_can_end_to_be_it_and_not_become_it(service_of):
    dropped = binary(id="a", title="card a", dropped_on="2026-06-01")
    service = service_of(year_of(dropped, ilo("i1", "a", "2026-05-03")))
    toggled(service, "a")
    assert refusal(service, "a") == "“card a” was dropped on 1 Jun 2026: take it up again first."


def test_one_of_a_year_that_is_over_makes_way_for_nobody_can_go_to_it(service_of):
    old = cycle(id="c0", starts_on="2025-01-01", ends_on="2025-12-31"), objective(id="o0", cycle_id="c0")
    cards = binary(id="b", objective_id="o0"), binary(id="a")
    service = service_of(year_of(cycle(), objective(), *old, *cards, ilo("i1", "b", "2025-09-01")))
    toggled(service, "a")
    assert periods(service) == [("b", date(2025, 9, 1), YESTERDAY), ("a", DAY, None)]


def test_both_cards_are_told_when_one_takes_the_place_of_the_other(service):
    board = service.open(DAY)
    assert shown(service) == ["k32"]
    ended = service.execute(ToggleIlo("k32", DAY), board).changes
    begun = service.execute(ToggleIlo("k33", DAY), board.with_changes(ended)).changes
    board = board.with_changes(ended).with_changes(begun)
    assert board == service.open(DAY)
    assert [card.id for column in board.columns for card in column.cards if card.ilo] == ["k33"]


def test_what_is_gone_cannot_become_it(service):
    with pytest.raises(NotFound):
        execute(service, ToggleIlo("none", DAY))


def test_what_was_learned_is_kept_with_the_end_and_seen_by_those_who_see_the_key_result(service_of):
    service = service_of(two(ilo("i1", "a", "2026-05-03")))
    done = execute_and_undo(service, ToggleIlo("a", DAY, "measure\x1b first\nthen change "), DAY)
    assert done.message == "“card a” is no longer the Individual Learning Objective."
    (row,) = service.store.rows(Reflection)
    assert (row.on, row.occasion, row.question) == (DAY, "ending", "What did you learn?")
    assert (row.about.kind, row.about.id, row.text) == ("key_result", "a", "measure first\nthen change")
    assert row.visibility == "mentor"
    check(service.store.records())


def test_what_was_learned_is_never_more_visible_than_to_a_mentor_and_private_stays_private(service_of):
    cards = (
        binary(id=name, title=f"card {name}", visibility=seen) for name, seen in (("a", "shared"), ("b", "private"))
    )
    rows = (ilo("i1", "a", "2026-05-03", "2026-06-26"), ilo("i2", "b", "2026-06-27"))
    service = service_of(year_of(cycle(), objective(), *cards, *rows))
    execute(service, ToggleIlo("a", DAY, "one"))
    execute(service, ToggleIlo("b", date(2026, 6, 28), "other"), date(2026, 6, 28))
    assert {row.text: row.visibility for row in service.store.rows(Reflection)} == {"one": "mentor", "other": "private"}


def test_an_end_that_another_window_brought_first_begins_nothing_anew(service_of):
    service = service_of(two(ilo("i1", "a", "2026-05-03")))
    execute(service, ToggleIlo("a", DAY, ""))
    with pytest.raises(Rejected, match="is not the Individual Learning Objective any more"):
        execute(service, ToggleIlo("a", DAY, ""))
    assert service.store.rows(Reflection) == []
    done = execute_and_undo(service, ToggleIlo("a", DAY, "measure first"), DAY)  # what was typed is not lost
    assert done.message == "Kept what you learned: “card a” was ended elsewhere."
    assert periods(service) == [("a", date(2026, 5, 3), YESTERDAY)]
    assert [row.text for row in service.store.rows(Reflection)] == ["measure first"]


def test_of_two_that_are_made_it_in_two_windows_the_first_stays_and_the_second_is_told(service_of):
    service = service_of(two())
    with closing(Store.open(service.store.path)) as store:
        other = BoardService(store)
        ours, theirs = service.open(DAY), other.open(DAY)
        service.execute(ToggleIlo("a", DAY), ours)
        with pytest.raises(Rejected, match="“card a” is the Individual Learning Objective since 26 Jun 2026"):
            other.execute(ToggleIlo("b", DAY), theirs)
    assert periods(service) == [("a", DAY, None)]


def test_a_time_is_changed_but_never_into_that_of_another(service_of):
    service = service_of(two(ilo("i1", "a", "2026-05-03", "2026-06-01"), ilo("i2", "b", "2026-06-02")))
    row = service.store.row(IloPeriod, "i1")
    changed = replace(row, relation="unrelated", from_on=date(2026, 5, 1))
    told = execute_and_undo(service, ChangeRow(row, changed), DAY).message
    assert told == "Changed the time of “card a” as the ILO: since, relation."
    with pytest.raises(InvalidValue, match="“card b” is it then, and there is one at a time: choose other days"):
        execute(service, ChangeRow(changed, replace(changed, to_on=date(2026, 6, 2))))
    with pytest.raises(InvalidValue, match="it ends before it begins"):
        execute(service, ChangeRow(changed, replace(changed, to_on=date(2026, 4, 1))))
