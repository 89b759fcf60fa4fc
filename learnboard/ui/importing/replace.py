"""Confirmation before a whole board from a file replaces the open one: shows what both contain."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.snapshot import Snapshot
from learnboard.presentation.values import short_day
from learnboard.service.backups import current_summary, describe_records, describe_summary
from learnboard.service.files import file_notices
from learnboard.service.importing import import_board
from learnboard.ui import features
from learnboard.ui.keys.bindings import REPLACE_BOARD
from learnboard.ui.toolkit.file_names import short
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.page_screen import PageScreen
from learnboard.ui.toolkit.text import Line, StyledText, cut, paragraph_lines, simplified, with_margin

_MARGIN: Final = 3


class ReplaceScreen(PageScreen):
    """Shows both boards and replaces the open one. Calls `replaced` with a message once that is done.

    The message is empty if the board held the same already: nothing was changed then, and `u` undoes the step before.
    """

    WIDEST = 88
    STANDS = "middle"
    BINDINGS: ClassVar[list[BindingType]] = [*REPLACE_BOARD]

    def __init__(
        self, snapshot: Snapshot, file: Path, board: Path, day: date, *, replaced: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._snapshot = snapshot
        self._file = file
        self._board = board
        self._day = day
        self._replaced = replaced
        self._now = current_summary(board)
        self._busy = False

    def content(self, width: int) -> PageContent:
        """Return a summary of the file and of the present board."""
        room = width - 2 * _MARGIN
        whose = simplified(self._snapshot.records.board_info.owner.name) or "somebody"
        head = f"The board of {whose}, {short_day(self._snapshot.as_of, self._day)}"
        lines: list[Line] = [
            [StyledText(cut(head, room), "title")],
            [StyledText(cut(short(self._file), room), "muted")],
            [],
        ]
        for notice in file_notices(self._snapshot, self._file):
            lines += paragraph_lines(f"! {simplified(notice)}", room, "warn")
        lines += [[StyledText("comes  ", "accent"), StyledText(describe_records(self._snapshot.records))]]
        lines += [[StyledText("goes   ", "accent"), StyledText(describe_summary(self._now))]] if self._now else []
        lines += [[], *paragraph_lines(_PROMISE, room, "muted")]
        *said, keys = self.footer(width)
        foot = [*said, [StyledText("Replacing …", "accent")] if self._busy else keys]
        body, below = ([with_margin(line, _MARGIN) for line in part] for part in (lines, foot))
        return PageContent([[], *body], foot=[*below, []])

    def action_help(self) -> None:
        """Show every key of this screen."""
        features.open_help(self)

    def action_leave(self) -> None:
        """Close without replacing the board, unless the replacement is running."""
        if not self._busy:
            self.dismiss(False)

    def action_replace(self) -> None:
        """Replace the board, in a thread."""
        if not self._busy:
            self._busy = True
            self.redraw()
            self.run_worker(self._replace())

    async def _replace(self) -> None:
        try:
            result = await asyncio.to_thread(import_board, self._snapshot, self._file, self._board, replace=True)
        except LearnboardError as error:
            self._busy = False
            self.redraw()
            self.notify(str(error), severity="warning", markup=False)
            return
        self.dismiss(True)
        self._replaced(
            f"Imported {short(self._file)}. The previous board is among the backups too." if result.changed else ""
        )


_PROMISE: Final = "The present board is backed up before it is replaced, and u brings it back."
