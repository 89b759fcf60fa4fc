"""The day of a check-in for which none was given."""

from datetime import date

from learnboard.domain.days import ONE_DAY
from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import CheckIn
from learnboard.storage.store import Store


def check_in_day(store: Store, key_result: Id, day: date) -> date:
    """Return the day of a check-in that says none: today, or tomorrow if there is one of tomorrow already.

    That happens when a clock or a time zone went back: of today, what is told last would not count.
    """
    tomorrow = day + ONE_DAY
    return tomorrow if store.rows(CheckIn, key_result_id=key_result, on=tomorrow, limit=1) else day
