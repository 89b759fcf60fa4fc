"""The preview of an export: counts of rows, whether anything is withheld, its number, and warnings."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from learnboard.presentation.calendar import NO_EVENTS, calendar_words
from learnboard.presentation.exports import Excerpt
from learnboard.presentation.labels import count_text
from learnboard.presentation.values import short_day
from learnboard.service.export.calendar import calendar_of
from learnboard.service.export.checks import check_limits, export_warnings, leak_text, purpose
from learnboard.service.export.contents import leaving
from learnboard.service.export.prepare import SNAPSHOTS, ExportFormat, PreparedExport
from learnboard.service.queries.exports import PastExport
from learnboard.ui.toolkit.text import (
    ELLIPSIS,
    INDENT,
    Line,
    StyledText,
    cell_len,
    cut,
    displayed,
    paragraphs,
    simplified,
)

_FIRST: Final = ("objectives", "key_results", "check_ins")
"""The tables to list first."""
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_MOST_LEAKS, _MOST_LEAKS_LOW = 6, 2
_MOST_COUNTS_LOW: Final = 6
_WAY_OUT: Final = "choose today as the day to leave"
_PROFILES: Final = {"full": "your own copies", "mentor": "mentors", "shared": "everybody"}


def preview_lines(
    prepared: PreparedExport, day: date, width: int, *, low: bool, kind: ExportFormat = "html", look: str = ""
) -> list[Line]:
    """Return the preview of an export in lines of at most `width` cells; shorter if the window is `low`.

    `look` is the key that shows every row that leaves.
    """
    prepared = leaving(prepared, kind)
    numbered = kind in SNAPSHOTS
    held_back = "Something is withheld" if prepared.snapshot.withheld else "Nothing is withheld"
    told = [held_back, number_words(prepared, day) if numbered else file_words(prepared, kind)]
    told += [f"Press {look} to see each row"] if look and numbered else []
    return [
        *([] if not numbered else _listed("Included:", contents(prepared, low=low), width)),
        *_told("".join(f"{each}. " for each in told).rstrip(), width, "muted"),
        *_told(" ".join((*(purpose(prepared) if numbered else ()), *check_limits(prepared))), width, "muted"),
        *(
            line
            for each in export_warnings(prepared, _WAY_OUT)
            for line in _told(f"! {simplified(each)}", width, "warn")
        ),
        *leak_lines(prepared, width, _MOST_LEAKS_LOW if low else _MOST_LEAKS),
    ]


def contents(prepared: PreparedExport, *, low: bool = False) -> tuple[str, ...]:
    """Return the counts of rows: `4 objectives`, `14 key results`, …; if `low`, the last ones in one."""
    counts = dict(prepared.counts)
    ordered = [*(name for name in _FIRST if name in counts), *(name for name in counts if name not in _FIRST)]
    shown = ordered[:_MOST_COUNTS_LOW] if low else ordered
    more = sum(counts[name] for name in ordered[len(shown) :])
    return (*(count_text(name, counts[name]) for name in shown), *((f"and {more:,} more rows",) if more else ()))


def number_words(prepared: PreparedExport, day: date) -> str:
    """Return the export's number and the last one's day: `It is the third for Rowan Teal; the last was of 27 Mar`."""
    snapshot = prepared.snapshot
    reader = simplified(prepared.person.name) if prepared.person else _PROFILES[snapshot.profile]
    said = f"It is the {ordinal(snapshot.sequence)} for {reader}"
    if prepared.person and prepared.request.profile != "mentor":
        said += f" with what {_seen(snapshot.profile)}"
    last = last_of(prepared)
    return f"{said}; the last was of {short_day(last.as_of, day)}" if last else said


def file_words(prepared: PreparedExport, kind: ExportFormat) -> str:
    """Return which cycle a story tells of, or what is in a calendar."""
    if kind == "ics":
        texts = calendar_of(prepared)
        return f"It is {calendar_words(texts)}" if texts else NO_EVENTS.rstrip(".")
    if prepared.cycle is None:
        return "There is no cycle to tell of yet"
    return f"It tells of cycle {simplified(prepared.cycle.title)}, as a text to read: nobody answers in it"


def _seen(profile: str) -> str:
    return "everybody sees" if profile == "shared" else "only you see"


def last_of(prepared: PreparedExport) -> PastExport | None:
    """Return the last export for the same person and profile, if any."""
    name, snapshot = prepared.person.name if prepared.person else "", prepared.snapshot
    row = (snapshot.profile, snapshot.sequence - 1, name)
    return next((one for one in prepared.past_exports if (one.profile, one.sequence, one.person_name) == row), None)


def ordinal(number: int) -> str:
    """Return `first`, `second`, …, `11th`."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    tens, ones = divmod(number % 100, 10)
    return f"{number}{'th' if tens == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(ones, 'th')}"


def leak_lines(prepared: PreparedExport, width: int, most: int) -> list[Line]:
    """Return the private words that would leave, each with its place; single ordinary words last."""
    leaks, records = sorted(prepared.leaks, key=lambda leak: leak.ordinary), prepared.snapshot.records
    lines: list[Line] = []
    for leak in leaks[:most]:
        sentence, excerpt = leak_text(leak, records)
        lines += _told(f"! {sentence}{':' if excerpt else ''}", width, "muted" if leak.ordinary else "warn")
        if excerpt:
            lines.append(_marked(excerpt, width, "warn" if leak.ordinary else "bad"))
    more = len(leaks) - most
    if more > 0:
        lines.append([StyledText(f"! and in {more:,} more {'place' if more == 1 else 'places'}", "warn")])
    return lines


def _marked(excerpt: Excerpt, width: int, style: str) -> Line:
    """Return private words as they stand in a text, marked, in one line; of the text before them the end is shown."""
    words = cut(f"«{displayed(excerpt.words).strip()}»", width - len(INDENT))
    room = width - len(INDENT) - cell_len(words)
    before = _end_of(displayed(excerpt.before), room)
    room -= cell_len(before)
    after = cut(displayed(excerpt.after), room) if room else ""
    return [StyledText(f"{INDENT}{before}", "muted"), StyledText(words, style), StyledText(after, "muted")]


def _end_of(text: str, width: int) -> str:
    """Return the last words of a text in at most `width` cells, after an ellipsis if there are more before them."""
    while cell_len(text) > width:
        _, _, rest = text.removeprefix(f"{ELLIPSIS} ").partition(" ")
        text = f"{ELLIPSIS} {rest}" if rest else ""
    return text


def _listed(label: str, subjects: Sequence[str], width: int) -> list[Line]:
    """Return a label and a list in lines, breaking no item that fits on a line."""
    rows = [label]
    for number, subject in enumerate(subjects or ("nothing at all",), 1):
        piece = f"{subject}," if number < len(subjects) else subject
        if cell_len(rows[-1]) + 1 + cell_len(piece) > width:
            rows.append(piece)
        else:
            rows[-1] = f"{rows[-1]} {piece}"
    return [[StyledText(cut(row, width))] for row in rows]


def _told(text: str, width: int, style: str) -> list[Line]:
    return [[StyledText(row, style)] for row in paragraphs(text, width)] if text else []
