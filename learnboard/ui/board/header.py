"""The header: cycle, goal and its progress, learning time left, next meeting, and one notice; one line, if it can."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from textual import events
from textual.reactive import var

from learnboard.domain.board import Board
from learnboard.domain.metrics.figures import GoalFigures, shown
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.timer import Moment
from learnboard.presentation.cycles import cycle_notice, review_notice
from learnboard.presentation.header import NO_MENTOR, closing_notice, hints_notice, next_meeting
from learnboard.presentation.timer import timer_notice
from learnboard.presentation.values import duration, spaced
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.mouse import is_typed_into
from learnboard.ui.toolkit.styled_lines import StyledLines
from learnboard.ui.toolkit.styles import bar
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, clicked, cut, paragraph_lines, simplified, size_of

_BAR = 16
_BAR_STYLE = "muted"
_SHORT_BAR = 8
_LEAST_GOAL = 16
_LEAST_CYCLE = 8
_LEAST_FIGURES = len(" 100 %")
_MOST_GOAL_LINES = 6
_FOR_GOAL = 78
"""Cells from which on a goal that is too long for the line stands whole below it."""
_BETWEEN: Final = " · "
_GAPS: Final = 6
"""Cells between cycle and goal, figures, and facts."""
GOAL: Final = "goal"
CYCLE: Final = "cycle"
MEETING: Final = "meeting"
PEOPLE: Final = "people"
TIME: Final = "time"
TIMER: Final = "timer"
PROPOSALS: Final = "proposals"
HINTS: Final = "hints"
REVIEW: Final = "review"
"""The parts of the line that a click opens."""
_CYCLE_OF: Final = attrgetter("cycle", "cycles", "day", "closing", "review")
_FACTS_OF: Final = attrgetter("minutes_left", "meeting", "lacks_mentor", "unanswered")
"""What is said of a board beside its figures follows from these; they are left alone by a change of cards."""


class HeaderFacts(NamedTuple):
    """What stands beside the figures: time left and the next meeting, then at most one notice."""

    facts: Line
    notice: Line


class HeaderLine(StyledLines):
    """One line that answers: where am I in the year? A goal that has no room in it stands whole below.

    `opened` says what a click on a part of it does.
    """

    DEFAULT_CSS = """
    HeaderLine { height: 1; padding: 0 1; background: $background; color: $foreground; }
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

        Shown to another reader than its owner, days are told without how far away they are. With a `clock` it shows how
        long the timer runs, anew at each `tell_time`.
        """
        super().__init__()
        self._own = own
        self._no_goal = no_goal
        self._clock = clock
        self._notices = notices_of(board, own=own)
        self._timer = self._timer_of(board)
        self._facts = header_facts(board, (*self._timer, *self._notices), own=own)
        self._lines: list[Line] = []
        self._opened = opened
        self.set_reactive(HeaderLine.board, board)

    def watch_board(self, old: Board, new: Board) -> None:
        """Redraw the line if it reads differently."""
        timer, self._timer = self._timer, self._timer_of(new)
        if _CYCLE_OF(old) != _CYCLE_OF(new):
            self._notices = notices_of(new, own=self._own)
        if (timer, _CYCLE_OF(old), _FACTS_OF(old)) != (self._timer, _CYCLE_OF(new), _FACTS_OF(new)):
            self._facts = header_facts(new, (*self._timer, *self._notices), own=self._own)
        self._draw()

    def watch_hints(self) -> None:
        """Redraw the line if it tells of the hints."""
        self._draw()

    def tell_time(self) -> None:
        """Show how long the timer has run by now."""
        self._timer = self._timer_of(self.board)
        self._facts = header_facts(self.board, (*self._timer, *self._notices), own=self._own)
        self._draw()

    def _timer_of(self, board: Board) -> Line:
        """How long the timer runs; on the board of a closed cycle it is more important that it can only be read."""
        if board.timer is None or self._clock is None or (board.cycle and board.cycle.closed):
            return []
        return [StyledText(timer_notice(board.timer, self._clock()), "heading-current", TIMER)]

    def _draw(self) -> None:
        old, self._lines = self._lines, self._header_lines(self.size.width)
        if old != self._lines:
            if self.selected is not None:
                self.unselect()
            self.refresh()
            if len(self._lines) != max(1, len(old)):
                self.styles.height = len(self._lines)  # an automatic height has all painted anew with each blink

    def on_click(self, event: events.Click) -> None:
        """Open what is under the pointer."""
        lines = self._lines or [[]]
        line = lines[min(event.y, len(lines) - 1)]
        opened = self._opened.get(clicked(line, event.x - self.gutter.left))
        if opened and not is_typed_into(self.screen):
            opened()

    def on_resize(self) -> None:
        """Fit the line to the width."""
        self._draw()

    def lines(self) -> list[Line]:
        """Return the line, and those below it."""
        return self._lines or self._header_lines(self.size.width)

    def _header_lines(self, width: int) -> list[Line]:
        line = header_line(self.board, width, self._facts, self._no_goal, own=self._own, hints=self.hints)
        # A narrow terminal needs its lines for the board: O shows the goal there.
        return [line, *goal_lines(self.board, line, width)] if width >= _FOR_GOAL or not self._own else [line]


def goal_lines(board: Board, line: Line, width: int) -> list[Line]:
    """Return the goal, folded, where the header's line has no room for it; the lines have `width` cells."""
    goal = simplified(board.chosen_goal.statement) if board.chosen_goal else ""
    if not goal or has_goal(board, line):
        return []
    folded = paragraph_lines(goal, width, "title")[:_MOST_GOAL_LINES]
    return [[span._replace(click=GOAL) for span in row] for row in folded]


def notices_of(board: Board, *, own: bool = True) -> Line:
    """Return what is said of the cycle, an open proposal and a review, as far as there is something, in their order."""
    said = (
        (cycle_notice(board, own=own), CYCLE),
        (closing_notice(board), PROPOSALS),
        (review_notice(board), REVIEW),
    )
    return [StyledText(simplified(text), "notice", opens) for text, opens in said if text]


def header_facts(board: Board, notices: Sequence[StyledText] = (), *, own: bool = True) -> HeaderFacts:
    """Return what is said beside the figures; only the first of the `notices` and of what the board itself asks for."""
    facts = []
    if board.minutes_left is not None:
        facts.append(StyledText(_time_left(board.minutes_left), "text", TIME))
    if board.meeting:
        meeting = next_meeting(simplified(board.meeting.name), board.meeting.on, board.day, relative=own)
        facts.append(StyledText(meeting, "text", MEETING))
    return HeaderFacts(facts, [*notices, *_asked(board)][:1])


def header_line(
    board: Board, width: int, said: HeaderFacts, no_goal: str = "", *, own: bool = True, hints: int = 0
) -> Line:
    """Return the header in one line of `width` cells, leaving out the least important parts first.

    On the right stands as much as fits of what is `said` beside the figures, the time left before the meeting. Of a
    notice only what stands before its comma is left where the rest would take a fact's or the goal's place. The number
    of `hints` stands there if there is no notice, and room. `no_goal` stands in the place of a goal that is not chosen
    yet.
    """
    figures = board.goal_figures() if board.chosen_goal and board.columns else None
    lines = (
        _line(board, width, no_goal, right, figures, own=own)
        for right in _sides(said, hints)
        if _fit(board, right, width, whole=width >= _FOR_GOAL or not own)
    )
    first = None
    for line in lines:
        if has_goal(board, line, no_goal):
            return line
        first = first or line
    return first or _line(board, width, no_goal, [], figures, own=own)


def _sides(said: HeaderFacts, hints: int) -> Iterator[Line]:
    """What can stand on the right, the best first: without time left only where nothing else helps."""
    short = [notice._replace(text=notice.text.partition(", ")[0]) for notice in said.notice]
    if hints and not said.notice:
        yield [*said.facts, StyledText(hints_notice(hints), "muted", HINTS)]
    for count in range(len(said.facts), -1, -1):
        yield [*said.facts[:count], *said.notice]
        if short != said.notice:
            yield [*said.facts[:count], *short]


def has_goal(board: Board, line: Line, no_goal: str = "") -> bool:
    """Whether all of the goal stands in a line, or all of what stands in its place."""
    goal = _cycle_and_goal(board)[1] or no_goal
    return not goal or any(span.click == GOAL and span.text == goal for span in line)


def _line(board: Board, width: int, no_goal: str, right: Line, known: GoalFigures | None, *, own: bool) -> Line:
    facts = [piece for fact in right for piece in (StyledText("   "), fact)][1:]
    length = _BAR if width >= 110 else _SHORT_BAR  # noqa: PLR2004
    free = width - size_of(facts)
    figures = _figures(board, known, length, free)
    room = free - size_of(figures)
    name = "learnboard   " if room > 60 else ""  # noqa: PLR2004
    texts = _texts(board, room - len(name) - _GAPS, no_goal, whole=width >= _FOR_GOAL or not own)
    gap = max(1, width - len(name) - size_of(texts) - 3 - size_of(figures) - size_of(facts))
    return [
        StyledText(name, "heading-current"),
        *texts,
        StyledText("   "),
        *(span._replace(click=GOAL) for span in figures),
        StyledText(" " * gap),
        *facts,
    ]


def _cycle_and_goal(board: Board) -> tuple[str, str]:
    """What the two are called; without a goal that is empty."""
    cycle = simplified(board.cycle_context.cycle.title if board.cycle_context else "no cycle yet")
    return cycle, simplified(board.chosen_goal.statement) if board.chosen_goal else ""


def _texts(board: Board, space: int, no_goal: str, *, whole: bool) -> Line:
    """The cycle and, where there is room for enough of it, the goal, in at most `space` cells.

    A goal is cut unless it is to be `whole`; what stands in the place of one always is.
    """
    cycle, chosen = _cycle_and_goal(board)
    goal = chosen or no_goal
    least = cell_len(f"{_BETWEEN}{goal}") if chosen and whole else _LEAST_GOAL
    if not goal or space - cell_len(cycle) < least:
        return [StyledText(cut(cycle, max(0, space)), "title", CYCLE)]
    text = cut(f"{cycle}{_BETWEEN}{goal}", space)
    start = len(cycle) + len(_BETWEEN)
    return [
        StyledText(text[: len(cycle)], "title", CYCLE),
        StyledText(text[len(cycle) : start], "title"),
        StyledText(text[start:], "title", GOAL),
    ]


def _figures(board: Board, figures: GoalFigures | None, length: int, room: int) -> Line:
    """Return the goal's bar, percentage and expected progress, in the longest form that fits.

    A shorter one is taken for a goal that has all of it beside that: the mark in the bar says what is expected, too.
    """
    if board.chosen_goal is None or not board.columns:
        return []
    if figures is None:
        return [*bar(None, None, length, _BAR_STYLE), StyledText(f" {styles.UNKNOWN}")]
    percent = StyledText(f" {spaced(shown(figures.progress))}")
    drawn = [*bar(figures.progress, figures.expected, length, _BAR_STYLE), percent]
    ways = [drawn, [percent]]
    if figures.expected is not None:
        ways.insert(0, [*drawn, StyledText(f", expected {spaced(shown(figures.expected))}")])
    beside_goal = room - cell_len(_BETWEEN.join(_cycle_and_goal(board))) - _GAPS
    with_goal = (way for way in ways[:-1] if size_of(way) <= beside_goal)
    beside_cycle = room - min(cell_len(_cycle_and_goal(board)[0]), _LEAST_CYCLE) - _GAPS
    fitting = (way for way in ways if size_of(way) <= beside_cycle)
    return next(chain(with_goal, fitting), [])


def _fit(board: Board, facts: Line, width: int, *, whole: bool) -> bool:
    """Whether facts leave enough room for the cycle and the percentage, or, of a goal that is cut, for that, too."""
    if not facts:
        return True
    if not whole:
        return size_of(facts) + 3 * len(facts) <= width // (3 if len(facts) > 1 else 2)
    return size_of(facts) + 3 * len(facts) + cell_len(_cycle_and_goal(board)[0]) + _LEAST_FIGURES + _GAPS <= width


def _asked(board: Board) -> Line:
    """What the board itself asks of its owner, the most important first."""
    asked = []
    if board.lacks_mentor and board.cycle:
        asked.append(StyledText(NO_MENTOR, "notice", PEOPLE))
    if board.unanswered:
        asked.append(StyledText(f"{board.unanswered} to answer", "text", MEETING))
    return asked


def _time_left(minutes: int) -> str:
    return f"{duration(abs(minutes))} {'left' if minutes >= 0 else 'over'}"
