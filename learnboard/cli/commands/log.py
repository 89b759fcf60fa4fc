"""`learnboard log`: learning time in a line."""

from types import SimpleNamespace as Namespace

from learnboard.cli.commands import print_json, today
from learnboard.cli.paths import board_path
from learnboard.domain.board import Board
from learnboard.domain.errors import InvalidValue, Rejected
from learnboard.domain.log_line import LogLine, read_log
from learnboard.domain.model.fields import Id, to_plain
from learnboard.domain.model.learning import LogEntry
from learnboard.presentation.learning import log_as, log_doubts, several_named
from learnboard.service.board_service import BoardService
from learnboard.service.commands import AddRow
from learnboard.service.factory import new_id
from learnboard.service.opening import open_to_change
from learnboard.service.queries.learning import log_habit, loggable, minutes_beside, titles_of
from learnboard.service.queries.lookup import find_key_result

_ALL = 1_000_000
_CHOSEN = {"category": "category", "mode": "mode", "source": "time_source", "visibility": "visibility"}
"""The options that choose a field of the entry."""


def log(options: Namespace) -> int:
    """Log learning time.

    Raises:
        LearnboardError: if the line is not understood, or is asked about; nothing is logged then.
    """
    with BoardService(open_to_change(board_path(options.board), wait=options.wait)) as service:
        board = service.open(today(), first=_ALL)
        line = read_log(" ".join(options.line), board.day, titles_of(board), loggable(board))
        if options.day:
            if line.marked:
                raise InvalidValue("The day stands in the text and in --day: leave one out.")
            line = line._replace(on=options.day)
        entry = entry_of(service, board, line, options)
        refuse_doubts(service, entry, board, yes=options.yes)
        message = service.execute(AddRow(entry), board).message
    if options.json:
        print_json(to_plain(entry))
    else:
        print(f"{message} {log_as(entry)}")
    return 0


def entry_of(service: BoardService, board: Board, line: LogLine, options: Namespace) -> LogEntry:
    """The entry that the line means, with what the options choose and, besides, what the last entry had."""
    known = loggable(board)
    if options.key_result:
        key_result: Id | None = find_key_result(service.store, options.key_result).id
    elif len(line.key_results) > 1:
        titles = [known[id_][0] for id_ in line.key_results]
        raise Rejected(several_named(titles, "and nothing was logged; add --for with one of them"))
    else:
        key_result = line.key_results[0] if line.key_results else None
    seen = known[key_result][1] if key_result in known else "shared"
    values = log_habit(service.store, key_result, seen)._asdict()
    chosen = {field: value for name, field in _CHOSEN.items() if (value := getattr(options, name))}
    return LogEntry(
        **{**values, **chosen},
        id=new_id(),
        on=line.on,
        minutes=line.minutes,
        key_result_id=key_result,
        text=line.text,
        energy=options.energy,
    )


def refuse_doubts(service: BoardService, entry: LogEntry, board: Board, *, yes: bool) -> None:
    """Refuse an entry that is asked about, unless that was said to be meant."""
    in_cycle = any(cycle.starts_on <= entry.on <= cycle.ends_on for cycle in board.cycles)
    before = service.query(minutes_beside, entry)
    doubt = log_doubts(entry, board.day, in_cycle=in_cycle, minutes_before=before)
    if doubt and not yes:
        raise Rejected(f"{doubt} Nothing was logged: correct it, or add --yes if it is meant.")
