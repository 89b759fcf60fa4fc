"""Handlers that add, change and delete the rows of forms, after making their values fit for the board."""

from collections.abc import Collection, Iterable
from dataclasses import is_dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar, get_args, get_origin

from learnboard.domain.as_of import known_row
from learnboard.domain.days import weekday_of
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.goal_search import answers_about
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Field, Id, Plain, Visibility, fields_of, to_plain
from learnboard.domain.model.goals import Cycle, Goal, Objective
from learnboard.domain.model.growth import Reflection, Stretch
from learnboard.domain.model.key_results import CheckIn, IloPeriod, KeyResult, Milestone, TargetChange
from learnboard.domain.model.learning import HoursPolicy, LogEntry
from learnboard.domain.model.money import Budget, BudgetAdjustment, BudgetEntry
from learnboard.domain.model.people import Action, Meeting, Person, Topic
from learnboard.domain.row_rules import is_id, problem
from learnboard.domain.stretches import talks_about
from learnboard.domain.target_rules import AIMS
from learnboard.domain.text import clean, clean_line
from learnboard.presentation.labels import field_label, field_labels
from learnboard.presentation.learning import ended_before_text, left_text, log_name, policy_name
from learnboard.presentation.meetings import held_name
from learnboard.presentation.messages import (
    NOTHING_TO_CHANGE,
    check_in_name,
    describe_added,
    describe_change,
    describe_deleted,
    sentence,
    too_many_text,
)
from learnboard.presentation.values import quoted, short_day, title_of
from learnboard.service.commands import AddRow, BoardRow, ChangeRow, DeleteRow
from learnboard.service.dispatch import HandlerResult
from learnboard.service.handlers.agreements import keep_terms
from learnboard.service.handlers.check_ins import check_correction
from learnboard.service.handlers.learning import end_those_before
from learnboard.service.handlers.money import money_name
from learnboard.service.handlers.ordering import put_in_place
from learnboard.service.handlers.row_checks import RELATED, problem_with_others
from learnboard.service.handlers.targets import keep_target
from learnboard.service.queries.board import minutes_left_on
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store

Row = TypeVar("Row")
_BOARD_TABLES: Final = (
    *(Goal, Cycle, Objective, KeyResult, TargetChange, Milestone, CheckIn, IloPeriod, Reflection),
    *(Person, Meeting, Topic, Action, LogEntry, HoursPolicy, Budget, BudgetAdjustment, BudgetEntry),
    Stretch,
)
_FOCUSED: Final = (Objective, Person, LogEntry, HoursPolicy, Budget, BudgetAdjustment, BudgetEntry, Stretch)
"""Rows to which the cursor of their list goes when they are added."""
_PARENTS: Final = {Objective: "cycle_id", KeyResult: "objective_id", Milestone: "key_result_id", Topic: "meeting_id"}
"""The field by which rows are siblings of each other."""
_LONG_TEXTS: Final = frozenset(
    {"description", "approach", "why_me", "why_company", "drop_reason", "private_note", "note", "text", "next_action"}
    | {"learned", "reflection", "own_score_reason", "reason", "ask", "notes"}
    | {"expected_value", "decision_reason", "comfort_zone", "owner_expects", "they_expect", "between_meetings"}
    | {"failure_looks_like", "plan_b", "safety_from", "retro_went_well", "retro_even_better_if"}
)
"""Texts of several lines; all others are one line."""
_FIELDS_OF_KINDS: Final = {
    ("metric",): ("start", "target"),
    ("maintain",): ("bound", "minimum", "maximum", "period"),
    ("binary", "baseline"): ("done_on",),
}
"""The fields that only key results of these kinds have (FORMAT.md §1)."""
_AIMED: Final = frozenset({*AIMS, "kind", "bound"})
"""The fields that say what a key result aims at."""
_DECIDING: Final = frozenset({"kind", "bound", "relation"})
"""The fields that decide which others a row uses."""
_UNUSED_BY_BOUND: Final = {"at_most": "minimum", "at_least": "maximum"}
"""The field that a maintain with this bound does not use."""


def add_row(store: Store, command: AddRow, day: date) -> HandlerResult:
    """Add a row at its place among its siblings.

    Raises:
        InvalidValue: if the board cannot hold it.
        Rejected: if its id is taken, or what it belongs to was deleted.
    """
    row: BoardRow = _without_unused(normalize(command.row))
    texts = describe_added(row, _name_of(store, row, day))
    ended = ""
    with store.step(texts.label) as record:
        if isinstance(row, HoursPolicy):
            ended = ended_before_text(row, end_those_before(store, record, row), day)
        check_fits(store, row)
        # New ids are random: this keeps a row that was added before from being overwritten.
        if any(store.find(table, row.id) for table in _BOARD_TABLES):
            raise Rejected(f"{quoted(row.id)} is on the board already: add the row with a new id.")
        if hasattr(row, "position"):
            _put_among_siblings(store, record, row, command.place)
        else:
            record.put(row)
        # What is read after the step could fail, when the row is there already.
        message = " ".join(filter(None, (texts.message, ended, _remark(store, row, day))))
    return HandlerResult(message, record.changes, row.id if isinstance(row, _FOCUSED) else _card_of(row))


def _remark(store: Store, row: object, day: date) -> str:
    """What is said of a new row: that the board's settings want fewer of them, or what is left of the week's time."""
    if isinstance(row, LogEntry):
        left = minutes_left_on(store, day) if weekday_of(row.on, 0) == weekday_of(day, 0) else None
        return "" if left is None else left_text(left)
    if isinstance(row, Objective):
        return too_many_text(Objective.TABLE, store.count(Objective, cycle_id=row.cycle_id), _settings(store))
    if isinstance(row, KeyResult):
        return too_many_text(KeyResult.TABLE, store.count(KeyResult, objective_id=row.objective_id), _settings(store))
    return ""


def _settings(store: Store) -> Settings:
    return store.board_info().settings


def delete_row(store: Store, command: DeleteRow, day: date) -> HandlerResult:
    """Delete a row with all that belongs to it, and say what that was.

    Raises:
        NotFound: if it was deleted already.
    """
    row = command.row
    name = _name_of(store, row, day)
    with store.step(describe_deleted(row, name=name).label) as record:
        for answer in _answers_about(store, row):  # nobody would find them any more
            record.remove(Reflection, answer.id)
        record.remove(type(row), row.id)
    tables = [change.table for change in record.changes if change.after is None and change.id != row.id]
    focus = row.key_result_id if isinstance(row, Milestone | CheckIn) else None
    return HandlerResult(describe_deleted(row, tables, name).message, record.changes, focus)


def _answers_about(store: Store, row: object) -> Iterable[Reflection]:
    """What was said about a row and is nowhere without it: the answers about a goal, the talks about a stretch."""
    if isinstance(row, Goal):
        return answers_about(row.id, store.rows(Reflection, occasion="goal_search"))
    return talks_about(row, store.rows(Reflection, occasion="stretch")) if isinstance(row, Stretch) else ()


def change_row(store: Store, command: ChangeRow, day: date) -> HandlerResult:
    """Change the fields in which the two rows differ and no others: what the day hides of the row stays.

    Raises:
        NotFound: if the row was deleted.
        Rejected: if one of these fields was changed since the person saw it.
        InvalidValue: if the board cannot hold the row as it would be, or a target gets easier without a reason.
    """
    before, after = command.before, normalize(command.after)
    assert type(before) is type(after)
    assert before.id == after.id
    focus, names = _card_of(after), _changed_fields(normalize(before), after)
    if not names:
        return HandlerResult(NOTHING_TO_CHANGE, (), focus)
    stored = store.row(type(before), before.id)
    known, name = known_row(stored, day), _name_of(store, stored, day)
    texts = describe_change(known, _merge(stored, after, names), names, _parent_visibility(store, after), name)
    with store.step(texts.label) as record:
        stored = store.row(type(before), before.id)  # again, as nobody else writes from here on
        _check_not_stale(stored, known_row(stored, day), command.before, after, names, name)
        changed = _merge(stored, after, names)
        check_fits(store, changed, names)
        if isinstance(changed, CheckIn):
            check_correction(store, changed, names)
        if _PARENTS.get(type(changed)) in names:  # it comes last among its new siblings
            _put_among_siblings(store, record, changed)
        else:
            record.put(changed)
        if isinstance(stored, KeyResult) and isinstance(changed, KeyResult) and not _AIMED.isdisjoint(names):
            keep_target(store, record, stored, changed, command.reason, day)
        if isinstance(stored, Person) and "agreement" in names:
            keep_terms(store, record, stored)
    return HandlerResult(texts.message if record.changes else NOTHING_TO_CHANGE, record.changes, focus)


def check_fits(store: Store, row: object, entered: Collection[str] | None = None) -> None:
    """Refuse a row that the board cannot hold; of settings, those that were `entered` must make sense."""
    found = problem(row)
    if not found and isinstance(row, RELATED):
        found = problem_with_others(store, row, entered)
    if found:
        label = f"{field_label(found.field)}: " if found.field else ""
        raise InvalidValue(sentence(f"{label}{found.message}"))


def _put_among_siblings(store: Store, record: Recorder, row: Any, place: int | None = None) -> None:
    """Put a row at a place among the rows with the same parent, or among all goals; None is the end."""
    parent = _PARENTS.get(type(row))
    siblings = {parent: getattr(row, parent)} if parent else {}
    put_in_place(store, record, row, store.count(type(row), **siblings) if place is None else place, **siblings)


def _card_of(row: object) -> Id | None:
    """The card that a row is, or is a part of."""
    if isinstance(row, Milestone | CheckIn | Action | IloPeriod):
        return row.key_result_id
    return row.id if isinstance(row, KeyResult) else None


def _name_of(store: Store, row: object, day: date) -> str:
    """What a row without a title is called in a sentence; empty for others."""
    if isinstance(row, Reflection):
        return f"the note of {short_day(row.on, day)}"
    if isinstance(row, Meeting):
        people = {person.id: person.name for person in store.rows(Person)}
        return held_name(row.kind, row.on, [people[id_] for id_ in row.with_ids if id_ in people], day)
    if isinstance(row, LogEntry):
        found = store.find(KeyResult, row.key_result_id) if row.key_result_id else None
        return log_name(row, found.title if found else "", day)
    if isinstance(row, HoursPolicy | Budget | BudgetAdjustment):
        return policy_name(row) if isinstance(row, HoursPolicy) else money_name(store, row)
    if not isinstance(row, CheckIn | IloPeriod):
        return ""
    title = store.row(KeyResult, row.key_result_id).title
    return check_in_name(row.on, title, day) if isinstance(row, CheckIn) else f"the time of {quoted(title)} as the ILO"


def _parent_visibility(store: Store, row: object) -> Visibility:
    """Who sees what a row belongs to: a key result is never more visible than its objective (FORMAT.md §1)."""
    if isinstance(row, Topic | Action) and row.meeting_id:
        return store.row(Meeting, row.meeting_id).visibility
    return store.row(Objective, row.objective_id).visibility if isinstance(row, KeyResult) else "shared"


# -- changes ------------------------------------------------------------------------------------------------------


def _leaves(row: object) -> dict[str, Plain]:
    """A row's fields and those of its parts by name, as the format writes them; a part that can be null is a whole."""
    leaves: dict[str, Plain] = {}
    plain = to_plain(row)
    for field in fields_of(type(row)):
        value = plain[field.name]
        leaves |= value if _is_part(field) and isinstance(value, dict) else {field.name: value}
    return leaves


def _is_part(field: Field) -> bool:
    """Whether a field has fields of its own, which are changed one by one."""
    return is_dataclass(field.base) and not field.nullable


def _changed_fields(before: object, after: object) -> list[str]:
    old, new = _leaves(before), _leaves(after)
    names = [name for name in new if old[name] != new[name]]
    # The reason belongs to the day: the reason of another day says nothing about this one.
    return [*names, "drop_reason"] if "dropped_on" in names and "drop_reason" not in names else names


def _check_not_stale(
    stored: object, known: object, before: object, after: object, names: Collection[str], name: str
) -> None:
    """Refuse if a field is neither as the person saw it nor as they want it.

    A board shows rows as known on its day, forms that read the store show all of them: both have seen the row.
    """
    here, shown, seen, wanted = _leaves(stored), _leaves(known), _leaves(before), _leaves(after)
    stale = [name for name in names if seen[name] not in (here[name], shown[name]) and here[name] != wanted[name]]
    if stale:
        raise Rejected(
            sentence(f"{name or quoted(title_of(stored))} was changed by another program meanwhile: ")[:-1]
            + f"{field_labels(stale)}. Open it again to see what it is now."
        )


def _merge(stored: Row, after: Row, names: Collection[str]) -> Row:
    """The stored row with these fields as they are wanted, and without what no longer applies then."""
    changes: dict[str, Any] = {}
    for field in fields_of(type(stored)):
        wanted = getattr(after, field.name)
        if _is_part(field):
            changes[field.name] = _merge(getattr(stored, field.name), wanted, names)
        elif field.name in names:
            changes[field.name] = wanted
    if "dropped_on" in changes and changes["dropped_on"] is None:
        changes["drop_reason"] = ""
    changed = replace(stored, **changes)  # type: ignore[type-var]
    return changed if changes.keys().isdisjoint(_DECIDING) else _without_unused(changed)


# -- values -------------------------------------------------------------------------------------------------------


def normalize(row: Row) -> Row:
    """Return a row with its texts as the board keeps them (FORMAT.md §1); labels are neither empty nor repeated."""
    changes: dict[str, Any] = {}
    for field in _text_fields(type(row)):
        value = getattr(row, field.name)
        if is_dataclass(value):
            changes[field.name] = normalize(value)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(line for line in dict.fromkeys(map(clean_line, value)) if line)
        elif value is not None:
            text = clean(value).strip() if field.name in _LONG_TEXTS else clean_line(value)
            changes[field.name] = text or (None if field.nullable else "")
    return replace(row, **changes) if changes else row  # type: ignore[type-var]


def _text_fields(record: type) -> tuple[Field, ...]:
    """The fields that hold a person's words, or parts with such fields."""
    return tuple(field for field in fields_of(record) if not is_id(field) and _holds_text(field.base))


def _holds_text(base: Any) -> bool:
    if get_origin(base) is tuple:
        return get_args(base)[0] is str
    return base is str or is_dataclass(base)


def _without_unused(row: Row) -> Row:
    """The row without what its kind and bound do not use; its steps stay, since the kind may come back.

    Only a mentor is primary.
    """
    if isinstance(row, Person):
        return replace(row, primary=row.primary and row.relation == "mentor")
    if not isinstance(row, KeyResult):
        return row
    unused = [name for kinds, names in _FIELDS_OF_KINDS.items() if row.kind not in kinds for name in names]
    unused += [name for bound, name in _UNUSED_BY_BOUND.items() if row.bound == bound]
    nulls: dict[str, Any] = dict.fromkeys(unused)
    return replace(row, **nulls)
