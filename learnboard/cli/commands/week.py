"""`learnboard week`: what was done, what is open, and what is written about it; a terminal is asked for that."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import TextIOWrapper
from types import SimpleNamespace as Namespace
from typing import Final, TypeVar

from learnboard.cli.commands import print_json, today
from learnboard.cli.commands.digest import monday_of
from learnboard.cli.paths import board_path
from learnboard.domain.action_line import read_action
from learnboard.domain.days import WEEK, weekday_of
from learnboard.domain.errors import BoardBusy, InvalidValue
from learnboard.domain.model.fields import Visibility, to_plain
from learnboard.domain.text import clean, clean_line
from learnboard.domain.week import CarriedAction, WeekNotes, numbers_of, rating_of
from learnboard.presentation.week import (
    NOTHING_DONE,
    NOTHING_OPEN,
    NOTHING_SAID,
    NOTHING_WRITTEN,
    next_heading,
    notes_lines,
    open_heading,
    open_line,
    week_title,
)
from learnboard.service.board_service import BoardService
from learnboard.service.growth_commands import WriteWeek
from learnboard.service.opening import open_existing, open_to_change
from learnboard.service.queries.week import Week, read_week

Answer = TypeVar("Answer")
_WAIT: Final = 5.0
"""Seconds until another program has written to the board."""
_SEEN: Final[dict[str, Visibility]] = {"": "private", "y": "mentor", "yes": "mentor", "n": "private", "no": "private"}


def week(options: Namespace) -> int:
    """Print a week; if that is to somebody at a terminal, ask for what they want to say of it.

    Raises:
        LearnboardError: if there is no such week, or it is still to come.
    """
    now = today()
    day = min(now, weekday_of(monday_of(options.week, now), WEEK - 1))
    with open_existing(board_path(options.board), wait=options.wait) as store:
        found = read_week(store, day, now)
    if options.json:
        print_json(_plain(found))
        return 0
    sys.stdout.write("\n".join(_lines(found)) + "\n")
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return 0
    sys.stdout.write("\n")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a slip of the terminal's encoding is no reason to lose the rest
    command = _asked(found)
    if command is None:
        print(NOTHING_SAID)
        return 0
    print(_keep(options, command, now))
    return 0


def _keep(options: Namespace, command: WriteWeek, now: date) -> str:
    """Keep what was said; while another program writes to the board, ask again rather than lose it."""
    while True:
        try:
            with BoardService(open_to_change(board_path(options.board), wait=_WAIT)) as service:
                return service.execute(command, service.open(now)).message
        except BoardBusy as error:
            _input(f"{clean_line(str(error))} Enter tries again: ")


def _lines(found: Week) -> Iterator[str]:
    yield week_title(found.day)
    yield ""
    yield "What you did"
    yield from (f"- {line}" for line in found.did) if found.did else (NOTHING_DONE,)
    yield ""
    if found.open:
        yield open_heading(found.open)
        yield from (f"{number}  {open_line(each, found.day)}" for number, each in enumerate(found.open, 1))
    else:
        yield NOTHING_OPEN
    yield ""
    written = notes_lines(found.notes)
    if not written:
        yield NOTHING_WRITTEN
    for place, (heading, lines) in enumerate(written):
        yield from ("",) if place else ()
        yield f"Written: {heading[:1].lower()}{heading[1:]}"
        yield from (f"- {line}" for line in lines)


# -- asking -----------------------------------------------------------------------------------------------------------


def _asked(found: Week) -> WriteWeek | None:
    """Ask for what is to be said of the week; None if nothing is. What was written before stays, if enter keeps it."""
    notes = found.notes
    first = notes.did or "\n".join(found.did)
    kept = "enter keeps the list above" if first else "enter: nothing"
    did = _many(f"What did you do? One a line, an empty line ends; {kept}", lambda line: line)
    done: Sequence[int] = ()
    if found.open:
        done = _one(
            "Which of the open ones are done? 1 3, or enter for none", lambda text: numbers_of(text, len(found.open))
        )
    following = _many(
        f"What is next, {next_heading(found.day)}? One a line, an empty line ends",
        lambda line: read_action(line, found.people, found.day),
    )
    on_track = _one("On track with the work, 1 to 5? Enter says nothing", rating_of)
    if not (did or done or following or on_track):
        return None
    seen: Visibility = notes.visibility if found.written else "private"
    if not found.written:
        seen = _one("May your mentor see it? y or n; enter: only you", _visibility)
    texts = WeekNotes(
        did="\n".join(did) or first,
        following="\n".join(filter(None, (notes.following, *following))),
        on_track=on_track or notes.on_track,
        visibility=seen,
    )
    return WriteWeek(found.day, notes, texts, tuple(found.open[number].action.id for number in done))


def _visibility(text: str) -> Visibility:
    if text.lower() not in _SEEN:
        raise InvalidValue("Answer y or n.")
    return _SEEN[text.lower()]


def _one(question: str, read: Callable[[str], Answer]) -> Answer:
    """Ask until the answer can be read."""
    while True:
        try:
            return read(clean_line(_input(f"{question}: ")))
        except InvalidValue as error:
            print(clean_line(str(error)))


def _many(question: str, read: Callable[[str], object]) -> list[str]:
    """Ask for lines up to an empty one; a line that cannot be read is told, and asked for again."""
    print(question)
    lines: list[str] = []
    while line := clean(_input("  ")).strip():
        try:
            read(line)
        except InvalidValue as error:
            print(clean_line(str(error)))
        else:
            lines.append(line)
    return lines


def _input(prompt: str) -> str:
    """A line of the terminal. Its end ends the questions, and nothing is kept."""
    try:
        return input(prompt)
    except EOFError:
        print()
        raise KeyboardInterrupt from None


# -- JSON -------------------------------------------------------------------------------------------------------------


def _plain(found: Week) -> dict[str, object]:
    notes = found.notes
    return {
        "week": _iso(found.day),
        "did": list(found.did),
        "open": [_open(each) for each in found.open],
        "carried_over": sum(each.times > 0 for each in found.open),
        "written": {
            "did": notes.did,
            "next": notes.following,
            "on_track": notes.on_track,
            "visibility": notes.visibility,
        }
        if found.written
        else None,
    }


def _open(each: CarriedAction) -> dict[str, object]:
    return {**to_plain(each.action), "carried_over": each.times}


def _iso(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"
