"""Agreements between the owner and the people who help, as both read them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from learnboard.domain.agreement_drafts import is_draft
from learnboard.domain.agreements import AgreementState
from learnboard.domain.cadence import cadence_text
from learnboard.domain.model.growth import Reflection
from learnboard.domain.model.people import Agreement, Person
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.values import State, day_text, duration, short_name, value_text

COMFORT_ZONE: Final = "How do you want to leave your comfort zone?"
"""The question that an agreement begins with."""


class AgreementLine(NamedTuple):
    """A point of an agreement: what it is about, and what was agreed on."""

    label: str
    text: str

    @property
    def whole(self) -> str:
        """Both in one: `Meetings: every 6 weeks, 1 h`."""
        return f"{self.label}{'' if self.label.endswith('?') else ':'} {self.text}"


def agreement_lines(agreement: Agreement, owner: str, other: str) -> tuple[AgreementLine, ...]:
    """The points of an agreement that say something, the comfort zone first; of a draft only how often the two meet.

    `owner` and `other` are what the two are called; `you` for the reader.
    """
    length = f", {duration(agreement.length_minutes)} each" if agreement.length_minutes else ""
    lines = (
        (COMFORT_ZONE, agreement.comfort_zone.strip()),
        ("Meetings", f"{cadence_text(agreement.cadence_days)}{length}"),
        (_expects(owner), agreement.owner_expects.strip()),
        (_expects(other), agreement.they_expect.strip()),
        ("Between meetings", agreement.between_meetings.strip()),
        ("Confidential", "what is said stays between the two" if agreement.confidential else "no"),
        ("Call-outs", "only after asking" if agreement.ask_before_call_out else "without asking first"),
        ("Until", day_text(agreement.ends_on) if agreement.ends_on else ""),
    )
    shown = [line for line in lines if line[0] == "Meetings"] if is_draft(agreement) else lines
    return tuple(AgreementLine(label, text) for label, text in shown if text)


def _expects(name: str) -> str:
    return "You expect" if name == "you" else f"{name} expects"


def agreement_label(state: AgreementState, person: Person) -> State:
    """How an agreement stands: `agreed 12 Jan 2026`, `changed since agreed: waits for Rowan Teal`."""
    name = short_name(person.name) or "them"
    match state.standing:
        case "none":
            return State("–", "no agreement yet", "quiet")
        case "waiting":
            return State("○", f"not agreed yet: waits for {name}", "warn")
        case "changed":
            return State("○", f"changed since agreed: waits for {name}", "warn")
        case "agreed":
            return State("✓", f"agreed {day_text(state.on)}" if state.on else "agreed", "good")


class AgreementPage(NamedTuple):
    """An agreement to be printed: its title, how it stands, the comfort zone, and the other points."""

    title: str
    standing: str
    comfort_zone: AgreementLine | None
    points: tuple[AgreementLine, ...]


def agreement_page(person: Person, state: AgreementState, owner: str) -> AgreementPage | None:
    """The agreement of the owner with a person; None if there is none."""
    if person.agreement is None:
        return None
    owner, name = owner.strip() or "the owner", person.name.strip()
    lines = agreement_lines(person.agreement, owner, name)
    first = next((line for line in lines if line.label == COMFORT_ZONE), None)
    return AgreementPage(
        f"Agreement of {owner} and {name}",
        agreement_label(state, person).label,
        first,
        tuple(line for line in lines if line is not first),
    )


# -- upward notes -------------------------------------------------------------------------------------------------

HELPS: Final = "What helps me?"
WISHES: Final = "What do I wish for?"
UPWARD: Final = (HELPS, WISHES)
"""The two questions of upward feedback, as they are kept with the notes."""


class UpwardNote(NamedTuple):
    """A note, and its day."""

    on: str
    text: str


class UpwardPart(NamedTuple):
    """A question with the notes that answer it, the oldest first."""

    question: str
    notes: tuple[UpwardNote, ...]


class UpwardNotes(NamedTuple):
    """The owner's notes on a person, as that person reads them."""

    title: str
    facts: str
    parts: tuple[UpwardPart, ...]


def upward_text(person: Person, notes: Sequence[Reflection], owner: str, day: date) -> UpwardNotes | None:
    """The notes on a person, as they leave on a day; None if there are none."""
    asked = dict.fromkeys((*UPWARD, *(row.question for row in notes)))
    ordered = sorted(notes, key=lambda row: (row.on, row.id))
    parts = [
        UpwardPart(
            question.strip() or "Notes",
            tuple(UpwardNote(day_text(row.on), row.text.strip()) for row in ordered if row.question == question),
        )
        for question in asked
    ]
    filled = tuple(part for part in parts if part.notes)
    if not filled:
        return None
    facts = f"from {owner.strip() or 'the owner'} · {value_text(person.relation)} · {day_text(day)}"
    return UpwardNotes(f"Notes for {person.name.strip()}", facts, filled)
