"""A week of a board: what was done in it, what is open, and what its owner wrote about it."""

from collections.abc import Iterable
from datetime import date

from learnboard.domain.action_line import KnownPerson
from learnboard.domain.days import ONE_DAY, WEEK, weekday_of
from learnboard.domain.model.fields import OWNER, distinct
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.key_results import CheckIn, KeyResult, Milestone
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.people import Action, Meeting, Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.week import CarriedAction, WeekNotes, carried_actions, notes_of, week_rows
from learnboard.presentation.week import WeekEvents, did_lines
from learnboard.service.queries.agenda import known_people
from learnboard.storage.store import Store


class Week(NamedTuple):
    """The week of a day: what was done in it, in lines; what is open; what was written; and whom actions can name."""

    day: date
    did: tuple[str, ...]
    open: tuple[CarriedAction, ...]
    notes: WeekNotes
    written: bool
    people: tuple[KnownPerson, ...]


def read_week(store: Store, day: date, today: date) -> Week:
    """Return the week of a day, as far as it is known today."""
    rows = week_rows(store.rows(Reflection, occasion="week"), day)
    return Week(
        day=day,
        did=did_lines(_events(store, day, today), day),
        open=carried_actions(store.rows(Action), day),
        notes=notes_of(rows),
        written=bool(rows),
        people=known_people(store, today),
    )


def _events(store: Store, day: date, today: date) -> WeekEvents:
    """What happened in the week, with the key results that it is about; no row of another week is read."""
    monday = weekday_of(day, 0)
    days = [on for number in range(WEEK) if (on := monday + number * ONE_DAY) <= today]
    entries, check_ins = store.rows(LogEntry, on=days), store.rows(CheckIn, on=days)
    steps, done = store.rows(Milestone, done_on=days), store.rows(KeyResult, done_on=days)
    touched = {row.key_result_id for row in check_ins} | {row.key_result_id for row in steps}
    touched |= {row.key_result_id for row in entries if row.key_result_id}
    key_results = {row.id: row for row in (*store.rows(KeyResult, id=list(touched)), *done)}
    objectives = store.rows(Objective, id=list(distinct(tuple(key_results.values()), "objective_id")))
    measured = {row.key_result_id for row in check_ins}
    return WeekEvents(
        entries=tuple(entries),
        check_ins=tuple(check_ins),
        histories=tuple(store.rows(CheckIn, key_result_id=list(measured))),
        steps=tuple(steps),
        done=tuple(done),
        actions=tuple(store.rows(Action, done_on=days, who_id=OWNER)),
        meetings=tuple(store.rows(Meeting, on=days, held=True)),
        key_results=key_results,
        objectives={row.id: row for row in objectives},
        names={row.id: row.name for row in _met(store, days)},
    )


def _met(store: Store, days: list[date]) -> Iterable[Person]:
    ids = {id_ for row in store.rows(Meeting, on=days, held=True) for id_ in row.with_ids}
    return store.rows(Person, id=list(ids)) if ids else ()
