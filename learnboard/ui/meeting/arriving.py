"""What a feedback file would bring, before it is taken in: who wrote it, about what, and what becomes of each item."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from learnboard.domain.wording import short_day
from learnboard.service.feedback.inbox import Arrival, ArrivingItem, Fate
from learnboard.ui.foot import key_line
from learnboard.ui.keys import BOARD, MOVE
from learnboard.ui.lines import shown_keys
from learnboard.ui.meeting.words import says, suggested, target_words
from learnboard.ui.page import Page, Sheet
from learnboard.ui.prose import INDENT, told
from learnboard.ui.spans import Line, Span
from learnboard.ui.text import cut, simplified

_WIDTH: Final = 96
_MARGIN: Final = 3
_FATES: Final[Mapping[Fate, tuple[str, str, str]]] = {
    "new": ("+", "good", "new"),
    "revised": ("~", "accent", "revised"),
    "known": ("✓", "muted", "known"),
    "unattached": ("?", "warn", "unattached"),
    "refused": ("✗", "bad", "refused"),
}
"""What becomes of an item: a sign, its style, and the word that counts such items."""


def counts(arrival: Arrival) -> str:
    """How many items there are of each fate: `5 new, 1 unattached`."""
    found = Counter(item.fate for item in arrival.items)
    return ", ".join(f"{found[fate]} {word}" for fate, (_, _, word) in _FATES.items() if found[fate]) or "nothing"


def brings(arrival: Arrival) -> bool:
    """Whether anything would change."""
    return any(item.fate not in ("known", "refused") for item in arrival.items)


def arrival_lines(arrival: Arrival, day: date, width: int) -> tuple[list[Line], list[Line]]:
    """The head and the body of the page, in lines of at most `width` cells."""
    document = arrival.document
    author = simplified(document.author.name) or "somebody"
    on = short_day(document.written_at.astimezone().date(), day)
    head: list[Line] = [
        [Span(cut(f"Feedback from {author}", width), "title")],
        [Span(cut(f"written {on} about snapshot {document.snapshot_id}: {counts(arrival)}", width), "muted")],
        *(line for notice in arrival.notices for line in told(f"! {simplified(notice)}", width, "warn")),
    ]
    body = [line for item in arrival.items for line in _item(item, author, day, width)]
    return head, body or [[Span("There is nothing in it.", "muted")]]


def _item(one: ArrivingItem, author: str, day: date, width: int) -> list[Line]:
    """An item: what becomes of it, who says what about what, and the text."""
    sign, style, _ = _FATES[one.fate]
    lost = one.fate == "unattached" or one.item.target.kind != "board"
    about = target_words(one.item.target, one.about, lost=lost)
    first = [Span(f"{sign} ", style), Span(cut(says(one.item.kind, author, about), width - 2))]
    said = "" if one.sentence == one.fate else one.sentence
    return [
        first,
        *told(one.item.text, width, "text", INDENT),
        *told(suggested(one.item.action, day), width, "text", INDENT),
        *told(said, width, "warn" if one.differs else "muted" if one.fate in ("new", "known") else style, INDENT),
        [],
    ]


class ArrivalScreen(ModalScreen[bool]):
    """Shows what would come in; answers True once it is taken in."""

    DEFAULT_CSS = f"""
    ArrivalScreen {{
        align: center middle; overflow: hidden;
        & > Page {{ width: {_WIDTH}; max-width: 100%; }}
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

    def __init__(self, arrival: Arrival, day: date, *, take_in: Callable[[], bool]) -> None:
        """`take_in` tells whether it was granted, and says itself why not."""
        super().__init__()
        self._arrival = arrival
        self._day = day
        self._take_in = take_in
        self._page = Page(self._draw)

    def compose(self) -> ComposeResult:
        """One page."""
        yield self._page

    def _draw(self, width: int) -> Sheet:
        room = width - 2 * _MARGIN
        head, body = arrival_lines(self._arrival, self._day, room)
        foot = [[], key_line(list(shown_keys(self)), room), []]
        return Sheet(_indented(body), _indented([[], *head, []]), _indented(foot))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """There is nothing to take in where nothing would change."""
        return action != "take_in" or brings(self._arrival)

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
    return [[Span(" " * _MARGIN), *line] if line else [] for line in lines]
