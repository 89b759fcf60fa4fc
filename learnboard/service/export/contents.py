"""What of a prepared export leaves in each format: a calendar and a table hold less than a snapshot."""

from learnboard.domain.leaks import Leak, place_in
from learnboard.presentation.calendar import calendar_words
from learnboard.presentation.labels import count_text
from learnboard.presentation.values import quoted
from learnboard.service.export.calendar import calendar_of
from learnboard.service.export.prepare import SNAPSHOTS, STORIES, ExportFormat, PreparedExport


def leaving(prepared: PreparedExport, kind: ExportFormat) -> PreparedExport:
    """Return a prepared export as it leaves in a format: with the private texts that are in that."""
    if kind in SNAPSHOTS:
        return prepared
    return prepared.unnumbered._replace(leaks=_leaks(prepared, kind))


def describe_file(prepared: PreparedExport, kind: ExportFormat) -> str:
    """Return what a file is, in a message about it: `snapshot 3`, `the story of “2026”`, `12 budget entries`."""
    cycle, table = prepared.cycle, prepared.request.table
    if kind == "ics":
        return calendar_words(calendar_of(prepared))
    if kind == "csv":
        return count_text(table, len(prepared.snapshot.records.table(table)))
    return (
        f"the story of {quoted(cycle.title)}" if kind in STORIES and cycle else f"snapshot {prepared.snapshot.sequence}"
    )


def _leaks(prepared: PreparedExport, kind: ExportFormat) -> tuple[Leak, ...]:
    leaks = prepared.leaks
    if kind == "csv":
        return tuple(leak for leak in leaks if leak.table == prepared.request.table)
    if kind == "ics" and leaks:
        texts = [text for each in calendar_of(prepared) for text in (each.summary, each.description)]
        return tuple(leak for leak in leaks if any(place_in(text, leak.text) for text in texts))
    return leaks
