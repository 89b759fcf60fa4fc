"""The board in a minute: what moved, what needs attention, and what is requested, in a few sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from learnboard.domain.board import Card, open_blocker
from learnboard.domain.comparison import CONCERNS, Concern, KeyResultChange, concerns, first_concern
from learnboard.domain.metrics.figures import Health
from learnboard.presentation.changes import (
    STANDINGS,
    backward_text,
    confidence_change,
    missed_text,
    reached_change,
    standing,
    standing_label,
    value_change,
)
from learnboard.presentation.check_ins import blocker_text
from learnboard.presentation.key_results import DIVERGENT
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.requests import requests_text
from learnboard.presentation.values import HEALTH, count_of, is_yes_or_no, listed, percent, reached_label, short_day

_WEAK: Final[tuple[Health, ...]] = ("off_track", "at_risk")
_MOST_FACTS: Final = 3
_WORRIES: Final[Mapping[Concern, str]] = {
    "off_track": f"{{}} {{is_}} {HEALTH['off_track'].label}",
    "at_risk": f"{{}} {{is_}} {HEALTH['at_risk'].label}",
    "backward": "{} went backward since then",
    "last_step_backward": "{} went backward at the last check-in, but not since then",
    "divergent": f"{{}} {{is_}} {DIVERGENT}",
    "missed": "{} missed a period",
    "outdated": "{} {is_} outdated",
    "blocked": "{} {is_} blocked",
    "confidence_fell": "confidence fell on {}",
}
"""How many there are of each worry, in the order of what is worst."""


def changes_summary(rows: Sequence[KeyResultChange], since: str = "") -> str:
    """What changed since a snapshot or a meeting, in one or two sentences, with each key result counted once.

    Without `since` it stands under a heading that says since when.

    The first sentence adds up to all key results, the second one to those that need attention.
    """
    if not rows:
        return f"Since {since}: there is no key result yet." if since else "There is no key result yet."
    counts = Counter(map(first_concern, rows))
    worrying = sum(counts[concern] for concern in _WORRIES)
    told = (
        (worrying, "{} {needs} attention"),
        (counts["forward"], "{} moved forward"),
        (counts["reported"] + counts["silent"], "{} {is_} unchanged"),
        (counts["added"], "{} {is_} new"),
        (counts["dropped"], "{} {was} dropped"),
        (counts["gone"], "{} {is_} no longer there"),
    )
    of = f"of {count_of(len(rows), 'key result')}: {_listed_counts(told)}."
    sentences = [f"Since {since}, {of}" if since else f"O{of[1:]}"]
    if worrying:
        parts = _listed_counts((counts[concern], text) for concern, text in _WORRIES.items())
        sentences.append(f"What needs attention: {parts}.")
    return " ".join(sentences)


def standing_summary(cards: Iterable[Card]) -> str:
    """How many key results of a first snapshot stand where."""
    counts = Counter(map(standing, cards))
    if not counts:
        return "This is the first snapshot, and there is no key result yet."
    parts = [f"{counts[verdict]} {standing_label(verdict)}" for verdict in STANDINGS if counts[verdict]]
    return f"This is the first snapshot. Of {count_of(counts.total(), 'key result')}, {listed(parts)}."


def requests_summary(approvals: int, consents: int, mine: int, others: int, *, known: bool, ratings: int = 0) -> str:
    """What is requested of the reader, `known` or not, and how many actions are open with others."""
    requested = requests_text(approvals, consents, mine, ratings)
    sentence = f"Asked of you: {requested}" if requested else nothing_requested(known=known)
    if not others:
        return f"{sentence}."
    verb, with_others = "is" if others == 1 else "are", " with others" if known else ""
    return f"{sentence}; {count_of(others, 'action')} {verb} open{with_others}."


def nothing_requested(*, known: bool) -> str:
    """That nothing is requested of the reader, `known` or not."""
    return "Nothing is asked of you" if known else "No decision is asked of you"


def forward_changes(rows: Iterable[KeyResultChange]) -> list[KeyResultChange]:
    """The key results that moved forward, and of which nothing is worrying: those that the summary counts."""
    return [row for row in rows if first_concern(row) == "forward"]


def worrying_changes(rows: Iterable[KeyResultChange], context: ReaderContext) -> list[KeyResultChange]:
    """The key results that need attention, the most pressing first: what is off track or at risk leads."""
    places = {id_: place for place, id_ in enumerate(context.cards)}
    worrying = (row for row in rows if any(concerns(row)))
    return sorted(worrying, key=lambda row: (*_urgency(row), places.get(row.id, len(places))))


def why_worrying(row: KeyResultChange, context: ReaderContext) -> str:
    """Why a key result needs attention: `at risk: 47 % → 53 %, confidence 6 → 4 since then`.

    What moved forward all the same says how far: `40 % → 60 %, confidence 8 → 7`.
    """
    facts = list(_facts(row, context))[:_MOST_FACTS]
    health = row.health[1]
    weak = HEALTH[health].label if health in _WEAK else ""
    return ": ".join(text for text in (weak, ", ".join(facts)) if text)


def _urgency(row: KeyResultChange) -> tuple[int, ...]:
    """How pressing it is: by the worst of what is worrying, then by what comes after that."""
    return tuple(CONCERNS.index(concern) for concern in concerns(row))


def _facts(row: KeyResultChange, context: ReaderContext) -> Iterator[str]:
    card, worries = context.cards.get(row.id), {*concerns(row)}
    forward = row.moved == "forward"
    backward = backward_text(row)
    if row.moved == "backward":
        yield f"{reached_change(row) if None in row.value else value_change(row)}, {backward}"
    if card and _far_behind(card):
        yield _gap(row, card, reached_change(row) if forward else reached_label(row.kind, card.figures.shown))
    elif forward:
        yield reached_change(row)
    if backward and row.moved != "backward":
        yield backward
    if "missed" in worries:
        yield missed_text(row)
    if row.health[1] == "outdated" or row.change == "silent":
        yield from (f"nothing since {short_day(each.on, context.day)}" for each in context.check_ins(row.id)[-1:])
    if "confidence_fell" in worries:
        yield confidence_change(row).text
    if card and "blocked" in worries and (blocker := open_blocker(context.check_ins(card.id), card.figures)):
        yield f"in the way: {blocker_text(blocker, context.day).reason}"


def _gap(row: KeyResultChange, card: Card, reached: str) -> str:
    """How far it is and should be: `said to be on track, but 21 %, expected 48 %`."""
    lead = "said to be on track, but " if "divergent" in concerns(row) else ""
    return f"{lead}{reached}" + ("" if is_yes_or_no(row.kind) else f", expected {percent(card.figures.expected)}")


def _far_behind(card: Card) -> bool:
    return card.figures.counted and card.figures.pace == "far_behind"


def _listed_counts(counts: Iterable[tuple[int, str]]) -> str:
    return listed([_numbered(template, count) for count, template in counts if count])


def _numbered(template: str, count: int) -> str:
    is_, was, needs = ("is", "was", "needs") if count == 1 else ("are", "were", "need")
    return template.format(count, is_=is_, was=was, needs=needs)
