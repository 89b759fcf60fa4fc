"""What a page is made of: a snapshot, what it is held against, who reads it, and what follows from these."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from learnboard.domain.arithmetic import Yardstick
from learnboard.domain.asks import Asks, asks
from learnboard.domain.baseline import Baseline
from learnboard.domain.board import Card, Evidence, grouped
from learnboard.domain.changes import Group, changes
from learnboard.domain.comparison import Moved, compare
from learnboard.domain.fields import OWNER, Id
from learnboard.domain.key_results import CheckIn
from learnboard.domain.people import Acquaintance
from learnboard.domain.snapshot import Snapshot
from learnboard.domain.standing import Standing, standing


class Source(NamedTuple):
    """A snapshot seen by a reader. `groups` is what changed, empty without something to hold it against.

    `names` are of people and `titles` of key results, by id; `told` are the check-ins that the baseline knows.
    """

    snapshot: Snapshot
    standing: Standing
    evidence: Evidence
    cards: Mapping[Id, Card]
    groups: tuple[Group, ...]
    asks: Asks
    names: Mapping[Id, str]
    titles: Mapping[Id, str]
    told: frozenset[Id]
    baseline: Baseline | None
    reader: Acquaintance | None

    @property
    def day(self) -> date:
        """The day the board is shown as known on."""
        return self.standing.as_of

    @property
    def owner(self) -> str:
        """What the owner is called."""
        return self.snapshot.records.identity.owner.name.strip() or "the owner"

    @property
    def yardstick(self) -> Yardstick | None:
        """What the cards are measured against."""
        cycle = self.standing.cycle
        return Yardstick(cycle, self.day, self.standing.records.identity.settings) if cycle else None

    def name_of(self, person: Id | None) -> str:
        """What somebody is called in the page: the reader is “you”; empty for nobody, or somebody withheld."""
        if person is None:
            return ""
        if self.reader and person == self.reader.id:
            return "you"
        return self.owner if person == OWNER else self.names.get(person, "")

    def title_of(self, key_result: Id | None) -> str:
        """The title of a key result; empty when it is not in the snapshot."""
        return self.titles.get(key_result, "") if key_result else ""

    def fresh(self, key_result: Id) -> tuple[CheckIn, ...]:
        """A key result's check-ins that the baseline does not know, the oldest first."""
        return tuple(one for one in self.evidence.check_ins.get(key_result, ()) if one.id not in self.told)


def source(snapshot: Snapshot, baseline: Baseline | None, reader: Acquaintance | None) -> Source:
    """Compute what a page tells."""
    stands = replace(standing(snapshot.records, snapshot.as_of), withheld=snapshot.withheld)
    rows = compare(baseline.snapshot, snapshot).rows if baseline else ()
    return Source(
        snapshot=snapshot,
        standing=stands,
        evidence=grouped(stands.records.check_ins, stands.records.milestones),
        cards={card.id: card for column in stands.columns for card in column.cards},
        groups=changes(_in_board_order(rows, stands)),
        asks=asks(stands),
        names={person.id: person.name for person in stands.records.people},
        titles={row.id: row.title for row in stands.records.key_results},
        told=frozenset(one.id for one in baseline.snapshot.records.check_ins) if baseline else frozenset(),
        baseline=baseline,
        reader=reader,
    )


def _in_board_order(rows: tuple[Moved, ...], stands: Standing) -> list[Moved]:
    """The rows as their cards stand on the board; those that do not stand there come last."""
    places = {card.id: place for place, card in enumerate(card for column in stands.columns for card in column.cards)}
    return sorted(rows, key=lambda row: (places.get(row.id, len(places)), row.id))
