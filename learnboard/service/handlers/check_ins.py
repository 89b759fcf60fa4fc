"""Check-ins, and key results marked done."""

from dataclasses import replace
from datetime import date

from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import Blocker, CheckIn, KeyResult, Milestone
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.labels import quoted
from learnboard.service.commands import CheckInKeyResult, ToggleDone
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.storage.store import Store


def check_in_of(key_result: KeyResult, command: CheckInKeyResult, id_: Id) -> CheckIn:
    """The row a check-in becomes.

    Raises:
        InvalidValue: if it carries a value where there is none to report, nothing at all, or what no board can hold.
    """
    name = quoted(key_result.title)
    if command.value is not None and not key_result.measured:
        raise InvalidValue(f"{name} has no value to report: leave it out, and mark it done on the board with x.")
    note = clean(command.note).strip()
    if (
        command.value is None
        and command.confidence is None
        and not note
        and command.status is None
        and command.blocker is None
    ):
        raise InvalidValue("There is nothing to check in yet: give a value, a confidence or a note.")
    row = CheckIn(
        id=id_,
        key_result_id=key_result.id,
        on=command.on,
        value=command.value,
        confidence=command.confidence,
        status=command.status,
        note=note,
        blocker=_cleaned(command.blocker),
    )
    if found := problem(row):
        raise InvalidValue(f"{name}, {found.field}: {found.message}.")
    return row


def _cleaned(blocker: Blocker | None) -> Blocker | None:
    if blocker is None:
        return None
    return replace(blocker, text=clean(blocker.text).strip(), next_action=clean(blocker.next_action).strip())


def check_in_id(store: Store, command: CheckInKeyResult) -> Id:
    """A new id that sorts after those of the same day: the latest check-in is told by day and id (§2)."""
    same_day = store.rows(CheckIn, key_result_id=command.key_result, on=command.on)
    return new_id(after=same_day[-1].id if same_day else "")


def check_in(store: Store, command: CheckInKeyResult, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Write down where a key result stands."""
    key_result = store.row(KeyResult, command.key_result)
    row = check_in_of(key_result, command, check_in_id(store, command))
    with store.step(f"check in {quoted(key_result.title)}") as record:
        record.put(row)
    return HandlerResult(f"checked in {quoted(key_result.title)}", record.changes, key_result.id)


def toggle_done(store: Store, command: ToggleDone, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Done or not done, whichever it is not now."""
    key_result = store.row(KeyResult, command.key_result)
    if _happened(key_result.dropped_on, command.on):
        raise Rejected(
            f"{quoted(key_result.title)} was dropped on {key_result.dropped_on}: there is nothing to finish."
        )
    if key_result.kind == "milestone":
        return _toggle_step(store, key_result, command.on)
    if key_result.kind not in ("binary", "baseline"):
        raise Rejected(f"{quoted(key_result.title)} is done when its value says so: check in with space.")
    done = None if _happened(key_result.done_on, command.on) else command.on
    said = "done" if done else "not done"
    with store.step(f"mark {quoted(key_result.title)} {said}") as record:
        record.put(replace(key_result, done_on=done))
    return HandlerResult(f"{quoted(key_result.title)} is {said}", record.changes, key_result.id)


def _happened(done_on: date | None, day: date) -> bool:
    """Whether something was done by a day; what is to be done later is not done yet (§1, as known on a day)."""
    return done_on is not None and done_on <= day


def _toggle_step(store: Store, key_result: KeyResult, on: date) -> HandlerResult:
    steps = store.rows(Milestone, key_result_id=key_result.id)
    if not steps:
        raise Rejected(f"{quoted(key_result.title)} has no steps yet, so there is none to finish.")
    step = next((each for each in steps if not _happened(each.done_on, on)), None)
    done = None if step is None else on
    step = step or steps[-1]
    said = "done" if done else "open again"
    with store.step(f"mark step {quoted(step.title)} {said}") as record:
        record.put(replace(step, done_on=done))
    return HandlerResult(f"step {quoted(step.title)} is {said}", record.changes, key_result.id)
