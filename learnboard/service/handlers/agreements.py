"""What a change of an agreement leaves of the consent to it, and private notes on a person."""

from dataclasses import replace
from datetime import date

from learnboard.domain.agreements import accepted_terms, terms_name
from learnboard.domain.errors import InvalidValue
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.people import Person
from learnboard.domain.row_rules import problem
from learnboard.domain.text import clean
from learnboard.presentation.messages import NOTHING_TO_CHANGE, sentence
from learnboard.presentation.values import quoted
from learnboard.service.commands import WriteUpward
from learnboard.service.dispatch import HandlerResult
from learnboard.service.factory import new_id
from learnboard.service.queries.agreements import read_terms
from learnboard.service.queries.person import upward_notes
from learnboard.storage.journal import Recorder
from learnboard.storage.store import Store


def keep_terms(store: Store, record: Recorder, before: Person) -> None:
    """Keep what a person agreed to before the owner changes the agreement, and when it was changed."""
    terms = read_terms(store, before.id) or accepted_terms(before)
    changed = terms._replace(changed_at=store.now().replace(microsecond=0))
    record.put(LocalValue(terms_name(before.id), changed.text))


def write_upward(store: Store, command: WriteUpward, day: date) -> HandlerResult:  # noqa: ARG001 - the notes have their own
    """Keep the notes of a day on a person; one that is known already is changed, an empty one removed.

    Raises:
        NotFound: if the person was deleted.
        InvalidValue: if a note is too long.
    """
    name = quoted(store.row(Person, command.person).name)
    with store.step(f"note on {name}") as record:
        known = {row.question: row for row in upward_notes(store, command.person) if row.on == command.on}
        for question, note in command.notes.items():
            text, before = clean(note).strip(), known.get(question)
            if before and not text:
                record.remove(Reflection, before.id)
            elif text:
                row = before or _note(command, question)
                record.put(_valid(replace(row, text=text)))
    message = f"Kept your notes on {name}: nobody sees them until you export them."
    return HandlerResult(message if record.changes else NOTHING_TO_CHANGE, record.changes)


def _note(command: WriteUpward, question: str) -> Reflection:
    """A private note that is still to be written."""
    about = About("person", command.person)
    return Reflection(new_id(), command.on, OWNER, "upward", about, question, "", None, None, visibility="private")


def _valid(row: Reflection) -> Reflection:
    """The note, if a board can hold it."""
    if found := problem(row):
        raise InvalidValue(sentence(f"the answer to {quoted(row.question)}: {found.message}"))
    return row
