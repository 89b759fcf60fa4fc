"""Topics for a meeting that the evidence on a board proposes to whoever reads it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Final, Literal, TypeAlias

from learnboard.domain.board import Card
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import Blocker, BlockerKind
from learnboard.domain.named_tuple import NamedTuple

EvidenceKind: TypeAlias = Literal["blocked", "confidence_fell", "far_behind", "outdated", "missed", "unanswered"]
"""In the order in which they are proposed: what others can clear first, what can wait last."""
MOST_TOPICS: Final = 3
BY_OTHERS: Final[frozenset[BlockerKind]] = frozenset({"dependency", "external"})
"""Kinds of what stands in the way that the owner alone cannot clear."""
_FALL: Final = 2
"""By how much confidence has to fall (FORMAT.md §2, “status”)."""
_MEETINGS: Final = 2
"""Over how many meetings a remark has to wait."""


class CardEvidence(NamedTuple):
    """A card, the confidence at the time it is compared with, and what stands in its way.

    `since` is that time; None if it is compared with its own check-in before.
    """

    card: Card
    confidence_before: int | None = None
    blocker: Blocker | None = None
    since: date | None = None


class WaitingRemark(NamedTuple):
    """A remark without an answer, what it is about, and how many meetings were held since it was written."""

    id: str
    target: Target
    meetings: int


class EvidenceTopic(NamedTuple):
    """A topic that is proposed: why, about what, and its evidence: the card, or the remark that waits."""

    kind: EvidenceKind
    target: Target
    card: CardEvidence | None = None
    remark: WaitingRemark | None = None


def topics_from_evidence(
    cards: Sequence[CardEvidence],
    remarks: Sequence[WaitingRemark],
    is_on_agenda: Callable[[Target], bool] = lambda _: False,
) -> tuple[EvidenceTopic, ...]:
    """Return at most MOST_TOPICS topics, by kind, then by the weight of the key result, then in the order of the board.

    The cards come in the order of the board, the remarks in the order in which they were written. Each target is
    proposed once, for the first reason there is, and not if it stands on the agenda already. What is over asks for
    nothing: neither a key result that is achieved or dropped, nor one whose cycle is closed.
    """
    return tuple(islice(_once(_ordered(cards, remarks), is_on_agenda), MOST_TOPICS))


def _once(topics: Iterable[EvidenceTopic], is_on_agenda: Callable[[Target], bool]) -> Iterator[EvidenceTopic]:
    seen: set[Target] = set()
    for topic in topics:
        if topic.target not in seen and not is_on_agenda(topic.target):
            yield topic
        seen.add(topic.target)


def _ordered(cards: Sequence[CardEvidence], remarks: Sequence[WaitingRemark]) -> Iterator[EvidenceTopic]:
    open_ = [each for each in cards if not each.card.ended and each.card.figures.health not in ("achieved", "dropped")]
    for kind, holds in _HOLDS.items():
        found = filter(holds, open_)
        for each in sorted(found, key=_weight, reverse=True):  # stable: equal weights keep the order of the board
            yield EvidenceTopic(kind, Target("key_result", each.card.id), each)
    waiting = [each for each in remarks if each.meetings >= _MEETINGS]
    about = {each.target for each in waiting}
    places = {
        target: (-_weight(each), number)
        for number, each in enumerate(cards if waiting else ())
        if (target := Target("key_result", each.card.id)) in about
    }
    last = Decimal(1), len(cards)  # what is no key result has no weight
    for remark in sorted(waiting, key=lambda each: places.get(each.target, last)):
        yield EvidenceTopic("unanswered", remark.target, remark=remark)
    # A period that was missed before the last meeting is talked about only where nothing newer takes the place.
    for each in sorted(filter(_ever_missed, open_), key=_weight, reverse=True):
        yield EvidenceTopic("missed", Target("key_result", each.card.id), each)


def _weight(each: CardEvidence) -> Number:
    return each.card.key_result.weight


def _confidence_fell(each: CardEvidence) -> bool:
    before, now = each.confidence_before, each.card.figures.confidence
    return before is not None and now is not None and before - now >= _FALL


def _ever_missed(each: CardEvidence) -> bool:
    held = each.card.figures.held
    return held is not None and held.missed is not None


def _missed(each: CardEvidence) -> bool:
    held = each.card.figures.held
    return held is not None and held.missed is not None and (each.since is None or held.missed >= each.since)


_HOLDS: Final[dict[EvidenceKind, Callable[[CardEvidence], bool]]] = {
    "blocked": lambda each: each.blocker is not None and each.blocker.kind in BY_OTHERS,
    "confidence_fell": _confidence_fell,
    "far_behind": lambda each: each.card.figures.divergent,
    "outdated": lambda each: each.card.figures.health == "outdated",
    "missed": _missed,
}


def meetings_since(held: Collection[date], written: date, day: date) -> int:
    """Return how many meetings were held after the day a remark was written, up to a day."""
    return sum(written < on <= day for on in held)
