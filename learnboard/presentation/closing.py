"""What the close of a cycle asks and tells."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.closing import SWEET_SPOT, CarriedRows, OwnScore, ScoreSummary
from learnboard.domain.metrics.rounding import half_up
from learnboard.domain.model.fields import Verdict
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.cycles import REOPENS, cycle_days
from learnboard.presentation.key_results import key_result_text
from learnboard.presentation.labels import count_text
from learnboard.presentation.values import (
    arrow,
    away,
    bound_text,
    count_of,
    day_text,
    is_yes_or_no,
    listed,
    quoted,
    with_unit,
)

_PLACES: Final = 2
_CARRIED: Final = ("objectives", "key_results")
VERDICTS: Final[Mapping[Verdict, str]] = {"keep": "keep", "change": "change", "let_go": "let go"}
"""What the verdicts on an objective are called."""
DOES_IT_GO_ON: Final = "Does it go on?"
LEARNED: Final = "What did you learn?"
REFLECTION: Final = "What was it like, and what would you tell yourself at its beginning?"
NO_CYCLE: Final = "There is no cycle to close yet: C lists the cycles, and n there makes one."


def score_text(score: Fraction | None) -> str:
    """A score with two decimals; `–` for none."""
    return "–" if score is None else half_up(score, _PLACES)


def came_to(card: Card, day: date) -> str:
    """What a key result came to: `610 ms`, `2 of 5 steps`, `kept in 5 of 6 months`, `not done`."""
    text = key_result_text(card, day)
    if is_yes_or_no(card.key_result.kind):
        return ", ".join(each for each in (text.value, text.reached) if each)
    return text.kept or text.value or text.reached


def scores_text(card: Card, own: OwnScore) -> str:
    """The computed score, and the own one where there is one: `0.53 → 0.60`."""
    return arrow(score_text(card.figures.score), None if own.score is None else score_text(own.score.fraction))


def summary_texts(summary: ScoreSummary) -> tuple[str, ...]:
    """What the scores say, committed and aspirational objectives apart."""
    texts = []
    if summary.committed is not None:
        texts.append(f"Committed {score_text(summary.committed)}: meant to be reached in full.")
    if summary.aspirational is not None:
        texts.append(f"Aspirational {score_text(summary.aspirational)}: {_aspirational(summary)}")
    return tuple(texts) or ("Nothing has a score yet.",)


def _aspirational(summary: ScoreSummary) -> str:
    low, high = (half_up(end, 1) for end in SWEET_SPOT)
    if summary.too_easy:
        return f"1.0 everywhere means that it was too easy. Aim further next time: {low} to {high} is the sweet spot."
    if summary.in_sweet_spot:
        return f"in the sweet spot of {low} to {high}, far enough to stretch and near enough to move."
    return f"the sweet spot is {low} to {high}."


def goes_on_text(row: KeyResult, steps: int) -> str:
    """What a key result is to reach in the next cycle: `from 610 to 400 ms`, `at most 5 incidents`, `2 open steps`."""
    match row.kind:
        case "metric":
            return f"from {row.start} to {with_unit(row.target, row.unit)}"
        case "maintain":
            return bound_text(row)
        case "milestone":
            return count_of(steps, "open step")
        case _:
            return "as it is"


def not_over_question(cycle: Cycle, day: date) -> str:
    """The question before a cycle is closed that has not ended."""
    return f"{quoted(cycle.title)} ends {away(cycle.ends_on, day)}. Close it today?"


def already_closed(cycle: Cycle) -> str:
    """Why a closed cycle cannot be closed."""
    closed = f"has been closed since {day_text(cycle.closed_on)}" if cycle.closed_on else "is closed already"
    return f"{quoted(cycle.title)} {closed}: {REOPENS}."


def reason_wanted(row: KeyResult, own: OwnScore) -> str:
    """Which sentence is missing about a score."""
    if own.score is not None:
        return f"Say in a sentence why {quoted(row.title)} scores {score_text(own.score.fraction)}."
    return f"{quoted(row.title)} was committed and is below 1.00: say in a sentence how that came."


def same_numbers(row: KeyResult) -> str:
    """Why a metric cannot go on from a start that is its target."""
    start = with_unit(row.start, row.unit)
    return f"{quoted(row.title)} would start at its target, {start}: choose another target."


def closed_message(cycle: Cycle, following: Cycle | None, carried: CarriedRows, missing: Mapping[str, int]) -> str:
    """What closing a cycle did; `missing` counts rows by their table that were answered, but are no longer in it."""
    texts = [f"Closed {quoted(cycle.title)}."]
    if following:
        name, rows = quoted(following.title), (carried.objectives, carried.key_results)
        counts = [count_text(table, len(found)) for table, found in zip(_CARRIED, rows, strict=True) if found]
        verb = "goes on" if sum(map(len, rows)) == 1 else "go on"
        texts.append(f"{listed(counts)} {verb} in {name}, as drafts." if counts else f"{name} is next.")
    if left := [count_text(table, count) for table, count in missing.items() if count]:
        texts.append(f"Left out, as no longer there: {listed(left)}.")
    return " ".join(texts)


def next_text(cycle: Cycle) -> str:
    """The next cycle in words: `2027, 1 Jan 2027 to 31 Dec 2027`."""
    return f"{cycle.title}, {cycle_days(cycle)}"


def open_count(left: int, whole: int) -> str:
    """How much is not answered yet: `5 of 21 not answered yet`."""
    return f"{left} of {whole} not answered yet" if left else "Everything is answered."
