"""What money was worth, as it is looked back at: what is asked, what was rated, what became a success."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from learnboard.domain.metrics.resources import spent_amount
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.money import BudgetEntry, Evaluation, Level
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.domain.worth import (
    AFTER,
    LEVELS,
    Look,
    happened_on,
    is_success,
    log_around,
    mean_rating,
    next_look,
    shared_too_early,
)
from learnboard.presentation.mentions import Mentions
from learnboard.presentation.messages import StepText
from learnboard.presentation.resources import evaluation_text
from learnboard.presentation.values import (
    DatedText,
    amount,
    away,
    dated,
    day_text,
    duration,
    full_day,
    listed,
    quoted,
    short_day,
    short_name,
    value_text,
)

if TYPE_CHECKING:
    from learnboard.domain.model.learning import LogEntry
    from learnboard.domain.model.records import Records

QUESTIONS: Final[Mapping[Level, str]] = {
    "reaction": "How was it?",
    "learning": "How much did you learn?",
    "behaviour": "Are you still using it?",
    "results": "What came of it?",
}
"""What each level asks, in a few words."""
_LOOKS: Final[Mapping[Look, str]] = {"first": "How was it?", "effect": "Are you still using it?"}
NOT_SHARED: Final = "not shared with others yet"
EXAMPLE_SHARING: Final = "a talk, an article, a lunch session"
_ORDER: Final = [level for levels in LEVELS.values() for level in levels]


class SuccessPage(NamedTuple):
    """A success as it is told to others: what it was, what it brought, and what was learned around it.

    `ratings` and `log` are a line each; texts that do not apply are empty.
    """

    title: str
    facts: str
    expected_value: str
    rating: str
    ratings: tuple[str, ...]
    time: str
    log: tuple[str, ...]
    shared: str


def rated_text(rating: Fraction) -> str:
    """The mean of ratings: `4.5 of 5`."""
    return f"{half_up(rating, 1)} of 5"


def looks_text(looks: Sequence[Look]) -> str:
    """What is asked at some looks back: `How was it? Are you still using it?`."""
    return " ".join(_LOOKS[look] for look in looks)


def due_text(entry: BudgetEntry, looks: Sequence[Look], day: date) -> DatedText | None:
    """Since when the first of the looks that are due is: `since 23 Jan`; None if none is due."""
    happened = happened_on(entry)
    return dated("since", happened + AFTER[looks[0]], day) if looks and happened else None


def cost_text(entry: BudgetEntry) -> str:
    """What an entry cost: `612.50 EUR`."""
    return amount(spent_amount(entry), entry.currency)


def purpose_text(title: str) -> str:
    """The key result that something was for: `for “Cut latency”`; empty without a title."""
    return f"for “{clean_line(title)}”" if title else ""


def next_look_text(entry: BudgetEntry, evaluations: Collection[Evaluation], day: date) -> str:
    """When the next look back is due: `look back on 20 May, in 9 days: How was it?`; empty if none is to come."""
    found = next_look(entry, evaluations, day)
    if found is None:
        return ""
    look, on = found
    return f"look back on {short_day(on, day)}, {away(on, day)}: {_LOOKS[look]}"


def shared_text(row: BudgetEntry, day: date | None) -> str:
    """How others learned from it: `shared as talk on 21 May`; empty if it was not shared.

    Without the day on which it is read, the year stands with it.
    """
    if not row.shared_as and not row.shared_on:
        return ""
    on = (short_day(row.shared_on, day) if day else day_text(row.shared_on)) if row.shared_on else ""
    on = f" on {on}" if on else ""
    return f"shared{f' as {row.shared_as.strip()}' if row.shared_as else ''}{on}"


# -- what was done ------------------------------------------------------------------------------------------------


def evaluated_text(entry: BudgetEntry, evaluations: Collection[Evaluation]) -> StepText:
    """What rating an entry is called; `evaluations` are those that it has now."""
    name, mean = quoted(entry.title), mean_rating(evaluations)
    if mean is None:
        return StepText(f"{name} is not rated any more.", f"take back what {name} was worth")
    success = ": a success" if is_success(evaluations) else ""
    return StepText(f"{name} is rated {rated_text(mean)}{success}.", f"rate {name}")


def sharing_text(entry: BudgetEntry) -> StepText:
    """What keeping how an entry was shared is called."""
    name = quoted(entry.title)
    if not entry.shared_as:
        return StepText(f"{name}: {NOT_SHARED}.", f"note that {name} was not shared")
    on = f" on {day_text(entry.shared_on)}" if entry.shared_on else ""
    return StepText(f"{name}: shared as {short_name(entry.shared_as)}{on}.", f"note how {name} was shared")


def not_spent_text(entry: BudgetEntry) -> str:
    """That an entry cannot be looked back at, and what to do, in a sentence."""
    return f"{quoted(entry.title)} is not spent: mark it spent, then look back at it."


def rated_elsewhere_text(entry: BudgetEntry, levels: Sequence[Level]) -> str:
    """That another program has rated an entry meanwhile, and what to do, in a sentence."""
    return f"{quoted(entry.title)} was rated by another program meanwhile: {listed(levels)}. Open it again to see how."


def shared_early_text(entry: BudgetEntry, on: date) -> str:
    """Why an entry cannot have been shared on a day, in a sentence; empty if it can."""
    since = shared_too_early(entry, on)
    return f"It was only on {day_text(since)}: write a day from then on." if since else ""


def shared_elsewhere_text(entry: BudgetEntry) -> str:
    """That another program has changed how an entry was shared, and what to do, in a sentence."""
    now = f"shared as {short_name(entry.shared_as)}" if entry.shared_as else NOT_SHARED
    return f"{quoted(entry.title)} was changed by another program meanwhile: {now}. Look at it again, then change it."


def no_success_text(entry: BudgetEntry, evaluations: Collection[Evaluation]) -> str:
    """Why an entry is no success, and what to do, in a sentence."""
    mean = mean_rating(evaluations)
    if mean is None:
        return f"{quoted(entry.title)} is not rated yet: from 4 of 5 on it is a success to tell."
    return f"{quoted(entry.title)} is rated {rated_text(mean)}: from 4 of 5 on it is a success to tell."


def only_yours_text(entry: BudgetEntry) -> str:
    """That an entry which only its owner sees is not copied, and what to do, in a sentence."""
    return f"Only you see {quoted(entry.title)}: let your mentor see it with p on the page that $ opens, then copy it."


# -- a success ----------------------------------------------------------------------------------------------------


def success_page(records: "Records", entry: BudgetEntry) -> SuccessPage:
    """Tell a success from records that may leave: no other text of the board is in it."""
    titled = Mentions(records).read
    evaluations = [row for row in records.evaluations if row.budget_entry_id == entry.id]
    rating, log = mean_rating(evaluations), log_around(entry, records.log_entries)
    title = next((row.title for row in records.key_results if row.id == entry.key_result_id), "")
    giver = next((row.name for row in records.people if row.id == entry.with_id), "")
    happened = happened_on(entry)
    facts = (
        value_text(entry.kind),
        f"with {short_name(giver)}" if giver else "",
        cost_text(entry),
        day_text(happened) if happened else "",
        purpose_text(title),
    )
    return SuccessPage(
        title=entry.title,
        facts=", ".join(filter(None, facts)),
        expected_value=titled(entry.expected_value),
        rating=rated_text(rating) if rating is not None else "",
        ratings=tuple(titled(evaluation_text(row)) for row in sorted(evaluations, key=_by_level)),
        time=duration(sum(row.minutes for row in log)) if log else "",
        log=tuple(titled(_log_line(row)) for row in log),
        shared=shared_text(entry, None),
    )


def _by_level(row: Evaluation) -> tuple[int, date, str]:
    return _ORDER.index(row.level), row.on, row.id


def _log_line(row: "LogEntry") -> str:
    text = row.text.strip()
    return f"{full_day(row.on)}, {duration(row.minutes)}" + (f": {text}" if text else "")
