"""Small builders of frozen values: only what a test is about is said, as the format writes it.

`key_result(target="450", due_on="2026-03-01")` is a whole key result; numbers and dates are given as text.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from learnboard.domain.model import feedback as feedback_values
from learnboard.domain.model import goals, growth, key_results, learning, money, people, proposals
from learnboard.domain.model.board_info import BoardInfo, Settings
from learnboard.domain.model.fields import fields_of, from_plain, plain_default, to_plain
from learnboard.domain.model.records import TABLES, Records
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.report import board_report, plain_report
from learnboard.exchange.upgrade import upgraded

DATA = Path(__file__).parent / "data"
EXAMPLE_YEAR = DATA / "example-year"
EXAMPLE_BOARD = Path(__file__).parent.parent / "learnboard" / "demo" / "year.learnboard.json"
VECTORS = sorted((DATA / "vectors").glob("*.json"))

_FILLED: dict[str, Any] = {
    "title": "something to learn",
    "name": "Rowan Teal",
    "statement": "become somebody who explains well",
    "visibility": "shared",
    "status": "active",
    "weight": "1",
    "position": 0,
    "cycle_id": "c1",
    "objective_id": "o1",
    "key_result_id": "k1",
    "currency": "EUR",
}
_EMPTY: dict[Any, Any] = {str: "", int: 0, bool: False}
_AGREEMENT = {"cadence_days": 42, "confidential": True, "comfort_zone": "", "ask_before_call_out": True}


def _built(record: type, own: Mapping[str, Any], **changes: Any) -> Any:
    """A value of the class: what the test says, else the class's default here, else null, empty or zero."""
    known = {field.name: field for field in fields_of(record)}
    unknown = changes.keys() - known.keys()
    assert not unknown, f"{record.__name__} has no {unknown}"
    values = {**own, **changes}
    return from_plain(record, {name: values[name] if name in values else _default(known[name]) for name in known})


def _default(field: Any) -> Any:
    if field.since:
        return plain_default(field)
    if field.nullable:
        return None
    return _FILLED[field.name] if field.name in _FILLED else _EMPTY.get(field.base, [])


goal = partial(_built, goals.Goal, {"id": "g1"})
cycle = partial(
    _built,
    goals.Cycle,
    {"id": "c1", "title": "2026", "kind": "year", "starts_on": "2026-01-01", "ends_on": "2026-12-31"},
)
objective = partial(_built, goals.Objective, {"id": "o1", "okr_type": "aspirational", "origin": "own"})
metric = partial(_built, key_results.KeyResult, {"id": "k1", "kind": "metric", "start": "0", "target": "10"})
maintain = partial(
    _built,
    key_results.KeyResult,
    {"id": "k1", "kind": "maintain", "bound": "at_most", "maximum": "5", "period": "month"},
)
steps = partial(_built, key_results.KeyResult, {"id": "k1", "kind": "milestone"})
binary = partial(_built, key_results.KeyResult, {"id": "k1", "kind": "binary"})
target_change = partial(_built, key_results.TargetChange, {"id": "tc1", "on": "2026-05-01", "reason": "it was too far"})
milestone = partial(_built, key_results.Milestone, {"id": "s1"})
ilo_period = partial(_built, key_results.IloPeriod, {"id": "i1", "from_on": "2026-01-01", "relation": "own_interest"})
person = partial(_built, people.Person, {"id": "p1", "relation": "mentor"})
meeting = partial(_built, people.Meeting, {"id": "m1", "kind": "mentor", "on": "2026-03-27", "held": True})
topic = partial(_built, people.Topic, {"id": "t1", "meeting_id": "m1", "text": "the talk", "tag": "development"})
action = partial(_built, people.Action, {"id": "a1", "meeting_id": "m1", "text": "write to two organisers"})
feedback = partial(
    _built,
    feedback_values.Feedback,
    {
        "id": "f1",
        "author": "Rowan Teal",
        "person_id": "p1",
        "snapshot_id": "snp",
        "target": {"kind": "key_result", "id": "k1"},
        "kind": "comment",
        "text": "honest",
        "written_at": "2026-03-28T08:00:00Z",
        "revision": 1,
        "answer": "unanswered",
        "attached": True,
    },
)
hours_policy = partial(_built, learning.HoursPolicy, {"id": "h1", "minutes_per_week": 120, "from_on": "2026-01-01"})
log_entry = partial(
    _built,
    learning.LogEntry,
    {
        "id": "l1",
        "on": "2026-01-05",
        "minutes": 60,
        "category": "reading_theory",
        "mode": "formal",
        "time_source": "learning_budget",
        "key_result_id": None,
    },
)
stretch = partial(_built, growth.Stretch, {"id": "x1", "from_on": "2026-02-01", "check_in_every_days": 7})
assessment = partial(
    _built, growth.Assessment, {"id": "as1", "instrument": "T", "on": "2026-01-10", "levels": {"systems": 3}}
)
reflection = partial(
    _built, growth.Reflection, {"id": "re1", "on": "2026-02-01", "occasion": "week", "text": "a slow week"}
)
budget = partial(_built, money.Budget, {"id": "bu1", "allocated": "1000.00"})
adjustment = partial(
    _built,
    money.BudgetAdjustment,
    {"id": "ba1", "budget_id": "bu1", "amount": "100.00", "reason": "a second talk", "on": "2026-02-01"},
)
budget_entry = partial(_built, money.BudgetEntry, {"id": "b1", "kind": "book", "estimate": "100.00", "state": "idea"})
evaluation = partial(
    _built,
    money.Evaluation,
    {"id": "e1", "budget_entry_id": "b1", "level": "reaction", "rating": 4, "on": "2026-06-01"},
)
proposal = partial(
    _built,
    proposals.Proposal,
    {
        "id": "pr1",
        "kind": "training",
        "funding_asked": "none",
        "opened_on": "2026-03-01",
        "closes_on": "2026-03-15",
        "min_responses": 1,
    },
)


def agreement(**changes: Any) -> dict[str, Any]:
    """An agreement with a person, as the format writes it."""
    return to_plain(_built(people.Agreement, _AGREEMENT, **changes))


def check_in(on: str, value: str | None = None, confidence: int | None = None, **changes: Any) -> Any:
    """A check-in of key result k1 on a day; its id comes from the day."""
    own = {"id": f"ci-{on}", "on": on, "value": value, "confidence": confidence, "status": None}
    return _built(key_results.CheckIn, own, **changes)


def response(by_id: str | None, kind: str, on: str = "2026-03-05", **changes: Any) -> Any:
    """Somebody's word on proposal pr1; its id comes from who, what and when."""
    own = {"id": f"r-{by_id}-{kind}-{on}", "proposal_id": "pr1", "by_id": by_id, "kind": kind, "on": on}
    return _built(proposals.Response, own, **changes)


def settings(**changes: Any) -> Settings:
    """The settings of a new board with these changed."""
    return from_plain(Settings, to_plain(Settings()) | changes)


def records(*rows: Any, counting_by: Settings | None = None) -> Records:
    """A board of these rows, each put to its table."""
    tables: dict[str, tuple[Any, ...]] = {name: tuple(row for row in rows if name == row.TABLE) for name in TABLES}
    board_info = {"id": "brd", "owner": {"name": "Alder Finch", "role": "developer"}}
    plain = {**board_info, "settings": to_plain(counting_by or settings())}
    return Records(from_plain(BoardInfo, plain), **tables)


def year_of(*rows: Any, counting_by: Settings | None = None) -> Records:
    """A board of these rows and, unless there is one among them, the cycle of 2026 and objective o1."""
    there = {row.TABLE for row in rows}
    around = [each for each in (cycle(), objective()) if each.TABLE not in there]
    return records(*around, *rows, counting_by=counting_by)


def report_on(day: str, board: Records) -> dict[str, Any]:
    """The report of a board on a day."""
    return plain_report(board_report(board, date.fromisoformat(day)))


def card_report(day: str, *rows: Any, counting_by: Settings | None = None) -> dict[str, Any]:
    """What the report tells of the one key result among these rows on a day."""
    (column,) = report_on(day, year_of(*rows, counting_by=counting_by))["objectives"]
    (card,) = column["key_results"]
    return dict(card)


def objective_report(day: str, *rows: Any, counting_by: Settings | None = None) -> dict[str, Any]:
    """What the report tells of the one objective on a day."""
    (column,) = report_on(day, year_of(*rows, counting_by=counting_by))["objectives"]
    return dict(column)


def health(day: str, *rows: Any, **how: Any) -> str:
    """The health the report tells of the one key result on a day."""
    return str(card_report(day, *rows, **how)["health"])


@cache
def document(path: Path) -> Any:
    """What a JSON file says. It is shared: nobody may change it."""
    return json.loads(path.read_text(encoding="utf-8"))


def records_in(plain: Mapping[str, Any]) -> Records:
    """The rows of a snapshot document; one of minor 0 with what minor 1 brought."""
    plain = plain if plain["minor"] else upgraded(plain)
    board_info = {"id": plain["board_id"], "owner": plain["owner"], "settings": plain["settings"]}
    tables = {name: tuple(from_plain(record, row) for row in plain[name]) for name, record in TABLES.items()}
    return Records(from_plain(BoardInfo, board_info), **tables)


def snapshot_in(plain: Mapping[str, Any]) -> Snapshot:
    """A snapshot document as a value."""
    head = {field.name: plain[field.name] for field in fields_of(Snapshot) if field.name in plain}
    head |= {"records": None, "notices": [], "altered": False, "older": False}
    return replace(from_plain(Snapshot, head), records=records_in(plain))


def rows_of(board: Records) -> dict[str, list[dict[str, Any]]]:
    """Every table of a board as the format writes it, sorted by id."""
    return {name: sorted((to_plain(row) for row in rows), key=lambda row: row["id"]) for name, rows in board.tables()}


def ids_of(board: Records) -> set[str]:
    """The ids of all rows of a board."""
    return {row.id for _, rows in board.tables() for row in rows}
