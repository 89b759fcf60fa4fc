"""`learnboard timer`: starts, stops and tells the timer of learning time."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Namespace
from typing import Final

from learnboard.cli.commands import print_json, today
from learnboard.cli.commands.log import entry_of, refuse_doubts
from learnboard.cli.paths import board_path
from learnboard.domain.board import Board
from learnboard.domain.durations import find_durations
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.log_line import read_log
from learnboard.domain.model.fields import Id, to_plain
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.timer import Moment, RunningTimer
from learnboard.domain.timing import Measured, measure
from learnboard.presentation.learning import log_as
from learnboard.presentation.timer import (
    NO_TIMER,
    TOO_SHORT,
    days_before,
    doubt_text,
    started_in_shell,
    timer_text,
    until_key_text,
    whole_text,
    written,
)
from learnboard.service.board_service import BoardService
from learnboard.service.clock import read_moment
from learnboard.service.opening import open_existing, open_to_change
from learnboard.service.queries.learning import loggable, titles_of
from learnboard.service.queries.lookup import find_key_result
from learnboard.service.queries.timer import presence_of, subject_of
from learnboard.service.resource_commands import StartTimer, StopTimer

_ALL: Final = 1_000_000
_AS_USUAL: Final = {"category": None, "mode": None, "source": None, "visibility": None, "energy": None}
"""What an entry of a timer is logged as is not chosen: it is as last time."""


def timer(options: Namespace) -> int:
    """Start, stop or tell the timer; `words` are a key result, or what was learned.

    Raises:
        LearnboardError: if that cannot be done, or it is not sure how much counts; a timer runs on then.
    """
    _refuse_unused(options)
    return _ACTIONS[options.action](options, " ".join(options.words))


def _refuse_unused(options: Namespace) -> None:
    """Refuse options that the action has no use for, so that none is ignored in silence."""
    given = {
        f"--{str(options.count).replace('_', '-')}": options.count is not None,
        "--yes": options.yes,
        "--for": options.key_result is not None and options.action == "status",
    }
    unused = next((name for name, is_given in given.items() if is_given), "")
    if unused and options.action != "stop":
        raise InvalidValue(f"{unused} is for “timer stop”: leave it out of “timer {options.action}”.")
    if options.action == "start" and options.key_result and options.words:
        raise InvalidValue("The key result stands in the words and in --for: leave one out.")


def _start(options: Namespace, words: str) -> int:
    with BoardService(open_to_change(board_path(options.board), wait=options.wait)) as service:
        board = service.open(today())
        named = words or options.key_result
        found = find_key_result(service.store, named) if named else None
        running = RunningTimer(read_moment(), found.id if found else None)
        service.execute(StartTimer(running.key_result, running.since), board)
    if options.json:
        print_json(_plain(running, running.since, running.key_result))
    else:
        print(started_in_shell(found.title if found else ""))
    return 0


def _status(options: Namespace, _: str) -> int:
    with BoardService(open_existing(board_path(options.board), wait=options.wait)) as service:
        running, now = service.open(today()).timer, read_moment()
        subject = service.query(subject_of, running.key_result if running else None)
    if options.json:
        print_json(_plain(running, now, subject.key_result))
    else:
        print(timer_text(running, subject.title, now) if running else NO_TIMER)
    return 0


def _plain(running: RunningTimer | None, now: Moment, key_result: Id | None) -> dict[str, object]:
    """The timer as JSON: an instant as the format writes it, and whole minutes."""
    started = datetime.fromtimestamp(running.since.at, UTC) if running else None
    return {
        "running": running is not None,
        "started_at": f"{started:%Y-%m-%dT%H:%M:%SZ}" if started else None,
        "minutes": running.minutes(now) if running else None,
        "key_result_id": key_result,
    }


def _stop(options: Namespace, words: str) -> int:
    with BoardService(open_to_change(board_path(options.board), wait=options.wait)) as service:
        board, now = service.open(today(), first=_ALL), read_moment()
        running = board.timer
        if running is None:
            raise Rejected(f"{NO_TIMER} “learnboard timer start” starts one.")
        entry = None if options.count == "nothing" else _entry(service, board, running, now, words, options)
        message = service.execute(StopTimer(running, entry), board).message
    if options.json:
        print_json({"running": False, "entry": to_plain(entry) if entry else None})
    else:
        print(f"{message} {log_as(entry)}" if entry else message)
    return 0


def _entry(
    service: BoardService, board: Board, running: RunningTimer, now: Moment, words: str, options: Namespace
) -> LogEntry:
    """The entry that the time makes, on the day on which the timer was started."""
    line = read_log(_line(service, running, now, words, options), board.day, titles_of(board), loggable(board))
    if not line.marked:
        line = line._replace(on=board.day - timedelta(days=days_before(running.since, now)))
    subject = service.query(subject_of, running.key_result)
    chosen = Namespace(key_result=options.key_result or subject.key_result, **_AS_USUAL)
    entry = entry_of(service, board, line, chosen)
    refuse_doubts(service, entry, board, yes=options.yes)
    return entry


def _line(service: BoardService, running: RunningTimer, now: Moment, words: str, options: Namespace) -> str:
    """What is logged as a line: the time, which words that say how long it took take the place of, and the words."""
    if words and find_durations(words):
        return words
    measured = measure(running, service.query(presence_of, running), now)
    return f"{written(_minutes(measured, now, options.count))} {words}"


def _minutes(measured: Measured, now: Moment, count: str | None) -> int:
    """How many minutes count.

    Raises:
        Rejected: if it has to be said which, or they are less than one.
    """
    if measured.doubt and count is None:
        offers = [f"--all ({whole_text(measured)})"] if measured.whole else []
        offers += [f"--until-key ({until_key_text(measured)})"] if measured.until_key else []
        raise Rejected(
            f"{doubt_text(measured, now)} The timer runs on: say what counts by {', '.join([*offers, '--nothing'])}, "
            "or write how long it took."
        )
    minutes = measured.until_key if count == "until_key" else measured.whole
    if not minutes:
        raise Rejected(TOO_SHORT)
    return minutes


_ACTIONS: Final[Mapping[str, Callable[[Namespace, str], int]]] = {"start": _start, "stop": _stop, "status": _status}
