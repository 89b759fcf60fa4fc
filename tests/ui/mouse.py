"""The mouse as the terminal's driver reports it: also outside of the window, and in any order."""

from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp

from tests.ui.screen import settled

DOWN, MOVE, UP, WHEEL_DOWN, WHEEL_UP = MouseDown, MouseMove, MouseUp, MouseScrollDown, MouseScrollUp


def report(app, kind, at, button=1):
    """Have the terminal report something of the mouse at a cell of the window."""
    x, y = at
    app.post_message(kind(None, x, y, 0, 0, button, False, False, False, x, y))


async def drag(pilot, *cells, button=1, drop=True):
    """Press the button on the first cell, move over the others, and let go of it on the last."""
    report(pilot.app, DOWN, cells[0], button)
    for cell in cells[1:]:
        report(pilot.app, MOVE, cell, button)
        await settled(pilot)
    if drop:
        report(pilot.app, UP, cells[-1], button)
    await settled(pilot)


async def click(pilot, at, times=1):
    """Press and let go of the button in one cell."""
    for _ in range(times):
        report(pilot.app, DOWN, at)
        report(pilot.app, UP, at)
    await settled(pilot)
