"""Since we met, and what to talk about next, as a page lays them out."""

from typing import NamedTuple

from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackTarget, board_target, target
from learnboard.presentation.requests import AgendaText
from learnboard.presentation.requests import agenda as agenda_text
from learnboard.presentation.since import ActionSince, SinceText, since_we_met


class SinceView(NamedTuple):
    """What became of what was agreed on and said; `targets` are the actions as targets of feedback, by their ids."""

    text: SinceText
    targets: dict[str, FeedbackTarget]


class AgendaView(NamedTuple):
    """The next meeting, and where a topic for it is written."""

    text: AgendaText | None
    target: FeedbackTarget


def since(source: PageSource) -> SinceView | None:
    """What became of what was agreed on and said; None if there is nothing."""
    text = since_we_met(source.context)
    if text is None:
        return None
    actions = (each for group in text.groups for each in group.actions)
    return SinceView(text, {each.id: _action_target(each) for each in actions})


def _action_target(action: ActionSince) -> FeedbackTarget:
    return target("action", action.id, action.text)


def agenda(source: PageSource) -> AgendaView:
    """The next meeting with its topics."""
    text = agenda_text(source.context)
    about = target("meeting", text.id, text.heading) if text and text.id else board_target(source.snapshot.board_id)
    return AgendaView(text, about)
