"""Commands that change the board."""

from datetime import date
from types import SimpleNamespace as Namespace

from learnboard.cli.output import today
from learnboard.cli.paths import board_path
from learnboard.domain.model.fields import Number
from learnboard.domain.text import clean, clean_line
from learnboard.service.board_service import BoardService
from learnboard.service.commands import CheckInKeyResult
from learnboard.service.finding import key_result_named
from learnboard.service.opening import open_to_change


def check_in(options: Namespace) -> int:
    """Say where a key result stands."""
    value = None if options.value is None else Number(options.value.strip())
    with BoardService(open_to_change(board_path(options.board), wait=options.wait)) as service:
        key_result = key_result_named(service.store, options.key_result)
        command = CheckInKeyResult(key_result.id, options.on or today(), value, options.confidence, clean(options.note))
        print(service.execute(command, service.open(today())).message + _said_of(options.on))
    return 0


def _said_of(on: date | None) -> str:
    """A day that was given, said as it was understood: it may have been given in words."""
    if on is None:
        return ""
    from learnboard.service.dates import describe_day  # noqa: PLC0415 - most check-ins are of today

    return f" for {describe_day(on, today())}"


def undo(options: Namespace) -> int:
    """Take the last step back."""
    with open_to_change(board_path(options.board), wait=options.wait) as store:
        print(f"undid: {clean_line(store.undo().label)}")
    return 0


def redo(options: Namespace) -> int:
    """Do it again."""
    with open_to_change(board_path(options.board), wait=options.wait) as store:
        print(f"did again: {clean_line(store.redo().label)}")
    return 0
