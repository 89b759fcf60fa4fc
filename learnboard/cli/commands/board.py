"""`learnboard check-in`, `undo` and `redo`: commands that change the board."""

from datetime import date
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import today, with_board
from learnboard.cli.paths import board_path
from learnboard.domain.errors import BlockedStep, Rejected
from learnboard.domain.model.fields import Number
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.numbers import read_value
from learnboard.domain.plausibility import check_in_doubts
from learnboard.domain.text import clean, clean_line
from learnboard.presentation.messages import doubt_texts, skipped_text
from learnboard.presentation.values import day_text, describe_day
from learnboard.service.board_service import BoardService
from learnboard.service.commands import CheckInKeyResult
from learnboard.service.handlers.undo import skip_blocked
from learnboard.service.opening import open_to_change
from learnboard.service.queries.lookup import cycle_of, find_key_result


def check_in(options: Namespace) -> int:
    """Record where a key result stands.

    Raises:
        Rejected: if the value or the day looks like a slip, unless `--yes` says that it is none.
    """
    with BoardService(open_to_change(board_path(options.board), wait=options.wait)) as service:
        key_result = find_key_result(service.store, options.key_result)
        value = None if options.value is None else read_value(options.value, key_result.unit)
        if not options.yes:
            _refuse_slips(key_result, value, options.on, cycle_of(service.store, key_result).starts_on)
        command = CheckInKeyResult(key_result.id, options.on, value, options.confidence, clean(options.note))
        print(_with_day(service.execute(command, service.open(today())).message, options.on))
    return 0


def _with_day(message: str, on: date | None) -> str:
    """A message with the day as it was understood, since it may have been given in words; told once."""
    if on is None:
        return message
    told, day = f" for {day_text(on)}.", describe_day(on, today())
    return f"{message.removesuffix(told)} for {day}." if message.endswith(told) else f"{message} The day is {day}."


def _refuse_slips(key_result: KeyResult, value: Number | None, on: date | None, begins: date) -> None:
    day = today()
    if doubts := check_in_doubts(key_result, value, on, day, begins):
        why = doubt_texts(doubts, key_result, value, on or day, day, begins)
        raise Rejected(f"{why} Nothing was checked in: correct it, or add --yes if it is meant.")


def undo(options: Namespace) -> int:
    """Undo the last step; or skip it, if it can no longer be undone.

    Raises:
        Rejected: if there is none, it cannot be undone, or it is to be skipped and could be undone.
    """
    with open_to_change(board_path(options.board), wait=options.wait) as store:
        if options.skip:
            message = f"{skipped_text(skip_blocked(store))} “learnboard undo” goes on with the step before it."
            print(with_board(message, options.board))
            return 0
        try:
            print(f"Undid: {clean_line(store.undo().label)}.")
        except BlockedStep as error:
            advice = "“learnboard undo --skip” leaves the step as it is, and undo goes on with the one before it."
            raise Rejected(f"{error} {advice}") from None
    return 0


def redo(options: Namespace) -> int:
    """Redo the step that was undone last."""
    with open_to_change(board_path(options.board), wait=options.wait) as store:
        print(f"Redid: {clean_line(store.redo().label)}.")
    return 0
