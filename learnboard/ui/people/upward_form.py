"""The form of upward notes: what helps the owner about a person, and what they wish for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Person
from learnboard.presentation.agreements import HELPS, WISHES
from learnboard.presentation.values import day_text, short_name
from learnboard.service.commands import WriteUpward
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.fields import Long, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen

_QUESTIONS: Final = {"helps": HELPS, "wishes": WISHES}


class UpwardForm(FormScreen):
    """Form for the notes of a day on a person; its command is WriteUpward."""

    def __init__(
        self,
        person: Person,
        on: date,
        notes: Sequence[Reflection],
        *,
        save: Callable[[Any], bool],
        draft: Mapping[str, str] | None = None,
    ) -> None:
        """Show the notes of the day on the person, among `notes`."""
        self._person, self._on = person, on
        known = {row.question: row.text for row in notes if row.on == on}
        name = short_name(person.name)
        opened = {field: known.get(question, "") for field, question in _QUESTIONS.items()}
        fields = [
            Long("helps", "what helps", f"what {name} does that helps you"),
            Long("wishes", "what I wish", "more of …, less of …, otherwise …", gap=True),
        ]
        super().__init__(f"Notes on {name}, {day_text(on)}", fields, opened, save=save, draft=draft)
        self.intro = (
            "Only you see them. When you want to give them, “learnboard export --upward” writes them and nothing else.",
        )

    def command(self, values: Values) -> WriteUpward | object:
        """Return the command for the notes; NO_CHANGE if nothing was typed."""
        if not self.form_state.draft:
            return NO_CHANGE
        notes = {question: str(values[field]) for field, question in _QUESTIONS.items()}
        return WriteUpward(self._person.id, self._on, notes)


def open_upward(screen: EditorScreen, person: Person, notes: Sequence[Reflection], on: date) -> None:
    """Open the form of the notes of a day on a person."""

    def form(draft: Mapping[str, str]) -> UpwardForm:
        return UpwardForm(person, on, notes, save=screen.session.execute, draft=draft)

    screen.open_form("upward", f"{person.id} {on}", form)
