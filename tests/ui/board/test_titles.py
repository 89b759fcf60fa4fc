"""Making a board by typing: titles right where they will stand, as fast as they come and slowly."""

from dataclasses import replace

import pytest
from textual.events import Paste

from learnboard.domain.errors import BoardBusy, Rejected
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.service.board_service import BoardService
from learnboard.service.demo import DEMO_DAY
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.board.view import BoardView
from learnboard.ui.keys.help import HelpScreen
from learnboard.ui.session import TRY_AGAIN
from learnboard.ui.toolkit.text import CARET
from tests.ui.frames import GlassApp, calm, typed
from tests.ui.screen import card_ids, cursor_card, said, settled, view

SIZE = (160, 45)


def titles(app, column=0):
    """The titles of a column as the view shows them."""
    return [card.key_result.title for card in view(app).board.columns[column].cards]


def headings(app):
    return [column.objective.title for column in view(app).board.columns]


def stored(service, kind=KeyResult):
    return sorted(row.title for row in service.store.rows(kind))


def kept(service, objective="o1"):
    """The titles that the board's file has of an objective, in their order."""
    return [row.title for row in service.store.rows(KeyResult, objective_id=objective)]


def notices(app):
    return [one.message for one in app._notifications]


def on_screen(app, text):
    return any(text in line for line in app.text())


async def paste(pilot, text):
    pilot.app.post_message(Paste(text))
    await calm(pilot)


@pytest.fixture
def app(service):
    return GlassApp(service, SIZE)


# -- key results -----------------------------------------------------------------------------------------------------


async def test_a_title_is_typed_right_under_the_cursor_and_enter_makes_the_next_below(app, service):
    before = kept(service)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["j", "n", *"read a book", "enter", *"and another", "enter", *"third", "enter", "escape"])
        wanted = [*before[:2], "read a book", "and another", "third", *before[2:]]
        assert titles(app) == kept(service) == wanted
        assert view(app).card.key_result.title == "third"
        assert said(app) == "Added “third”. That makes 7 key results, and you wanted at most 5."


async def test_typed_slowly_it_comes_out_the_same(app, service):
    before = kept(service)
    async with app.run_test(size=SIZE) as pilot:
        for key in ["n", *"slow", "enter", *"hand", "enter", "escape"]:
            await pilot.press(key)
            await calm(pilot)
        assert kept(service) == [before[0], "slow", "hand", *before[1:]]


async def test_every_letter_shows_at_once_with_the_caret_behind_it(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n"])
        assert on_screen(app, f"▌ {CARET}")
        for number, sign in enumerate("quux", 1):
            await typed(pilot, [sign])
            assert on_screen(app, f"▌ {'quux'[:number]}{CARET} ")
        await typed(pilot, ["left", "left", "x"])
        assert on_screen(app, f"▌ qux{CARET}ux ")


async def test_nothing_is_kept_before_enter_and_no_figure_counts_it(app, service):
    async with app.run_test(size=SIZE) as pilot:
        before, figures = stored(service), [column.totals for column in view(app).board.columns]
        await settled(pilot)
        header = app.text()[0]
        await typed(pilot, ["n", *"not yet"])
        assert on_screen(app, f"not yet{CARET}")
        assert stored(service) == before
        assert service.store.next_undo is None
        assert [column.totals for column in view(app).board.columns] == figures
        assert app.text()[0] == header
        await typed(pilot, ["enter"])
        assert len(stored(service)) == len(before) + 1


@pytest.mark.parametrize(
    "keys", [["n", "escape"], ["n", "enter"], ["n", " ", "escape"], ["n", "a", "backspace", "enter"]]
)
async def test_an_empty_title_adds_nothing_and_ends_it(app, service, keys):
    async with app.run_test(size=SIZE) as pilot:
        before, seen = view(app).board, cursor_card(app)
        await typed(pilot, keys)
        assert view(app).board == before
        assert cursor_card(app) == seen
        assert service.store.next_undo is None
        await typed(pilot, ["j"])
        assert cursor_card(app) == "k12"


@pytest.mark.parametrize("word", ["quit", "undo U x", "?help/filter", "[] <> #dDpiteoON", "jklhHJKLgGM1"])
async def test_keys_of_the_board_are_letters_while_a_title_is_typed(app, service, word):
    before = kept(service)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *word, "enter", "escape"])
        assert app.is_running
        assert not isinstance(app.screen, HelpScreen)
        assert kept(service) == [before[0], word, *before[1:]]


async def test_arrows_move_in_the_title_and_not_on_the_board(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"bc", "home", "a", "end", "d", "up", "down", "pagedown", "tab", "enter", "escape"])
        assert kept(service)[1] == "abcd"


async def test_u_takes_back_one_card_each(app, service):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, ["n", *"one", "enter", *"two", "enter", *"three", "enter", "escape"])
        assert titles(app)[1:4] == ["one", "two", "three"]
        await typed(pilot, ["u"])
        assert titles(app)[1:3] == ["one", "two"]
        assert said(app) == "Undid: add “three”."
        await typed(pilot, ["u", "u"])
        assert view(app).board == before
        await typed(pilot, ["U", "U", "U"])
        assert titles(app)[1:4] == ["one", "two", "three"]


async def test_a_column_that_was_empty_takes_its_first_card(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["N", *"fresh ground", "enter", "escape"])
        fresh = view(app).cursor.column
        assert headings(app)[fresh] == "fresh ground"
        assert titles(app, fresh) == []
        await typed(pilot, ["n", *"first", "enter", *"second", "enter", "escape"])
        assert titles(app, fresh) == ["first", "second"]
        assert view(app).card.key_result.title == "second"


@pytest.mark.parametrize(("size", "density"), [((160, 45), ""), ((80, 24), "z"), ((30, 10), "")])
async def test_at_the_end_of_a_long_column_it_scrolls_and_stays_in_sight(service, size, density):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, [*density, "G", "n"])
        for number in range(15):
            await typed(pilot, [*f"c{number:02}"])
            assert on_screen(app, f"c{number:02}{CARET}")
            await typed(pilot, ["enter"])
        await typed(pilot, ["escape"])
        assert kept(service)[4:] == [f"c{number:02}" for number in range(15)]
        assert view(app).card.key_result.title == "c14"
        assert on_screen(app, "c14")


_TITLES = {
    "wide": ("日本語の題名", "日本語の題名"),
    "emoji": ("🎯 aim 👩‍👩‍👧", "🎯 aim 👩‍👩‍👧"),
    "blanks": ("  spaces  ", "spaces"),
    "marks": ("e\u0301te\u0301", "été"),
    "longest": ("x" * 250, "x" * 250),
    "longer": ("x" * 251, "x" * 250),
    "words": ("long words " * 30, ("long words " * 30)[:250].strip()),
}
_WINDOWS = {"large": ((160, 45), ""), "small": ((80, 24), "z"), "folding": ((80, 24), "")}


@pytest.mark.parametrize(
    ("size", "density", "typing", "title"),
    [
        pytest.param(*_WINDOWS[window], *_TITLES[name], id=f"{window}-{name}")
        for window, names in {"large": _TITLES, "small": ("wide", "longest"), "folding": ("emoji", "longer")}.items()
        for name in names
    ],
)
async def test_any_letters_make_a_title_and_the_caret_never_leaves_the_sight(service, size, density, typing, title):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, [*density, "n"])
        for start in range(0, len(typing), 29):
            await typed(pilot, typing[start : start + 29])
            assert on_screen(app, CARET), app.text()
        await typed(pilot, ["ctrl+left", "ctrl+left"])
        assert on_screen(app, CARET)
        await typed(pilot, ["home"])
        assert on_screen(app, f"○ {CARET}" if density else f"▌ {CARET}")
        await typed(pilot, ["enter"])
        assert kept(service)[1] == title


@pytest.mark.parametrize(
    ("pasted", "title"),
    [
        ("one\ntwo\r\nthree\n", "one two three"),
        ("\x1b[31mred\x1b[0m q\x1bx", "red qx"),
        ("\x1b]0;owned\x07after", "]0;ownedafter"),
        ("x" * 1_000, "x" * 250),
        ("\u202eright to left", "right to left"),
        ("👩‍👩‍👧 stays", "👩‍👩‍👧 stays"),
        ("\x00\x08\x7f\x9bx", "x"),
    ],
)
async def test_a_paste_is_text_on_one_line(app, service, pasted, title):
    before = kept(service)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n"])
        await paste(pilot, pasted)
        await typed(pilot, ["enter"])
        assert kept(service) == [before[0], title, *before[1:]]


async def test_two_pastes_keep_the_blank_between_them(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n"])
        await paste(pilot, "one ")
        await paste(pilot, "two")
        await typed(pilot, ["enter", "escape"])
        assert kept(service)[1] == "one two"


async def test_a_paste_that_is_nothing_adds_nothing(app, service):
    before = kept(service)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n"])
        await paste(pilot, "\x1b\x07\n\n")
        await typed(pilot, ["escape"])
        assert kept(service) == before


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_keys_that_quit_quit_outside_a_title_and_not_in_it(app, service, key):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"kept", "enter", *"not this"])
        await typed(pilot, [key])
        assert notices(app) == ["Nothing is selected to copy: esc leaves."]
        assert on_screen(app, f"not this{CARET}")
        await typed(pilot, ["ctrl+u", "escape"])
        await pilot.press(key)
    assert app.return_code == 0
    assert service.draft("new key result", "") == {}
    assert "kept" in stored(service)


async def test_ctrl_c_copies_what_is_selected_and_stays_in_the_title(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"one two", "ctrl+shift+left"])
        await typed(pilot, ["ctrl+c"])
        assert app.clipboard == "two"
        assert notices(app) == []
        await typed(pilot, ["end", "ctrl+v", "enter"])
        assert titles(app)[1] == "one twotwo"


async def test_a_click_elsewhere_while_typing_moves_nothing(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"here"])
        await pilot.click(BoardView, offset=(90, 10))
        await typed(pilot, [*" I am", "enter"])
        assert kept(service)[1] == "here I am"


async def test_a_board_that_is_locked_meanwhile_gets_all_of_it_in_order(app, service, monkeypatch):
    do, locked = BoardService.execute, True

    def busy(self, command, board):
        if locked:
            raise BoardBusy("locked")
        return do(self, command, board)

    monkeypatch.setattr(BoardService, "execute", busy)
    later = []
    monkeypatch.setattr(BoardScreen, "later", lambda _, after, call: later.append(call) if after == TRY_AGAIN else None)
    before = kept(service)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"one", "enter", *"two", "enter", *"three"])
        assert kept(service) == before
        assert on_screen(app, f"three{CARET}")
        locked = False
        (try_again,) = later
        try_again()
        await typed(pilot, [*"!", "enter", "escape"])
        assert kept(service) == [before[0], "one", "two", "three!", *before[1:]]


async def test_what_is_refused_stays_to_be_tried_again(app, service, monkeypatch):
    do, refusing = BoardService.execute, True

    def refuse(self, command, board):
        if refusing:
            raise Rejected("Not now.")
        return do(self, command, board)

    monkeypatch.setattr(BoardService, "execute", refuse)
    before = kept(service)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"my words", "enter"])
        assert notices(app) == ["Not now."]
        assert on_screen(app, f"my words{CARET}")
        await typed(pilot, [*"!"])
        assert on_screen(app, f"my words!{CARET}")
        refusing = False
        await typed(pilot, ["enter", "escape"])
        assert kept(service) == [before[0], "my words!", *before[1:]]


async def test_nobody_is_held_in_a_title_that_is_always_refused(app, service, monkeypatch):
    def refuse(*_):
        raise Rejected("Not now.")

    monkeypatch.setattr(BoardService, "execute", refuse)
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, ["n", *"in vain", "enter", "escape", "escape", "j"])
        assert view(app).board == before
        assert cursor_card(app) == "k12"


async def test_an_objective_that_another_program_deleted_meanwhile_is_told(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"where to"])
        with service.store.step("gone") as record:
            record.remove(Objective, "o1")
        service._seen = None  # as if another program had written
        app.session.keep_up()
        await calm(pilot)
        await typed(pilot, ["!", "enter"])
        assert len(notices(app)) == 1
        await typed(pilot, ["escape", "escape"])
        assert card_ids(app)[0][0] == "k21"
        await typed(pilot, ["j"])
        assert cursor_card(app) == "k22"


async def test_a_title_with_a_start_and_a_target_becomes_a_metric_and_says_so(app):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"Cut builds from 30 min to 10 min", "enter", "escape"])
        row = view(app).card.key_result
        assert (row.kind, row.start.text, row.target.text, row.unit) == ("metric", "30", "10", "min")
        assert "a metric from 30 to 10 min" in said(app)


# -- objectives ------------------------------------------------------------------------------------------------------


async def measured(app, pilot, title, *keys):
    """The line under the board while a title is typed, and the kind and the measure of what it makes."""
    before = {row.id for row in app.session.service.store.rows(KeyResult)}
    await typed(pilot, ["n"])
    await paste(pilot, title)
    await typed(pilot, keys)
    hint = app.text()[-2].strip()
    await typed(pilot, ["enter", "escape"])
    (row,) = (row for row in app.session.service.store.rows(KeyResult) if row.id not in before)
    return hint, row


@pytest.mark.parametrize(
    ("title", "measure", "between"),
    [
        ("Cut cost from 1.250,50 € to 999,99 €", "metric from 1250.50 to 999.99 €", ", a "),
        ("Raise readers from 500 to 2k", "metric from 500 to 2000", ", a "),
        ("Keep build time below 10 min", "keep at most 10 min each month", ": "),
        ("Publish 3 articles", "metric from 0 to 3 articles", ", a "),
    ],
)
async def test_what_a_title_measures_stands_there_while_it_is_typed_and_one_key_refuses_it(
    app, title, measure, between
):
    async with app.run_test(size=SIZE) as pilot:
        hint, row = await measured(app, pilot, title)
        assert hint == f"new key result  {measure}; ctrl+r: not a metric"
        # 26 June is late in the year.
        assert said(app).startswith(f"Added “{title}”{between}{measure}; it counts from 26 Jun 2026.")
        kind = row.kind
        hint, row = await measured(app, pilot, title, "ctrl+r")
        assert hint == f"new key result  not a metric; ctrl+r: {measure}"
        assert (row.kind, row.start, row.bound, row.unit, row.title) == ("binary", None, None, "", title)
        assert said(app).startswith(f"Added “{title}”.")
        assert row.starts_on is None
        hint, row = await measured(app, pilot, title, "ctrl+r", "ctrl+r")
        assert (hint, row.kind) == (f"new key result  {measure}; ctrl+r: not a metric", kind)
        assert kind in ("metric", "maintain")


async def test_a_measure_is_refused_for_one_title_alone(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["n", *"Read 3 books", "ctrl+r", "enter", *"Give 2 talks", "enter", "escape"])
        kinds = {row.title: row.kind for row in service.store.rows(KeyResult)}
        assert (kinds["Read 3 books"], kinds["Give 2 talks"]) == ("binary", "metric")


async def test_a_number_that_can_be_read_in_two_ways_makes_no_metric_and_is_named(app):
    async with app.run_test(size=SIZE) as pilot:
        hint, row = await measured(app, pilot, "Cut it from 1.200 € to 950 €")
        assert hint == "new key result  no metric: “1.200 €” can be 1200 or 1.2"
        assert row.kind == "binary"
        assert said(app) == "Added “Cut it from 1.200 € to 950 €”, no metric: “1.200 €” can be 1200 or 1.2."


async def test_a_title_that_measures_nothing_says_how_one_would(app):
    async with app.run_test(size=SIZE) as pilot:
        hint, row = await measured(app, pilot, "Give a talk")
        assert hint == "new key result  “from 850 ms to 400 ms” in it makes it a metric"
        assert row.kind == "binary"


async def test_objectives_are_typed_one_to_the_right_of_the_other(app, service):
    async with app.run_test(size=SIZE) as pilot:
        before = headings(app)
        await typed(pilot, ["l", "N", *"alpha", "enter", *"beta", "enter", *"gamma", "enter", "escape"])
        assert headings(app) == [*before[:2], "alpha", "beta", "gamma", *before[2:]]
        assert view(app).cursor.on(view(app).board).objective.title == "gamma"
        await typed(pilot, ["u", "u", "u"])
        assert headings(app) == before


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 15), (30, 10)])
@pytest.mark.parametrize("column", [0, 1, 3])
async def test_a_heading_is_typed_with_the_caret_in_sight(service, size, column):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, [*"l" * column, "N"])
        for part in ("a long ", "title that ", "never ", "seems to ", "come to ", "an end"):
            await typed(pilot, part)
            assert any(CARET in line for line in app.text()[1:5])
        await typed(pilot, ["enter"])
        assert "a long title that never seems to come to an end" in stored(service, Objective)


@pytest.mark.parametrize("keys", [["N", "escape"], ["N", "enter"], ["E", "escape"], ["E", "ctrl+u", "enter"]])
async def test_an_objective_without_a_title_changes_nothing(app, service, keys):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, keys)
        assert view(app).board == before
        assert service.store.next_undo is None


async def test_e_edits_a_title_in_place(app, service):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, ["j", "e", *" soon", "left", "backspace", *"O", "enter"])
        assert kept(service)[1].endswith(" soOn")
        assert said(app).startswith("Renamed “Raise teams")
        assert cursor_card(app) == "k12"
        await typed(pilot, ["u"])
        assert view(app).board == before


async def test_E_edits_the_objective_in_place(app, service):  # noqa: N802 - the key's name
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, ["l", "E", "ctrl+u", *"Speak", "enter"])
        assert headings(app)[1] == "Speak"
        assert view(app).cursor.column == 1
        await typed(pilot, ["u"])
        assert view(app).board == before


@pytest.mark.parametrize("keys", ["e", "E"])
async def test_a_title_left_as_it_was_is_no_step(app, service, keys):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, [keys, "escape", keys, "enter", keys, "ctrl+u", "enter"])
        assert service.store.next_undo is None
        assert said(app) == "A title cannot be empty: the old one stays."


async def test_a_title_with_signs_from_elsewhere_can_be_left_as_it_is(service):
    with service.store.step("from elsewhere") as record:
        record.put(replace(service.store.row(KeyResult, "k11"), title="bad\x1b[2Jtitle"))
    app = GlassApp(service, SIZE)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["e"])
        assert on_screen(app, f"badtitle{CARET}")
        await typed(pilot, ["enter"])
        assert service.store.row(KeyResult, "k11").title == "bad\x1b[2Jtitle"
        await typed(pilot, ["e", "!", "enter"])
        assert service.store.row(KeyResult, "k11").title == "badtitle!"


async def test_d_on_an_objective_deletes_all_of_it_and_u_brings_all_of_it_back(app, service):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, ["l", "D", "y"])
        assert [ids[0] for ids in card_ids(app)] == ["k11", "k31", "k41"]
        assert said(app).startswith("Deleted “Explain performance")
        assert "4 key results" in said(app)
        await typed(pilot, ["u"])
        assert view(app).board == before


async def test_brackets_carry_the_column_and_u_carries_it_back(app):
    async with app.run_test(size=SIZE) as pilot:
        before = view(app).board
        await typed(pilot, ["right_square_bracket", "right_square_bracket", "left_square_bracket"])
        assert headings(app)[1] == before.columns[0].objective.title
        assert view(app).cursor.column == 1
        await typed(pilot, ["u", "u", "u"])
        assert view(app).board == before


# -- everything that was typed is what there is -------------------------------------------------------------------


async def test_what_is_on_the_screen_is_what_an_app_just_opened_shows(app, service):
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, ["j", "n", *"one", "enter", *"two", "enter", "escape"])
        await typed(pilot, ["N", *"new", "enter", "escape", "n", *"x", "enter", "escape"])
        shown = view(app).board
        assert shown == service.open(DEMO_DAY)
        seen, cursor = app.seen(), view(app).cursor
    again = GlassApp(service, SIZE)
    async with again.run_test(size=SIZE) as pilot:
        view(again).cursor = cursor
        await calm(pilot)
        assert again.seen()[:-1] == seen[:-1]
