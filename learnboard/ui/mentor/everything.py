"""What else a snapshot holds, at the end of the view of requests: every table with its count."""

from collections.abc import Iterator
from typing import Final

from learnboard.domain.model.records import Records
from learnboard.presentation.labels import count_text
from learnboard.ui.mentor.subjects import SubjectBlock, board_subject
from learnboard.ui.toolkit.list_view import ready_block
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, flow_lines, heading, size_of

EVERYTHING: Final = "Everything in this file"
_BESIDE: Final = "V shows every row and field"


def everything_blocks(records: Records, width: int) -> Iterator[SubjectBlock]:
    """Yield how many rows each table of a file has; the key beside it opens them."""
    facts: list[Line] = [
        [StyledText(count_text(table, len(rows)), "muted")] for table, rows in records.tables() if rows
    ]
    title = heading(EVERYTHING, _BESIDE)
    whole = [title] if size_of(title) <= width else [heading(EVERYTHING), [StyledText(f"{INDENT}{_BESIDE}", "muted")]]
    yield ready_block([[], *whole])
    lines = [[StyledText(INDENT), *line] for line in flow_lines(facts, width - len(INDENT))]
    yield ready_block(lines, board_subject(records))
