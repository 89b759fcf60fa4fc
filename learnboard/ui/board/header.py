"""The header line: cycle, goal and its progress, learning time left, next meeting, feedback to answer."""

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from learnboard.domain.board import Board
from learnboard.domain.metrics.figures import shown
from learnboard.presentation.values import duration, next_meeting, spaced
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.styles import bar
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, cut, simplified, size_of

_COLOURS = {
    "bar": "$primary",
    "rest": "$foreground-disabled",
    "mark": "$foreground",
    "mark-full": "$background on $primary",
}
_BAR = 16
_SHORT_BAR = 8
_LEAST_GOAL = 16
_LEAST_CYCLE = 8


class HeaderLine(Widget):
    """One line that shows where the user is in the year."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    HeaderLine { height: 1; padding: 0 1; background: $surface; color: $foreground; }
    """
    board: var[Board] = var(Board.blank, init=False)

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._line: Line = []
        self.set_reactive(HeaderLine.board, board)

    def watch_board(self) -> None:
        """Redraw the line if it reads differently."""
        self._draw()

    def _draw(self) -> None:
        old, self._line = self._line, header_line(self.board, self.size.width)
        if old != self._line:
            self.refresh()

    def on_resize(self) -> None:
        """Fit the line to the width."""
        self._draw()

    def render(self) -> RenderResult:
        """Return the line as styled text that is never parsed as markup."""
        line = self._line or header_line(self.board, self.size.width)
        return Content.assemble(*((span.text, _COLOURS.get(span.style, span.style)) for span in line))


def header_line(board: Board, width: int) -> Line:
    """Return the header in one line of `width` cells, leaving out the least important parts first."""
    right = _facts(board)
    while right and sum(cell_len(fact) + 3 for fact in right) > width // 3:
        right.pop(0 if len(right) > 1 else -1)
    facts = "   ".join(right)
    length = _BAR if width >= 110 else _SHORT_BAR  # noqa: PLR2004
    figures = _figures(board, length, width - cell_len(facts) - _LEAST_CYCLE)
    room = width - cell_len(facts) - size_of(figures)
    name = "learnboard   " if room > 60 else ""  # noqa: PLR2004
    cycle = board.cycle_context.cycle.title if board.cycle_context else "no cycle yet"
    goal = board.goal.statement if board.goal else ""
    space = room - len(name) - 6
    text = simplified(f"{cycle} · {goal}" if goal and space - cell_len(cycle) >= _LEAST_GOAL else cycle)
    text = cut(text, max(0, space))
    gap = max(1, width - len(name) - cell_len(text) - 3 - size_of(figures) - cell_len(facts))
    return [
        StyledText(name, "bold $primary"),
        StyledText(text, "bold"),
        StyledText("   ", ""),
        *figures,
        StyledText(" " * gap + facts, ""),
    ]


def _figures(board: Board, length: int, room: int) -> Line:
    """Return the goal's bar, percentage and expected progress, in the longest form that fits."""
    if board.goal is None or not board.columns:
        return []
    figures = board.goal_figures()
    if figures is None:
        return [*bar(None, None, length), StyledText(f" {styles.UNKNOWN}", "")]
    percent = StyledText(f" {spaced(shown(figures.progress))}", "")
    drawn = [*bar(figures.progress, figures.expected, length), percent]
    ways = [drawn, [percent]]
    if figures.expected is not None:
        ways.insert(0, [*drawn, StyledText(f", expected {spaced(shown(figures.expected))}", "")])
    return next((way for way in ways if size_of(way) <= room), [])


def _facts(board: Board) -> list[str]:
    facts = []
    if board.minutes_left is not None:
        facts.append(_time_left(board.minutes_left))
    if board.meeting:
        facts.append(next_meeting(simplified(board.meeting.name), board.meeting.on, board.day))
    if board.unanswered:
        facts.append(f"{board.unanswered} to answer")
    return facts


def _time_left(minutes: int) -> str:
    return f"{duration(abs(minutes))} {'left' if minutes >= 0 else 'over'}"
