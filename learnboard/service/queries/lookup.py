"""Key results, proposals and people, found by what a person calls them."""

from collections.abc import Sequence
from datetime import date

from learnboard.domain.errors import NotFound, Rejected
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal
from learnboard.domain.relations import ended
from learnboard.domain.text import casefolded, clean_line
from learnboard.presentation.values import quoted
from learnboard.service.queries.naming import matches_of, short
from learnboard.storage.store import Store

_MOST_NAMED = 3


def find_key_result(store: Store, text: str) -> KeyResult:
    """Return the key result with this id or title, or the only one whose title has all of these words.

    One that goes on in a later cycle has its title there too: those of closed cycles count only if there are no others.

    Raises:
        NotFound: if there is none.
        Rejected: if there are several.
    """
    found = store.find(KeyResult, text)
    matches = [found] if found else matches_of(store.rows(KeyResult), text, lambda row: row.title)
    if len(matches) > 1:
        matches = _in_open_cycles(store, matches) or matches
    if len(matches) == 1:
        return matches[0]
    if not matches:
        raise NotFound(f"No key result is called {short(text)}: “learnboard show” lists them with their ids.")
    some = ", ".join(f"{quoted(row.title)} ({row.id})" for row in matches[:_MOST_NAMED])
    more = f" and {len(matches) - _MOST_NAMED} more" if len(matches) > _MOST_NAMED else ""
    raise Rejected(f"{short(text)} matches {some}{more}: give more of the title, or the id.")


def cycle_of(store: Store, key_result: KeyResult) -> Cycle:
    """Return the cycle of a key result."""
    return store.row(Cycle, store.row(Objective, key_result.objective_id).cycle_id)


def _in_open_cycles(store: Store, rows: Sequence[KeyResult]) -> list[KeyResult]:
    closed = [cycle.id for cycle in store.rows(Cycle, status="closed")]
    objectives = {row.id for row in store.rows(Objective, cycle_id=closed)} if closed else ()
    return [row for row in rows if row.objective_id not in objectives]


def find_proposal(store: Store, text: str) -> Proposal:
    """Return the proposal with this id or title, or the only one whose title has all of these words.

    Raises:
        NotFound: if there is none.
        Rejected: if there are several.
    """
    proposals = store.rows(Proposal)
    found = store.find(Proposal, text)
    matches = [found] if found else matches_of(proposals, text, lambda row: row.title)
    if len(matches) == 1:
        return matches[0]
    known = ", ".join(f"{quoted(row.title)} ({row.id})" for row in (matches or proposals)[:_MOST_NAMED])
    if not matches:
        there = f"the board has {known}" if known else "there is none on this board yet"
        raise NotFound(f"No proposal is called {short(text)}: {there}.")
    raise Rejected(f"{short(text)} matches {known}: give more of the title, or the id.")


def find_person(store: Store, text: str, day: date) -> Person:
    """Return the person with this id or name, or the only one whose name has all of these words.

    People whose time was over by the day count only if there is nobody else.

    Raises:
        NotFound: if there is nobody.
        Rejected: if there are several.
    """
    people = store.rows(Person)
    found = store.find(Person, text)
    matches = [found] if found else matches_of(people, text, lambda row: row.name)
    if len(matches) > 1:
        matches = [row for row in matches if not ended(row, day)] or matches
    if len(matches) == 1:
        return matches[0]
    if not people:
        raise NotFound(f"{short(text)} is not on this board, and neither is anybody else yet: leave the name out.")
    known = ", ".join(f"{clean_line(row.name)} ({row.id})" for row in matches or people)
    if not matches:
        raise NotFound(f"{short(text)} is not on this board: the people on it are {known}.")
    alike = len({casefolded(row.name) for row in matches}) == 1
    raise Rejected(f"{short(text)} matches {known}: give {'the id' if alike else 'the whole name, or the id'}.")
