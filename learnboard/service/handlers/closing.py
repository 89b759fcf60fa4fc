"""The handler that closes a cycle, and begins the next one with what goes on."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from learnboard.domain.closing import (
    CarriedRows,
    ClosingAnswers,
    ClosingBoard,
    OwnScore,
    carried_rows,
    is_scored,
    lacks_reason,
)
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.model.fields import Id, Verdict
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.presentation.closing import already_closed, closed_message, reason_wanted, same_numbers
from learnboard.presentation.values import quoted
from learnboard.service.commands import CloseCycle
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.handlers.rows import check_fits, normalize
from learnboard.service.queries.closing import read_closing
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store

_NOTHING = CarriedRows((), (), ())


def close_cycle(store: Store, command: CloseCycle, day: date) -> HandlerResult:
    """Close a cycle with what was answered; what goes on becomes drafts in the next cycle, if one is wanted.

    What was answered about rows that are no longer in the cycle is left out, which the message says.

    Raises:
        NotFound: if the cycle was deleted.
        Rejected: if it is closed already, a score lacks its sentence, or the next cycle is no place to go on.
        InvalidValue: if a score is not 0 to 1, a metric would start at its target, or the next cycle cannot be.
    """
    with store.step(f"close {quoted(store.row(Cycle, command.cycle).title)}") as record:
        board = read_closing(store, command.cycle, day)
        if board.cycle.closed:
            raise Rejected(already_closed(board.cycle))
        answers = command.answers
        _score(store, record, board, answers)
        verdicts = _judge(store, record, board, answers)
        cycle = normalize(replace(store.row(Cycle, board.cycle.id), reflection=answers.reflection))
        check_fits(store, cycle)
        record.put(replace(cycle, status="closed", closed_on=day))
        following, carried = None, _NOTHING
        if command.next_cycle:
            following = _begin(store, record, board, command.next_cycle)
            carried = carried_rows(board, verdicts, answers, following.id, new_id)
            _put_carried(store, record, carried)
    message = closed_message(board.cycle, following, carried, _missing(board, answers))
    return HandlerResult(message, record.changes)


def _score(store: Store, record: Recorder, board: ClosingBoard, answers: ClosingAnswers) -> None:
    """Write what the owner says of the scores; refuse what lacks its sentence."""
    ids = [card.id for column in board.columns for card in column.cards]
    stored = {row.id: row for row in store.rows(KeyResult, id=ids)} if ids else {}
    rows: list[KeyResult] = []
    for column in board.columns if stored else ():
        for card in column.cards:
            row = stored[card.id]
            if (own := answers.scores.get(card.id)) is not None:
                row = normalize(replace(row, own_score=own.score, own_score_reason=own.reason))
                check_fits(store, row)
            own = OwnScore(row.own_score, row.own_score_reason)
            if is_scored(column.objective) and lacks_reason(column.objective, card, own):
                raise Rejected(reason_wanted(row, own))
            rows.append(row)
    record.put_all(rows)


def _judge(store: Store, record: Recorder, board: ClosingBoard, answers: ClosingAnswers) -> Mapping[Id, Verdict | None]:
    """Write the verdicts and what was learned, and close what was worked on; return the verdicts."""
    rows: list[Objective] = []
    for row in store.rows(Objective, cycle_id=board.cycle.id):
        judged = normalize(
            replace(
                row,
                verdict=answers.verdicts.get(row.id, row.verdict),
                learned=answers.learned.get(row.id, row.learned),
                status="closed" if row.status == "active" else row.status,
            )
        )
        check_fits(store, judged)
        rows.append(judged)
    record.put_all(rows)
    return {row.id: row.verdict for row in rows}


def _begin(store: Store, record: Recorder, board: ClosingBoard, wanted: Cycle) -> Cycle:
    """Return the next cycle as it is on the board; if it is new, add it."""
    found = store.find(Cycle, wanted.id)
    if found is None:
        found = normalize(wanted)
        check_fits(store, found)
        record.put(found)
    if found.closed:
        raise Rejected(f"{quoted(found.title)} is closed: choose another cycle to go on in, or open it again first.")
    if found.starts_on < board.cycle.starts_on or found.id == board.cycle.id:
        raise Rejected(f"{quoted(found.title)} does not come after {quoted(board.cycle.title)}: choose later days.")
    return found


def _put_carried(store: Store, record: Recorder, carried: CarriedRows) -> None:
    for row in carried.key_results:
        if row.kind == "metric" and row.start == row.target:
            raise InvalidValue(same_numbers(row))
        check_fits(store, row)
    record.put_all(carried.objectives)
    record.put_all(carried.key_results)
    record.put_all(carried.milestones)


def _missing(board: ClosingBoard, answers: ClosingAnswers) -> Mapping[str, int]:
    """Count the rows, by their table, that something was answered about, and that are not in the cycle any more."""
    objectives = [column.id for column in board.columns]
    cards = [card.id for column in board.columns for card in column.cards]
    return {
        Objective.TABLE: _without(objectives, answers.verdicts, answers.learned),
        KeyResult.TABLE: _without(cards, answers.scores, answers.numbers, answers.left_out),
    }


def _without(there: Iterable[Id], *answered: Collection[Id]) -> int:
    return len({id_ for ids in answered for id_ in ids}.difference(there))
