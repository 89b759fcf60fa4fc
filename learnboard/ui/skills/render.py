"""How skills are drawn: of each axis the bars of self and others, a column for each round."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.skills import HIGHEST, Instrument
from learnboard.presentation.skills import (
    YOU,
    LevelCell,
    axis_levels,
    person_name,
    ranked_texts,
)
from learnboard.presentation.values import short_day
from learnboard.ui.toolkit.styles import FULL, REST, TONE_STYLES, bar
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, fitted, flow_lines, simplified

_BAR: Final = 10
"""Cells of a bar: two for each level."""
_MARK: Final = 10
_ROUND: Final = _BAR + 2 + _MARK
_GAP: Final = 2
_WIDEST_AXIS, _WIDEST_NAME = 24, 18
_MISSING: Final = "–"


class Columns(NamedTuple):
    """The cells of axes and of names, and the rounds that fit beside them, by their numbers, the oldest first."""

    axis: int
    name: int
    rounds: tuple[int, ...]

    @classmethod
    def of(cls, instrument: Instrument, people: Mapping[Id, str], width: int) -> "Columns":
        """Return the columns of an instrument in so many cells; the newest round is always there."""
        axis = min(max((cell_len(simplified(each)) for each in instrument.axes), default=0), _WIDEST_AXIS) + _GAP
        names = [cell_len(simplified(person_name(who, people))) for who in instrument.people]
        name = min(max(names, default=len(YOU)), _WIDEST_NAME) + _GAP
        count = len(instrument.rounds)
        fit = max((width - axis - name) // _ROUND, 1)
        return cls(axis, name, tuple(range(max(count - fit, 0), count)))


def heading_line(instrument: Instrument, people: Mapping[Id, str], day: date, width: int) -> Line:
    """Return the name of an instrument, and the days of its rounds over their columns."""
    columns = Columns.of(instrument, people, width)
    name = simplified(instrument.name)
    days = [fitted(short_day(instrument.rounds[place].on, day), _ROUND) for place in columns.rounds]
    if not instrument.axes:
        days = [short_day(row.on, day)] if (row := instrument.newest_own) else []
    room = max(columns.axis + columns.name, cell_len(name) + _GAP)
    return [StyledText(fitted(name, room), "heading"), StyledText("".join(days).rstrip(), "muted")]


def axis_lines(
    instrument: Instrument, axis: str, people: Mapping[Id, str], width: int, *, here: bool
) -> Sequence[Line]:
    """Return a line for each person: the axis, who it is, and their level of each round as a bar."""
    columns = Columns.of(instrument, people, width)
    lines: list[Line] = []
    for at, person in enumerate(axis_levels(instrument, axis, people, columns.rounds)):
        title = fitted(simplified(axis) if at == 0 else "", columns.axis)
        own = person.name == YOU
        line = [
            StyledText(title, "title" if here else "text"),
            StyledText(fitted(simplified(person.name), columns.name), "text" if own else "muted"),
        ]
        for cell in person.cells:
            line += _cell(cell, own=own)
        lines.append(line)
    return lines


def _cell(cell: LevelCell, *, own: bool) -> Line:
    if cell.level is None:
        return [StyledText(fitted(_MISSING, _ROUND), "rest")]
    filled = _BAR * cell.level // HIGHEST
    line = (
        bar(Fraction(cell.level, HIGHEST), None, _BAR)
        if own
        else [StyledText(FULL * filled, "muted"), StyledText(REST * (_BAR - filled), "rest")]
    )
    level = StyledText(f" {cell.level}", "text")
    return [*line, level, StyledText(fitted(f" {cell.mark.text}", _MARK), TONE_STYLES[cell.mark.tone])]


def ranked_lines(instrument: Instrument, width: int) -> Sequence[Line]:
    """Return the newest strengths in their order, with what moved since the ranking before."""
    words: list[Line] = []
    for place, (word, moved) in enumerate(ranked_texts(instrument.rounds), 1):
        mark = [StyledText(f" {moved.text}", TONE_STYLES[moved.tone])] if moved.text else []
        words.append([StyledText(f"{place} ", "muted"), StyledText(simplified(word), "text"), *mark])
    return flow_lines(words, width)
