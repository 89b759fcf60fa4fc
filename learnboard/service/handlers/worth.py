"""Handlers of looks back at money: what an entry was worth, and how others learned from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from learnboard.domain.as_of import known_row
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.money import BudgetEntry, Evaluation, Level
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean, clean_line
from learnboard.domain.worth import SPENT, latest_of
from learnboard.presentation.labels import field_label
from learnboard.presentation.messages import NOTHING_TO_CHANGE, sentence
from learnboard.presentation.worth import (
    evaluated_text,
    not_spent_text,
    rated_elsewhere_text,
    shared_early_text,
    shared_elsewhere_text,
    sharing_text,
)
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.resource_commands import EvaluateEntry, Rating, ShareSuccess
from learnboard.storage.store import Store


def evaluate_entry(store: Store, command: EvaluateEntry, day: date) -> HandlerResult:
    """Rate an entry; it is evaluated then, and spent again when no rating is left.

    A level that is rated keeps its day when it is corrected.

    Raises:
        NotFound: if the entry was deleted.
        Rejected: if it is not spent, or a level was rated otherwise meanwhile.
        InvalidValue: if a rating is none from 1 to 5, or a note is too long.
    """
    entry = _spent(store, command.entry, day)
    texts = evaluated_text(entry, _rated(_known(store, entry, day), command.ratings, entry, day))
    with store.step(texts.label) as record:
        entry = _spent(store, command.entry, day)
        known = _known(store, entry, day)
        latest = latest_of(known)
        if changed := [each.level for each in command.ratings if latest.get(each.level) != each.before]:
            raise Rejected(rated_elsewhere_text(entry, changed))
        after = _rated(known, command.ratings, entry, day)
        kept = {row.id for row in after}
        for row in known:
            if row.id not in kept:
                record.remove(Evaluation, row.id)
        record.put_all(after)
        if record.changes:
            left = store.count(Evaluation, budget_entry_id=entry.id)  # also those of later days
            stored = store.row(BudgetEntry, entry.id)
            record.put(replace(stored, state="evaluated" if left else "spent"))
    message = evaluated_text(entry, after).message if record.changes else NOTHING_TO_CHANGE
    return HandlerResult(message, record.changes, entry.id)


def share_success(store: Store, command: ShareSuccess, day: date) -> HandlerResult:
    """Keep how an entry was shared, and when.

    Raises:
        NotFound: if the entry was deleted.
        Rejected: if it is not spent, or how it was shared was changed meanwhile.
        InvalidValue: if the text is too long, or the day out of range or before that of the entry.
    """
    shared_as = clean_line(command.shared_as) or None
    shared_on = command.on if shared_as else None
    entry = replace(_spent(store, command.entry, day), shared_as=shared_as, shared_on=shared_on)
    _check(entry)
    if shared_on and (early := shared_early_text(entry, shared_on)):
        raise InvalidValue(early)
    texts = sharing_text(entry)
    with store.step(texts.label) as record:
        known = _spent(store, command.entry, day)
        if (known.shared_as or "") != command.seen and known.shared_as != shared_as:
            raise Rejected(shared_elsewhere_text(known))
        stored = store.row(BudgetEntry, command.entry)
        record.put(replace(stored, shared_as=shared_as, shared_on=shared_on))
    return HandlerResult(texts.message if record.changes else NOTHING_TO_CHANGE, record.changes, entry.id)


def _spent(store: Store, id_: str, day: date) -> BudgetEntry:
    """An entry as it is known on a day, which must be spent by then."""
    entry = known_row(store.row(BudgetEntry, id_), day)
    if entry.state not in SPENT:
        raise Rejected(not_spent_text(entry))
    return entry


def _known(store: Store, entry: BudgetEntry, day: date) -> Sequence[Evaluation]:
    return [row for row in store.rows(Evaluation, budget_entry_id=entry.id) if row.on <= day]


def _rated(
    known: Sequence[Evaluation], ratings: Sequence[Rating], entry: BudgetEntry, day: date
) -> Sequence[Evaluation]:
    """The evaluations of an entry as they will be."""
    rows: Mapping[Level, Evaluation] = latest_of(known)
    after = {row.id: row for row in known}
    for each in ratings:
        row = rows.get(each.level)
        if each.rating is None:
            if row:
                after.pop(row.id, None)
            continue
        note = clean(each.note).strip()
        row = (
            replace(row, rating=each.rating, note=note)
            if row
            else Evaluation(new_id(), entry.id, each.level, each.rating, day, note)
        )
        _check(row)
        after[row.id] = row
    return [*after.values()]


def _check(row: BudgetEntry | Evaluation) -> None:
    if found := problem(row):
        label = f"{field_label(found.field)}: " if found.field else ""
        raise InvalidValue(sentence(f"{label}{found.message}"))
