"""Reports and comparisons as plain text. What reads files into screens and JSON does not wait for its imports."""

from datetime import date

from learnboard.domain.report import BoardReport
from learnboard.exchange import plain_text
from learnboard.service.files import ComparedFiles


def describe(found: BoardReport | ComparedFiles, today: date | None = None) -> str:
    """Return a report or a comparison as plain text, as it is read `today`, by default on the day of the snapshot."""
    if isinstance(found, BoardReport):
        return plain_text.board_text(found, today)
    return plain_text.comparison_text(found.comparison, found.context(today))
