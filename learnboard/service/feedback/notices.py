"""What is to be said of feedback that arrives: by whom it is, and about which snapshot."""

from collections.abc import Iterator

from learnboard.domain.feedback_document import FeedbackDocument
from learnboard.domain.people import Person
from learnboard.domain.wording import day_text
from learnboard.service.feedback.words import author_of
from learnboard.storage.exports import ExportNote
from learnboard.storage.store import Store


def notices_of(store: Store, document: FeedbackDocument) -> tuple[str, ...]:
    """What the owner should know before they read it."""
    return (*document.notices, *_of_author(store, document), *_of_snapshot(store, document))


def _of_author(store: Store, document: FeedbackDocument) -> Iterator[str]:
    name, id_ = author_of(document.author.name), document.author.person_id
    person = store.find(Person, id_) if id_ else None
    if person is None:
        yield f"{name} is nobody on this board: your answers will not go back to them with an export."
    elif author_of(person.name) != name:
        yield f"{name} wrote it as {person.id}, who is {author_of(person.name)} on this board: make sure who it was."


def _of_snapshot(store: Store, document: FeedbackDocument) -> Iterator[str]:
    note = store.find(ExportNote, document.snapshot_id)
    if note is None:
        yield (
            "It is about a snapshot that was not exported from this copy of the board: whether it was altered cannot "
            "be told."
        )
        return
    if note.content_hash != document.snapshot_hash:
        yield f"{_numbered(note)} was altered after you exported it: they did not read what you wrote."
    last = store.last_export(note.profile, note.for_id)
    if last and last.sequence > note.sequence:
        yield (
            f"It is about {_numbered(note)[0].lower()}{_numbered(note)[1:]}; since then you exported snapshot "
            f"{last.sequence} of {day_text(last.as_of)}."
        )


def _numbered(note: ExportNote) -> str:
    return f"Snapshot {note.sequence} of {day_text(note.as_of)}"
