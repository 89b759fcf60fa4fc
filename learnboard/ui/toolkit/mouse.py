"""The mouse wherever there is text: a drag selects it to be copied, a click on a written key presses it.

Selections are Textual's own. It looks for the place in a text under the pointer by `render_line`, and for nothing else:
there a line carries its places, while the lines that are painted do without and cost no more than before.
"""

from collections.abc import Sequence
from typing import Any, Final

from rich.segment import Segment
from rich.style import Style
from textual.keys import KEY_DISPLAY_ALIASES
from textual.screen import Screen
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from learnboard.domain.patterns import pattern
from learnboard.ui.toolkit.keys import TextInputScreen
from learnboard.ui.toolkit.text import CURSOR_SIGN, cell_len

_NAMES: Final = {sign: key for key, sign in KEY_DISPLAY_ALIASES.items()}
_CURSOR: Final = pattern(rf"^(\s*){CURSOR_SIGN}")
_REVERSED: Final = Style(reverse=True)


class SelectableText(Widget):
    """A widget whose text can be selected and copied, but for while something is typed: then the mouse is in that."""

    ALLOW_SELECT = True
    selected: Selection | None = None
    """What is selected of it."""

    @property
    def allow_select(self) -> bool:
        """Whether a drag selects text."""
        return super().allow_select and not is_typed_into(self.screen)

    @property
    def select_container(self) -> Widget:
        """Three clicks select no more than two."""
        return self

    def text_select_all(self) -> None:
        """Select nothing by two clicks: they open what they are on."""

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected."""
        # Textual asks only about where a selection begins.
        self.selected = selection if self.allow_select else None
        super().selection_updated(selection)

    def unselect(self) -> None:
        """Select nothing any more, as another text stands there now."""
        self.screen.clear_selection()


def is_typed_into(screen: Screen[Any]) -> bool:
    """Whether something is typed on a screen."""
    return isinstance(screen, TextInputScreen) and screen.typing


def press_written(screen: Screen[Any], keys: str) -> None:
    """Press a key as it is written on a screen, of several the first.

    It is the one bound there that is called so, or else the one of that name.
    """
    app, key = screen.app, keys.split(maxsplit=1)[0]
    bound = (active.binding for active in screen.active_bindings.values())
    named = (binding.key for binding in bound if app.get_key_display(binding) == key)
    app.simulate_key(next(named, _NAMES.get(key, key)))


def selected_text(lines: Sequence[str], spans: Sequence[tuple[int, int]]) -> str:
    """Return what is selected of lines, without their common margin, the cursor in it, and blanks at their ends.

    `spans` are places in the lines, one pair for each; -1 is the end of a line.
    """
    plain = [_CURSOR.sub(r"\1 ", line) for line in lines]
    # What is selected from the middle of a line has no margin; from its margin on, it has all of it.
    whole = [not line[:start].strip() for line, (start, _) in zip(plain, spans, strict=True)]
    kept = [
        line[0 if margin else start : None if end < 0 else end].rstrip()
        for line, (start, end), margin in zip(plain, spans, whole, strict=True)
    ]
    sizes = (len(line) - len(line.lstrip()) for line, margin in zip(kept, whole, strict=True) if line and margin)
    size = min(sizes, default=0)
    return "\n".join(line[size:] if margin else line for line, margin in zip(kept, whole, strict=True)).strip("\n")


def highlighted(strip: Strip, selection: Selection, number: int, edge: int = 0) -> Strip:
    """Return a line of that number with what is selected of it reversed; `edge` cells at its end are no text."""
    span = selection.get_span(number)
    if span is None:
        return strip
    text = strip.crop(0, strip.cell_length - edge).text.rstrip()
    start = max(span[0], len(text) - len(text.lstrip()))
    left, right = cell_len(text[:start]), cell_len(text[: None if span[1] < 0 else span[1]])
    if right <= left:
        return strip
    middle = strip.crop(left, right)
    turned = [Segment(text, (style or Style()) + _REVERSED, control) for text, style, control in middle]
    return Strip.join([strip.crop(0, left), Strip(turned, right - left), strip.crop(right)])
