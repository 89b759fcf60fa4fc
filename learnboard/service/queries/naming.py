"""Rows found by what a person calls them, wherever they were read from."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from learnboard.domain.errors import NotFound, Rejected
from learnboard.domain.model.goals import Cycle
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.text import casefolded, clean_line, folded
from learnboard.presentation.values import quoted

Row = TypeVar("Row", KeyResult, Person, Cycle, Proposal)
_LONGEST_TEXT: Final = 60


def find_cycle_by_title(cycles: Sequence[Cycle], text: str) -> Cycle:
    """Return the cycle with this id or title, or the only one whose title has all of these words.

    Raises:
        NotFound: if there is none.
        Rejected: if there are several.
    """
    found = [cycle for cycle in cycles if cycle.id == text]
    matches = found or matches_of(cycles, text, lambda row: row.title)
    if len(matches) == 1:
        return matches[0]
    known = ", ".join(quoted(cycle.title) for cycle in cycles)
    if matches:
        raise Rejected(f"{short(text)} matches several cycles: give the whole title, of {known}.")
    there = f"the cycles are {known}" if cycles else "this board has none yet"
    raise NotFound(f"No cycle is called {short(text)}: {there}.")


def matches_of(rows: Sequence[Row], text: str, name: Callable[[Row], str]) -> list[Row]:
    """Return the rows with exactly this name, else those whose name has all the words.

    Case and accents make no difference, unless several rows match: then the accents that were written count.
    """
    words, written = folded(text).split(), casefolded(text).split()
    if not words:
        return []
    exact = [row for row in rows if folded(name(row)).split() == words]
    found = exact or [row for row in rows if all(word in folded(name(row)) for word in words)]
    # Who writes no accents may mean a name that has some, unless they have written the whole name.
    if len(found) > 1 and (exact or not text.isascii()):
        return [row for row in found if all(word in casefolded(name(row)) for word in written)] or found
    return found


def short(text: str) -> str:
    """Return what a person wrote as a sentence quotes it."""
    return f"“{clean_line(text)[:_LONGEST_TEXT]}”"
