"""A page with a list of rows: a cursor that stays on its row, and what the rows say."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import ClassVar, Final, Generic, Protocol, TypeVar

from learnboard.domain.model.fields import Id
from learnboard.ui.toolkit.dialog_layout import page_edge
from learnboard.ui.toolkit.keys import Move, rows_moved
from learnboard.ui.toolkit.lines_view import LaterLines, PageContent
from learnboard.ui.toolkit.page_screen import PageScreen
from learnboard.ui.toolkit.text import Line, StyledText, clipped, cut, paragraph_lines, with_margin

_MARGIN: Final = 3


class _Row(Protocol):
    @property
    def id(self) -> Id: ...


R = TypeVar("R", bound=_Row)


class RowPage(PageScreen, Generic[R]):
    """A page that lists rows in order, with the cursor on one of them, which it keeps while rows come and go.

    A subclass says which rows there are and how each is drawn; `row` is the one under the cursor.
    """

    TITLE: ClassVar[str] = ""
    ONE_LINE: ClassVar[bool] = False
    """Whether rows have one line, but for the one under the cursor: they are drawn when they come into view, and stay
    as they are until `forget_drawn` is called."""
    EMPTY: ClassVar[Sequence[str]] = ()
    """Paragraphs in the place of rows while there are none: what to press, and an example."""

    _current_id: Id | None = None
    """Id of the row that the cursor was put on last; the first row if there was none."""
    _at = 0
    _summary = 0
    """Lines of the summary while the page stands there: the cursor may be out of view below them."""
    _moved = False

    # -- what a subclass says -------------------------------------------------------------------------------------

    def rows(self) -> Sequence[R]:
        """Return the rows in order."""
        raise NotImplementedError

    def row_lines(self, row: R, width: int, *, here: bool) -> Sequence[Line]:
        """Return the lines of a row, of at most `width` cells; `here` if the cursor is on it."""
        raise NotImplementedError

    def section(self, row: R) -> str:  # noqa: ARG002 - most lists have none
        """Return the heading of the section that a row is in; rows of one section follow each other."""
        return ""

    def summary(self, width: int) -> Sequence[Line]:  # noqa: ARG002 - most lists have none
        """Return lines about all rows, which stand above the first one and scroll with it."""
        return ()

    def title_text(self) -> str:
        """Return the title of the page."""
        return self.TITLE

    def section_line(self, section: str, width: int) -> Line:  # noqa: ARG002 - it is cut to the width
        """Return the line of a section's heading."""
        return [StyledText(section, "heading")]

    def empty(self) -> Sequence[str]:
        """Return the paragraphs that stand there while there are no rows."""
        return self.EMPTY

    def head_text(self) -> str:
        """Return the text beside the title."""
        return ""

    @cached_property
    def _drawn_rows(self) -> dict[tuple[Id, int], Line]:
        return {}

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def row(self) -> R | None:
        """The row under the cursor."""
        rows = self.rows()
        return rows[self._place(rows)] if rows else None

    def _place(self, rows: Sequence[R]) -> int:
        """The place of the cursor: on its row, or where that was."""
        found = next((place for place, row in enumerate(rows) if row.id == self._current_id), None)
        self._at = max(0, min(self._at, len(rows) - 1)) if found is None else found
        return self._at

    def content(self, width: int) -> PageContent:
        """Return the rows, each in its section, under the title."""
        rows, room = self.rows(), width - 2 * _MARGIN
        place = self._place(rows)
        body: list[Line | Callable[[], Line]] = [
            with_margin(clipped(line, room), _MARGIN) for line in self.summary(room)
        ]
        places: list[int | None] = [None] * len(body)
        self._summary = 0 if self._moved else len(body)
        current, keep, before = range(0), range(0), ""
        for number, row in enumerate(rows):
            top = len(body)
            if (section := self.section(row)) != before:
                if body and body[-1]:
                    body.append([])
                body.append(partial(self._heading, section, room))
                places += [None] * (len(body) - len(places))
                before = section
            here = number == place
            own = self._row_lines(row, room, here=here)
            if here:  # the heading of a section stays in view with its first row
                current, keep = range(len(body), len(body) + len(own)), range(top, len(body) + len(own))
            body += own
            places += [number] * len(own)
        if self._summary:
            keep = range(0)
        if body and body[-1] and not rows and self.empty():
            body.append([])
        for paragraph in () if rows else self.empty():
            body += [*(with_margin(line, _MARGIN) for line in paragraph_lines(paragraph, room)), []]
        self.places = [*places, *[None] * (len(body) - len(places))]
        edge = page_edge(self.app.size.height)
        beside = self.head_text()
        title = [
            StyledText(self.title_text(), "title"),
            StyledText(cut(f"   {beside}" if beside else "", room), "muted"),
        ]
        foot = [with_margin(line, _MARGIN) for line in self.footer(width)]
        return PageContent(
            LaterLines(body), [*edge, with_margin(title, _MARGIN), []], [[], *foot, *edge], keep=keep, lifted=current
        )

    def forget_drawn(self) -> None:
        """Draw every row again: what they show has changed."""
        self._drawn_rows.clear()

    def _row_lines(self, row: R, room: int, *, here: bool) -> Sequence[Line | Callable[[], Line]]:
        """The lines of a row with their margin; of a row that fits one line, the function that draws it once."""
        if self.ONE_LINE and not here:
            return [partial(self._one_line, row, room)]
        return self._margined(row, room, here=here)

    def _one_line(self, row: R, room: int) -> Line:
        if (row.id, room) not in self._drawn_rows:
            (self._drawn_rows[row.id, room],) = self._margined(row, room, here=False)
        return self._drawn_rows[row.id, room]

    def _margined(self, row: R, room: int, *, here: bool) -> list[Line]:
        return [with_margin(clipped(line, room), _MARGIN, marked=here) for line in self.row_lines(row, room, here=here)]

    def _heading(self, section: str, room: int) -> Line:
        return with_margin(clipped(self.section_line(section, room), room), _MARGIN)

    # -- moving ---------------------------------------------------------------------------------------------------

    def action_move(self, move: Move) -> None:
        """Move the cursor; in a row that is longer than the screen, and at either end of the list, scroll first."""
        if move == "down" and self.reveal():
            return
        if (move == "down" and self._goes_on(last=True)) or (move == "up" and self._goes_on(last=False)):
            self.scroll(move)
            return
        rows = self.rows()
        place = self._place(rows)
        there = max(0, min(place + rows_moved(move), len(rows) - 1))
        if rows and there != place:
            self.go_to(rows[there].id)
        else:
            self.scroll(move)

    def reveal(self) -> bool:
        """Bring the cursor into view; return whether it was out of it, below the summary."""
        self._moved = True
        rows = self.rows()
        if not rows or not self._summary:
            return False
        last = len(self.places) - 1 - [*self.places][::-1].index(self._place(rows))
        edge = self.page.line_at(len(self.page.content.head) + self.page.view - 1)
        self._summary = 0
        if edge is None or last <= edge:
            return False
        self.redraw()
        return True

    def _goes_on(self, *, last: bool) -> bool:
        """Whether the last or the first line of the row under the cursor is out of view."""
        rows = self.rows()
        if not rows:
            return False
        place = self._place(rows)
        lines = [number for number, each in enumerate(self.places) if each == place]
        head, view = len(self.page.content.head), self.page.view
        if len(lines) <= view:
            return False
        edge = self.page.line_at(head + view - 1 if last else head)
        return edge is not None and (lines[-1] > edge if last else lines[0] < edge)

    def go_to(self, id_: Id) -> None:
        """Move the cursor to a row."""
        self._current_id, self._moved = id_, True
        self.say("")

    def row_clicked(self, place: int, *, double: bool) -> None:
        """Move the cursor to the clicked row; open it on a double click."""
        self.go_to(self.rows()[place].id)
        if double:
            self.action_open()

    def action_open(self) -> None:
        """Open the row under the cursor."""
        raise NotImplementedError
