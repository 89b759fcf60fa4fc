"""The form of a cycle."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.cycles import CycleDays, following
from learnboard.domain.model.goals import Cycle, CycleKind
from learnboard.domain.row_rules import overlapping_cycle
from learnboard.presentation.cycles import overlap_text
from learnboard.presentation.options import OPTIONS
from learnboard.service import factory
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.toolkit.fields import Choice, Day, FormField, Values
from learnboard.ui.toolkit.form_state import FormState
from learnboard.ui.toolkit.number_fields import Whole

_MOST_SESSIONS: Final = 366
_FILLED: Final = ("title", "starts_on", "ends_on")
"""Fields that follow the kind of a new cycle until they are changed by hand."""


def _fields(day: date) -> list[FormField]:
    return [
        FormField("title", "title", "2027"),
        Choice("kind", "kind", OPTIONS["cycles", "kind"], gap=True),
        Day("starts_on", "from", day, hint="1 jan", near=True, needed=True),
        Day("ends_on", "to", day, hint="31 dec", needed=True),
        Whole("planned_sessions", "sessions", 0, _MOST_SESSIONS, beside="feedback sessions you plan to have"),
    ]


class CycleForm(RowForm):
    """A form for the fields of a cycle; title and days of a new one follow its kind."""

    def __init__(self, cycle: Cycle, others: Sequence[Cycle], day: date, **options: object) -> None:
        """Show a cycle, which may not overlap the others."""
        self._others, self._day = others, day
        title = "New cycle" if options.get("new") else "Cycle"
        super().__init__(title, cycle, _fields(day), **options)  # type: ignore[arg-type]

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return the problems of the fields; days that another cycle has are one of the first day."""
        wrong = super().judged(values)
        if wrong or not {"starts_on", "ends_on"} <= values.keys():
            return wrong
        other = overlapping_cycle(self.whole(self.row, values), self._others)
        return {"starts_on": overlap_text(other)} if other else {}

    def on_typed_key(self, key: str, character: str | None) -> bool:
        """Edit the current field; with another kind, a new cycle gets the title and the days of that kind."""
        before = self._kind(self.form_state)
        taken = super().on_typed_key(key, character)
        if self._new and self._kind(self.form_state) != before:
            self._show(self._refilled(self.form_state, before))
        return taken

    def _kind(self, form_state: FormState) -> CycleKind:
        kind: CycleKind = self._choice("kind").parse(form_state.texts["kind"])
        return kind

    def _choice(self, name: str) -> FormField:
        return next(field for field in self.form_state.fields if field.name == name)

    def _refilled(self, form_state: FormState, before: CycleKind) -> FormState:
        """The form with what the kind suggests, in the fields that have what the kind before suggested."""
        old, new = (self._suggested(kind) for kind in (before, self._kind(form_state)))
        texts = {name: new[name] for name in _FILLED if form_state.texts[name] == old[name]}
        return form_state._replace(texts={**form_state.texts, **texts})

    def _suggested(self, kind: CycleKind) -> Mapping[str, str]:
        days: CycleDays = following(self._others, self._day, kind)
        return {name: self._choice(name).text_of(getattr(days, name)) for name in _FILLED}


def open_cycle(screen: EditorScreen, cycle: Cycle | None = None) -> None:
    """Open the form of a cycle, or of the one that follows all others."""
    session, board = screen.session, screen.session.board
    others = [row for row in board.cycles if cycle is None or row.id != cycle.id]
    row = cycle or factory.new_cycle(board.day, following(others, board.day))

    def form(draft: Mapping[str, str]) -> CycleForm:
        return CycleForm(row, others, board.day, save=session.execute, draft=draft, new=cycle is None)

    screen.open_form("cycle", cycle.id if cycle else "", form)
