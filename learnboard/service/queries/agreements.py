"""What people agreed to, and whether somebody can agree to their agreement as it is now."""

from collections.abc import Iterable, Mapping
from datetime import date

from learnboard.domain.agreements import AgreedTerms, AgreementState, agreement_mark, agreement_state, terms_name
from learnboard.domain.errors import Rejected
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Id
from learnboard.domain.model.local_values import LocalValue
from learnboard.domain.model.people import Person
from learnboard.presentation.labels import author_label, describe_feedback
from learnboard.presentation.values import day_text, local_day, short_name
from learnboard.service.queries.authors import ADDING, fits, misnamed, misnamed_text, unknown_text
from learnboard.storage.exports import list_exports
from learnboard.storage.store import Store


def read_terms(store: Store, person: Id) -> AgreedTerms | None:
    """Return what is kept of a person's consent to their agreement; None if nothing is."""
    kept = store.find(LocalValue, terms_name(person))
    return AgreedTerms.of(kept.text) if kept else None


def agreement_states(store: Store, people: Iterable[Person]) -> Mapping[Id, AgreementState]:
    """Return how the agreement with each of these people stands, by their ids."""
    people = list(people)
    kept = {
        row.id: AgreedTerms.of(row.text) for row in store.rows(LocalValue, id=[terms_name(row.id) for row in people])
    }
    return {row.id: agreement_state(row, kept.get(terms_name(row.id))) for row in people}


def agreed_terms(store: Store, feedback: Feedback, on: date) -> tuple[Person, LocalValue]:
    """Return the person whose approval it is, and what is kept once it counts from a day on.

    Raises:
        Rejected: if it is not by the person whom the agreement is with, or about one that was changed since.
    """
    name = describe_feedback(feedback)
    person = store.find(Person, feedback.target.id)
    if person is None:
        raise Rejected(f"The {name} is about nobody on this board: answer it instead.")
    whose = f"the agreement with {short_name(person.name)}"
    if feedback.kind != "approve":
        raise Rejected(f"The {name} of {whose} changes nothing by itself: change the agreement, or answer it.")
    if (other := misnamed(store, feedback)) and other.id == person.id:
        name = author_label(person.name)
        raise Rejected(
            f"{misnamed_text(feedback.author, other)}, and only {name} can agree to {whose}: export a snapshot for "
            f"{name} and ask them to agree to it under their own name, or answer this instead."
        )
    if feedback.person_id is None and fits(person, feedback.author):
        raise Rejected(f"{unknown_text(store, feedback.author)}: {ADDING}, or answer it instead.")
    if feedback.person_id != person.id:
        raise Rejected(
            f"Only {author_label(person.name)} can agree to {whose}, and this is by {author_label(feedback.author)}: "
            "answer it instead."
        )
    if person.agreement is None:
        raise Rejected(f"There is no {whose[4:]} any more: answer it instead.")
    kept = read_terms(store, person.id)
    _check_same(store, feedback, kept, whose)
    terms = AgreedTerms(agreement_mark(person.agreement), on, kept.changed_at if kept else None)
    return person, LocalValue(terms_name(person.id), terms.text)


def _check_same(store: Store, feedback: Feedback, kept: AgreedTerms | None, whose: str) -> None:
    """Refuse what was said about an agreement before it was changed: nobody agrees to what they have not seen."""
    if kept is None or kept.changed_at is None:
        return
    seen = next((note.exported_at for note in list_exports(store) if note.snapshot_id == feedback.snapshot_id), None)
    if seen is not None and seen < kept.changed_at:
        raise Rejected(
            f"{whose[:1].upper()}{whose[1:]} was changed on {day_text(local_day(kept.changed_at))}, after the snapshot "
            f"that {author_label(feedback.author)} answered: export another one, and ask again."
        )
