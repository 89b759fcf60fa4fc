"""Only what has changed is painted, and the screen is what Textual would have made of it."""

import random

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Static

from learnboard.ui.toolkit.painting import PaintsParts, PaintsRegions, RegionsUpdate
from tests import quick_pyte
from tests.ui.screen import settled

SIZE = (40, 12)


class Parted(Static, PaintsParts):
    """A line whose parts may be painted alone."""

    def is_part(self, region):
        return region.x >= 2


class Several(PaintsRegions, Screen[None]):
    """Lines over each other, and one in front of the others."""

    def compose(self):
        yield Static("first")
        yield Static("日本語の本 second", id="wide")
        yield Parted("third", id="third")
        yield Static("in front", id="front")


class Glass(App[None]):
    """Keeps what every frame leaves on a terminal of its own, and which kind it was."""

    CSS = """
    Several { layers: below above; layout: vertical; }
    Static { layer: below; width: 40; height: 3; }
    #wide { background: $surface; }
    #front { layer: above; width: 9; height: 4; offset: 12 1; background: $error; }
    """

    def __init__(self):
        super().__init__()
        self.console._color_system = ColorSystem.TRUECOLOR
        self.glass = quick_pyte.Screen(*SIZE)
        self.stream = quick_pyte.Stream(self.glass)
        self.frames = []

    def get_default_screen(self):
        return Several()

    def _display(self, screen, renderable):
        if isinstance(renderable, CompositorUpdate) and self._running:
            written = renderable.render_segments(self.console)
            self.stream.feed(written)
            self.frames.append((type(renderable), written))
        super()._display(screen, renderable)

    def cells(self):
        width, height = SIZE
        return [[tuple(self.glass.buffer[y][x])[:4] for x in range(width)] for y in range(height)]


def painted_anew(app):
    """What the terminal would show if all of the screen were painted now."""
    glass = quick_pyte.Screen(*SIZE)
    quick_pyte.Stream(glass).feed(app.screen._compositor.render_full_update().render_segments(app.console))
    width, height = SIZE
    return [[tuple(glass.buffer[y][x])[:4] for x in range(width)] for y in range(height)]


async def test_whatever_changes_the_screen_is_as_if_it_were_painted_anew():
    rng, app = random.Random(5), Glass()
    async with app.run_test(size=SIZE) as pilot:
        lines = list(app.screen.query(Static))
        for number in range(60):
            line = rng.choice(lines)
            match rng.randrange(4):
                case 0:
                    line.update(rng.choice(["a", "日本", "long " * 7]) + str(number), layout=False)
                case 1:
                    line.update(str(number), layout=False)
                    app.screen.query_one(Parted).refresh(Region(rng.randrange(30), rng.randrange(3), 8, 1))
                case 2:
                    lines[-1].offset = (rng.randrange(-4, 38), rng.randrange(-2, 11))
                case 3:
                    lines[-1].display = not lines[-1].display
            await settled(pilot)
            assert app.cells() == painted_anew(app)
    kinds = {kind for kind, _ in app.frames}
    assert {RegionsUpdate, ChopsUpdate, LayoutUpdate} >= kinds >= {RegionsUpdate, ChopsUpdate}


async def test_no_more_is_written_than_has_changed():
    app = Glass()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        app.frames.clear()
        app.screen.query_one(Parted).refresh(Region(2, 1, 4, 1))
        await settled(pilot)
        ((kind, written),) = app.frames
        assert kind is RegionsUpdate
        assert written.startswith("\x1b[8;3H")  # the eighth line, the third cell
        assert written.count("H") == 1
        app.screen.query_one(Parted).refresh(Region(0, 1, 4, 1))  # something may reach over its edge
        await settled(pilot)
        assert app.frames[-1][0] is ChopsUpdate
