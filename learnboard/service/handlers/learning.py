"""Handlers of the time that was agreed on."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from learnboard.domain.days import ONE_DAY
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.row_rules import ended_by
from learnboard.presentation.calendar import block_step
from learnboard.presentation.learning import pause_problem, paused_text
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.queries.learning_block import BLOCK_NAME
from learnboard.service.resource_commands import ChooseLearningBlock, PauseHours
from learnboard.storage.store import Store

if TYPE_CHECKING:
    from learnboard.storage.journal import Recorder


def pause_hours(store: Store, command: PauseHours, day: date) -> HandlerResult:  # noqa: ARG001 - as every handler
    """Leave a gap in a policy: it ends before it, and another one like it goes on after it.

    Raises:
        NotFound: if the policy was deleted.
        InvalidValue: if the pause does not lie within its days.
    """
    policy = store.row(HoursPolicy, command.policy)
    if found := pause_problem(policy, command.from_on, command.to_on):
        raise InvalidValue(found)
    texts = paused_text(policy, command.from_on, command.to_on)
    with store.step(texts.label) as record:
        policy = store.row(HoursPolicy, command.policy)
        after = replace(policy, id=new_id(policy.id), from_on=command.to_on + ONE_DAY)
        if command.from_on > policy.from_on:
            record.put(replace(policy, to_on=command.from_on - ONE_DAY))
        else:
            record.remove(HoursPolicy, policy.id)
        if after.to_on is None or after.from_on <= after.to_on:
            record.put(after)
    return HandlerResult(texts.message, record.changes, after.id)


def choose_block(store: Store, command: ChooseLearningBlock, day: date) -> HandlerResult:
    """Keep the weekly time for learning, which begins in the week of the day, or take it away."""
    texts = block_step(command.block)
    with store.step(texts.label) as record:
        if command.block:
            record.put(LocalValue(BLOCK_NAME, command.block._replace(since=day).text))
        elif store.find(LocalValue, BLOCK_NAME):
            record.remove(LocalValue, BLOCK_NAME)
    return HandlerResult(texts.message, record.changes)


def end_those_before(store: Store, record: "Recorder", policy: HoursPolicy) -> tuple[HoursPolicy, ...]:
    """Let policies that began before another one end on the day before it, and return them: one holds at a time."""
    ended = ended_by(policy, store.rows(HoursPolicy))
    record.put_all(replace(other, to_on=policy.from_on - ONE_DAY) for other in ended)
    return ended
