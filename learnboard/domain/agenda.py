"""Topics proposed for a meeting, from what happened on the board since the last one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final, Literal, TypeAlias

from learnboard.domain.board import Card
from learnboard.domain.metrics.figures import Figures
from learnboard.domain.model.fields import Id, Visibility
from learnboard.domain.model.key_results import KeyResultKind
from learnboard.domain.model.people import Tag
from learnboard.domain.named_tuple import NamedTuple

ProposalKind: TypeAlias = Literal[
    "wanted", "moved", "backward", "in_the_way", "asked_for", "unanswered", "approval", "consent", "better"
]
PROPOSAL_KINDS: Final[tuple[ProposalKind, ...]] = (
    "wanted",
    "moved",
    "backward",
    "in_the_way",
    "asked_for",
    "unanswered",
    "approval",
    "consent",
    "better",
)
"""In the order of an agenda."""
MOST_OF_A_KIND: Final = 3
_OPERATIONAL: Final = frozenset({"approval", "consent"})
_FELL: Final = 2
"""By how much confidence has to fall to be a topic (FORMAT.md §2, “status”)."""
_WIDTH: Final[dict[Visibility, int]] = {"private": 0, "mentor": 1, "shared": 2}


class CardNews(NamedTuple):
    """A card now, its figures at the meeting before, who may see it, and what stands in its way."""

    card: Card
    before: Figures | None
    visibility: Visibility
    in_the_way: str = ""


class ProposedTopic(NamedTuple):
    """A topic that is proposed until it is kept or dropped. `key` names it among those of its meeting.

    `title` is what it is about; `detail` what is to be said of that. `then` are the figures at the meeting before, and
    `now` the present ones; both None if it is about no key result, as is its kind, `measure`.
    """

    kind: ProposalKind
    id: Id
    title: str
    detail: str = ""
    visibility: Visibility = "shared"
    then: Figures | None = None
    now: Figures | None = None
    measure: KeyResultKind | None = None

    @property
    def key(self) -> str:
        """What it is remembered by."""
        return f"{self.kind} {self.id}".rstrip()

    @property
    def fell_back(self) -> bool:
        """Whether the progress of what it is about fell, and not only the confidence."""
        return self.now is not None and _rise(self.then, self.now) < 0

    @property
    def tag(self) -> Tag:
        """Whether it is about development or operational."""
        return "operational" if self.kind in _OPERATIONAL else "development"


STANDING: Final = ProposedTopic("better", "", "")
"""The question that stands on every agenda."""


def narrower(one: Visibility, other: Visibility) -> Visibility:
    """Return the visibility that fewer people have."""
    return min(one, other, key=_WIDTH.__getitem__)


def propose_topics(
    news: Sequence[CardNews],
    wanted: Iterable[ProposedTopic],
    settled: Collection[str],
    is_talked_about: Callable[[ProposedTopic], bool] = lambda _: False,
) -> tuple[ProposedTopic, ...]:
    """Return the topics to propose in the order of an agenda, without those that were kept or dropped already.

    Nor is proposed what is talked about already, at an earlier meeting or in a parked line.

    Of each kind there are at most MOST_OF_A_KIND: those that moved most, otherwise the first on the board.
    """
    others = list(wanted)
    found: list[ProposedTopic] = []
    for kind in PROPOSAL_KINDS:
        topics = _OF_CARDS[kind](news) if kind in _OF_CARDS else (each for each in others if each.kind == kind)
        open_ = (each for each in topics if each.key not in settled and not is_talked_about(each))
        found += islice(open_, MOST_OF_A_KIND)
    return tuple(found) if STANDING.key in settled or is_talked_about(STANDING) else (*found, STANDING)


def went_backward(before: Figures | None, now: Figures) -> bool:
    """Whether a key result's progress, or confidence by two or more, fell."""
    if before is None:
        return False
    return _rise(before, now) < 0 or (
        before.confidence is not None and now.confidence is not None and before.confidence - now.confidence >= _FELL
    )


def _rise(before: Figures | None, now: Figures) -> Fraction:
    old = before.raw if before and before.raw is not None else Fraction(0)
    return Fraction(now.raw or 0) - Fraction(old)


def _was_reported(each: CardNews) -> bool:
    """Whether a number was told since the meeting: where none was, only the target was changed, which moves nothing."""
    before, now = each.before, each.card.figures
    if before is None or each.card.key_result.kind not in ("metric", "maintain"):
        return True
    periods = (before.held and before.held.seen, now.held and now.held.seen)
    return before.value != now.value or periods[0] != periods[1]


def _counted(news: Iterable[CardNews]) -> Iterator[CardNews]:
    return (each for each in news if each.card.figures.health != "dropped")


def _moved(news: Sequence[CardNews]) -> Iterator[ProposedTopic]:
    rows = [each for each in _counted(news) if _rise(each.before, each.card.figures) > 0 and _was_reported(each)]
    for each in sorted(rows, key=lambda each: -_rise(each.before, each.card.figures)):
        if not went_backward(each.before, each.card.figures):
            yield _about("moved", each)


def _backward(news: Sequence[CardNews]) -> Iterator[ProposedTopic]:
    rows = [each for each in _counted(news) if went_backward(each.before, each.card.figures)]
    for each in sorted(rows, key=lambda each: _rise(each.before, each.card.figures)):
        yield _about("backward", each)


def _in_the_way(news: Sequence[CardNews]) -> Iterator[ProposedTopic]:
    return (_about("in_the_way", each, each.in_the_way) for each in news if each.card.blocked)


def _asked_for(news: Sequence[CardNews]) -> Iterator[ProposedTopic]:
    asking = (each for each in _counted(news) if each.card.key_result.ask.strip())
    return (_about("asked_for", each, each.card.key_result.ask) for each in asking)


def _about(kind: ProposalKind, each: CardNews, detail: str = "") -> ProposedTopic:
    row = each.card.key_result
    seen = narrower(each.visibility, row.visibility)
    return ProposedTopic(kind, row.id, row.title, detail, seen, each.before, each.card.figures, row.kind)


_OF_CARDS: Final[dict[str, Callable[[Sequence[CardNews]], Iterator[ProposedTopic]]]] = {
    "moved": _moved,
    "backward": _backward,
    "in_the_way": _in_the_way,
    "asked_for": _asked_for,
}
