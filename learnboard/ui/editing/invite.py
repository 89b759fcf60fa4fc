"""Invitations: what each of the invited would get is prepared, told, and written into a folder."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, TypeAlias

from learnboard.domain.errors import InvalidFile, LearnboardError, Rejected
from learnboard.domain.model.fields import Profile
from learnboard.presentation.proposal_invitations import readers_text, wrote_text
from learnboard.service.export.checks import export_warnings, leak_notices
from learnboard.service.export.invite import InvitationFiles, write_invitations_at
from learnboard.service.export.prepare import PreparedExport, file_name
from learnboard.service.queries.exports import past_exports
from learnboard.ui.editing.editor_screen import EditorPage
from learnboard.ui.toolkit.file_names import free, here, is_folder, path_of, short
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer

Prepare: TypeAlias = Callable[[Path, datetime, date], Sequence[PreparedExport]]
"""Returns what each of the invited would get: of a board's file, now and on a day; in a thread."""
_NO_FOLDER: Final = "there is no such folder"
_WAY_OUT: Final = "an export “as of today” leaves"
_MOST: Final = 3
"""Warnings above the prompt."""
_ABOVE: Final = "A file for learnboard, and a page for any browser, each."


class Inviting:
    """Asks for a folder and writes invitations into it."""

    def __init__(self, screen: EditorPage, prepare: Prepare) -> None:
        self._screen = screen
        self._prepare_files = prepare
        self._prepared: Sequence[PreparedExport] = ()

    def ask(self) -> None:
        """Prepare what each of the invited would get, beside the screen; then ask where to."""
        self._screen.say("Preparing the invitations …")
        self._screen.run_worker(self._prepare(), group="invite", exclusive=True)

    async def _prepare(self) -> None:
        session = self._screen.session
        try:
            self._prepared = await asyncio.to_thread(
                self._prepare_files, session.service.path, datetime.now(UTC), session.board.day
            )
        except LearnboardError as error:
            self._screen.say("")
            self._screen.refuse(error)
            return
        self._screen.say("")
        if self._screen.is_active:
            self._screen.prompt(self._folder_prompt())

    @property
    def _readers(self) -> list[tuple[str, Profile]]:
        return [(each.person.name if each.person else "", each.snapshot.profile) for each in self._prepared]

    def _folder_prompt(self) -> Prompt:
        def hint(text: str) -> str:
            return "" if is_folder(path_of(text)) else _NO_FOLDER

        def enter(text: str) -> bool:
            folder = path_of(text)
            if not is_folder(folder):
                self._screen.app.bell()  # the hint says why
                return False
            self._screen.run_worker(self._write(folder), group="invite", exclusive=True)
            return True

        told = [(f"For {readers_text(self._readers)}", "accent"), (_ABOVE, "muted"), *self._warnings()]

        def above(_: str, width: int) -> Sequence[Line]:
            return [[StyledText(cut(simplified(text), width), style)] for text, style in told]

        folder = TextBuffer.of(short(self._last_folder()), selected=True)
        keys = (("enter", "write"), ("escape", "back"))
        return Prompt("into", folder, enter, hint=hint, above=above, keys=keys, lines_above=len(told))

    def _warnings(self) -> list[tuple[str, str]]:
        """What is unusual about what would leave, as the export form tells it; the first few."""
        found: dict[str, None] = {}
        for each in self._prepared:
            found |= dict.fromkeys(export_warnings(each, _WAY_OUT))
            found |= dict.fromkeys(leak_notices(each.leaks, each.snapshot.records))
        shown, more = [*found][:_MOST], len(found) - _MOST
        rest = [f"{more} more: the export form tells them"] if more > 0 else []
        return [(f"! {text}", "warn") for text in (*shown, *rest)]

    def _last_folder(self) -> Path:
        """The folder of the last export if it is still there, else the working folder."""
        try:
            earlier = self._screen.session.service.query(past_exports)
        except LearnboardError:
            return here()
        folders = (Path(one.file).parent for one in earlier if one.file)
        return next((folder for folder in folders if folder.is_absolute() and is_folder(folder)), here())

    async def _write(self, folder: Path) -> None:
        session = self._screen.session
        files = [
            InvitationFiles(each, free(folder / file_name(each, "json")), free(folder / file_name(each, "html")))
            for each in self._prepared
        ]
        try:
            await asyncio.to_thread(write_invitations_at, session.service.path, files)
        except LearnboardError as error:
            self._screen.refuse(Rejected(error.on_screen) if isinstance(error, InvalidFile) else error)
            return
        session.keep_up()  # reads the exports' records now, so that they are not reported as another window's change
        session.say(simplified(wrote_text(self._readers, short(folder))))
