"""What was answered so far at a close: the texts of its draft, read as the answers they are."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar, get_args

from learnboard.domain.board import Card, Column
from learnboard.domain.closing import (
    ClosingAnswers,
    ClosingBoard,
    NewNumbers,
    OwnScore,
    carried_numbers,
    is_open,
    with_cause,
    without_cause,
)
from learnboard.domain.cycles import CycleDays
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import Id, Number, Verdict
from learnboard.domain.model.goals import Cycle, CycleKind, Objective
from learnboard.domain.named_tuple import NamedTuple
from learnboard.service import factory
from learnboard.service.commands import CloseCycle

Value = TypeVar("Value")
COMPUTED: Final = "computed"
"""The draft's text of a score that is kept as it was computed."""
YES, NO = "yes", "no"
REFLECTION: Final = "reflection"
NEXT: Final = "next"
CLOSED: Final = "closed"
"""Set in a draft once the cycle was closed with it: after an undo it is all there again."""
_VERDICTS: Final[Mapping[str, Verdict]] = {verdict: verdict for verdict in get_args(Verdict)}
_KINDS: Final[Mapping[str, CycleKind]] = {kind: kind for kind in get_args(CycleKind)}


class Answers(NamedTuple):
    """The texts of a draft by field, such as `score.k1`, over what the rows of the cycle say already."""

    board: ClosingBoard
    texts: Mapping[str, str]

    @classmethod
    def of(cls, board: ClosingBoard, texts: Mapping[str, str]) -> "Answers":
        """Return the answers of a draft; of one with which the cycle was closed and opened again, those of its rows."""
        return cls(board, {} if texts.get(CLOSED) and _has_answers(board) else texts)

    # -- scores ---------------------------------------------------------------------------------------------------

    def own(self, card: Card) -> OwnScore:
        """Return what the owner says of a key result's score."""
        row = card.key_result
        text = self.texts.get(f"score.{card.id}")
        score = row.own_score if text is None else _read(Number, text)
        reason = self.texts.get(f"reason.{card.id}")
        return OwnScore(score, row.own_score_reason if reason is None else reason)

    def is_scored(self, card: Card) -> bool:
        """Whether a score was kept, or another one was given."""
        own = self.own(card)
        return own.score is not None or bool(own.reason) or self.texts.get(f"score.{card.id}") == COMPUTED

    # -- objectives -----------------------------------------------------------------------------------------------

    def verdict(self, objective: Objective) -> Verdict | None:
        """Return the verdict on an objective."""
        text = self.texts.get(f"verdict.{objective.id}")
        return objective.verdict if text is None else _VERDICTS.get(text)

    def learned(self, objective: Objective) -> tuple[str, str]:
        """Return what was learned, and the cause if one was named."""
        learned, cause = without_cause(objective.learned)
        texts = self.texts
        return texts.get(f"learned.{objective.id}", learned), texts.get(f"cause.{objective.id}", cause)

    @property
    def reflection(self) -> str:
        """What was written about the cycle."""
        return self.texts.get(REFLECTION, self.board.cycle.reflection)

    # -- the next cycle -------------------------------------------------------------------------------------------

    @property
    def begins_next(self) -> bool:
        """Whether a next cycle is wanted."""
        return self.texts.get(NEXT) != NO

    @property
    def next_cycle(self) -> Cycle:
        """The next cycle: the one that is there, else a new one with the days that were chosen."""
        if found := self.board.next_cycle:
            return found
        days = self.board.next_days
        chosen = CycleDays(
            _KINDS.get(self.texts.get("next.kind", ""), days.kind),
            self.texts.get("next.title") or days.title,
            _read(date.fromisoformat, self.texts.get("next.starts_on", "")) or days.starts_on,
            _read(date.fromisoformat, self.texts.get("next.ends_on", "")) or days.ends_on,
        )
        sessions = _read(int, self.texts.get("next.planned_sessions", ""))
        planned = self.board.cycle.planned_sessions if sessions is None else sessions
        return replace(factory.new_cycle(self.board.day, chosen), planned_sessions=planned)

    def numbers(self, card: Card) -> NewNumbers:
        """Return what a metric goes from and to in the next cycle."""
        return carried_numbers(card, self.chosen_numbers(card))

    def chosen_numbers(self, card: Card) -> NewNumbers:
        """Return what was chosen of these numbers."""
        start, target = (self.texts.get(f"{name}.{card.id}", "") for name in ("start", "target"))
        return NewNumbers(_read(Number, start), _read(Number, target))

    def is_left_out(self, card: Card) -> bool:
        """Whether an open key result does not go on."""
        return self.texts.get(f"out.{card.id}") == YES

    def goes_on(self, column: Column) -> bool:
        """Whether an objective goes on in the next cycle, in which it is not yet."""
        verdict = self.verdict(column.objective)
        return self.begins_next and verdict in ("keep", "change") and column.id not in self.board.carried

    # -- closing --------------------------------------------------------------------------------------------------

    def command(self) -> CloseCycle:
        """Return the command that closes the cycle with these answers, also those about rows that are gone."""
        columns, cards = self.board.columns, [card for column in self.board.columns for card in column.cards]
        named = {name: _named(self.texts, name) for name in ("score", "reason", "verdict", "learned", "start", "out")}
        gone = {id_ for ids in named.values() for id_ in ids} - {
            *(column.id for column in columns),
            *(card.id for card in cards),
        }
        scores = {card.id: self.own(card) for card in cards}
        scores |= {id_: OwnScore() for id_ in named["score"] + named["reason"] if id_ in gone}
        verdicts = {column.id: self.verdict(column.objective) for column in columns}
        verdicts |= {id_: _VERDICTS.get(self.texts[f"verdict.{id_}"]) for id_ in named["verdict"] if id_ in gone}
        learned = {column.id: with_cause(*self.learned(column.objective)) for column in columns}
        learned |= {id_: "" for id_ in named["learned"] if id_ in gone}
        numbers = {card.id: self.chosen_numbers(card) for card in cards if is_open(card)}
        left_out = frozenset(id_ for id_ in named["out"] if self.texts[f"out.{id_}"] == YES)
        answers = ClosingAnswers(scores, verdicts, learned, self.reflection, numbers, left_out)
        return CloseCycle(self.board.cycle.id, answers, self.next_cycle if self.begins_next else None)


def _has_answers(board: ClosingBoard) -> bool:
    """Whether the rows of a cycle were closed before."""
    objectives = any(column.objective.verdict or column.objective.learned for column in board.columns)
    cards = (card.key_result for column in board.columns for card in column.cards)
    scored = any(row.own_score is not None or row.own_score_reason for row in cards)
    return bool(board.cycle.reflection) or objectives or scored


def _named(texts: Mapping[str, str], name: str) -> list[Id]:
    """The ids of the rows that a draft says something of."""
    return [field.partition(".")[2] for field in texts if field.startswith(f"{name}.")]


def _read(parse: Callable[[str], Value], text: str) -> Value | None:
    """The value of a text of the draft, which an older or another program may have written; None if it is none."""
    try:
        return parse(text)
    except (InvalidValue, ValueError):
        return None
