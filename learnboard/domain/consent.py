"""Who answers a proposal, and what of it counts (FORMAT.md §2, “proposal”)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from learnboard.domain.metrics.resources import last_words
from learnboard.domain.model.feedback import FeedbackKind, TargetKind
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.proposals import Proposal, Response, ResponseKind

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


class Standing(NamedTuple):
    """What a person has said about a proposal: the word that counts, and the amendment that took a consent back."""

    word: Response | None = None
    amended: Response | None = None


def response_kind(target: TargetKind, kind: FeedbackKind) -> ResponseKind | None:
    """Return which response feedback is if it is about a proposal; None for other feedback."""
    return _RESPONSES.get(kind) if target == "proposal" else None


def is_asked(proposal: Proposal, person: Id | None) -> bool:
    """Whether a person's consent is wanted: they are invited, or nobody in particular is. None is whoever reads."""
    return person is None or not proposal.invited_ids or person in proposal.invited_ids


def by_proposal(responses: Iterable[Response]) -> Mapping[Id, Sequence[Response]]:
    """Return the responses by the id of their proposal, each the oldest first."""
    found: dict[Id, list[Response]] = {}
    for row in sorted(responses, key=lambda row: (row.on, row.id)):
        found.setdefault(row.proposal_id, []).append(row)
    return found


def standing_of(proposal: Proposal, responses: Sequence[Response], person: Id | None) -> Standing:
    """Return what a person has said about a proposal so far; what came after its close does not count.

    `responses` are those to the proposal, the oldest first.
    """
    rows = [row for row in responses if row.on <= proposal.closes_on]
    word = last_words(proposal, rows).get(person) if person else None
    if word:
        return Standing(word)
    own = [row for row in rows if person and row.by_id == person and row.kind == "consent"]
    after = rows[rows.index(own[-1]) :] if own else ()
    amendments = (row for row in reversed(after) if row.by_id == OWNER and row.kind == "amendment")
    return Standing(None, next(amendments, None))


def waits_for(proposal: Proposal, responses: Sequence[Response], person: Id | None) -> bool:
    """Whether an open proposal waits for a person's word: they are asked, and none of theirs stands among these."""
    return is_asked(proposal, person) and standing_of(proposal, responses, person).word is None
