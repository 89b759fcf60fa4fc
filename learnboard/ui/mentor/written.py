"""The picture of what the mentor has written so far: the items of the feedback file, and their own note."""

from collections.abc import Iterator
from datetime import date

from learnboard.domain.feedback_document import FeedbackItem
from learnboard.service.mentoring import Letter, Visit
from learnboard.ui.card.words import GAP, flowed, heading, short_day, told
from learnboard.ui.mentor.listing import Block, Listing, drawn
from learnboard.ui.mentor.things import thing_of
from learnboard.ui.mentor.words import KINDS, counted
from learnboard.ui.spans import Line, Span
from learnboard.ui.text import cut

_WIDEST = 110
_INDENT = "  "


def written_listing(visit: Visit, letter: Letter, width: int) -> Listing:
    """What was written about this snapshot, in lines of at most `width` cells."""
    return Listing(_blocks(visit, letter, min(width, _WIDEST)))


def _blocks(visit: Visit, letter: Letter, width: int) -> Iterator[Block]:
    yield drawn([[], *flowed(_title(letter), width)])
    if letter.taken_back:
        items = counted(letter.taken_back, "item that you deleted was", "items that you deleted were")
        yield drawn(told(f"{items} in the file before: the owner may have it already.", width, "warn"))
    if not letter.items:
        yield drawn([[], *told("Nothing yet: c writes about what the cursor stands on, in any of the views.", width)])
    for item in letter.items:
        yield drawn([[]])
        thing = thing_of(visit.snapshot.records, item.target, item.id)
        yield drawn(_item(item, thing.named, letter, visit.snapshot.as_of, width), thing)
    if letter.note.strip():
        yield drawn([[], heading("Your own note", "stays on this machine"), *told(letter.note, width, "text", _INDENT)])


def _title(letter: Letter) -> list[Line]:
    """How much there is, and whether it is in a file."""
    title: Line = [Span("What you wrote", "heading-current")]
    if not letter.items:
        return [title]
    count = counted(len(letter.items), "item")
    if letter.unwritten:
        return [title, [Span(f"{count}, "), Span(f"{letter.unwritten} not in a file yet: w writes it", "warn")]]
    return [title, [Span(f"{count}, all in the file", "muted")]]


def _item(item: FeedbackItem, about: str, letter: Letter, day: date, width: int) -> Iterator[Line]:
    sign = Span("" if letter.written.get(item.id) == item.revision else " •", "warn")
    kind = KINDS[item.kind]
    yield [Span(kind, "accent"), sign, Span(GAP), Span(cut(about, width - len(kind) - len(sign.text) - 3), "muted")]
    yield from told(item.text, width, "text", _INDENT)
    if item.action:
        due = f", by {short_day(item.action.due_on, day)}" if item.action.due_on else ""
        yield from told(f"to do: {item.action.text}{due}", width, "title", _INDENT)
