"""The list of several people in styled lines: a line each, with as much as there is room for."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

from learnboard.domain.model.feedback import Target
from learnboard.presentation.desk import DeskOrder, DeskPerson, meeting_day, near_day, need_text
from learnboard.presentation.values import Fact, away
from learnboard.ui.mentor.people import as_of_text, refused_blocks
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, SubjectList
from learnboard.ui.toolkit.list_view import Block, BlockList, ready_block
from learnboard.ui.toolkit.styles import TONE_STYLES
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, cut, fitted, simplified, size_of

NOBODY_FOUND: Final = "Nobody matches: esc shows all again."
_NO_NAME: Final = "Somebody without a name"
UNWRITTEN: Final = "•"
"""Stands beside the name of somebody about whom something is in no feedback file yet."""
_NAME, _LONG_NAME, _ROLE = 15, 24, 20
_DAY, _WHOLE_DAY = 7, 21
"""Cells of the columns; the clause has the rest."""
_LEAST_CLAUSE: Final = 18
"""Cells of the clause below which counts and days give way: why somebody needs attention goes last."""
_WIDE, _WIDEST = 96, 120
"""Cells from which on a line has whole days, and the role too."""
_GAP: Final = "  "
_COUNTS: Final = ("I owe", "they", "unheard")
"""What is counted at the end of a line: the reader's promises, the owner's, and remarks without an answer."""


def desk_blocks(
    people: Sequence[DeskPerson],
    refused: Sequence[str],
    order: DeskOrder,
    today: date,
    width: int,
    *,
    filtered: bool = False,
) -> SubjectList:
    """Return the people in their order, a line each, then the files that were not opened."""
    blocks: list[SubjectBlock] = [
        Block(1, partial(_drawn, person, order, today, width), FeedbackSubject(Target("board", person.id), person.name))
        for person in people
    ]
    if filtered and not people:
        blocks.append(ready_block([[StyledText(NOBODY_FOUND, "muted")]]))
    problems = [person.problem for person in people if person.problem]
    return BlockList([*blocks, *refused_blocks([*problems, *refused], width)])


def desk_titles(order: DeskOrder, width: int) -> Line:
    """Return the titles of the columns."""
    days = ("next meeting", "last file") if width >= _WIDE else ("file" if order == "last_file" else "meet",)
    left = [StyledText(fitted("name", _name_width(width)), "muted")]
    return _line(left, Fact("why", "quiet"), [Fact(day, "quiet") for day in days], _COUNTS, width, "muted")


def _drawn(person: DeskPerson, order: DeskOrder, today: date, width: int) -> list[Line]:
    summary = person.summary
    counts = (len(summary.promises), summary.owed, summary.unheard) if summary else ()
    texts = [str(count) if count else "–" for count in counts] or [""] * len(_COUNTS)
    days = _days(person, order, today, width)
    return [_line(_name(person, width), need_text(person, today), days, texts, width, "text")]


def _days(person: DeskPerson, order: DeskOrder, today: date, width: int) -> list[Fact]:
    """When somebody is met, and of when their last file is; if there is room for one only, what they are sorted by."""
    summary, day = person.summary, meeting_day(person.summary, today)
    if width < _WIDE:
        return [Fact(near_day(person.as_of, today), "quiet") if order == "last_file" else day]
    if summary and (meeting := summary.next_meeting(today)):
        day = day._replace(text=f"{day.text}, {away(meeting, today)}")
    return [day, Fact(as_of_text(person.as_of, today), "quiet")]


def _name(person: DeskPerson, width: int) -> Line:
    """The name, the sign of what is in no file yet, and the role if there is room."""
    room = _name_width(width) - len(_GAP)
    sign = f" {UNWRITTEN}" if person.unwritten else ""
    longest = (room if width < _WIDEST else _LONG_NAME) - len(sign)
    line = [StyledText(cut(simplified(person.name) or _NO_NAME, longest), "title"), StyledText(sign, "warn")]
    if width >= _WIDEST:
        line.append(StyledText(" " * (_LONG_NAME - size_of(line))))
        line.append(StyledText(cut(f"{_GAP}{simplified(person.role)}", room - _LONG_NAME), "muted"))
    return [*line, StyledText(" " * (room + len(_GAP) - size_of(line)))]


def _name_width(width: int) -> int:
    """Cells of name and role, with the gap behind them."""
    return (_NAME if width < _WIDEST else _LONG_NAME + len(_GAP) + _ROLE) + len(_GAP)


def _line(left: Line, clause: Fact, days: Sequence[Fact], counts: Sequence[str], width: int, style: str) -> Line:
    """Return a line of columns: why, when, and the counts, of which the last give way where there is no room."""
    room = _DAY if width < _WIDE else _WHOLE_DAY
    right = [StyledText(_GAP + fitted(simplified(day.text), room), TONE_STYLES[day.tone]) for day in days]
    ends = (f"{text:>{cell_len(title)}}" for text, title in zip(counts, _COUNTS, strict=True))
    right.append(StyledText(f" {_GAP.join(ends)}", style))
    while right and width - size_of(left) - size_of(right) < _LEAST_CLAUSE:
        right.pop()
    rest = max(0, width - size_of(left) - size_of(right))
    return [*left, StyledText(fitted(simplified(clause.text), rest), TONE_STYLES[clause.tone]), *right]
