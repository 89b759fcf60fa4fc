"""The board in a minute: what moved, what went backward and what is asked, in a few sentences."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from learnboard.domain.comparison import KeyResultChange
from learnboard.domain.metrics.health import WEAKEST_FIRST
from learnboard.domain.metrics.rounding import spaced
from learnboard.domain.model.fields import Id
from learnboard.exchange.html.asked import RequestsView
from learnboard.exchange.html.card_words import current
from learnboard.exchange.html.shaky import comings_and_goings, counts, shaky, why_shaky
from learnboard.exchange.html.since import MOST_ROWS, baseline_text
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.words import StatusText, Tone, counted, health_state, listed

_MOST_NAMED: Final = 4
_MOST_OPENED: Final = 30
"""So many names are there to be opened beside those named at once; where there are more, only counted."""


class SummaryPoint(NamedTuple):
    """One thing to know: whose title it is, what is to be said of it, and where in the page it stands."""

    title: str
    said: str
    to: str


class SummaryPart(NamedTuple):
    """One of the three answers: the first points, those to be opened, and how many more there are, with where."""

    sign: str
    title: str
    tone: Tone
    size: int
    points: tuple[SummaryPoint, ...]
    more: tuple[SummaryPoint, ...]
    rest: str
    to: str


class Summary(NamedTuple):
    """Sentences, and the three answers with names."""

    sentences: tuple[str, ...]
    moved: SummaryPart
    backward: SummaryPart
    asked: SummaryPart


def summary(source: PageSource, asked: RequestsView) -> Summary:
    """The board in a minute."""
    first = source.baseline is None
    return Summary(
        sentences=(_standing(source) if first else _since(source), _asked_sentence(source, asked)),
        moved=_achieved(source) if first else _moved(source),
        backward=_weak(source) if first else _backward(source),
        asked=_asked(source, asked),
    )


# Sentences


def _since(source: PageSource) -> str:
    assert source.baseline is not None
    rows = [row for group in source.groups for row in group.rows]
    worrying = shaky(source)
    forward = sum(row.change == "forward" for row in rows)
    told = f"{forward} of {counted(len(rows), 'key result')} moved forward" if rows else "there is no key result yet"
    sentences = (f"Since {baseline_text(source.baseline)}: {told}.", counts(worrying), comings_and_goings(rows))
    return " ".join(each for each in sentences if each)


def _standing(source: PageSource) -> str:
    healths = Counter(card.figures.health for card in source.cards.values())
    if not healths:
        return "This is the first snapshot, and there is no key result yet."
    parts = [
        f"{healths[health]} {health_state(health).word}" for health in (*WEAKEST_FIRST, "dropped") if healths[health]
    ]
    return f"This is the first snapshot. Of {counted(len(source.cards), 'key result')}, {listed(parts)}."


def _asked_sentence(source: PageSource, asked: RequestsView) -> str:
    wanted = [
        *([counted(len(asked.approvals), "approval")] if asked.approvals else []),
        *([f"a word on {counted(len(asked.consents), 'proposal')}"] if asked.consents else []),
        *([counted(len(asked.actions), "action")] if asked.actions else []),
    ]
    others = len(asked.others)
    told = f"Asked of you: {listed(wanted)}" if wanted else _nothing(source)
    with_others = " with others" if source.reader else ""
    open_still = f"{counted(others, 'action')} {'is' if others == 1 else 'are'} open{with_others}"
    return f"{told}; {open_still}." if others else f"{told}."


def _nothing(source: PageSource) -> str:
    return "Nothing is asked of you" if source.reader else "No decision is asked of you"


# The three answers


def _moved(source: PageSource) -> SummaryPart:
    rows = [row for group in source.groups for row in group.rows if row.change == "forward"]
    places = {id_: place for place, id_ in enumerate(source.cards)}
    rows.sort(key=lambda row: (-_step(row), places.get(row.id, len(places))))
    told = _told(source)
    points = [SummaryPoint(row.title, _shown(row), _where(row.id, told)) for row in rows]
    return _part(
        StatusText("▲", "KeyResultChange forward" if points else "Nothing moved forward", "good"),
        points,
        "group-forward",
    )


def _step(row: KeyResultChange) -> int:
    old, new = (int(each.removesuffix("%")) if each and each != "–" else 0 for each in row.shown)
    return new - old


def _shown(row: KeyResultChange) -> str:
    return " → ".join(spaced(each) for each in row.shown if each)


def _told(source: PageSource) -> frozenset[Id]:
    """The key results that have a row among the changes."""
    return frozenset(row.id for group in source.groups for row in group.rows[:MOST_ROWS])


def _where(id_: Id, told: frozenset[Id]) -> str:
    """Where a key result is told of: among the changes, else on the board."""
    return f"row-{id_}" if id_ in told else f"card-{id_}"


def _backward(source: PageSource) -> SummaryPart:
    told = _told(source)
    points = [SummaryPoint(row.title, why_shaky(row, source), _where(row.id, told)) for row in shaky(source)]
    return _part(
        StatusText("▼", "Went backward or shaky" if points else "Nothing went backward", "warn"), points, "changed"
    )


def _asked(source: PageSource, asked: RequestsView) -> SummaryPart:
    points = [
        *(SummaryPoint(one.title, f"approve {one.amount}?", f"ask-{one.target.id}") for one in asked.approvals),
        *(SummaryPoint(one.title, f"consent? {one.closes}", f"ask-{one.target.id}") for one in asked.consents),
        *(SummaryPoint(one.text, one.due or "your action", "yours") for one in asked.actions),
    ]
    return _part(StatusText("→", "RequestsView of you" if points else _nothing(source), "good"), points, "asked")


def _weak(source: PageSource) -> SummaryPart:
    weak = [card for card in source.cards.values() if card.figures.health in ("off_track", "outdated", "at_risk")]
    ordered = sorted(weak, key=lambda card: WEAKEST_FIRST.index(card.figures.health))
    points = [
        SummaryPoint(card.key_result.title, health_state(card.figures.health).word, f"card-{card.id}")
        for card in ordered
    ]
    return _part(StatusText("!", "Needs attention" if points else "Nothing at risk", "warn"), points, "changed")


def _achieved(source: PageSource) -> SummaryPart:
    cards = [card for card in source.cards.values() if card.figures.progress and card.figures.health != "dropped"]
    ordered = sorted(cards, key=lambda card: -(card.figures.progress or 0))
    points = [
        SummaryPoint(
            card.key_result.title,
            ", ".join(said for said in (spaced(card.figures.shown), current(card)) if said),
            f"card-{card.id}",
        )
        for card in ordered
    ]
    return _part(StatusText("▲", "Furthest along" if points else "Not begun yet", "good"), points, "board")


def _part(state: StatusText, points: Sequence[SummaryPoint], to: str) -> SummaryPart:
    # One thing more than is named at once is named too: to open it would cost more than to read it.
    named = _MOST_NAMED if len(points) > _MOST_NAMED + 1 else len(points)
    more = points[named : named + _MOST_OPENED]
    left = len(points) - named - len(more)
    return SummaryPart(*state, len(points), tuple(points[:named]), tuple(more), f"and {left} more" if left else "", to)
