"""The list of several people: a line each, by need; sorted, filtered, read beside the screen, and watched."""

import asyncio
import shutil

import pytest

from learnboard.domain.model.feedback import Target
from learnboard.service.mentor.feedback_draft import FeedbackDraft, with_decision
from learnboard.settings import Preferences
from learnboard.ui.mentor import desk_reader
from learnboard.ui.mentor.people_screen import PeopleScreen
from learnboard.ui.mentor.screen import SnapshotScreen
from learnboard.ui.toolkit.status_lines import StatusLine
from tests.readme import key_table
from tests.service.mentor.snapshots import JUNE, MARCH, put, snapshot
from tests.ui.mentor.apps import NARROW, WIDE, Desk
from tests.ui.mentor.desks import BY_NEED, PEOPLE, all_read, in_trouble, newest, ten
from tests.ui.screen import lines, pressed, said, settled, taken

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=str)
NAMES = [name for name, _, _ in PEOPLE]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "own", ten(tmp_path / "in"))


@pytest.fixture
def quick(monkeypatch):
    """Look at the folder again without a pause."""
    monkeypatch.setattr(desk_reader, "BETWEEN_LOOKS", 0)


async def read(pilot):
    await all_read(pilot.app)
    await settled(pilot)


def listed(app):
    """The names on the screen, from above."""
    shown = [next((name for name in (*NAMES, "Wren Hollow") if name in line), None) for line in lines(app)[2:-2]]
    return [name for name in shown if name]


def row(app, name):
    (line,) = [line for line in lines(app)[2:-2] if name in line]
    return line


def under_cursor(app):
    (line,) = [line for line in lines(app) if "▌" in line]
    return next(name for name in NAMES if name in line)


async def until(app, there):
    """Wait until something is seen; a folder is looked at every few rounds."""
    for _ in range(5_000):
        if there():
            return
        await taken(app)
    pytest.fail("\n".join(lines(app)))


# -- what is listed -----------------------------------------------------------------------------------------------


@SIZES
async def test_ten_people_are_one_screen_a_line_each_by_need_and_why(desk, size):
    app = desk.app()
    async with app.run_test(size=size) as pilot:
        await read(pilot)
        assert "10 people   by need" in lines(app)[0]
        assert listed(app) == [name for name, _ in BY_NEED]
        for name, clause in BY_NEED:
            assert clause in row(app, name)
        assert under_cursor(app) == "Gale Ito"


async def test_a_line_has_the_next_meeting_and_what_each_owes_and_remarks_unheard(desk):
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        assert lines(app)[1].split() == ["name", "why", "meet", "I", "owe", "they", "unheard"]
        assert row(app, "Gale Ito").split()[-4:] == ["–", "2", "1", "–"]
        assert row(app, "Fern Abara").split()[-4:] == ["–", "1", "–", "1"]
        assert row(app, "Alder Finch").split()[-5:] == ["7", "Aug", "–", "–", "–"]


async def test_with_more_room_a_line_has_the_role_and_how_long_ago_it_was(desk):
    app = desk.app()
    async with app.run_test(size=WIDE) as pilot:
        await read(pilot)
        assert "next meeting" in lines(app)[1]
        assert "developer" in row(app, "Alder Finch")
        assert "7 Aug, in 39 days" in row(app, "Alder Finch")
        assert "26 Jun, 3 days ago" in row(app, "Alder Finch")


async def test_a_person_is_opened_and_the_list_is_there_again_on_the_same_person(desk):
    app = desk.app()
    async with app.run_test(size=WIDE) as pilot:
        await read(pilot)
        await pressed(pilot, "j j enter")
        assert isinstance(app.screen, SnapshotScreen)
        assert "Elowen Frost" in lines(app)[0]
        assert "2 of 2" in lines(app)[0]
        await pressed(pilot, "escape")
        assert isinstance(app.screen, PeopleScreen)
        assert under_cursor(app) == "Elowen Frost"
        await pressed(pilot, "q")
        assert not app.is_running


async def test_a_decision_made_in_the_draft_is_not_counted(desk):
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        app.mentor_session.open(next(one for one in app.mentor_session.found.mentees if one.board_id == "b4"))
        app.mentor_session.decide("approve", Target("budget_entry", "b1"), "")
        app.screen.on_screen_resume()
        await settled(pilot)
        assert "Elowen Frost •" in row(app, "Elowen Frost")
        assert "nothing urgent" in row(app, "Elowen Frost")
    again = desk.app()
    async with again.run_test(size=NARROW) as pilot:
        await read(pilot)
        assert "nothing urgent" in row(again, "Elowen Frost")
        await pressed(pilot, "q")
        assert said(again) == "1 item about Elowen Frost is in no file: open it (•), w writes it, q leaves."
        await pressed(pilot, "q")
        assert not again.is_running


async def test_what_could_not_be_opened_is_told_below(tmp_path):
    for path in (MARCH, JUNE):
        shutil.copy(path, tmp_path)
    wren = put(tmp_path, snapshot("wren", "2026-06-20", board="brd-2", owner="Wren Hollow"))
    (tmp_path / "torn.learnboard.json").write_text("{", encoding="utf-8")
    app = Desk(tmp_path / "own", tmp_path).app()
    wren.unlink()
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await read(pilot)
        assert "! the file cannot be read" in row(app, "Wren Hollow")
        seen = "\n".join(lines(app))
        assert "Not opened" in seen
        assert "wren.learnboard.json: there is no such file" in seen
        assert "torn.learnboard.json" in seen
        await pressed(pilot, "j enter" if "▌ Alder" in seen else "enter")
        assert isinstance(app.screen, PeopleScreen)
        (toast,) = app._notifications
        assert not toast.markup


async def test_the_keys_in_the_readme_are_those_of_the_list(desk):
    app = desk.app()
    async with app.run_test(size=WIDE) as pilot:
        await read(pilot)
        told = {}
        for active in app.screen.active_bindings.values():
            if active.binding.id in (
                *("mentor.open", "mentor.back", "mentor.leave"),
                *("desk.sort", "desk.asks", "board.filter"),
            ):
                what = active.binding.tooltip or active.binding.description
                told.setdefault(active.binding.id, (what, []))[1].append(app.get_key_display(active.binding))
    assert sorted(key_table("desk keys")) == sorted((" ".join(keys), what) for what, keys in told.values())


# -- sorting and filtering ----------------------------------------------------------------------------------------


@SIZES
async def test_s_sorts_by_name_meeting_and_last_file_and_back_and_the_cursor_stays_on_its_person(desk, size):
    app = desk.app()
    async with app.run_test(size=size) as pilot:
        await read(pilot)
        await pressed(pilot, "j")
        assert under_cursor(app) == "Fern Abara"
        for order, first, last in (
            ("by name", "Alder Finch", "Juniper Roe"),
            ("by next meeting", "Briony Marsh", "Juniper Roe"),
            ("by last file", "Alder Finch", "Hollis Grey"),
            ("by need", "Gale Ito", "Juniper Roe"),
        ):
            await pressed(pilot, "s")
            assert order in lines(app)[0]
            assert (listed(app)[0], listed(app)[-1]) == (first, last)
            assert under_cursor(app) == "Fern Abara"


async def test_whoever_has_their_own_s_sorts_by_the_other_key(desk):
    desk.preferences = Preferences(keys={"cursor.down": ("s",)})
    app = desk.app()
    assert app.problems == ()
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        await pressed(pilot, "s f3")
        assert under_cursor(app) == "Fern Abara"
        assert "by name" in lines(app)[0]


async def test_sorted_by_last_file_a_narrow_line_has_its_day(desk):
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        await pressed(pilot, "s s s")
        assert "file" in lines(app)[1]
        assert "26 Jun" in row(app, "Alder Finch")


@SIZES
async def test_the_list_is_filtered_as_one_types(desk, size):
    app = desk.app()
    async with app.run_test(size=size) as pilot:
        await read(pilot)
        await pressed(pilot, "slash a")
        assert {"Gale Ito", "Dara Wolfe"} <= {*listed(app)}
        await pressed(pilot, "l")
        assert listed(app) == ["Gale Ito", "Ines Vale", "Alder Finch"]
        assert "3 of 10" in lines(app)[-2]
        await pressed(pilot, "d enter")
        assert listed(app) == ["Alder Finch"]
        assert "/ald   1 of 10" in lines(app)[-2]
        await pressed(pilot, "enter")
        assert "Alder Finch" in lines(app)[0]
        await pressed(pilot, "escape")
        assert listed(app) == ["Alder Finch"]
        await pressed(pilot, "escape")
        assert len(listed(app)) == 10
        assert under_cursor(app) == "Alder Finch"
        await pressed(pilot, "slash o v e r d u e")
        assert listed(app) == ["Gale Ito"]
        await pressed(pilot, "z z")
        assert "Nobody matches: esc shows all again." in "\n".join(lines(app))
        await pressed(pilot, "escape")
        assert len(listed(app)) == 10


async def test_the_arrow_leaves_the_filter_for_the_people(desk):
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        await pressed(pilot, "slash a l down j")
        assert under_cursor(app) == "Alder Finch"


# -- reading beside the screen ------------------------------------------------------------------------------------


class Held:
    """Reading of newest files that goes on only when it is let go."""

    def __init__(self, monkeypatch):
        self.gate = asyncio.Event()
        self.reads = desk_reader.asyncio.to_thread
        monkeypatch.setattr(desk_reader.asyncio, "to_thread", self)

    async def __call__(self, function, *arguments):
        if function is desk_reader._read_newest:
            await self.gate.wait()
        return await self.reads(function, *arguments)


async def test_names_are_listed_at_once_and_keys_work_before_anything_was_read_in_full(desk, monkeypatch):
    held = Held(monkeypatch)
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert listed(app) == NAMES
        assert "by name" in lines(app)[0]
        assert "reading 0 of 10 people" in lines(app)[0]
        assert row(app, "Gale Ito").split() == ["Gale", "Ito", "…"]
        await pressed(pilot, "j j enter")
        assert "Cedar Holt" in lines(app)[0]
        await pressed(pilot, "escape")
        held.gate.set()
        await read(pilot)
        assert "reading" not in lines(app)[0]
        assert listed(app) == [name for name, _ in BY_NEED]
        assert under_cursor(app) == "Cedar Holt"


async def test_who_has_not_moved_yet_stands_on_the_most_pressing_when_all_is_read(desk, monkeypatch):
    held = Held(monkeypatch)
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert under_cursor(app) == "Alder Finch"
        held.gate.set()
        await read(pilot)
        assert under_cursor(app) == "Gale Ito"


async def test_an_order_that_is_not_known_yet_is_told(desk, monkeypatch):
    held = Held(monkeypatch)
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await pressed(pilot, "s s")
        assert said(app) == "Sorted by next meeting when all files are read."
        assert listed(app) == NAMES
        held.gate.set()
        await read(pilot)
        assert listed(app)[:3] == ["Briony Marsh", "Cedar Holt", "Alder Finch"]


async def test_heads_that_were_not_read_before_the_screen_come_with_progress(desk):
    app = desk.app(first=4)
    assert app._reader.progress == "reading 4 of 20 files"
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        assert listed(app) == [name for name, _ in BY_NEED]


# -- a folder that changes ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick")
async def test_a_new_file_of_somebody_else_is_seen_while_the_list_is_open(desk):
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        await pressed(pilot, "j")
        put(desk.paths[0], snapshot("wren", "2026-06-27", *in_trouble("k1", status="off_track"), board="w", owner=WREN))
        await until(app, lambda: said(app))
        await settled(pilot)
        assert said(app) == "A snapshot of Wren Hollow came."
        assert "✗ 1 off track" in row(app, WREN)
        assert "11 people" in lines(app)[0]
        assert under_cursor(app) == "Fern Abara"


WREN = "Wren Hollow"


@pytest.mark.usefixtures("quick")
async def test_a_newer_file_of_somebody_changes_their_line_and_a_removed_one_changes_it_back(desk):
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        rows = in_trouble("k1", status="off_track")
        path = put(desk.paths[0], newest(0, "Alder Finch", "2026-06-28", rows, "later"), "x.html")
        await until(app, lambda: "off track" in row(app, "Alder Finch"))
        path.unlink()
        await until(app, lambda: said(app) == "A snapshot of Alder Finch went.")
        await settled(pilot)
        assert "nothing urgent" in row(app, "Alder Finch")


@pytest.mark.usefixtures("quick")
async def test_a_newer_file_of_the_open_person_can_be_turned_to(tmp_path):
    shutil.copy(MARCH, tmp_path)
    app = Desk(tmp_path / "own", tmp_path).app()
    async with app.run_test(size=WIDE) as pilot:
        await read(pilot)
        assert "27 Mar" in lines(app)[0]
        shutil.copy(JUNE, tmp_path)
        await until(app, lambda: said(app))
        await settled(pilot)
        assert said(app) == "A snapshot of Alder Finch came."
        assert "1 of 2" in lines(app)[0]
        await pressed(pilot, "]")
        assert "26 Jun" in lines(app)[0]
        assert "2 of 2" in lines(app)[0]


@pytest.mark.usefixtures("quick")
async def test_somebody_else_who_comes_while_one_person_is_open_is_told(tmp_path):
    shutil.copy(JUNE, tmp_path)
    app = Desk(tmp_path / "own", tmp_path).app()
    async with app.run_test(size=WIDE) as pilot:
        await read(pilot)
        put(tmp_path, snapshot("wren", "2026-06-27", board="w", owner=WREN))
        await until(app, lambda: said(app))
        assert said(app) == "A snapshot of Wren Hollow came. Open the folder again to see all people."
        assert "Alder Finch" in lines(app)[0]


@pytest.mark.usefixtures("quick")
async def test_the_open_snapshot_stays_open_when_its_file_goes(tmp_path):
    for path in (MARCH, JUNE):
        shutil.copy(path, tmp_path)
    app = Desk(tmp_path / "own", tmp_path).app()
    async with app.run_test(size=WIDE) as pilot:
        await read(pilot)
        (tmp_path / JUNE.name).unlink()
        await until(app, lambda: said(app))
        await settled(pilot)
        assert said(app) == "A snapshot of Alder Finch went."
        assert "26 Jun" in lines(app)[0]
        await pressed(pilot, "2")
        assert app.screen.view == 1


def test_a_draft_with_a_decision_decides_on_its_target():
    draft = with_decision(FeedbackDraft("f"), "decline", Target("budget_entry", "b1"), "no")
    assert desk_reader._decided(draft) == {Target("budget_entry", "b1")}


async def test_a_remark_on_somebody_whose_files_are_gone_is_told_as_kept_and_not_as_writable(desk, quick):
    app = desk.app()
    async with app.run_test(size=NARROW) as pilot:
        await read(pilot)
        await pressed(pilot, "enter c h i ctrl+s")
        for file in app.mentor_session.snapshot_view.mentee.files:
            file.path.unlink()
        await until(app, lambda: "went" in said_here(app))
        await pressed(pilot, "w")  # here it can be written still
        assert "Write the feedback file" in "\n".join(lines(app))
        await pressed(pilot, "escape q q")
        assert app.is_running
        assert said(app) == "1 item about Gale Ito is kept until their file is back: q leaves."
        await pressed(pilot, "escape")
        assert said(app) == "This is the first screen: q leaves."
        await pressed(pilot, "q")
        assert not app.is_running


def said_here(app):
    return app.screen.query_one(StatusLine).text
