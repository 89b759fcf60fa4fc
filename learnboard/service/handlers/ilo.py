"""The handler of the Individual Learning Objective: one key result at a time (FORMAT.md §1, ilo_periods)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from learnboard.domain.agenda import narrower
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.key_results import IloPeriod, KeyResult
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.ilo import LEARNED_QUESTION
from learnboard.presentation.messages import sentence
from learnboard.presentation.values import day_text, quoted
from learnboard.service.commands import ToggleIlo
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store

_ILO: Final = "the Individual Learning Objective"


def toggle_ilo(store: Store, command: ToggleIlo, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Make a key result the Individual Learning Objective from a day on, or end that it is.

    What was learned by its end is kept as a reflection, which at most a mentor sees, also if it was ended elsewhere.

    Raises:
        NotFound: if the key result was deleted.
        Rejected: if it was dropped, or another one is or will be the Individual Learning Objective.
        InvalidValue: if what was learned is too long.
    """
    card = store.row(KeyResult, command.key_result)
    name = quoted(card.title)
    learned = clean(command.learned or "").strip()
    if _periods_on(store, card, command.on):
        with store.step(f"end that {name} is {_ILO}") as record:
            for period in _periods_on(store, card, command.on):
                _end(record, period, command.on)
            if learned:
                record.put(_learned(card, learned, command.on))
        return HandlerResult(f"{name} is no longer {_ILO}.", record.changes, card.id)
    if learned:  # it was ended in another window while this was typed
        with store.step(f"keep what was learned from {name}") as record:
            record.put(_learned(card, learned, command.on))
        return HandlerResult(f"Kept what you learned: {name} was ended elsewhere.", record.changes, card.id)
    if command.learned is not None:
        raise Rejected(f"{name} is not {_ILO} any more: it was ended elsewhere, and nothing is changed.")
    if card.dropped_on and card.dropped_on <= command.on:
        raise Rejected(f"{name} was dropped on {day_text(card.dropped_on)}: take it up again first.")
    with store.step(f"make {name} {_ILO}") as record:
        _begin(store, record, card, command.on)
    return HandlerResult(f"{name} is now {_ILO}.", record.changes, card.id)


def _learned(card: KeyResult, text: str, day: date) -> Reflection:
    """What was learned, seen by those who see the key result, but never by more than a mentor."""
    about, seen = About("key_result", card.id), narrower(card.visibility, "mentor")
    row = Reflection(new_id(), day, OWNER, "ending", about, LEARNED_QUESTION, text, None, None, seen)
    if found := problem(row):
        raise InvalidValue(sentence(found.message))
    return row


def _periods_on(store: Store, card: KeyResult, day: date) -> list[IloPeriod]:
    return [period for period in store.rows(IloPeriod, key_result_id=card.id) if period.covers(day)]


def _end(record: Recorder, period: IloPeriod, day: date) -> None:
    """End a period the day before; delete one that began on the day."""
    if period.from_on == day:
        record.remove(IloPeriod, period.id)
    else:
        record.put(replace(period, to_on=day - timedelta(days=1)))


def _begin(store: Store, record: Recorder, card: KeyResult, day: date) -> None:
    """Begin a period without an end; a later one of the same key result begins now instead."""
    not_over = [period for period in store.rows(IloPeriod) if day <= (period.to_on or date.max)]
    for period in not_over:
        if period.key_result_id != card.id:
            _make_way(store, record, period, day)
    own = [period for period in not_over if period.key_result_id == card.id]
    if own:
        record.put(replace(min(own, key=lambda period: period.from_on), from_on=day))
        return
    needed = store.row(Objective, card.objective_id).origin == "team_need"
    record.put(IloPeriod(new_id(), card.id, day, None, "team_need" if needed else "own_interest", None))


def _make_way(store: Store, record: Recorder, period: IloPeriod, day: date) -> None:
    """End another key result's period if its cycle is over, as nobody can go there any more; else refuse."""
    other = store.row(KeyResult, period.key_result_id)
    cycle = store.row(Cycle, store.row(Objective, other.objective_id).cycle_id)
    begun = period.from_on <= day
    if begun and cycle.ends_on < day:
        _end(record, period, day)
        return
    since, way_out = f"becomes {_ILO} on", "press i twice to undo that"
    if begun:
        since, way_out = f"is {_ILO} since", "press i to end it"
    raise Rejected(
        f"{quoted(other.title)} {since} {day_text(period.from_on)}, and there is one at a time: "
        f"go to it and {way_out}, then press i here."
    )
