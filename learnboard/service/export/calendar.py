"""The calendar of a board, made of exactly what would leave as a snapshot."""

from learnboard.domain.calendar_events import calendar_events
from learnboard.domain.errors import Rejected
from learnboard.exchange.calendar import calendar_file
from learnboard.presentation.calendar import (
    NO_EVENTS,
    EventText,
    calendar_name,
    event_texts,
    no_block_text,
)
from learnboard.service.export.prepare import ExportFormat, PreparedExport


def calendar_of(prepared: PreparedExport) -> tuple[EventText, ...]:
    """Return the events of a prepared export as they are told."""
    snapshot, block = prepared.snapshot, prepared.block if _is_own(prepared) else None
    owner = snapshot.records.board_info.owner.name if prepared.person else ""
    return event_texts(calendar_events(snapshot.records, snapshot.as_of, block), snapshot.records, owner=owner)


def calendar_document(prepared: PreparedExport) -> bytes:
    """Return a prepared export as a calendar.

    Raises:
        Rejected: if it has no event, since a calendar needs one.
    """
    texts = calendar_of(prepared)
    if not texts:
        raise Rejected(NO_EVENTS)
    snapshot = prepared.snapshot
    return calendar_file(
        texts,
        name=calendar_name(snapshot.records.board_info.owner.name),
        written_at=snapshot.exported_at,
        revision=prepared.revision,
    )


def calendar_notices(prepared: PreparedExport, kind: ExportFormat) -> tuple[str, ...]:
    """Say what a calendar for oneself lacks, if it is one."""
    lacks = kind == "ics" and _is_own(prepared) and prepared.block is None
    return (no_block_text(),) if lacks else ()


def _is_own(prepared: PreparedExport) -> bool:
    """Whether the weekly learning time goes into it: it is for nobody else, and never leaves in `shared`."""
    return prepared.person is None and prepared.snapshot.profile != "shared"
