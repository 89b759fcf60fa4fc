"""The guide's question for the mentor: one line, read as in the list of people."""

from dataclasses import replace
from datetime import date
from typing import Any

from learnboard.domain.agreement_drafts import draft_of
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.people import Person, PersonKind
from learnboard.domain.people_line import PersonLine, read_person
from learnboard.presentation.people import EXAMPLE_LINE, not_understood, understood
from learnboard.service import factory
from learnboard.ui.toolkit.fields import FormField


class MentorLine(FormField):
    """Field for a mentor in a line; what it is understood as stands beside it."""

    def __init__(self, day: date) -> None:
        super().__init__("mentor", "mentor", EXAMPLE_LINE)
        self._day = day

    def parse(self, text: str) -> PersonLine | None:
        """Return what the line says; None if it is empty.

        Raises:
            InvalidValue: if it is no mentor, or not understood.
        """
        if not text.strip():
            return None
        line = read_person(text, self._day)
        if not line.name:
            raise InvalidValue("A name is missing: write it first.")
        if line.relation not in (None, "mentor"):
            raise InvalidValue("Only a mentor is asked for here: P adds others later.")
        if wrong := not_understood(line._replace(relation="mentor"), None):
            raise InvalidValue(f"{wrong} Mend or remove it.")
        return line

    def text_of(self, value: Any) -> str:
        """Return the name."""
        return value.name if value else ""

    def beside(self, text: str) -> str:
        """Return what was understood beside the name."""
        line = read_person(text, self._day)
        return understood(line, None, self._day) if line != PersonLine(line.name) else ""


def mentor_row(line: PersonLine, kind: PersonKind | None, day: date, *, accepted: bool) -> Person:
    """Return the primary mentor of a line; the kind and whether they accepted hold where it says nothing of them."""
    kind = line.kind or ("external" if line.external else kind)
    accepted_on = line.accepted_on or (day if accepted else None)
    asked_on = line.asked_on or (None if accepted_on else day)
    row = factory.new_person(line.name, relation="mentor", kind=kind, external=kind == "external", primary=True)
    return replace(
        row,
        external=row.external or line.external,
        asked_on=asked_on,
        met_on=line.met_on,
        accepted_on=accepted_on,
        from_on=line.from_on or accepted_on,
        agreement=draft_of(line.cadence_days) if line.cadence_days else None,
    )
