"""What makes a stretch safe to begin, and whose names a look back mentions."""

from collections.abc import Collection, Iterable
from typing import Final

from learnboard.domain.model.growth import Stretch
from learnboard.domain.model.people import Person
from learnboard.domain.patterns import pattern
from learnboard.domain.row_rules import Problem
from learnboard.domain.text import folded

SAFETY_ANSWERS: Final = ("failure_looks_like", "job_safe_by_id", "plan_b")
"""The fields without which a stretch does not begin."""
BEFORE_YOU_BEGIN: Final = "write it down before you begin"
_DATES: Final = ("from_on", "to_on")
_SHORTEST_NAME: Final = 2
_WORD: Final = pattern(r"[^\W\d_]+")


def missing_answers(row: Stretch) -> tuple[str, ...]:
    """Return the safety answers that are still to be written."""
    return tuple(name for name in SAFETY_ANSWERS if not (getattr(row, name) or "").strip())


def stretch_problem(row: Stretch, entered: Collection[str] | None = None) -> Problem | None:
    """Return why a stretch cannot be as it is: it began without its safety answers, or ends before it begins.

    Only what was `entered` is judged, None for all of it: the format takes one that lacks them (FORMAT.md §1).
    """
    if row.from_on is None:
        is_judged = entered is None or not {*entered}.isdisjoint(_DATES)
        return Problem("to_on", "it has not begun: begin it before you end it") if row.to_on and is_judged else None
    if row.to_on and row.to_on < row.from_on and (entered is None or not {*entered}.isdisjoint(_DATES)):
        return Problem("to_on", "it ends before it begins: choose a later end")
    missing = missing_answers(row)
    if missing and (entered is None or "from_on" in entered or not {*entered}.isdisjoint(missing)):
        return Problem(missing[0], BEFORE_YOU_BEGIN)
    return None


def names_in(text: str, people: Iterable[Person]) -> tuple[str, ...]:
    """Return the names of people that a text mentions, whole or in part, as the board has them.

    A part of a name that is written in small letters is taken for an ordinary word.
    """
    words = {folded(word) for word in _WORD.findall(text) if not word.islower()}
    whole = f" {' '.join(map(folded, _WORD.findall(text)))} "
    found = (person.name for person in people if _is_named(person.name, words, whole))
    return tuple(dict.fromkeys(found))


def _is_named(name: str, words: Collection[str], whole: str) -> bool:
    parts = _WORD.findall(name)
    if not parts:
        return False
    said = (folded(part) in words for part in parts if len(part) >= _SHORTEST_NAME and not part.islower())
    return any(said) or f" {' '.join(map(folded, parts))} " in whole
