"""Handlers of check-ins, and of key results that are marked done."""

from dataclasses import replace
from datetime import date

from learnboard.domain.board import Board, make_card
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import Blocker, CheckIn, KeyResult, Milestone
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.values import day_text, quoted
from learnboard.service.commands import CheckInKeyResult, CheckInPreview, ToggleDone
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.queries.board import known_key_results, read_history
from learnboard.storage.store import Store


def check_in(store: Store, command: CheckInKeyResult, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Add a check-in.

    Raises:
        NotFound: if the key result was deleted.
        InvalidValue: if the check-in is empty, or the board cannot hold it.
    """
    key_result = store.row(KeyResult, command.key_result)
    row = _check_in_of(key_result, command, _check_in_id(store, command))
    with store.step(f"check in {quoted(key_result.title)}") as record:
        record.put(row)
    return HandlerResult(f"Checked in {quoted(key_result.title)}.", record.changes, key_result.id)


def preview_check_in(store: Store, command: CheckInKeyResult, board: Board) -> CheckInPreview:
    """Compute what a check-in would change. Nothing is written.

    Raises:
        NotFound: if the key result was deleted.
        InvalidValue: if the check-in is empty, or the board cannot hold it.
    """
    assert board.cycle_context is not None
    (key_result,) = known_key_results(store, [store.row(KeyResult, command.key_result)], board.day)
    row = _check_in_of(key_result, command, _check_in_id(store, command))
    committed = store.row(Objective, key_result.objective_id).committed
    history = read_history(store, [key_result.id], board.day)
    before = make_card(key_result, history, committed=committed, cycle_context=board.cycle_context)
    if row.on > board.day:
        return CheckInPreview(before.figures, before.figures)
    rows = sorted((*history.check_ins.get(key_result.id, ()), row), key=lambda row: (row.on, row.id))
    changed = history._replace(check_ins={key_result.id: rows})
    after = make_card(key_result, changed, committed=committed, cycle_context=board.cycle_context)
    return CheckInPreview(before.figures, after.figures)


def _check_in_of(key_result: KeyResult, command: CheckInKeyResult, id_: Id) -> CheckIn:
    """The row that a check-in becomes."""
    name = quoted(key_result.title)
    if command.value is not None and not key_result.measured:
        raise InvalidValue(f"{name} has no value to report: leave it out, and mark it done on the board with x.")
    note = clean(command.note).strip()
    given = (command.value, command.confidence, command.status, command.blocker)
    if not note and all(value is None for value in given):
        raise InvalidValue("There is nothing to check in yet: give a value, a confidence or a note.")
    row = CheckIn(
        id=id_,
        key_result_id=key_result.id,
        on=command.on,
        value=command.value,
        confidence=command.confidence,
        status=command.status,
        note=note,
        blocker=command.blocker and _cleaned(command.blocker),
    )
    if found := problem(row):
        raise InvalidValue(f"{name}, {found.field}: {found.message}.")
    return row


def _cleaned(blocker: Blocker) -> Blocker:
    return replace(blocker, text=clean(blocker.text).strip(), next_action=clean(blocker.next_action).strip())


def _check_in_id(store: Store, command: CheckInKeyResult) -> Id:
    """A new id that sorts after those of the same day: the latest check-in goes by day and id (FORMAT.md §2)."""
    same_day = store.rows(CheckIn, key_result_id=command.key_result, on=command.on)
    return new_id(after=same_day[-1].id if same_day else "")


def toggle_done(store: Store, command: ToggleDone, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Mark a key result, or the next step of a milestone key result, done or not done.

    Raises:
        NotFound: if the key result was deleted.
        Rejected: if it was dropped, has no steps, or is done only by its value.
    """
    key_result = store.row(KeyResult, command.key_result)
    name = quoted(key_result.title)
    if key_result.dropped_on and key_result.dropped_on <= command.on:
        raise Rejected(f"{name} was dropped on {day_text(key_result.dropped_on)}: there is nothing to finish.")
    if key_result.kind == "milestone":
        return _toggle_step(store, key_result, command.on)
    if key_result.kind not in ("binary", "baseline"):
        raise Rejected(f"{name} is done once its value reaches the target: check in with space.")
    done_on = None if _happened(key_result.done_on, command.on) else command.on
    state = "done" if done_on else "not done"
    with store.step(f"mark {name} {state}") as record:
        record.put(replace(key_result, done_on=done_on))
    return HandlerResult(f"{name} is {state}.", record.changes, key_result.id)


def _toggle_step(store: Store, key_result: KeyResult, on: date) -> HandlerResult:
    """Finish the next open step; when all are done, the last one is open again."""
    steps = store.rows(Milestone, key_result_id=key_result.id)
    if not steps:
        raise Rejected(f"{quoted(key_result.title)} has no steps yet, so there is none to finish.")
    next_step = next((step for step in steps if not _happened(step.done_on, on)), None)
    step, done_on, state = (next_step, on, "done") if next_step else (steps[-1], None, "open again")
    with store.step(f"mark step {quoted(step.title)} {state}") as record:
        record.put(replace(step, done_on=done_on))
    return HandlerResult(f"Step {quoted(step.title)} is {state}.", record.changes, key_result.id)


def _happened(on: date | None, day: date) -> bool:
    """Whether something had happened by a day; what is dated later has not (FORMAT.md §1, "--as-of")."""
    return on is not None and on <= day
