"""Since we met, and what to talk about next, as a page lays them out."""

from typing import TypeAlias

from learnboard.domain.named_tuple import NamedTuple
from learnboard.exchange.html.source import PageSource
from learnboard.exchange.html.targets import FeedbackTarget, board_target, target
from learnboard.presentation.evidence import WORTH_TALKING, EvidenceText, proposed_topics
from learnboard.presentation.requests import AgendaText, about_line, overdue_agendas
from learnboard.presentation.requests import agenda as agenda_text
from learnboard.presentation.since import ActionSince, SinceText, since_we_met


class SinceView(NamedTuple):
    """What became of what was agreed on and said; `targets` are the actions as targets of feedback, by their ids."""

    text: SinceText
    targets: dict[str, FeedbackTarget]


Topics: TypeAlias = tuple[tuple[str, FeedbackTarget], ...]
"""The topics of a meeting, each with where feedback on it goes."""


class AgendaView(NamedTuple):
    """The next meeting with its topics, those that are proposed, and where one of the reader's own is written.

    `overdue` are the meetings whose day has passed and that were not held, by what they are called.
    """

    text: AgendaText | None
    topics: Topics
    target: FeedbackTarget
    proposed: tuple[tuple[EvidenceText, FeedbackTarget], ...]
    overdue: tuple[tuple[str, Topics], ...] = ()
    proposed_title: str = WORTH_TALKING

    @property
    def shown(self) -> bool:
        """Whether there is a meeting to come, or something to talk about."""
        return bool(self.text or self.proposed or self.overdue)


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
    about = _about(text) if text and text.id else board_target(source.snapshot.board_id)
    proposed = proposed_topics(source.context, source.changes_by_id)
    return AgendaView(
        text=text,
        topics=_topics(text, about) if text else (),
        target=about._replace(topic=""),
        proposed=tuple((each, _proposed_target(each)) for each in proposed),
        overdue=tuple((late.heading, _topics(late, _about(late))) for late in overdue_agendas(source.context)),
    )


def _about(text: AgendaText) -> FeedbackTarget:
    return target("meeting", text.id or "", text.heading)


def _topics(text: AgendaText, about: FeedbackTarget) -> Topics:
    return tuple((topic, about._replace(title=topic, lead=about_line(topic))) for topic in text.topics)


def _proposed_target(text: EvidenceText) -> FeedbackTarget:
    about = target(text.target.kind, text.target.id, text.title)
    return about._replace(prompt=text.question, topic=text.topic)
