"""Things found by what a person calls them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from learnboard.domain.errors import NotFound, Rejected
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Person
from learnboard.domain.text import clean_line
from learnboard.presentation.labels import quoted
from learnboard.storage.store import Store

Thing = TypeVar("Thing", KeyResult, Person)
_MOST_NAMED = 3
_LONGEST_WORDS = 60


def find_key_result(store: Store, words: str) -> KeyResult:
    """The key result with this id or title, or whose title has all of these words as no other's does.

    Raises:
        NotFound: if none fits.
        Refused: if more than one does.
    """
    found = store.find(KeyResult, words)
    fitting = [found] if found else _fitting(store.rows(KeyResult), words, lambda one: one.title)
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise NotFound(f"No key result is called {_said(words)}: “learnboard show” lists them with their ids.")
    some = ", ".join(f"{quoted(one.title)} ({one.id})" for one in fitting[:_MOST_NAMED])
    more = f" and {len(fitting) - _MOST_NAMED} more" if len(fitting) > _MOST_NAMED else ""
    raise Rejected(f"{_said(words)} fits {some}{more}: give more of the title, or the id.")


def find_person(store: Store, words: str, day: date) -> Person:
    """The person with this id or name, or whose name has all of these words as no other's does.

    Of several, the one is meant whose time is not over on a day.

    Raises:
        NotFound: if nobody fits.
        Refused: if more than one does.
    """
    people = store.rows(Person)
    found = store.find(Person, words)
    fitting = [found] if found else _fitting(people, words, lambda one: one.name)
    if len(fitting) > 1:
        fitting = [one for one in fitting if one.to_on is None or one.to_on >= day] or fitting
    if len(fitting) == 1:
        return fitting[0]
    if not people:
        raise NotFound(f"{_said(words)} is nobody on this board, which knows no people yet: leave the name out.")
    known = ", ".join(f"{clean_line(one.name)} ({one.id})" for one in fitting or people)
    if not fitting:
        raise NotFound(f"{_said(words)} is nobody on this board: it knows {known}.")
    alike = len({one.name.casefold() for one in fitting}) == 1
    raise Rejected(f"{_said(words)} fits {known}: give {'the id' if alike else 'the whole name, or the id'}.")


def _fitting(subjects: Sequence[Thing], words: str, name: Callable[[Thing], str]) -> list[Thing]:
    """Those of exactly this name, else those whose name has all the words in it."""
    sought = words.casefold().split()
    if not sought:
        return []
    exact = [one for one in subjects if name(one).casefold().split() == sought]
    return exact or [one for one in subjects if all(word in name(one).casefold() for word in sought)]


def _said(words: str) -> str:
    return f"“{clean_line(words)[:_LONGEST_WORDS]}”"
