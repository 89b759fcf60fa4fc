"""What changed between two snapshots of one board, and how it is grouped (FORMAT.md §4)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.as_of import as_known
from learnboard.domain.board import KeyResultHistory, group_histories
from learnboard.domain.errors import Rejected
from learnboard.domain.metrics.figures import Figures, figures
from learnboard.domain.metrics.health import Health
from learnboard.domain.metrics.progress import ZERO, CycleContext, below
from learnboard.domain.model.fields import Id, Number
from learnboard.domain.model.key_results import CheckIn, KeyResult, KeyResultKind
from learnboard.domain.model.records import Records
from learnboard.domain.model.snapshot import Previous, Snapshot

Chain: TypeAlias = Literal["ok", "gap", "altered"]
Change: TypeAlias = Literal["added", "gone", "dropped", "forward", "backward", "reported", "silent"]


class KeyResultChange(NamedTuple):
    """What became of one key result between two snapshots. Pairs are old and new; None where it is not in one.

    `objective` is the title of its objective, `divergent` whether it is said to be on track now, but is far behind.
    `last_values` are the last two values of the new snapshot, as far as there are any.
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two snapshots of one board held against each other."""

    chain: Chain
    old_day: date
    new_day: date
    rows: tuple[KeyResultChange, ...]


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """Hold two snapshots against each other, each at its own day.

    Raises:
        Refused: if they are of two boards.
    """
    if old.board_id != new.board_id:
        raise Rejected(
            f"These are snapshots of two boards, {old.board_id} and {new.board_id}: compare two files of one board."
        )
    before, after = _Side(old), _Side(new)
    ids = sorted(before.key_results.keys() | after.key_results.keys())
    return Comparison(_chain(old, new), old.as_of, new.as_of, tuple(_moved(one, before, after) for one in ids))


def plain_comparison(comparison: Comparison) -> dict[str, Any]:
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
        histories = group_histories(records.check_ins, records.milestones)
        self.check_ins = histories.check_ins
        self.objectives = {objective.id: objective.title for objective in records.objectives}
        self.key_results = {one.id: one for one in records.key_results}
        self.figures = dict(_figures(records, histories, of.as_of))


def _figures(records: Records, histories: KeyResultHistory, day: date) -> Iterator[tuple[Id, Figures]]:
    """Every key result's figures in the cycle of its own objective: a new cycle makes none of them go."""
    cycle_contexts = {cycle.id: CycleContext(cycle, day, records.board_info.settings) for cycle in records.cycles}
    objectives = {objective.id: objective for objective in records.objectives}
    for one in records.key_results:
        objective = objectives[one.objective_id]
        check_ins, steps = histories.check_ins.get(one.id, ()), histories.milestones.get(one.id, ())
        committed, cycle_context = objective.okr_type == "committed", cycle_contexts[objective.cycle_id]
        yield one.id, figures(one, check_ins, steps, committed=committed, cycle_context=cycle_context)


def _moved(one: Id, before: _Side, after: _Side) -> KeyResultChange:
    old, new = before.key_results.get(one), after.key_results.get(one)
    then, now = before.figures.get(one), after.figures.get(one)
    said = after.check_ins.get(one, ())
    told = {check_in.id for check_in in before.check_ins.get(one, ())}
    fresh = sum(check_in.id not in told for check_in in said)
    present = new or old
    assert present is not None
    return KeyResultChange(
        id=one,
        title=present.title,
        kind=present.kind,
        objective=(after if new else before).objectives[present.objective_id],
        change=_change(old, new, then, now, reported=fresh > 0),
        last_step_backward=new is not None and last_step_backward(new, said),
        divergent=now is not None and now.divergent,
        shown=(then and then.shown, now and now.shown),
        value=(then and then.value, now and now.value),
        unit=present.unit,
        confidence=(then and then.confidence, now and now.confidence),
        health=(then and then.health, now and now.health),
        new_check_ins=fresh,
        last_values=_last_values(said),
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
    if key_result.kind != "metric" or key_result.target is None:
        return False
    values = _last_values(check_ins)
    if len(values) < 2:  # noqa: PLR2004
        return False
    # Decimals keep 28 digits, and no difference of two numbers has more than 25: this is exact.
    before, latest = (abs(key_result.target - value) for value in values)
    return latest > before


def _last_values(check_ins: Sequence[CheckIn]) -> tuple[Number, ...]:
    return tuple(check_in.value for check_in in check_ins if check_in.value is not None)[-2:]


Concern: TypeAlias = Literal[
    "confidence_fell",
    "backward",
    "last_step_backward",
    "outdated",
    "divergent",
    "forward",
    "reported",
    "silent",
    "added",
    "dropped",
    "gone",
]
TITLES: Final[dict[Concern, str]] = {
    "confidence_fell": "Confidence fell",
    "backward": "Went backward",
    "last_step_backward": "Last step backward",
    "outdated": "Not heard of for long",
    "divergent": "Said on track, but far behind",
    "forward": "Forward",
    "reported": "Reported, the number is the same",
    "silent": "Nothing new",
    "added": "New",
    "dropped": "Dropped",
    "gone": "No longer there",
}


class Group(NamedTuple):
    """Key results of which the same is to be said first."""

    concern: Concern
    rows: tuple[KeyResultChange, ...]

    @property
    def worrying(self) -> bool:
        """Whether it is something to talk about before what went well."""
        return self.concern in WORRYING


def _still_there(row: KeyResultChange) -> bool:
    return row.change not in ("added", "dropped", "gone") and row.health[1] != "dropped"


def _confidence_fell(row: KeyResultChange) -> bool:
    old, new = row.confidence
    return old is not None and new is not None and new < old


_WORRIES: Final[dict[Concern, Callable[[KeyResultChange], bool]]] = {
    "confidence_fell": _confidence_fell,
    "backward": lambda row: row.change == "backward",
    "last_step_backward": lambda row: row.last_step_backward,
    "outdated": lambda row: row.health[1] == "outdated",
    "divergent": lambda row: row.divergent,
}
_REST: Final[tuple[Concern, ...]] = ("forward", "reported", "silent", "added", "dropped", "gone")
WORRYING: Final = tuple(_WORRIES)


def worries(row: KeyResultChange) -> Iterator[Concern]:
    """All that is worrying about a key result, the most pressing first."""
    if _still_there(row):
        yield from (concern for concern, holds in _WORRIES.items() if holds(row))


def changes(rows: Iterable[KeyResultChange]) -> tuple[Group, ...]:
    """Each key result once, under the first thing to be said of it; groups in the order they are told in.

    Within a group the rows keep the order they come in.
    """
    found: dict[Concern, list[KeyResultChange]] = {concern: [] for concern in (*_WORRIES, *_REST)}
    for row in rows:
        found[next(worries(row), _plain(row))].append(row)
    return tuple(Group(concern, tuple(group)) for concern, group in found.items() if group)


def _plain(row: KeyResultChange) -> Concern:
    # A row that was dropped before stays dropped: there is nothing new to be said of it.
    return row.change if row.change != "backward" else "silent"
