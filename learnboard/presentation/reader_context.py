"""A board's report as one person reads it: who “you” is, and what people and key results are called."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from learnboard.domain.board import Card
from learnboard.domain.histories import KeyResultHistory
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.feedback import Target, TargetKind
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.key_results import CheckIn, TargetChange
from learnboard.domain.text import in_quotes
from learnboard.presentation.labels import TARGET_TABLES, WHOLE_BOARD, dated_name, row_name, target_noun
from learnboard.presentation.mentions import Mentions, Value, read_rows

if TYPE_CHECKING:  # a report needs the tables of all rows, and the page of a card does not
    from learnboard.domain.consent import Consultation
    from learnboard.domain.model.records import Records
    from learnboard.domain.report import BoardReport

MISSING: Final = "that is not in this snapshot"


class ReaderContext:
    """Looks up what the rows of a report are called; each index is built when it is first needed.

    `you` is the id of the person who reads, `owner` on the owner's own screens, None if nobody is known to.
    `known` are the ids of check-ins that the reader has seen before. `today` is the day on which it is read, by default
    that of the report.
    """

    def __init__(
        self, report: "BoardReport", you: Id | None = None, known: Iterable[Id] = (), today: date | None = None
    ) -> None:
        self.report = report
        self.you = you
        self.relative = today in (None, report.as_of)
        """Whether it is told how far away a day is: of a report of another day that would be read as from today."""
        self.today = max(today or report.as_of, report.as_of)
        """The day on which it is read, at the earliest that of the report."""
        self._known = frozenset(known)

    @property
    def day(self) -> date:
        """The day the board is shown as known on."""
        return self.report.as_of

    @property
    def owner(self) -> str:
        """What the owner is called."""
        return self.report.records.board_info.owner.name.strip() or "the owner"

    @property
    def cycle_context(self) -> CycleContext | None:
        """What key results are measured against; None without a cycle."""
        cycle = self.report.cycle
        return CycleContext(cycle, self.day, self.report.records.board_info.settings) if cycle else None

    @cached_property
    def cards(self) -> Mapping[Id, Card]:
        """The cards by id, in the order of the board."""
        return {card.id: card for column in self.report.columns for card in column.cards}

    @property
    def histories(self) -> KeyResultHistory:
        """The check-ins and steps of each key result."""
        return self.report.histories

    @cached_property
    def target_changes(self) -> Mapping[Id, Sequence[TargetChange]]:
        """The changes of each key result's target, in no order."""
        changes: dict[Id, list[TargetChange]] = {}
        for row in self.report.records.target_changes:
            changes.setdefault(row.key_result_id, []).append(row)
        return changes

    @cached_property
    def consultations(self) -> "Mapping[Id, Consultation]":
        """The proposals by their ids."""
        return {found.id: found for found in self.report.proposals}

    @cached_property
    def _names(self) -> Mapping[Id, str]:
        return {person.id: person.name.strip() for person in self.report.records.people}

    @cached_property
    def _titles(self) -> Mapping[Id, str]:
        return {row.id: row.title for row in self.report.records.key_results}

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self.report.records)

    def titled(self, text: str) -> str:
        """A text that somebody wrote, with the rows that it mentions by their id as titles."""
        return self._mentions.read(text)

    def read(self, value: Value) -> Value:
        """A row, or a tuple of rows, as it is read: the texts in it as `titled` has them."""
        return read_rows(value, self._mentions.read)

    def name_of(self, person: Id | None) -> str:
        """What somebody is called: the reader is “you”; empty for nobody, or somebody withheld."""
        if person is None:
            return ""
        if person == self.you:
            return "you"
        return self.owner if person == OWNER else self._names.get(person, "")

    def purpose(self, key_result: Id | None) -> str:
        """The key result that something is for: `for “Cut latency”`; empty if it is not in the report."""
        title = self._titles.get(key_result, "") if key_result else ""
        return f"for {in_quotes(title)}" if title else ""

    def check_ins(self, key_result: Id) -> tuple[CheckIn, ...]:
        """The check-ins of a key result as they are read, the oldest first."""
        return self.read(tuple(self.histories.check_ins.get(key_result, ())))

    def new_check_ins(self, key_result: Id) -> tuple[CheckIn, ...]:
        """The check-ins that the reader has not seen before, the oldest first."""
        return tuple(row for row in self.check_ins(key_result) if row.id not in self._known)


def describe_target(records: "Records", target: Target) -> str:
    """What feedback is about: `key result “Cut latency”`, `the whole board`."""
    return named_target(target.kind, target_title(records, target))


def target_title(records: "Records", target: Target) -> str | None:
    """The title of what feedback is about, on one line; None if it is not in the snapshot."""
    if target.kind == "board":
        return WHOLE_BOARD
    row = next((row for row in records.table(TARGET_TABLES[target.kind]) if row.id == target.id), None)
    return None if row is None else row_name(row) or dated_name(row)


def named_target(kind: TargetKind, title: str | None) -> str:
    """A target by its noun and title, or by its day if it has none; None if it is not in the snapshot."""
    noun = target_noun(kind)
    if kind == "board" or not title:
        return noun if title is not None else f"{noun} {MISSING}"
    if title.startswith(f"the {noun} of "):
        return title
    return f"the agreement with {title}" if kind == "person" else f"{noun} {in_quotes(title)}"
