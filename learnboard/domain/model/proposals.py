"""Proposals decided by consent (FORMAT.md §1)."""

from datetime import date
from typing import Annotated, ClassVar, Literal, TypeAlias

from learnboard.domain.frozen import dataclass
from learnboard.domain.model.fields import MINOR_1, Belongs, Between, Id, PersonId, Refers, Title, Visibility

ProposalKind: TypeAlias = Literal["training", "on_mission", "plan", "policy"]
Funding: TypeAlias = Literal["none", "time_only", "time_and_cost"]
ProposalState: TypeAlias = Literal["withdrawn", "draft", "open", "objected", "consented", "lapsed"]
ResponseKind: TypeAlias = Literal["question", "reaction", "amendment", "objection", "concern", "consent"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the owner asks others to consent to, until a closing day."""

    TABLE: ClassVar[str] = "proposals"

    id: Id
    kind: ProposalKind
    title: Title
    funding_asked: Funding
    minutes_per_week: int | None
    opened_on: date | None
    closes_on: date
    min_responses: Annotated[int, Between(1)]
    decision: Funding | None
    review_on: date | None
    withdrawn_on: date | None
    visibility: Visibility
    text: Annotated[str, MINOR_1] = ""
    link: Annotated[str, MINOR_1] = ""
    invited_ids: Annotated[tuple[Id, ...], Refers("people"), MINOR_1] = ()
    budget_entry_id: Annotated[Id | None, Refers("budget_entries"), MINOR_1] = None


@dataclass(frozen=True, slots=True)
class Response:
    """A person's response to a proposal."""

    TABLE: ClassVar[str] = "responses"

    id: Id
    proposal_id: Annotated[Id, Belongs("proposals")]
    by_id: PersonId
    on: date
    kind: ResponseKind
    text: str
    resolves_id: Annotated[Id | None, Refers("responses")]
