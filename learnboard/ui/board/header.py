"""The header line: cycle, goal and its progress, learning time left, next meeting, and one notice."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import var

from learnboard.domain.board import Board
from learnboard.domain.metrics.figures import shown
from learnboard.domain.timer import Moment
from learnboard.presentation.cycles import closing_notice, cycle_notice
from learnboard.presentation.header import NO_MENTOR, hints_notice, next_meeting
from learnboard.presentation.timer import timer_notice
from learnboard.presentation.values import duration, spaced
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.mouse import SelectableText, is_typed_into
from learnboard.ui.toolkit.styles import bar
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, clicked, cut, paragraph_lines, simplified, size_of

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
_BETWEEN: Final = " · "
GOAL: Final = "goal"
CYCLE: Final = "cycle"
MEETING: Final = "meeting"
PEOPLE: Final = "people"
TIME: Final = "time"
TIMER: Final = "timer"
PROPOSALS: Final = "proposals"
HINTS: Final = "hints"
"""The parts of the line that a click opens."""


class HeaderLine(SelectableText):
    """One line that answers: where am I in the year? `opened` says what a click on a part of it does."""

    DEFAULT_CSS = """
    HeaderLine { height: 1; padding: 0 1; background: $surface; color: $foreground; }
    """
    board: var[Board] = var(Board.blank, init=False)
    hints: var[int] = var(0, init=False)
    """How many hints there are on the board."""

    def __init__(
        self,
        board: Board,
        opened: Mapping[str, Callable[[], object]] = MappingProxyType({}),
        no_goal: str = "",
        *,
        own: bool = True,
        clock: Callable[[], Moment] | None = None,
    ) -> None:
        """Show a board's line, with `no_goal` in the place of a goal that is not chosen yet.

        Shown to another reader than its owner, days are told without how far away they are, and a goal that would be
        cut is left out: `goal_lines` folds it below. With a `clock` it shows how long the timer runs, anew at each
        `tell_time`.
        """
        super().__init__()
        self._own = own
        self._no_goal = no_goal
        self._clock = clock
        self._notice = cycle_notice(board, own=own)
        self._timer = self._timer_of(board)
        self._line: Line = []
        self._opened = opened
        self.set_reactive(HeaderLine.board, board)

    def watch_board(self, old: Board, new: Board) -> None:
        """Redraw the line if it reads differently. What is said of the cycle is left alone by a change of cards."""
        if (old.cycle, old.cycles, old.day) != (new.cycle, new.cycles, new.day):
            self._notice = cycle_notice(new, own=self._own)
        self._timer = self._timer_of(new)
        self._draw()

    def watch_hints(self) -> None:
        """Redraw the line if it tells of the hints."""
        self._draw()

    def tell_time(self) -> None:
        """Show how long the timer has run by now."""
        self._timer = self._timer_of(self.board)
        self._draw()

    def _timer_of(self, board: Board) -> str:
        """How long the timer runs; on the board of a closed cycle it is more important that it can only be read."""
        closed = board.cycle is not None and board.cycle.closed
        return timer_notice(board.timer, self._clock()) if board.timer and self._clock and not closed else ""

    def _draw(self) -> None:
        old, self._line = self._line, self._header_line()
        if old != self._line:
            if self.selected is not None:
                self.unselect()
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Open what is under the pointer."""
        opened = self._opened.get(clicked(self._line, event.x - self.gutter.left))
        if opened and not is_typed_into(self.screen):
            opened()

    def on_resize(self) -> None:
        """Fit the line to the width."""
        self._draw()

    def render(self) -> RenderResult:
        """Return the line as styled text that is never parsed as markup."""
        line = self._line or self._header_line()
        return Content.assemble(*((span.text, _COLOURS.get(span.style, span.style)) for span in line))

    def _header_line(self) -> Line:
        return header_line(
            self.board, self.size.width, self._no_goal, self._notice, own=self._own, timer=self._timer, hints=self.hints
        )


def goal_lines(board: Board, width: int) -> list[Line]:
    """Return the goal, folded, where `header_line` has no room for all of it; the lines have `width` cells."""
    goal = simplified(board.chosen_goal.statement) if board.chosen_goal else ""
    line = header_line(board, width, notice=cycle_notice(board, own=False), own=False)
    told = any(span.click == GOAL and span.text == goal for span in line)
    return [] if told or not goal else paragraph_lines(goal, width, "title")


def header_line(
    board: Board,
    width: int,
    no_goal: str = "",
    notice: str = "",
    *,
    own: bool = True,
    timer: str = "",
    hints: int = 0,
) -> Line:
    """Return the header in one line of `width` cells, leaving out the least important parts first.

    `no_goal` stands in the place of a goal that is not chosen yet, and `notice` is what is said of the cycle;
    before it comes the `timer` that runs. The number of `hints` is told if nothing else is, and there is room.
    """
    right = _facts(board, notice, timer, own=own)
    while not _fit(right, width):
        right.pop(0)
    if hints and not _notices(board, notice, timer):
        told = [*right, StyledText(hints_notice(hints), "$text-muted", HINTS)]
        right = told if _fit(told, width) else right
    facts = [piece for fact in right for piece in (StyledText("   ", ""), fact)][1:]
    length = _BAR if width >= 110 else _SHORT_BAR  # noqa: PLR2004
    figures = _figures(board, length, width - size_of(facts) - _LEAST_CYCLE)
    room = width - size_of(facts) - size_of(figures)
    name = "learnboard   " if room > 60 else ""  # noqa: PLR2004
    texts = _texts(board, room - len(name) - 6, no_goal, whole=not own)
    gap = max(1, width - len(name) - size_of(texts) - 3 - size_of(figures) - size_of(facts))
    return [
        StyledText(name, "bold $primary"),
        *texts,
        StyledText("   ", ""),
        *(span._replace(click=GOAL) for span in figures),
        StyledText(" " * gap, ""),
        *facts,
    ]


def _texts(board: Board, space: int, no_goal: str, *, whole: bool) -> Line:
    """The cycle and, where there is room for enough of it, or all of it, the goal, in at most `space` cells."""
    cycle = simplified(board.cycle_context.cycle.title if board.cycle_context else "no cycle yet")
    goal = simplified(board.chosen_goal.statement) if board.chosen_goal else no_goal
    least = cell_len(f"{_BETWEEN}{goal}") if whole else _LEAST_GOAL
    if not goal or space - cell_len(cycle) < least:
        return [StyledText(cut(cycle, max(0, space)), "bold", CYCLE)]
    text = cut(f"{cycle}{_BETWEEN}{goal}", space)
    start = len(cycle) + len(_BETWEEN)
    return [
        StyledText(text[: len(cycle)], "bold", CYCLE),
        StyledText(text[len(cycle) : start], "bold"),
        StyledText(text[start:], "bold", GOAL),
    ]


def _figures(board: Board, length: int, room: int) -> Line:
    """Return the goal's bar, percentage and expected progress, in the longest form that fits."""
    if board.chosen_goal is None or not board.columns:
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


def _fit(facts: Line, width: int) -> bool:
    """Whether facts leave enough room for cycle and goal."""
    return not facts or size_of(facts) + 3 * len(facts) <= width // (3 if len(facts) > 1 else 2)


def _facts(board: Board, notice: str, timer: str, *, own: bool) -> Line:
    facts = []
    if board.minutes_left is not None:
        facts.append(StyledText(_time_left(board.minutes_left), "", TIME))
    if board.meeting:
        meeting = next_meeting(simplified(board.meeting.name), board.meeting.on, board.day, relative=own)
        facts.append(StyledText(meeting, "", MEETING))
    return [*facts, *_notices(board, notice, timer)]


def _notices(board: Board, notice: str, timer: str) -> Line:
    """The most important notice, if there is one."""
    if timer:
        return [StyledText(timer, "bold $primary", TIMER)]
    if notice:
        return [StyledText(simplified(notice), "bold $warning", CYCLE)]
    if closing := closing_notice(board):
        return [StyledText(closing, "bold $warning", PROPOSALS)]
    if board.lacks_mentor and board.cycle:
        return [StyledText(NO_MENTOR, "bold $warning", PEOPLE)]
    return [StyledText(f"{board.unanswered} to answer", "", MEETING)] if board.unanswered else []


def _time_left(minutes: int) -> str:
    return f"{duration(abs(minutes))} {'left' if minutes >= 0 else 'over'}"
