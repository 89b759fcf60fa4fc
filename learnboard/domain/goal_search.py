"""The search for a long-term goal: answers to its questions, kept as reflections (FORMAT.md §1, reflections)."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final

from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.patterns import pattern
from learnboard.domain.text import casefolded, clean, clean_line

_ITEM: Final = pattern(r"(?:[-*+•–]|\d{1,2}[.)])(?:\s+|$)")
"""The mark before an item of a list, as people write one."""
_BY_DAY: Final = attrgetter("on", "id")


def answers_about(goal: Id | None, reflections: Iterable[Reflection]) -> tuple[Reflection, ...]:
    """Return what was answered while searching about a goal, or with None about nothing, in the order of the days."""
    about = None if goal is None else About("goal", goal)
    found = (row for row in reflections if row.occasion == "goal_search" and row.about == about)
    return tuple(sorted(found, key=_BY_DAY))


def own_answers(answers: Iterable[Reflection]) -> Mapping[str, Reflection]:
    """Return the owner's own answers by their question; of several to one question the latest."""
    return {row.question: row for row in sorted(answers, key=_BY_DAY) if row.by_id == OWNER}


def option_lines(text: str) -> tuple[str, ...]:
    """Return the options of an answer, one a line, without the marks of a list; each once, whatever its case."""
    lines = (clean_line(_ITEM.sub("", line.strip(), count=1)) for line in clean(text).splitlines())
    found: dict[str, str] = {}
    for line in lines:
        if line:
            found.setdefault(casefolded(line), line)
    return tuple(found.values())
