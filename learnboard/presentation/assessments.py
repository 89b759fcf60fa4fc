"""Assessments of the owner and of a reader side by side, as texts."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from learnboard.domain.assessments import AxisPair, TwoViews, two_views
from learnboard.domain.model.fields import Id
from learnboard.domain.model.growth import Assessment
from learnboard.domain.text import clean_line
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import State, count_of, short_day

ASSESSMENTS: Final = "Two views of the same skills"
SHOWN: Final = frozenset({"instrument", "on", "by_id", "levels", "ranked", "note"})
"""The fields of an assessment that are told of."""
_NONE: Final = "–"
_SOMEBODY: Final = "somebody"


class AxisText(NamedTuple):
    """An axis with both levels, `2` and `–` for none, and what the gap is; without a gap that is empty."""

    axis: str
    own: str
    other: str
    gap: State


class ViewText(NamedTuple):
    """Whose view it is and of which day, with strengths in their order and a note; both may be empty."""

    who: str
    strengths: str
    note: str


class TwoViewsText(NamedTuple):
    """An instrument, the two views of it, and its axes; `summary` says on how many of them the two differ.

    `id` is that of the assessment that feedback is about; `rows` are the ids of both.
    """

    id: Id
    rows: tuple[Id, ...]
    instrument: str
    summary: str
    views: tuple[ViewText, ...]
    names: tuple[str, str]
    axes: tuple[AxisText, ...]


def assessment_texts(context: ReaderContext) -> tuple[TwoViewsText, ...]:
    """The assessments of the owner and the reader, by instrument."""
    pairs = two_views(context.report.records.assessments, context.you)
    return tuple(_two_views(pair, context) for pair in pairs)


def _two_views(pair: TwoViews, context: ReaderContext) -> TwoViewsText:
    rows = [row for row in (pair.own, pair.other) if row]
    other = _name(pair.other, context) if pair.other else ""
    axes = pair.axes
    if pair.own is None or pair.other is None:
        missing = f"{context.owner if pair.own is None else 'somebody else'}’s view is missing"
        summary = missing if axes else ""
    else:
        summary = f"{pair.gaps} of {count_of(len(axes), 'axis', 'axes')} differ by a level or more" if axes else ""
    return TwoViewsText(
        id=rows[0].id,
        rows=tuple(row.id for row in rows),
        instrument=clean_line(pair.instrument) or "skills",
        summary=summary,
        views=tuple(_view(row, context) for row in rows),
        names=(context.owner, other),
        axes=tuple(_axes(axes, other)),
    )


def _name(row: Assessment, context: ReaderContext) -> str:
    return context.name_of(row.by_id) or _SOMEBODY


def _view(row: Assessment, context: ReaderContext) -> ViewText:
    strengths = ", ".join(map(clean_line, row.ranked))
    who = f"{_name(row, context)}, {short_day(row.on, context.day)}"
    return ViewText(
        who, f"strengths, the strongest first: {strengths}" if strengths else "", context.titled(row.note.strip())
    )


def _axes(axes: tuple[AxisPair, ...], other: str) -> Iterator[AxisText]:
    for pair in axes:
        yield AxisText(pair.axis, _level(pair.own), _level(pair.other), _gap(pair.gap, other))


def _level(level: int | None) -> str:
    return _NONE if level is None else str(level)


def _gap(gap: int, other: str) -> State:
    """What the other one sees that the owner does not: `≠ you see 1 less`."""
    if not gap:
        return State("", "", "quiet")
    sees = "see" if other == "you" else "sees"
    return State("≠", f"{other} {sees} {abs(gap)} {'more' if gap > 0 else 'less'}", "warn")
