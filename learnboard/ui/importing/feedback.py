"""What a feedback file would bring, before it is taken in: who wrote it, about what, and what becomes of each item."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from learnboard.presentation.feedback import item_text, own_target, suggested_action
from learnboard.presentation.values import local_day, short_day
from learnboard.service.queries.feedback_import import ImportItem, ImportPreview, ImportStatus
from learnboard.ui.toolkit.key_groups import BOARD, MOVE
from learnboard.ui.toolkit.lines_view import LinesView, PageContent
from learnboard.ui.toolkit.status_lines import key_line, shown_keys
from learnboard.ui.toolkit.styled_text import INDENT, Line, StyledText, paragraph_lines
from learnboard.ui.toolkit.text import cut, simplified

_WIDTH: Final = 96
_MARGIN: Final = 3
_FATES: Final[Mapping[ImportStatus, tuple[str, str, str]]] = {
    "new": ("+", "good", "new"),
    "revised": ("~", "accent", "revised"),
    "known": ("✓", "muted", "known"),
    "unattached": ("?", "warn", "unattached"),
    "refused": ("✗", "bad", "refused"),
}
"""What becomes of an item: a sign, its style, and the word that counts such items."""


def counts(preview: ImportPreview) -> str:
    """How many items there are of each fate: `5 new, 1 unattached`."""
    found = Counter(item.status for item in preview.items)
    return ", ".join(f"{found[status]} {word}" for status, (_, _, word) in _FATES.items() if found[status]) or "nothing"


def brings(preview: ImportPreview) -> bool:
    """Whether anything would change."""
    return any(item.status not in ("known", "refused") for item in preview.items)


def preview_lines(preview: ImportPreview, day: date, width: int) -> tuple[list[Line], list[Line]]:
    """The head and the body of the page, in lines of at most `width` cells."""
    document = preview.document
    author = simplified(document.author.name) or "somebody"
    on = short_day(local_day(document.written_at), day)
    head: list[Line] = [
        [StyledText(cut(f"Feedback from {author}", width), "title")],
        [StyledText(cut(f"written {on} about snapshot {document.snapshot_id}: {counts(preview)}", width), "muted")],
        *(line for notice in preview.notices for line in paragraph_lines(f"! {simplified(notice)}", width, "warn")),
    ]
    body = [line for item in preview.items for line in _item(item, author, day, width)]
    return head, body or [[StyledText("There is nothing in it.", "muted")]]


def _item(one: ImportItem, author: str, day: date, width: int) -> list[Line]:
    """An item: what becomes of it, who says what about what, and the text."""
    sign, style, _ = _FATES[one.status]
    heading = f"{author}, {simplified(item_text(one.item.kind, own_target(one.item.target, one.about)))}"
    first = [StyledText(f"{sign} ", style), StyledText(cut(heading, width - 2))]
    said = "" if one.message == one.status else one.message
    return [
        first,
        *paragraph_lines(one.item.text, width, "text", INDENT),
        *paragraph_lines(simplified(suggested_action(one.item.action, day)), width, "text", INDENT),
        *paragraph_lines(
            said, width, "warn" if one.differs else "muted" if one.status in ("new", "known") else style, INDENT
        ),
        [],
    ]


class ImportFeedbackScreen(ModalScreen[bool]):
    """Shows what would come in; answers True once it is taken in."""

    DEFAULT_CSS = f"""
    ImportFeedbackScreen {{
        align: center middle; overflow: hidden;
        & > LinesView {{ width: {_WIDTH}; max-width: 100%; }}
    }}
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take_in", "take it in", id="arrival.take_in", group=BOARD),
        Binding("j,down", "scroll(1)", "down", id="arrival.down", show=False, group=MOVE),
        Binding("k,up", "scroll(-1)", "up", id="arrival.up", show=False, group=MOVE),
        Binding("pagedown,space", "page(1)", "page down", id="arrival.page_down", show=False, group=MOVE),
        Binding("pageup", "page(-1)", "page up", id="arrival.page_up", show=False, group=MOVE),
        Binding("g,home", "scroll(-1000000)", "to the top", id="arrival.top", show=False, group=MOVE),
        Binding("G,end", "scroll(1000000)", "to the bottom", id="arrival.bottom", show=False, group=MOVE),
        Binding("escape,q", "dismiss(False)", "leave it", id="arrival.leave", group=BOARD),
    ]

    def __init__(self, preview: ImportPreview, day: date, *, take_in: Callable[[], bool]) -> None:
        """`take_in` tells whether it was granted, and says itself why not."""
        super().__init__()
        self._preview = preview
        self._day = day
        self._take_in = take_in
        self._page = LinesView(self._draw)

    def compose(self) -> ComposeResult:
        """One page."""
        yield self._page

    def _draw(self, width: int) -> PageContent:
        room = width - 2 * _MARGIN
        head, body = preview_lines(self._preview, self._day, room)
        foot = [[], key_line(list(shown_keys(self)), room), []]
        return PageContent(_indented(body), _indented([[], *head, []]), _indented(foot))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """There is nothing to take in where nothing would change."""
        return action != "take_in" or brings(self._preview)

    def action_take_in(self) -> None:
        """Take it in; what is refused is told, and the page stays."""
        if self._take_in():
            self.dismiss(True)

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self._page.scroll_lines(lines)

    def action_page(self, pages: int) -> None:
        """Scroll by nearly all that is in view."""
        self._page.scroll_lines(pages * max(1, self._page.view - 1))


def _indented(lines: Sequence[Line]) -> list[Line]:
    return [[StyledText(" " * _MARGIN), *line] if line else [] for line in lines]
