"""Proposals by consent: who is asked, whose word stands, and who was silent (FORMAT.md §2, "proposal")."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from learnboard.domain.metrics.resources import last_words, proposal_state
from learnboard.domain.model.feedback import FeedbackKind, TargetKind
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.proposals import Proposal, ProposalState, Response, ResponseKind
from learnboard.domain.named_tuple import NamedTuple

AT_LEAST: Final = 2
"""How many are asked at least: one person alone would be asked for a favour."""
OPEN_FOR: Final = timedelta(days=7)
"""How long a proposal is open, unless something else is said."""
MUCH_TIME: Final = 4 * 60
"""Minutes a week from which on-mission work is worth a word with others before."""
WORKING_WEEK: Final = 35 * 60
"""Minutes a week from which something takes all of it."""
CLOSED: Final[frozenset[ProposalState]] = frozenset({"objected", "consented", "lapsed"})
"""The states after the closing day: only the decision is still open."""
ASKED_FOR: Final = (
    *("kind", "title", "text", "funding_asked", "minutes_per_week", "budget_entry_id", "link"),
    "min_responses",
)
"""The fields that people consent to: while it is open, they change by an amendment alone."""
SETTLED: Final = ("decision", "review_on", "visibility")
"""The fields that may change after the close."""
COUNTED: Final[frozenset[ResponseKind]] = frozenset({"consent", "objection"})
"""The responses that decide on a proposal: each person's last one counts."""
_RESPONSES: Final[Mapping[FeedbackKind, ResponseKind]] = {
    "question": "question",
    "reaction": "reaction",
    "amendment": "amendment",
    "objection": "objection",
    "concern": "concern",
    "consent": "consent",
}
"""The kinds of feedback that are responses."""

Grant: TypeAlias = Literal["policy", "money"]
"""What a consent can make: learning time, or an approved money entry."""
APPROVABLE: Final = ("idea", "proposed", "declined")
"""States of a money entry that a consent approves."""


class Voice(NamedTuple):
    """A response and how it counts.

    `answers` are the reactions to it, and to these. `late` came after the close and counts for nothing, `invited` is
    its author (the owner always is), `stands` if it is their last word, and `taken_back` a consent that an amendment
    of the owner took back.
    """

    response: Response
    answers: tuple[Response, ...] = ()
    late: bool = False
    invited: bool = True
    stands: bool = False
    taken_back: bool = False


class Consultation(NamedTuple):
    """A proposal on a day: its responses in their order, and the words that stand, by person."""

    proposal: Proposal
    state: ProposalState
    voices: tuple[Voice, ...]
    words: Mapping[Id, Response]

    @property
    def id(self) -> Id:
        """The proposal's id."""
        return self.proposal.id

    @property
    def asked(self) -> int:
        """How many are asked: who is invited, or as many as have to consent if nobody is."""
        return len(self.proposal.invited_ids) or self.proposal.min_responses

    @property
    def answered(self) -> int:
        """How many of these have said yes or no, as far as it stands."""
        return sum(id_ in (self.proposal.invited_ids or self.words) for id_ in self.words)

    @property
    def silent(self) -> tuple[Id, ...]:
        """Who is invited and has given no word that stands."""
        return tuple(id_ for id_ in self.proposal.invited_ids if id_ not in self.words)

    @property
    def asked_anew(self) -> tuple[Id, ...]:
        """Whose consent an amendment took back, and who has not given their word since."""
        taken = dict.fromkeys(voice.response.by_id for voice in self.voices if voice.taken_back)
        return tuple(id_ for id_ in taken if id_ and id_ not in self.words)

    def asks(self, person: Id | None) -> bool:
        """Return whether a person's consent is wanted: they are invited, or nobody is. None is whoever reads."""
        return is_asked(self.proposal, person)

    def waits_for(self, person: Id | None) -> bool:
        """Return whether it is open and waits for a person's word: they are asked, and none of theirs stands."""
        return self.state == "open" and self.asks(person) and person not in self.words

    def amended_since(self, person: Id | None) -> Response | None:
        """Return the last amendment that took back a person's consent, if they have given no word since."""
        if person not in self.asked_anew:
            return None
        own = [row for row in (voice.response for voice in self.voices) if row.on <= self.proposal.closes_on]
        return next((row for row in reversed(own) if row.by_id == OWNER and row.kind == "amendment"), None)

    @property
    def texts(self) -> tuple[str, ...]:
        """What was written: the proposal's own text, and all that was said to it."""
        said = (row for voice in self.voices for row in (voice.response, *voice.answers))
        return (self.proposal.text, *(row.text for row in said))

    def of_kind(self, kind: str) -> tuple[Id, ...]:
        """Return whose standing word is a consent, or an objection, in their order."""
        found = sorted((row for row in self.words.values() if row.kind == kind), key=lambda row: (row.on, row.id))
        return tuple(row.by_id for row in found if row.by_id)

    @property
    def grants(self) -> Grant | None:
        """What can be made of it, once it was consented to and decided; None for nothing."""
        row = self.proposal
        if self.state != "consented":
            return None
        if row.kind == "policy" and row.decision in ("time_only", "time_and_cost") and row.minutes_per_week:
            return "policy"
        return "money" if (row.kind, row.decision) == ("training", "time_and_cost") else None

    @property
    def waits_for_decision(self) -> bool:
        """Whether it was consented to, and nobody has entered yet what is granted."""
        return self.state == "consented" and self.proposal.decision is None

    def review_due(self, day: date) -> bool:
        """Return whether it is closed and the day has come on which it is looked at again."""
        review = self.proposal.review_on
        return self.state in CLOSED and review is not None and review <= day


def consult(proposal: Proposal, responses: Iterable[Response], day: date) -> Consultation:
    """Return a proposal with its responses as they count on a day; those of other proposals are left out."""
    own = sorted((row for row in responses if row.proposal_id == proposal.id), key=lambda row: (row.on, row.id))
    words = last_words(proposal, own)
    replies = _reactions(own)
    standing = {row.id for row in words.values()}
    voices = [
        Voice(
            response=row,
            answers=tuple(reply for reply in own if replies.get(reply.id) == row.id),
            late=row.on > proposal.closes_on,
            invited=row.by_id == OWNER or not proposal.invited_ids or row.by_id in proposal.invited_ids,
            stands=row.id in standing,
            taken_back=_is_taken_back(row, own, proposal),
        )
        for row in own
        if row.id not in replies
    ]
    return Consultation(proposal, proposal_state(proposal, own, day), tuple(voices), words)


def _reactions(own: Sequence[Response]) -> dict[Id, Id]:
    """Reactions to a response, by which one they answer in the end; an amendment stands in its own place, in order."""
    places = {row.id: row for row in own}
    found = ((row.id, _answered(row, places)) for row in own if row.kind == "reaction")
    return {id_: answered for id_, answered in found if answered}


def _answered(row: Response, places: Mapping[Id, Response]) -> Id | None:
    """The response that a reaction answers, maybe by way of other reactions; None if it answers none, or itself."""
    seen = {row.id}
    while row.kind == "reaction" and row.resolves_id and row.resolves_id in places:
        row = places[row.resolves_id]
        if row.id in seen:
            return None
        seen.add(row.id)
    return row.id if len(seen) > 1 else None


def _is_taken_back(row: Response, own: Sequence[Response], proposal: Proposal) -> bool:
    """Whether a consent in time was taken back: the owner amended the proposal after it."""
    if row.kind != "consent" or row.by_id in (None, OWNER) or row.on > proposal.closes_on:
        return False
    later = (other for other in own if (other.on, other.id) > (row.on, row.id) and other.on <= proposal.closes_on)
    return any(other.by_id == OWNER and other.kind == "amendment" for other in later)


def changed_ask(before: Proposal, after: Proposal) -> tuple[str, ...]:
    """Return the fields that people consent to and that differ."""
    return tuple(name for name in ASKED_FOR if getattr(before, name) != getattr(after, name))


def changed_after_close(before: Proposal, after: Proposal) -> tuple[str, ...]:
    """Return the fields that differ and that no one may change once it is closed."""
    names = (name for name in before.__dataclass_fields__ if name not in SETTLED)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def response_kind(target: TargetKind, kind: FeedbackKind) -> ResponseKind | None:
    """Return which response feedback is if it is about a proposal; None for other feedback."""
    return _RESPONSES.get(kind) if target == "proposal" else None


def is_asked(proposal: Proposal, person: Id | None) -> bool:
    """Return whether a person's consent is wanted: they are invited, or nobody is. None is whoever reads."""
    return person is None or not proposal.invited_ids or person in proposal.invited_ids


def by_proposal(responses: Iterable[Response]) -> Mapping[Id, Sequence[Response]]:
    """Return the responses by the id of their proposal."""
    found: dict[Id, list[Response]] = {}
    for row in responses:
        found.setdefault(row.proposal_id, []).append(row)
    return found


def consultations(proposals: Iterable[Proposal], responses: Iterable[Response], day: date) -> Mapping[Id, Consultation]:
    """Return proposals as `consult` does, by their ids."""
    grouped = by_proposal(responses)
    return {row.id: consult(row, grouped.get(row.id, ()), day) for row in proposals}
