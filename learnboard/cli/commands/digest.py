"""`learnboard log --week` and `--year`: what was learned, to be pasted."""

import re
import sys
from datetime import date
from types import SimpleNamespace as Namespace

from learnboard.cli.commands import print_json, today
from learnboard.cli.paths import board_path
from learnboard.domain.dates import parse_day
from learnboard.domain.days import FIRST_DAY, LAST_DAY, weekday_of
from learnboard.domain.errors import InvalidValue
from learnboard.domain.text import clean_line
from learnboard.presentation.learning_digest import Digest
from learnboard.service.export.learning import digest_document, read_digest
from learnboard.service.opening import open_existing


def digest(options: Namespace) -> int:
    """Print what was learned in a week or a year.

    Raises:
        InvalidValue: if there is no such week or year.
    """
    day = today()
    monday = None if options.week is None else monday_of(options.week, day)
    year = _year(options.year, day) if options.year else None
    with open_existing(board_path(options.board), wait=options.wait) as store:
        told = read_digest(store, day, monday=monday, year=year, own=options.all)
    if options.json:
        print_json(_plain(told))
    else:
        sys.stdout.buffer.write(digest_document(told))
        sys.stdout.flush()
        if told.held:  # what is pasted does not have it
            print(told.held, file=sys.stderr)
    return 0


def monday_of(text: str, day: date) -> date:
    """Return the Monday of the week that a text names: a number of one, a day in it, or nothing for this week.

    Raises:
        InvalidValue: if there is no such week.
    """
    text = text.strip()
    named = f"w{text}" if re.fullmatch("[0-9]{1,2}", text) else text
    try:
        return weekday_of(parse_day(named, day, past=True) if named else day, 0)
    except InvalidValue:
        year, number, _ = day.isocalendar()
        raise InvalidValue(
            f"“{clean_line(text)[:40]}” is no week: write {number}, {year}-W{number:02}, last week or a day in it."
        ) from None


def _year(text: str, day: date) -> int:
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_DAY.year <= int(text) <= LAST_DAY.year:
        raise InvalidValue(f"“{clean_line(text)[:40]}” is no year: write one with four digits, as in {day.year}.")
    return int(text)


def _plain(digest: Digest) -> dict[str, object]:
    parts = [{"title": part.title or None, "time": part.time, "lines": part.lines} for part in digest.parts]
    sums = {label: list(texts) for label, texts in digest.sums}
    told = {"title": digest.title, "total": digest.total, "parts": parts}
    return {**told, "sums": sums, "next": list(digest.following)}
