"""What would leave with an export, in lines: so many rows, that something stays, its number, and what should not go."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from learnboard.domain.wording import short_day
from learnboard.service.handover.cautions import cautions
from learnboard.service.handover.leak_words import leak_sentence
from learnboard.service.handover.parcels import Parcel
from learnboard.service.handover.readers import Handed
from learnboard.service.row_words import counted
from learnboard.ui.folding import paragraphs
from learnboard.ui.spans import Line, Span
from learnboard.ui.text import cell_len, cut, simplified

_FIRST: Final = ("objectives", "key_results", "check_ins")
"""The tables that a person asks for first."""
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MOST_LEAKS, _MOST_LEAKS_LOW = 6, 2
_MOST_COUNTS_LOW: Final = 6
_WAY_OUT: Final = "choose today as the day to leave"
_PROFILES: Final = {"full": "your own copies", "mentor": "mentors", "shared": "everybody"}


def parcel_lines(parcel: Parcel, day: date, width: int, *, low: bool) -> list[Line]:
    """The preview of an export, in lines of at most `width` cells; where the window is low, in as few as will do."""
    held_back = "Something is withheld" if parcel.snapshot.withheld else "Nothing is withheld"
    return [
        *_listed("This goes:", contents(parcel, low=low), width),
        *_told(f"{held_back}. {number_words(parcel, day)}.", width, "muted"),
        *(line for each in cautions(parcel, _WAY_OUT) for line in _told(f"! {simplified(each)}", width, "warn")),
        *leak_lines(parcel, width, _MOST_LEAKS_LOW if low else _MOST_LEAKS),
    ]


def contents(parcel: Parcel, *, low: bool = False) -> tuple[str, ...]:
    """All that goes, counted: `4 objectives`, `14 key results`, …; where there is little room, the last together."""
    counts = dict(parcel.counts)
    ordered = [*(name for name in _FIRST if name in counts), *(name for name in counts if name not in _FIRST)]
    shown = ordered[:_MOST_COUNTS_LOW] if low else ordered
    more = sum(counts[name] for name in ordered[len(shown) :])
    return (*(counted(name, counts[name]) for name in shown), *((f"and {more:,} more rows",) if more else ()))


def number_words(parcel: Parcel, day: date) -> str:
    """Which one in the row it is, and which was the last: `It is the third for Rowan Teal, the last was of 27 Mar`."""
    snapshot = parcel.snapshot
    reader = simplified(parcel.person.name) if parcel.person else _PROFILES[snapshot.profile]
    said = f"It is the {ordinal(snapshot.sequence)} for {reader}"
    if parcel.person and parcel.handover.profile != "mentor":
        said += f" with what {_seen(snapshot.profile)}"
    last = last_of(parcel)
    return f"{said}, the last was of {short_day(last.as_of, day)}" if last else said


def _seen(profile: str) -> str:
    return "everybody sees" if profile == "shared" else "only you see"


def last_of(parcel: Parcel) -> Handed | None:
    """What was written for the same person and profile before, if anything was."""
    name, snapshot = parcel.person.name if parcel.person else "", parcel.snapshot
    row = (snapshot.profile, snapshot.sequence - 1, name)
    return next((one for one in parcel.earlier if (one.profile, one.sequence, one.person_name) == row), None)


def ordinal(number: int) -> str:
    """The first, the second, …, the 11th."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    tens, ones = divmod(number % 100, 10)
    return f"{number}{'th' if tens == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(ones, 'th')}"


def leak_lines(parcel: Parcel, width: int, most: int) -> list[Line]:
    """Private words that would leave, each with its place."""
    found: Sequence[str] = [leak_sentence(leak, parcel.snapshot.records) for leak in parcel.leaks]
    lines = [line for sentence in found[:most] for line in _told(f"! {sentence}", width, "warn")]
    more = len(found) - most
    if more > 0:
        lines.append([Span(f"! and in {more:,} more {'place' if more == 1 else 'places'}", "warn")])
    return lines


def _listed(label: str, things: Sequence[str], width: int) -> list[Line]:
    """Things one after the other, none of them torn apart where it fits on a line."""
    rows = [label]
    for number, thing in enumerate(things or ("nothing at all",), 1):
        piece = f"{thing}," if number < len(things) else thing
        if cell_len(rows[-1]) + 1 + cell_len(piece) > width:
            rows.append(piece)
        else:
            rows[-1] = f"{rows[-1]} {piece}"
    return [[Span(cut(row, width))] for row in rows]


def _told(text: str, width: int, style: str) -> list[Line]:
    return [[Span(row, style)] for row in paragraphs(text, width)]
