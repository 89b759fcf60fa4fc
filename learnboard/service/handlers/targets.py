"""What a key result aimed at before: kept in the same step as the change, with the reason if it got easier."""

from collections.abc import Iterable
from datetime import date

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.key_results import CheckIn, KeyResult, TargetChange
from learnboard.domain.row_rules import problem
from learnboard.domain.target_rules import (
    aims_before,
    changed_that_day,
    day_of_change,
    has_same_aims,
    is_easier,
    is_same_measure,
)
from learnboard.domain.text import clean
from learnboard.presentation.labels import field_label
from learnboard.presentation.messages import sentence
from learnboard.presentation.values import quoted
from learnboard.service.factory import new_id, was_made_on
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store


def keep_target(store: Store, record: Recorder, before: KeyResult, after: KeyResult, reason: str, day: date) -> None:
    """Keep what a key result aimed at before it is changed on the day.

    A day has one such row, with the numbers that the day began with; none is left if they are back again. Where the
    kind or the bound is another, all of them go: no such key result can have had their numbers (FORMAT.md §1).

    Raises:
        InvalidValue: if it gets easier without a reason.
    """
    if is_same_measure(before, after) and has_same_aims(before, after):
        return
    changes = store.rows(TargetChange, key_result_id=before.id)
    if not is_same_measure(before, after):
        _remove(record, changes)
        return
    is_new = was_made_on(before.id, day) and not store.count(CheckIn, key_result_id=before.id)
    aims, same_day = aims_before(before, changes, day, is_new=is_new), changed_that_day(changes, day)
    if aims is None:
        return
    if has_same_aims(aims, after):
        _remove(record, same_day)
        return
    first = same_day[0] if same_day else None
    why = clean(reason).strip() or (first.reason if first else "")
    if is_easier(aims, after) and not why:
        raise InvalidValue(f"{quoted(before.title)} gets easier: say why.")
    id_, on = first.id if first else new_id(), day_of_change(changes, day)
    row = TargetChange(id_, before.id, on, aims.start, aims.target, aims.minimum, aims.maximum, why)
    if found := problem(row):
        raise InvalidValue(sentence(f"{field_label(found.field or 'reason')}: {found.message}"))
    _remove(record, same_day[1:])
    record.put(row)


def _remove(record: Recorder, rows: Iterable[TargetChange]) -> None:
    for row in rows:
        record.remove(TargetChange, row.id)
