"""Handlers of check-ins and their blockers, and of key results that are marked done."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from learnboard.domain.board import Board, make_card
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import Blocker, CheckIn, KeyResult, Milestone
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.values import day_text, quoted
from learnboard.service.commands import (
    KEEP,
    ChangeRow,
    CheckInKeyResult,
    CloseBlocker,
    ToggleDone,
)
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.queries.board import read_history
from learnboard.service.queries.check_in_day import check_in_day
from learnboard.service.queries.known_rows import known_key_results
from learnboard.storage.store import Store

_EMPTY: Final = "There is nothing to check in yet: give a value, a confidence or a note."


class CheckInPreview(NamedTuple):
    """A key result's figures before and after a check-in."""

    before: Figures
    after: Figures


class CheckInStart(NamedTuple):
    """What a new check-in starts from: the day that it is of unless another is given, and the open blocker."""

    on: date
    blocker: Blocker | None


def check_in(store: Store, command: CheckInKeyResult, day: date) -> HandlerResult:
    """Add a check-in.

    Raises:
        NotFound: if the key result was deleted.
        InvalidValue: if the check-in is empty, or the board cannot hold it.
    """
    key_result = store.row(KeyResult, command.key_result)
    with store.step(f"check in {quoted(key_result.title)}") as record:
        record.put(_check_in_of(store, key_result, command, day))
    return HandlerResult(f"Checked in {quoted(key_result.title)}.", record.changes, key_result.id)


def close_blocker(store: Store, command: CloseBlocker, day: date) -> HandlerResult:
    """Add a check-in that says that the open blocker is no longer in the way, and nothing else.

    Raises:
        NotFound: if the key result was deleted.
        Rejected: if the blocker is not the open one any more.
    """
    key_result = store.row(KeyResult, command.key_result)
    name = quoted(key_result.title)
    reason = command.blocker.text.strip() or command.blocker.kind
    with store.step(f"close the blocker of {name}") as record:
        on = check_in_day(store, key_result.id, day)
        if _open_blocker(store, key_result.id, on) != command.blocker:
            raise Rejected(f"What is in the way of {name} has changed meanwhile: look at it again.")
        closing = CheckInKeyResult(key_result.id, on, note=f"No longer in the way: {reason}", blocker=None)
        record.put(_check_in_of(store, key_result, closing, day))
    return HandlerResult(f"{quoted(reason)} is no longer in the way of {name}.", record.changes, key_result.id)


def check_in_start(store: Store, key_result: Id, day: date) -> CheckInStart:
    """Return what a new check-in starts from, entered on a day."""
    on = check_in_day(store, key_result, day)
    return CheckInStart(on, _open_blocker(store, key_result, on))


def preview_check_in(store: Store, command: CheckInKeyResult | ChangeRow, board: Board) -> CheckInPreview:
    """Compute what a check-in, or a change of one, would change. Nothing is written.

    Raises:
        NotFound: if the key result, or the check-in that is changed, was deleted.
        InvalidValue: if the check-in is empty, or the board cannot hold it.
    """
    assert board.cycle_context is not None
    row, replaced = _previewed(store, command, board.day)
    (key_result,) = known_key_results(store, [store.row(KeyResult, row.key_result_id)], board.day)
    committed = store.row(Objective, key_result.objective_id).committed
    history = read_history(store, [key_result.id], board.day)
    before = make_card(key_result, history, committed=committed, cycle_context=board.cycle_context)
    rows = [each for each in history.check_ins.get(key_result.id, ()) if each.id != replaced]
    rows += [row] if row.on <= board.day else []
    changed = history._replace(check_ins={key_result.id: sorted(rows, key=lambda row: (row.on, row.id))})
    after = make_card(key_result, changed, committed=committed, cycle_context=board.cycle_context)
    return CheckInPreview(before.figures, after.figures)


def _previewed(store: Store, command: CheckInKeyResult | ChangeRow, day: date) -> tuple[CheckIn, Id | None]:
    """The row that a command makes, and the id of the one it takes the place of."""
    if isinstance(command, CheckInKeyResult):
        return _check_in_of(store, store.row(KeyResult, command.key_result), command, day), None
    assert isinstance(command.after, CheckIn)
    return command.after, store.row(CheckIn, command.after.id).id


def check_correction(store: Store, row: CheckIn, names: Collection[str]) -> None:
    """Refuse what a check-in would become, if these fields of it were changed.

    Raises:
        InvalidValue: if it would be empty, or gets a value that its key result does not have.
    """
    if "value" in names and row.value is not None:
        _check_measured(store.row(KeyResult, row.key_result_id))
    if not row.note and (row.value, row.confidence, row.status, row.blocker) == (None,) * 4:
        raise InvalidValue("Nothing is left of this check-in: leave something in it, or delete it on the card's page.")


def _check_measured(key_result: KeyResult) -> None:
    if not key_result.measured:
        name = quoted(key_result.title)
        raise InvalidValue(f"{name} has no value to report: leave it out, and mark it done on the board with x.")


def _check_in_of(store: Store, key_result: KeyResult, command: CheckInKeyResult, day: date) -> CheckIn:
    """The row that a check-in becomes."""
    if command.value is not None:
        _check_measured(key_result)
    on = command.on or check_in_day(store, key_result.id, day)
    was_open = _open_blocker(store, key_result.id, on)
    blocker = was_open if command.blocker == KEEP else command.blocker and _cleaned(command.blocker)
    note = clean(command.note).strip()
    given = (command.value, command.confidence, command.status)
    if not note and all(value is None for value in given) and blocker == was_open:
        raise InvalidValue(_EMPTY)
    row = CheckIn(
        id=_new_id(store, key_result.id, on),
        key_result_id=key_result.id,
        on=on,
        value=command.value,
        confidence=command.confidence,
        status=command.status,
        note=note,
        blocker=blocker,
    )
    if found := problem(row):
        raise InvalidValue(f"{quoted(key_result.title)}, {found.field}: {found.message}.")
    return row


def _open_blocker(store: Store, key_result: Id, on: date) -> Blocker | None:
    """What was in the way after the latest check-in up to a day, by day and id."""
    rows: Sequence[CheckIn] = [row for row in store.rows(CheckIn, key_result_id=key_result) if row.on <= on]
    return max(rows, key=lambda row: (row.on, row.id)).blocker if rows else None


def _cleaned(blocker: Blocker) -> Blocker:
    return replace(blocker, text=clean(blocker.text).strip(), next_action=clean(blocker.next_action).strip())


def _new_id(store: Store, key_result: Id, on: date) -> Id:
    """A new id that sorts after those of the same day: the latest check-in goes by day and id (FORMAT.md §2)."""
    same_day = store.rows(CheckIn, key_result_id=key_result, on=on)
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
