"""The filter: every letter counts, and work goes on among what it leaves."""

import pytest
from textual.events import Paste

from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.service.importing import import_file
from learnboard.storage.store import Store
from learnboard.ui.toolkit.text import CARET
from tests.benchmarks.boards import compact, snapshot
from tests.hostile import HOSTILE
from tests.ui.frames import GlassApp, calm, typed
from tests.ui.screen import card_ids, cursor_card, lines, said, view

SIZE = (160, 45)
ALL = [
    ["k11", "k12", "k13", "k14"],
    ["k21", "k22", "k23", "k24"],
    ["k31", "k32", "k33", "k34"],
    ["k41", "k42", "k43"],
]


@pytest.fixture
def app(service):
    return GlassApp(service, SIZE)


def status(app):
    return app.text()[-2]


def whole(app):
    """The ids of all cards, column by column, whatever the filter hides."""
    return [[card.id for card in column.cards] for column in app.session.board.columns]


def kept(app, column=0):
    return [card.key_result.title for card in app.session.board.columns[column].cards]


def shown(app):
    return sum(map(len, card_ids(app)))


async def test_every_letter_filters_and_says_how_many_are_left(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash"])
        assert CARET in status(app)
        assert card_ids(app) == ALL
        left = 15
        for number, sign in enumerate("latency", 1):
            await typed(pilot, [sign])
            assert f"/  {'latency'[:number]}{CARET}" in status(app)
            assert 0 < shown(app) <= left
            left = shown(app)
            assert f"{left} of 15" in status(app)
        assert card_ids(app)[0] == ["k11"]
        await typed(pilot, ["backspace"] * 7)
        assert card_ids(app) == ALL


async def test_enter_keeps_it_in_sight_and_escape_clears_it(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"latency", "enter"])
        left = shown(app)
        assert f"/latency  {left} of 15" in status(app)
        await typed(pilot, ["escape"])
        assert card_ids(app) == ALL
        assert said(app) == "The filter is cleared."
        assert "/latency" not in status(app)


async def test_escape_while_typing_clears_it_too(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"latency", "escape", "j"])
        assert card_ids(app) == ALL
        assert cursor_card(app) == "k12"


async def test_it_is_opened_again_as_it_stood(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"latenc", "enter", "slash", "y"])
        assert f"latency{CARET}" in status(app)


@pytest.mark.parametrize(("key", "card"), [("down", "k24"), ("up", "k21")])
async def test_an_arrow_leaves_the_line_and_keeps_the_filter(app, key, card):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["l", "slash", *"is:on-track", key])
        left = shown(app)
        assert 0 < left < 15
        assert f"/is:on-track  {left} of 15" in status(app)
        assert cursor_card(app) == card
        await typed(pilot, ["j", "k", "h"])
        assert shown(app) == left


async def test_the_cursor_stays_on_its_card_and_comes_back_to_it(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["l", "j", "slash", *"is:at-risk"])
        assert cursor_card(app) == "k22"
        await typed(pilot, ["ctrl+u", *"latency"])
        assert cursor_card(app) != "k22"
        assert cursor_card(app) is not None
        await typed(pilot, ["ctrl+u"])
        assert cursor_card(app) == "k22"


async def test_a_filter_that_nothing_fits_says_so_in_every_column(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"zzzz"])
        assert "0 of 15" in status(app)
        assert sum(line.count("nothing matches the filter") for line in app.text()) == 4
        await typed(pilot, ["enter", "x", "t", "d", "p", "i", "e", "delete", "L", "J", "M"])
        assert cursor_card(app) is None
        await typed(pilot, ["escape"])
        assert card_ids(app) == ALL


@pytest.mark.parametrize("query", ["is:nonsense", "due:<soon", "conf:x", "kind:", "due:", "is:", "-", "#", '"'])
async def test_a_term_that_is_not_understood_or_not_finished_hides_nothing(app, query):
    async with app.run_test(size=SIZE) as pilot:
        for sign in ["slash", *query]:
            await typed(pilot, [sign])
        assert shown(app) == 15
        assert "15 of 15" in status(app)


async def test_what_is_not_understood_is_told(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"conf:x", " "])
        assert len(status(app).partition("15 of 15")[2].strip()) > 10


async def test_any_text_is_a_filter_that_can_be_cleared(app):
    async with app.run_test(size=SIZE) as pilot:
        for text in HOSTILE:
            await typed(pilot, ["slash"])
            app.post_message(Paste(text))
            await calm(pilot)
            shown = lines(app)
            assert CARET in shown[-2], text
            assert not any(sign in line for line in shown for sign in "\x1b\x07\x9b\u202e\u2066\u200d"), text
            await typed(pilot, ["enter"])
            await typed(pilot, ["escape"])
            assert card_ids(app) == ALL, text


async def test_a_very_long_filter_leaves_the_counts_in_sight(service):
    app = GlassApp(service, (80, 24))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, ["slash"])
        app.post_message(Paste("word " * 500))
        await calm(pilot)
        assert "0 of 15" in status(app)
        await typed(pilot, ["enter"])
        assert "0 of 15" in status(app)


# -- work among what is left -----------------------------------------------------------------------------------------


async def test_a_card_carried_among_what_is_shown_stands_between_its_neighbours_for_good(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["j", "slash", *"-meetup", "enter"])
        assert card_ids(app)[1] == ["k21", "k23", "k24"]
        await typed(pilot, ["L"])
        assert card_ids(app)[1] == ["k21", "k12", "k23", "k24"]
        assert whole(app)[1] == ["k21", "k22", "k12", "k23", "k24"]
        await typed(pilot, ["K"])
        assert card_ids(app)[1] == ["k12", "k21", "k23", "k24"]
        await typed(pilot, ["J", "J", "J"])
        assert card_ids(app)[1] == ["k21", "k23", "k24", "k12"]
        assert cursor_card(app) == "k12"
        await typed(pilot, ["u"] * 5)
        assert whole(app) == ALL


async def test_a_carried_card_that_the_filter_hides_then_is_told_of_all_the_same(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"is:on-track", "enter"])
        assert cursor_card(app) == "k12"
        await typed(pilot, ["L"])  # among committed ones it is at risk
        assert not any("k12" in ids for ids in card_ids(app))
        assert said(app).startswith("Moved “Raise teams")
        assert cursor_card(app) is not None
        await typed(pilot, ["u"])
        assert cursor_card(app) == "k12"


async def test_a_digit_carries_to_the_height_that_is_shown(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"is:on-track", "enter", "j", "M", "2"])
        assert cursor_card(app) == "k13"
        assert card_ids(app)[1] == ["k21", "k13", "k24"]


async def test_cards_named_under_a_filter_stand_in_the_order_they_were_typed(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"latency", "enter", "g", "h", "h", "h"])
        assert card_ids(app)[0] == ["k11"]
        old = kept(app)
        await typed(
            pilot,
            ["n", *"first hidden", "enter", *"latency shown", "enter", *"hidden", "enter", *"last", "enter", "escape"],
        )
        assert kept(app) == [old[0], "first hidden", "latency shown", "hidden", "last", *old[1:]]
        assert [card.key_result.title for card in view(app).board.columns[0].cards] == [old[0], "latency shown"]
        await typed(pilot, ["u"] * 4)
        assert whole(app) == ALL


async def test_a_card_that_no_longer_fits_goes_out_of_sight_and_work_goes_on(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"is:at-risk", "enter"])
        view(app).cursor = view(app).cursor.following("k22", view(app).board)
        left = shown(app)
        await typed(pilot, ["x"])
        assert shown(app) == left - 1
        assert f"{left - 1} of 15" in status(app)
        assert "is done" in said(app)
        await typed(pilot, ["u"])
        assert shown(app) == left
        assert cursor_card(app) == "k22"


async def test_two_thousand_cards_are_filtered_letter_by_letter(tmp_path):
    file, path = tmp_path / "large.learnboard.json", tmp_path / "large.db"
    file.write_text(compact(snapshot(2_000, DEMO_DAY)), encoding="utf-8")
    import_file(file, path)
    with Store.open(path) as store, BoardService(store) as service:
        app = GlassApp(service, SIZE)
        async with app.run_test(size=SIZE) as pilot:
            await typed(pilot, ["slash", *"#00"])
            await typed(pilot, ["ctrl+u", *"profile latency"])
            left = shown(app)
            assert 0 < left < 200
            assert f"{left:} of 2000" in status(app) or f"{left:,} of 2,000" in status(app)
            await typed(pilot, ["escape"])
            assert shown(app) == 2_000
