"""The sections of a card's page; a section without content has no lines."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.money import BudgetEntry, Evaluation
from learnboard.domain.model.people import Action
from learnboard.domain.stretches import in_stages
from learnboard.presentation.check_ins import BlockerText, blocker_spells, blocker_text, check_in_texts
from learnboard.presentation.feedback import feedback_text
from learnboard.presentation.field_changes import ChangeContext
from learnboard.presentation.history import own_history
from learnboard.presentation.ilo import ILO_NAME, learned_text, period_text
from learnboard.presentation.key_results import objective_about, objective_kind
from learnboard.presentation.requests import action_text
from learnboard.presentation.resources import entry_text
from learnboard.presentation.stretches import stretch_state
from learnboard.presentation.values import HEALTH, DatedText, dated, duration, short_day
from learnboard.service.queries.card import CardDetails
from learnboard.ui.toolkit.styles import TONE_STYLES, state_text
from learnboard.ui.toolkit.text import (
    INDENT,
    Line,
    StyledText,
    TableRow,
    cell_len,
    cut,
    heading,
    paragraph_lines,
    simplified,
    table_lines,
    table_rows,
)

_LATEST_ENTRIES: Final = 8
_COMING: Final = "not counted yet"
_LONGEST_UNIT: Final = 5
"""Cells of a unit shown behind each value; a longer one is shown once, in the heading."""


def note_lines(text: str, width: int, *, own: bool = True) -> list[Line]:
    """Return the owner's private note."""
    if not text.strip():
        return []
    return [heading("Private note", "only you" if own else ""), *paragraph_lines(text, width, indent=INDENT)]


MARK: Final = StyledText("", "mark")
"""Stands before every line of what is under the cursor."""
BLOCKER: Final = "="
"""The open blocker as what is under the cursor, among the ids of check-ins: no id has this sign."""


def _marked(lines: Sequence[Line]) -> list[Line]:
    return [[MARK, *line] for line in lines]


def check_in_lines(
    details: CardDetails, day: date, width: int, *, own: bool = True, at: Id | None = None
) -> list[Line]:
    """Return the check-ins, newest first, `at` under the cursor; if there are none, tell the owner how to make one."""
    if not details.check_ins and not details.coming:
        none = "No check-ins yet: space makes one." if own else "No check-ins yet."
        return [heading("Check-ins"), [StyledText(none, "muted")]]
    unit = simplified(details.key_result.unit)
    in_heading = cell_len(unit) > _LONGEST_UNIT
    shown = [*details.coming, *details.check_ins]
    texts = check_in_texts(shown[::-1], "" if in_heading else unit, day)[::-1]
    widest = max(cell_len(simplified(text.value)) for text in texts)
    rows = []
    for number, text in enumerate(texts):
        value = simplified(text.value)
        confidence = StyledText(text.confidence.text.replace("confidence", "conf"), TONE_STYLES[text.confidence.tone])
        cells = [StyledText(text.on, "muted"), StyledText(" " * (widest - cell_len(value)) + value), confidence]
        first = state_text(text.status) if text.status else None
        if number < len(details.coming):
            first = StyledText(_COMING if first is None else f"{_COMING}, {first.text}", "warn")
        rows.append(TableRow(cells, text.note, first))
    beside = f"in {cut(unit, width // 2)}" if in_heading and widest else ""
    groups = zip(shown, table_rows(rows, width), strict=True)
    lines = [line for row, group in groups for line in (_marked(group) if row.id == at else group)]
    return [heading("Check-ins", beside), *lines]


def blocker_lines(
    details: CardDetails, day: date, width: int, *, at: Id | None = None, relative: bool = True
) -> list[Line]:
    """Return the blocker of the latest check-in, under the cursor if that is `at` BLOCKER; then earlier blockers."""
    spells = blocker_spells(details.check_ins[::-1])[::-1]
    blockers = [
        (blocker_text(blocker, day), dated("reported", on, day).told(relative=relative)) for on, blocker in spells
    ]
    lines: list[Line] = []
    is_open = bool(details.check_ins and details.check_ins[0].blocker)
    if is_open:
        first = _blocker(*blockers[0], width, "text")
        lines = [[StyledText("In the way", "warn")], *(_marked(first) if at == BLOCKER else first)]
    past = blockers[1:] if is_open else blockers
    if past:
        lines += [[], heading("Once in the way")] if is_open else [heading("Once in the way")]
        lines += [line for text, reported in past for line in _blocker(text, reported, width, "muted")]
    return lines


def _blocker(text: BlockerText, reported: DatedText, width: int, style: str) -> list[Line]:
    return [
        *paragraph_lines(text.reason, width, style, INDENT),
        *paragraph_lines(text.next_action, width, style, INDENT),
        *paragraph_lines(reported.full, width, "muted", INDENT),
    ]


def action_lines(
    details: CardDetails, day: date, width: int, *, own: bool = True, at: Id | None = None, relative: bool = True
) -> list[Line]:
    """Return the actions, the open ones first, `at` under the cursor: how the key result is to be reached."""
    rows = [_action(details, row, day, own=own, relative=relative) for row in details.actions]
    groups = zip(details.actions, table_rows(rows, width), strict=True)
    lines = [line for row, group in groups for line in (_marked(group) if row.id == at else group)]
    return [heading("Actions"), *lines] if lines else []


def _action(details: CardDetails, row: Action, day: date, *, own: bool, relative: bool) -> TableRow:
    who = "the owner" if row.who_id == OWNER else details.names.get(row.who_id or "", "")
    text = action_text(row, who, day, mine=own and row.who_id == OWNER, relative=relative)
    facts = f"{text.who}, {dated('done', row.done_on, day).text}" if row.done_on else text.facts
    late = row.done_on is None and row.due_on is not None and row.due_on < day
    sign = StyledText(HEALTH["achieved" if row.done_on else "pending"].sign, "good" if row.done_on else "muted")
    return TableRow([sign], text.text, StyledText(simplified(facts), "warn" if late else "muted"))


def ilo_lines(details: CardDetails, day: date, width: int, *, at: Id | None = None) -> list[Line]:
    """Return when it was the Individual Learning Objective, `at` under the cursor, and what was learned by then."""
    lines: list[Line] = []
    for row in details.ilo_periods:
        text = paragraph_lines(simplified(period_text(row, details.names, day)), width, indent=INDENT)
        lines += _marked(text) if row.id == at else text
    for said in details.learned:
        lines += paragraph_lines(simplified(learned_text(said, day)), width, "muted", INDENT)
    return [heading(ILO_NAME), *lines] if lines else []


def stretch_lines(details: CardDetails, day: date, width: int) -> list[Line]:
    """Return the stretches on it, each with where it stands."""
    lines: list[Line] = []
    for row in in_stages(details.stretches, day):
        state = stretch_state(row, (), day)._replace(tone="neutral")
        lines += paragraph_lines(simplified(row.title), width, indent=INDENT)
        lines += paragraph_lines(state.text.partition(", talk due")[0], width, "muted", INDENT)
    return [heading("Stretches"), *lines] if lines else []


def learning_lines(details: CardDetails, day: date, width: int) -> list[Line]:
    """Return the time spent learning, and the latest log entries."""
    if not details.log_entries:
        return []
    latest = details.log_entries[:_LATEST_ENTRIES]
    rows = [
        TableRow([StyledText(short_day(row.on, day), "muted"), StyledText(duration(row.minutes))], row.text)
        for row in latest
    ]
    lines = [heading("Learning time", duration(details.minutes)), *table_lines(rows, width)]
    earlier = len(details.log_entries) - len(latest)
    if earlier:
        rest = details.minutes - sum(row.minutes for row in latest)
        lines.append([StyledText(f"{INDENT}and {earlier} earlier, {duration(rest)}", "muted")])
    return lines


def money_lines(details: CardDetails, day: date, width: int, *, at: Id | None = None) -> list[Line]:
    """Return the budget entries and their evaluations, `at` under the cursor."""
    lines: list[Line] = []
    for entry in details.budget_entries:
        own = [row for row in details.evaluations if row.budget_entry_id == entry.id]
        text = _entry(entry, own, day, width)
        lines += _marked(text) if entry.id == at else text
    return [heading("Money"), *lines] if lines else []


def _entry(entry: BudgetEntry, evaluations: Sequence[Evaluation], day: date, width: int) -> list[Line]:
    text = entry_text(entry, evaluations, day)
    facts = ", ".join(part for part in (text.kind, text.state.text, text.amount, text.planned) if part)
    lines = paragraph_lines(text.title, width, indent=INDENT)
    for part in (facts, *text.evaluations):
        lines += paragraph_lines(part, width, "muted", INDENT)
    return lines


def feedback_lines(details: CardDetails, day: date, width: int) -> list[Line]:
    """Return the feedback and the owner's answers."""
    lines = [line for row in details.feedback for line in _feedback(row, day, width)]
    return [heading("Feedback"), *lines] if lines else []


def _feedback(row: Feedback, day: date, width: int) -> list[Line]:
    text = feedback_text(row, day)
    return [
        *paragraph_lines(f"{text.on}  {simplified(text.heading)}", width, "muted", INDENT),
        *paragraph_lines(text.text, width, indent=INDENT),
        *paragraph_lines(text.action, width, indent=INDENT),
        *paragraph_lines(text.answer_text, width, TONE_STYLES[text.answer.tone], INDENT),
    ]


def history_lines(details: CardDetails, day: date, width: int) -> list[Line]:
    """Return the changes recorded in the journal, in local time."""
    rows = []
    row = details.key_result
    steps = own_history(details.history, row, ChangeContext(day, row.unit, details.objectives))
    for line, text in zip(details.history, steps, strict=True):
        at = line.at.astimezone()
        rows.append(TableRow([StyledText(f"{short_day(at.date(), day)} {at:%H:%M}", "muted")], text))
    return [heading("History"), *table_lines(rows, width)] if rows else []


def objective_lines(details: CardDetails, width: int) -> list[Line]:
    """Return what a reader has to know of the objective: its type, origin and who decides, and its longer texts."""
    row = details.objective
    lines = paragraph_lines(objective_kind(row), width, "muted", INDENT)
    for label, text in objective_about(row):
        lines += paragraph_lines(f"{label}: {text}", width, "text", INDENT)
    return [heading("Objective"), *lines]


def stacked(sections: Sequence[Sequence[Line]]) -> list[Line]:
    """Join sections, with a blank line between them."""
    filled = [section for section in sections if section]
    lines: list[Line] = list(filled[0]) if filled else []
    for _, section in pairwise(filled):
        lines += [[], *section]
    return lines
