"""Rendering of a card's page: everything known about a key result, in one column or two."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from learnboard.domain.metrics.chart_series import chart_series
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean
from learnboard.domain.worth import SPENT
from learnboard.presentation.mentions import read_rows, with_titles
from learnboard.service.queries.card import CardDetails
from learnboard.ui.card import sections
from learnboard.ui.card.chart import chart_lines
from learnboard.ui.card.facts import fact_lines, kind_line
from learnboard.ui.card.sections import MARK, stacked
from learnboard.ui.card.steps import TypedTitle, step_lines
from learnboard.ui.toolkit.dialog_layout import page_edge
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.text import Line, StyledText, clipped, paragraph_lines, simplified, size_of, with_margin

_TWO_COLUMNS: Final = 104
_MARGIN, _NARROW_MARGIN, _NARROW = 3, 2, 60
_BETWEEN: Final = 5
_CHART_HEIGHT, _LOW_CHART = 14, 8
_LEAST_HEAD = 3
_MARK_RIGHT: Final = StyledText("", "mark on the right")
"""Stands before a line whose right column is under the cursor."""
_LOW = 30
"""Lines of a window below which the page is drawn closer together."""
_MARKDOWN = pattern(
    r"^ {0,3}(#{1,6} |[-*+] |\d{1,9}[.)] |>|```|~~~|(-{3,}|\*{3,}|_{3,}|={3,})\s*$)"
    r"|^(    |\t)\S|^\|.*\|\s*$|[*_`~]\S|\]\(|<\w+:|[\\&]\S",
    re.MULTILINE,
)
_LONGEST_MARKDOWN: Final = 20_000
"""Characters. A longer text is shown unformatted, since parsing it would be noticeable."""


class CardContext(NamedTuple):
    """The context of a card's page: window, day, cursor, title being typed and footer.

    `at` is the place of the step under the cursor, `on` the id of another line there; both None are the card
    itself. Without `markdown`, the description is shown unformatted. An `own` card is worded for its owner, others for
    a reader. `more` are the reader's sections. `relative` tells how far away a day is: `day` has to be today for it.
    """

    width: int
    height: int
    day: date
    settings: Settings
    at: int | None = None
    on: Id | None = None
    typed: TypedTitle | None = None
    foot: Sequence[Line] = ()
    markdown: bool = True
    own: bool = True
    more: Sequence[Line] = ()
    relative: bool = True


def card_page(details: CardDetails, context: CardContext) -> PageContent:
    """Return the whole page in lines of at most `context.width` cells."""
    if details.titles:
        details = read_rows(details, lambda text: with_titles(text, details.titles))
    margin = _MARGIN if context.width >= _NARROW else _NARROW_MARGIN
    width = max(2, context.width - 2 * margin)
    lines = (_two_columns if width >= _TWO_COLUMNS else _one)(details, context, width)
    marks = [number for number, line in enumerate(lines) if line[:1] in ([MARK], [_MARK_RIGHT])]
    at = range(marks[0], marks[-1] + 1) if marks else range(0)
    head = _head(details, context, width)
    has_lines = bool(details.milestones or details.check_ins or details.coming or details.actions)
    has_lines = has_lines or bool(details.ilo_periods)
    has_lines = has_lines or any(entry.state in SPENT for entry in details.budget_entries)
    on_card = context.own and has_lines and not at
    heads = [with_margin(line, margin, marked=on_card and number == 0) for number, line in enumerate(head)]
    body = [_with_margin(line, margin, width) for line in lines]
    foot = [with_margin(line, margin) for line in context.foot]
    edge = page_edge(context.height)
    feet = [[], *foot, *edge]
    if len(head) <= max(_LEAST_HEAD, context.height // 4):
        return PageContent(body, [*edge, *heads, []], feet, keep=at)
    # A title that leaves no room for anything else scrolls with the body.
    down = len(head) + 1
    return PageContent([*heads, [], *body], edge, feet, keep=range(at.start + down, at.stop + down) if at else at)


def _with_margin(line: Line, margin: int, width: int) -> Line:
    """Return a line with its margin and without its mark, clipped on a narrow page, where tables may not fit."""
    words = line[1:] if line[:1] in ([MARK], [_MARK_RIGHT]) else line
    return with_margin(words if width >= _NARROW else clipped(words, width), margin, marked=line[:1] == [MARK])


def _head(details: CardDetails, context: CardContext, width: int) -> list[Line]:
    """Return title, objective and kind."""
    typed = context.typed.text if context.typed and context.typed.place is None else None
    title = paragraph_lines(details.key_result.title if typed is None else typed, width, "title") or [[]]
    objective = simplified(details.objective.title)
    kind = kind_line(details, context.day)
    line = [StyledText(objective, "muted"), StyledText("  ›  ", "rest"), StyledText(kind, "muted")]
    if size_of(line) <= width:
        return [*title, line]
    return [*title, *paragraph_lines(objective, width, "muted"), *paragraph_lines(f"› {kind}", width, "muted")]


def _steps(details: CardDetails, context: CardContext, width: int) -> list[Line]:
    if details.key_result.kind != "milestone":
        return []
    found = step_lines(details.milestones, context.day, width, at=context.at, typed=context.typed, own=context.own)
    return [[MARK, *line] if number in found.current else line for number, line in enumerate(found.lines)]


def _chart(details: CardDetails, context: CardContext, width: int, height: int) -> list[Line]:
    cycle_context = CycleContext(details.cycle, context.day, context.settings)
    check_ins, changes = details.check_ins[::-1], details.target_changes
    found = chart_series(details.key_result, check_ins, details.milestones, cycle_context, changes)
    return chart_lines(found, width, height) if found and found.drawable else []


def has_markdown(text: str) -> bool:
    """Return whether a description has Markdown and is short enough to be parsed."""
    return len(text) <= _LONGEST_MARKDOWN and _MARKDOWN.search(text) is not None


def _description(details: CardDetails, context: CardContext, width: int) -> list[Line]:
    text = clean(details.key_result.description).strip()
    if not context.markdown or not has_markdown(text):
        return paragraph_lines(text, width)
    # Importing two libraries takes 60 ms: only for texts with Markdown.
    from learnboard.ui.card.markdown import markdown_lines  # noqa: PLC0415

    return list(markdown_lines(text, width))


def _one(details: CardDetails, context: CardContext, width: int) -> list[Line]:
    """Return everything in one column."""
    day = context.day
    facts = fact_lines(details, day, width, own=context.own, relative=context.relative)
    height = _LOW_CHART if context.height < _LOW else _CHART_HEIGHT
    return stacked(
        [
            facts,
            context.more,
            _steps(details, context, width),
            _chart(details, context, width, height),
            sections.blocker_lines(details, day, width, at=context.on, relative=context.relative),
            sections.action_lines(details, day, width, own=context.own, at=context.on, relative=context.relative),
            _description(details, context, width),
            sections.check_in_lines(details, day, width, own=context.own, at=context.on),
            sections.note_lines(details.key_result.private_note, width, own=context.own),
            *_belonging(details, context, width),
        ]
    )


def _belonging(details: CardDetails, context: CardContext, width: int) -> list[list[Line]]:
    day = context.day
    return [
        [] if context.own and not details.cycle.closed else sections.objective_lines(details, width),
        sections.ilo_lines(details, day, width, at=context.on),
        sections.stretch_lines(details, day, width),
        sections.feedback_lines(details, day, width),
        sections.learning_lines(details, day, width),
        sections.money_lines(details, day, width, at=context.on),
        sections.history_lines(details, day, width),
    ]


def _two_columns(details: CardDetails, context: CardContext, width: int) -> list[Line]:
    """Return two columns, facts and steps left and history right. The chart goes where there is more room for it."""
    day, left = context.day, (width - _BETWEEN) // 2
    right = width - left - _BETWEEN
    facts = fact_lines(details, day, left, own=context.own, relative=context.relative)
    description = _description(details, context, left)
    steps = _steps(details, context, left)
    full = bool(steps or description)
    height = _CHART_HEIGHT if context.height >= _LOW else _CHART_HEIGHT - 2
    chart = _chart(details, context, right if full else left, height)
    first = [
        facts,
        context.more,
        [] if full else chart,
        steps,
        description,
        sections.blocker_lines(details, day, left, at=context.on, relative=context.relative),
        sections.action_lines(details, day, left, own=context.own, at=context.on, relative=context.relative),
        sections.note_lines(details.key_result.private_note, left, own=context.own),
    ]
    second = [
        chart if full else [],
        sections.check_in_lines(details, day, right, own=context.own, at=context.on),
        *_belonging(details, context, right),
    ]
    return _side_by_side(stacked(first), stacked(second), left)


def _side_by_side(left: Sequence[Line], right: Sequence[Line], width: int) -> list[Line]:
    """Join two columns, the left one `width` cells wide; the cursor of the right one stands between them."""
    lines: list[Line] = []
    for of_left, of_right in zip_longest(left, right):
        one, other = of_left or [], of_right or []
        mark = [MARK] if one[:1] == [MARK] else [_MARK_RIGHT] if other[:1] == [MARK] else []
        first = clipped(one[one[:1] == [MARK] :], width)
        gap = with_margin([StyledText("")], width + _BETWEEN - size_of(first), marked=mark == [_MARK_RIGHT])
        lines.append([*mark, *first, *((*gap, *other[other[:1] == [MARK] :]) if other else ())])
    return lines
