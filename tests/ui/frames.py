"""The app on a terminal made of glass: what its frames leave there, and how many there were."""

from types import SimpleNamespace

from rich.color import ColorSystem
from textual._compositor import CompositorUpdate, LayoutUpdate
from textual.events import Key

from learnboard.service.demo import DEMO_DAY
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.layout import BoardLayout
from tests import quick_pyte
from tests.ui.screen import settled, view


class GlassApp(LearnboardApp):
    """Feeds every frame to a terminal, and only frames: what is not painted again stays as it was."""

    def __init__(self, service, size, day=DEMO_DAY):
        super().__init__(service, lambda: day, "The example year")
        self.console._color_system = ColorSystem.TRUECOLOR
        self.frames = 0
        self._glass = quick_pyte.Screen(*size)
        self._stream = quick_pyte.Stream(self._glass)
        self._coming: list[str] = []

    def _display(self, screen, renderable):
        if isinstance(renderable, CompositorUpdate) and not self._batch_count and self._running:
            width, height = self.size
            if (height, width) != (self._glass.lines, self._glass.columns):
                self.glass.resize(height, width)
            self.frames += 1
            if isinstance(renderable, LayoutUpdate) and renderable.region == self.size.region:
                self._coming.clear()  # nothing is left of what was painted before
            self._coming.append(renderable.render_segments(self.console))
        super()._display(screen, renderable)

    @property
    def glass(self):
        """The terminal. It takes its time over what it is fed, so that it is fed when somebody looks."""
        for frame in self._coming:
            self._stream.feed(frame)
        self._coming.clear()
        return self._glass

    def seen(self):
        """What stands on the glass, with its colours, but for the line that says what was done last."""
        glass = self.glass
        buffer, width, height = glass.buffer, glass.columns, glass.lines
        rows = [[tuple(buffer[line][cell])[:4] for cell in range(width)] for line in range(height)]
        return [*rows[:-2], rows[-1]]

    def text(self):
        """What stands on the glass, line by line."""
        return list(self.glass.display)


async def typed(pilot, keys):
    """Type keys as fast as they come, and wait until all are done with."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await calm(pilot)


async def calm(pilot):
    """Wait until two looks in a row find no new frame."""
    frames = -1
    while frames != pilot.app.frames:
        frames = pilot.app.frames
        await settled(pilot)


async def shown_anew(service, size, like):
    """What an app just opened shows when its cursor stands, and its columns are scrolled, as in `like`."""
    app = GlassApp(service, size)
    async with app.run_test(size=size) as pilot:
        board = view(app)
        board.cursor = like.cursor
        board._board_layout = BoardLayout(
            board.board,
            like.cursor,
            board.size,
            like=SimpleNamespace(first=like.first, panes=[], board=board.board, measures={}),
        )
        for pane in board.board_layout.panes:
            pane.scroll(like.tops[pane.column.id] - pane.top)
        board.notify_style_update()
        board.refresh()
        await calm(pilot)
        return app.seen()
