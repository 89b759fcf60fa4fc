"""What changed between two snapshots of one board, and how it is grouped (FORMAT.md §4)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias

from learnboard.domain.as_of import as_known
from learnboard.domain.board import open_blocker
from learnboard.domain.errors import Rejected
from learnboard.domain.histories import KeyResultHistory, group_histories
from learnboard.domain.metrics.figures import Figures, Health, figures
from learnboard.domain.metrics.progress import ZERO, CycleContext, HeldPeriods, below
from learnboard.domain.model.fields import Id, Number
from learnboard.domain.model.key_results import CheckIn, KeyResult, KeyResultKind, Period
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Previous, Snapshot
from learnboard.domain.named_tuple import NamedTuple

Chain: TypeAlias = Literal["ok", "gap", "altered"]
Given: TypeAlias = Literal["in_order", "reversed", "same"]
Change: TypeAlias = Literal["added", "gone", "dropped", "forward", "backward", "reported", "silent"]
_Worry: TypeAlias = Literal[
    "off_track",
    "at_risk",
    "last_step_backward",
    "divergent",
    "missed",
    "outdated",
    "blocked",
    "confidence_fell",
]
Concern: TypeAlias = _Worry | Change
_ID: Final = attrgetter("id")
_TWO: Final = 2


class KeyResultChange(NamedTuple):
    """What became of a key result between two snapshots. Pairs are old and new; None where it is not in one.

    `objective` is the title of its objective. A `divergent` one is reported on track now, but is far behind.
    `last_values` are the last two values in the new snapshot, as far as there are any; `closed` is true if the cycle of
    its objective is. `held` are the periods of a maintain, then and now.
    `blocked` is true if something is in its way now.
    """

    id: Id
    title: str
    kind: KeyResultKind
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
    last_values: tuple[Number, ...]
    closed: bool = False
    held: tuple[HeldPeriods | None, HeldPeriods | None] = (None, None)
    period: Period | None = None
    blocked: bool = False

    @property
    def missed_since(self) -> bool:
        """Whether a period was missed that had not been missed before."""
        old, new = self.held
        return old is not None and new is not None and bool({*new.all_missed} - {*old.all_missed})

    @property
    def moved(self) -> Change:
        """What became of it as it is told.

        Where nothing was reported and the value is the same, only its target or its span was changed: that moved
        nothing, whatever its progress is by now. And what was dropped before stays dropped.
        """
        told_anew = self.new_check_ins > 0 or None in self.value or self.value[0] != self.value[1]
        if self.change not in ("forward", "backward") or (told_anew and self.health[1] != "dropped"):
            return self.change
        return "silent"


class Comparison(NamedTuple):
    """Two snapshots of one board, compared. `chain` says how the newer follows the older.

    `older_days` are those of the snapshots whose files are of minor 0. `given` says whether the files were given in
    their order, the newer one first (`reversed`), or the same one twice.
    """

    chain: Chain
    old_day: date
    new_day: date
    rows: tuple[KeyResultChange, ...]
    older_days: tuple[date, ...] = ()
    given: Given = "in_order"


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """Compare two snapshots, each on its own day.

    Raises:
        Rejected: if they are of two boards.
    """
    if old.board_id != new.board_id:
        raise Rejected(
            f"These are snapshots of two boards, {old.board_id} and {new.board_id}: compare two files of one board."
        )
    before, after = _Side(old), _Side(new)
    ids = sorted(before.key_results.keys() | after.key_results.keys())
    return Comparison(
        chain=_chain(old, new),
        old_day=old.as_of,
        new_day=new.as_of,
        rows=tuple(_key_result(id_, before, after) for id_ in ids),
        older_days=tuple(snapshot.as_of for snapshot in (old, new) if snapshot.older),
        given=_given(old, new),
    )


def plain_comparison(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as the format has it."""
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


def _given(old: Snapshot, new: Snapshot) -> Given:
    if old.snapshot_id == new.snapshot_id:
        return "same"
    return "reversed" if (new.as_of, new.exported_at) < (old.as_of, old.exported_at) else "in_order"


def _chain(old: Snapshot, new: Snapshot) -> Chain:
    if old.altered or new.altered:
        return "altered"
    return "ok" if new.previous == Previous(old.snapshot_id, old.content_hash) else "gap"


class _Side:
    """One of the two snapshots as known on its own day, by key result."""

    def __init__(self, snapshot: Snapshot) -> None:
        records = as_known(snapshot.records, snapshot.as_of)
        histories = group_histories(records.check_ins, records.milestones)
        self.check_ins = histories.check_ins
        self.objectives = {row.id: row.title for row in records.objectives}
        closed = {row.id for row in records.cycles if row.closed}
        self.closed = {row.id for row in records.objectives if row.cycle_id in closed}
        self.key_results = {row.id: row for row in records.key_results}
        self.figures = dict(_figures(records, histories, snapshot.as_of))


def _figures(records: Records, histories: KeyResultHistory, day: date) -> Iterator[tuple[Id, Figures]]:
    """Every key result's figures in the cycle of its own objective, so that a new cycle removes none of them."""
    cycle_contexts = {cycle.id: CycleContext(cycle, day, records.board_info.settings) for cycle in records.cycles}
    objectives = {row.id: row for row in records.objectives}
    for row in records.key_results:
        objective = objectives[row.objective_id]
        yield (
            row.id,
            figures(
                row,
                histories.check_ins.get(row.id, ()),
                histories.milestones.get(row.id, ()),
                committed=objective.committed,
                cycle_context=cycle_contexts[objective.cycle_id],
            ),
        )


def _key_result(id_: Id, before: _Side, after: _Side) -> KeyResultChange:
    old, new = before.key_results.get(id_), after.key_results.get(id_)
    then, now = before.figures.get(id_), after.figures.get(id_)
    check_ins = after.check_ins.get(id_, ())
    new_check_ins = len(set(map(_ID, check_ins)).difference(map(_ID, before.check_ins.get(id_, ()))))
    present = new or old
    assert present is not None
    return KeyResultChange(
        id=id_,
        title=present.title,
        kind=present.kind,
        objective=(after if new else before).objectives[present.objective_id],
        change=_change(old, new, then, now, reported=new_check_ins > 0),
        last_step_backward=new is not None and last_step_backward(new, check_ins),
        divergent=now is not None and now.divergent,
        shown=(then and then.shown, now and now.shown),
        value=(then and then.value, now and now.value),
        unit=present.unit,
        confidence=(then and then.confidence, now and now.confidence),
        health=(then and then.health, now and now.health),
        new_check_ins=new_check_ins,
        last_values=_last_values(check_ins),
        closed=present.objective_id in (after if new else before).closed,
        held=(then and then.held, now and now.held),
        period=present.period,
        blocked=now is not None and open_blocker(check_ins, now) is not None,
    )


def _change(
    old: KeyResult | None, new: KeyResult | None, then: Figures | None, now: Figures | None, *, reported: bool
) -> Change:
    if old is None or new is None or then is None or now is None:
        return "added" if old is None else "gone"
    if new.dropped and not old.dropped:
        return "dropped"
    earlier, later = then.raw or ZERO, now.raw or ZERO
    if earlier != later:
        return "forward" if below(earlier, later) else "backward"
    return "reported" if reported else "silent"


def last_step_backward(key_result: KeyResult, check_ins: Sequence[CheckIn]) -> bool:
    """Whether a metric's latest value is further from its target than the one before it."""
    values = _last_values(check_ins)
    if key_result.kind != "metric" or key_result.target is None or len(values) < _TWO:
        return False
    # Decimals keep 28 digits, and no difference of two numbers has more than 25: this is exact.
    before, latest = (abs(key_result.target - value) for value in values)
    return latest > before


def _last_values(check_ins: Sequence[CheckIn]) -> tuple[Number, ...]:
    values = (row.value for row in reversed(check_ins) if row.value is not None)
    return tuple(islice(values, _TWO))[::-1]


# -- groups -------------------------------------------------------------------------------------------------------


class ConcernGroup(NamedTuple):
    """Key results about which the same is to be said first."""

    concern: Concern
    rows: tuple[KeyResultChange, ...]

    @property
    def worrying(self) -> bool:
        """Whether it is something to talk about before what went well."""
        return self.concern in _WORRYING


def _confidence_fell(row: KeyResultChange) -> bool:
    old, new = row.confidence
    return old is not None and new is not None and new < old


_WORRYING: Final[dict[Concern, Callable[[KeyResultChange], bool]]] = {
    "off_track": lambda row: row.health[1] == "off_track" and not row.closed,
    "at_risk": lambda row: row.health[1] == "at_risk" and not row.closed,
    "backward": lambda row: row.moved == "backward",
    "last_step_backward": lambda row: row.last_step_backward,
    "divergent": lambda row: row.divergent and row.health[1] == "on_track" and not row.closed,
    "missed": lambda row: row.missed_since,
    "outdated": lambda row: row.health[1] == "outdated" and not row.closed,
    "blocked": lambda row: row.blocked and not row.closed,
    "confidence_fell": _confidence_fell,
}
"""All that is worrying, the worst first. In a closed cycle nothing is late any more."""
_OTHERS: Final[tuple[Change, ...]] = ("forward", "reported", "silent", "added", "dropped", "gone")
CONCERNS: Final[tuple[Concern, ...]] = (*_WORRYING, *_OTHERS)
"""All that can be said of a key result first, in the order in which it is told."""


def concerns(row: KeyResultChange) -> Iterator[Concern]:
    """Yield all that is worrying about a key result that is still there, the most pressing first."""
    if row.change not in ("added", "dropped", "gone") and row.health[1] != "dropped":
        yield from (concern for concern, holds in _WORRYING.items() if holds(row))


def first_concern(row: KeyResultChange) -> Concern:
    """Return the one thing by which a key result is counted: the worst, or what became of it."""
    return next(concerns(row), row.moved)


def told_changes(rows: Iterable[KeyResultChange], board: Iterable[Id] = ()) -> tuple[KeyResultChange, ...]:
    """Return the rows that are told, in the order of the key results on the board; what is not on it comes last.

    Left out is what stayed as it was in a closed cycle: nobody reports on it any more, which is no fault.
    """
    places = {id_: place for place, id_ in enumerate(board)}
    told = (row for row in rows if not (row.closed and row.change == "silent"))
    return tuple(sorted(told, key=lambda row: (places.get(row.id, len(places)), row.id)))


def group_changes(rows: Iterable[KeyResultChange]) -> tuple[ConcernGroup, ...]:
    """Put each key result once under the first thing to say about it, in the order of presentation.

    Within a group the rows keep their order.
    """
    groups: dict[Concern, list[KeyResultChange]] = {concern: [] for concern in CONCERNS}
    for row in rows:
        groups[first_concern(row)].append(row)
    return tuple(ConcernGroup(concern, tuple(group)) for concern, group in groups.items() if group)
