"""Rendering of cards as lines of styled text, independent of any screen; how much is told depends on the room."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.values import (
    ASKING,
    BLOCKED,
    FAR_BEHIND,
    HEALTH,
    ILO,
    PACE,
    STRETCHED,
    is_yes_or_no,
    reached_label,
    spaced,
    stepped,
    verdict_of,
    why_text,
)
from learnboard.ui.board.card_values import bare_value, sparkline, values_of
from learnboard.ui.toolkit.styles import CALM, TONE_STYLES, bar
from learnboard.ui.toolkit.text import Line, StyledText, cell_len, clipped, cut, simplified, size_of, wrapped

_TINY_BAR = 4
_SHORTEST_BAR = 6
_SHORT_BAR = 10
_LONGEST_BAR = 24
_FOR_FIGURES = 18
"""Cells beside a bar for the value, the pace and the percentage."""
_NARROW = 20
"""Cells below which a bar with percentage and pace does not fit."""
_MOST_TITLE = 4
_MOST_NOTE = 3
_SOON_DAYS = 14


class Detail(NamedTuple):
    """How much of a card is told: lines of its title, then what else.

    `bar` and state may have lines of their own, and so may the `facts`: due date, who sees it, labels. `airy` cards
    have half a line of their surface above and below the text. `note` counts lines of what is in the way or was noted
    last. On `loose` cards a blank line stands below the title.
    """

    title: int
    bar: bool = False
    facts: bool = False
    airy: bool = False
    note: int = 0
    loose: bool = False

    @property
    def compact(self) -> bool:
        """Whether a card takes one line."""
        return self.title == 0

    @property
    def above(self) -> int:
        """Lines between a card's upper end and its text."""
        return int(self.airy)

    @property
    def below(self) -> int:
        """Lines below a card's text; they need not be in view."""
        return int(not self.compact)


ONE_LINE: Final = Detail(0)
TIGHT: Final = Detail(2)
WHOLE_TITLES: Final = Detail(_MOST_TITLE)
DETAILS: Final = (
    Detail(_MOST_TITLE, bar=True, facts=True, airy=True, note=_MOST_NOTE, loose=True),
    Detail(_MOST_TITLE, bar=True, facts=True, airy=True, note=_MOST_NOTE),
    Detail(_MOST_TITLE, bar=True, facts=True, airy=True, note=1),
    Detail(_MOST_TITLE, bar=True, facts=True, airy=True),
    Detail(_MOST_TITLE, bar=True, facts=True),
    Detail(_MOST_TITLE, bar=True),
    WHOLE_TITLES,
    TIGHT,
)
"""From the most that is told of cards to the least: titles are cut last."""

_STEPS: Final = (
    WHOLE_TITLES,
    Detail(_MOST_TITLE, bar=True),
    Detail(_MOST_TITLE, bar=True, facts=True),
    Detail(_MOST_TITLE, bar=True, facts=True, note=1),
    Detail(_MOST_TITLE, bar=True, facts=True, note=_MOST_NOTE),
)
_RICHER: Final = {
    (airy, loose): tuple(step._replace(airy=airy, loose=loose) for step in _STEPS)
    for airy, loose in ((False, False), (True, False), (True, True))
}


def richer(detail: Detail) -> Sequence[Detail]:
    """Return what is told of a card for which there is more room than a detail takes, of the same air; little first."""
    return _RICHER[detail.airy, detail.loose]


class CardShape(NamedTuple):
    """What there is to tell of a card, in lines, for a width."""

    title: int
    bar: bool
    facts: bool
    note: int

    def height(self, detail: Detail) -> int:
        """Return the lines of the card, what is above and below its text included."""
        text = min(self.title, detail.title) + 1 + (self.bar and detail.bar) + (self.facts and detail.facts)
        return text + min(self.note, detail.note) + detail.loose + detail.above + detail.below


def card_shape(card: Card, width: int, day: date) -> CardShape:
    """Measure a card for a width in cells."""
    dropped = card.figures.health == "dropped"
    return CardShape(
        title=len(wrapped(simplified(card.key_result.title), width, _MOST_TITLE)),
        bar=card.key_result.kind != "binary" and not dropped,
        facts=not dropped and len(_meta_lines(card, width, day)) > 1,
        note=0 if dropped else len(_note_lines(card, width, _MOST_NOTE)),
    )


def tight_height(key_result: KeyResult, width: int) -> int:
    """Return the lines of a card of which little is told, with the one below it; there may be thousands to measure."""
    title = simplified(key_result.title)
    return 3 + ((len(title) if title.isascii() else cell_len(title)) > width)


def stripe_of(card: Card) -> str:
    """Return the style of a card's stripe: the tone of its verdict."""
    return TONE_STYLES[verdict_of(card.figures, ended=card.ended).tone]


def is_in_trouble(card: Card) -> bool:
    """Whether a card needs a look: something is in its way, or it does not go well."""
    return card.blocked or stripe_of(card) in ("warn", "bad")


def bar_style(card: Card) -> str:
    """Return the style of a card's bar: a calmer shade of its stripe's."""
    return f"{stripe_of(card)}{CALM}"


def card_lines(card: Card, width: int, day: date, detail: Detail = TIGHT) -> list[Line]:
    """Return the text of a card in lines of at most `width` cells."""
    if detail.compact:
        return [clipped(_compact_line(card, width), width)]
    dropped = card.figures.health == "dropped"
    titles = wrapped(simplified(card.key_result.title), width, detail.title)
    lines: list[Line] = [[StyledText(line, "muted" if dropped else "title")] for line in titles]
    lines += [[]] * detail.loose
    if dropped:
        on = _day(card.key_result.dropped_on, day)
        lines.append([StyledText(cut(f"{HEALTH['dropped'].text} on {on}", width), "muted")])
    elif detail.bar:
        lines += [_bar_line(card, width)] if card.key_result.kind != "binary" else []
        lines += _meta_lines(card, width, day, facts=detail.facts)
    else:
        lines.append(_state_line(card, width, day))
    if detail.note and not dropped:
        lines += _note_lines(card, width, detail.note)
    return lines if width >= _NARROW else [clipped(line, width) for line in lines]


def _note_lines(card: Card, width: int, most: int) -> list[Line]:
    """Return what is in the way or was noted last, else how the values went."""
    if not card.note:
        return [[StyledText(f"{sparkline(card.recent)}  {len(card.recent)} check-ins", "muted")]] if card.recent else []
    note = simplified(card.note)
    return [[StyledText(line, "muted")] for line in wrapped(note if card.blocked else f"“{note}”", width, most)]


def _facts(card: Card, day: date) -> Line:
    """The due date, who sees it, and labels; each may be empty."""
    row = card.key_result
    seen = StyledText("" if row.visibility == "mentor" else row.visibility, "muted")
    return [_due(row, day), seen, *(StyledText(f"#{simplified(label)}", "chip") for label in row.labels)]


def _spread(parts: Iterable[StyledText], gap: str) -> Line:
    """Return texts side by side, without those that are empty."""
    return [piece for part in parts if part.text for piece in (StyledText(gap), part)][1:]


def _state_line(card: Card, width: int, day: date) -> Line:
    """Return bar, percentage, signs, verdict, due date and confidence in one line, as far as they fit."""
    figures, due = card.figures, _shorter(_due(card.key_result, day))
    tail = [due if due.style != "muted" else StyledText(""), _confidence(figures, "conf")]
    lines = [[*_signs(card), *_spread([_state(card), *tail[:kept]], "  ")] for kept in (2, 1, 0)]
    if card.key_result.kind != "binary":
        expected = figures.expected if figures.counted else None
        usual, tiny = (
            [*bar(figures.progress, expected, length, bar_style(card)), StyledText(f" {spaced(figures.shown):>5}  ")]
            for length in (max(_SHORTEST_BAR, min(width // 4, _SHORT_BAR)), _TINY_BAR)
        )
        alone = [StyledText(f"{spaced(figures.shown)}  ")]
        lines = [[*usual, *line] for line in lines] + [[*lead, *lines[-1]] for lead in (tiny, alone)]
    return next((line for line in lines if size_of(line) <= width), clipped(lines[-1], width))


def _bar_line(card: Card, width: int) -> Line:
    """Return the bar, and at the right edge the value and the percentage, which stand one below the other."""
    figures = card.figures
    counted, late = figures.counted, figures.pace in ("behind", "far_behind") and not card.ended
    behind = f" {PACE[figures.pace].sign}" if counted and late else ""
    percent = f"  {spaced(figures.shown):>5}"
    usual = max(_SHORTEST_BAR, min(_LONGEST_BAR, width // 2 - 1, width - _FOR_FIGURES))
    # A bar is shortened rather than that no value is told, and a unit is left out rather than its number.
    values, free = values_of(card), width - len(percent) - len(behind) - 1
    ways = [(text, usual) for text in values]
    ways += [
        (text, length) for text in (*values[-1:], *bare_value(card)) for length in range(usual, _SHORTEST_BAR - 1, -1)
    ]
    value, length = next(((text, length) for text, length in ways if cell_len(text) <= free - length), ("", usual))
    room = free + 1 - length
    return [
        *bar(figures.progress, figures.expected if counted else None, length, bar_style(card)),
        StyledText(" " * (room - cell_len(value)) + value, "muted"),
        StyledText(behind, "warn"),
        StyledText(percent, "text" if counted else "muted"),
    ]


def _signs(card: Card) -> Line:
    """The signs before a card's health or title: the ILO, a stretch, something in the way, help asked for."""
    signs = (
        (card.ilo, ILO, "text"),
        (card.stretched, STRETCHED, "text"),
        (card.blocked, BLOCKED, "warn"),
        (card.asks, ASKING, "text"),
    )
    return [StyledText(f"{sign} ", style) for shown, sign, style in signs if shown]


def _state(card: Card, why: str = "") -> StyledText:
    """The one verdict of a card: its health, what is done or not in these words, and why where it is not obvious."""
    kind, health = card.key_result.kind, card.figures.health
    state = verdict_of(card.figures, ended=card.ended)
    if is_yes_or_no(kind) and (health in ("achieved", "pending") or state is FAR_BEHIND):
        state = state._replace(label=reached_label(kind, card.figures.shown))
    return StyledText(f"{state.text}: {why}" if why else state.text, TONE_STYLES[state.tone])


def _meta_lines(card: Card, width: int, day: date, *, facts: bool = True) -> list[Line]:
    """Return what is said of a card below its bar: in one line if all fits, or if the `facts` are to have none."""
    due, seen, *labels = _facts(card, day)
    line, whole = _meta_line(card, width, [due, seen, *labels])
    if whole or not facts:
        return [line]
    line, whole = _meta_line(card, width, [StyledText(""), seen])
    if whole:
        seen = StyledText("")
    else:
        line, _ = _meta_line(card, width, [])
    below = clipped(_spread([due, seen, *labels], "  "), width)
    return [line, below] if below else [line]


def _meta_line(card: Card, width: int, facts: Sequence[StyledText]) -> tuple[Line, bool]:
    """Return signs, verdict, confidence and facts, as much as fits; and whether that is all.

    The verdict stays to the end, and that it is overdue; labels go first, then who sees it, the due date, confidence.
    """
    reason = "" if card.ended else why_text(card.figures)
    for kept in range(len(facts) + 1, -1, -1):
        for why, word, gap in ((True, "confidence", "   "), (False, "confidence", "   "), (False, "conf", "  ")):
            if why and not reason:
                continue
            confidence = _confidence(card.figures, "" if why and "confidence" in reason else word)
            extras = [confidence, *(_shorter(fact) if word == "conf" else fact for fact in facts)]
            extras = [fact for fact in extras if fact.style == "bad"] + [fact for fact in extras if fact.style != "bad"]
            parts = [_state(card, reason if why else ""), *extras[:kept]]
            line = [*_signs(card), *_spread(parts, gap)]
            if size_of(line) <= width:
                return line, kept > len(facts)
    return clipped(line, width), False


def _confidence(figures: Figures, word: str) -> StyledText:
    if figures.confidence is None or not word:
        return StyledText("")
    fell = figures.confidence < (figures.confidence_before or figures.confidence)
    return StyledText(f"{word} {stepped(figures.confidence, figures.confidence_before)}", "warn" if fell else "muted")


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
    return due._replace(text=due.text.replace(" days", " d").replace(" day", " d")) if due.style == "bad" else due


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
