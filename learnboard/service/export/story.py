"""The story of a cycle, told of exactly what would leave as a snapshot."""

from dataclasses import replace

from learnboard.domain.errors import Rejected
from learnboard.domain.report import BoardReport, board_report
from learnboard.presentation.story import Story, story_of
from learnboard.service.export.prepare import PreparedExport


def tell(prepared: PreparedExport) -> tuple[Story, BoardReport]:
    """Return the story of a prepared export, and the report that it was told of.

    Raises:
        Rejected: if there is no cycle to tell of.
    """
    snapshot, cycle, person = prepared.snapshot, prepared.cycle, prepared.person
    if cycle is None:
        raise Rejected("There is no cycle to tell of yet: begin one on the board.")
    report = board_report(snapshot.records, snapshot.as_of, cycle.id)
    report = replace(report, withheld=snapshot.withheld)
    reader = person.name.strip() if person else ""
    return story_of(report, reader=reader, private=snapshot.profile == "full"), report
