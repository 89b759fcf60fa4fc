"""Any file that reaches a board: what it is, is told by what is in it (FORMAT.md §1)."""

from pathlib import Path
from typing import Final

from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.snapshot import Snapshot
from learnboard.exchange.document_schema import FEEDBACK
from learnboard.exchange.feedback import feedback_in
from learnboard.exchange.parsing import kind_of, parsed
from learnboard.exchange.safe_io import FEEDBACK_LIMIT, SNAPSHOT_LIMIT, document_in, read_bytes, too_large
from learnboard.exchange.snapshot import snapshot_in

_NAMED_FEEDBACK: Final = ".feedback.json"


def open_any(path: Path | str) -> Snapshot | FeedbackDocument:
    """Read a snapshot, a page with one inside, or feedback from a file that anybody may have written.

    A file called *.feedback.json of more than 2 MiB is refused before it is read.

    Raises:
        FileRefused: if the file is not to be opened, or is neither.
    """
    name = str(path)
    limit = FEEDBACK_LIMIT if name.casefold().endswith(_NAMED_FEEDBACK) else SNAPSHOT_LIMIT
    return read_any(read_bytes(path, limit=limit), name)


def read_any(data: bytes, name: str) -> Snapshot | FeedbackDocument:
    """Read a snapshot, a page with one inside, or feedback from any bytes; `name` is what refusals call the file.

    Raises:
        FileRefused: if the bytes are neither.
    """
    document = parsed(document_in(data, name), name)
    if kind_of(document, name) is not FEEDBACK:
        return snapshot_in(document, name)
    if len(data) > FEEDBACK_LIMIT:
        raise too_large(name, FEEDBACK_LIMIT)
    return feedback_in(document, name)
