"""Responses to a proposal, in words: who said what and when, what it answers, and whether it counts."""

from datetime import date
from typing import Final

from learnboard.domain.consent import Consultation, Voice
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.proposals import Response, ResponseKind
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.around import Around
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.values import Fact, State, day_text, quoted

_LATE: Final = "after the close, so it counts for nothing"
_UNINVITED: Final = "not invited, so it is no consent of those who are asked"
_TAKEN_BACK: Final = "taken back by an amendment"
_WISH: Final = "wish for a change"
_ANSWER: Final = State("", "answer", "neutral")


class ResponseText(NamedTuple):
    """A response to a proposal, with what is to be known about it, and the answers to it.

    One that does not count came too late, from somebody who was not invited, or was taken back.
    """

    id: Id
    author: str
    kind: State
    on: str
    text: str
    notes: tuple[Fact, ...] = ()
    answers: tuple["ResponseText", ...] = ()
    counts: bool = True

    @property
    def note(self) -> str:
        """All that is to be known about it, in one text."""
        return "; ".join(fact.text for fact in self.notes)

    @property
    def facts(self) -> str:
        """Who said what, and when: `Ash Rivers, objection, 11 Jun`."""
        return ", ".join(part for part in (self.author, self.kind.label, self.on, self.note) if part)

    @property
    def whole(self) -> str:
        """All of it: `Ash Rivers, objection, 11 Jun: Sessions fall in the release week`."""
        return f"{self.facts}: {self.text}" if self.text else self.facts


def response_texts(found: Consultation, around: Around) -> tuple[ResponseText, ...]:
    """The responses to a proposal, the oldest first; reactions to one stand below it, an amendment in its order."""
    return tuple(_voice_text(voice, found, around) for voice in found.voices)


def _voice_text(voice: Voice, found: Consultation, around: Around) -> ResponseText:
    return _text(voice.response, response_state(voice.response), around)._replace(
        notes=tuple(_notes(voice, found, around)),
        counts=not voice.taken_back and not _doubt(voice),
        answers=tuple(
            _text(row, _ANSWER if row.kind == "reaction" else response_state(row), around) for row in voice.answers
        ),
    )


def _text(row: Response, kind: State, around: Around) -> ResponseText:
    return ResponseText(row.id, around.name(row.by_id), kind, around.on(row.on), around.text(row.text))


def response_state(row: Response) -> State:
    """What a response is called, with its sign: `✓ consent`; somebody else's amendment is a wish for one."""
    label = FEEDBACK_KINDS[row.kind]
    noun = _WISH if row.kind == "amendment" and row.by_id != OWNER else label.noun
    return State(label.sign, noun, label.tone)


def _notes(voice: Voice, found: Consultation, around: Around) -> list[Fact]:
    """What is to be known about a response: that it does not count, and why; what an amendment answers."""
    row, notes = voice.response, []
    resolved = next((each.response for each in found.voices if each.response.id == row.resolves_id), None)
    if resolved and resolved.id != row.id:
        what = f"the {response_state(resolved).label} of {around.name(resolved.by_id)}"
        notes.append(Fact(f"answers {what}, {around.on(resolved.on)}", "quiet"))
    if doubt := _doubt(voice):
        notes.append(Fact(doubt, "warn"))
    if voice.taken_back:
        since = "asked anew" if row.by_id in found.asked_anew else "answered anew"
        notes.append(Fact(f"{_TAKEN_BACK}, {since}", "quiet"))
    return notes


def _doubt(voice: Voice) -> str:
    return doubt_text(late=voice.late and voice.response.by_id != OWNER, invited=voice.invited)


def doubt_text(*, late: bool, invited: bool) -> str:
    """Why a response counts for nothing, or not as a consent; empty if it counts."""
    return _LATE if late else "" if invited else _UNINVITED


# -- responses that come in as feedback ---------------------------------------------------------------------------


def response_name(kind: ResponseKind, name: str, title: str) -> str:
    """A response by its kind, its author and the proposal: `consent of Rowan Teal to “fund it”`."""
    label = FEEDBACK_KINDS[kind]
    return f"{label.noun} of {name} {label.preposition} {quoted(title)}"


def said_late(on: date, closed_on: date) -> str:
    """Say in a clause that a response came after the close."""
    return f"written on {day_text(on)}, after the close on {day_text(closed_on)}, it counts for nothing"


def said_uninvited(kind: ResponseKind, name: str, title: str) -> str:
    """Say in a clause that a word on a proposal is of somebody who was not invited."""
    return (
        f"{name} is not invited to {quoted(title)}, so the {FEEDBACK_KINDS[kind].noun} is kept and counts for nothing"
    )
