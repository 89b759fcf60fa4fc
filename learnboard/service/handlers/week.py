"""The handler of the week: what is said of it, and the actions that come of it."""

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from learnboard.domain.action_line import ActionLine, KnownPerson, read_actions
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Action
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.domain.week import (
    DID,
    NEXT,
    ON_TRACK,
    actions_to_add,
    actions_to_remove,
    carried_actions,
    monday_after,
    notes_of,
    week_rows,
)
from learnboard.presentation.messages import sentence
from learnboard.presentation.week import NOT_TO_COME, NOTHING_SAID, WRITTEN_ELSEWHERE, week_kept
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.growth_commands import WriteWeek
from learnboard.service.queries.agenda import known_people
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store

Row = TypeVar("Row", Action, Reflection)


def write_week(store: Store, command: WriteWeek, day: date) -> HandlerResult:
    """Keep what is said of a week, make actions of what is next, and mark others done, as one step.

    Raises:
        InvalidValue: if the rating or a day is out of range, or a line says nothing to do.
        Rejected: if the week is still to come, or another window has written about it meanwhile.
    """
    if command.on > day:
        raise Rejected(NOT_TO_COME)
    people = known_people(store, day)
    wanted = read_actions(command.notes.following, people, command.on)
    with store.step("write the week") as record:
        rows = week_rows(store.rows(Reflection, occasion="week"), command.on)
        if notes_of(rows) != command.before:
            raise Rejected(WRITTEN_ELSEWHERE)
        before = _lines_before(rows.get(NEXT), people)
        _keep(record, command, rows)
        finished = [row for id_ in command.done if (row := store.find(Action, id_)) and row.done_on is None]
        record.put_all([_valid(replace(row, done_on=command.on)) for row in finished])
        actions = store.rows(Action)
        for row in actions_to_remove(before, wanted, actions):
            record.remove(Action, row.id)
        added = actions_to_add(wanted, actions)
        record.put_all([_valid(_action(line, command)) for line in added])
        left = carried_actions(store.rows(Action), command.on)
    if not record.changes:
        return HandlerResult(NOTHING_SAID, record.changes)
    return HandlerResult(week_kept(command.on, len(added), len(finished), left), record.changes)


def _keep(record: Recorder, command: WriteWeek, rows: dict[str, Reflection]) -> None:
    notes = command.notes
    texts = {DID: clean(notes.did).strip(), NEXT: clean(notes.following).strip(), ON_TRACK: ""}
    for question, text in texts.items():
        rating = notes.on_track if question == ON_TRACK else None
        known = rows.get(question)
        if known and not text and rating is None:
            record.remove(Reflection, known.id)
        elif text or rating is not None:
            row = known or Reflection(
                new_id(), command.on, OWNER, "week", None, question, "", None, None, notes.visibility
            )
            record.put(_valid(replace(row, text=text, rating=rating, visibility=notes.visibility)))


def _lines_before(row: Reflection | None, people: tuple[KnownPerson, ...]) -> tuple[ActionLine, ...]:
    """The lines that the week's actions were made of; none if they read otherwise by now."""
    try:
        return read_actions(row.text, people, row.on) if row else ()
    except InvalidValue:
        return ()


def _action(line: ActionLine, command: WriteWeek) -> Action:
    due_on = line.due_on or monday_after(command.on)
    return Action(new_id(), None, line.who_id, line.text, due_on, None, visibility=command.notes.visibility)


def _valid(row: Row) -> Row:
    """The row, if a board can hold it."""
    found: Any = problem(row)
    if found:
        raise InvalidValue(sentence(found.message))
    return row
