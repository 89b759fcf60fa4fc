"""The picture of feedback: the items of the file to be written, the own note, and what came of earlier items."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from learnboard.domain.feedback import Answer, Feedback
from learnboard.domain.feedback_document import FeedbackItem
from learnboard.domain.wording import short_day
from learnboard.service.mentoring import Letter, Visit
from learnboard.ui.mentor.listing import Block, Listing, drawn
from learnboard.ui.mentor.people import refused_blocks
from learnboard.ui.mentor.things import thing_of
from learnboard.ui.mentor.words import KINDS, answered_words, counted
from learnboard.ui.prose import GAP, flowed, heading, told
from learnboard.ui.spans import Line, Span
from learnboard.ui.text import cell_len, cut, simplified

_WIDEST = 110
_INDENT = "  "
_LONGEST_AUTHOR: Final = 24


_ANSWERS: Final[Mapping[Answer, Span]] = {
    "unanswered": Span("not answered yet", "muted"),
    "done": Span("done", "good"),
    "will_do": Span("will do", "good"),
    "declined": Span("declined", "warn"),
}


def written_listing(visit: Visit, letter: Letter, width: int, refused: Sequence[str] = ()) -> Listing:
    """What was written about this snapshot, in lines of at most `width` cells; the files `refused` come last."""
    width = min(width, _WIDEST)
    return Listing([*_blocks(visit, letter, width), *_earlier(visit, width), *refused_blocks(refused, width)])


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


def _earlier(visit: Visit, width: int) -> Iterator[Block]:
    """The feedback that the owner has had, the newest first, each with what they answered."""
    records = visit.snapshot.records
    if not records.feedback:
        return
    title: list[Line] = [
        [Span("Earlier feedback, and what came of it", "heading")],
        [Span(answered_words(visit), "muted")],
    ]
    yield drawn([[], *flowed(title, width)])
    for one in sorted(records.feedback, key=lambda one: (one.written_at, one.id), reverse=True):
        yield drawn([[]])
        thing = thing_of(records, one.target, one.id)
        yield drawn(_answered(one, thing.named, width), thing)


def _answered(one: Feedback, about: str, width: int) -> Iterator[Line]:
    kind = f"{KINDS[one.kind]}, {cut(simplified(one.author) or 'somebody', _LONGEST_AUTHOR)}"
    kind = cut(kind, width)
    room = width - cell_len(kind) - len(GAP)
    yield [Span(kind, "accent"), *([Span(GAP), Span(cut(about, room), "muted")] if room > 1 else [])]
    yield from told(one.text, width, "text", _INDENT)
    if one.action:
        yield from told(f"to do: {one.action.text}", width, "text", _INDENT)
    sign = _ANSWERS[one.answer]
    yield from told(f"{sign.text}: {one.reply}" if one.reply.strip() else sign.text, width, sign.style, _INDENT)
