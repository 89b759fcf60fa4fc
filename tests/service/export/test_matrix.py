"""Who gets what: every text of every table, by who may see it, in each profile and in each thing that can leave.

Every text of a board is a mark of its own; what may leave is said here by the sentences of FORMAT.md §1, "Profiles",
and not by the code that follows them.
"""

import re
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal, get_args, get_origin

import pytest

from learnboard.domain.errors import Rejected
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Number, fields_of
from learnboard.domain.model.growth import About
from learnboard.domain.model.people import Agreement
from learnboard.domain.model.records import TABLES, Records
from learnboard.exchange.html import plan_page
from learnboard.service.export.learning import digest_document, read_digest
from learnboard.service.export.plan import plan_document, tell_plan
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.export.record import record_document
from learnboard.service.export.success import success_document
from learnboard.service.export.ticket import ticket_document
from learnboard.service.export.write import write_export
from learnboard.storage.store import Store
from tests.builders import settings

DAY = date(2026, 6, 26)
NOW = datetime(2026, 6, 26, 12, tzinfo=UTC)
SEEN = ("private", "mentor", "shared")
ONCE = {"cycles": "shared", "budgets": "mentor", "budget_adjustments": "mentor", "hours_policies": "mentor"}
"""Tables with one row, which has no visibility of its own, and up to whom it leaves."""
AT_HOME = {("key_results", "private_note"), ("people", "private_note"), ("meetings", "private_note")}
TOWARDS_ONE = {"feedback"}
"""Tables whose rows leave only towards their own author: never for nobody."""
MENTOR_AT_MOST = {("cycles", "reflection")}
FOR: Mapping[str, set[str]] = {
    "full": {"private", "mentor", "shared", "home"},
    "mentor": {"mentor", "shared"},
    "shared": {"shared"},
}
"""The levels of marks that leave in a profile."""
_MARK = re.compile(r"q(?:private|mentor|shared|home)z[a-z]+q")


class Marked:
    """A board whose texts are marks, and the level of each."""

    def __init__(self) -> None:
        self.levels: dict[str, str] = {}
        tables = {
            table: tuple(self._row(record, table, seen) for seen in ((ONCE[table],) if table in ONCE else SEEN))
            for table, record in TABLES.items()
        }
        tables["ilo_periods"] = tables["ilo_periods"][-1:]
        loose = [self._row(TABLES["actions"], "actions", seen, loose=True) for seen in SEEN]
        tables["actions"] += tuple(loose)
        self.records = Records(BoardInfo("brd", self._owner(), settings()), **tables)

        self.by_table = {table: set(_MARK.findall(repr(rows))) for table, rows in self.records.tables()}
        self.all = set().union(*self.by_table.values())

    def _owner(self) -> Any:
        return next(field.base for field in fields_of(BoardInfo) if field.name == "owner")("Alder Finch", "developer")

    def _row(self, record: Any, table: str, seen: str, *, loose: bool = False) -> Any:
        values = {field.name: self._value(field, table, seen, loose=loose) for field in fields_of(record)}
        known: dict[str, Any] = {"id": f"{table}-{seen}{'-loose' if loose else ''}", "visibility": seen}
        if loose:
            known["meeting_id"] = None
        return record(**{name: known.get(name, value) for name, value in values.items()})

    def _value(self, field: Any, table: str, seen: str, *, loose: bool) -> Any:
        if field.refers:
            return _reference(field, seen)
        if fixed := _FIXED.get((table, field.name), _FIXED.get(("", field.name))):
            return fixed
        if field.base is Agreement:
            texts = (self._mark(table, name, "home") for name in ("comfort", "expects"))
            return Agreement(42, True, next(texts), True, 60, next(texts))
        if is_dataclass(field.base) and field.base not in (Target, About):
            nested = {each.name: self._value(each, table, seen, loose=loose) for each in fields_of(field.base)}
            return field.base(**nested)
        return self._plain(field, table, seen, loose=loose)

    def _plain(self, field: Any, table: str, seen: str, *, loose: bool) -> Any:
        level = "home" if (table, field.name) in AT_HOME or table in TOWARDS_ONE else seen
        if (table, field.name) in MENTOR_AT_MOST or (loose and seen == "shared"):
            level = "mentor"
        mark = self._mark(table, f"{field.name}{'loose' if loose else ''}", level, seen)
        low, whole = field.range.low if field.range else None, get_origin(field.base) or field.base
        return {
            Target: lambda: Target("key_result", f"key_results-{seen}"),
            About: lambda: About("key_result", f"key_results-{seen}"),
            Literal: lambda: get_args(field.base)[0],
            tuple: lambda: (Number("0.21"), Number("0.83")) if get_args(field.base)[0] is Number else (mark,),
            Mapping: lambda: {mark: 3},
            bool: lambda: False,
            str: lambda: mark,
            int: lambda: 2 if low is None else low + 1,
            Number: lambda: Number("1"),
            date: lambda: None if field.nullable else date(2026, 3, 2),
            datetime: lambda: datetime(2026, 3, 2, tzinfo=UTC),
        }[whole]()

    def _mark(self, table: str, name: str, level: str, seen: str = "") -> str:
        letters = re.sub("[^a-z]", "", f"{table}{name}{seen}")
        mark = f"q{level}z{letters}q"
        self.levels[mark] = level
        return mark


def _reference(field: Any, seen: str) -> Any:
    """The row of the same visibility; nothing in fields that would be a circle."""
    if field.name in ("carried_from_id", "baseline_id", "resolves_id"):
        return None
    id_ = f"{field.refers.table}-{ONCE.get(field.refers.table, seen)}"
    return (id_,) if get_origin(field.base) is tuple else id_


_FIXED: dict[tuple[str, str], Any] = {
    ("cycles", "starts_on"): date(2026, 1, 1),
    ("cycles", "ends_on"): date(2026, 12, 31),
    ("", "currency"): "EUR",
    ("goals", "status"): "active",
    ("objectives", "status"): "active",
    ("objectives", "accepted_on"): date(2026, 1, 2),
    ("key_results", "target"): Number("9"),
    ("key_results", "bound"): None,
    ("", "due_on"): date(2026, 7, 3),
    ("meetings", "held"): True,
    ("hours_policies", "from_on"): date(2026, 1, 1),
    ("people", "accepted_on"): date(2026, 1, 1),
    ("budget_entries", "state"): "evaluated",
    ("budget_entries", "happens_on"): date(2026, 3, 2),
    ("budget_entries", "shared_on"): date(2026, 3, 3),
    ("evaluations", "rating"): 5,
    ("evaluations", "on"): date(2026, 3, 20),
    ("proposals", "opened_on"): date(2026, 3, 1),
    ("proposals", "closes_on"): date(2026, 7, 3),
    ("responses", "kind"): "consent",
    ("log_entries", "on"): date(2026, 6, 24),
    ("log_entries", "minutes"): 30,
    ("stretches", "from_on"): date(2026, 2, 1),
}


@pytest.fixture(scope="module")
def marked():
    return Marked()


@pytest.fixture(scope="module")
def store(marked, tmp_path_factory):
    path = tmp_path_factory.mktemp("matrix") / "board.db"
    with Store.create(path, marked.records.board_info, marked.records) as store:
        yield store


def marks(data: bytes) -> set[str]:
    return set(_MARK.findall(data.decode().replace("\r\n ", "")))


def allowed(marked, profile):
    return {mark for mark in marked.all if marked.levels[mark] in FOR[profile]}


@pytest.fixture(scope="module")
def prepared_for(store):
    """What would leave in a profile, prepared once."""
    return cache(lambda profile: prepare_export(store, ExportRequest(profile=profile), NOW, DAY, compared=False))


def written(store, prepared, kind, table=""):
    prepared = prepared._replace(request=prepared.request._replace(table=table))
    return marks(write_export(store, prepared, kind, None, force=False, anyway=True)[0])


def test_every_table_and_every_visibility_has_its_marks(marked):
    """What follows would hold of an empty board too."""
    assert {table for table, found in marked.by_table.items() if found} == set(TABLES) - {
        "budgets",
        "ilo_periods",
    }
    assert {marked.levels[mark] for mark in marked.all} == {"private", "mentor", "shared", "home"}


@pytest.mark.parametrize("profile", FOR)
def test_a_file_has_exactly_what_its_profile_lets_leave(store, prepared_for, marked, profile):
    assert written(store, prepared_for(profile), "json") == allowed(marked, profile)


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_a_page_has_exactly_the_same(store, prepared_for, marked, profile):
    assert written(store, prepared_for(profile), "html") == allowed(marked, profile)


@pytest.mark.parametrize("profile", ["mentor", "shared"])
@pytest.mark.parametrize("kind", ["story", "markdown", "ics"])
def test_what_is_made_of_a_file_has_no_more(store, prepared_for, marked, profile, kind):
    found = written(store, prepared_for(profile), kind)
    assert found <= allowed(marked, profile)
    assert {marked.levels[mark] for mark in found} == FOR[profile]


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_the_tables_together_have_exactly_the_same(store, prepared_for, marked, profile):
    by_table = {table: written(store, prepared_for(profile), "csv", table) for table in TABLES}
    assert set().union(*by_table.values()) == allowed(marked, profile)
    for table, found in by_table.items():
        assert found == allowed(marked, profile) & marked.by_table[table], table


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_a_plan_has_no_more_as_text_and_as_page(prepared_for, marked, profile):
    plan = tell_plan(prepared_for(profile))
    text, page = marks(plan_document(plan)), marks(plan_page(plan))
    assert text == page
    assert text <= allowed(marked, profile)
    for table in ("goals", "objectives", "key_results", "budget_entries", "people"):
        for seen in FOR[profile]:
            assert any(mark.startswith(f"q{seen}z{table.replace('_', '')}") for mark in text), (table, seen)


def test_a_ticket_and_a_success_have_what_a_mentor_may_see_and_a_private_one_is_refused(store, marked):
    for seen in ("mentor", "shared"):
        for document, row in ((ticket_document, f"key_results-{seen}"), (success_document, f"budget_entries-{seen}")):
            found = marks(document(store, row, DAY))
            assert found
            assert found <= allowed(marked, "mentor")
    with pytest.raises(Rejected, match="Only you see"):
        ticket_document(store, "key_results-private", DAY)
    with pytest.raises(Rejected, match="Only you see"):
        success_document(store, "budget_entries-private", DAY)


@pytest.mark.parametrize("seen", SEEN)
def test_a_record_has_the_proposal_what_was_said_who_said_it_and_nothing_else(store, marked, seen):
    found = marks(record_document(store, f"proposals-{seen}", DAY))
    assert {re.sub("^q[a-z]+?z", "", mark).split(seen)[0] for mark in found} <= {
        "proposalstitle",
        "proposalstext",
        "proposalslink",
        "responsestext",
        "peoplename",
        "budgetentriestitle",
    }
    assert {marked.levels[mark] for mark in found} == {seen}


def test_the_week_that_is_told_to_others_has_what_is_shared(store, marked):
    found = marks(digest_document(read_digest(store, DAY, monday=date(2026, 6, 22))))
    assert found <= allowed(marked, "shared")
    assert any("logentriestext" in mark for mark in found)
    own = marks(digest_document(read_digest(store, DAY, monday=date(2026, 6, 22), own=True)))
    assert any(mark.startswith("qprivate") for mark in own)
