"""Renders the rows of a review, and says what can be done with the one under the cursor."""

from collections.abc import Mapping
from typing import Final

from learnboard.presentation.values import HEALTH
from learnboard.ui.review.rows import ReviewRow
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cell_len, cut, paragraph_lines, simplified, size_of

_LEAST_BESIDE: Final = 30
"""Least cells of a row's text beside its facts; with less room the facts go below."""
_ANSWERED: Final = ("verdict", "objective")


def review_row_lines(row: ReviewRow, width: int, offered: str, *, here: bool) -> list[Line]:
    """Return the lines of a row: `offered` says below it what its keys do."""
    lines = _beside(row, width)
    for note, tone in row.notes:
        if here or row.kind == "answer":
            lines += paragraph_lines(note, width, TONE_STYLES[tone], INDENT)
        else:
            lines.append(
                [StyledText(INDENT), StyledText(cut(simplified(note), width - len(INDENT)), TONE_STYLES[tone])]
            )
    return [*lines, *paragraph_lines(offered, width, "accent", INDENT)] if offered else lines


def _lead(row: ReviewRow) -> StyledText:
    if row.kind == "card":
        return StyledText(f"{row.sign or HEALTH['dropped'].sign} ", TONE_STYLES[row.tone])
    if row.kind in _ANSWERED:
        done = HEALTH["achieved" if row.done else "pending"]
        return StyledText(f"{done.sign} ", TONE_STYLES[done.tone])
    return StyledText("→ " if row.kind == "record" else INDENT, "muted")


def _beside(row: ReviewRow, width: int) -> list[Line]:
    if row.kind == "waiting":
        return paragraph_lines(row.text, width, "muted", INDENT)
    lead, facts = _lead(row), simplified(row.facts)
    style = "muted" if row.tone == "quiet" else "text"
    text = StyledText(simplified(row.text), "text")
    room = width - cell_len(lead.text) - cell_len(facts) - 3
    if room < min(_LEAST_BESIDE, cell_len(text.text)):
        below = [StyledText(INDENT), StyledText(cut(facts, width - len(INDENT)), style)]
        return [[lead, text._replace(text=cut(text.text, width - cell_len(lead.text)))], below]
    line = [lead, text._replace(text=cut(text.text, room))]
    return [[*line, StyledText(" " * (width - size_of(line) - cell_len(facts))), StyledText(facts, style)]]


def offers(row: ReviewRow, keys: Mapping[str, str]) -> str:
    """Return what can be done with a row. `keys` are the keys of the page's actions by id."""
    enter, invite = keys.get("review.settle", ""), keys.get("review.invite", "")
    if row.kind == "verdict":
        names = {"review.keep": "keeps it", "review.change": "changes it", "review.let_go": "lets it go"}
        return ", ".join(f"{keys[id_]} {verb}" for id_, verb in names.items() if id_ in keys)
    offered = {
        "card": f"{enter} opens its form",
        "objective": f"{enter} goes there",
        "invited": f"{invite} invites, and writes a file and a page for each",
        "notes": f"{enter} changes it" if row.notes else f"{enter} writes it down",
        "record": f"{enter} records it, in one step that can be undone",
    }
    return offered.get(row.kind, "")
