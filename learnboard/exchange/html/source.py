"""What a page is made of: a snapshot, what it is held against, who reads it, and what follows from these."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from learnboard.domain.board import Card, KeyResultHistory, group_histories
from learnboard.domain.comparison import Group, KeyResultChange, changes, compare
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.key_results import CheckIn
from learnboard.domain.model.people import Person
from learnboard.domain.model.snapshot import Baseline, Snapshot
from learnboard.domain.report import BoardReport, OpenRequests, board_report, open_requests


class PageSource(NamedTuple):
    """A snapshot seen by a reader. `groups` is what changed, empty without something to hold it against.

    `names` are of people and `titles` of key results, by id; `told` are the check-ins that the baseline knows.
    """

    snapshot: Snapshot
    report: BoardReport
    histories: KeyResultHistory
    cards: Mapping[Id, Card]
    groups: tuple[Group, ...]
    requests: OpenRequests
    names: Mapping[Id, str]
    titles: Mapping[Id, str]
    told: frozenset[Id]
    baseline: Baseline | None
    reader: Person | None

    @property
    def day(self) -> date:
        """The day the board is shown as known on."""
        return self.report.as_of

    @property
    def owner(self) -> str:
        """What the owner is called."""
        return self.snapshot.records.board_info.owner.name.strip() or "the owner"

    @property
    def cycle_context(self) -> CycleContext | None:
        """What the cards are measured against."""
        cycle = self.report.cycle
        return CycleContext(cycle, self.day, self.report.records.board_info.settings) if cycle else None

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
        return tuple(one for one in self.histories.check_ins.get(key_result, ()) if one.id not in self.told)


def page_source(snapshot: Snapshot, baseline: Baseline | None, reader: Person | None) -> PageSource:
    """Compute what a page tells."""
    report = replace(board_report(snapshot.records, snapshot.as_of), withheld=snapshot.withheld)
    rows = compare(baseline.snapshot, snapshot).rows if baseline else ()
    return PageSource(
        snapshot=snapshot,
        report=report,
        histories=group_histories(report.records.check_ins, report.records.milestones),
        cards={card.id: card for column in report.columns for card in column.cards},
        groups=changes(_in_board_order(rows, report)),
        requests=open_requests(report),
        names={person.id: person.name for person in report.records.people},
        titles={row.id: row.title for row in report.records.key_results},
        told=frozenset(one.id for one in baseline.snapshot.records.check_ins) if baseline else frozenset(),
        baseline=baseline,
        reader=reader,
    )


def _in_board_order(rows: tuple[KeyResultChange, ...], report: BoardReport) -> list[KeyResultChange]:
    """The rows as their cards stand on the board; those that do not stand there come last."""
    places = {card.id: place for place, card in enumerate(card for column in report.columns for card in column.cards)}
    return sorted(rows, key=lambda row: (places.get(row.id, len(places)), row.id))
