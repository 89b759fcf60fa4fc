"""Values as rows (FORMAT.md §1)."""

import json
import re
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.fields import Field, Number, fields_of, plain_default
from learnboard.domain.model.key_results import Blocker, CheckIn, KeyResult
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.records import TABLES
from learnboard.storage.exports import ExportNote
from learnboard.storage.store import Store
from learnboard.storage.tables import Row, cells_of, columns_of, from_rows, sql_of_changes, to_row, values_of
from tests.storage.year import by_id, document, dump, record_of, records

RECORDS = [*TABLES.values(), BoardInfo, LocalValue, ExportNote]


def raw(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def value_of(record: type, row: Row) -> Any:
    (value,) = from_rows(record, [cells_of(record, row)])
    return value


def default_in_sql(field: Field) -> str | None:
    """What SQLite puts into the column of an older row: what came with minor 1 has a default, unless it is null."""
    default = plain_default(field) if field.since else None
    if isinstance(default, bool | int):
        return str(int(default))
    return None if default is None else f"'{default}'"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_the_migrations_columns_are_those_the_values_describe(empty: Store, record: type) -> None:
    made = raw(empty.path, f"PRAGMA table_info({record.TABLE})")  # type: ignore[attr-defined]
    described = [
        (
            place,
            field.name,
            "INTEGER" if field.base in (int, bool) else "TEXT",
            0 if field.nullable else 1,
            default_in_sql(field),
            1 if place == 0 else 0,
        )
        for place, field in enumerate(fields_of(record))
    ]
    assert made == described


def test_every_reference_but_those_to_people_is_a_foreign_key(empty: Store) -> None:
    for record in TABLES.values():
        made = {
            (column, table)
            for _, _, table, column, to, on_update, on_delete, _ in raw(
                empty.path, f"PRAGMA foreign_key_list({record.TABLE})"
            )
            if to == "id" and on_update == on_delete == "NO ACTION"
        }
        described = {
            (field.name, field.refers.table)
            for field in fields_of(record)
            if field.refers and field.refers.table != "people"
        }
        assert made == described, record


def test_every_table_is_strict(empty: Store) -> None:
    connection = sqlite3.connect(empty.path)
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        connection.execute("INSERT INTO goals VALUES ('g', '', '', NULL, '', '', '', 'first')")
    connection.close()
    strict = {str(row[1]): row[5] for row in raw(empty.path, "PRAGMA table_list") if "sqlite" not in str(row[1])}
    assert strict == dict.fromkeys([*TABLES, "identity", "local_values", "exports", "drafts", "steps", "changes"], 1)


def test_every_row_of_the_example_year_comes_back_as_it_went_in() -> None:
    assert sum(1 for _, rows in records().tables() for _ in rows) > 150
    for name, rows in records().tables():
        for row in rows:
            again = value_of(TABLES[name], to_row(row))
            assert again == row
            assert repr(again) == repr(row)
            assert from_rows(TABLES[name], [tuple(to_row(row).values())]) == [row]


def test_a_board_filled_with_the_example_year_gives_it_back(year: Store) -> None:
    board = year.records()
    assert board.board_info == records().board_info
    assert by_id(board) == by_id(records())


def test_cells_hold_the_very_texts_of_the_format(year: Store) -> None:
    found = dump(year.path)["key_results"]
    columns = [field.name for field in fields_of(KeyResult)]
    cells = {row[0]: dict(zip(columns, row, strict=True)) for row in found}
    for plain in document()["key_results"]:
        for column, value in plain.items():
            if isinstance(value, list):
                expected = "str:" + json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            else:
                expected = f"{type(value).__name__}:{value}"
            assert cells[f"str:{plain['id']}"][column] == expected


def test_a_number_keeps_its_zeros_and_a_day_its_form() -> None:
    check_in = CheckIn(
        id="c1",
        key_result_id="k1",
        on=date(2026, 1, 5),
        value=Number("0.70"),
        confidence=7,
        status=None,
        note="",
        blocker=Blocker(kind="resource", text="ä", next_action="", due_on=date(2026, 2, 1)),
    )
    assert to_row(check_in) == {
        "id": "c1",
        "key_result_id": "k1",
        "on": "2026-01-05",
        "value": "0.70",
        "confidence": 7,
        "status": None,
        "note": "",
        "blocker": '{"due_on":"2026-02-01","kind":"resource","next_action":"","text":"ä"}',
    }


def test_booleans_are_stored_as_one_or_zero() -> None:
    meeting = records().meetings[0]
    assert to_row(meeting)["held"] == int(meeting.held)
    assert value_of(type(meeting), to_row(meeting)).held is meeting.held


def test_the_gaps_of_the_settings_come_back_as_they_were_written() -> None:
    board_info = records().board_info
    assert '"pace_gaps":["0.10","0.25"]' in str(to_row(board_info)["settings"])
    again = value_of(BoardInfo, to_row(board_info))
    assert [str(gap) for gap in again.settings.pace_gaps] == ["0.10", "0.25"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_changed_cells_go_into_their_own_columns(record: type) -> None:
    key, *names = columns_of(record)
    for some in (names, names[::2], names[:1], names[-2:]):
        sql, order = sql_of_changes().update_sql(record, frozenset(some))
        assert re.findall(r'"(\w+)"\)? = \?', sql) == [*order] == [*order[:-1], key]
        assert set(order) == {key, *some}


def test_values_of_some_cells_are_those_of_the_row() -> None:
    card = record_of("k11")
    row = to_row(card)
    some = {name: row[name] for name in ("title", "labels", "due_on", "weight", "position")}
    assert values_of(KeyResult, some) == {name: getattr(card, name) for name in some}
    assert values_of(KeyResult, {"labels": "no list"}) is None
    assert values_of(KeyResult, {"unknown": "cell"}) is None
