"""The board in a minute: a few sentences, and what moved, what needs attention and what is requested by name."""

from collections.abc import Sequence
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.comparison import KeyResultChange
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.exchange.html.changes import MOST_ROWS
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import RequestsView
from learnboard.presentation.changes import Standing, reached_change, standing, standing_label
from learnboard.presentation.key_results import value_of
from learnboard.presentation.summary import (
    changes_summary,
    forward_changes,
    nothing_requested,
    requests_summary,
    standing_summary,
    why_worrying,
    worrying_changes,
)
from learnboard.presentation.values import State, reached_label

_WEAK: Final[tuple[Standing, ...]] = ("off_track", "outdated", "at_risk", "divergent")
NOTHING_MOVED: Final = "Nothing moved forward"
_MOST_NAMED: Final = 4
_MOST_OPENED: Final = 30
"""Names that can be opened beside those named at once; those beyond are counted."""


class SummaryPoint(NamedTuple):
    """A title, what there is to say about it, and where in the page it stands."""

    title: str
    text: str
    anchor: str


class SummaryPart(NamedTuple):
    """One of the three lists: the first points, those to be opened, and how many more there are, with where."""

    state: State
    size: int
    points: tuple[SummaryPoint, ...]
    more: tuple[SummaryPoint, ...]
    rest: str
    anchor: str


class Summary(NamedTuple):
    """Sentences, and the three lists."""

    sentences: tuple[str, ...]
    moved: SummaryPart
    worrying: SummaryPart
    requested: SummaryPart


def summary(source: PageSource, requests: RequestsView) -> Summary:
    """The board in a minute."""
    requested = requests_summary(
        len(requests.approvals),
        len(requests.consents),
        len(requests.actions),
        len(requests.others),
        known=source.reader is not None,
        ratings=len(requests.ratings),
    )
    if source.baseline is None:
        return Summary(
            sentences=(standing_summary(source.context.cards.values()), requested),
            moved=_furthest(source),
            worrying=_weak(source),
            requested=_requested(source, requests),
        )
    worrying = worrying_changes(source.changes, source.context)
    return Summary(
        sentences=(changes_summary(source.changes, source.since), requested),
        moved=_moved(source),
        worrying=_worrying(worrying, source),
        requested=_requested(source, requests),
    )


def _moved(source: PageSource) -> SummaryPart:
    rows = sorted(forward_changes(source.changes), key=lambda row: -_gain(row))
    shown = _shown_rows(source)
    points = [SummaryPoint(row.title, reached_change(row), _anchor(row.id, shown)) for row in rows]
    nothing = "Nothing else moved forward" if any(row.moved == "forward" for row in source.changes) else NOTHING_MOVED
    return _part(State("▲", "Moved forward" if points else nothing, "good"), points, "group-forward")


def _gain(row: KeyResultChange) -> int:
    """How many percent it moved forward."""
    old, new = (int(shown.removesuffix("%")) if shown and shown != "–" else 0 for shown in row.shown)
    return new - old


def _shown_rows(source: PageSource) -> frozenset[Id]:
    """The key results that have a row among the changes."""
    return frozenset(row.id for group in source.groups for row in group.rows[:MOST_ROWS])


def _anchor(id_: Id, shown: frozenset[Id]) -> str:
    """Where a key result stands: among the changes, else on the board."""
    return f"row-{id_}" if id_ in shown else f"card-{id_}"


def _worrying(rows: Sequence[KeyResultChange], source: PageSource) -> SummaryPart:
    shown = _shown_rows(source)
    points = [SummaryPoint(row.title, why_worrying(row, source.context), _anchor(row.id, shown)) for row in rows]
    return _attention(points)


def _weak(source: PageSource) -> SummaryPart:
    weak = [(card, standing(card)) for card in source.context.cards.values()]
    ordered = sorted((pair for pair in weak if pair[1] in _WEAK), key=lambda pair: _WEAK.index(pair[1]))
    return _attention(
        [SummaryPoint(card.key_result.title, standing_label(verdict), f"card-{card.id}") for card, verdict in ordered]
    )


def _attention(points: Sequence[SummaryPoint]) -> SummaryPart:
    return _part(State("!", "Needs attention" if points else "Nothing needs attention", "warn"), points, "changed")


def _requested(source: PageSource, requests: RequestsView) -> SummaryPart:
    points = [
        *(
            SummaryPoint(text.title, f"approve {text.amount}?", f"ask-{target.id}")
            for text, target in requests.approvals
        ),
        *(
            SummaryPoint(shown.text.title, f"consent? {shown.text.closes.text}", f"ask-{shown.id}")
            for shown in requests.consents
        ),
        *(SummaryPoint(text.text, text.due.text if text.due else "your action", "yours") for text in requests.actions),
    ]
    title = "Asked of you" if points else nothing_requested(known=source.reader is not None)
    return _part(State("→", title, "good"), points, "asked")


def _furthest(source: PageSource) -> SummaryPart:
    cards = [card for card in source.context.cards.values() if card.figures.progress and not card.key_result.dropped]
    ordered = sorted(cards, key=lambda card: -(card.figures.progress or 0))
    points = [
        SummaryPoint(
            card.key_result.title,
            ", ".join(text for text in (_reached(card), value_of(card)) if text),
            f"card-{card.id}",
        )
        for card in ordered
    ]
    return _part(State("▲", "Furthest along" if points else "Not begun yet", "good"), points, "board")


def _reached(card: Card) -> str:
    return reached_label(card.key_result.kind, card.figures.shown)


def _part(state: State, points: Sequence[SummaryPoint], anchor: str) -> SummaryPart:
    # A single point beyond those named at once is named too: opening a list of one costs more than reading it.
    named = _MOST_NAMED if len(points) > _MOST_NAMED + 1 else len(points)
    more = points[named : named + _MOST_OPENED]
    left = len(points) - named - len(more)
    rest = f"and {left} more" if left else ""
    return SummaryPart(state, len(points), tuple(points[:named]), tuple(more), rest, anchor)
