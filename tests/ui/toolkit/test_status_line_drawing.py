"""The status line draws itself, and as Textual would draw it."""

import pytest
from textual.geometry import Region
from textual.widget import Widget

from learnboard.ui.base_app import BaseApp
from learnboard.ui.toolkit.status_lines import Prompt, StatusLine
from learnboard.ui.toolkit.text_buffer import TextBuffer
from tests.ui.screen import settled

PROMPT = Prompt("/", TextBuffer.of("日本 rea"), lambda _: True, hint=lambda _: "3 of 4")
ABOVE = Prompt("on", TextBuffer.of("3 may"), lambda _: True, above=lambda _, width: [PROMPT.view(width).line])


class Lines(BaseApp):
    def compose(self):
        yield StatusLine("Ready.")


def cells(strips):
    """What is seen in each cell: of a blank its ground alone. Muted words are dim too, on a terminal's own colours."""
    return [
        [(sign, style.bgcolor, sign != " " and (style.color, bool(style.bold), bool(style.reverse)))]
        for strip in strips
        for text, style, _ in strip
        for sign in text
    ]


def both(line):
    """The line as it draws itself, and as Textual draws its text."""
    whole = Region(0, 0, *line.outer_size)
    line._styles_cache.clear()
    return cells(line.render_lines(whole)), cells(Widget.render_lines(line, whole))


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "dracula", "learnboard-dark", "ansi-dark"])
async def test_the_line_is_drawn_as_textual_draws_it(theme):
    app = Lines()
    async with app.run_test(size=(60, 6)) as pilot:
        app.theme = theme
        line = app.query_one(StatusLine)
        for change in (
            lambda: line.say("Moved “日本” to place 3.", "u undoes it"),
            lambda: line.note("/re  3 of 15"),
            lambda: line.say("too long " * 20, "a hint that has no room at all " * 4),
            lambda: line.prompt(PROMPT),
            lambda: line.prompt(ABOVE),
            lambda: line.prompt(None),
        ):
            change()
            await settled(pilot)
            ours, textuals = both(line)
            assert ours == textuals
