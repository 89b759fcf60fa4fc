"""Cards and columns made for tests, on one day of the example year."""

from datetime import date

from rich.cells import cell_len

from learnboard.domain.board import Board, make_card, make_column
from learnboard.domain.histories import KeyResultHistory, group_histories
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.model.board_info import Settings
from tests import builders

DAY = date(2026, 6, 26)
YARDSTICK = CycleContext(builders.cycle(), DAY, Settings())
NOTHING_KNOWN = KeyResultHistory({}, {})
_KINDS = {
    "metric": builders.metric,
    "maintain": builders.maintain,
    "milestone": builders.steps,
    "binary": builders.binary,
    "baseline": lambda **fields: builders.binary(**(fields | {"kind": "baseline"})),
}


def key_result(kind="binary", **fields):
    return _KINDS[kind](**({"visibility": "mentor"} | fields))


def card(kind="binary", *, check_ins=(), milestones=(), ilo=False, committed=False, **fields):
    """A card; what is said of it belongs to key result k1."""
    row = key_result(kind, **fields)
    histories = group_histories(check_ins, milestones, row.id if ilo else None)
    return make_card(row, histories, committed=committed, cycle_context=YARDSTICK)


def column(key_results=(), *, histories=NOTHING_KNOWN, more=0, **objective):
    return make_column(
        builders.objective(**({"title": "learn"} | objective)), list(key_results), histories, YARDSTICK, more
    )


def board(*columns):
    return Board(Settings(), DAY, YARDSTICK, columns=tuple(columns))


_BY_HEIGHT = {
    3: ("binary", "short"),
    4: ("metric", "of many words that take more than one line"),
}


def of_heights(heights, *, id_="o1"):
    """A column of cards that take 3 or 4 lines at least, the blank one included, with 27 cells for text."""
    rows = [
        key_result(kind, id=f"{id_}-k{place}", objective_id=id_, title=f"card {place} {words}", position=place)
        for place, (kind, words) in enumerate(_BY_HEIGHT[height] for height in heights)
    ]
    return column(rows, id=id_)


def text_of(line):
    return "".join(span.text for span in line)


def width_of(line):
    return cell_len(text_of(line))
