"""Large boards: the first cards at once, the rest while the person works, and nothing is wrong meanwhile."""

import asyncio
import shutil
from datetime import date
from itertools import accumulate, pairwise

import pytest
from rich.cells import cell_len

from learnboard.service.board_service import BoardService
from learnboard.service.importing import import_file
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.screen import BoardScreen
from tests.benchmarks.boards import SHARES, compact, snapshot
from tests.ui.mouse import drag
from tests.ui.screen import card_ids, cursor_card, lines, pressed, said, view

TODAY = date(2026, 6, 26)
SIZE = (180, 45)
SIZES = (450, 2_000)


@pytest.fixture(scope="module")
def boards(tmp_path_factory):
    """A board file of each size, made once."""
    folder = tmp_path_factory.mktemp("large")

    def made(key_results):
        path = folder / f"{key_results}.db"
        if not path.exists():
            file = folder / f"{key_results}.learnboard.json"
            file.write_text(compact(snapshot(key_results, TODAY)), encoding="utf-8")
            import_file(file, path)
        return path

    return made


@pytest.fixture
def large(boards, tmp_path):
    """Opens a board of so many key results in a copy of its own."""
    services = []

    def opened(key_results):
        path = tmp_path / "board.db"
        shutil.copy(boards(key_results), path)
        services.append(BoardService(Store.open(path)))
        return services[0]

    yield opened
    for service in services:
        service.close()


@pytest.fixture
def held(monkeypatch):
    """Reading goes on only when the test calls what it is given: one slice a call."""
    read_on = BoardScreen._read_on
    monkeypatch.setattr(BoardScreen, "_read_on", lambda _: None)
    return read_on


def app_on(service):
    return LearnboardApp(service, lambda: TODAY)


def counts(app):
    """How many cards of each column are there, and how many are still to come."""
    return [(len(column.cards), column.more) for column in view(app).board.columns]


def whole(service):
    return service.open(TODAY, first=1_000_000)


def sizes(key_results):
    ends = [key_results * percent // 100 for percent in accumulate(SHARES, initial=0)]
    return [end - start for start, end in pairwise(ends)]


@pytest.mark.parametrize("key_results", SIZES)
async def test_it_opens_with_the_first_cards_and_says_that_more_are_coming(large, held, key_results):
    app = app_on(large(key_results))
    async with app.run_test(size=SIZE):
        found = counts(app)
        assert [here + more for here, more in found] == sizes(key_results)
        assert all(0 < here <= 45 for here, _ in found)
        assert found[0][1] > 0
        assert "…" in lines(app)[0]  # the goal's progress
        head, foot = lines(app)[2:6], lines(app)[42]
        assert any("…" in line for line in head)  # an objective's figures
        assert f"{sizes(key_results)[0]}/5" in foot
        assert "+ " in foot
        assert "#00001" in "".join(lines(app))


@pytest.mark.parametrize("key_results", SIZES)
async def test_read_slice_by_slice_it_becomes_the_board_read_at_once(large, held, key_results):
    service = large(key_results)
    app = app_on(service)
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(key_results):
            before = counts(app)
            held(app.screen)
            if app.screen.board.complete:
                break
            assert sum(here for here, _ in counts(app)) > sum(here for here, _ in before)
        await pilot.pause()
        assert view(app).board == app.screen.board == whole(service)
        assert not any("  …" in line for line in lines(app)[2:6])
        await pressed(pilot, "k")
        assert cursor_card(app) == "k00001"


async def test_left_alone_it_reads_itself_to_the_end(large):
    service = large(450)
    app = app_on(service)
    async with app.run_test(size=SIZE) as pilot, asyncio.timeout(20):
        while not app.screen.board.complete:
            await pilot.pause()
        assert view(app).board == whole(service)


@pytest.mark.parametrize("key_results", SIZES)
async def test_the_last_card_is_the_last_one_even_before_it_is_read(large, held, key_results):
    app = app_on(large(key_results))
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "G")
        assert cursor_card(app) == f"k{sizes(key_results)[0]:05}"
        assert any(f"#{sizes(key_results)[0]:05}" in line for line in lines(app))
        await pressed(pilot, "l G")
        assert cursor_card(app) == f"k{sum(sizes(key_results)[:2]):05}"


async def test_stepping_past_what_is_read_reads_on(large, held):
    app = app_on(large(450))
    async with app.run_test(size=SIZE) as pilot:
        read = counts(app)[0][0]
        await pilot.press(*["j"] * (read + 2))
        await pilot.pause()
        assert cursor_card(app) == f"k{read + 3:05}"


async def test_paging_past_what_is_read_reads_on(large, held):
    app = app_on(large(450))
    async with app.run_test(size=SIZE) as pilot:
        read = counts(app)[0][0]
        await pressed(pilot, "pagedown " * 9)
        assert int(cursor_card(app)[1:]) > read


async def test_a_card_carried_while_reading_stays_where_it_was_put(large, held):
    service = large(450)
    app = app_on(service)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "L")
        assert card_ids(app)[1][0] == cursor_card(app) == "k00001"
        assert said(app).startswith("Moved “#00001")
        for _ in range(9):
            held(app.screen)
        assert view(app).board == whole(service)
        assert sum(len(ids) for ids in card_ids(app)) == sum(sizes(450))
        await pressed(pilot, "u")
        assert cursor_card(app) == "k00001"
        assert card_ids(app)[0][0] == "k00001"
        assert view(app).board == whole(service)


async def test_work_between_two_slices_leaves_a_right_board(large, held):
    service = large(450)
    app = app_on(service)
    async with app.run_test(size=SIZE) as pilot:
        held(app.screen)
        await pressed(pilot, "j J l")
        held(app.screen)
        await pressed(pilot, "right_square_bracket L u U")
        held(app.screen)
        assert view(app).board == app.screen.board == whole(service)


async def test_no_line_of_a_large_board_is_wider_than_the_screen(large, held):
    app = app_on(large(450))
    async with app.run_test(size=(60, 20)) as pilot:
        for keys in ("G", "l pagedown", "l G"):
            await pressed(pilot, keys)
            assert {cell_len(strip.text) for strip in app.screen._compositor.render_strips()} == {60}


async def test_a_card_that_is_dragged_before_all_are_read_lands_among_all_of_them(large, held):
    service = large(450)
    app = app_on(service)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "z")  # a line a card: more fit than were read
        assert view(app).board.columns[1].more > 0
        before = [[card.id for card in column.cards] for column in whole(service).columns]
        here, there = len(view(app).board.columns[1].cards), 30
        assert here < there
        moved = before[0][1]
        # The second card stands on line 4; on line 3 + 30 of the next column stands none yet.
        await drag(pilot, (5, 4), (view(app).board_layout.edges[1] + 5, 3 + there))
        assert card_ids(app)[1] == [*before[1][:there], moved, *before[1][there:]]
        assert cursor_card(app) == moved
