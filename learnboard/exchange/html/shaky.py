"""What to worry about since last time: what went backward, is at risk, fell behind, or was not heard of."""

from collections.abc import Iterable, Iterator
from typing import Final

from learnboard.domain.board import Card
from learnboard.domain.comparison import KeyResultChange, worries
from learnboard.domain.metrics.health import Health
from learnboard.exchange.html.card_words import expected, reached
from learnboard.exchange.html.since import last_step
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.words import listed, spoken
from learnboard.presentation.values import short_day, with_unit

_WEAK: Final[tuple[Health, ...]] = ("off_track", "at_risk")
_MOST_SAID: Final = 3


def shaky(source: PageSource) -> list[KeyResultChange]:
    """The key results to worry about, the most pressing first: what is off track or at risk leads."""
    rows = [row for group in source.groups for row in group.rows]
    places = {id_: place for place, id_ in enumerate(source.cards)}
    last = len(places)
    return sorted(
        (row for row in rows if _shaky(row)), key=lambda row: (*_urgency(row, source), places.get(row.id, last))
    )


def why_shaky(row: KeyResultChange, source: PageSource) -> str:
    """What is to worry about in a key result: `at risk: last step 590 → 610 ms, confidence 6 → 4`."""
    facts = list(_facts(row, source))[:_MOST_SAID]
    weak = spoken(row.health[1]) if row.health[1] in _WEAK else ""
    return ": ".join(said for said in (weak, ", ".join(facts)) if said)


def counts(rows: Iterable[KeyResultChange]) -> str:
    """How many there are of each worry, in a sentence; a key result may have several. Empty for nothing."""
    rows = list(rows)
    if not rows:
        return ""
    numbers = (
        *((sum(row.health[1] == health for row in rows), f"{{}} {{is}} {spoken(health)}") for health in _WEAK),
        (sum(row.change == "backward" for row in rows), "{} went backward"),
        (sum(_stepped_back(row) for row in rows), "the last step of {} went backward"),
        (sum(_fell(row) for row in rows), "confidence fell on {}"),
        (sum(row.divergent for row in rows), "{} {is} said to be on track but far behind"),
        (sum(row.health[1] == "outdated" for row in rows), "{} {was} not heard of for long"),
    )
    what = listed([_numbered(words, number) for number, words in numbers if number])
    return f"{_numbered('{} went backward or {is} shaky', len(rows))}: {what}."


def comings_and_goings(rows: Iterable[KeyResultChange]) -> str:
    """How many are new, dropped or gone; empty for nothing."""
    changes = [row.change for row in rows]
    new, dropped, gone = (changes.count(change) for change in ("added", "dropped", "gone"))
    numbers = ((new, "{} {is} new"), (dropped, "{} {was} dropped"), (gone, "{} {is} no longer there"))
    said = [_numbered(words, number) for number, words in numbers if number]
    return f"{listed(said)}." if said else ""


def _numbered(words: str, number: int) -> str:
    verbs = {"is": "is", "was": "was"} if number == 1 else {"is": "are", "was": "were"}
    return words.format(number, **verbs)


def _shaky(row: KeyResultChange) -> bool:
    there = row.change not in ("added", "dropped", "gone")
    return there and (row.health[1] in _WEAK or any(worries(row)))


def _urgency(row: KeyResultChange, source: PageSource) -> tuple[int, int]:
    weak = _WEAK.index(row.health[1]) if row.health[1] in _WEAK else len(_WEAK)
    what = (
        row.change == "backward",
        _stepped_back(row),
        _far_behind(source.cards.get(row.id)),
        _silent(row),
        _fell(row),
    )
    return weak, (*what, True).index(True)


def _facts(row: KeyResultChange, source: PageSource) -> Iterator[str]:
    card = source.cards.get(row.id)
    if row.change == "backward":
        old, new = row.value
        yield f"{old} → {with_unit(new, row.unit)}" if None not in (old, new) else f"{row.shown[0]} → {row.shown[1]}"
    if _stepped_back(row):
        yield f"last step {last_step(source, row.id, row.unit)}"
    if card and _far_behind(card):
        should = f", expected {expected(card)}" if expected(card) else ""
        yield f"{'said on track, but ' if row.divergent else ''}{reached(card, card.figures.shown)}{should}"
    if _silent(row) and (check_ins := source.histories.check_ins.get(row.id)):
        yield f"nothing since {short_day(check_ins[-1].on, source.day)}"
    if _fell(row):
        yield f"confidence {row.confidence[0]} → {row.confidence[1]}"


def _stepped_back(row: KeyResultChange) -> bool:
    return row.last_step_backward and row.change != "backward"


def _far_behind(card: Card | None) -> bool:
    return card is not None and card.figures.counted and card.figures.pace == "far_behind"


def _silent(row: KeyResultChange) -> bool:
    return row.health[1] == "outdated" or row.change == "silent"


def _fell(row: KeyResultChange) -> bool:
    old, new = row.confidence
    return old is not None and new is not None and new < old
