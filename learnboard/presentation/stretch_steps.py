"""What was done to a stretch: for the status line, and for the step that can be undone."""

from collections.abc import Collection
from datetime import date

from learnboard.domain.model.growth import Stretch
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.stretches import stage_of
from learnboard.presentation.values import arrow, day_text, quoted, short_name


class StretchStep(NamedTuple):
    """A sentence for what was done, and the label of its step."""

    message: str
    label: str


def stretch_changed(before: Stretch, after: Stretch, names: Collection[str]) -> StretchStep | None:
    """What the beginning or the end of a stretch is called; None for another change."""
    name = quoted(after.title)
    if before.from_on is None and after.from_on and "from_on" in names:
        return StretchStep(f"{name} begins on {day_text(after.from_on)}.", f"begin {name}")
    if before.to_on is None and after.to_on and "to_on" in names:
        said = (after.confidence_before, after.confidence_after)
        confidence = "" if None in said else f", confidence {arrow(*map(str, said))}"
        return StretchStep(f"{name} ended on {day_text(after.to_on)}{confidence}.", f"end {name}")
    return None


def talk_kept(row: Stretch, name: str, following: date | None) -> StretchStep:
    """What keeping a talk is called."""
    after = f"; the next is due on {day_text(following)}" if following else ""
    whom = short_name(name)
    return StretchStep(
        f"Kept the talk with {whom} about {quoted(row.title)}{after}.", f"talk with {whom} about {quoted(row.title)}"
    )


def no_talk_text(row: Stretch, day: date) -> str:
    """Why there is no talk to keep about a stretch, and what to do."""
    name = quoted(row.title)
    if stage_of(row, day) != "on":
        return f"{name} is not on: talks are kept from its beginning, which is x, to its end."
    return f"{name} names nobody you trust with it: enter chooses somebody."
