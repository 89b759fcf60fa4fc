"""The picture of what changed since last time, the most pressing first; of a first snapshot, where things stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import Final, NamedTuple

from learnboard.domain.board import Card
from learnboard.domain.comparison import TITLES, Concern, KeyResultChange, worries
from learnboard.domain.metrics.health import Health
from learnboard.domain.metrics.rounding import spaced
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id, Number
from learnboard.domain.model.key_results import CheckIn
from learnboard.presentation.values import short_day
from learnboard.service.mentor import FeedbackDraft, SnapshotView
from learnboard.ui import marks
from learnboard.ui.board.render import value_text
from learnboard.ui.marks import HEALTH_STYLES
from learnboard.ui.mentor.labels import answered_words, asked_words, days_words
from learnboard.ui.mentor.subjects import FeedbackSubject, SubjectBlock, SubjectList
from learnboard.ui.toolkit.list_view import Block, BlockList, ready_block
from learnboard.ui.toolkit.styled_text import (
    GAP,
    Line,
    StyledText,
    clipped,
    flow_lines,
    heading,
    paragraph_lines,
    size_of,
)
from learnboard.ui.toolkit.text import cell_len, cut, fitted, simplified

_WIDE: Final = 124
"""Cells from which on the figures stand beside the title."""
_SHOWN, _VALUE, _CONFIDENCE, _HEALTH = 13, 18, 17, 16
"""Cells of the columns of figures."""
_BESIDE: Final = _SHOWN + _VALUE + _CONFIDENCE + _HEALTH + 3 * len(GAP)
_LEAST_OBJECTIVE: Final = 20
"""Cells of an objective's title that still say which one it is."""
_TURN: Final = " → "
_INDENT: Final = StyledText("  ")
_QUIET: Final[frozenset[Concern]] = frozenset({"silent"})
"""Groups of which a line each is enough."""
_WORRYING: Final = ("off_track", "at_risk", "outdated")
_STANDS: Final[tuple[tuple[Health, str], ...]] = (
    ("off_track", "Off track"),
    ("at_risk", "At risk"),
    ("outdated", "Not heard of for long"),
    ("pending", "Not begun"),
    ("on_track", "On track"),
    ("achieved", "Achieved"),
    ("dropped", "Dropped"),
)


class _Row(NamedTuple):
    """What is told of one key result, in the words in which it is told."""

    objective: str
    health: tuple[Health | None, Health | None]
    shown: str
    value: str
    confidence: StyledText
    also: Sequence[str]
    note: str
    written: int


def changes_blocks(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> SubjectList:
    """All that there is to say of a snapshot at first sight, in lines of at most `width` cells."""
    notes = _Notes(snapshot_view, feedback_draft)
    groups = _moved(snapshot_view, notes) if snapshot_view.comparison else _standing(snapshot_view, notes)
    blocks = chain.from_iterable(_blocks(each, width) for each in groups)
    return BlockList([ready_block(_opening(snapshot_view, feedback_draft, width)), *blocks])


def _opening(snapshot_view: SnapshotView, feedback_draft: FeedbackDraft, width: int) -> Iterator[Line]:
    """What is said before the first row: since when, what is asked for, and what is odd about the files."""
    yield []
    comparison = snapshot_view.comparison
    if comparison:
        days = (comparison.new_day - comparison.old_day).days
        since = short_day(comparison.old_day, comparison.new_day)
        title: Line = [StyledText(f"What changed since {since}", "heading-current")]
        yield from flow_lines([title, [StyledText(f"in {days_words(days)}", "muted")]], width)
    else:
        yield [StyledText("Where things stand", "heading-current")]
        yield from paragraph_lines("There is no earlier snapshot of this board here to compare with.", width, "muted")
    asked = asked_words(snapshot_view, feedback_draft)
    if asked:
        yield from paragraph_lines(f"Asked of you: {asked} (3 shows it).", width, "accent")
    answered = answered_words(snapshot_view)
    if answered:
        yield from paragraph_lines(f"{answered} (4 shows it).", width, "text")
    for notice in snapshot_view.notices:
        yield from paragraph_lines(f"! {simplified(notice)}", width, "warn")
    if snapshot_view.snapshot.withheld:
        yield from paragraph_lines("Something was withheld: the figures are of what is here.", width, "muted")


class _Group(NamedTuple):
    """Key results of which the same is told first: each as a thing, and the way to put it into words."""

    title: str
    worrying: bool
    quiet: bool
    rows: Sequence[tuple[FeedbackSubject, Callable[[], _Row]]]


def _moved(snapshot_view: SnapshotView, notes: "_Notes") -> Iterator[_Group]:
    for group in snapshot_view.groups:
        rows = [(_thing(row.id, row.title), partial(notes.moved, row, group.concern)) for row in group.rows]
        yield _Group(TITLES[group.concern], group.worrying, group.concern in _QUIET, rows)


def _standing(snapshot_view: SnapshotView, notes: "_Notes") -> Iterator[_Group]:
    cards = [(card, column.objective.title) for column in snapshot_view.board.columns for card in column.cards]
    for health, title in _STANDS:
        rows = [
            (_thing(card.id, card.key_result.title), partial(notes.report, card, objective))
            for card, objective in cards
            if card.figures.health == health
        ]
        if rows:
            yield _Group(title, health in _WORRYING, quiet=False, rows=rows)


def _thing(key_result: Id, title: str) -> FeedbackSubject:
    return FeedbackSubject(Target("key_result", key_result), simplified(title))


def _blocks(group: _Group, width: int) -> Iterator[SubjectBlock]:
    sign = [StyledText("! ", "warn")] if group.worrying else []
    yield ready_block([[], [*sign, *heading(group.title, str(len(group.rows)))]])
    lines = (1 if group.quiet else 2) + (width < _WIDE)
    for subject, row in group.rows:
        yield Block(lines, partial(_row_lines, subject, row, width, quiet=group.quiet), subject)


def _row_lines(subject: FeedbackSubject, make: Callable[[], _Row], width: int, *, quiet: bool) -> Sequence[Line]:
    row = make()
    lines = _wide(subject.title, row, width) if width >= _WIDE else _narrow(subject.title, row, width)
    return lines if quiet else [*lines, clipped(_story(row, width), width)]


def _wide(title: str, row: _Row, width: int) -> list[Line]:
    """The title with the figures in columns beside it."""
    room = width - _BESIDE - len(GAP)
    confidence = row.confidence._replace(text=fitted(row.confidence.text, _CONFIDENCE))
    figures = [
        StyledText(f"{fitted(title, room)}{GAP}", "title"),
        StyledText(f"{row.shown:>{_SHOWN}}{GAP}"),
        StyledText(f"{fitted(row.value, _VALUE)}{GAP}", "muted"),
        confidence,
        StyledText(GAP),
    ]
    return [[*figures, *_health(row.health)]]


def _narrow(title: str, row: _Row, width: int) -> list[Line]:
    """The title, and the figures under it."""
    parts = [StyledText(text, style) for text, style in ((row.shown, "text"), (row.value, "muted")) if text]
    figures = [piece for part in (*parts, row.confidence) if part.text for piece in (part, StyledText(GAP))]
    return [[StyledText(cut(title, width), "title")], clipped([_INDENT, *figures, *_health(row.health)], width)]


def _story(row: _Row, width: int) -> Line:
    """The objective it belongs to, what else is to be said, and its owner's last words."""
    also = ", ".join(row.also)
    written = f"{row.written} written" if row.written else ""
    parts = [StyledText(text, style) for text, style in ((written, "accent"), (also, "warn")) if text]
    room = width - sum(cell_len(part.text) + len(GAP) for part in parts) - cell_len(_INDENT.text)
    objective = cut(row.objective, max(room // 3, room - cell_len(row.note) - len(GAP)) if row.note else room)
    if row.note and objective != row.objective and cell_len(objective) < _LEAST_OBJECTIVE:
        objective = ""  # its owner's words say more
    note = cut(row.note, room - cell_len(objective) - len(GAP))
    line: Line = [_INDENT, StyledText(objective, "muted")]
    for part in (*parts, StyledText(note)):
        line += [StyledText(GAP if size_of(line) > cell_len(_INDENT.text) else ""), part] if part.text else []
    return line


def _health(health: tuple[Health | None, Health | None]) -> Line:
    """How it is now, after the sign of how it was if that is another."""
    old, new = health
    known = new or old
    if known is None:
        return []
    now = StyledText(f"{marks.HEALTH_SIGNS[known]} {marks.value_text(known)}", HEALTH_STYLES[known])
    if old is None or new is None or old == new:
        return [now]
    return [StyledText(marks.HEALTH_SIGNS[old], HEALTH_STYLES[old]), StyledText(_TURN, "muted"), now]


class _Notes:
    """Puts key results into words, with what their owner last said of them and how much was written on them."""

    def __init__(self, snapshot_view: SnapshotView, feedback_draft: FeedbackDraft) -> None:
        self._day = snapshot_view.snapshot.as_of
        self._last = _last_notes(snapshot_view)
        self._written: dict[Id, int] = {}
        for item in feedback_draft.items:
            if item.target.kind == "key_result":
                self._written[item.target.id] = self._written.get(item.target.id, 0) + 1

    def moved(self, row: KeyResultChange, told_first: Concern) -> _Row:
        """A key result between two snapshots, in the group of what is told first of it."""
        return _Row(
            objective=simplified(row.objective),
            health=row.health,
            shown=_turned(*(text and spaced(text) for text in row.shown)),
            value=_values(row.value, row.unit),
            confidence=_confidence(*row.confidence),
            also=[f"also {TITLES[concern].lower()}" for concern in worries(row) if concern != told_first],
            note=self._note(row.id),
            written=self._written.get(row.id, 0),
        )

    def report(self, card: Card, objective: str) -> _Row:
        """A key result as it stands."""
        figures = card.figures
        return _Row(
            objective=simplified(objective),
            health=(None, figures.health),
            shown=spaced(figures.shown),
            value=value_text(card.key_result, figures) if card.key_result.kind != "binary" else "",
            confidence=_confidence(figures.confidence_before, figures.confidence),
            also=["said on track, but far behind"] if figures.divergent else [],
            note=self._note(card.id),
            written=self._written.get(card.id, 0),
        )

    def _note(self, key_result: Id) -> str:
        said = self._last.get(key_result)
        return f"{short_day(said.on, self._day)} “{simplified(said.note)}”" if said else ""


def _last_notes(snapshot_view: SnapshotView) -> Mapping[Id, CheckIn]:
    """The latest check-in of each key result that says something."""
    day: date = snapshot_view.snapshot.as_of
    last: dict[Id, CheckIn] = {}
    for one in snapshot_view.snapshot.records.check_ins:
        if one.note and one.on <= day:
            known = last.get(one.key_result_id)
            if known is None or (known.on, known.id) < (one.on, one.id):
                last[one.key_result_id] = one
    return last


def _turned(old: str | None, new: str | None) -> str:
    """Then and now, once where they are the same."""
    return _TURN.join(dict.fromkeys(text for text in (old, new) if text))


def _values(value: tuple[Number | None, Number | None], unit: str) -> str:
    known = _turned(*(None if number is None else str(number) for number in value))
    return simplified(f"{known} {unit}").rstrip() if known else ""


def _confidence(old: int | None, new: int | None) -> StyledText:
    known = _turned(*(None if number is None else str(number) for number in (old, new)))
    fell = old is not None and new is not None and new < old
    return StyledText(f"confidence {known}" if known else "", "warn" if fell else "text")
