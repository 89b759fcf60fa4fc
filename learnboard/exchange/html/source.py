"""What a page is made of: a snapshot, what it is held against, who reads it, and what follows from these."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from learnboard.domain.comparison import ConcernGroup, KeyResultChange, compare, group_changes, told_changes
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.domain.model.snapshot import Baseline, Snapshot
from learnboard.domain.report import OpenRequests, board_report, open_requests
from learnboard.presentation.assessments import Assessments
from learnboard.presentation.changes import since_text
from learnboard.presentation.reader_context import ReaderContext
from learnboard.presentation.review import as_read


class PageSource:
    """A snapshot for a reader, held against a baseline; None where there is none or nobody is known to read it."""

    def __init__(self, snapshot: Snapshot, baseline: Baseline | None = None, reader: Person | None = None) -> None:
        snapshot = as_read(snapshot)
        self.snapshot = snapshot
        self.baseline = baseline
        self.reader = reader
        report = replace(board_report(snapshot.records, snapshot.as_of), withheld=snapshot.withheld)
        known = (row.id for row in baseline.snapshot.records.check_ins) if baseline else ()
        self.context = ReaderContext(report, reader.id if reader else None, known)
        self.assessments = Assessments(self.context, blind=snapshot.profile != "full")

    @cached_property
    def changes(self) -> tuple[KeyResultChange, ...]:
        """What became of each key result, in the order of the board; what is not on it comes last."""
        if self.baseline is None:
            return ()
        return told_changes(compare(self.baseline.snapshot, self.snapshot).rows, self.context.cards)

    @cached_property
    def changes_by_id(self) -> Mapping[Id, KeyResultChange]:
        """The changes by the id of their key result."""
        return {row.id: row for row in self.changes}

    @cached_property
    def groups(self) -> tuple[ConcernGroup, ...]:
        """The changes in groups, the worrying ones first."""
        return group_changes(self.changes)

    @cached_property
    def requests(self) -> OpenRequests:
        """What is requested of the reader on the day of the snapshot."""
        return open_requests(self.context.report, self.context.you)

    @property
    def since(self) -> str:
        """What the snapshot is held against: `the snapshot of 27 Mar 2026`; empty for a first one."""
        return since_text(self.baseline.day, self.baseline.what) if self.baseline else ""
