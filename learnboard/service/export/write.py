"""Exports written to files, and noted on the board."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from pathlib import Path

from learnboard.domain.errors import Rejected
from learnboard.domain.text import without_controls
from learnboard.exchange.safe_io import SNAPSHOT_LIMIT, atomic_write
from learnboard.exchange.story_markdown import story_markdown
from learnboard.service.export.calendar import calendar_document, calendar_notices
from learnboard.service.export.checks import check_leaks
from learnboard.service.export.contents import leaving
from learnboard.service.export.prepare import SNAPSHOTS, ExportFormat, PreparedExport
from learnboard.service.export.story import tell
from learnboard.service.export.table import table_document
from learnboard.service.opening import open_existing
from learnboard.storage.errors import quoted_path
from learnboard.storage.exports import ExportNote, add_export
from learnboard.storage.store import Store


def write_export(
    store: Store, prepared: PreparedExport, kind: ExportFormat, path: Path | None, *, force: bool, anyway: bool = False
) -> tuple[bytes, tuple[str, ...]]:
    """Write an export to a file, or only make its bytes, and note a snapshot on the board.

    Returns:
        The bytes, and notices about them; what private texts are in them is said by `leak_notices`.

    Raises:
        Rejected: if private texts are in it and it is not to leave `anyway`, if its number is taken by now, or if there
            is no cycle to tell the story of, nothing for a calendar, or no such table.
        InvalidFile: if the file exists and `force` is not given, or it cannot be written.
    """
    if path:
        check_not_board(store, path)
    records = prepared.snapshot.records
    if not anyway:
        check_leaks(leaving(prepared, kind).leaks, records)
    data, content_hash = _encode(prepared, kind)
    # The file takes its place only once its number is taken: two files of one number would break the chain.
    with atomic_write(path, data, force=force) if path else nullcontext():
        if content_hash and not store.read_only:
            add_export(store, _note(prepared, content_hash, path))
    return data, (*calendar_notices(prepared, kind), *_notices(store, data, kind))


def write_pairs(store: Store, pairs: Iterable[tuple[PreparedExport, Path, Path]]) -> None:
    """Write each snapshot as a file and as a page, and note it once. All take their names at the end, or none does.

    Raises:
        Rejected: if a snapshot's number is taken by now, or a path is that of the board.
        InvalidFile: if a file exists, or cannot be written.
    """
    notes = []
    with ExitStack() as stack:
        for prepared, file, page in pairs:
            document, content_hash = _encode(prepared, "json")
            html, _ = _encode(prepared, "html")
            for path, data in ((file, document), (page, html)):
                check_not_board(store, path)
                stack.enter_context(atomic_write(path, data))
            notes.append(_note(prepared, content_hash, file))
        for note in notes if not store.read_only else ():
            add_export(store, note)


def check_not_board(store: Store, path: Path) -> None:
    """Refuse to write over the board itself.

    Raises:
        Rejected: if the path leads to it.
    """
    if _same(path, store.path):
        raise Rejected(f"The file {quoted_path(path)} is the board itself: choose another name with -o.")


def write_document(store: Store, data: bytes, path: Path, *, force: bool) -> None:
    """Write what was made into a file.

    Raises:
        Rejected: if the file is the board itself.
        InvalidFile: if the file exists and `force` is not given, or it cannot be written.
    """
    check_not_board(store, path)
    with atomic_write(path, data, force=force):
        pass


def write_export_at(
    board: Path, prepared: PreparedExport, kind: ExportFormat, path: Path | None, *, force: bool, anyway: bool = False
) -> tuple[bytes, tuple[str, ...]]:
    """Do the same with a connection of its own, for a thread."""
    with open_existing(board) as store:
        return write_export(store, prepared, kind, path, force=force, anyway=anyway)


def _encode(prepared: PreparedExport, kind: ExportFormat) -> tuple[bytes, str]:
    """The bytes of the file, and the hash of the snapshot in it; empty for what is no snapshot.

    A snapshot that would be too large to be read is written without the indent, if that helps (FORMAT.md §1).
    """
    data, content_hash = _encode_indented(prepared, kind)
    if kind in SNAPSHOTS and len(data) > SNAPSHOT_LIMIT:
        compact, _ = _encode_indented(prepared, kind, indent=None)
        data = compact if len(compact) <= SNAPSHOT_LIMIT else data
    return data, content_hash


def _encode_indented(prepared: PreparedExport, kind: ExportFormat, *, indent: int | None = 1) -> tuple[bytes, str]:
    if kind == "markdown":
        return story_markdown(tell(prepared)[0]), ""
    if kind == "json":
        return _document(prepared, indent)
    if kind == "ics":
        return calendar_document(prepared), ""
    if kind == "csv":
        return table_document(prepared), ""
    # Jinja and the templates take 40 ms, and only pages need them.
    from learnboard.exchange.html import html_page, story_page  # noqa: PLC0415

    if kind == "story":
        return story_page(*tell(prepared)), ""
    document, content_hash = _document(prepared, indent)
    snapshot = replace(prepared.snapshot, content_hash=content_hash)
    return html_page(snapshot, document, baseline=prepared.baseline, reader=prepared.person), content_hash


def _document(prepared: PreparedExport, indent: int | None) -> tuple[bytes, str]:
    """The bytes of the snapshot as a file, and the hash in it."""
    # Pydantic takes longer to import than a preview takes to be made.
    from learnboard.exchange.documents import encode_snapshot  # noqa: PLC0415

    return encode_snapshot(prepared.snapshot, indent=indent)


def _note(prepared: PreparedExport, content_hash: str, path: Path | None) -> ExportNote:
    snapshot = prepared.snapshot
    return ExportNote(
        snapshot_id=snapshot.snapshot_id,
        profile=snapshot.profile,
        for_id=prepared.request.person,
        sequence=snapshot.sequence,
        content_hash=content_hash,
        exported_at=snapshot.exported_at,
        as_of=snapshot.as_of,
        file=without_controls(str(path)) if path else None,
    )


def _same(path: Path, board: Path) -> bool:
    try:
        return path.samefile(board)
    except OSError:
        return False


def _notices(store: Store, data: bytes, kind: ExportFormat) -> Iterator[str]:
    """That the board could not note the export, and that learnboard itself would refuse to read the file."""
    if kind not in SNAPSHOTS:
        return
    if store.read_only:
        yield f"{store.read_only} The board cannot note this snapshot: the next one will have the same number."
    if len(data) > SNAPSHOT_LIMIT:
        size, most = (count / 2**20 for count in (len(data), SNAPSHOT_LIMIT))
        yield (
            f"The {'page' if kind == 'html' else 'snapshot'} has {size:.1f} MiB, and learnboard reads up to {most:g} "
            "MiB: shorten the longest texts, or keep a copy of the board's own file instead."
        )
