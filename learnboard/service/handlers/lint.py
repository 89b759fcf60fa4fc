"""Handlers of the hints of a board."""

from datetime import date

from learnboard.domain.model.local_values import LocalValue
from learnboard.presentation.lint import dismissed_step
from learnboard.service.dispatch import HandlerResult
from learnboard.service.growth_commands import DismissFinding
from learnboard.service.queries.lint import dismissed_name
from learnboard.storage.store import Store


def dismiss_finding(store: Store, command: DismissFinding, day: date) -> HandlerResult:
    """Dismiss a hint for good, or show it again; undoing the step does the opposite."""
    texts = dismissed_step(command.finding, dismissed=command.dismissed)
    name = dismissed_name(command.finding.id)
    with store.step(texts.label) as record:
        if command.dismissed:
            record.put(LocalValue(name, day.isoformat()))
        elif store.find(LocalValue, name):
            record.remove(LocalValue, name)
    return HandlerResult(texts.message, record.changes)
