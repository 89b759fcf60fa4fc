"""Every table and every field of a file can be read by whoever gets it, and by its owner before it leaves."""

from dataclasses import replace

import pytest

from learnboard.domain.profiles import apply_profile
from learnboard.presentation.labels import count_text, field_label
from learnboard.service.board_service import BoardService
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.editing.contents import ContentRowsScreen, ContentsScreen
from learnboard.ui.export.screen import ExportScreen
from tests.builders import metric, year_of
from tests.sentinels import EVERY, LAST_DAY, SEEN_BY, SENTINELS, board, exported_leaves, one, wanted
from tests.service.mentor.snapshots import put
from tests.ui.form_apps import seen
from tests.ui.meeting.examples import worked
from tests.ui.mentor.apps import NARROW, WIDE, Desk, june
from tests.ui.screen import lines, pressed


def file_of(records, profile="mentor"):
    """The snapshot of a board for the only person on it."""
    outgoing, withheld = apply_profile(records, profile, person=one("people"))
    return replace(june(), records=outgoing, withheld=withheld, profile=profile, as_of=LAST_DAY, previous=None)


async def read_through(pilot):
    """Scroll through the page that is open, and return its lines, each once."""
    found, before = [], None
    page = pilot.app.screen.page
    edges = slice(page.region.x, page.region.right)
    while before != (now := [line[edges] for line in lines(pilot.app)]):
        found += now
        before = now
        if len(page.content.body) <= page.view:
            break
        await pressed(pilot, "j")
    return dict.fromkeys(line.strip(" ▌▕") for line in found)


async def unseen(pilot, records, *, own):
    """Walk the list of tables that is open; return the fields that hold something and are not read there."""
    app, missing = pilot.app, []
    for table in EVERY:
        assert isinstance(app.screen, ContentsScreen)
        assert app.screen.row.id == table
        await pressed(pilot, "enter")
        assert isinstance(app.screen, ContentRowsScreen)
        rows = [line.partition("  ") for line in await read_through(pilot)]
        for path, field, value in exported_leaves(records, table):
            told = [said for lead, _, said in rows if lead.removeprefix("· ") == field_label(path[-1])]
            if not any(wanted(value, field, own=own) in said for said in told):
                missing.append((table, *path))
        await pressed(pilot, "escape j")
    return missing


@pytest.mark.parametrize(("profile", "size"), [("full", NARROW), ("mentor", WIDE)])
async def test_a_mentor_reads_every_field_of_a_file(tmp_path, profile, size):
    snapshot = file_of(board(), profile)
    app = Desk(tmp_path, put(tmp_path, snapshot)).app()
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "V")
        assert await unseen(pilot, snapshot.records, own=False) == []


async def test_the_last_section_of_the_third_view_counts_every_table(tmp_path):
    snapshot = file_of(board())
    app = Desk(tmp_path, put(tmp_path, snapshot)).app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "3 G")
        text = " ".join(" ".join(lines(app)).split())
        assert "Everything in this file V shows every row and field" in text
        for table, rows in snapshot.records.tables():
            assert not rows or count_text(table, 1) in text


async def test_the_owner_sees_every_table_and_field_before_it_leaves(tmp_path):
    records = board()
    with Store.create(tmp_path / "b.db", records.board_info, records) as store, BoardService(store) as service:
        app = LearnboardApp(service, lambda: LAST_DAY, "")
        async with app.run_test(size=(80, 40)) as pilot:
            await pressed(pilot, "ctrl+e")
            await worked(pilot)
            assert isinstance(app.screen, ExportScreen)
            outgoing = app.screen._prepared.snapshot.records
            text = " ".join(" ".join(seen(app)).split())
            assert "Press ctrl+o to see each row." in text
            assert [table for table, rows in outgoing.tables() if rows and count_text(table, 1) not in text] == []
            await pressed(pilot, "ctrl+o")
            assert [(row.id, row.size) for row in app.screen.rows()] == [
                ("identity", 1),
                *((table, len(rows)) for table, rows in outgoing.tables()),
            ]
            while app.screen.row.id != "people":
                await pressed(pilot, "j")
            await pressed(pilot, "enter")
            text = " ".join(await read_through(pilot))
            assert "your mentor sees it" not in text
            assert SEEN_BY["shared"] in text
            assert SENTINELS.rows["people"].name in text
            assert SENTINELS.rows["people"].private_note not in text
            await pressed(pilot, "escape escape")
            assert isinstance(app.screen, ExportScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_long_text_of_a_file_is_read_to_its_end(tmp_path, size):
    text = "\n".join(f"line {number} of it" for number in range(1, 61))
    snapshot = replace(file_of(year_of(metric(description=text, title="first"))), profile="full")
    app = Desk(tmp_path, put(tmp_path, snapshot)).app()
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "V j j j j enter")
        assert app.screen.title_text() == "Key results"
        found = "\n".join(await read_through(pilot))
        assert [number for number in range(1, 61) if f"line {number} of it" not in found] == []
        await pressed(pilot, "enter")
        assert app.screen.message[0] == "This is all there is to know about it."
