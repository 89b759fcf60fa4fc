"""Preview of a feedback file before its import: its author, its snapshot, and the import status of each item."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar, Final

from textual.binding import BindingType

from learnboard.presentation.feedback import item_text, own_target, suggested_action
from learnboard.presentation.values import local_day, short_day
from learnboard.service.queries.authors import AuthorToAdd, describe_author
from learnboard.service.queries.feedback_import import ImportItem, ImportPreview, ImportStatus
from learnboard.ui import features
from learnboard.ui.keys.bindings import IMPORT_FEEDBACK
from learnboard.ui.toolkit.lines_view import PageContent
from learnboard.ui.toolkit.page_screen import PageScreen
from learnboard.ui.toolkit.text import INDENT, Line, StyledText, cut, paragraph_lines, simplified, with_margin

_MARGIN: Final = 3
_FATES: Final[Mapping[ImportStatus, tuple[str, str, str]]] = {
    "new": ("+", "good", "new"),
    "revised": ("~", "accent", "revised"),
    "known": ("✓", "muted", "known"),
    "unattached": ("?", "warn", "unattached"),
    "refused": ("✗", "bad", "refused"),
}
"""For each import status: a sign, its style, and the word used in counts."""


def counts(preview: ImportPreview) -> str:
    """Return how many items have each import status: `5 new, 1 unattached`."""
    found = Counter(item.status for item in preview.items)
    return ", ".join(f"{found[status]} {word}" for status, (_, _, word) in _FATES.items() if found[status]) or "nothing"


def changes_anything(preview: ImportPreview) -> bool:
    """Return whether the import would change anything."""
    return any(item.status not in ("known", "refused") for item in preview.items)


def preview_lines(preview: ImportPreview, day: date, width: int) -> tuple[list[Line], list[Line]]:
    """Return the head and the body of the page, in lines of at most `width` cells."""
    document = preview.document
    author = simplified(document.author.name) or "somebody"
    on = short_day(local_day(document.written_at), day)
    head: list[Line] = [
        [StyledText(cut(f"Feedback from {author}", width), "title")],
        [StyledText(cut(f"written {on} about snapshot {document.snapshot_id}: {counts(preview)}", width), "muted")],
        *(line for notice in preview.notices for line in paragraph_lines(f"! {simplified(notice)}", width, "warn")),
    ]
    body = [line for item in preview.items for line in _item(item, author, day, width)]
    return head, body or [[StyledText("The file contains no feedback.", "muted")]]


def _item(one: ImportItem, author: str, day: date, width: int) -> list[Line]:
    """Return the lines of an item: status, author, subject and text."""
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


def author_line(author: AuthorToAdd, *, adds: bool) -> str:
    """Return what becomes of an unknown author, and the key for it."""
    what = describe_author(author)
    if adds:
        return f"✓ The import {what}: your answers can go back. n: only the feedback."
    return f"y {what}, so that your answers can go back."


class ImportFeedbackScreen(PageScreen):
    """Preview of a feedback file. Its result is True once the file is imported."""

    WIDEST = 96
    STANDS = "middle"
    BINDINGS: ClassVar[list[BindingType]] = [*IMPORT_FEEDBACK]

    def __init__(self, preview: ImportPreview, day: date, *, take_in: Callable[[bool], bool]) -> None:
        """Show a preview. `take_in` imports the file, returns whether it succeeded, and reports why if not.

        It is called with whether the author is to be added.
        """
        super().__init__()
        self._preview = preview
        self._day = day
        self._take_in = take_in
        self._adds = False
        """Whether the author is added."""

    def content(self, width: int) -> PageContent:
        """Return author and snapshot, each item with its status, and the footer."""
        room = width - 2 * _MARGIN
        head, body = preview_lines(self._preview, self._day, room)
        if self._preview.author:
            said = author_line(self._preview.author, adds=self._adds)
            head += paragraph_lines(simplified(said), room, "good" if self._adds else "accent")
        around = [[], *head, []], body, [*self.footer(width), []]
        head, body, foot = ([with_margin(line, _MARGIN) for line in lines] for lines in around)
        return PageContent(body, head, foot)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the import if it would change nothing, and what there is no unknown author for."""
        if action == "add_author":
            return self._preview.author is not None and self._adds != bool(parameters[0])
        return action != "take_in" or self._adds or changes_anything(self._preview)

    def action_help(self) -> None:
        """Show every key of this screen."""
        features.open_help(self)

    def action_add_author(self, adds: bool) -> None:
        """Let the import add the author, or not."""
        self._adds = adds
        self.refresh_bindings()
        self.redraw()

    def action_take_in(self) -> None:
        """Import the file. Keep the page open if the import is refused."""
        if self._take_in(self._adds):
            self.dismiss(True)
