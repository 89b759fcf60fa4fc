"""The two lines over every view of a snapshot: whose it is, how it follows the last one, and the views there are."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from learnboard.domain.comparison import Chain
from learnboard.domain.wording import short_day
from learnboard.service.mentoring import Letter, Visit
from learnboard.ui.mentor.words import since_words
from learnboard.ui.prose import GAP
from learnboard.ui.spans import Line, Span, size_of
from learnboard.ui.text import cell_len, cut, simplified

VIEWS: Final = ("changes", "board", "asks, time, money", "feedback")
_CHAINS: Final[Mapping[Chain, Span]] = {
    "ok": Span("✓ follows the last one", "good"),
    "gap": Span("… others lie between", "warn"),
    "altered": Span("! the one before was altered", "warn"),
}
_ALTERED: Final = Span("! altered after it was written", "bad")
_FIRST: Final = Span("the first one here", "muted")
_CURRENT: Final = "›"
_LEAST_NAME: Final = 12


def head_lines(visit: Visit, letter: Letter, view: int, today: date, width: int) -> list[Line]:
    """The head in lines of at most `width` cells; `view` is the number of the current one, 0 for the first."""
    return [_person(visit, today, width), _views(letter, view, width)]


def chain_sign(visit: Visit) -> Span:
    """Whether the snapshot is the one that comes next, in a sign and words."""
    if visit.comparison and not (visit.comparison.chain == "altered" and visit.snapshot.altered):
        return _CHAINS[visit.comparison.chain]
    return _ALTERED if visit.snapshot.altered else _FIRST


def _person(visit: Visit, today: date, width: int) -> Line:
    """Name and role, then which snapshot it is: what matters least gives way first."""
    owner, snapshot = visit.snapshot.records.identity.owner, visit.snapshot
    count = len(visit.mentee.files)
    on = f"{short_day(snapshot.as_of, today)}, {since_words(snapshot.as_of, today)}"
    facts = [
        Span(f"{visit.number + 1} of {count}" if count > 1 else "", "muted"),
        Span(on, "text"),
        chain_sign(visit),
    ]
    name = simplified(owner.name) or "Somebody without a name"
    while facts and sum(cell_len(fact.text) + len(GAP) for fact in facts) > width - _LEAST_NAME:
        facts.pop(0)
    right = [piece for fact in facts if fact.text for piece in (Span(GAP), fact)]
    room = width - size_of(right)
    role = simplified(owner.role)
    name = cut(name, room)
    line = [Span(name, "title")]
    if role and room - cell_len(name) > _LEAST_NAME:
        line.append(Span(cut(f"{GAP}{role}", room - cell_len(name)), "muted"))
    return [*line, Span(" " * (room - size_of(line))), *right]


def _views(letter: Letter, view: int, width: int) -> Line:
    """The views with their keys, the current one marked; and what is not written to a file yet."""
    line = _named_views(letter, view)
    if size_of(line) > width:
        line = _named_views(letter, view, alone=True)
    note = f"{letter.unwritten} not written yet" if letter.unwritten else ""
    gap = width - size_of(line) - cell_len(note)
    return [*line, Span(" " * gap), Span(note, "warn")] if note and gap >= len(GAP) else line


def _named_views(letter: Letter, view: int, *, alone: bool = False) -> Line:
    """The views with their keys; with the name of the current one `alone` where there is no room for all."""
    line: Line = []
    for number, name in enumerate(VIEWS):
        current = number == view
        count = f" {len(letter.items)}" if name == VIEWS[-1] and letter.items else ""
        sign = _CURRENT if current else " "
        told = f"{name}{count}" if current or not alone else ""
        line += [
            Span(f"{sign} ", "accent"),
            Span(f"{number + 1} ", "accent" if current else "muted"),
            Span(told, "title" if current else "muted"),
            Span("" if alone else GAP),
        ]
    line.pop()
    return line
