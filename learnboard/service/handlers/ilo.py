"""The Individual Learning Objective: one key result at a time is it (FORMAT.md §1, ilo_periods)."""

from dataclasses import replace
from datetime import date, timedelta

from learnboard.domain.errors import Rejected
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import IloPeriod, KeyResult
from learnboard.presentation.labels import quoted
from learnboard.presentation.values import day_text
from learnboard.service.commands import ToggleIlo
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.storage.recorder import Recorder
from learnboard.storage.store import Store

_ILO = "the Individual Learning Objective"


def toggle_ilo(store: Store, command: ToggleIlo, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Make a key result the one from a day on, or end that it is.

    Raises:
        NotFound: if the key result is gone.
        Refused: if it was dropped, or another one is it on the day or will be.
    """
    card = store.row(KeyResult, command.key_result)
    name = quoted(card.title)
    if _covering(store, card, command.on):
        with store.step(f"end that {name} is {_ILO}") as record:
            for period in _covering(store, card, command.on):
                _end(record, period, command.on)
        return HandlerResult(f"{name} is no longer {_ILO}", record.changes, card.id)
    if card.dropped_on and card.dropped_on <= command.on:
        raise Rejected(f"{name} was dropped on {day_text(card.dropped_on)}: take it up again first.")
    with store.step(f"make {name} {_ILO}") as record:
        _begin(store, record, card, command.on)
    return HandlerResult(f"{name} is now {_ILO}", record.changes, card.id)


def _covering(store: Store, card: KeyResult, day: date) -> list[IloPeriod]:
    own = store.rows(IloPeriod, key_result_id=card.id)
    return [each for each in own if each.from_on <= day <= (each.to_on or date.max)]


def _end(record: Recorder, period: IloPeriod, day: date) -> None:
    """End a period the day before; one that began on the day never was."""
    if period.from_on == day:
        record.remove(IloPeriod, period.id)
    else:
        record.put(replace(period, to_on=day - timedelta(days=1)))


def _begin(store: Store, record: Recorder, card: KeyResult, day: date) -> None:
    """Begin a period that has no end; one of the same key result that begins later begins now."""
    still_to_end = [each for each in store.rows(IloPeriod) if day <= (each.to_on or date.max)]
    for period in still_to_end:
        if period.key_result_id != card.id:
            _make_way(store, record, period, day)
    later = min((each for each in still_to_end if each.key_result_id == card.id), key=_from, default=None)
    if later:
        record.put(replace(later, from_on=day))
        return
    needed = store.row(Objective, card.objective_id).origin == "team_need"
    record.put(IloPeriod(new_id(), card.id, day, None, "team_need" if needed else "own_interest", None))


def _from(period: IloPeriod) -> date:
    return period.from_on


def _make_way(store: Store, record: Recorder, period: IloPeriod, day: date) -> None:
    """End another key result's period if its cycle is over, for then nobody can go to it; else refuse."""
    other = store.row(KeyResult, period.key_result_id)
    cycle = store.row(Cycle, store.row(Objective, other.objective_id).cycle_id)
    if period.from_on <= day and cycle.ends_on < day:
        _end(record, period, day)
        return
    if period.from_on <= day:
        since, end_it = f"is {_ILO} since", "press i to end it"
    else:
        since, end_it = f"becomes {_ILO} on", "press i twice to take that back"
    raise Rejected(
        f"{quoted(other.title)} {since} {day_text(period.from_on)}, and there is one at a time: "
        f"go to it and {end_it}, then press i here."
    )
