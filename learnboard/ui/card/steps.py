"""Rendering of the steps of a key result, one of them under the cursor or being typed."""

from collections.abc import Sequence
from datetime import date

from learnboard.domain.model.key_results import Milestone
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.key_results import milestone_text
from learnboard.ui.toolkit.text import GAP, Line, StyledText, cell_len, heading, paragraph_lines, simplified, size_of

_DONE, _OPEN = "✓", "○"
_SIGN = 2
"""Cells of the sign before a title."""
_LEAST_TITLE = 30
"""Cells that a title needs for its dates to be beside it."""


class TypedTitle(NamedTuple):
    """A title being typed, with the caret in it: of the step at `place`, of a new one there, or of the card (None)."""

    text: str
    place: int | None = None
    new: bool = False


class StepLines(NamedTuple):
    """The lines of the steps, and the range of those of the current step."""

    lines: list[Line]
    current: range = range(0)


def step_lines(
    steps: Sequence[Milestone],
    day: date,
    width: int,
    *,
    at: int | None = None,
    typed: TypedTitle | None = None,
    own: bool = True,
) -> StepLines:
    """Return the steps in board order; `at` is the one under the cursor. If there are none, hint at the key."""
    done = sum(step.done_on is not None for step in steps)
    lines = [heading("Steps", f"{done} of {len(steps)} done" if steps else "")]
    places: list[tuple[Milestone | None, str | None]] = [(step, None) for step in steps]
    if typed and typed.place is not None:
        at = typed.place
        if typed.new:
            places.insert(at, (None, typed.text))
        else:
            places[at] = (steps[at], typed.text)
    room, beside = _columns(steps, typed, day, width)
    current = range(0)
    for place, (step, text) in enumerate(places):
        rows = _step(step, text, day, room, beside=beside, current=place == at)
        if place == at:
            current = range(len(lines), len(lines) + len(rows))
        lines += rows
    if not places:
        lines.append([StyledText("No steps yet: n adds the first." if own else "No steps yet.", "muted")])
    return StepLines(lines, current)


def _columns(steps: Sequence[Milestone], typed: TypedTitle | None, day: date, width: int) -> tuple[int, bool]:
    """Return the cells for titles, and whether dates go beside them and not below them."""
    room, most = width - _SIGN, max((size_of(_facts(step, day)) for step in steps), default=0)
    titles = [step.title for step in steps] + ([typed.text] if typed else [])
    longest = max((cell_len(simplified(title)) for title in titles), default=0)
    if not most or room - most - len(GAP) < _LEAST_TITLE:
        return room, False
    return min(max(longest, _LEAST_TITLE), room - most - len(GAP)), True


def _step(
    step: Milestone | None, typed: str | None, day: date, room: int, *, beside: bool, current: bool
) -> list[Line]:
    done = step is not None and step.done_on is not None
    sign = StyledText(f"{_DONE if done else _OPEN} ", "good" if done else "muted")
    style = "title" if current else "muted" if done else "text"
    text = typed if typed is not None else step.title if step else ""
    titles = paragraph_lines(text, room, style) or [[StyledText("")]]
    facts = _facts(step, day) if step else []
    first: Line = [sign, *titles[0]]
    if facts and beside:
        first += [StyledText(" " * (_SIGN + room + len(GAP) - size_of(first))), *facts]
    lines = [first, *([StyledText(" " * _SIGN), *title] for title in titles[1:])]
    return [*lines, [StyledText(" " * _SIGN), *facts]] if facts and not beside else lines


def _facts(step: Milestone, day: date) -> Line:
    """Return when the step was done or is due, and its weight if that is not 1."""
    text = milestone_text(step, day)
    facts = [StyledText(text.done, "muted"), StyledText(text.weight, "muted")]
    if text.due:
        # Highlight only overdue dates, since there may be many steps.
        style = "bad" if text.due.tone == "bad" else "muted" if text.done else "text"
        facts.insert(1, StyledText(text.due.text, style))
    return [part for fact in facts if fact.text for part in (StyledText(GAP[1:]), fact)][1:]
