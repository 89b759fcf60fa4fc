"""What changed between two snapshots of one board (format.md §4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from learnboard.domain.arithmetic import Yardstick, metric_raw
from learnboard.domain.board import Card, grouped, make_card
from learnboard.domain.errors import Refused
from learnboard.domain.fields import Id, Number
from learnboard.domain.figures import Figures
from learnboard.domain.health import Health
from learnboard.domain.key_results import CheckIn, KeyResult
from learnboard.domain.known import as_known
from learnboard.domain.records import Records
from learnboard.domain.snapshot import Previous, Snapshot

Chain: TypeAlias = Literal["ok", "gap", "altered"]
Change: TypeAlias = Literal["added", "gone", "dropped", "forward", "backward", "reported", "silent"]


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one key result between two snapshots. Pairs are old and new; None where it is not in one.

    `objective` is the title of its objective, `divergent` whether it is said to be on track now, but is far behind.
    """

    id: Id
    title: str
    objective: str
    change: Change
    last_step_backward: bool
    divergent: bool
    shown: tuple[str | None, str | None]
    value: tuple[Number | None, Number | None]
    unit: str
    confidence: tuple[int | None, int | None]
    health: tuple[Health | None, Health | None]
    new_check_ins: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two snapshots of one board held against each other."""

    chain: Chain
    old_day: date
    new_day: date
    rows: tuple[Moved, ...]


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """Hold two snapshots against each other, each at its own day.

    Raises:
        Refused: if they are of two boards.
    """
    if old.board_id != new.board_id:
        raise Refused(
            f"These are snapshots of two boards, {old.board_id} and {new.board_id}: compare two files of one board."
        )
    before, after = _Side(old), _Side(new)
    ids = sorted(before.cards.keys() | after.cards.keys())
    return Comparison(_chain(old, new), old.as_of, new.as_of, tuple(_moved(one, before, after) for one in ids))


def as_plain(comparison: Comparison) -> dict[str, Any]:
    """The comparison as the format writes it."""
    return {
        "chain": comparison.chain,
        "rows": [
            {
                "id": row.id,
                "change": row.change,
                "last_step_backward": row.last_step_backward,
                "shown": list(row.shown),
                "confidence": list(row.confidence),
                "health": list(row.health),
                "new_check_ins": row.new_check_ins,
            }
            for row in comparison.rows
        ],
    }


def _chain(old: Snapshot, new: Snapshot) -> Chain:
    if old.altered or new.altered:
        return "altered"
    return "ok" if new.previous == Previous(old.snapshot_id, old.content_hash) else "gap"


class _Side:
    """One of the two snapshots as known on its own day, ready to be asked by key result."""

    def __init__(self, of: Snapshot) -> None:
        records = as_known(of.records, of.as_of)
        self.check_ins = grouped(records.check_ins, records.milestones).check_ins
        self.objectives = {objective.id: objective.title for objective in records.objectives}
        self.cards: Mapping[Id, Card] = {card.id: card for card in _cards(records, of.as_of)}


def _cards(records: Records, day: date) -> Iterator[Card]:
    """Every key result's card, measured in the cycle of its own objective: a new cycle makes none of them go."""
    evidence = grouped(records.check_ins, records.milestones)
    cycles = {cycle.id: cycle for cycle in records.cycles}
    objectives = {objective.id: objective for objective in records.objectives}
    for one in records.key_results:
        objective = objectives[one.objective_id]
        yardstick = Yardstick(cycles[objective.cycle_id], day, records.identity.settings)
        yield make_card(one, evidence, committed=objective.okr_type == "committed", yardstick=yardstick)


def _moved(one: Id, before: _Side, after: _Side) -> Moved:
    old, new = before.cards.get(one), after.cards.get(one)
    told = {check_in.id for check_in in before.check_ins.get(one, ())}
    fresh = [check_in for check_in in after.check_ins.get(one, ()) if check_in.id not in told]
    present = new or old
    assert present is not None
    then, now = _figures(old), _figures(new)
    key_result = present.key_result
    return Moved(
        id=one,
        title=key_result.title,
        objective=(after if new else before).objectives[key_result.objective_id],
        change=_change(old, new, bool(fresh)),
        last_step_backward=new is not None and last_step_backward(new.key_result, after.check_ins.get(one, ())),
        divergent=now is not None and now.divergent,
        shown=(then.shown if then else None, now.shown if now else None),
        value=(then.value if then else None, now.value if now else None),
        unit=key_result.unit,
        confidence=(then.confidence if then else None, now.confidence if now else None),
        health=(then.health if then else None, now.health if now else None),
        new_check_ins=len(fresh) if new else 0,
    )


def _figures(card: Card | None) -> Figures | None:
    return card.figures if card else None


def _change(old: Card | None, new: Card | None, reported: bool) -> Change:
    if old is None or new is None:
        return "added" if old is None else "gone"
    if new.key_result.dropped and not old.key_result.dropped:
        return "dropped"
    step = _raw(new) - _raw(old)
    if step:
        return "forward" if step > 0 else "backward"
    return "reported" if reported else "silent"


def _raw(card: Card) -> Fraction:
    raw = card.figures.raw
    return Fraction(0) if raw is None else raw


def last_step_backward(key_result: KeyResult, check_ins: Sequence[CheckIn]) -> bool:
    """Whether a metric's latest value is further from its target than the one before it."""
    values = [check_in.value for check_in in check_ins if check_in.value is not None][-2:]
    if key_result.kind != "metric" or len(values) < 2:  # noqa: PLR2004
        return False
    before, latest = (abs(1 - metric_raw(key_result, value)) for value in values)
    return latest > before
