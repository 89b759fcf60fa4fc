"""What is to be said of feedback that arrives: by whom it is, and about which snapshot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, NamedTuple, TypeAlias

from learnboard.domain.errors import Rejected
from learnboard.domain.model.feedback import Answer, Feedback, FeedbackDocument, FeedbackItem
from learnboard.domain.model.fields import Id
from learnboard.domain.model.people import Person
from learnboard.domain.model.records import TABLES
from learnboard.presentation.labels import NOUNS, quoted
from learnboard.presentation.values import day_text
from learnboard.service.queries.feedback_targets import KINDS, author_of, names_of
from learnboard.storage.side_tables import ExportNote
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


ImportStatus: TypeAlias = Literal["new", "revised", "known", "unattached", "refused"]
IMPORT_STATUSES: Final[tuple[ImportStatus, ...]] = ("new", "revised", "known", "unattached", "refused")
_ANSWERED: Final[dict[Answer, str]] = {
    "unanswered": "not answered",
    "done": "answered “done”",
    "will_do": "answered “will do”",
    "declined": "declined",
}
_DIFFERS: Final = "differs from what came before under the same revision: what is on the board stays"


class ImportItem(NamedTuple):
    """One thing that was said, the title of what it is about (empty for the board itself), and what becomes of it.

    `unattached` is new or revised too, but about nothing that is on the board. The sentence says why, if there is
    anything to say; it begins small, since it stands behind what was said. What `differs` is known, and says something
    else than before without a higher revision.
    """

    item: FeedbackItem
    about: str
    status: ImportStatus
    message: str
    differs: bool = False


class ImportPreview(NamedTuple):
    """A feedback document as this board sees it, before anything is written."""

    document: FeedbackDocument
    items: tuple[ImportItem, ...]
    notices: tuple[str, ...]


def import_preview(store: Store, document: FeedbackDocument) -> ImportPreview:
    """What would become of feedback; nothing is written.

    Raises:
        Refused: if it is about another board.
    """
    check_own_board(store, document)
    items = tuple(item for item, _ in rows_to_import(store, document))
    return ImportPreview(document, items, (*notices_of(store, document), *_differing(items)))


def summary(document: FeedbackDocument, items: Iterable[ImportItem]) -> str:
    """How much of a document has which fate: `feedback of Rowan Teal: 5 new, 1 unattached`."""
    fates = [item.status for item in items]
    counts = ", ".join(f"{fates.count(status):,} {status}" for status in IMPORT_STATUSES if status in fates)
    return f"feedback of {author_of(document.author.name)}: {counts or 'nothing in it'}"


def describe_item(item: ImportItem) -> str:
    """What becomes of an item, in a sentence of its own."""
    text = quoted(item.item.text) if item.item.text else item.item.id
    return f"The {KINDS[item.item.kind]} {text}: {item.message}."


def check_own_board(store: Store, document: FeedbackDocument) -> None:
    """Refuse feedback about another board.

    Raises:
        Rejected: if it is.
    """
    own = store.board_info()
    if document.board_id != own.id:
        raise Rejected(
            f"The feedback of {author_of(document.author.name)} is about the board {document.board_id}, and this is "
            f"the board {own.id} of {author_of(own.owner.name)}: open the other one with --board."
        )


def rows_to_import(store: Store, document: FeedbackDocument) -> Sequence[tuple[ImportItem, Feedback | None]]:
    """Each item with its fate, and the row to be written if there is one."""
    ids = [item.id for item in document.items]
    taken = {row.id: name for name, record in TABLES.items() for row in store.rows(record, id=ids)}
    feedback = {row.id: row for row in store.rows(Feedback, id=ids)}
    about = names_of(store, (item.target for item in document.items))
    said_to_be = document.author.person_id
    person = said_to_be if said_to_be and store.find(Person, said_to_be) else None
    result: list[tuple[ImportItem, Feedback | None]] = []
    for item in document.items:
        name, before = about.get(item.target), feedback.get(item.id)
        title = name or ""
        if refused := _refusal(document, person, taken.get(item.id), before):
            result.append((ImportItem(item, title, "refused", refused), None))
        elif before and (before.revision >= item.revision or _said(before) == _said(item)):
            row = _row(item, document, person, before, attached=name is not None)
            later = replace(row, answer=before.answer) if item.revision > before.revision else None
            result.append((_known(item, title, before, attached=row.attached), later))
        else:
            row = _row(item, document, person, before, attached=name is not None)
            result.append((ImportItem(item, title, *_fate(item, before, attached=row.attached)), row))
    return result


def _said(one: Feedback | FeedbackItem) -> tuple[object, ...]:
    """What was said, about what: an answer to it holds as long as that stays the same."""
    return one.kind, one.target, one.text, one.action


def _known(item: FeedbackItem, about: str, before: Feedback, *, attached: bool) -> ImportItem:
    if item.revision == before.revision and _said(item) != _said(before):
        return ImportItem(item, about, "known", _DIFFERS, differs=True)
    lost = f"what it is about ({_place(item)}) is not here; it was taken in before"
    return ImportItem(item, about, "known", "it is on the board already" if attached else lost)


def _place(item: FeedbackItem) -> str:
    return f"{item.target.kind.replace('_', ' ')} {item.target.id}"


def _differing(items: Iterable[ImportItem]) -> Iterable[str]:
    """That something was dropped which was changed without a higher revision."""
    found = [one.item for one in items if one.differs]
    if len(found) == 1:
        text = quoted(found[0].text) if found[0].text else found[0].id
        yield f"The {KINDS[found[0].kind]} {text} {_DIFFERS}."
    elif found:
        yield f"In {len(found):,} places it {_DIFFERS}."


def _refusal(document: FeedbackDocument, person: Id | None, table: str | None, before: Feedback | None) -> str:
    """Why an item is kept out, for an id belongs to one row of a board; empty if it is not."""
    ask = f"ask {author_of(document.author.name)} to write it anew"
    if table and before is None:
        return f"kept out, its id is that of a {NOUNS[table][0]} on this board: {ask}"
    if before and not _same_author(before, document, person):
        return f"kept out, its id is that of feedback of {author_of(before.author)}: {ask}"
    return ""


def _same_author(before: Feedback, document: FeedbackDocument, person: Id | None) -> bool:
    """Whether a person wrote both; where one of them does not say who it was, the name decides."""
    if before.person_id and person:
        return before.person_id == person
    return before.author == document.author.name


def _fate(item: FeedbackItem, before: Feedback | None, *, attached: bool) -> tuple[ImportStatus, str]:
    if not attached:
        return "unattached", f"about {_place(item)}, which is not on this board"
    if before:
        return "revised", f"written anew; what was written before was {_ANSWERED[before.answer]}"
    return "new", ""


def _row(
    item: FeedbackItem, document: FeedbackDocument, person: Id | None, before: Feedback | None, *, attached: bool
) -> Feedback:
    """The row an item becomes; what is written anew wants a new answer, and the reply stays."""
    fresh = Feedback(
        id=item.id,
        author=document.author.name,
        person_id=person,
        snapshot_id=document.snapshot_id,
        target=item.target,
        kind=item.kind,
        text=item.text,
        action=item.action,
        written_at=document.written_at,
        revision=item.revision,
        answer="unanswered",
        reply="",
        attached=attached,
    )
    if before is None:
        return fresh
    return replace(fresh, author=before.author, person_id=before.person_id or person, reply=before.reply)
