"""What feedback on a proposal becomes: a response under its author's name, on the day it was written."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from learnboard.domain.as_of import is_later, known_row
from learnboard.domain.consent import COUNTED, is_asked, response_kind
from learnboard.domain.errors import Rejected
from learnboard.domain.metrics.resources import proposal_state
from learnboard.domain.model.feedback import Feedback, FeedbackDocument, FeedbackItem
from learnboard.domain.model.fields import OWNER, Id
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal, Response, ResponseKind
from learnboard.domain.named_tuple import NamedTuple
from learnboard.domain.text import clean
from learnboard.presentation.labels import author_label, describe_feedback
from learnboard.presentation.proposals import SENTENCE_STATES
from learnboard.presentation.responses import response_name, said_late, said_uninvited
from learnboard.presentation.values import day_text, local_day, quoted
from learnboard.service.factory import creation_time, new_id
from learnboard.service.queries.authors import ADDING, known_author, misnamed, misnamed_text, unknown_text
from learnboard.storage.exports import ExportNote
from learnboard.storage.store import Store


class NotedResponse(NamedTuple):
    """The response that confirming feedback writes, what that would do (`preview`), and what it did (`message`)."""

    row: Response
    preview: str
    message: str


def noted_response(store: Store, feedback: Feedback, kind: ResponseKind, on: date) -> NotedResponse:
    """Return what feedback becomes among the responses to its proposal when it is confirmed on a day.

    What was written after the close is kept, and counts for nothing.

    Raises:
        Rejected: if it is about no proposal that was opened, or its author cannot respond to this one.
    """
    target = feedback.target
    proposal = store.find(Proposal, target.id) if target.kind == "proposal" else None
    if proposal is None:
        raise Rejected(f"The {describe_feedback(feedback)} is about no proposal of this board: answer it instead.")
    _check_opened(proposal, on)
    person = _author(store, feedback, kind)
    name = author_label(feedback.author)
    if kind in COUNTED:
        if not is_asked(proposal, person):
            raise Rejected(f"{said_uninvited(kind, name, proposal.title)}: answer it instead.")
        _check_seen(store, feedback, proposal, kind)
    said_on = _said_on(feedback, proposal, on)
    row = new_response(store, proposal.id, person, said_on, kind, feedback.text)
    what = response_name(kind, name, proposal.title)
    noted = f"noted the {what} on {day_text(said_on)}"
    if said_on > proposal.closes_on:
        late = said_late(said_on, proposal.closes_on)
        return NotedResponse(row, f"keeps the {what}: {late}", f"kept the {what}: {late}")
    if kind not in COUNTED:
        return NotedResponse(row, f"keeps the {what} among the responses; a reply stands below it", noted)
    counts = f"counts as the {what} from {day_text(said_on)} on"
    return NotedResponse(row, f"{counts}{_outcome(store, proposal, row, on)}", noted)


def new_response(
    store: Store, proposal: Id, person: Id, on: date, kind: ResponseKind, text: str, resolves: Id | None = None
) -> Response:
    """Return a new response, the last one of its day: the order of a day is that of ids (FORMAT.md §2)."""
    same_day = [row.id for row in store.rows(Response, proposal_id=proposal, on=on)]
    return Response(new_id(after=max(same_day, default="")), proposal, person, on, kind, clean(text).strip(), resolves)


def answers_in_place(store: Store, feedback: Feedback, reply: str, on: date) -> Iterator[Response]:
    """Yield what answering a question, a reaction, a wish or a concern writes among the responses to its proposal.

    That is the response itself, unless it stands there already, and the owner's reply below it; a reply that stands
    there already is changed. Nothing where the feedback cannot become a response.
    """
    kind = response_kind(feedback.target.kind, feedback.kind)
    if kind is None or kind in COUNTED:
        return
    noted = _noted_before(store, feedback)
    if noted is None:
        try:
            noted = noted_response(store, feedback, kind, on).row
        except Rejected:
            return
        yield noted
    if not reply:
        return
    replies = [row for row in store.rows(Response, resolves_id=noted.id) if row.by_id == OWNER]
    before = next((row for row in replies if feedback.reply and row.text == feedback.reply), None)
    if before:
        yield replace(before, text=reply)
    elif all(row.text != reply for row in replies):
        # What it answers may not be written yet, and has to come before it.
        row = new_response(store, noted.proposal_id, OWNER, max(on, noted.on), "reaction", reply, noted.id)
        yield replace(row, id=new_id(after=max(row.id, noted.id)))


def _noted_before(store: Store, feedback: Feedback) -> Response | None:
    """The response that this feedback has become already, if any."""
    if feedback.answer == "unanswered" or feedback.person_id is None:
        return None
    rows = store.rows(Response, proposal_id=feedback.target.id, by_id=feedback.person_id)
    text = clean(feedback.text).strip()
    return next((row for row in reversed(rows) if (row.kind, row.text) == (feedback.kind, text)), None)


def _check_opened(proposal: Proposal, on: date) -> None:
    name = quoted(proposal.title)
    if is_later(proposal, on) or proposal.opened_on is None:
        raise Rejected(f"{name} is not open on {day_text(on)}: open it first.")
    if known_row(proposal, on).withdrawn_on is not None:
        raise Rejected(f"{name} was withdrawn, so responses no longer count: answer it instead.")


def _author(store: Store, feedback: Feedback, kind: ResponseKind) -> Id:
    """The person whose response it is."""
    name, person = author_label(feedback.author), known_author(store, feedback)
    once = "each person's response counts once" if kind in COUNTED else "a response stands under its author's name"
    if other := misnamed(store, feedback):
        raise Rejected(
            f"{misnamed_text(name, other)}, and {once}: {ADDING}, or ask for a response to the right snapshot."
        )
    if person is None:
        raise Rejected(
            f"{unknown_text(store, feedback.author)}, and {once}: {ADDING}, or export a snapshot for the right person, "
            "and ask for their response to it."
        )
    return person


def _check_seen(store: Store, feedback: Feedback, proposal: Proposal, kind: ResponseKind) -> None:
    """Refuse a word that was overtaken: by a later one of the same person, or by what the owner changed.

    Nobody consents to what they have not seen; an objection to what was before stands until it is taken back.
    """
    name, title, day = author_label(feedback.author), quoted(proposal.title), local_day(feedback.written_at)
    for other in store.rows(Feedback, person_id=feedback.person_id):
        later = other.target == feedback.target and other.kind in COUNTED and other.written_at > feedback.written_at
        if later and other.answer == "done" and local_day(other.written_at) == day:
            raise Rejected(f"{name} wrote a later {other.kind} to {title} on the same day: answer this one instead.")
    note = store.find(ExportNote, feedback.snapshot_id)
    if note is None:
        return
    seen, ask = local_day(note.exported_at), "export another one, and ask again"
    if proposal.opened_on and seen < proposal.opened_on:
        opened = day_text(proposal.opened_on)
        raise Rejected(f"{title} was opened on {opened}, after the snapshot that {name} answered: {ask}.")
    for row in (
        store.rows(Response, proposal_id=proposal.id, by_id=OWNER, kind="amendment") if kind == "consent" else ()
    ):
        made = creation_time(row.id) if row.on == seen else None
        if row.on > seen or (made is not None and made > note.exported_at.timestamp() * 1000):
            raise Rejected(
                f"{title} was amended on {day_text(row.on)}, after the snapshot that {name} answered: {ask}."
            )


def _said_on(feedback: Feedback, proposal: Proposal, on: date) -> date:
    """The day a response was written; where the author's clock cannot be right, the day on which it is taken in."""
    written = local_day(feedback.written_at)
    return written if proposal.opened_on and proposal.opened_on <= written <= on else on


def _outcome(store: Store, proposal: Proposal, row: Response, on: date) -> str:
    """What a word that was written before the close, and comes after it, changes."""
    if on <= proposal.closes_on:
        return ""
    responses = store.rows(Response, proposal_id=proposal.id)
    before, after = (proposal_state(proposal, rows, on) for rows in (responses, (*responses, row)))
    changed = f": it was {SENTENCE_STATES[before]}, and is {SENTENCE_STATES[after]} then" if before != after else ""
    return f", before it closed on {day_text(proposal.closes_on)}{changed}"


# -- before it is imported ----------------------------------------------------------------------------------------


def uncounted_notices(store: Store, document: FeedbackDocument, items: Iterable[FeedbackItem]) -> Iterator[str]:
    """Yield a sentence for each answer to a proposal that is kept and counts for nothing."""
    name, id_ = author_label(document.author.name), document.author.person_id
    person = store.find(Person, id_) if id_ else None
    written = local_day(document.written_at)
    for item in items:
        kind = response_kind(item.target.kind, item.kind)
        proposal = store.find(Proposal, item.target.id) if kind else None
        if kind is None or proposal is None:
            continue
        if kind in COUNTED and person and not is_asked(proposal, person.id):
            yield f"{said_uninvited(kind, name, proposal.title)}."
        elif written > proposal.closes_on:
            yield f"The {response_name(kind, name, proposal.title)}: {said_late(written, proposal.closes_on)}."
