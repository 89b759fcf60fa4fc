"""Feedback as files: reading and believing them, writing them, and their published schema (FORMAT.md §1)."""

import json
from operator import attrgetter
from pathlib import Path
from typing import Any

from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.feedback import FeedbackDocument
from learnboard.domain.model.plain import to_plain
from learnboard.domain.validation import check_feedback
from learnboard.exchange.document_schema import FEEDBACK, HEAD_OF_FEEDBACK, published_schema
from learnboard.exchange.file_errors import refusal
from learnboard.exchange.parsing import parsed, values_of
from learnboard.exchange.safe_io import FEEDBACK_LIMIT, read_document


def open_feedback(path: Path | str) -> FeedbackDocument:
    """Read feedback from a file of at most 2 MiB that anybody may have written.

    Raises:
        FileRefused: if the file is not to be opened, or is no feedback that a board can take in.
    """
    return read_feedback(read_document(path, limit=FEEDBACK_LIMIT), str(path))


def read_feedback(data: bytes, name: str) -> FeedbackDocument:
    """Read feedback from bytes that passed `check_bytes`; `name` is what refusals call the file.

    A newer minor version is told in `notices`.

    Raises:
        FileRefused: with the file, the item, a sentence and what to do.
    """
    return feedback_in(parsed(data, name), name)


def feedback_in(document: dict[str, Any], name: str) -> FeedbackDocument:
    """The feedback that a parsed document is.

    Raises:
        FileRefused: as `read_feedback`.
    """
    values, notices = values_of(document, name, FEEDBACK)
    feedback = FeedbackDocument(**{field: values[field] for field in HEAD_OF_FEEDBACK}, notices=notices)
    try:
        check_feedback(feedback)
    except InvalidValue as error:
        raise refusal(name, str(error)) from error
    return feedback


def write_feedback(feedback: FeedbackDocument) -> bytes:
    """Feedback as the bytes of a file, always the same for the same content (FORMAT.md §1)."""
    said = to_plain(feedback)
    items = [to_plain(item) for item in sorted(feedback.items, key=attrgetter("id"))]
    constants = {"format": FEEDBACK.format, "version": FEEDBACK.version, "minor": FEEDBACK.minor}
    document = constants | {field: said[field] for field in HEAD_OF_FEEDBACK} | {"items": items}
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the feedback document."""
    return published_schema(FEEDBACK)
