"""Topics that the evidence proposes, in words: what it is about, why, and a question to begin with."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from learnboard.domain.board import open_blocker
from learnboard.domain.evidence import (
    CardEvidence,
    EvidenceKind,
    EvidenceTopic,
    WaitingRemark,
    meetings_since,
    topics_from_evidence,
)
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.since import last_meeting
from learnboard.domain.text import folded, in_quotes
from learnboard.presentation.check_ins import blocker_text
from learnboard.presentation.labels import FEEDBACK_KINDS
from learnboard.presentation.reader_context import ReaderContext, named_target, target_title
from learnboard.presentation.values import (
    HEALTH,
    count_of,
    kept_text,
    local_day,
    percent,
    quoted,
    reached_label,
    short_day,
)

if TYPE_CHECKING:  # a comparison needs the tables of all rows
    from learnboard.domain.comparison import KeyResultChange

WORTH_TALKING: Final = "Worth talking about"
_QUESTIONS: Final[Mapping[EvidenceKind, str]] = {
    "blocked": "Who could open the way, and which of us asks them?",
    "confidence_fell": "What happened, and what would help it up again?",
    "far_behind": "What makes you sure of it?",
    "outdated": "When did you last look at it, and what did you see?",
    "missed": "What came in between, and does the bound still fit?",
    "unanswered": "What would you need to answer it?",
}


class EvidenceText(NamedTuple):
    """A topic that is proposed: what it is about, why, and an opening question."""

    target: Target
    title: str
    reason: str
    question: str

    @property
    def topic(self) -> str:
        """The topic as a line of an agenda: `“Cut latency”: confidence fell from 6 to 4. What happened?`."""
        return f"{self.title}: {self.reason}. {self.question}"


def proposed_topics(
    context: ReaderContext, changes: "Mapping[Id, KeyResultChange] | None" = None, written: Iterable[str] = ()
) -> tuple[EvidenceText, ...]:
    """The topics that the evidence proposes to the reader.

    `changes` are those since the last snapshot, where one is known; `written` are topics that the reader has written.
    """
    records = context.report.records
    coming = {row.id for row in records.meetings if row.on >= context.day}
    texts = [topic.text for topic in records.topics if topic.meeting_id in coming]
    agenda = [folded(text) for text in (*texts, *written)]

    def is_on_agenda(target: Target) -> bool:
        return _is_in(agenda, target, target_title(records, target) or "") if agenda else False

    topics = topics_from_evidence(tuple(_cards(context, changes)), tuple(_remarks(context)), is_on_agenda)
    return tuple(_text(topic, context) for topic in topics)


def _is_in(agenda: Collection[str], target: Target, title: str) -> bool:
    """Whether an agenda, in folded texts, speaks of a target: by its title, also a cut one, or by its id."""
    names = [name for name in (folded(title), folded(quoted(title))) if len(name) > len("“”")]
    whole = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in names]
    by_id = rf"(?<![\w-]){re.escape(target.id.casefold())}(?![\w-])"
    return any(re.search(pattern, text) for pattern in (*whole, by_id) for text in agenda)


def _cards(context: ReaderContext, changes: "Mapping[Id, KeyResultChange] | None") -> Iterable[CardEvidence]:
    last = last_meeting(context.report.records.meetings, context.you, context.day)
    drafts = {column.id for column in context.report.columns if column.objective.status == "draft"}
    for card in context.cards.values():
        if card.key_result.objective_id in drafts:
            continue
        change = changes.get(card.id) if changes else None
        before = change.confidence[0] if change else card.figures.confidence_before
        blocker = open_blocker(context.check_ins(card.id), card.figures) if card.blocked else None
        yield CardEvidence(card, before, blocker, last.on if last else None)


def _remarks(context: ReaderContext) -> Iterable[WaitingRemark]:
    records, you = context.report.records, context.you
    held = [row.on for row in records.meetings if row.held and (you is None or you in row.with_ids)]
    own = (row for row in records.feedback if row.answer == "unanswered" and (you is None or row.person_id == you))
    for row in sorted(own, key=lambda row: (row.written_at, row.id)):
        yield WaitingRemark(row.id, row.target, meetings_since(held, local_day(row.written_at), context.day))


def _text(topic: EvidenceTopic, context: ReaderContext) -> EvidenceText:
    title = target_title(context.report.records, topic.target)
    name = in_quotes(title) if title and topic.target.kind == "key_result" else named_target(topic.target.kind, title)
    return EvidenceText(topic.target, name, _reason(topic, context), _QUESTIONS[topic.kind])


def _reason(topic: EvidenceTopic, context: ReaderContext) -> str:
    if topic.remark:
        return _waiting(topic.remark, context)
    assert topic.card is not None
    card, figures, day = topic.card.card, topic.card.card.figures, context.day
    match topic.kind:
        case "blocked":
            assert topic.card.blocker is not None
            return f"others stand in the way, {blocker_text(topic.card.blocker, day).reason}"
        case "confidence_fell":
            return f"confidence fell from {topic.card.confidence_before} to {figures.confidence}"
        case "far_behind":
            reached = reached_label(card.key_result.kind, figures.shown)
            return f"said to be on track, but far behind: {reached}, expected {percent(figures.expected)}"
        case "outdated":
            rows = context.check_ins(card.id)
            return f"nothing since {short_day(rows[-1].on, day)}" if rows else HEALTH["outdated"].label
        case _:
            return kept_text(figures, card.key_result.period)


def _waiting(remark: WaitingRemark, context: ReaderContext) -> str:
    row = next(row for row in context.report.records.feedback if row.id == remark.id)
    whose, on = "your" if context.you else "a", short_day(local_day(row.written_at), context.day)
    after = count_of(remark.meetings, "meeting")
    return f"{whose} {FEEDBACK_KINDS[row.kind].noun} of {on} is not answered after {after}"
