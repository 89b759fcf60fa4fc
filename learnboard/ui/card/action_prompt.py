"""The prompt for an action of a key result, in a line as meetings have them; what is typed survives as a draft."""

from dataclasses import replace
from typing import TYPE_CHECKING

from learnboard.domain.action_line import ActionLine, read_action, write_action
from learnboard.domain.board import Card
from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.people import Action
from learnboard.presentation.meetings import action_understood
from learnboard.service.commands import AddRow, ChangeRow
from learnboard.service.factory import new_id
from learnboard.service.queries.agenda import known_people
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.status_lines import Prompt
from learnboard.ui.toolkit.text_buffer import TextBuffer

if TYPE_CHECKING:
    from learnboard.domain.model.fields import Visibility

_EXAMPLE = "how you get there: Hazel: review the plan, by fri"


def ask_action(screen: EditorScreen, card: Card, action: Action | None, seen: "Visibility") -> None:
    """Prompt for a new action of a card, or change one. `seen` is who may see the card: nobody sees more."""
    session, day = screen.session, screen.session.board.day
    try:
        people = session.service.query(known_people, day)
    except LearnboardError as error:
        screen.refuse(error)
        return
    names = {person.id: person.name for person in people if person.id != OWNER}
    draft = ("action", action.id if action else card.id)

    def hint(text: str) -> str:
        if not text.strip():
            return _EXAMPLE
        try:
            return action_understood(read_action(text, people, day), names, day)
        except InvalidValue as error:
            return str(error)

    def enter(text: str) -> bool:
        if not text.strip():
            return leave(text)
        try:
            read = read_action(text, people, day)
        except InvalidValue:
            screen.app.bell()  # the hint says why
            return False
        if saved := session.execute(_command(read, card, action, seen)):
            session.finish_draft(*draft, {"text": text})
        return saved

    def leave(text: str) -> bool:
        session.keep_draft(*draft, {"text": text} if text.strip() and text != there else {})
        return True

    there = "" if action is None else write_action(ActionLine(action.who_id, action.text, action.due_on), people)
    typed = session.draft(*draft).get("text", there)
    screen.prompt(Prompt("action", TextBuffer.of(typed), enter, leave=leave, hint=hint))


def _command(read: ActionLine, card: Card, action: Action | None, seen: "Visibility") -> AddRow | ChangeRow:
    if action:
        return ChangeRow(action, replace(action, who_id=read.who_id, text=read.text, due_on=read.due_on))
    visibility: Visibility = "private" if seen == "private" else "mentor"
    return AddRow(Action(new_id(), None, read.who_id, read.text, read.due_on, None, card.id, visibility))
