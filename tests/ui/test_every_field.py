"""Every table and every field of the format can be read on a screen of the owner, reached by keys."""

from dataclasses import fields
from datetime import date

import pytest

from learnboard.domain.model.records import TABLES, Records
from learnboard.presentation.labels import field_label
from learnboard.service.board_service import BoardService
from learnboard.service.commands import DeleteRow
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.people.page import PersonScreen
from learnboard.ui.rows.screen import RowsScreen, TablesScreen
from tests.builders import metric, year_of
from tests.sentinels import EVERY, SENTINELS, board, leaves, wanted
from tests.ui.screen import lines, pressed

DAY = date(2026, 6, 26)
SIZE = (200, 60)


@pytest.fixture
def service(tmp_path):
    records = board()
    with Store.create(tmp_path / "b.db", records.board_info, records) as store, BoardService(store) as service:
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
    records = year_of(metric(description=text, title="first"))
    with Store.create(tmp_path / "b.db", records.board_info, records) as store, BoardService(store) as service:
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
