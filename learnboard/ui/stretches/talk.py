"""The line that keeps a talk with the trusted person about a stretch."""

from learnboard.presentation.values import short_name
from learnboard.service.growth_commands import KeepTalk
from learnboard.service.queries.stretches import StretchEntry
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text import simplified
from learnboard.ui.toolkit.text_buffer import TextBuffer

_DRAFT = "stretch talk"


def ask_talk(screen: EditorScreen, entry: StretchEntry, name: str) -> None:
    """Ask what came of a talk with somebody; nothing is an answer, too. What was left comes back."""
    session, id_ = screen.session, entry.id

    def keep(text: str) -> None:
        session.keep_draft(_DRAFT, id_, {"line": text} if text.strip() else {})

    def enter(text: str) -> bool:
        keep(text)  # until it is kept as a talk
        kept = session.execute(KeepTalk(id_, text))
        if kept:
            keep("")
        return kept

    def leave(text: str) -> bool:
        keep(text)
        return True

    hint = "what came of it, only for you; may be empty"
    text = session.draft(_DRAFT, id_).get("line", "")
    label = f"talked with {simplified(short_name(name)) or 'them'}"
    keys = (("enter", "keep the talk"), ("escape", "back, kept as a draft"))
    screen.prompt(
        Prompt(label, TextBuffer.of(text), enter, leave=leave, hint=lambda typed: "" if typed else hint, keys=keys)
    )
