"""Assessments of the owner and of a reader side by side, as texts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from learnboard.domain.assessments import AxisPair, TwoViews, two_views
from learnboard.domain.model.feedback import FeedbackItem
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.growth import Assessment
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.skills import answer_view, covered, skill_views
from learnboard.domain.text import clean_line
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.skills import SHOWS_LATER
from learnboard.presentation.values import State, count_of, local_day, short_day

if TYPE_CHECKING:
    from learnboard.domain.model.records import Records

ASSESSMENTS: Final = "Two views of the same skills"
SHOWN: Final = frozenset({"instrument", "on", "by_id", "levels", "ranked", "note"})
"""The fields of an assessment that are told of."""
YOUR_VIEW: Final = "Your view of these skills"
ASKED: Final = f"your view is asked for: {SHOWS_LATER}"
"""What is told of an instrument on which the reader is to rate the owner."""
_NONE: Final = "–"
_NO_GAP: Final = State("", "", "quiet")
_SKILLS: Final = "skills"
_SOMEBODY, _YOU = "somebody", "you"


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

    `id` is that of the assessment that feedback is about; `rows` are the ids of those that are told of. What is `asked`
    for is the reader's view, on these axes: levels and notes are told once it is in.
    """

    id: Id
    rows: tuple[Id, ...]
    instrument: str
    summary: str
    views: tuple[ViewText, ...]
    names: tuple[str, str]
    axes: tuple[AxisText, ...]
    asked: bool = False

    @property
    def facts(self) -> str:
        """Whose views of which days, and what they come to, in a line."""
        return " · ".join(filter(None, (*(view.who for view in self.views), self.summary)))


class Assessments:
    """What a reader sees of the owner's skills; `written` is what they wrote about them and did not send yet.

    Until a mentor's own view is in, the levels of that round are `hidden`, by the ids of rows: but in the owner's own
    copy, which is not `blind`. Other people on the board, such as a buddy, are not asked to rate.
    """

    def __init__(self, context: ReaderContext, written: Iterable[FeedbackItem] = (), *, blind: bool = True) -> None:
        records = context.report.records
        self._context = context
        self._rows = {row.id: row for row in records.assessments}
        days = {row.id: local_day(row.written_at) for row in records.feedback if row.kind == "assessment"}
        drafts = (answer_view(self._rows, item, context.you, _YOU, context.day) for item in written)
        views = [*skill_views(records.assessments, records.feedback, days), *filter(None, drafts)]
        self._authors = {view.row.id: view.author for view in views}
        self._views = [view.row for view in views]
        asks = blind and all(row.relation == "mentor" for row in records.people if row.id == context.you)
        self.hidden = covered(views, context.you) if asks and context.you != OWNER else frozenset[Id]()

    @property
    def texts(self) -> tuple[TwoViewsText, ...]:
        """What is asked for, and then the views side by side, each by instrument."""
        seen = [row for row in self._views if row.id not in self.hidden]
        asked = (row for row in self._views if row.id in self.hidden and row.by_id == OWNER)
        return (*map(self._asked, asked), *(self._two_views(pair) for pair in two_views(seen, self._context.you)))

    @property
    def records(self) -> "Records":
        """The rows of the report, without what the reader is not to see yet."""
        records = self._context.report.records
        rows = (replace(row, levels={}, note="") if row.id in self.hidden else row for row in records.assessments)
        return replace(records, assessments=tuple(rows))

    def axes_of(self, id_: Id) -> tuple[str, ...]:
        """The axes of the instrument of an assessment; none if it ranks strengths, or is not there."""
        about = self._rows.get(id_)
        rows = [row for row in self._rows.values() if about and row.instrument == about.instrument]
        return tuple(dict.fromkeys(axis for row in rows for axis in row.levels))

    def is_asked(self, id_: Id) -> bool:
        """Whether the reader's own view is still to be given in the round of an assessment."""
        return id_ in self.hidden

    def _asked(self, row: Assessment) -> TwoViewsText:
        return TwoViewsText(
            id=row.id,
            rows=tuple(self.hidden),
            instrument=clean_line(row.instrument) or _SKILLS,
            summary=ASKED,
            views=(self._view(row),),
            names=(self._context.owner, ""),
            axes=tuple(AxisText(axis, _level(row.levels.get(axis)), "", _NO_GAP) for axis in self.axes_of(row.id)),
            asked=True,
        )

    def _name(self, row: Assessment) -> str:
        return self._context.name_of(row.by_id) or clean_line(self._authors.get(row.id, "")) or _SOMEBODY

    def _two_views(self, pair: TwoViews) -> TwoViewsText:
        rows, owner = [row for row in (pair.own, pair.other) if row], self._context.owner
        other = self._name(pair.other) if pair.other else ""
        axes = pair.axes
        summary = f"{pair.gaps} of {count_of(len(axes), 'axis', 'axes')} differ by a level or more"
        if pair.own is None or pair.other is None:
            summary = f"{owner if pair.own is None else 'somebody else'}’s view is missing"
        return TwoViewsText(
            id=next((row.id for row in rows if row.id in self._rows), rows[0].id),
            rows=tuple(row.id for row in rows),
            instrument=clean_line(pair.instrument) or _SKILLS,
            summary=summary if axes else "",
            views=tuple(map(self._view, rows)),
            names=(owner, other),
            axes=tuple(_axes(axes, other)),
        )

    def _view(self, row: Assessment) -> ViewText:
        strengths = ", ".join(map(clean_line, row.ranked))
        ranked = f"strengths, the strongest first: {strengths}" if strengths else ""
        return ViewText(self._dated(row), ranked, self._context.titled(row.note.strip()))

    def _dated(self, row: Assessment) -> str:
        return f"{self._name(row)}, {short_day(row.on, self._context.day)}"


def _axes(axes: tuple[AxisPair, ...], other: str) -> Iterator[AxisText]:
    for pair in axes:
        yield AxisText(pair.axis, _level(pair.own), _level(pair.other), _gap(pair.gap, other))


def _level(level: int | None) -> str:
    return _NONE if level is None else str(level)


def _gap(gap: int, other: str) -> State:
    """What the other one sees that the owner does not: `≠ you see 1 less`."""
    if not gap:
        return _NO_GAP
    sees = "see" if other == "you" else "sees"
    return State("≠", f"{other} {sees} {abs(gap)} {'more' if gap > 0 else 'less'}", "warn")
