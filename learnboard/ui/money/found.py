"""The form for help that was found where a key result asks for some: who offers it, what, and who sees it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from learnboard.domain.action_line import find_person, known_persons
from learnboard.domain.board import Card
from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.people import Person
from learnboard.domain.text import clean_line
from learnboard.presentation.asks import NO_ASK, NO_GIVER, NO_OFFER, giver_text
from learnboard.presentation.options import OPTIONS
from learnboard.presentation.values import ASKING, quoted
from learnboard.service.growth_commands import FindHelp
from learnboard.service.queries.people import all_people
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.toolkit.fields import Choice, FormField, Values
from learnboard.ui.toolkit.form import FormScreen, WrongField
from learnboard.ui.toolkit.form_render import WIDTH
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.text import Line, StyledText, cut, simplified

_MARGINS: Final = 8


class FoundHelpForm(FormScreen):
    """Form for help that somebody offers for a card; its command is FindHelp."""

    def __init__(self, card: Card, people: Sequence[Person], day: date, **options: Any) -> None:
        self._card = card
        self._people, self._day = {row.id: row for row in people}, day
        visibility = self._visibility = Choice(
            "visibility", "who sees it", OPTIONS["budget_entries", "visibility"], gap=True
        )
        fields = [
            FormField("giver", "who", next((row.name for row in people if row.name.strip()), "Rowan Teal")),
            FormField("title", "offers", "pairing for an hour on the load test"),
            visibility,
        ]
        first = "private" if card.key_result.visibility == "private" else "mentor"
        opened = {"giver": "", "title": "", "visibility": visibility.text_of(first)}
        super().__init__(f"Help for {simplified(quoted(card.key_result.title))}", fields, opened, **options)
        self.intro = (f"{ASKING} {simplified(card.key_result.ask)}",)

    def below(self, form_state: FormState) -> Line | None:
        """Return that a name is nobody's yet, or that fewer people see whose it is."""
        if not (name := clean_line(form_state.texts["giver"])):
            return None
        id_ = find_person(name, known_persons(self._people.values(), self._day))
        visibility = self._visibility.parse(form_state.texts["visibility"])
        told = giver_text(name, self._people.get(id_ or ""), visibility)
        return [StyledText(cut(simplified(told), WIDTH - _MARGINS), "accent")] if told else None

    def command(self, values: Values) -> FindHelp:
        """Return the command that notes the help.

        Raises:
            WrongField: if it lacks who, or what.
        """
        for name, message in (("giver", NO_GIVER), ("title", NO_OFFER)):
            if not clean_line(values[name]):
                raise WrongField(name, message)
        return FindHelp(self._card.id, values["title"], values["giver"], values["visibility"])


def open_found_help(screen: EditorScreen, card: Card) -> None:
    """Open the form for a card that asks for help; say so if it asks for none."""
    if not card.key_result.ask.strip():
        screen.say(NO_ASK)
        return
    try:
        people = screen.session.service.query(all_people)
    except LearnboardError as error:
        screen.refuse(error)
        return

    def form(draft: Mapping[str, str]) -> FoundHelpForm:
        return FoundHelpForm(card, people, screen.session.board.day, save=screen.session.execute, draft=draft)

    screen.open_form("found help", card.id, form)
