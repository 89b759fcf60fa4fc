"""The form of a look back: what an entry was worth, level by level, each with a note."""

from collections.abc import Mapping, Sequence
from typing import Final

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import Id
from learnboard.domain.model.money import Level
from learnboard.domain.worth import latest_of, levels_asked
from learnboard.presentation.messages import sentence
from learnboard.presentation.resources import expected_value_text
from learnboard.presentation.values import quoted
from learnboard.presentation.worth import QUESTIONS, purpose_text
from learnboard.service.queries.worth import SpentEntry, find_spent
from learnboard.service.resource_commands import EvaluateEntry, Rating
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.session import Session
from learnboard.ui.toolkit.fields import FormField, Values
from learnboard.ui.toolkit.form import NO_CHANGE, FormScreen, WrongField
from learnboard.ui.toolkit.form_render import WIDTH
from learnboard.ui.toolkit.number_fields import Whole

_NOTES: Final[Mapping[Level, str]] = {
    "reaction": "what was good, and what was not",
    "learning": "what you know now",
    "behaviour": "what you do differently since",
    "results": "what it changed, in numbers if you can",
}
_LOWEST, _HIGHEST = 1, 5


class EvaluationForm(FormScreen):
    """A form for the ratings of an entry at some levels; what is left empty is not rated."""

    def __init__(
        self, found: SpentEntry, levels: Sequence[Level], session: Session, draft: Mapping[str, str], begun: str = ""
    ) -> None:
        """Ask for ratings at some levels; `begun` is a digit that was typed already."""
        self._found, self._levels = found, levels
        self._latest = latest_of(found.evaluations)
        opened: dict[str, str] = {}
        for level in levels:
            row = self._latest.get(level)
            opened |= {level: str(row.rating) if row else "", f"{level}_note": row.note if row else ""}
        super().__init__(
            f"Look back at {quoted(found.entry.title)}", _fields(levels), opened, save=session.execute, draft=draft
        )
        about = (purpose_text(found.purpose), expected_value_text(found.entry))
        self.intro = tuple(sentence(text) for text in about if text)
        if begun:
            self._form_state = self.form_state.key(begun, begun, WIDTH) or self.form_state

    def command(self, values: Values) -> EvaluateEntry | object:
        """Return the ratings that differ from those of before; NO_CHANGE if none does.

        Raises:
            WrongField: if there is a note on what is not rated, or nothing is.
        """
        ratings = []
        for level in self._levels:
            before, rating, note = self._latest.get(level), values[level], values[f"{level}_note"]
            if note and rating is None and not before:
                raise WrongField(level, f"The note on {level} needs a rating from 1 to 5.")
            if before and self.form_state.texts[f"{level}_note"] == self.form_state.opened[f"{level}_note"]:
                note = before.note
            if (rating, note) != ((before.rating, before.note) if before else (None, "")):
                ratings.append(Rating(level, rating, note, before))
        if not self._latest and not ratings:
            raise WrongField(self._levels[0], "Nothing is rated yet: type a digit from 1 to 5.")
        return EvaluateEntry(self._found.id, tuple(ratings)) if ratings else NO_CHANGE


def _fields(levels: Sequence[Level]) -> Sequence[FormField]:
    fields: list[FormField] = []
    for level in levels:
        question = f"{_LOWEST} to {_HIGHEST}: {QUESTIONS[level]}"
        fields.append(Whole(level, level, _LOWEST, _HIGHEST, beside=question, needed=False, gap=bool(fields)))
        fields.append(FormField(f"{level}_note", "note", _NOTES[level]))
    return fields


def open_evaluation(screen: EditorScreen, entry: Id, begun: str = "") -> None:
    """Open the form of a look back at an entry as it is now; `begun` is a digit that was typed already."""
    session = screen.session
    day = session.board.day
    try:
        found = session.service.query(find_spent, entry, day)
    except LearnboardError as error:
        screen.refuse(error)
        return
    levels = levels_asked(found.entry, found.evaluations, day)

    def form(draft: Mapping[str, str]) -> EvaluationForm:
        return EvaluationForm(found, levels, session, draft, begun)

    screen.open_form("look back", entry, form)
