"""What belongs to a key result, each in a section of its own; a section without content has no lines."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from learnboard.domain.metrics.health import Health
from learnboard.domain.model.feedback import Answer, Feedback
from learnboard.domain.model.key_results import Blocker, CheckIn
from learnboard.domain.model.money import BudgetEntry, Evaluation
from learnboard.presentation.values import duration, short_day, with_unit
from learnboard.service.queries.card import CardDetails
from learnboard.ui import marks
from learnboard.ui.card.facts import confidence
from learnboard.ui.marks import HEALTH_STYLES
from learnboard.ui.toolkit.styled_text import (
    INDENT,
    Line,
    StyledText,
    TableRow,
    away,
    heading,
    paragraph_lines,
    table_lines,
)
from learnboard.ui.toolkit.text import cell_len, cut, simplified

_LAST_ENTRIES = 8
_LONGEST_UNIT = 5
"""Cells of a unit that stands behind each value; a longer one is told once."""
_ANSWERS: Final[Mapping[Answer, str]] = {
    "unanswered": "not answered yet",
    "done": "done",
    "will_do": "you will do it",
    "declined": "declined",
}
_TO_OTHERS: Final[Mapping[Answer, str]] = {**_ANSWERS, "will_do": "will do it"}


def note_lines(text: str, width: int, *, own: bool = True) -> list[Line]:
    """What the owner wrote for nobody else."""
    if not text.strip():
        return []
    return [heading("Private note", "only you" if own else ""), *paragraph_lines(text, width, indent=INDENT)]


def check_in_lines(details: CardDetails, day: date, width: int, *, own: bool = True) -> list[Line]:
    """Check-ins, the newest first; where there are none, its owner is told how to make one."""
    if not details.check_ins:
        none = "No check-ins yet: space says where it stands." if own else "No check-ins yet."
        return [heading("Check-ins"), [StyledText(none, "muted")]]
    befores = _befores(details.check_ins)
    unit = simplified(details.key_result.unit)
    beside = cell_len(unit) > _LONGEST_UNIT
    values = [
        simplified(with_unit(one.value, "" if beside else unit)) if one.value is not None else ""
        for one in details.check_ins
    ]
    widest = max(map(cell_len, values))
    rows = []
    for one, before, value in zip(details.check_ins, befores, values, strict=True):
        sure = [StyledText("")] if one.confidence is None else confidence(one.confidence, before, "conf ")
        aligned = StyledText(" " * (widest - cell_len(value)) + value)
        rows.append(TableRow([StyledText(short_day(one.on, day), "muted"), aligned, *sure], one.note, _status(one)))
    said = f"in {cut(unit, width // 2)}" if beside and widest else ""
    return [heading("Check-ins", said), *table_lines(rows, width)]


def _befores(check_ins: Sequence[CheckIn]) -> list[int | None]:
    """For each check-in the last confidence before it; newest first as they are."""
    befores: list[int | None] = []
    known: int | None = None
    for one in reversed(check_ins):
        befores.append(known)
        known = one.confidence if one.confidence is not None else known
    return befores[::-1]


def _status(check_in: CheckIn) -> StyledText | None:
    """The status its owner chose."""
    if check_in.status is None:
        return None
    chosen: Health = check_in.status
    return StyledText(f"{marks.HEALTH_SIGNS[chosen]} {marks.value_text(chosen)}", HEALTH_STYLES[chosen])


def blocker_lines(details: CardDetails, day: date, width: int) -> list[Line]:
    """What stands in the way, the latest check-in's first, then what once stood there."""
    said = [(one.on, one.blocker) for one in details.check_ins if one.blocker]
    lines: list[Line] = []
    is_open = bool(details.check_ins and details.check_ins[0].blocker)
    if is_open:
        lines = [[StyledText("In the way", "warn")], *_blocker(*said[0], day, width, "text")]
    past = said[1:] if is_open else said
    if past:
        lines += [[], heading("Once in the way")] if is_open else [heading("Once in the way")]
        lines += [line for on, blocker in past for line in _blocker(on, blocker, day, width, "muted")]
    return lines


def _blocker(on: date, blocker: Blocker, day: date, width: int, style: str) -> list[Line]:
    lines = paragraph_lines(f"{blocker.kind}: {blocker.text}", width, style, INDENT)
    due = f", by {short_day(blocker.due_on, day)}" if blocker.due_on else ""
    action = blocker.next_action.strip()
    if action or due:
        lines += paragraph_lines(f"next: {action}{due}" if action else due.removeprefix(", "), width, style, INDENT)
    return [*lines, *paragraph_lines(f"said {short_day(on, day)}, {away(on, day)}", width, "muted", INDENT)]


def learning_lines(details: CardDetails, day: date, width: int) -> list[Line]:
    """Time spent learning for it, and the last entries."""
    if not details.log_entries:
        return []
    last = details.log_entries[:_LAST_ENTRIES]
    rows = [
        TableRow([StyledText(short_day(one.on, day), "muted"), StyledText(duration(one.minutes))], one.text)
        for one in last
    ]
    lines = [heading("Learning time", duration(details.minutes)), *table_lines(rows, width)]
    more = len(details.log_entries) - len(last)
    if more:
        rest = details.minutes - sum(one.minutes for one in last)
        lines.append([StyledText(f"{INDENT}and {more} earlier, {duration(rest)}", "muted")])
    return lines


def money_lines(details: CardDetails, day: date, width: int) -> list[Line]:
    """What is or would be spent for it, and what that was worth."""
    lines: list[Line] = []
    for entry in details.budget_entries:
        own = [one for one in details.evaluations if one.budget_entry_id == entry.id]
        lines += _entry(entry, own, day, width)
    return [heading("Money"), *lines] if lines else []


def _entry(entry: BudgetEntry, evaluations: Sequence[Evaluation], day: date, width: int) -> list[Line]:
    lines = paragraph_lines(entry.title, width, indent=INDENT)
    amount = simplified(f"{entry.estimate} {entry.currency} planned")
    if entry.actual is not None:
        amount = simplified(f"{entry.actual} {entry.currency}") + f", {entry.estimate} planned"
    on = f" {short_day(entry.spent_on, day)}" if entry.spent_on else ""
    spent = f", spent{on}" if entry.state == "evaluated" and on else on
    lines += paragraph_lines(f"{entry.kind}, {entry.state}{spent}: {amount}", width, "muted", INDENT)
    for one in evaluations:
        note = f": {one.note}" if one.note.strip() else ""
        lines += paragraph_lines(f"{one.level} {one.rating} of 5{note}", width, "muted", INDENT)
    return lines


def feedback_lines(details: CardDetails, day: date, width: int, *, own: bool = True) -> list[Line]:
    """What others wrote about it, and what was answered."""
    lines: list[Line] = []
    for one in details.feedback:
        lines += _feedback(one, day, width, _ANSWERS if own else _TO_OTHERS)
    return [heading("Feedback"), *lines] if lines else []


def _feedback(one: Feedback, day: date, width: int, answers: Mapping[Answer, str]) -> list[Line]:
    on = short_day(one.written_at.astimezone().date(), day)
    lines = paragraph_lines(f"{on}  {simplified(one.author)}, {marks.value_text(one.kind)}", width, "muted", INDENT)
    lines += paragraph_lines(one.text, width, indent=INDENT)
    if one.action:
        due = f", by {short_day(one.action.due_on, day)}" if one.action.due_on else ""
        lines += paragraph_lines(f"suggests: {one.action.text}{due}", width, indent=INDENT)
    answer = answers[one.answer] + (f": {one.reply}" if one.reply.strip() else "")
    return [*lines, *paragraph_lines(answer, width, "warn" if one.answer == "unanswered" else "muted", INDENT)]


def history_lines(details: CardDetails, day: date, width: int) -> list[Line]:
    """What was done to it, as the journal tells it, in the time of this place."""
    rows = []
    for line in details.history:
        at = line.at.astimezone()
        rows.append(TableRow([StyledText(f"{short_day(at.date(), day)} {at:%H:%M}", "muted")], line.label))
    return [heading("History"), *table_lines(rows, width)] if rows else []


def stacked(sections: Sequence[Sequence[Line]]) -> list[Line]:
    """Sections one below the other, a blank line between them."""
    filled = [section for section in sections if section]
    lines: list[Line] = list(filled[0]) if filled else []
    for _, section in pairwise(filled):
        lines += [[], *section]
    return lines
