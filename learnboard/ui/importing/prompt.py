"""The prompt for a file to import. It offers feedback files from the usual folders, newest first."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from typing import Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.snapshot import Snapshot
from learnboard.service.backups import back_up
from learnboard.service.commands import ImportFeedback
from learnboard.service.queries.exports import past_exports
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.importing.feedback import ImportFeedbackScreen
from learnboard.ui.importing.replace import ReplaceScreen
from learnboard.ui.toolkit.file_names import MOST_LOOKED_AT, here, path_of, short
from learnboard.ui.toolkit.path_completion import PathCompletion
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer

_ENDING: Final = ".feedback.json"


def feedback_files(folders: Iterable[Path | None]) -> tuple[Path, ...]:
    """Return the feedback files in `folders`, newest first. Skip folders that cannot be read."""
    found: dict[str, tuple[int, Path]] = {}
    for folder in dict.fromkeys(folders):
        if folder is not None:
            found |= {str(path): (written, path) for written, path in _files(folder)}
    newest = sorted(found.values(), key=lambda one: (-one[0], str(one[1])))
    return tuple(path for _, path in newest)


def _files(folder: Path) -> Iterator[tuple[int, Path]]:
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in islice(entries, MOST_LOOKED_AT):
            if entry.name.casefold().endswith(_ENDING):
                with suppress(OSError):
                    known = entry.stat()
                    if S_ISREG(known.st_mode):  # opening a pipe would wait forever
                        yield known.st_mtime_ns, Path(entry.path)


def usual_folders(last: str | None) -> tuple[Path, ...]:
    """Return the working folder, the downloads folder, and the folder of the last export."""
    folders = [here()]
    with suppress(RuntimeError):
        folders.append(Path.home() / "Downloads")
    return (*folders, Path(last).parent) if last else tuple(folders)


def ask_for_import(screen: EditorScreen) -> None:
    """Prompt for the path of a feedback file or a full snapshot."""
    exported = screen.session.service.query(past_exports)
    found = feedback_files(usual_folders(exported[0].file if exported else None))
    offered = [_entry(path).text for path in found]
    completion = PathCompletion()

    def offer_or_complete() -> None:
        text = prompt.entry.text
        if completion.shows(text) or (text.strip() and text not in offered) or not offered:
            prompt.become(prompt.entry.replaced(completion.complete(text)))
        else:
            prompt.become(prompt.entry.replaced(offered[(offered.index(text) + 1) % len(found) if text else 0]))

    def hint(text: str) -> str:
        if text not in offered or completion.shows(text):
            empty = "path of feedback or of a full snapshot, ~ is your home"
            return completion.hint(text) if text.strip() else empty
        return "found nearby" if len(found) == 1 else f"tab: the next of {len(found)}"

    def enter(text: str) -> bool:
        return not text.strip() or _preview(screen, completion.path(text) or path_of(text, found))

    entry = TextBuffer.of(short(found[0]), selected=True) if found else TextBuffer()
    keys = (("enter", "preview"), ("tab", "another" if found else "complete"), ("escape", "back"))
    prompt = Prompt("import", entry, enter, hint=hint, others={"tab": offer_or_complete}, keys=keys)
    screen.prompt(prompt)


def _entry(path: Path) -> TextBuffer:
    return TextBuffer.of(short(path))


def _preview(screen: EditorScreen, path: Path) -> bool:
    """Show a preview of a file. If the file is refused, say why and return False."""
    session = screen.session
    try:
        preview = session.service.import_preview(path)
        if isinstance(preview, Snapshot):
            _ask_to_replace(screen, preview, path)
            return True
    except LearnboardError as error:
        screen.refuse(error)
        return False

    def take_in(adds: bool) -> bool:
        if session.backs_up:
            with suppress(LearnboardError):  # the import can be undone anyway
                back_up(session.service.path, "import")
        return session.execute(ImportFeedback(preview.document, adds))

    screen.app.push_screen(ImportFeedbackScreen(preview, session.board.day, take_in=take_in))
    return True


def _ask_to_replace(screen: EditorScreen, snapshot: Snapshot, path: Path) -> None:
    """Ask whether to replace the open board with a whole board from a file."""
    session = screen.session

    def replaced(message: str) -> None:
        session.keep_up()  # the file was replaced behind this session; take note of it before the next undo
        if message:
            session.say(message, "u undo")
        else:
            session.say(f"The board is what {short(path)} holds: nothing was changed.")

    screen.app.push_screen(ReplaceScreen(snapshot, path, session.service.path, session.board.day, replaced=replaced))
