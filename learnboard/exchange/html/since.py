"""Since we met, and what to talk about next, as a page lays them out."""

from typing import NamedTuple

from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackTarget, board_target, target
from learnboard.presentation.evidence import WORTH_TALKING, EvidenceText, proposed_topics
from learnboard.presentation.requests import AgendaText, about_line
from learnboard.presentation.requests import agenda as agenda_text
from learnboard.presentation.since import ActionSince, SinceText, since_we_met


class SinceView(NamedTuple):
    """What became of what was agreed on and said; `targets` are the actions as targets of feedback, by their ids."""

    text: SinceText
    targets: dict[str, FeedbackTarget]


class AgendaView(NamedTuple):
    """The next meeting with its topics, those that are proposed, and where one of the reader's own is written."""

    text: AgendaText | None
    topics: tuple[tuple[str, FeedbackTarget], ...]
    target: FeedbackTarget
    proposed: tuple[tuple[EvidenceText, FeedbackTarget], ...]
    proposed_title: str = WORTH_TALKING

    @property
    def shown(self) -> bool:
        """Whether there is a meeting to come, or something to talk about."""
        return bool(self.text or self.proposed)


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
    """The next meeting with its topics, and those that the evidence proposes."""
    text = agenda_text(source.context)
    about = target("meeting", text.id, text.heading) if text and text.id else board_target(source.snapshot.board_id)
    proposed = proposed_topics(source.context, source.changes_by_id)
    return AgendaView(
        text=text,
        topics=tuple((topic, about._replace(title=topic, lead=about_line(topic))) for topic in text.topics)
        if text
        else (),
        target=about._replace(topic=""),
        proposed=tuple((each, _proposed_target(each)) for each in proposed),
    )


def _proposed_target(text: EvidenceText) -> FeedbackTarget:
    about = target(text.target.kind, text.target.id, text.title)
    return about._replace(prompt=text.question, topic=text.topic)
