"""Shaping a board by keys: dates, labels, the ILO, who sees it, dropping, deleting; each said, and each taken back."""

import pytest
from textual.events import Paste

from learnboard.domain.model.key_results import KeyResult
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.toolkit.status_lines import StatusLine
from tests.ui.frames import GlassApp, calm, typed
from tests.ui.screen import card_ids, cards, cursor_card, said, view

SIZE = (160, 45)


@pytest.fixture
def app(service):
    return GlassApp(service, SIZE)


def row(service, id_="k11"):
    return service.store.row(KeyResult, id_)


def status(app):
    """The line that says what was done, or asks."""
    return app.text()[-2]


def steps(service):
    """How many steps can be undone."""
    return service.store.file.connection.execute("SELECT count(*) FROM steps WHERE NOT undone").fetchone()[0]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (["M", "3"], "Moved “Cut p95"),
        (["t", *"in 2 weeks", "enter"], "is due Fri 10 Jul 2026"),
        (["number_sign", *"deep, talk", "enter"], "#deep #talk"),
        (["p"], "“Cut p95"),
        (["d", *"no time", "enter"], "Dropped “Cut p95 latency of the checkout service from 85…”: no time"),
        (["d", "enter"], "Dropped “Cut p95"),
        (["delete"], "Deleted “Cut p95"),
        (["backspace"], "Deleted “Cut p95"),
        (["l", "j", "x"], "is done"),
        (["right_square_bracket"], "to column 2"),
        (["L"], "Moved “Cut p95"),
        (["D", "y"], "Deleted “Become the person"),
        (["e", "!", "enter"], "Renamed “Cut p95"),
        (["E", "!", "enter"], "Renamed “Become"),
        (["n", "a", "enter", "escape"], "Added “a”"),
        (["N", "a", "enter", "escape"], "Added “a”"),
    ],
    ids=lambda each: "".join(each) if isinstance(each, list) else "",
)
async def test_what_was_done_is_said_with_the_way_back_and_u_leads_to_the_board_as_it_was(app, service, keys, message):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, keys)
        assert message in said(app)
        assert "u undo" in status(app)
        done = view(app).board
        assert done != before
        assert done == service.open(DEMO_DAY)
        await typed(pilot, ["u"])
        assert said(app).startswith("Undid: ")
        assert "U redo" in status(app)
        assert view(app).board == before == service.open(DEMO_DAY)
        await typed(pilot, ["U"])
        assert view(app).board == done


# -- M ---------------------------------------------------------------------------------------------------------------


async def test_a_digit_carries_the_card_to_that_column_at_its_height(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["j", "M", "3"])
        assert card_ids(app)[2][1] == cursor_card(app) == "k12"
        await typed(pilot, ["j"])  # nothing is asked for any more
        assert cursor_card(app) == "k32"


@pytest.mark.parametrize("wrong", ["9", "0", "x", " ", "-"])
async def test_what_is_no_column_is_forgotten_and_the_next_digit_counts(app, wrong):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["M", wrong])
        assert card_ids(app)[0][0] == "k11"
        assert "1 to 4" in status(app)
        await typed(pilot, ["2"])
        assert card_ids(app)[1][0] == "k11"


async def test_a_card_is_not_carried_to_where_it_is(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["M", "1", "M", "enter", "escape"])
        assert service.store.next_undo is None


async def test_among_many_columns_enter_ends_the_number(app, service):
    async with app.run_test(size=SIZE) as pilot:
        for number in range(7):
            await typed(pilot, ["N", str(number), "enter", "escape"])
        await typed(pilot, ["h"] * 11 + ["M", "1", "1"])
        assert card_ids(app)[0][0] == "k11"
        await typed(pilot, ["enter"])
        assert card_ids(app)[10][-1] == cursor_card(app) == "k11" or "k11" in card_ids(app)[10]


# -- D ---------------------------------------------------------------------------------------------------------------


async def test_an_objective_with_key_results_is_deleted_after_a_yes_and_comes_back_with_u(app):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, ["D"])
        asked = "Delete “Become the person teams call when a service is…” with 4 key results?  y deletes, esc keeps"
        assert status(app).strip() == asked
        assert view(app).board == before
        await typed(pilot, ["y"])
        assert [column.id for column in view(app).board.columns] == [column.id for column in before.columns[1:]]
        await typed(pilot, ["u"])
        assert view(app).board == before


@pytest.mark.parametrize("answer", ["escape", "n", "N"])
async def test_a_no_keeps_the_objective_and_keys_are_for_the_board_again(app, service, answer):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["D", answer])
        assert "Delete" not in status(app)
        await typed(pilot, ["j"])
        assert cursor_card(app) == "k12"
        assert service.store.next_undo is None


async def test_nothing_else_that_is_typed_or_pasted_is_an_answer(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["D", "enter", "x", "q", "delete", "1"])
        app.post_message(Paste("y"))
        await calm(pilot)
        assert "y deletes, esc keeps" in status(app)
        assert service.store.next_undo is None
        await typed(pilot, ["Y"])
        assert said(app).startswith("Deleted “Become the person")


async def test_the_palette_in_the_middle_of_the_question_keeps_the_objective(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["D", "ctrl+p", "escape", "y"])
        assert service.store.next_undo is None


async def test_what_a_filter_hides_is_counted_too(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["slash", *"p95", "enter", "D"])
        assert "with 4 key results?" in status(app)


async def test_one_key_result_is_one_and_an_empty_objective_goes_at_once(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["N", *"new", "enter", "escape", "n", "a", "enter", "escape", "D"])
        assert status(app).startswith(" Delete “new” with 1 key result?")
        await typed(pilot, ["escape", "delete", "D"])
        assert said(app) == "Deleted “new”."
        await typed(pilot, ["u", "u"])
        assert cards_of(app, "new") == ["a"]


def cards_of(app, objective):
    columns = view(app).board.columns
    return [card.key_result.title for column in columns if column.objective.title == objective for card in column.cards]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_long_title_leaves_room_for_the_question(service, size):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, ["E", *(" and more" * 9), "enter", "D"])
        assert "y deletes, esc keeps" in status(app)
        assert "Delete “" in status(app)
        if size[0] >= 80:
            assert "with 4 key results?" in status(app)


# -- 1 to 9 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("keys", "card"), [("3", "k31"), ("41", "k11"), ("j3", "k32"), ("Gl4", "k43"), ("2j1", "k12")])
async def test_a_digit_goes_to_the_column_of_that_number_at_the_same_height(app, keys, card):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, list(keys))
        assert cursor_card(app) == card


async def test_a_digit_brings_a_column_into_view(service):
    app = GlassApp(service, (80, 24))  # two columns wide
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, ["4"])
        assert cursor_card(app) == "k41"
        assert "Grow others" in app.text()[1]


async def test_a_number_without_a_column_is_told(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["l", "5"])
        assert said(app) == "There is no column 5: N makes an objective."
        assert cursor_card(app) == "k21"


async def test_digits_are_letters_of_a_title(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["e", "ctrl+u", *"2 of 3", "enter"])
        assert cards(app)["k11"].key_result.title == "2 of 3"


# -- t ---------------------------------------------------------------------------------------------------------------


async def test_a_day_in_words_is_shown_as_understood_before_it_is_taken(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["t", *"30 nov"])
        assert "Mon 30 Nov 2026, in 157 days" in status(app)  # 26 June: 4 + 31 + 31 + 30 + 31 + 30 days
        assert row(service).due_on is None
        await typed(pilot, ["enter"])
        assert str(row(service).due_on) == "2026-11-30"


@pytest.mark.parametrize("wrong", ["soon", "31 feb", "32", "0", "[/]", "日本", "30 nov 1066"])
async def test_a_wrong_day_stays_and_says_why(app, service, wrong):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["t", *wrong, "enter"])
        assert "is no day" in status(app)
        assert row(service).due_on is None
        await typed(pilot, ["ctrl+u", *"fri", "enter"])
        assert str(row(service).due_on) == "2026-07-03"  # 26 June 2026 is a Friday


async def test_a_date_that_is_there_is_typed_over_taken_away_or_left(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["t", *"1.7.", "enter", "t", *"2.8.", "enter"])
        assert str(row(service).due_on) == "2026-08-02"
        await typed(pilot, ["t", "enter", "t", "escape", "t", "end", "backspace", "1", "enter"])
        assert str(row(service).due_on) == "2026-08-01"
        await typed(pilot, ["t", "backspace", "enter"])
        assert row(service).due_on is None
        assert "has no due date any more" in said(app)


async def test_the_same_date_again_is_no_step(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["t", "enter", "t", *"1.7.", "enter", "t", *"1 july", "enter", "u"])
        assert service.store.next_undo is None


# -- # ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typing", "labels"),
    [
        ("deep talk", ("deep talk",)),
        ("deep,talk", ("deep", "talk")),
        ("C#, #c# and more", ("C#", "c# and more")),
        ("#deep #talk", ("deep", "talk")),
        ("deep, long talk", ("deep", "long talk")),
        ("deep, #deep", ("deep",)),
        ("  ", ()),
        ("#", ()),
        ("日本, 🎯", ("日本", "🎯")),
        ("[/], [@click=app.quit]", ("[/]", "[@click=app.quit]")),
    ],
)
async def test_labels_stand_after_commas_or_signs(app, service, typing, labels):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["number_sign", "ctrl+u", *typing, "enter"])
        assert row(service).labels == labels


async def test_tab_completes_a_label_of_the_board(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["number_sign", "ctrl+u", *"latency, long talk", "enter", "j", "number_sign", "ctrl+u"])
        await typed(pilot, [*"lat", "tab", *"lon", "tab", "enter"])
        assert row(service, "k12").labels == ("latency", "long talk")
        await typed(pilot, ["number_sign", *"xyz", "tab", "enter"])
        assert row(service, "k12").labels == ("latency", "long talk", "xyz")


async def test_tab_completes_a_label_without_its_accents_typed(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["number_sign", "ctrl+u", *"Präsentation", "enter", "j", "number_sign", "ctrl+u"])
        await typed(pilot, [*"pras", "tab", "enter"])
        assert row(service, "k12").labels == ("Präsentation",)


async def test_labels_left_as_they_were_are_no_step(app, service):
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(4):
            await typed(pilot, ["number_sign", "enter", "number_sign", "escape", "j"])
        assert service.store.next_undo is None


# -- i p d -----------------------------------------------------------------------------------------------------------


async def test_there_is_one_ilo_and_a_second_is_told_which_and_what_to_do(app, service):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        there = next(card for card in cards(app).values() if card.ilo)
        await typed(pilot, ["i"])
        (notice,) = app._notifications
        assert there.key_result.title[:40] in notice.message
        assert "press i" in notice.message
        assert view(app).board == before
        view(app).cursor = view(app).cursor.following(there.id, view(app).board)
        await typed(pilot, ["i", "enter"])
        assert "is no longer the Individual Learning Objective" in said(app)
        await typed(pilot, ["j", "i", "i"])  # k33 becomes it on 20 July: begun at once, and ended
        await typed(pilot, ["g", "h", "h", "h", "i"])
        assert cards(app)["k11"].ilo
        assert "is now the Individual Learning Objective" in said(app)
        await typed(pilot, ["u"] * 4)
        assert view(app).board == before


async def test_p_goes_round_from_the_mentor_to_all_to_nobody(app, service):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        seen = [row(service).visibility]
        for _ in range(3):
            await typed(pilot, ["p"])
            seen.append(row(service).visibility)
            assert "see" in said(app) or "shared with" in said(app)
        assert seen == ["mentor", "shared", "private", "mentor"]
        await typed(pilot, ["u", "u", "u"])
        assert view(app).board == before


async def test_d_drops_with_a_reason_and_d_again_takes_it_up(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["d", *"not mine", "enter"])
        assert (row(service).dropped_on, row(service).drop_reason) == (DEMO_DAY, "not mine")
        assert cards(app)["k11"].figures.health == "dropped"
        await typed(pilot, ["d"])
        assert (row(service).dropped_on, row(service).drop_reason) == (None, "")
        assert "is taken up again" in said(app)


async def test_escape_drops_nothing(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["d", *"why not", "escape"])
        assert row(service).dropped_on is None
        assert service.store.next_undo is None


async def test_a_very_long_reason_is_pasted_and_typed_on_without_a_wait(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["d"])
        app.post_message(Paste("because " * 4_000))
        await calm(pilot)
        await typed(pilot, [*"left", *["left"] * 40, "home", "escape"])
        assert row(service).dropped_on is None
        await typed(pilot, ["d"])
        app.post_message(Paste("x" * 100_001))
        await typed(pilot, ["enter"])
        assert row(service).drop_reason == "x" * 100_000


async def test_deleting_leaves_the_cursor_on_the_next_card(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["j", "delete"])
        assert cursor_card(app) == "k13"
        await typed(pilot, ["delete", "delete"])
        assert cursor_card(app) == "k11"
        await typed(pilot, ["backspace", "backspace", "x", "t", "p", "i"])
        assert card_ids(app)[0] == []
        assert said(app) == "There is no key result here yet: n makes one."
        await typed(pilot, ["u"] * 4)
        assert card_ids(app)[0] == ["k11", "k12", "k13", "k14"]


async def test_what_is_asked_for_stands_on_the_status_line_in_any_width(service):
    for size in [(160, 45), (80, 24), (30, 10)]:
        app = GlassApp(service, size)
        async with app.run_test(size=size) as pilot:
            for keys in (["t", *"in 2 weeks"], ["number_sign", *"words " * 30], ["d", *"日本語" * 30], ["M"]):
                await typed(pilot, keys)
                assert "▏" in status(app), keys
                assert app.screen_stack[0].query_one(StatusLine).size.height == 1
                await typed(pilot, ["escape"])


async def test_the_mouse_does_not_pull_the_card_from_under_what_is_typed(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["t", *"fri"])
        await pilot.click(offset=(90, 10))
        await typed(pilot, ["enter"])
        assert str(row(service).due_on) == "2026-07-03"


# -- z ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "least"), [((160, 45), 39), ((80, 24), 18)])
async def test_compact_shows_a_card_on_every_line(service, size, least):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, ["n", *[key for number in range(50) for key in (*f"c{number:02}", "enter")], "escape", "g"])
        before = sum(f"c{number:02} " in "".join(app.text()) for number in range(50))
        assert before < least / 2
        await typed(pilot, ["z"])
        titles = [card.key_result.title[:10] for card in view(app).board.columns[0].cards]
        assert sum(any(title in line for line in app.text()) for title in titles) >= least
        assert cursor_card(app) == "k11"


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (30, 10)])
async def test_the_cursor_stays_on_its_card_and_in_view_when_the_density_turns(service, size):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, ["l", "n", *[key for number in range(30) for key in (*f"c{number:02}", "enter")], "escape"])
        for keys in (["k"] * 11, ["G"], ["g"], ["j", "j"]):
            await typed(pilot, keys)
            title = view(app).card.key_result.title[:12]
            for _ in range(2):
                await typed(pilot, ["z"])
                assert view(app).card.key_result.title[:12] == title
                assert any("▌" in line and title[:8] in line for line in app.text())


async def test_the_density_turns_where_the_person_is_and_shows_the_same_columns(service):
    app = GlassApp(service, (80, 24))
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, ["l", "l", "l", "h"])
        first = view(app).board_layout.first
        await typed(pilot, ["z"])
        assert view(app).board_layout.first == first
        await typed(pilot, ["z"])
        assert view(app).board_layout.first == first


async def test_without_a_key_no_frame_comes_whatever_is_being_typed(app):
    async with app.run_test(size=SIZE) as pilot:
        for keys in (["n", "a"], ["escape", "escape", "t", "f"], ["escape", "slash", "a"], ["enter", "f", "a"]):
            await typed(pilot, keys)
            frames = app.frames
            for _ in range(5):
                await pilot.pause()
            assert app.frames == frames


async def test_a_carried_card_is_painted_with_its_message_in_one_frame(app, monkeypatch):
    painted = []
    async with app.run_test(size=SIZE) as pilot:
        await calm(pilot)
        compositor = app.screen._compositor
        update = compositor.update_widgets

        def updated(widgets):
            painted.append({type(widget).__name__ for widget in widgets})
            update(widgets)

        monkeypatch.setattr(compositor, "update_widgets", updated)
        for key in ["L", "H", "J"]:
            await typed(pilot, [key])
            assert {"OwnBoardView", "StatusLine"} <= painted[0]
            painted.clear()
