"""Handlers of the timer of learning time."""

from dataclasses import replace
from datetime import date

from learnboard.domain.days import weekday_of
from learnboard.domain.errors import Rejected
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.timer import TIMER, RunningTimer
from learnboard.presentation.learning import left_text, log_name, logged_text, started_text, stopped_text
from learnboard.presentation.timer import STOPPED_ELSEWHERE, running_text
from learnboard.service.dispatch import HandlerResult
from learnboard.service.handlers.rows import check_fits, normalize
from learnboard.service.queries.board import minutes_left_on, running_timer
from learnboard.service.queries.timer import subject_of
from learnboard.service.resource_commands import StartTimer, StopTimer
from learnboard.storage.store import Store


def start_timer(store: Store, command: StartTimer, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Start the timer.

    Raises:
        NotFound: if the key result was deleted.
        Rejected: if a timer runs.
    """
    title = store.row(KeyResult, command.key_result).title if command.key_result else ""
    texts = started_text(title)
    with store.step(texts.label) as record:
        if running := running_timer(store):
            raise Rejected(running_text(subject_of(store, running.key_result).title))
        record.put(LocalValue(TIMER, RunningTimer(command.at, command.key_result).text))
    return HandlerResult(texts.message, record.changes, command.key_result)


def stop_timer(store: Store, command: StopTimer, day: date) -> HandlerResult:
    """Stop the timer and log its entry, if it has one; for no key result if that was deleted meanwhile.

    Raises:
        Rejected: if the timer was stopped, or another one started, meanwhile.
        InvalidValue: if the board cannot hold the entry.
    """
    entry = command.entry
    subject = subject_of(store, entry.key_result_id if entry else command.timer.key_result)
    if entry:
        entry = normalize(replace(entry, key_result_id=subject.key_result))
        check_fits(store, entry)
    texts = logged_text(log_name(entry, subject.title, day)) if entry else stopped_text(subject.title)
    with store.step(texts.label) as record:
        if running_timer(store) != command.timer:
            raise Rejected(STOPPED_ELSEWHERE)
        record.remove(LocalValue, TIMER)
        if entry:
            record.put(entry)
        left = minutes_left_on(store, day) if entry and weekday_of(entry.on, 0) == weekday_of(day, 0) else None
    message = texts.message if left is None else f"{texts.message} {left_text(left)}"
    return HandlerResult(message, record.changes, entry.id if entry else None)
