"""What is requested of the reader as a page lays it out, with the targets to answer on; and what is open beside it."""

from typing import NamedTuple

from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackTarget, entry_target, key_result_target, proposal_target
from learnboard.presentation.key_results import BlockerText
from learnboard.presentation.requests import (
    ActionText,
    ApprovalText,
    ProposalText,
    action_texts,
    approval_text,
    blocked,
    proposal_text,
)


class RequestsView(NamedTuple):
    """Decisions requested of the reader and their own `actions`; `others` are the other open actions.

    `blocked` are key results by their title with what stands in the way.
    """

    approvals: tuple[tuple[ApprovalText, FeedbackTarget], ...]
    consents: tuple[tuple[ProposalText, FeedbackTarget], ...]
    actions: tuple[ActionText, ...]
    others: tuple[ActionText, ...]
    blocked: tuple[tuple[str, BlockerText, FeedbackTarget], ...]

    @property
    def of_reader(self) -> int:
        """How many things wait for the reader."""
        return len(self.approvals) + len(self.consents) + len(self.actions)


def requests_view(source: PageSource) -> RequestsView:
    """What is requested on the day of the snapshot."""
    context, requests = source.context, source.requests
    actions = action_texts(context, requests.actions)
    return RequestsView(
        approvals=tuple(
            (approval_text(row, context), entry_target(row.id, row.title, proposed=True)) for row in requests.approvals
        ),
        consents=tuple(
            (proposal_text(row, "open", context), proposal_target(row.id, row.title, open_now=True))
            for row in requests.consents
        ),
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
    )
