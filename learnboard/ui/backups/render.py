"""Rendering of the list of backups: a row each, with details of the one under the cursor."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from learnboard.domain.named_tuple import NamedTuple
from learnboard.service.backups import (
    BACKUP_REASONS,
    Backup,
    BoardSummary,
    backup_time,
    describe_summary,
    other_board,
)
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.text import (
    Line,
    StyledText,
    cell_len,
    clipped,
    cut,
    paragraph_lines,
    simplified,
    with_margin,
)

_MARGIN: Final = 3
_WHEN: Final = 22
"""Cells for the time of a backup."""


class BackupList(NamedTuple):
    """The backups, newest first, and the cursor's place among them."""

    backups: tuple[Backup, ...] = ()
    at: int = 0

    @property
    def backup(self) -> Backup | None:
        """The backup under the cursor; None in an empty list."""
        return self.backups[self.at] if self.backups else None

    def to(self, at: int) -> "BackupList":
        """Return the list with the cursor at a place, or at the nearest valid one."""
        return self._replace(at=max(0, min(at, len(self.backups) - 1)))

    def renewed(self, backups: Sequence[Backup]) -> "BackupList":
        """Return a list of other backups with the cursor on the same backup, else on the first."""
        path = self.backup.path if self.backup else None
        at = next((place for place, each in enumerate(backups) if each.path == path), 0)
        return BackupList(tuple(backups), at)


class BackupsContext(NamedTuple):
    """The surroundings of the list: title, paragraphs with their style, and footer."""

    width: int
    day: date
    title: str
    paragraphs: Sequence[tuple[str, str]]
    foot: Sequence[Line]
    now: BoardSummary | None = None
    """What the board holds that is here now."""
    edge: Sequence[Line] = ()


class RenderedBackups(NamedTuple):
    """The page, and for each line of its body the place of the backup drawn there, if any."""

    content: PageContent
    places: Sequence[int | None]


def render_backups(backup_list: BackupList, context: BackupsContext) -> RenderedBackups:
    """Render the whole page in lines of at most `context.width` cells."""
    width = context.width - 2 * _MARGIN
    head: list[Line] = [[StyledText(cut(context.title, width), "title")]]
    for number, (text, style) in enumerate(context.paragraphs):
        head += [*([[]] if number and context.edge else []), *paragraph_lines(simplified(text), width, style)]
    lines: list[Line] = []
    places: list[int | None] = []
    current = range(0)
    for place, backup in enumerate(backup_list.backups):
        here = place == backup_list.at
        own = [
            with_margin(clipped(line, width), _MARGIN, marked=here)
            for line in _row(backup, context, width, current=here)
        ]
        current = range(len(lines), len(lines) + len(own)) if here else current
        lines += own
        places += [place] * len(own)
    feet = [with_margin(line, _MARGIN) for line in context.foot]
    heads = [with_margin(line, _MARGIN) for line in head]
    edge = context.edge
    content = PageContent(lines, [*edge, *heads, []], [[], *feet, *edge], keep=current, lifted=current)
    return RenderedBackups(content, places)


def _row(backup: Backup, context: BackupsContext, width: int, *, current: bool) -> list[Line]:
    when = cut(backup_time(backup, context.day, seconds=True), _WHEN - 2)
    lead = StyledText(when + " " * (_WHEN - cell_len(when)), "accent" if current else "text")
    if backup.trouble:
        return [[lead, StyledText(backup.trouble, "warn")]]
    held = describe_summary(backup.summary) if backup.summary else ""
    other = simplified(other_board(backup, context.now))
    lines: list[Line] = [[lead, StyledText(other or held, "warn" if other else "text")]]
    if current:
        last = f"; last: {simplified(backup.summary.last_step)}" if backup.summary and backup.summary.last_step else ""
        indent = " " * _WHEN
        what = f"{held}; " if other else ""
        lines += paragraph_lines(f"{what}{BACKUP_REASONS[backup.reason]}{last}", width, "muted", indent)
    return lines
