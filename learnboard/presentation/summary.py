"""The board in a minute: what moved, what needs attention, and what is requested, in a few sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.comparison import KeyResultChange, concerns
from learnboard.domain.metrics.figures import WEAKEST_FIRST, Health
from learnboard.presentation.changes import confidence_change, last_step_text, reached_change, value_change
from learnboard.presentation.key_results import DIVERGENT
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.requests import requests_text
from learnboard.presentation.values import HEALTH, count_of, is_yes_or_no, listed, percent, reached_label, short_day

_WEAK: Final[tuple[Health, ...]] = ("off_track", "at_risk")
_MOST_FACTS: Final = 3


def changes_summary(rows: Sequence[KeyResultChange], worrying: Sequence[KeyResultChange], since: str) -> str:
    """What changed since a snapshot or a meeting, in one to three sentences."""
    forward = sum(row.change == "forward" for row in rows)
    moved = f"{forward} of {count_of(len(rows), 'key result')} moved forward" if rows else "there is no key result yet"
    sentences = (f"Since {since}: {moved}.", _worries(worrying), _comings_and_goings(rows))
    return " ".join(sentence for sentence in sentences if sentence)


def standing_summary(cards: Iterable[Card]) -> str:
    """How many key results of a first snapshot stand where."""
    healths = Counter(card.figures.health for card in cards)
    if not healths:
        return "This is the first snapshot, and there is no key result yet."
    order: tuple[Health, ...] = (*WEAKEST_FIRST, "dropped")
    parts = [f"{healths[health]} {HEALTH[health].label}" for health in order if healths[health]]
    return f"This is the first snapshot. Of {count_of(healths.total(), 'key result')}, {listed(parts)}."


def requests_summary(approvals: int, consents: int, mine: int, others: int, *, known: bool) -> str:
    """What is requested of the reader, `known` or not, and how many actions are open with others."""
    requested = requests_text(approvals, consents, mine)
    sentence = f"Asked of you: {requested}" if requested else nothing_requested(known=known)
    if not others:
        return f"{sentence}."
    verb, with_others = "is" if others == 1 else "are", " with others" if known else ""
    return f"{sentence}; {count_of(others, 'action')} {verb} open{with_others}."


def nothing_requested(*, known: bool) -> str:
    """That nothing is requested of the reader, `known` or not."""
    return "Nothing is asked of you" if known else "No decision is asked of you"


def worrying_changes(rows: Iterable[KeyResultChange], context: ReaderContext) -> list[KeyResultChange]:
    """The key results that need attention, the most pressing first: what is off track or at risk leads."""
    places = {id_: place for place, id_ in enumerate(context.cards)}
    last = len(places)
    return sorted(filter(_is_worrying, rows), key=lambda row: (*_urgency(row, context), places.get(row.id, last)))


def why_worrying(row: KeyResultChange, context: ReaderContext) -> str:
    """Why a key result needs attention: `at risk: last step 590 → 610 ms, confidence 6 → 4`."""
    facts = list(_facts(row, context))[:_MOST_FACTS]
    health = row.health[1]
    weak = HEALTH[health].label if health in _WEAK else ""
    return ": ".join(text for text in (weak, ", ".join(facts)) if text)


def _is_worrying(row: KeyResultChange) -> bool:
    present = row.change not in ("added", "dropped", "gone")
    return present and (row.health[1] in _WEAK or any(concerns(row)))


def _urgency(row: KeyResultChange, context: ReaderContext) -> tuple[int, int]:
    health = row.health[1]
    reasons = (
        row.change == "backward",
        _stepped_back(row),
        _far_behind(context.cards.get(row.id)),
        _silent(row),
        _confidence_fell(row),
        True,
    )
    return _WEAK.index(health) if health in _WEAK else len(_WEAK), reasons.index(True)


def _facts(row: KeyResultChange, context: ReaderContext) -> Iterator[str]:
    card = context.cards.get(row.id)
    if row.change == "backward":
        yield reached_change(row) if None in row.value else value_change(row)
    if _stepped_back(row):
        yield f"last step {last_step_text(row)}"
    if card and _far_behind(card):
        lead = "said to be on track, but " if row.divergent else ""
        expected = "" if is_yes_or_no(row.kind) else f", expected {percent(card.figures.expected)}"
        yield f"{lead}{reached_label(row.kind, card.figures.shown)}{expected}"
    if _silent(row) and (check_ins := context.check_ins(row.id)):
        yield f"nothing since {short_day(check_ins[-1].on, context.day)}"
    if _confidence_fell(row):
        yield confidence_change(row).text


def _stepped_back(row: KeyResultChange) -> bool:
    return row.last_step_backward and row.change != "backward"


def _far_behind(card: Card | None) -> bool:
    return card is not None and card.figures.counted and card.figures.pace == "far_behind"


def _silent(row: KeyResultChange) -> bool:
    return row.health[1] == "outdated" or row.change == "silent"


def _confidence_fell(row: KeyResultChange) -> bool:
    return "confidence_fell" in concerns(row)


def _worries(rows: Sequence[KeyResultChange]) -> str:
    """How many key results there are with each worry, in a sentence; one may have several. Empty for none."""
    if not rows:
        return ""
    counts = (
        *((sum(row.health[1] == health for row in rows), f"{{}} {{is_}} {HEALTH[health].label}") for health in _WEAK),
        (sum(row.change == "backward" for row in rows), "{} went backward"),
        (sum(map(_stepped_back, rows)), "the last step of {} went backward"),
        (sum(map(_confidence_fell, rows)), "confidence fell on {}"),
        (sum(row.divergent for row in rows), f"{{}} {{is_}} {DIVERGENT}"),
        (sum(row.health[1] == "outdated" for row in rows), "{} {is_} outdated"),
    )
    return f"{_numbered('{} {needs} attention', len(rows))}: {_listed_counts(counts)}."


def _comings_and_goings(rows: Iterable[KeyResultChange]) -> str:
    """How many key results are new, dropped or gone; empty for none."""
    found = Counter(row.change for row in rows)
    counts = (
        (found["added"], "{} {is_} new"),
        (found["dropped"], "{} {was} dropped"),
        (found["gone"], "{} {is_} no longer there"),
    )
    return f"{text}." if (text := _listed_counts(counts)) else ""


def _listed_counts(counts: Iterable[tuple[int, str]]) -> str:
    return listed([_numbered(template, count) for count, template in counts if count])


def _numbered(template: str, count: int) -> str:
    is_, was, needs = ("is", "was", "needs") if count == 1 else ("are", "were", "need")
    return template.format(count, is_=is_, was=was, needs=needs)
