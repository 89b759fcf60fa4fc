"""The rows of the walk through a close, built from the answers so far."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from learnboard.domain.board import Card, Column
from learnboard.domain.closing import (
    asks_cause,
    column_score,
    falls_short,
    is_open,
    is_scored,
    lacks_reason,
    next_key_result,
    score_summary,
)
from learnboard.domain.model.fields import Id
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.named_tuple import NamedTuple
from learnboard.presentation.closing import (
    DOES_IT_GO_ON,
    LEARNED,
    REFLECTION,
    VERDICTS,
    came_to,
    goes_on_text,
    next_text,
    score_text,
    scores_text,
    summary_texts,
)
from learnboard.presentation.key_results import dropped_text
from learnboard.presentation.values import Tone, quoted
from learnboard.ui.cycles.closing.answers import NEXT, YES, Answers

RowKind: TypeAlias = Literal[
    "score", "dropped", "verdict", "learned", "summary", "reflection", "next", "carried", "already", "close"
]
ASKED: Final[frozenset[RowKind]] = frozenset({"score", "verdict", "learned", "reflection", "next"})
"""The kinds of rows that want an answer."""
NOT_WANTED: Final = "nothing goes on"
LEFT_OUT: Final = "left out"
"""What rows of the next cycle say beside them."""
_SUMMED_UP: Final = "Summed up"
_LOOKING_BACK: Final = "Looking back"
_NEXT: Final = "The next cycle"
_LAST: Final = "The close"


class CloseRow(NamedTuple):
    """One row: a text with facts at its right end, and notes below it.

    `missing` says what keeps the cycle from being closed, `done` that the row was answered, or wants no answer.
    """

    id: Id
    kind: RowKind
    section: str
    text: str
    facts: str = ""
    tone: Tone = "neutral"
    notes: tuple[str, ...] = ()
    done: bool = True
    missing: str = ""
    column: Column | None = None
    card: Card | None = None


def close_rows(answers: Answers) -> tuple[CloseRow, ...]:
    """Return all rows in order: objectives, the sum, the reflection, the next cycle, and the close itself."""
    rows = [row for column in answers.board.columns for row in _objective(answers, column)]
    summary = score_summary(answers.board.columns, answers.own)
    rows += [
        CloseRow(f"summary.{number}", "summary", _SUMMED_UP, text) for number, text in enumerate(summary_texts(summary))
    ]
    reflection = answers.reflection
    rows.append(
        CloseRow("reflection", "reflection", _LOOKING_BACK, REFLECTION, notes=(reflection,), done=bool(reflection))
    )
    rows += _next(answers)
    left, whole = open_rows(rows)
    facts = f"{left} of {whole} not answered" if left else "everything is answered"
    rows.append(CloseRow("close", "close", _LAST, f"Close {quoted(answers.board.cycle.title)}", facts))
    return tuple(rows)


def open_rows(rows: "list[CloseRow] | tuple[CloseRow, ...]") -> tuple[int, int]:
    """Return how many rows want an answer still, and how many want one at all."""
    asked = [row for row in rows if row.kind in ASKED]
    return sum(not row.done for row in asked), len(asked)


# -- objectives -------------------------------------------------------------------------------------------------------


def _objective(answers: Answers, column: Column) -> Iterator[CloseRow]:
    objective = column.objective
    scored = is_scored(objective)
    mean = column_score(column, answers.own) if scored else None
    about = [objective.okr_type, objective.status if not scored else f"score {score_text(mean)}"]
    section = f"{objective.title}\n{', '.join(about)}"
    for card in column.cards:
        if card.key_result.dropped:
            facts = dropped_text(card.key_result, answers.board.day)
            yield CloseRow(f"dropped.{card.id}", "dropped", section, card.key_result.title, facts, "quiet")
        elif scored:
            yield _score(answers, column, card, section)
    verdict = answers.verdict(objective)
    label = VERDICTS[verdict] if verdict else "keep, change or let go"
    yield CloseRow(
        f"verdict.{column.id}",
        "verdict",
        section,
        DOES_IT_GO_ON,
        label,
        "neutral" if verdict else "quiet",
        done=verdict is not None,
        column=column,
    )
    learned, cause = answers.learned(objective)
    notes = (learned, f"One cause: {cause}" if cause else "")
    wants_cause = asks_cause(mean, answers.board.settings)
    yield CloseRow(
        f"learned.{column.id}",
        "learned",
        section,
        LEARNED,
        "and one cause" if wants_cause and not cause else "",
        "quiet",
        notes,
        done=bool(learned) and (bool(cause) or not wants_cause),
        column=column,
    )


def _score(answers: Answers, column: Column, card: Card, section: str) -> CloseRow:
    own = answers.own(card)
    lacks = lacks_reason(column.objective, card, own)
    facts = ", ".join(text for text in (came_to(card, answers.board.day), scores_text(card, own)) if text)
    wanted = "committed, and below 1.00: wants a sentence" if own.score is None else "wants its reason"
    return CloseRow(
        f"score.{card.id}",
        "score",
        section,
        card.key_result.title,
        facts,
        "warn" if lacks and own.score is not None else "neutral",
        (own.reason, wanted if lacks else ""),
        done=answers.is_scored(card) and not lacks,
        missing="reason" if lacks else "",
        column=column,
        card=card,
    )


def wants_sentence(row: CloseRow) -> bool:
    """Whether keeping the computed score of the row wants a sentence."""
    assert row.column
    assert row.card
    return falls_short(row.column.objective, row.card.figures.score)


# -- the next cycle ---------------------------------------------------------------------------------------------------


def _next(answers: Answers) -> Iterator[CloseRow]:
    board = answers.board
    there, wanted = board.next_cycle, answers.begins_next
    text = next_text(answers.next_cycle) if wanted else "No next cycle"
    facts = NOT_WANTED if not wanted else "is there already" if there else ""
    yield CloseRow("next", "next", _NEXT, text, facts, "quiet", done=NEXT in answers.texts)
    for column in board.columns:
        if answers.goes_on(column):
            yield from _carried(answers, column)
        elif wanted and column.id in board.carried:
            section = f"{column.objective.title}\ngoes on already"
            yield CloseRow(f"already.{column.id}", "already", section, "It is in a later cycle: nothing is added.")


def _carried(answers: Answers, column: Column) -> Iterator[CloseRow]:
    section = f"{column.objective.title}\ngoes on as a draft"
    cards = [card for card in column.cards if is_open(card)]
    if not cards:
        yield CloseRow(
            f"none.{column.id}", "already", section, "None of its key results is open: new ones are for its draft."
        )
    for card in cards:
        row = carried_key_result(answers, card)
        left_out = answers.is_left_out(card)
        same = row.kind == "metric" and row.start == row.target and not left_out
        yield CloseRow(
            f"carried.{card.id}",
            "carried",
            section,
            row.title,
            LEFT_OUT if left_out else goes_on_text(row, len(answers.board.steps.get(card.id, ()))),
            "quiet" if left_out else "warn" if same else "neutral",
            ("starts at its target: choose another target" if same else "",),
            done=not same,
            missing="target" if same else "",
            column=column,
            card=card,
        )


def carried_key_result(answers: Answers, card: Card) -> KeyResult:
    """Return a key result as it would go on, with its own ids."""
    row = card.key_result
    return next_key_result(card, {row.id: row.id, row.objective_id: row.objective_id}, answers.chosen_numbers(card))


def toggled(answers: Answers, row: CloseRow) -> Mapping[str, str]:
    """Return the texts after taking a row's answer back, leaving a key result out, or taking it in again."""
    id_ = row.id.partition(".")[2]
    match row.kind:
        case "score":
            return {f"score.{id_}": "", f"reason.{id_}": ""}
        case "verdict":
            return {f"verdict.{id_}": ""}
        case "carried":
            assert row.card
            return {f"out.{id_}": "" if answers.is_left_out(row.card) else YES}
        case "next":
            return {NEXT: YES if not answers.begins_next else "no"}
        case _:
            return {}
