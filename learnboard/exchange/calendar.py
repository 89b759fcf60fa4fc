"""A calendar file, to the letter of RFC 5545 (FORMAT.md §5).

Days are days, and the weekly block is by the clock on the wall, so that no time zone is needed. An event keeps its UID,
so that a second import updates the first one.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from learnboard import __version__
from learnboard.domain.calendar_events import CalendarEvent, Repetition
from learnboard.domain.patterns import pattern
from learnboard.domain.text import clean
from learnboard.presentation.calendar import EventText

LONGEST_LINE: Final = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
_WITHIN: Final = range(0x80, 0xC0)
"""The octets of UTF-8 that begin no character."""
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ESCAPED: Final = pattern(r"[\\;,\n]")
_ESCAPES: Final = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def calendar_file(texts: Iterable[EventText], *, name: str, written_at: datetime, revision: int) -> bytes:
    """Return the events as a calendar with this name.

    Args:
        texts: at least one event, since a calendar without any is none.
        name: what a calendar program shows as its name.
        written_at: the instant in UTC at which the file is made (DTSTAMP).
        revision: grows whenever something of the board changes (SEQUENCE), 0 to 2**31 - 1.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//learnboard//learnboard {__version__}//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        *(line for text in texts for line in _event(text, written_at, revision)),
        "END:VCALENDAR",
    ]
    return b"".join(folded_line(line) for line in lines)


def _event(text: EventText, written_at: datetime, revision: int) -> Iterator[str]:
    event = text.event
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@learnboard"
    yield f"DTSTAMP:{written_at:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{revision}"
    yield from _times(event)
    yield f"SUMMARY:{escaped(text.summary)}"
    if text.description:
        yield f"DESCRIPTION:{escaped(text.description)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    # Only the weekly block keeps others from booking the time.
    yield f"TRANSP:{'TRANSPARENT' if event.at is None else 'OPAQUE'}"
    yield "END:VEVENT"


def _times(event: CalendarEvent) -> Iterator[str]:
    if event.at is None:
        yield f"DTSTART;VALUE=DATE:{_day(event.on)}"
        yield f"DTEND;VALUE=DATE:{_day(event.on + timedelta(days=1))}"
    else:
        start = datetime.combine(event.on, event.at)
        yield f"DTSTART:{_local(start)}"
        yield f"DTEND:{_local(start + timedelta(minutes=event.minutes))}"
    if event.repeats:
        yield f"RRULE:{_rule(event, event.repeats)}"


def _rule(event: CalendarEvent, repeats: Repetition) -> str:
    weekday = _WEEKDAYS[event.on.weekday()]
    parts = ["FREQ=WEEKLY", *([f"INTERVAL={repeats.weeks}"] if repeats.weeks > 1 else []), f"BYDAY={weekday}"]
    if not repeats.weeks:
        parts = ["FREQ=MONTHLY", f"BYDAY=-1{weekday}"]
    if repeats.until:
        # It has the same kind of value as DTSTART (3.3.10).
        until = _day(repeats.until) if event.at is None else _local(datetime.combine(repeats.until, event.at))
        parts.append(f"UNTIL={until}")
    return ";".join(parts)


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _local(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S}"


def escaped(text: str) -> str:
    """Return a person's words as a value of type TEXT (3.3.11), without what no line may hold."""
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], clean(text))


def folded_line(line: str) -> bytes:
    """Return a content line with its end, folded into lines of at most 75 octets; no character is cut (3.1)."""
    data = line.encode()
    pieces, start, room = [], 0, LONGEST_LINE
    while len(data) - start > room:
        end = start + room
        while data[end] in _WITHIN:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, LONGEST_LINE - 1  # the blank that goes on with a line is an octet of it
    pieces.append(data[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
