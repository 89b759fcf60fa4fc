"""Two goals side by side."""

from itertools import zip_longest
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.goal_search import own_answers
from learnboard.domain.model.fields import Id
from learnboard.presentation.goals import TUESDAY, side_by_side, status_label
from learnboard.service.queries.goals import GoalEntry, GoalSearch
from learnboard.ui.goals.actions import GoalActions
from learnboard.ui.goals.questions import open_tuesday
from learnboard.ui.keys.list_bindings import GOAL_PAIR
from learnboard.ui.session import Session
from learnboard.ui.toolkit.dialog_layout import page_edge
from learnboard.ui.toolkit.keys import Move
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.text import (
    CURSOR_SIGN,
    Line,
    StyledText,
    paragraph_lines,
    simplified,
    size_of,
    with_margin,
)

_MARGIN: Final = 3
_BETWEEN: Final = 4
_NOTHING: Final = "–"


class CompareScreen(GoalActions):
    """Two goals in two columns; the cursor is on one of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*GOAL_PAIR]

    def __init__(self, session: Session, search: GoalSearch, pair: tuple[Id, Id]) -> None:
        super().__init__(session)
        self._search = search
        self._pair = pair
        self._side = 1

    @property
    def entry(self) -> GoalEntry | None:
        """The goal of the column with the cursor."""
        return self._search.find(self._pair[self._side])

    @property
    def search(self) -> GoalSearch:
        """All goals, as they were read last."""
        return self._search

    def become(self, search: GoalSearch) -> None:
        """Show the two goals as they are now; go back if one of them is gone."""
        if all(search.find(goal) for goal in self._pair):
            self._search = search
            self.redraw()
        else:
            self.action_close()

    # -- showing --------------------------------------------------------------------------------------------------

    def content(self, width: int) -> PageContent:
        """Return the two columns."""
        entries = [entry for goal in self._pair if (entry := self._search.find(goal))]
        room = (width - 2 * _MARGIN - _BETWEEN) // 2
        tuesdays = [answer.text if (answer := own_answers(each.answers).get(TUESDAY.text)) else "" for each in entries]
        goals = [each.goal for each in entries]
        names = tuple(
            paragraph_lines(simplified(goal.statement), room - 2, "accent" if place == self._side else "text")
            for place, goal in enumerate(goals)
        )
        marked = [
            [
                [StyledText(f"{CURSOR_SIGN} " if place == self._side else "  ", "accent"), *line]
                for line in [*names[place], [StyledText(simplified(status_label(goal)), "muted")]]
            ]
            for place, goal in enumerate(goals)
        ]
        edge = page_edge(self.app.size.height)
        head = [*edge, *_columns(marked[0], marked[1], room), []]
        body: list[Line] = []
        for row in side_by_side(goals, tuesdays):
            sides = [paragraph_lines(text or _NOTHING, room, "text" if text else "muted", "  ") for text in row.texts]
            body += [*([[]] if body else []), with_margin([StyledText(row.label, "heading")], _MARGIN + 2)]
            body += _columns(sides[0], sides[1], room)
        foot = [with_margin(line, _MARGIN) for line in self.footer(width)]
        return PageContent(body, head, [[], *foot, *edge])

    # -- actions --------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Move the cursor to the other column, or scroll."""
        if move in ("left", "right"):
            self._side = int(move == "right")
            self.redraw()
        else:
            self.scroll(move)

    def action_write(self) -> None:
        """Write what a Tuesday in the job is like."""
        if entry := self.need_goal():
            open_tuesday(self, entry)


def _columns(left: list[Line], right: list[Line], room: int) -> list[Line]:
    """Return lines side by side, each in `room` cells."""
    lines: list[Line] = []
    for one, other in zip_longest(left, right, fillvalue=list[StyledText]()):
        gap = StyledText(" " * (room - size_of(one) + _BETWEEN))
        lines.append(with_margin([*one, gap, *other], _MARGIN))
    return lines
