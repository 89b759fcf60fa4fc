"""What was learned in a week or a year, to be told to others: what, how long, and what comes next."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from learnboard.domain.days import weekday_of
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.learning import LogEntry
from learnboard.domain.model.records import Records
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import visibility_text
from learnboard.presentation.learning import energy_text, log_day
from learnboard.presentation.values import MONTHS, count_of, day_text, duration, short_day, value_text

_SUNDAY: Final = 6
OTHER: Final = "Besides"
"""The heading of what was for no key result, or for one that is not told."""


class DigestPart(NamedTuple):
    """What was learned for a key result: its title, how long, and a line for each entry."""

    title: str
    time: str
    lines: tuple[str, ...]


class Digest(NamedTuple):
    """What was learned: a title, what it was in all, its parts, sums by name in a year, and what comes next.

    `held` says to its owner what of that is left out for others.
    """

    title: str
    total: str
    parts: tuple[DigestPart, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    following: tuple[str, ...] = ()
    held: str = ""


def held_text(count: int) -> str:
    """That so many lines of what comes next are not for everybody, and what to do about it; or nothing."""
    if not count:
        return ""
    left = "1 line of what comes next is" if count == 1 else f"{count} lines of what comes next are"
    return f"{left} left out, for a key result or an action that not everybody may see: --all tells you all of it."


def week_digest(records: Records, monday: date, day: date, *, own: bool) -> Digest:
    """The week that begins on a Monday, as told on a day; `own` is for oneself, with who sees what and the energy."""
    last = weekday_of(monday, _SUNDAY)
    entries = _within(records, monday, last)
    title = f"Learning, week {monday.isocalendar().week}: {short_day(monday, last)} to {day_text(last)}"
    parts = tuple(
        DigestPart(name, duration(_sum(rows)), tuple(_line(row, day, own=own) for row in rows))
        for name, rows in _by_key_result(records, entries)
    )
    return Digest(title, _total(entries, own=own), parts, following=_following(records, entries, day))


def year_digest(records: Records, year: int, day: date, *, own: bool) -> Digest:
    """A calendar year, as told on a day: sums, and how long it was for each key result."""
    entries = _within(records, date(year, 1, 1), date(year, 12, 31))
    groups = _by_key_result(records, entries)
    lines = tuple(f"{name}: {_total(rows)}" for name, rows in groups if name)
    parts = (DigestPart("What for", "", lines),) if lines else ()
    sums = (
        ("By month", _sums((MONTHS[row.on.month - 1], row.minutes) for row in entries)),
        ("By category", _sums(((value_text(row.category), row.minutes) for row in entries), largest_first=True)),
        ("How", _sums(((value_text(row.mode), row.minutes) for row in entries), largest_first=True)),
    )
    weeks = len({weekday_of(row.on, 0) for row in entries})
    total = _total(entries, own=own) + (f" over {count_of(weeks, 'week')}" if entries else "")
    return Digest(f"Learning in {year}", total, parts, sums if entries else (), _following(records, entries, day))


def _within(records: Records, first: date, last: date) -> Sequence[LogEntry]:
    return sorted((row for row in records.log_entries if first <= row.on <= last), key=lambda row: (row.on, row.id))


def _sum(rows: Iterable[LogEntry]) -> int:
    return sum(row.minutes for row in rows)


def _total(entries: Sequence[LogEntry], *, own: bool = False) -> str:
    if not entries:
        return "Nothing is logged here that is shared" if not own else "Nothing is logged here"
    return f"{duration(_sum(entries))} in {count_of(len(entries), 'entry', 'entries')}"


def _sums(pairs: Iterable[tuple[str, int]], *, largest_first: bool = False) -> tuple[str, ...]:
    sums: dict[str, int] = {}
    for name, minutes in pairs:
        sums[name] = sums.get(name, 0) + minutes
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])) if largest_first else sums.items()
    return tuple(f"{name} {duration(minutes)}" for name, minutes in ordered)


def _by_key_result(records: Records, entries: Iterable[LogEntry]) -> Sequence[tuple[str, Sequence[LogEntry]]]:
    """The entries of each key result that is told, in the order of the board; the others come last."""
    groups: dict[Id, list[LogEntry]] = {}
    titles = {row.id: clean_line(row.title) for row in _in_order(records)}
    for row in entries:
        groups.setdefault(row.key_result_id if row.key_result_id in titles else "", []).append(row)
    told = [(title, groups[id_]) for id_, title in titles.items() if id_ in groups]
    return [*told, *([(OTHER if told else "", groups[""])] if "" in groups else [])]


def _in_order(records: Records) -> Sequence[KeyResult]:
    places = {row.id: (row.position, row.id) for row in records.objectives}
    return sorted(records.key_results, key=lambda row: (places.get(row.objective_id, (0, "")), row.position, row.id))


def _line(row: LogEntry, day: date, *, own: bool) -> str:
    text = " ".join(clean_line(row.text).split())
    facts = [value_text(row.category), value_text(row.mode)]
    if own:
        facts += [energy_text(row.energy)] if row.energy else []
        facts += [visibility_text(row.visibility)] if row.visibility != "shared" else []
    said = f"{text} ({', '.join(facts)})" if text else ", ".join(facts)
    return f"{log_day(row.on, day)}, {duration(row.minutes)}: {said}"


def _following(records: Records, entries: Iterable[LogEntry], day: date) -> tuple[str, ...]:
    """What comes next for the key results that were learned for: the next open step of each, and the own actions."""
    learned = {row.key_result_id for row in entries}
    titles = {row.id: clean_line(row.title) for row in _in_order(records) if row.id in learned}
    told = []
    for id_, title in titles.items():
        steps = sorted(
            (row for row in records.milestones if row.key_result_id == id_ and row.done_on is None),
            key=lambda row: (row.position, row.id),
        )
        told += [f"{title}: {clean_line(row.title)}{_by(row.due_on, day)}" for row in steps[:1]]
        told += [
            f"{title}: {clean_line(row.text)}{_by(row.due_on, day)}"
            for row in sorted(records.actions, key=lambda row: (row.due_on or date.max, row.id))
            if row.key_result_id == id_ and row.who_id == OWNER and row.done_on is None
        ]
    return tuple(told)


def _by(due_on: date | None, day: date) -> str:
    return f", by {short_day(due_on, day)}" if due_on else ""
