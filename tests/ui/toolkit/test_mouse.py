"""The mouse on pages: text selected and copied, keys pressed where they are written, nonsense from the terminal."""

import random

import pytest

from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.ui.app import LearnboardApp
from learnboard.ui.card.screen import CardScreen
from learnboard.ui.toolkit.lines_view import LinesView
from learnboard.ui.toolkit.mouse import selected_text
from learnboard.ui.toolkit.text import StyledText, clicked
from tests.ui.frames import GlassApp, calm
from tests.ui.mouse import DOWN, MOVE, UP, WHEEL_DOWN, WHEEL_UP, click, drag, report
from tests.ui.screen import lines, pressed, said, settled

WIDE, SMALL = (160, 45), (80, 24)


def find(app, text):
    """The cell in which a text begins on the screen."""
    return next((line.index(text), y) for y, line in enumerate(lines(app)) if text in line)


def after(at, text):
    """The cell of the last sign of a text that begins at a cell."""
    return at[0] + len(text) - 1, at[1]


async def select(pilot, first, last):
    """Drag from the start of one text on the screen to the end of another."""
    await drag(pilot, find(pilot.app, first), after(find(pilot.app, last), last))


# -- what is selected --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "spans", "text"),
    [
        (["   one two"], [(3, 6)], "one"),
        (["   one two"], [(0, -1)], "one two"),
        (["   one   ", "     two", "   three"], [(5, -1), (0, -1), (0, 6)], "e\n  two\nthr"),
        (["   one", "     two", "   three"], [(1, -1), (0, -1), (0, -1)], "one\n  two\nthree"),
        (["   one", "", " ▌ two"], [(0, -1), (0, -1), (0, -1)], "one\n\ntwo"),
        (["one  ", "", "   "], [(0, -1), (0, -1), (0, 2)], "one"),
        ([], [], ""),
        (["日本語 text"], [(1, 5)], "本語 t"),
    ],
)
def test_margins_blank_ends_and_the_cursor_are_not_copied(rows, spans, text):
    assert selected_text(rows, spans) == text


@pytest.mark.parametrize(("x", "click"), [(-1, ""), (0, "a"), (1, "a"), (2, ""), (3, "b"), (4, ""), (10**9, "")])
def test_a_click_means_the_piece_of_the_line_that_stands_in_its_cell(x, click):
    line = [StyledText("語", click="a"), StyledText("-"), StyledText("x", click="b"), StyledText("   ", click="c")]
    assert clicked(line, x) == click


@pytest.mark.parametrize(("x", "key"), [(0, "←"), (1, "←"), (2, "→"), (3, ""), (4, "← →"), (9, "← →"), (10, "")])
def test_of_two_keys_that_are_written_a_click_means_one(x, key):
    assert clicked([StyledText("← →", click="← →"), StyledText(" choose   ", click="← →")], x) == key


# -- selecting and copying ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_text_of_a_cards_page_is_selected_and_copied(service, size):
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "enter")
        x, y = find(app, "Cut p95 latency")
        await drag(pilot, (x + 4, y), (x + 14, y), drop=False)
        await calm(pilot)
        cells = [app.glass.buffer[y][cell] for cell in range(x, x + 18)]
        assert [cell.reverse for cell in cells] == [False] * 4 + [True] * 11 + [False] * 3
        report(app, UP, (x + 14, y))
        await calm(pilot)
        assert app.clipboard == "p95 latency"
        assert any("Copied 11 characters." in line for line in lines(app))
        assert isinstance(app.screen, CardScreen)
        await click(pilot, (x, y + 2))
        await calm(pilot)
        assert not any(app.glass.buffer[y][cell].reverse for cell in range(size[0]))


async def test_a_drag_to_the_left_and_up_selects_the_same(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "enter")
        x, y = find(demo_app, "Cut p95 latency")
        await drag(pilot, (x + 14, y), (x + 4, y))
        assert demo_app.clipboard == "p95 latency"
        below = find(demo_app, "Become the person")
        await drag(pilot, after(below, "Become"), (x + 4, y))
        assert demo_app.clipboard.startswith("p95 latency of the checkout")
        assert demo_app.clipboard.endswith("\nBecome")


async def test_a_drag_that_leaves_the_page_selects_as_far_as_the_page_goes(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "enter")
        x, y = find(demo_app, "Cut p95 latency")
        await drag(pilot, (x, y), (159, y))
        assert demo_app.clipboard == "Cut p95 latency of the checkout service from 850 ms to 400 ms"
        await drag(pilot, (x, y), (0, y + 1))
        assert demo_app.clipboard == "Cut p95 latency of the checkout service from 850 ms to 400 ms"
        await drag(pilot, (x, y), (-3, y), (10**9, y))
        assert demo_app.clipboard == "Cut p95 latency of the checkout service from 850 ms to 400 ms"


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_what_is_selected_goes_on_where_the_wheel_scrolls(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, "question_mark")
        for _ in range(9):
            report(demo_app, WHEEL_DOWN, (40, 12))
        await settled(pilot)
        for _ in range(9):
            report(demo_app, WHEEL_UP, (40, 12))
        await settled(pilot)
        x, y = find(demo_app, "check in")
        report(demo_app, DOWN, (x, y))
        report(demo_app, MOVE, (x + 1, y))
        before = find(demo_app, "carry left")[1]
        for _ in range(3):
            report(demo_app, WHEEL_DOWN, (x, y))
        await settled(pilot)
        scrolled = before - find(demo_app, "carry left")[1]
        assert scrolled == 9 if size == SMALL else 0 < scrolled <= 9  # as far as there is more
        report(demo_app, MOVE, (x + 2, 14))
        report(demo_app, UP, (x + 2, 14))
        await settled(pilot)
        assert demo_app.clipboard.startswith("check in")
        assert demo_app.clipboard.count("\n") == 14 - y + scrolled
        assert any("Copied " in line for line in lines(demo_app))


@pytest.mark.parametrize(
    ("keys", "first", "last", "text"),
    [
        ("question_mark", "make it the ILO", "make it the ILO", "make it the ILO"),
        ("m", "Preparation", "Preparation", None),
        ("B", "There are no backups yet", "b makes one", "There are no backups yet: b makes one"),
    ],
)
@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_every_page_says_how_much_was_copied(demo_app, size, keys, first, last, text):
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, keys)
        if text is None:
            first = last = text = next(line.split()[0] for line in lines(demo_app) if line.strip())
        await select(pilot, first, last)
        assert demo_app.clipboard == text
        assert any(f"Copied {len(text)} characters." in line for line in lines(demo_app))


async def test_the_lines_around_the_board_can_be_copied_too(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "L")
        await drag(pilot, (1, 43), (38, 43))
        assert demo_app.clipboard == "Moved “Cut p95 latency of the checkout"
        assert said(demo_app) == "Copied 38 characters."
        await select(pilot, "15 min left", "15 min left")
        assert demo_app.clipboard == "15 min left"
        assert len(demo_app.screen_stack) == 1


async def test_one_character_is_one(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "enter")
        x, y = find(demo_app, "Cut p95")
        await drag(pilot, (x, y), (x + 1, y), (x, y + 3), (x + 1, y), drop=False)
        report(demo_app, MOVE, (x - 1, y))
        report(demo_app, UP, (x - 1, y))
        await settled(pilot)
        assert demo_app.clipboard == "C"
        assert any("Copied 1 character." in line for line in lines(demo_app))


async def test_two_and_three_clicks_select_nothing(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "question_mark")
        for times in (1, 2, 3, 4):
            await click(pilot, find(demo_app, "check in"), times)
            assert demo_app.screen.selections == {}
        assert demo_app.clipboard == ""


async def test_another_text_in_its_place_is_not_selected(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "enter")
        await select(pilot, "Cut p95", "latency")
        assert demo_app.screen.selections
        await pressed(pilot, "l")
        assert not demo_app.screen.selections


@pytest.mark.parametrize("keys", ["enter enter", "space", "f"], ids=["form", "check-in", "search"])
async def test_no_text_of_the_page_is_selected_where_something_is_typed(demo_app, keys):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, keys)
        middle = next(y for y, line in enumerate(lines(demo_app)) if line.strip()) + 1
        await drag(pilot, (60, middle), (70, middle + 2))
        assert demo_app.clipboard == ""
        cells = [segment for strip in demo_app.screen._compositor.render_strips() for segment in strip]
        assert not any(segment.style and segment.style.reverse for segment in cells)


async def test_a_step_being_typed_is_not_disturbed_by_a_drag_over_its_page(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "j j j enter n w a x")
        await drag(pilot, find(demo_app, "Publish a"), find(demo_app, "playbook"))
        assert demo_app.clipboard == ""
        await pressed(pilot, "y enter escape")
        assert any("waxy" in line for line in lines(demo_app))


async def test_a_selection_is_seen_without_colours(service, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = LearnboardApp(service, lambda: DEMO_DAY, "A message.", preferences=Preferences(ascii=True))
    async with app.run_test(size=WIDE) as pilot:
        await drag(pilot, (1, 43), (5, 43), drop=False)
        strip = app.screen._compositor.render_strips()[43]
        assert "".join(segment.text for segment in strip if segment.style and segment.style.reverse) == "A mes"
        await drag(pilot, (1, 43), (1, 43))
        await pressed(pilot, "enter")
        await drag(pilot, find(app, "Cut p95"), after(find(app, "Cut p95"), "Cut p95"), drop=False)
        strip = app.screen._compositor.render_strips()[find(app, "Cut p95")[1]]
        assert "".join(segment.text for segment in strip if segment.style and segment.style.reverse) == "Cut p95"


# -- keys that are written ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_the_keys_of_a_page_can_be_clicked(demo_app, size):
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, "enter")
        await click(pilot, find(demo_app, "enter edit"))
        assert len(demo_app.screen_stack) == 3
        await click(pilot, find(demo_app, "kept as a draft"))
        assert len(demo_app.screen_stack) == 2
        await click(pilot, find(demo_app, "esc back"))
        assert len(demo_app.screen_stack) == 1


async def test_the_keys_of_a_form_can_be_clicked(demo_app, service):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "space 5 0 0")
        await click(pilot, find(demo_app, "tab next"))
        await pressed(pilot, "7")
        await click(pilot, find(demo_app, "enter save"))
        assert len(demo_app.screen_stack) == 1
        assert "53 % → 78 %" in said(demo_app)
        await pressed(pilot, "u")
        await pressed(pilot, "o tab tab")  # the type: one chooses
        kind = demo_app.screen.form_state.entry.text
        await click(pilot, find(demo_app, "→ choose"))
        assert demo_app.screen.form_state.entry.text != kind
        await click(pilot, find(demo_app, "← →"))
        assert demo_app.screen.form_state.entry.text == kind


async def test_the_keys_of_a_search_can_be_clicked(demo_app):
    async with demo_app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "f v e n d o r")
        await click(pilot, find(demo_app, "enter go there"))
        assert len(demo_app.screen_stack) == 1
        assert demo_app.screen.card.id == "k34"


async def test_each_of_two_keys_that_do_the_same_can_be_clicked(demo_app):
    async with demo_app.run_test(size=SMALL) as pilot:
        await pressed(pilot, "question_mark")
        first = lines(demo_app)
        await click(pilot, find(demo_app, "j k scroll"))
        assert lines(demo_app) != first
        x, y = find(demo_app, "j k scroll")
        await click(pilot, (x + 2, y))
        assert lines(demo_app) == first
        await click(pilot, (x + 1, y))  # the blank between them
        assert demo_app.is_running


# -- nonsense ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "keys", ["", "enter", "enter enter", "m", "B", "question_mark", "slash a", "n a", "ctrl+e", "f"]
)
async def test_whatever_the_terminal_reports_of_the_mouse_nothing_breaks(demo_app, keys):
    rng = random.Random(keys)
    async with demo_app.run_test(size=SMALL) as pilot:
        await pressed(pilot, keys)
        screens = len(demo_app.screen_stack)
        focused = demo_app.focused
        for _ in range(60):
            kind = rng.choice([DOWN, MOVE, MOVE, MOVE, UP, WHEEL_DOWN, WHEEL_UP])
            x, y = (rng.choice([-(10**12), -5, -1, 0, rng.randrange(80), 79, 80, 10**30]) for _ in range(2))
            report(demo_app, kind, (x, y), rng.randrange(4))
            if rng.random() < 0.2:
                await settled(pilot)
        report(demo_app, UP, (-1, -1))
        await settled(pilot)
        assert demo_app.is_running
        if len(demo_app.screen_stack) == screens:
            assert demo_app.focused in (focused, *demo_app.screen.query(LinesView))  # a click may give it to the page
