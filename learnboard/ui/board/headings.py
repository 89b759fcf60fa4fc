"""Heads and feet of columns, and what stands on an empty board, as lines of styled text."""

from collections.abc import Iterable
from typing import Final

from learnboard.domain.board import Column
from learnboard.domain.model.board_info import Settings
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.values import spaced, verdict
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.styles import state_text
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, clipped, cut, simplified, size_of, wrapped

_LOW: Final = 12
"""Lines of the board below which a column has neither foot nor a second line for its title."""
_HIGH: Final = 26
"""Lines from which on a blank line stands below a column's head."""
_HIGHEST: Final = 36
"""Lines from which on a blank one parts the columns from what stands over the board, and a second one the cards."""
_NO_CYCLE: Final = (
    "This board is empty.",
    "",
    "enter      begin with a goal, a year and a first objective",
    "O C N      or make each of them separately",
    "q          quit; “learnboard demo” shows an example year",
)
_NO_OBJECTIVES: Final = (
    "No objectives yet.",
    "",
    "N          name the first: what do you want to be able to do?",
    "O          the long-term goal they lead to",
    "?          all keys",
)
_NOTHING_SHOWN: Final = ("There are no objectives on this board.",)
NEW: Final = "n new"


class Frame(NamedTuple):
    """How many lines of a column are its head, those `above` the column among them, and its foot.

    The last lines of a head are the `air` between it and the cards.
    """

    head: int
    foot: int
    above: int = 0
    air: int = 0

    @classmethod
    def of(cls, titles: Iterable[tuple[str, int]], height: int, *, compact: bool) -> "Frame":
        """Divide columns of some lines, so that the cards of all begin on one line: after the longest of the titles.

        With each title comes its room in cells. A compact column leaves as many lines as can be to its cards.
        """
        if compact:
            return cls(2, 1)
        if height < _LOW:
            return cls(2, 0)
        most = 3 if height >= _HIGH else 2
        lines = max((len(wrapped(simplified(title), room, most)) for title, room in titles), default=1)
        above = int(height >= _HIGHEST)
        air = (height >= _HIGH) + (height >= _HIGHEST)
        return cls(above + lines + 1 + air, 1, above, air)


def lead_of(number: int) -> str:
    """Return what stands before the title of a column."""
    return f"{number} "


def heading_lines(
    number: int, column: Column, width: int, settings: Settings, *, current: bool, lines: int = 3
) -> list[Line]:
    """Return a column's head in `lines` lines: its title, on as many as it needs and there are, percentage and verdict.

    The objective's type is told in the column with the cursor, where there is room. In a head of two lines a long title
    shares the second with the figures.
    """
    lead = lead_of(number)
    style = "heading-current" if current else "title"
    room = width - len(lead)
    facts = clipped(_facts(column, settings, room, current=current), room)
    titles = wrapped(simplified(column.objective.title), room, max(2, lines - 1))
    indent = StyledText(" " * len(lead))
    head: list[Line] = [[StyledText(lead, style if current else "muted"), StyledText(titles[0], style)]]
    if len(titles) == 1:
        head.append([indent, *facts])
    elif lines > 2:  # noqa: PLR2004
        head += [*([indent, StyledText(title, style)] for title in titles[1:]), [indent, *facts]]
    else:
        facts = clipped(_facts(column, settings, room, current=False), room)
        rest = cut(titles[1], max(0, room - size_of(facts) - 1))
        gap = " " * (room - cell_len(rest) - size_of(facts))
        head.append([indent, StyledText(rest, style), StyledText(gap), *facts])
    return [*head, *([] for _ in range(lines - len(head)))]


def _facts(column: Column, settings: Settings, room: int, *, current: bool) -> Line:
    """What is said of an objective under its title: its percentage and one verdict; more where the cursor is."""
    figures, objective = column.roll_up(settings), column.objective
    told_so = objective.status == "active" or (objective.status == "closed" and column.ended)
    status = [] if told_so else [StyledText(f"{objective.status}  ", "muted")]
    if figures is None:
        verdict_line = [StyledText(styles.UNKNOWN, "muted")]
    else:
        state = state_text(verdict(figures.health, ended=column.ended))
        verdict_line = [StyledText(spaced(figures.shown), "title"), StyledText("  "), state]
    line = [*status, *verdict_line]
    kind = StyledText(f"  {objective.okr_type}", "muted")
    return [*line, kind] if current and size_of([*line, kind]) <= room else line


def foot_line(column: Column, width: int, settings: Settings, *, below: int, new: bool) -> Line:
    """Return a column's foot: how many cards are `below` the view, or how a `new` one is made; and how full it is."""
    count = len(column.cards) + column.more + column.hidden
    full = StyledText(f"{count}/{settings.max_key_results}", "warn" if count > settings.max_key_results else "muted")
    if column.hidden > 0:
        full = StyledText(f"{len(column.cards)} of {count}", "warn")
    note = StyledText(f"+ {below} more", "muted") if below else StyledText(NEW if new else "", "muted")
    line = clipped([note], width - cell_len(full.text) - 1)
    return [*line, StyledText(" " * (width - size_of(line) - cell_len(full.text))), full]


def counted(column: Column) -> tuple[int, int, int]:
    """Return what a column's foot counts."""
    return len(column.cards), column.more, column.hidden


def has_same_heading(old: Column, new: Column) -> bool:
    """Return whether two states of a column have the same heading."""
    if old.more and new.more:  # figures appear once every card is read
        return old.objective is new.objective
    return old.objective is new.objective and old.totals is new.totals and bool(old.more) == bool(new.more)


def empty_board_line(line: int, width: int, height: int, *, cycle: bool, own: bool = True) -> Line:
    """Return one line of the text in the middle of a board without columns, which says what to do next."""
    lines = (_NO_OBJECTIVES if cycle else _NO_CYCLE) if own else _NOTHING_SHOWN
    at = line - (height - len(lines)) // 2
    if not 0 <= at < len(lines):
        return []
    left = max(0, width - max(map(len, lines))) // 2
    return [StyledText(cut(" " * left + lines[at], width), "title" if at == 0 else "text")]
