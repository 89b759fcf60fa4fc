"""Targets of feedback with their prompts, and what is requested of the reader."""

from learnboard.domain.board import Card
from learnboard.domain.comparison import KeyResultChange
from learnboard.domain.consent import Consultation
from learnboard.domain.model.feedback import FeedbackKind, TargetKind
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.report import open_requests
from learnboard.exchange.html.source import PageSource
from learnboard.presentation.around import Around
from learnboard.presentation.asks import AskText, OfferText, asks_of, offers_of
from learnboard.presentation.assessments import TwoViewsText
from learnboard.presentation.check_ins import BlockerText
from learnboard.presentation.consent import INVITED, invitation_text, own_word
from learnboard.presentation.feedback import KIND_PROMPTS, TARGET_PROMPTS, WORTH, feedback_context, prompt_for
from learnboard.presentation.labels import WHOLE_BOARD
from learnboard.presentation.proposals import ProposalText, proposal_text
from learnboard.presentation.reader_context import ReaderContext, named_target
from learnboard.presentation.requests import (
    ActionText,
    ApprovalText,
    action_texts,
    approval_text,
    blocked,
)
from learnboard.presentation.values import State


class FeedbackTarget(NamedTuple):
    """A target of feedback; `first` are the decisions requested, `prompt` is asked in the empty field of a comment.

    With a `topic`, it can be put on the agenda: in these words, or if they are empty, in one's own. What is said begins
    with `lead`: a line of an agenda has no id of its own, its meeting has. After the day `closes`, an answer counts for
    nothing; empty where that does not apply. On the `axes` of an assessment the reader can rate the owner. With a
    `verdict`, that is asked beside the text; `say` is on the button.
    """

    kind: TargetKind
    id: Id
    title: str
    prompt: str
    first: tuple[FeedbackKind, ...] = ()
    topic: str | None = None
    lead: str = ""
    closes: str = ""
    axes: tuple[str, ...] = ()
    verdict: str = ""
    say: str = ""


def key_result_target(card: Card, change: KeyResultChange | None) -> FeedbackTarget:
    """A key result, and what became of it since the baseline."""
    context = feedback_context(card, change)
    if context.ask:
        return FeedbackTarget("key_result", card.id, card.key_result.title, prompt_for("offer", context), ("offer",))
    return FeedbackTarget("key_result", card.id, card.key_result.title, context.question or KIND_PROMPTS["comment"])


def target(kind: TargetKind, id_: Id, title: str) -> FeedbackTarget:
    """What is not a key result."""
    return FeedbackTarget(kind, id_, title, TARGET_PROMPTS.get(kind, KIND_PROMPTS["comment"]))


def growth_target(kind: TargetKind, id_: Id, title: str) -> FeedbackTarget:
    """A stretch, an assessment or a key result, as it is told of under growth."""
    return FeedbackTarget(kind, id_, title, TARGET_PROMPTS.get(kind, KIND_PROMPTS["comment"]))


def assessment_target(text: TwoViewsText, source: PageSource) -> FeedbackTarget:
    """An assessment, on whose axes the reader can rate the owner."""
    return growth_target("assessment", text.id, text.instrument)._replace(axes=source.assessments.axes_of(text.id))


def board_target(board: Id) -> FeedbackTarget:
    """The board as a whole."""
    return target("board", board, WHOLE_BOARD)


def entry_target(entry: Id, title: str, *, proposed: bool) -> FeedbackTarget:
    """A budget entry; one that is proposed wants a decision."""
    found = target("budget_entry", entry, title)
    return found._replace(prompt=WORTH, first=("approve", "decline")) if proposed else found


def agreement_target(person: Id, name: str) -> FeedbackTarget:
    """The agreement with the reader: they agree to it, or ask for a change."""
    return target("person", person, named_target("person", name))._replace(first=("approve",))


class ShownProposal(NamedTuple):
    """A proposal, what the reader is told of their own word, and what feedback on it is about."""

    text: ProposalText
    yours: State | None
    target: FeedbackTarget

    @property
    def id(self) -> Id:
        """The proposal's id."""
        return self.text.id


def shown_proposal(found: Consultation, context: ReaderContext) -> ShownProposal:
    """A proposal; one that is open wants consent or an objection of whoever is asked, until it closes."""
    row, is_open = found.proposal, found.state == "open"
    about = target("proposal", row.id, row.title)._replace(
        first=("consent", "objection") if is_open and found.asks(context.you) else (),
        closes=row.closes_on.isoformat() if is_open else "",
    )
    return ShownProposal(proposal_text(found, Around.for_reader(context, row)), own_word(found, context), about)


class RequestsView(NamedTuple):
    """Decisions requested of the reader and their own `actions`; `others` are the other open actions.

    `invited` are the open proposals to which the reader is invited, also those on which their word stands; `consents`
    all that wait for it, and `invitation` heads the first: by when their consent is asked for.
    `blocked` are key results by their title with what stands in the way, `asking` those with the help that is wanted.
    `offers` are what the owner offers to others. `ratings` are assessments of the owner that ask for the reader's.
    """

    approvals: tuple[tuple[ApprovalText, FeedbackTarget], ...]
    invited: tuple[ShownProposal, ...]
    consents: tuple[ShownProposal, ...]
    invitation: str
    actions: tuple[ActionText, ...]
    others: tuple[ActionText, ...]
    blocked: tuple[tuple[str, BlockerText, FeedbackTarget], ...]
    asking: tuple[tuple[AskText, FeedbackTarget], ...]
    offers: tuple[tuple[OfferText, FeedbackTarget], ...]
    ratings: tuple[tuple[TwoViewsText, FeedbackTarget], ...]

    @property
    def decisions(self) -> int:
        """How many decisions wait for the reader."""
        return len(self.approvals) + len(self.consents)

    @property
    def elsewhere(self) -> tuple[ShownProposal, ...]:
        """The proposals that wait for a word of whoever reads them: nobody in particular is invited."""
        first = {shown.id for shown in self.invited}
        return tuple(shown for shown in self.consents if shown.id not in first)


def requests_view(source: PageSource) -> RequestsView:
    """What is requested on the day of the snapshot."""
    context, requests = source.context, source.requests
    actions = action_texts(context, requests.actions)
    invited = [row for row in open_requests(context.report).consents if context.you in row.invited_ids]
    waiting = [row for row in invited if row in requests.consents]
    return RequestsView(
        approvals=tuple(
            (approval_text(row, context), entry_target(row.id, row.title, proposed=True)) for row in requests.approvals
        ),
        invited=tuple(shown_proposal(context.consultations[row.id], context) for row in invited),
        consents=tuple(shown_proposal(context.consultations[row.id], context) for row in requests.consents),
        invitation=invitation_text(waiting[0], context) if waiting else INVITED,
        actions=tuple(text for text in actions if text.mine),
        others=tuple(text for text in actions if not text.mine),
        blocked=tuple(
            (
                found.card.key_result.title,
                found.blocker,
                key_result_target(found.card, source.changes_by_id.get(found.card.id)),
            )
            for found in blocked(context)
        ),
        asking=tuple(
            (
                ask,
                key_result_target(ask.card, source.changes_by_id.get(ask.card.id)),
            )
            for ask in asks_of(context)
        ),
        offers=tuple((offer, entry_target(offer.id, offer.title, proposed=False)) for offer in offers_of(context)),
        ratings=tuple((text, assessment_target(text, source)) for text in source.assessments.texts if text.asked),
    )
