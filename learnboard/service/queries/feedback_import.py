"""What importing feedback would do: the rows it writes, and what the owner should know before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal, TypeAlias

from learnboard.domain.errors import Rejected
from learnboard.domain.model.feedback import Answer, Feedback, FeedbackDocument, FeedbackItem
from learnboard.domain.model.fields import Id
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.people import Person
from learnboard.domain.model.records import TABLES
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean
from learnboard.presentation.labels import FEEDBACK_KINDS, NOUNS, author_label
from learnboard.presentation.review import held_back, late_answers_text
from learnboard.presentation.values import day_text, quoted
from learnboard.service.queries.authors import AuthorToAdd, author_to_add, fits, misnamed_text, unknown_text
from learnboard.service.queries.consent import uncounted_notices
from learnboard.service.queries.feedback import target_titles
from learnboard.service.queries.review import still_open
from learnboard.storage.exports import ExportNote, last_export
from learnboard.storage.store import Store

ImportStatus: TypeAlias = Literal["new", "revised", "known", "unattached", "refused"]
_STATUSES: Final[tuple[ImportStatus, ...]] = ("new", "revised", "known", "unattached", "refused")
_ANSWERED: Final[dict[Answer, str]] = {
    "unanswered": "not answered",
    "done": "answered “done”",
    "will_do": "answered “will do”",
    "declined": "declined",
}
_DIFFERS: Final = "differs from what was imported with the same revision: the board keeps what it has"


class ImportItem(NamedTuple):
    """An item of feedback, the title of its target (empty for the board itself), and what importing it does.

    `unattached` is new or revised too, but its target is not on the board. The message explains the status, if there
    is anything to explain; it is a clause in lower case, shown behind the item. An item that `differs` is known, and
    has changed without a higher revision.
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
    author: AuthorToAdd | None = None
    """Whom adding the author makes of them; None if the board knows them."""


def import_preview(store: Store, document: FeedbackDocument, *, add_author: bool = False) -> ImportPreview:
    """Return what importing feedback would do. Nothing is written. Who is added is not warned about.

    Raises:
        Rejected: if it is about another board.
    """
    check_own_board(store, document)
    still = still_open(store, date.max)  # nothing of it is answered yet
    found = (item for item, _ in rows_to_import(store, document))
    items = tuple(item._replace(item=held_back(item.item, document.written_at, still)) for item in found)
    author = author_to_add(store, document.author)
    warned = () if add_author and author else _author_notices(store, document)
    coming = (item.item for item in items if item.status in ("new", "revised"))
    uncounted = uncounted_notices(store, document, coming)
    late = _late_notices(store, (item.item for item in items if item.status in ("new", "revised")))
    notices = (*document.notices, *warned, *_snapshot_notices(store, document), *uncounted, *late)
    return ImportPreview(document, items, (*notices, *_differing_notices(items)), author)


def check_own_board(store: Store, document: FeedbackDocument) -> None:
    """Refuse feedback about another board.

    Raises:
        Rejected: if it is.
    """
    own = store.board_info()
    if document.board_id != own.id:
        raise Rejected(
            f"The feedback of {author_label(document.author.name)} is about the board {document.board_id}, and this is "
            f"the board {own.id} of {author_label(own.owner.name)}: open the other one with --board."
        )


def rows_to_import(
    store: Store, document: FeedbackDocument, author: Id | None = None
) -> Sequence[tuple[ImportItem, Feedback | None]]:
    """Return each item with its status, and the row to write, if there is one; `author` is the person who wrote it."""
    ids = [item.id for item in document.items]
    tables = {row.id: name for name, record in TABLES.items() for row in store.rows(record, id=ids)}
    earlier = {row.id: row for row in store.rows(Feedback, id=ids)}
    titles = target_titles(store, (item.target for item in document.items))
    person_id = document.author.person_id
    person = author or (person_id if person_id and store.find(Person, person_id) else None)
    result: list[tuple[ImportItem, Feedback | None]] = []
    for item in document.items:
        title, before = titles.get(item.target), earlier.get(item.id)
        row = _row(item, document, person, before, attached=title is not None)
        if author:
            row = replace(row, person_id=author)
        if refusal := _refusal(document, person, tables.get(item.id), before):
            result.append((ImportItem(item, title or "", "refused", refusal), None))
        elif before and (before.revision >= item.revision or _content(before) == _content(item)):
            same = replace(row, answer=before.answer) if item.revision > before.revision else None
            if author and not same and before.person_id != author:
                same = replace(before, person_id=author)
            result.append((_known_item(item, title, before), same))
        else:
            result.append((ImportItem(item, title or "", *_new_status(item, title, before)), row))
    return result


def describe_import(document: FeedbackDocument, items: Iterable[ImportItem]) -> str:
    """Count the items of a document by status: `feedback of Rowan Teal: 5 new, 1 unattached`."""
    statuses = [item.status for item in items]
    counts = ", ".join(f"{statuses.count(status):,} {status}" for status in _STATUSES if status in statuses)
    return f"feedback of {author_label(document.author.name)}: {counts or 'nothing in it'}"


def describe_item(item: ImportItem) -> str:
    """Say in a sentence what importing an item does."""
    return f"{_named(item.item)}: {item.message}."


def _named(item: FeedbackItem) -> str:
    text = quoted(item.text) if item.text else item.id
    return f"The {FEEDBACK_KINDS[item.kind].noun} {text}"


# -- notices ------------------------------------------------------------------------------------------------------


def _author_notices(store: Store, document: FeedbackDocument) -> Iterator[str]:
    name, id_ = author_label(document.author.name), document.author.person_id
    person = store.find(Person, id_) if id_ else None
    if person is None:
        told = unknown_text(store, document.author.name)
        yield f"{told}: your answers will not go back to them with an export."
    elif not fits(person, document.author.name):
        yield f"{misnamed_text(name, person)}: make sure who it was."


def _late_notices(store: Store, items: Iterable[FeedbackItem]) -> Iterator[str]:
    """That answers to a review came in after the close of its cycle, and where they stand."""
    ids = [item.target.id for item in items if item.verdict and item.target.kind == "objective"]
    cycles = {row.cycle_id: None for row in store.rows(Objective, id=ids)} if ids else {}
    for cycle in store.rows(Cycle, id=[*cycles]) if cycles else ():
        if cycle.closed:
            yield late_answers_text(cycle.title)


def _snapshot_notices(store: Store, document: FeedbackDocument) -> Iterator[str]:
    note = store.find(ExportNote, document.snapshot_id)
    if note is None:
        yield (
            "It is about a snapshot that was not exported from this copy of the board: learnboard cannot tell whether "
            "it was altered."
        )
        return
    snapshot = f"napshot {note.sequence} of {day_text(note.as_of)}"
    if note.content_hash != document.snapshot_hash:
        yield f"S{snapshot} was altered after you exported it: they did not read what you wrote."
    last = last_export(store, note.profile, note.for_id)
    if last and last.sequence > note.sequence:
        since = f"snapshot {last.sequence} of {day_text(last.as_of)}"
        yield f"It is about s{snapshot}; since then you exported {since}."


def _differing_notices(items: Iterable[ImportItem]) -> Iterator[str]:
    """That items were left out which had changed without a higher revision."""
    differing = [item.item for item in items if item.differs]
    if len(differing) == 1:
        yield f"{_named(differing[0])} {_DIFFERS}."
    elif differing:
        yield f"In {len(differing):,} places it {_DIFFERS}."


# -- rows ---------------------------------------------------------------------------------------------------------


def _content(row: Feedback | FeedbackItem) -> tuple[object, ...]:
    """What was written about what: an answer to it holds as long as that stays the same.

    What stands on a board for long may be spelled in another normal form than a file that is read now.
    """
    action = row.action and (clean(row.action.text), row.action.due_on)
    return row.kind, row.target, clean(row.text), action, row.levels, row.verdict


def _known_item(item: FeedbackItem, title: str | None, before: Feedback) -> ImportItem:
    if item.revision == before.revision and _content(item) != _content(before):
        return ImportItem(item, title or "", "known", _DIFFERS, differs=True)
    missing = f"what it is about ({_target(item)}) is not on this board; it was imported before"
    return ImportItem(item, title or "", "known", missing if title is None else "it is on the board already")


def _new_status(item: FeedbackItem, title: str | None, before: Feedback | None) -> tuple[ImportStatus, str]:
    if title is None:
        return "unattached", f"about {_target(item)}, which is not on this board"
    if before:
        return "revised", f"written again; the earlier version was {_ANSWERED[before.answer]}"
    return "new", ""


def _target(item: FeedbackItem) -> str:
    return f"{item.target.kind.replace('_', ' ')} {item.target.id}"


def _refusal(document: FeedbackDocument, person: Id | None, table: str | None, before: Feedback | None) -> str:
    """Why an item is refused: its id belongs to another row of the board. Empty if it is not."""
    ask = f"ask {author_label(document.author.name)} to write it again"
    if table and before is None:
        return f"its id is that of a {NOUNS[table][0]} on this board; {ask}"
    if before and not _same_author(before, document, person):
        return f"its id is that of feedback of {author_label(before.author)}; {ask}"
    return ""


def _same_author(before: Feedback, document: FeedbackDocument, person: Id | None) -> bool:
    """Whether one person wrote both. If either does not say who that was, or says another's id, the name decides."""
    if before.person_id == document.author.person_id != person and clean(before.author) == document.author.name:
        return True
    if before.person_id and person:
        return before.person_id == person
    return clean(before.author) == document.author.name


def _row(
    item: FeedbackItem, document: FeedbackDocument, person: Id | None, before: Feedback | None, *, attached: bool
) -> Feedback:
    """The row that an item becomes. What was revised needs a new answer; the reply stays."""
    row = Feedback(
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
        levels=item.levels,
        verdict=item.verdict,
    )
    if before is None:
        return row
    return replace(row, author=before.author, person_id=before.person_id or person, reply=before.reply)
