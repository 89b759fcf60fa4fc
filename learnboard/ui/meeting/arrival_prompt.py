"""The prompt for a file to take in: feedback nearby is offered, the newest first; what is in it is shown before."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from learnboard.domain.errors import LearnboardError
from learnboard.domain.snapshot import Snapshot
from learnboard.service.feedback.replies import TakeInFeedback
from learnboard.service.safety.keeping import back_up
from learnboard.ui.entry import TextBuffer
from learnboard.ui.file_names import path_of, short
from learnboard.ui.meeting.arriving import ImportFeedbackScreen
from learnboard.ui.meeting.nearby import feedback_files, usual_folders
from learnboard.ui.prompt import Prompt

if TYPE_CHECKING:
    from learnboard.ui.bench import EditorScreen


def ask_for_file(screen: "EditorScreen", last: str | None) -> None:
    """Ask for the path of feedback or of a full snapshot; `last` is the file that was exported last."""
    found = feedback_files(usual_folders(last))
    at = 0

    def follow() -> None:
        nonlocal at
        if found:
            at = (at + 1) % len(found)
            prompt.become(_entry(found[at]))

    def hint(text: str) -> str:
        if not found:
            return "" if text else "feedback or a full snapshot: type where it is, ~ is your home"
        if len(found) == 1:
            return "the one that lies nearby" if text == _entry(found[0]).text else ""
        return f"tab: the next of {len(found)}"

    def enter(text: str) -> bool:
        return not text.strip() or _look(screen, path_of(text, found))

    entry = _entry(found[0])._replace(marked=True) if found else TextBuffer()
    keys = (("enter", "look into it"), ("tab", "another"), ("escape", "back"))
    prompt = Prompt("take in", entry, enter, hint=hint, others={"tab": follow}, keys=keys)
    screen.ask(prompt)


def _entry(path: Path) -> TextBuffer:
    return TextBuffer.of(short(path))


def _look(screen: "EditorScreen", path: Path) -> bool:
    """Show what is in a file; False when it was refused, which is told."""
    session = screen.session
    try:
        preview = session.service.arriving(path)
        if isinstance(preview, Snapshot):
            _ask_to_replace(screen, preview, path)
            return True
    except LearnboardError as error:
        screen.refuse(error)
        return False

    def take_in() -> bool:
        if getattr(screen.app, "keeps", False):
            with suppress(LearnboardError):  # it can be undone, too
                back_up(session.service.path, "import")
        return session.do(TakeInFeedback(preview.document))

    screen.app.push_screen(ImportFeedbackScreen(preview, session.board.day, take_in=take_in))
    return True


def _ask_to_replace(screen: "EditorScreen", snapshot: Snapshot, path: Path) -> None:
    """Show what a whole board would take the place of."""
    from learnboard.ui.meeting.replacing import ReplaceScreen  # noqa: PLC0415 - few files are whole boards

    session = screen.session

    def replaced(message: str) -> None:
        session.keep_up()  # it was written beside this board, which is to be no surprise to the next undo
        session.say(message, "u undo")

    screen.app.push_screen(ReplaceScreen(snapshot, path, session.service.path, session.board.day, replaced=replaced))
