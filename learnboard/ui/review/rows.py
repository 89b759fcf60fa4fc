"""The rows of a review's pages: one page for each objective, and a last one that records it."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

from learnboard.domain.board import Card
from learnboard.domain.model.fields import Id
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.key_results import expected_text, health_text
from learnboard.presentation.review import (
    QUESTION,
    VERDICTS,
    answers_wait_text,
    confidence_line,
    disagreement_text,
    invited_text,
    progress_text,
    spent_text,
    stay_text,
)
from learnboard.presentation.values import Tone, quoted, reached_label
from learnboard.service.queries.review import CardReview, ObjectiveReview, ReviewAnswer
from learnboard.ui.review.answers import ReviewAnswers

ReviewRowKind: TypeAlias = Literal["card", "verdict", "answer", "waiting", "objective", "invited", "notes", "record"]
_CARDS: Final = "How it went"
_OTHERS: Final = "What the others say"
_SAID: Final = "What you say"
_TOGETHER: Final = "Together"
_LAST: Final = "The record"
_KEEPS: Final = "keep, change or let go"


class ReviewRow(NamedTuple):
    """One row of a page: a text with facts at its right end, and notes below it, each with its tone."""

    id: Id
    kind: ReviewRowKind
    section: str
    text: str
    facts: str = ""
    tone: Tone = "neutral"
    notes: tuple[tuple[str, Tone], ...] = ()
    done: bool = True
    card: Card | None = None
    sign: str = ""


def objective_rows(answers: ReviewAnswers, objective: ObjectiveReview) -> tuple[ReviewRow, ...]:
    """Return the rows of an objective's page: its key results, the verdict, and what others say."""
    rows = [_card(each, answers) for each in objective.cards]
    verdict, text = answers.verdict(objective), answers.text(objective)
    facts = VERDICTS[verdict] if verdict else _KEEPS
    notes: tuple[tuple[str, Tone], ...] = ((text, "quiet"),) if text else ()
    done = answers.is_said(objective)
    rows.append(
        ReviewRow("verdict", "verdict", _SAID, QUESTION, facts, "neutral" if verdict else "quiet", notes, done=done)
    )
    return (*rows, *_answers(objective.answers, shown=done or objective.own is not None))


def _card(each: CardReview, answers: ReviewAnswers) -> ReviewRow:
    card, day = each.card, answers.board.day
    figures, row = card.figures, card.key_result
    reached = reached_label(row.kind, figures.shown)
    expected = expected_text(row.kind, figures) if figures.counted else ""
    health = health_text(figures, ended=card.ended)
    quiet = (confidence_line(each.confidences), spent_text(each.minutes, each.spent))
    notes: list[tuple[str, Tone]] = [("   ".join(filter(None, quiet)), "quiet")] if any(quiet) else []
    notes += [(disagreement_text(found, day), "warn") for found in each.disagreements]
    notes += [(stay_text(stay, day), "quiet" if stay.over else "warn") for stay in each.stays]
    facts = ", ".join(filter(None, (reached, expected)))
    return ReviewRow(card.id, "card", _CARDS, row.title, facts, health.tone, tuple(notes), card=card, sign=health.sign)


def _answers(answers: Sequence[ReviewAnswer], *, shown: bool, whole: bool = False) -> Iterator[ReviewRow]:
    """What others say: only once one's own is written, so that it is one's own."""
    if answers and not shown:
        yield ReviewRow("waiting", "waiting", _OTHERS, answers_wait_text(len(answers), whole=whole), tone="quiet")
        return
    for each in answers:
        notes: tuple[tuple[str, Tone], ...] = ((each.text, "quiet"),) if each.text else ()
        yield ReviewRow(
            each.id, "answer", _OTHERS, each.name, VERDICTS[each.verdict] if each.verdict else "", notes=notes
        )


def record_rows(answers: ReviewAnswers) -> tuple[ReviewRow, ...]:
    """Return the rows of the last page: each verdict, who is invited, what was talked about, and the record."""
    board = answers.board
    rows = []
    for each in board.objectives:
        verdict = answers.verdict(each)
        facts = VERDICTS[verdict] if verdict else "not said"
        tone: Tone = "neutral" if verdict else "quiet"
        title = each.column.objective.title
        rows.append(ReviewRow(each.column.id, "objective", _SAID, title, facts, tone, done=answers.is_said(each)))
    held = board.meeting is not None and board.meeting.held
    shown = held or all(answers.is_said(each) for each in board.objectives)
    rows += _answers(board.answers, shown=shown, whole=True)
    names = [person.name for person in board.invited]
    rows.append(ReviewRow("invited", "invited", _TOGETHER, "Who looks at it with you", invited_text(names)))
    notes: tuple[tuple[str, Tone], ...] = ((answers.notes, "quiet"),) if answers.notes else ()
    rows.append(ReviewRow("notes", "notes", _TOGETHER, "What you talked about", notes=notes))
    progress = progress_text(answers.said, len(board.objectives))
    rows.append(ReviewRow("record", "record", _LAST, f"Record the review of {quoted(board.cycle.title)}", progress))
    return tuple(rows)
