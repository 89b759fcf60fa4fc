"""The form of an agreement with a person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from learnboard.domain.agreement_drafts import is_draft
from learnboard.domain.cadence import cadence_text
from learnboard.domain.model.people import Agreement, Person
from learnboard.domain.row_rules import problem
from learnboard.presentation.agreements import COMFORT_ZONE
from learnboard.presentation.values import short_name
from learnboard.ui.editing.editor_screen import EditorScreen
from learnboard.ui.editing.row_form import RowForm
from learnboard.ui.editing.time_fields import Cadence
from learnboard.ui.toolkit.fields import Day, FormField, Long, Values, yes_no
from learnboard.ui.toolkit.number_fields import Whole

_LONGEST_MEETING: Final = 960
"""Minutes."""
_NO_CADENCE: Final = "Write how often you meet, as in every 6 weeks."


def _fields(name: str, day: date) -> Sequence[FormField]:
    return [
        Long("comfort_zone", "comfort zone", "put me in front of people, but tell me one week before"),
        Cadence("cadence_days", "meet", "every 6 weeks, monthly", gap=True),
        Whole("length_minutes", "length", 1, _LONGEST_MEETING, beside="minutes", needed=False),
        Long("owner_expects", "you expect", "a second look at what you measure", gap=True),
        Long("they_expect", "they expect", f"what {name} wants of you: a snapshot two days before, say"),
        yes_no("confidential", "confidential", yes="what is said stays between the two of you", gap=True),
        yes_no("ask_before_call_out", "ask first", yes="before a call-out", no="call-outs come at any time"),
        Long("between_meetings", "in between", "short questions in the chat, no calls in the evening", gap=True),
        Day("ends_on", "until", day, hint="31 dec; nothing for no end"),
    ]


class AgreementForm(RowForm):
    """Form for the agreement with a person. Its command is a ChangeRow of the person."""

    def __init__(self, person: Person, day: date, cadence_days: int, **options: Any) -> None:
        """Show the agreement; a new one begins with the cadence of the board's settings."""
        name = short_name(person.name)
        first = {"cadence_days": cadence_text(cadence_days), "confidential": "yes", "ask_before_call_out": "yes"}
        fields = _fields(name, day)
        super().__init__(f"Agreement with {name}", person, fields, first=first, **options)
        self.intro = (COMFORT_ZONE,)

    def parts(self, row: Person) -> Values:
        """Return the points of the agreement; a draft says only how often they meet, and no agreement nothing."""
        if row.agreement is None or is_draft(row.agreement):
            blank = dict.fromkeys(("cadence_days", "length_minutes", "confidential", "ask_before_call_out", "ends_on"))
            texts = dict.fromkeys(("comfort_zone", "owner_expects", "they_expect", "between_meetings"), "")
            said = {"cadence_days": row.agreement.cadence_days} if row.agreement else {}
            return {**blank, **texts, **said}
        return {name: getattr(row.agreement, name) for name in row.agreement.__dataclass_fields__}

    def whole(self, row: Person, values: Values) -> Person:
        """Return the person with the given agreement."""
        points: dict[str, Any] = {**self.parts(row), **values}
        return replace(row, agreement=Agreement(**points))

    def judged(self, values: Values) -> Mapping[str, str]:
        """Return what is wrong with the agreement, at its field."""
        if values.get("cadence_days") is None:
            return {"cadence_days": _NO_CADENCE}
        agreement = self.whole(self.row, values).agreement
        found = problem(agreement) if agreement else None
        return {found.field: found.message} if found and found.field else {}


def open_agreement(screen: EditorScreen, person: Person) -> None:
    """Open the form of the agreement with a person."""
    board = screen.session.board

    def form(draft: Mapping[str, str]) -> AgreementForm:
        cadence = board.settings.meeting_cadence_days
        return AgreementForm(person, board.day, cadence, save=screen.session.execute, draft=draft)

    screen.open_form("agreement", person.id, form)
