"""Rendering of cards and headings as lines of styled text, independent of any screen."""

from datetime import date
from typing import Final

from learnboard.domain.board import Card, Column
from learnboard.domain.metrics.figures import Figures, RollUp
from learnboard.domain.model.board_info import Settings
from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.values import (
    ASKING,
    BLOCKED,
    FAR_BEHIND,
    HEALTH,
    ILO,
    PACE,
    STRETCHED,
    is_yes_or_no,
    kept_text,
    reached_label,
    spaced,
    stepped,
    verdict,
    verdict_of,
    why_text,
    with_unit,
)
from learnboard.ui.toolkit import styles
from learnboard.ui.toolkit.styles import TONE_STYLES, bar, state_text
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, clipped, cut, simplified, size_of, wrapped

HEADING_LINES: Final = 3
_SHORTEST_BAR = 6
_LONGEST_BAR = 20
_NARROW = 16
"""Cells below which a bar with percentage and pace does not fit."""
_GAPS = ("   ", "  ", " ")
_SOON_DAYS = 14
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


def card_height(key_result: KeyResult, width: int, *, compact: bool = False) -> int:
    """Return the number of lines of a card, with the blank one below it, without drawing it."""
    if compact:
        return 1
    title = simplified(key_result.title)
    long = (len(title) if title.isascii() else cell_len(title)) > width
    return 3 + long + (key_result.kind != "binary")


def card_lines(card: Card, width: int, day: date, *, compact: bool = False) -> list[Line]:
    """Return a card in lines of at most `width` cells, without the blank one below it."""
    if compact:
        return [clipped(_compact_line(card, width), width)]
    style = "muted" if card.figures.health == "dropped" else "title"
    lines = [[StyledText(line, style)] for line in wrapped(simplified(card.key_result.title), width)]
    if card.key_result.kind != "binary":
        lines.append(_bar_line(card, width))
    lines.append(_meta_line(card, width, day))
    return lines if width >= _NARROW else [clipped(line, width) for line in lines]


def heading_lines(number: int, column: Column, width: int, settings: Settings, *, current: bool) -> list[Line]:
    """Return a column's heading: number and title, then type, percentage, pace, health and count."""
    objective = column.objective
    title = cut(f"{number} {simplified(objective.title)}", width)
    figures = column.roll_up(settings)
    count = len(column.cards) + column.more + column.hidden
    full = StyledText(f"{count}/{settings.max_key_results}", "warn" if count > settings.max_key_results else "muted")
    if column.hidden > 0:
        full = StyledText(f"{len(column.cards)} of {count}", "accent")
    status = "" if objective.status == "active" else f"{objective.status} "
    facts = _heading_facts(figures, ended=column.ended)
    room = width - cell_len(full.text) - size_of(facts) - 1
    kinds = (f"  {status}{objective.okr_type}  ", f"{status}{objective.okr_type[:3]}. ", "  ")
    kind = next((text for text in kinds if cell_len(text) <= room), "")
    line = clipped([StyledText(kind, "muted"), *facts], width - cell_len(full.text) - 1)
    gap = " " * (width - size_of(line) - cell_len(full.text))
    return [
        [StyledText(title, "heading-current" if current else "heading")],
        [*line, StyledText(gap), full],
        [],
    ]


def _heading_facts(figures: RollUp | None, *, ended: bool) -> Line:
    if figures is None:
        return [StyledText(styles.UNKNOWN, "muted")]
    pace = "" if ended else PACE[figures.pace].sign
    behind = "warn" if figures.pace in ("behind", "far_behind") else "text"
    return [
        StyledText(spaced(figures.shown)),
        StyledText(f" {pace}" if pace else "", behind),
        StyledText("  "),
        state_text(verdict(figures.health, ended=ended)),
    ]


def empty_board_line(line: int, width: int, height: int, *, cycle: bool, own: bool = True) -> Line:
    """Return one line of the text in the middle of a board without columns, which says what to do next."""
    told = (_NO_OBJECTIVES if cycle else _NO_CYCLE) if own else _NOTHING_SHOWN
    at = line - (height - len(told)) // 2
    if not 0 <= at < len(told):
        return []
    left = max(0, width - max(map(len, told))) // 2
    return [StyledText(cut(" " * left + told[at], width), "title" if at == 0 else "text")]


def _bar_line(card: Card, width: int) -> Line:
    figures = card.figures
    counted, late = figures.counted, figures.pace in ("behind", "far_behind") and not card.ended
    behind = f" {PACE[figures.pace].sign}" if counted and late else ""
    percent = f"  {spaced(figures.shown):>5}"
    length = max(_SHORTEST_BAR, min(_LONGEST_BAR, width * 2 // 5))
    room = width - length - len(percent) - len(behind)
    ways = [gap + text for text in _values(card) for gap in _GAPS]
    value = next((text for text in ways if cell_len(text) <= room), "")
    return [
        *bar(figures.progress, figures.expected if counted else None, length),
        StyledText(percent, "text" if counted else "muted"),
        StyledText(behind, "warn"),
        StyledText(value, "muted"),
    ]


def _values(card: Card) -> list[str]:
    """Return the forms of the value, the longest first."""
    key_result, figures = card.key_result, card.figures
    value = value_text(key_result, figures)
    match key_result.kind:
        case "milestone":
            return [f"{card.steps_done} of {card.steps}", f"{card.steps_done}/{card.steps}"]
        case "maintain":
            kept = kept_text(figures, key_result.period)
            short = kept.partition(",")[0]
            return [f"{value}, {kept}" if value else kept, kept, short, short.partition(" kept")[0]]
        case _:
            return [value, value.partition(" ")[0]]


def value_text(key_result: KeyResult, figures: Figures) -> str:
    """Return the current value with its unit; the start for a metric not yet measured."""
    value = figures.value if figures.value is not None else key_result.start
    return simplified(with_unit(value, key_result.unit))


def _signs(card: Card) -> Line:
    """The signs before a card's health or title: the ILO, a stretch, something in the way, help asked for."""
    signs = (
        (card.ilo, ILO, "accent"),
        (card.stretched, STRETCHED, "accent"),
        (card.blocked, BLOCKED, "warn"),
        (card.asks, ASKING, "accent"),
    )
    return [StyledText(f"{sign} ", style) for shown, sign, style in signs if shown]


def _state(card: Card, why: str, *, sign_only: bool) -> StyledText:
    """The one verdict of a card: its health, what is done or not in these words, and why where it is not obvious."""
    kind, health = card.key_result.kind, card.figures.health
    state = verdict_of(card.figures, ended=card.ended)
    if is_yes_or_no(kind) and (health in ("achieved", "pending") or state is FAR_BEHIND):
        state = state._replace(label=reached_label(kind, card.figures.shown))
    text = state.sign if sign_only else f"{state.text}: {why}" if why else state.text
    return StyledText(text, TONE_STYLES[state.tone])


def _meta_line(card: Card, width: int, day: date) -> Line:
    """Return signs, health, confidence, due date, visibility and labels, in the longest form that fits."""
    key_result, figures = card.key_result, card.figures
    if figures.health == "dropped":
        on = f" on {_day(key_result.dropped_on, day)}"
        return [StyledText(cut(f"{HEALTH['dropped'].text}{on}", width), "muted")]
    due = _due(key_result, day)
    seen = StyledText("" if key_result.visibility == "mentor" else key_result.visibility, "muted")
    labels = [StyledText(f"#{simplified(label)}", "accent") for label in key_result.labels]
    reason, line = "" if card.ended else why_text(figures), list[StyledText]()
    for why, word, gap, chips in _META_WAYS:
        if why and not reason:
            continue
        confidence = StyledText("") if why and "confidence" in reason else _confidence(figures, word or "conf")
        parts = [
            _state(card, reason if why else "", sign_only=not word),
            confidence,
            due if word == "confidence" else _shorter(due),
            seen,
            *(labels if chips else ()),
        ]
        line = [*_signs(card), *[piece for part in parts if part.text for piece in (part, StyledText(gap))][:-1]]
        if size_of(line) <= width:
            return line
    return clipped(line, width)


_META_WAYS: Final = (
    (True, "confidence", "   ", True),
    (False, "confidence", "   ", True),
    (True, "confidence", "   ", False),
    (True, "conf", "  ", False),
    (False, "confidence", "   ", False),
    (False, "conf", "  ", False),
    (False, "conf", " ", False),
    (False, "", " ", False),
)
"""How a card's last line can be written, the best way first: why, the word for confidence, the gap, the labels."""


def _confidence(figures: Figures, word: str) -> StyledText:
    if figures.confidence is None:
        return StyledText("")
    fell = figures.confidence < (figures.confidence_before or figures.confidence)
    return StyledText(f"{word} {stepped(figures.confidence, figures.confidence_before)}", "warn" if fell else "text")


def _due(key_result: KeyResult, day: date) -> StyledText:
    if key_result.due_on is None or key_result.done_on is not None:
        return StyledText("")
    late = (day - key_result.due_on).days
    if late > 0:
        return StyledText(f"overdue {late} {'day' if late == 1 else 'days'}", "bad")
    if late == 0:
        return StyledText("due today", "warn")
    return StyledText(f"due {_day(key_result.due_on, day)}", "warn" if -late <= _SOON_DAYS else "muted")


def _shorter(due: StyledText) -> StyledText:
    return due._replace(text=due.text.removeprefix("due ").replace(" days", " d").replace(" day", " d"))


def _day(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")


def _compact_line(card: Card, width: int) -> Line:
    state = verdict_of(card.figures, ended=card.ended)
    reached = reached_label(card.key_result.kind, card.figures.shown)
    percent = f" {'–' if reached == 'not done' else reached:>5}"
    signs = "".join(sign.text for sign in _signs(card))
    title = cut(signs + simplified(card.key_result.title), width - 2 - len(percent))
    gap = " " * (width - 2 - len(percent) - cell_len(title))
    style = "muted" if card.figures.health == "dropped" else "text"
    return [
        StyledText(f"{state.sign} ", TONE_STYLES[state.tone]),
        StyledText(title, style),
        StyledText(gap + percent, style),
    ]
