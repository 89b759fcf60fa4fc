"""Stretches on a board: begun only when they are safe, talked about, ended, and seen by whom their owner says."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.growth import Reflection, Stretch
from learnboard.domain.validation import check
from learnboard.service.commands import AddRow, ChangeRow, DeleteRow
from learnboard.service.factory import new_row
from learnboard.service.growth_commands import KeepTalk
from learnboard.service.queries.stretches import due_talks, read_stretches
from tests.builders import binary, person, stretch, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo

SAFE = {"failure_looks_like": "it names a person", "job_safe_by_id": "p1", "plan_b": "Hazel takes over"}
TRUST = {"trusted_person_id": "p1", "check_in_every_days": 2}


@pytest.fixture
def service(service_of):
    return service_of(year_of(binary(id="a", title="card a"), person(id="p1", name="Juniper Stone")))


def stored(service, id_="x1"):
    return service.store.row(Stretch, id_)


def shown(service, day=DAY):
    return [card.id for column in service.open(day).columns for card in column.cards if card.stretched]


def prepared(service, **changes):
    row = new_row(Stretch, title="chair it", key_result_id="a", visibility="private", **changes)
    execute(service, AddRow(row))
    return row


def test_it_is_prepared_begun_talked_about_and_ended(service):
    row = new_row(Stretch, title="chair it", key_result_id="a", visibility="private", **TRUST)
    assert execute_and_undo(service, AddRow(row)).message == "Added “chair it”."
    assert shown(service) == []
    with pytest.raises(InvalidValue, match="What failing looks like: write it down before you begin"):
        execute(service, ChangeRow(row, replace(row, from_on=DAY)))
    begun = replace(row, from_on=DAY, confidence_before=4, **SAFE)
    assert execute_and_undo(service, ChangeRow(row, begun)).message == "“chair it” begins on 26 Jun 2026."
    assert service.store.next_undo == "begin “chair it”"
    assert shown(service) == ["a"]

    assert due_talks(service.store, date(2026, 6, 27)) == ()
    later = date(2026, 6, 28)
    (due,) = due_talks(service.store, later)
    assert (due.id, due.due_on, due.name) == (row.id, later, "Juniper Stone")
    told = execute_and_undo(service, KeepTalk(row.id, "the timeline\nis drawn up "), later).message
    assert told == "Kept the talk with Juniper Stone about “chair it”; the next is due on 30 Jun 2026."
    (talk,) = service.store.rows(Reflection)
    assert (talk.on, talk.occasion, talk.about.id, talk.text) == (later, "stretch", row.id, "the timeline\nis drawn up")
    assert talk.visibility == "private"
    assert due_talks(service.store, later) == ()
    check(service.store.records())

    ended = replace(begun, to_on=later, confidence_after=7, safety=4)
    told = execute_and_undo(service, ChangeRow(begun, ended), later).message
    assert told == "“chair it” ended on 28 Jun 2026, confidence 4 → 7."
    assert shown(service, later) == []
    with pytest.raises(Rejected, match="is not on"):
        execute(service, KeepTalk(row.id), later)
    (entry,) = read_stretches(service.store, service.open(later)).entries
    assert (entry.stretch, entry.talks) == (ended, (talk,))
    execute_and_undo(service, DeleteRow(ended), later)
    assert (service.store.rows(Stretch), service.store.rows(Reflection)) == ([], [])


def test_a_talk_needs_somebody_who_is_trusted(service):
    row = prepared(service, from_on=DAY, **SAFE)
    with pytest.raises(Rejected, match="names nobody you trust with it: enter chooses somebody"):
        execute(service, KeepTalk(row.id))


def test_a_safety_answer_is_not_taken_away_once_it_has_begun_and_other_programs_may_lack_them(service_of):
    lacking = stretch(id="x1", title="from elsewhere", from_on="2026-06-01")
    service = service_of(year_of(lacking, person(id="p1", name="Juniper Stone")))
    execute(service, ChangeRow(lacking, replace(lacking, comfort_zone="speaking\nup")))
    assert stored(service).comfort_zone == "speaking\nup"
    with pytest.raises(InvalidValue, match="before you begin"):
        execute(service, AddRow(new_row(Stretch, title="other", visibility="private", from_on=DAY)))
    safe = replace(stored(service), **SAFE)
    execute(service, ChangeRow(stored(service), safe))
    with pytest.raises(InvalidValue, match="Plan B: write it down before you begin"):
        execute(service, ChangeRow(safe, replace(safe, plan_b=" ")))


def test_a_deleted_card_leaves_the_stretch_alone(service):
    row = prepared(service, from_on=DAY, **SAFE)
    assert shown(service) == ["a"]
    card = service.open(DAY).columns[0].cards[0].key_result
    execute_and_undo(service, DeleteRow(card))
    assert stored(service, row.id).key_result_id is None
