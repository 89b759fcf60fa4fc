"""Who wrote feedback: the person on the board whom the file names, somebody of that name, or somebody unknown."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from learnboard.domain.model.feedback import Author, Feedback
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.domain.model.records import TABLES
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean_line, folded
from learnboard.presentation.labels import author_label
from learnboard.presentation.people import RELATIONS, find_named
from learnboard.presentation.values import short_name
from learnboard.service.factory import new_person
from learnboard.storage.store import Store

ADDING: Final = "import it again and add who wrote it, with y or --add-author"
"""What to do about feedback whose author the board does not know, after a colon."""
_PLAIN: Final = frozenset(" .'-")


class AuthorToAdd(NamedTuple):
    """The person that an unknown author becomes; `known` if they are on the board already, under another id."""

    person: Person
    known: bool


def fits(person: Person, name: str) -> bool:
    """Whether a name is that of a person, whatever its case and accents."""
    return folded(clean_line(person.name)) == folded(clean_line(name))


def misnamed(store: Store, feedback: Feedback) -> Person | None:
    """Return the person whose id feedback gives, if its author's name is another; None if it fits, or there is none."""
    person = store.find(Person, feedback.person_id) if feedback.person_id else None
    return person if person and not fits(person, feedback.author) else None


def known_author(store: Store, feedback: Feedback) -> Id | None:
    """Return the id of feedback's author, if they are still on the board and it is theirs."""
    id_ = feedback.person_id
    return id_ if id_ and store.find(Person, id_) and not misnamed(store, feedback) else None


def misnamed_text(name: str, person: Person) -> str:
    """Say in a clause that an author gives an id that is somebody else's."""
    return f"{author_label(name)} wrote it under the id of {author_label(person.name)}"


def unknown_text(store: Store, name: str) -> str:
    """Say in a clause that a file names nobody on the board as its author, though its name may be somebody's."""
    same = person_of_name(store.rows(Person), clean_line(name))
    if same is None:
        return f"{author_label(name)} is not a person on this board"
    relation = RELATIONS[same.relation]
    return (
        f"A {relation} on this board is called {author_label(same.name)}, but the file does not say that it is by them"
    )


def author_to_add(store: Store, author: Author) -> AuthorToAdd | None:
    """Return whom adding an author makes of them; None if the board knows them.

    Somebody of that name is taken to be the author, a mentor first. Else it is a new person, with the id that the file
    gives if that is free: the mentor if there is none yet, or else a contact.
    """
    name, id_ = clean_line(author.name), author.person_id
    known = store.find(Person, id_) if id_ else None
    if (known and fits(known, name)) or not name:
        return None
    people = store.rows(Person)
    if same := person_of_name(people, name):
        return AuthorToAdd(same, known=True)
    first = not any(row.relation == "mentor" and row.to_on is None for row in people)
    row = new_person(name, relation="mentor" if first else "contact", primary=first)
    if id_ and not any(store.find(record, id_) for record in TABLES.values()):
        row = replace(row, id=id_)
    return AuthorToAdd(row, known=False)


def person_of_name(people: Sequence[Person], name: str) -> Person | None:
    """Return the person of a name: one whose time is not over and a mentor first; None if there is none, or no name."""
    same = sorted(find_named(people, name), key=lambda row: (row.to_on is not None, row.relation != "mentor", row.id))
    return same[0] if same and name else None


def describe_author(found: AuthorToAdd) -> str:
    """Say in a clause what becomes of an author: `adds Rowan Teal as mentor`."""
    name, relation = short_name(found.person.name), RELATIONS[found.person.relation]
    return f"counts it as that of {name}, {relation} on this board" if found.known else f"adds {name} as {relation}"


def asked_author(person: Person) -> str:
    """Ask whether somebody whom a file only names is the person of that name."""
    return f"Is this your {RELATIONS[person.relation]} {short_name(person.name)}?"


def known_author_text(person: Person) -> str:
    """Say in a sentence that feedback is by the person of that name."""
    return f"The feedback is by your {RELATIONS[person.relation]} {short_name(person.name)}: enter lets it count."


def added_author(found: AuthorToAdd) -> str:
    """Say in a sentence what became of an author."""
    name, relation = short_name(found.person.name), RELATIONS[found.person.relation]
    is_now = f"It counts as that of {name}, {relation}" if found.known else f"{name} is on the board as {relation} now"
    return f"{is_now}: “{_export_command(found.person)}” takes your answers back."


def _export_command(person: Person) -> str:
    """The command that exports for a person what their answers are in; by the id where the name is hard to type."""
    name = clean_line(person.name)
    plain = name[:1].isalnum() and name == short_name(name) and all(sign.isalnum() or sign in _PLAIN for sign in name)
    reader = name if plain else person.id
    reader = reader if reader.isalnum() else f'"{reader}"'
    profile = "" if person.relation == "mentor" else " --profile mentor"
    return f"learnboard export --for {reader}{profile}"
