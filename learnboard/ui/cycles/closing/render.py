"""Renders the rows of a close, and says what can be done with the one under the cursor."""

from collections.abc import Mapping
from typing import Final

from learnboard.presentation.closing import score_text
from learnboard.presentation.values import HEALTH
from learnboard.ui.cycles.closing.rows import ASKED, LEFT_OUT, NOT_WANTED, CloseRow, wants_sentence
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cell_len, cut, paragraph_lines, simplified, size_of

_LEAST_BESIDE: Final = 30
"""Least cells of a row's text beside its facts; with less room the facts go below."""


def close_row_lines(row: CloseRow, width: int, offered: str, *, here: bool) -> list[Line]:
    """Return the lines of a row: `offered` says below it what its keys do."""
    lines = _beside(row, width)
    for note in filter(None, row.notes):
        if here:
            lines += paragraph_lines(note, width, _note_style(row), INDENT)
        else:
            lines.append([StyledText(INDENT), StyledText(cut(simplified(note), width - len(INDENT)), _note_style(row))])
    return [*lines, *paragraph_lines(offered, width, "accent", INDENT)] if offered else lines


def _note_style(row: CloseRow) -> str:
    return "warn" if row.tone == "warn" else "muted"


def _lead(row: CloseRow) -> StyledText:
    if row.tone == "warn":
        return StyledText(f"{HEALTH['at_risk'].sign} ", "warn")
    if row.kind not in ASKED:
        return StyledText("→ " if row.kind in ("close", "carried") else f"{HEALTH['dropped'].sign} ", "muted")
    done = HEALTH["achieved" if row.done else "pending"]
    return StyledText(f"{done.sign} ", TONE_STYLES[done.tone])


def _beside(row: CloseRow, width: int) -> list[Line]:
    lead, facts, style = _lead(row), simplified(row.facts), TONE_STYLES[row.tone]
    if row.kind == "summary":
        return paragraph_lines(row.text, width, "text", INDENT)
    text = StyledText(simplified(row.text), "muted" if row.kind in ("dropped", "already") else "text")
    room = width - cell_len(lead.text) - cell_len(facts) - 3
    if room < min(_LEAST_BESIDE, cell_len(text.text)):
        below = [StyledText(INDENT), StyledText(cut(facts, width - len(INDENT)), style)]
        return [[lead, text._replace(text=cut(text.text, width - cell_len(lead.text)))], below]
    line = [lead, text._replace(text=cut(text.text, room))]
    return [[*line, StyledText(" " * (width - size_of(line) - cell_len(facts))), StyledText(facts, style)]]


def offers(row: CloseRow, keys: Mapping[str, str]) -> str:
    """Return what can be done with a row. `keys` are the keys of the page's actions by id."""
    enter, back = keys.get("closing.settle", ""), keys.get("closing.take_back", "")
    offered = {
        "learned": f"{enter} changes it" if row.done else f"{enter} writes it down",
        "reflection": f"{enter} changes it" if row.done else f"{enter} writes it down",
        "next": f"{back} begins one" if row.facts == NOT_WANTED else f"{enter} takes it, {back} begins none",
        "close": f"{enter} closes it, in one step that can be undone",
    }
    match row.kind:
        case "score":
            return _of_score(row, enter, keys)
        case "verdict":
            names = {"closing.keep": "keeps it", "closing.change": "changes it", "closing.let_go": "lets it go"}
            return ", ".join(f"{keys[id_]} {verb}" for id_, verb in names.items() if id_ in keys)
        case "carried" if row.facts == LEFT_OUT:
            return f"{back} takes it in again"
        case "carried":
            change = f"{enter} changes the numbers, " if row.card and row.card.key_result.kind == "metric" else ""
            return f"{change}{back} leaves it out"
        case _:
            return offered.get(row.kind, "")


def _of_score(row: CloseRow, enter: str, keys: Mapping[str, str]) -> str:
    assert row.card
    computed = score_text(row.card.figures.score)
    own = f"{keys.get('closing.score', '')} or a digit begins another"
    if row.missing or (wants_sentence(row) and not row.done):
        return f"{enter} asks for the sentence, {own}"
    return f"{enter} opens it, {own}" if row.notes[0] else f"{enter} keeps {computed}, {own}"
