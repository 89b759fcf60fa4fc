"""Every table and every field of the format can be read on a screen of the owner, reached by keys."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Literal, get_args, get_origin

import pytest

from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.feedback import Target
from learnboard.domain.model.fields import Number, fields_of
from learnboard.domain.model.growth import About
from learnboard.domain.model.records import TABLES, Records
from learnboard.presentation.labels import field_label
from learnboard.service.board_service import BoardService
from learnboard.service.commands import DeleteRow
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.people.page import PersonScreen
from learnboard.ui.rows.screen import RowsScreen, TablesScreen
from tests.builders import metric, year_of
from tests.ui.screen import lines, pressed

DAY = date(2026, 6, 26)
SIZE = (200, 60)
TECHNICAL = {"id", "position"}
"""Fields that say nothing of their own: an id is seen as the name it stands for, a position as the order of rows."""
EVERY = {"identity": BoardInfo, **TABLES}
SEEN_BY = {
    "private": "only you see it",
    "mentor": "your mentor sees it",
    "shared": "everybody you share with sees it",
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def spoken(day):
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def one(record):
    """The id of the only row of a table."""
    return f"only-{record}"


class Sentinels:
    """Rows in which every field holds something of its own, and what is to be read of it."""

    def __init__(self):
        self._numbers = count(101)
        self.names = {}
        self.rows = {table: self._row(record, table) for table, record in EVERY.items()}

    def _row(self, record, table):
        return record(**{field.name: self._value(field, table) for field in fields_of(record)})

    def _value(self, field, table):
        if field.name == "id":
            return one(table)
        if field.refers:
            return (one(field.refers.table),) if get_origin(field.base) is tuple else one(field.refers.table)
        if is_dataclass(field.base) and field.base not in (Target, About):
            return self._row(field.base, table)
        return self._plain(field, next(self._numbers))

    @staticmethod
    def _plain(field, number):
        low, high = (field.range.low, field.range.high) if field.range else (None, None)
        whole, parts = get_origin(field.base) or field.base, get_args(field.base)
        return {
            Target: lambda: Target("key_result", one("key_results")),
            About: lambda: About("key_result", one("key_results")),
            Literal: lambda: parts[-1],
            tuple: lambda: (Number("0.21"), Number("0.83")) if parts[0] is Number else (f"word{number}",),
            Mapping: lambda: {f"axis{number}": 3},
            bool: lambda: True,
            str: lambda: "USD" if field.name == "currency" else f"word{number}",
            int: lambda: number if low is None else low + 1,
            Number: lambda: Number("0.35" if high == 1 else f"{number}.25"),
            date: lambda: date(2026, 1, 1) + timedelta(days=number),
            datetime: lambda: datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=number),
        }[whole]()


SENTINELS = Sentinels()


def title(table):
    row = SENTINELS.rows[table]
    names = (getattr(row, name, "") for name in ("title", "statement", "name", "text"))
    return next((name for name in names if name), "")


def wanted(value, field):
    """What is to be read of a value of a field; the name of the row that it refers to, if that has one."""
    if field.refers:
        return title(field.refers.table)
    if field.name == "visibility":
        return SEEN_BY[value]
    said = {
        Target: lambda _: f"key result “{title('key_results')}”",
        About: lambda _: f"key result “{title('key_results')}”",
        bool: lambda value: "yes" if value else "no",
        datetime: lambda value: spoken(value.date()),
        date: spoken,
        tuple: lambda value: ", ".join(map(str, value)),
        dict: lambda value: ", ".join(f"{name} {level}" for name, level in value.items()),
    }
    return said.get(type(value), lambda value: str(value).replace("_", " "))(value)


def leaves(row, path=()):
    """Every field of a row, of what is nested in it too, with its value."""
    for field in fields_of(type(row)):
        value = getattr(row, field.name)
        if is_dataclass(value) and not isinstance(value, Target | About):
            yield from leaves(value, (*path, field.name))
        elif field.name not in TECHNICAL:
            yield (*path, field.name), field, value


@pytest.fixture
def service(tmp_path):
    rows = {table: (row,) for table, row in SENTINELS.rows.items() if table != "identity"}
    board = Records(SENTINELS.rows["identity"], **rows)
    with Store.create(tmp_path / "b.db", board.board_info, board) as store, BoardService(store) as service:
        yield service


def test_every_table_of_a_board_is_walked():
    assert {field.name for field in fields(Records)} == {*TABLES, "board_info"}
    assert all(len([*leaves(row)]) > 1 for row in SENTINELS.rows.values())


async def test_every_field_is_read_on_a_screen(service):
    app, unseen = LearnboardApp(service, lambda: DAY, ""), []
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "V")
        for table in EVERY:
            assert app.screen.row.id == table
            await pressed(pilot, "enter")
            assert isinstance(app.screen, RowsScreen)
            seen = [line.strip(" ▌▕").partition("  ") for line in lines(app)]
            for path, field, value in leaves(SENTINELS.rows[table]):
                label, text = field_label(path[-1]), wanted(value, field)
                told = [said for lead, _, said in seen if lead.removeprefix("· ") == label]
                if not any(text in said for said in told):
                    unseen.append((table, *path))
            await pressed(pilot, "escape j")
        assert isinstance(app.screen, TablesScreen)
    assert unseen == []


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_long_row_is_read_to_its_end(tmp_path, size):
    text = "\n".join(f"line {number} of it" for number in range(1, 61))
    board = year_of(metric(description=text, title="first"))
    with Store.create(tmp_path / "b.db", board.board_info, board) as store, BoardService(store) as service:
        app = LearnboardApp(service, lambda: DAY, "")
        async with app.run_test(size=size) as pilot:
            await pressed(pilot, "V j j j j enter")
            seen = ""
            for _ in range(70):
                seen += "\n".join(lines(app))
                await pressed(pilot, "j")
            assert all(f"line {number} of it" in seen for number in range(1, 61))


async def test_what_another_window_changes_is_read_anew_and_a_person_opens_their_page(service):
    app = LearnboardApp(service, lambda: DAY, "")
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "V enter enter")
        assert app.screen.message[0] == "This is all there is to know about it."
        await pressed(pilot, "escape j enter")
        (goal,) = service.store.rows(TABLES["goals"])
        app.screen.session.execute(DeleteRow(goal))
        await pressed(pilot, "k")
        assert "There is none yet." in "\n".join(lines(app))
        await pressed(pilot, "u")
        assert goal.statement in "\n".join(lines(app))
        await pressed(pilot, "escape")
        await pressed(pilot, " ".join("j" * [*EVERY][1:].index("people")))
        await pressed(pilot, "enter enter")
        assert isinstance(app.screen, PersonScreen)
