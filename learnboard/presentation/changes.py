"""What changed between two snapshots, or where things stand in the first one (FORMAT.md §4)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, Literal, TypeAlias

from learnboard.domain.board import Card, open_blocker
from learnboard.domain.comparison import Chain, Comparison, Concern, ConcernGroup, Given, KeyResultChange, concerns
from learnboard.domain.metrics.figures import Health
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.check_ins import BlockerText, blocker_text
from learnboard.presentation.key_results import DIVERGENT, present_confidence, value_of
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.values import (
    FAR_BEHIND,
    HEALTH,
    Fact,
    State,
    arrow,
    count_of,
    day_text,
    is_divergent,
    missed_periods,
    reached_label,
    short_day,
    verdict,
    with_unit,
)

TITLES: Final[dict[Concern, str]] = {
    "off_track": HEALTH["off_track"].label.capitalize(),
    "at_risk": HEALTH["at_risk"].label.capitalize(),
    "backward": "Backward since then",
    "last_step_backward": "Backward at the last check-in",
    "divergent": DIVERGENT.capitalize(),
    "missed": "Missed a period",
    "outdated": HEALTH["outdated"].label.capitalize(),
    "blocked": "Blocked",
    "confidence_fell": "Confidence fell",
    "forward": "Moved forward",
    "reported": "Reported, the number is the same",
    "silent": "Nothing new",
    "added": "New",
    "dropped": "Dropped",
    "gone": "No longer there",
}
RECKONED_ANEW: Final = "reckoned anew, nothing was reported"
"""Said of progress that is another since the target or the span was changed."""
SINCE_THEN: Final = "since then"
"""Since the snapshot or meeting that the heading names."""
STANDING: Final = "Where things stand"
NO_EARLIER: Final = "There is no earlier snapshot of this board here to compare with."
NOT_HERE: Final = (
    "The snapshot before this one is not here, and this file does not tell of which day it was: put that file beside "
    "it, or open its page in a browser, to see what changed."
)
RECKONED_ALONE: Final = "That snapshot is not here: what was known then is reckoned from the days in this file."
WITHHELD: Final = "Something was withheld from this snapshot: its figures are of what is in it."
CHAINS: Final[dict[Chain, State]] = {
    "ok": State("✓", "follows the one before", "good"),
    "gap": State("…", "others lie between", "warn"),
    "altered": State("!", "one of the two was altered after it was written", "bad"),
}
"""How the newer of two snapshots follows the older one."""
_GIVEN: Final[Mapping[Given, str]] = {
    "reversed": "the first file is the newer one",
    "same": "both files are the same snapshot",
}
_NOTICES: Final[Mapping[Given, str]] = {
    "reversed": "{old} is newer than {new}, so that everything is told the wrong way round: give the older file first.",
    "same": "{old} and {new} are the same snapshot: give an earlier one first to see what changed.",
}
_FIRST: Final = State("", "the first one here", "quiet")
_ALTERED: Final = State("!", "altered after it was written", "bad")
_ALTERED_BEFORE: Final = State("!", "the one before was altered", "warn")
Standing: TypeAlias = Health | Literal["divergent"]
STANDINGS: Final[tuple[Standing, ...]] = (
    "off_track",
    "outdated",
    "at_risk",
    "divergent",
    "pending",
    "on_track",
    "achieved",
    "dropped",
)
"""All verdicts, the weakest first (FORMAT.md §2, the health of an objective)."""
_WORRYING: Final[tuple[Standing, ...]] = ("off_track", "outdated", "at_risk", "divergent")


class ChangeText(NamedTuple):
    """What became of a key result. Texts with an arrow have the old and the new; without one they did not change.

    `before` is its health in the older snapshot, None if that is the same. `change` says what became of it unless its
    group does: of what is worrying the figures say how far it moved. `flags` name what else is worrying. `note` is the
    owner's latest note, `note_on` its day. `blocker` is what stands in the way, `ask` the help that is wanted.
    """

    id: Id
    title: str
    objective: str
    reached: str
    value: str
    confidence: Fact
    health: State
    before: State | None
    change: str
    flags: tuple[str, ...]
    new_check_ins: str
    note: str
    note_on: str
    blocker: BlockerText | None
    ask: str

    @property
    def was(self) -> str:
        """The health before: `was on track`; empty if it was the same."""
        return f"was {self.before.label}" if self.before else ""


class ChangeItem(NamedTuple):
    """A key result in a group. It is described when it is shown: there may be thousands."""

    id: Id
    title: str
    describe: Callable[[], ChangeText]


WORRYING: Final = "!"
"""The sign of what is worrying: of a group of changes, and of what else is said of one."""


class ChangeGroup(NamedTuple):
    """Key results with the same concern or health; a line each is enough for those that are `silent`."""

    key: Concern | Standing
    title: str
    worrying: bool
    silent: bool
    items: Sequence[ChangeItem]


def baseline_text(*, follows: bool, reckoned: bool) -> str:
    """What is said of a snapshot without the file before it, of which it may be that it `follows` one.

    `reckoned` says that it is held against what was known then all the same.
    """
    if reckoned:
        return RECKONED_ALONE if follows else ""
    return NOT_HERE if follows else NO_EARLIER


def compared_text(comparison: Comparison) -> str:
    """How the two snapshots of a comparison follow each other, as they were given."""
    return _GIVEN.get(comparison.given) or CHAINS[comparison.chain].label


def order_notice(comparison: Comparison, old: str, new: str) -> str:
    """What is said of files, by their names, that were not given in their order; empty if they were."""
    return _NOTICES.get(comparison.given, "").format(old=old, new=new)


def chain_state(chain: Chain | None, *, altered: bool) -> State:
    """How a snapshot, `altered` or not, follows the one that it is compared with; None for a first one."""
    if altered:
        return _ALTERED
    if chain == "altered":
        return _ALTERED_BEFORE
    return CHAINS[chain] if chain else _FIRST


def since_text(day: date, what: Literal["snapshot", "meeting"] = "snapshot") -> str:
    """What a board is held against: `the snapshot of 27 Mar 2026`, `the meeting on 27 Mar 2026`."""
    return f"the {what} {'on' if what == 'meeting' else 'of'} {day_text(day)}"


def changed_heading(since: str) -> str:
    """The heading over the changes since what `since_text` says."""
    return f"What changed since {since}"


def change_groups(groups: Sequence[ConcernGroup], context: ReaderContext | None = None) -> Iterator[ChangeGroup]:
    """The groups of a comparison. The context adds what only the newer snapshot knows: steps and notes."""
    for group in groups:
        concern = group.concern
        items = [ChangeItem(row.id, row.title, partial(_change, row, concern, context)) for row in group.rows]
        yield ChangeGroup(concern, TITLES[concern], group.worrying, concern == "silent", items)


def standing_groups(context: ReaderContext) -> Iterator[ChangeGroup]:
    """The key results by their one verdict, the weakest first."""
    objectives = {column.id: column.objective.title for column in context.report.columns}
    found: dict[Standing, list[ChangeItem]] = {verdict_of: [] for verdict_of in STANDINGS}
    for id_, card in context.cards.items():
        text = partial(_standing, card, objectives[card.key_result.objective_id], context)
        found[standing(card)].append(ChangeItem(id_, card.key_result.title, text))
    for verdict_of, items in found.items():
        if items:
            title = standing_label(verdict_of).capitalize()
            yield ChangeGroup(verdict_of, title, verdict_of in _WORRYING, silent=False, items=items)


def standing(card: Card) -> Standing:
    """Where a key result stands, by its one verdict."""
    return "divergent" if is_divergent(card.figures, ended=card.ended) else card.figures.health


def standing_label(verdict_of: Standing) -> str:
    """What a verdict is called."""
    return DIVERGENT if verdict_of == "divergent" else HEALTH[verdict_of].label


def _change(row: KeyResultChange, concern: Concern, context: ReaderContext | None) -> ChangeText:
    card = context.cards.get(row.id) if context else None
    note, note_on = _note(card, context) if context and card else ("", "")
    old, new = row.health
    now = new or old
    assert now is not None
    return ChangeText(
        id=row.id,
        title=row.title,
        objective=row.objective,
        reached=reached_change(row),
        value=value_change(row) or (value_of(card) if card else ""),
        confidence=confidence_change(row),
        health=FAR_BEHIND if "divergent" in concerns(row) else verdict(now, ended=row.closed),
        before=HEALTH[old] if old and old != now else None,
        change=_what_became(row, concern),
        flags=tuple(_flags(row, concern)),
        new_check_ins=count_of(row.new_check_ins, "new check-in") if row.new_check_ins else "",
        note=note,
        note_on=note_on,
        **_needs(card, context),
    )


def _what_became(row: KeyResultChange, concern: Concern) -> str:
    """What became of a key result, unless its group says it; nothing that is worrying is said to move forward."""
    if row.moved != row.change and row.health[1] != "dropped":
        return RECKONED_ANEW
    # The flags say how it went backward.
    return "" if row.change in (concern, "forward", "backward") else TITLES[row.change].lower()


def _standing(card: Card, objective: str, context: ReaderContext) -> ChangeText:
    figures = card.figures
    note, note_on = _note(card, context)
    return ChangeText(
        id=card.id,
        title=card.key_result.title,
        objective=objective,
        reached=reached_label(card.key_result.kind, figures.shown),
        value=value_of(card),
        confidence=present_confidence(figures),
        health=FAR_BEHIND if standing(card) == "divergent" else verdict(figures.health, ended=card.ended),
        before=None,
        change="",
        flags=(missed,) if (missed := missed_periods(figures.held, card.key_result.period)) else (),
        new_check_ins="",
        note=note,
        note_on=note_on,
        **_needs(card, context),
    )


def _needs(card: Card | None, context: ReaderContext | None) -> dict[str, Any]:
    """What stands in the way of a card, and the help that is wanted."""
    if card is None or context is None:
        return {"blocker": None, "ask": ""}
    blocker = open_blocker(context.check_ins(card.id), card.figures)
    ask = context.titled(card.key_result.ask.strip()) if card.asks else ""
    return {"blocker": blocker_text(blocker, context.day) if blocker else None, "ask": ask}


def reached_change(row: KeyResultChange) -> str:
    """How far it was and is: `47 % → 53 %`."""
    return arrow(*(shown and reached_label(row.kind, shown) for shown in row.shown))


def value_change(row: KeyResultChange) -> str:
    """Its value then and now: `640 → 610 ms`; empty without values."""
    return with_unit(arrow(*(None if value is None else str(value) for value in row.value)) or None, row.unit)


def confidence_change(row: KeyResultChange) -> Fact:
    """Confidence then and now: `confidence 6 → 4 since then`, to be told from a step since the check-in before."""
    old, new = row.confidence
    then = f" {SINCE_THEN}" if None not in row.confidence and old != new else ""
    numbers = arrow(*(None if value is None else str(value) for value in row.confidence))
    fell = old is not None and new is not None and new < old
    return Fact(f"confidence {numbers}{then}" if numbers else "", "warn" if fell else "neutral")


def _flags(row: KeyResultChange, concern: Concern) -> Iterator[str]:
    """What is worrying about it, beside its group, its confidence and its health."""
    backward = backward_text(row)
    if backward and backward != TITLES[concern].lower():
        yield backward
    if missed := missed_text(row):
        yield missed
    if concern != "divergent" and "divergent" in concerns(row):
        yield TITLES["divergent"].lower()


def missed_text(row: KeyResultChange) -> str:
    """How many periods were kept, if one was missed: `5 of 6 kept, May missed`."""
    return missed_periods(row.held[1], row.period)


def backward_text(row: KeyResultChange) -> str:
    """Whether it went backward since the snapshot or meeting, between its last two check-ins, or both.

    `backward at the last check-in, 590 → 610 ms, not since then`; empty if it did neither.
    """
    at_last = f"at the last check-in, {last_step_text(row)}"
    if row.moved == "backward":
        further = row.last_step_backward and row.last_values != row.value  # else the one step is all that happened
        return f"backward {SINCE_THEN}" + (f", also {at_last}" if further else "")
    return f"backward {at_last}, not {SINCE_THEN}" if row.last_step_backward else ""


def last_step_text(row: KeyResultChange) -> str:
    """The last two values: `590 → 610 ms`."""
    return with_unit(" → ".join(map(str, row.last_values)), row.unit)


def _note(card: Card, context: ReaderContext) -> tuple[str, str]:
    """Why it was dropped, or else the owner's latest new note and its day."""
    if reason := card.key_result.dropped and card.key_result.drop_reason.strip():
        return context.titled(reason), ""
    notes = [row for row in context.new_check_ins(card.id) if row.note.strip()]
    return (notes[-1].note.strip(), short_day(notes[-1].on, context.day)) if notes else ("", "")
