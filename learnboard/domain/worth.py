"""What money was worth, looked back at: when to look, at what, and what became a success (FORMAT.md §2, "money")."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from learnboard.domain.dates import parse_day
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.money import BudgetEntry, Evaluation, Level
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean_line

if TYPE_CHECKING:
    from learnboard.domain.model.learning import LogEntry

Look: TypeAlias = Literal["first", "effect"]
"""A look back: how it was, two weeks after it; what is left of it, two months after it."""
LEVELS: Final[Mapping[Look, tuple[Level, Level]]] = {
    "first": ("reaction", "learning"),
    "effect": ("behaviour", "results"),
}
"""What is rated at each look, in Kirkpatrick's order."""
AFTER: Final[Mapping[Look, timedelta]] = {"first": timedelta(days=14), "effect": timedelta(days=60)}
SPENT: Final = ("spent", "evaluated")
"""The states of entries that can be looked back at."""
_SUCCESS: Final = 4
_LOG_BEFORE: Final = timedelta(days=14)
_MARKED_DAY: Final = pattern(r"(?:^|(?<=\s))@ ?(?P<day>[^@]*)$")


def happened_on(entry: BudgetEntry) -> date | None:
    """Return the day from which a look back is counted: when it happened, else when it was paid."""
    return entry.happens_on or entry.spent_on


def look_days(entry: BudgetEntry, evaluations: Collection[Evaluation]) -> dict[Look, date]:
    """Return from which day on each look back at an entry is due, of those that are still to be made.

    The first is to be made without any evaluation, the second without one of behaviour or results; `evaluations` are
    those of the entry. There is none at what is not spent or has no day.
    """
    happened = happened_on(entry)
    if entry.state not in SPENT or happened is None:
        return {}
    made: dict[Look, bool] = {
        "first": bool(evaluations),
        "effect": any(row.level in LEVELS["effect"] for row in evaluations),
    }
    return {look: happened + after for look, after in AFTER.items() if not made[look]}


def due_looks(entry: BudgetEntry, evaluations: Collection[Evaluation], day: date) -> tuple[Look, ...]:
    """Return the looks back that are due on a day."""
    return tuple(look for look, on in look_days(entry, evaluations).items() if on <= day)


def next_look(entry: BudgetEntry, evaluations: Collection[Evaluation], day: date) -> tuple[Look, date] | None:
    """Return the look back that becomes due after a day, and when; None if none does."""
    days = look_days(entry, evaluations).items()
    return next(((look, on) for look, on in days if on > day), None)


def levels_asked(entry: BudgetEntry, evaluations: Collection[Evaluation], day: date) -> tuple[Level, ...]:
    """Return the levels to ask for: those of the looks that are due, then those that were rated and can be corrected.

    Where there are none, those of the first look, as a look back may come early.
    """
    due = [level for look in due_looks(entry, evaluations, day) for level in LEVELS[look]]
    rated = {row.level for row in evaluations}
    due += [level for levels in LEVELS.values() for level in levels if level in rated and level not in due]
    return tuple(due) or LEVELS["first"]


def latest_of(evaluations: Iterable[Evaluation]) -> dict[Level, Evaluation]:
    """Return the latest evaluation at each level."""
    return {row.level: row for row in sorted(evaluations, key=lambda row: (row.on, row.id))}


def mean_rating(evaluations: Collection[Evaluation]) -> Fraction | None:
    """Return the mean of all ratings, 1 to 5; None without one."""
    return Fraction(sum(row.rating for row in evaluations), len(evaluations)) if evaluations else None


def is_success(evaluations: Collection[Evaluation]) -> bool:
    """Whether the mean of an entry's ratings is 4 or more."""
    rating = mean_rating(evaluations)
    return rating is not None and rating >= _SUCCESS


def log_around(entry: BudgetEntry, log: "Iterable[LogEntry]") -> "Sequence[LogEntry]":
    """Return the learning that belongs to an entry, the oldest first.

    That is what was logged for its key result from its proposal, or two weeks before it, to the look at its effect.
    """
    happened = happened_on(entry)
    if happened is None or entry.key_result_id is None:
        return ()
    first = happened - _LOG_BEFORE
    first = min(first, entry.proposed_on or first)
    found = (row for row in log if row.key_result_id == entry.key_result_id)
    around = [row for row in found if first <= row.on <= happened + AFTER["effect"]]
    return sorted(around, key=lambda row: (row.on, row.id))


def shared_too_early(entry: BudgetEntry, on: date) -> date | None:
    """Return when something was spent or happened, the earlier of both, if it would have been shared before that."""
    known = [each for each in (entry.happens_on, entry.spent_on) if each]
    return min(known) if known and on < min(known) else None


def read_sharing(line: str, day: date) -> tuple[str, date]:
    """Return how something was shared, and on which day: `talk @thu`; without a day behind an `@` it was on `day`.

    Raises:
        InvalidValue: if what stands behind the `@` is no day, or one that is still to come.
    """
    text, on = clean_line(line), day
    if found := _MARKED_DAY.search(text):
        try:
            on = parse_day(found["day"].strip(), day, past=True)
        except InvalidValue:
            raise InvalidValue("What stands behind @ is no day: write one, as in @fri or @21 may.") from None
        if on > day:
            raise InvalidValue("That day is still to come: write how it was shared once it was.")
        text = text[: found.start()].strip(" ,")
    return text, on
