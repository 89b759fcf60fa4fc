"""A page of lines: it scrolls, it fits, and only what reads differently is painted again."""

from contextlib import asynccontextmanager

from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.screen import ModalScreen

from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.text import StyledText
from tests.ui.frames import GlassApp, calm

SIZE = (60, 20)


class Modal(ModalScreen[None]):
    """A page over the board, of lines that a test gives."""

    DEFAULT_CSS = "Modal { align: center middle; & > LinesView { width: 40; max-width: 100%; } }"

    def __init__(self, content):
        super().__init__()
        self.given = content
        self.drawn = 0

    def compose(self):
        yield LinesView(self._draw)

    def _draw(self, width):
        self.drawn += 1
        self.width = width
        return self.given


def content(texts, **fields):
    around = {"head": [[StyledText("head")]], "foot": [[StyledText("foot")]]}
    return PageContent([[StyledText(text)] for text in texts], **(around | fields))


def numbered(count):
    return [f"line {number:02}" for number in range(count)]


@asynccontextmanager
async def shown(service, given, size=SIZE):
    """Shows a sheet; answers the app's pilot, the screen and the page."""
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        screen = Modal(given)
        await app.push_screen(screen)
        await calm(pilot)
        yield pilot, screen, screen.query_one(LinesView)


def seen(app):
    """The lines of the page as they stand on the glass."""
    x, y, width, height = app.screen.query_one(LinesView).region
    return [line[x : x + width].rstrip() for line in app.text()[y : y + height]]


async def test_a_page_is_as_high_as_what_stands_on_it(service):
    async with shown(service, content(["one", "two"])) as (pilot, _, page):
        assert seen(pilot.app) == ["head", "one", "two", "foot"]
        assert page.region.height == 4


async def test_a_long_page_is_as_high_as_the_window_and_shows_a_thumb(service):
    async with shown(service, content(numbered(100))) as (pilot, _, _):
        told = seen(pilot.app)
        assert len(told) == 20
        assert (told[0], told[-1]) == ("head", "foot")
        assert told[1].startswith("line 00")
        assert told[18].startswith("line 17")
        assert [line.endswith("▕") for line in told[1:-1]] == [True] * 3 + [False] * 15  # 18 of 100 lines are in view


async def test_it_scrolls_to_its_end_and_back_and_no_further(service):
    async with shown(service, content(numbered(30))) as (pilot, _, page):
        assert page.scroll_lines(5)
        await calm(pilot)
        assert seen(pilot.app)[1].startswith("line 05")
        assert page.scroll_lines(100)
        assert not page.scroll_lines(1)
        await calm(pilot)
        assert seen(pilot.app)[18].startswith("line 29")
        assert seen(pilot.app)[18].endswith("▕")
        assert page.scroll_lines(-100)
        assert not page.scroll_lines(-1)
        await calm(pilot)
        assert seen(pilot.app)[1].startswith("line 00")


async def test_the_wheel_scrolls_it_and_not_the_board(service):
    async with shown(service, content(numbered(30))) as (pilot, _, _):
        await pilot._post_mouse_events([MouseScrollDown], LinesView, offset=(5, 5))
        await calm(pilot)
        assert seen(pilot.app)[1].startswith("line 03")
        await pilot._post_mouse_events([MouseScrollUp], LinesView, offset=(5, 5))
        await calm(pilot)
        assert seen(pilot.app)[1].startswith("line 00")


async def test_lines_that_are_to_be_kept_in_view_are(service):
    async with shown(service, content(numbered(30), keep=range(25, 27))) as (pilot, screen, page):
        assert any(line.startswith("line 26") for line in seen(pilot.app))
        screen.given = content(numbered(30), keep=range(2, 3))
        page.redraw()
        await calm(pilot)
        assert seen(pilot.app)[1].startswith("line 02")


async def test_only_lines_that_read_differently_are_painted(service, monkeypatch):
    async with shown(service, content(numbered(10))) as (pilot, screen, page):
        painted = []
        original = LinesView._painted

        def recording(self, styler, line, *, lifted):
            painted.append("".join(span.text for span in line))
            return original(self, styler, line, lifted=lifted)

        monkeypatch.setattr(LinesView, "_painted", recording)
        texts = numbered(10)
        texts[4] = "changed"
        screen.given = content(texts)
        page.redraw()
        await calm(pilot)
        assert painted == ["changed"]
        assert seen(pilot.app)[5] == "changed"
        frames = pilot.app.frames
        page.redraw()
        await calm(pilot)
        assert (painted, pilot.app.frames) == (["changed"], frames)


async def test_it_grows_and_shrinks_with_what_stands_on_it(service):
    async with shown(service, content(["one"])) as (pilot, screen, page):
        for count in (5, 40, 2, 0, 19, 18, 17):
            screen.given = content(numbered(count))
            page.redraw()
            await calm(pilot)
            told = seen(pilot.app)
            assert len(told) == min(20, count + 2)
            assert (told[0], told[-1]) == ("head", "foot")
            assert [line[:7] for line in told[1:-1]] == numbered(count)[:18]


async def test_a_line_that_is_too_wide_is_cut_whatever_it_is_made_of(service):
    wide = ["x" * 200, "日本語" * 40, "🎯" * 100, "é" * 100]
    for size in [(60, 20), (31, 8), (20, 5)]:
        async with shown(service, content(wide), size) as (pilot, screen, _):
            assert screen.width == min(40, size[0])
            assert {strip.cell_length for strip in pilot.app.screen._compositor.render_strips()} == {size[0]}
            assert all(cell_len(line) <= size[0] for line in pilot.app.text())


async def test_another_size_of_the_window_draws_it_anew(service):
    async with shown(service, content(numbered(30))) as (pilot, screen, page):
        page.scroll_lines(12)
        for size in [(30, 10), (80, 40), (20, 5), (60, 20)]:
            await pilot.resize_terminal(*size)
            await calm(pilot)
            told = seen(pilot.app)
            assert len(told) == min(32, size[1])
            assert (told[0], told[-1]) == ("head", "foot")
            assert len({line[:7] for line in told[1:-1]}) == len(told) - 2
            assert screen.width == min(40, size[0])


async def test_a_window_too_small_for_anything_breaks_nothing(service):
    async with shown(service, content(numbered(30), keep=range(20, 22)), (10, 2)) as (pilot, _, page):
        assert page.region.height <= 2
        page.scroll_lines(3)
        page.redraw()
        await calm(pilot)


async def test_a_page_that_is_left_alone_paints_nothing(service):
    async with shown(service, content(numbered(30))) as (pilot, screen, _):
        frames, drawn = pilot.app.frames, screen.drawn
        for _ in range(5):
            await pilot.pause()
        assert (pilot.app.frames, screen.drawn) == (frames, drawn)


async def test_a_place_on_the_page_is_a_line_of_it(service):
    async with shown(service, content(numbered(30))) as (_, _, page):
        page.scroll_lines(4)
        assert page.line_at(0) is None  # the head
        assert page.line_at(1) == 4
        assert page.line_at(18) == 21
        assert page.line_at(19) is None  # the foot


async def test_a_page_is_drawn_once_for_its_height_and_its_first_paint(service):
    async with shown(service, content(numbered(3))) as (pilot, screen, page):
        assert (screen.drawn, seen(pilot.app)) == (1, ["head", *numbered(3), "foot"])
        screen.given = content(numbered(4))
        page.redraw()
        await calm(pilot)
        assert (screen.drawn, seen(pilot.app)) == (2, ["head", *numbered(4), "foot"])
