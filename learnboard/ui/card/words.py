"""A key result's facts in words."""

from collections.abc import Sequence

from learnboard.domain.figures import Figures
from learnboard.domain.key_results import KeyResult, Milestone
from learnboard.domain.wording import bound_words, with_unit
from learnboard.ui.text import simplified


def kind_words(row: KeyResult, figures: Figures, steps: Sequence[Milestone]) -> str:
    """What kind of key result it is, with its numbers and how they stand."""
    now = "" if figures.value is None else f", now {figures.value}"
    match row.kind:
        case "metric":
            return f"metric, from {row.start} to {simplified(with_unit(row.target, row.unit))}{now}"
        case "maintain":
            kept = f": {figures.held.met} of {figures.held.total} {row.period}s kept" if figures.held else ""
            return f"maintain, {simplified(bound_words(row))} a {row.period}{kept}{now}"
        case "milestone":
            done = sum(step.done_on is not None for step in steps)
            return f"milestones, {done} of {len(steps)} done" if steps else "milestones"
        case "binary":
            return "done or not: done" if row.done_on else "done or not: not done yet"
        case "baseline":
            known = (
                "a number to find out"
                if figures.value is None
                else f"now {simplified(with_unit(figures.value, row.unit))}"
            )
            return f"baseline, {known}"
