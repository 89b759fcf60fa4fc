"""Feedback from somebody unknown, or under another's id: who is added, where answers go, and what is not recorded."""

from datetime import UTC, date, datetime

import pytest

from learnboard.domain.errors import Rejected
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Person
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.domain.validation import check
from learnboard.service.commands import AnswerFeedback, ConfirmDecision, ImportFeedback, Undo
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.queries.agreements import agreement_states
from learnboard.service.queries.feedback_import import import_preview
from learnboard.service.queries.open_items import inbox
from tests.builders import agreement, budget_entry, metric, person, records, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo
from tests.service.feedback_documents import feedback_document, item

TOLD = "Dana Fox wrote it under the id of Rowan Teal"


def take_in(service, document, *, add_author=True):
    message = execute_and_undo(service, ImportFeedback(document, add_author)).message
    check(service.store.records())
    return message


def kept(service, id_="f1"):
    return service.store.row(Feedback, id_)


def named(service, name):
    return [row for row in service.store.rows(Person) if row.name == name]


def approval(service_of, name):
    """A board with an entry that waits for approval, and an approval by a name under the mentor's id."""
    entry = budget_entry(id="b1", title="A course", state="proposed", proposed_on="2026-06-01")
    service = service_of(year_of(entry, person(id="p-mentor", primary=True)))
    document = feedback_document(item(kind="approve", about="budget_entry b1"), name=name, board_id="brd")
    return service, document


def test_an_unknown_author_is_added_under_the_id_of_the_file_and_answers_go_back(service):
    message = take_in(service, feedback_document(item(), name="Dana Fox", person="p-dana"))
    command = 'learnboard export --for "Dana Fox" --profile mentor'
    told = f"Dana Fox is on the board as contact now: “{command}” takes your answers back."
    assert message == f"Imported feedback of Dana Fox: 1 new. {told}"
    (dana,) = named(service, "Dana Fox")
    assert (dana.id, dana.relation, dana.primary, kept(service).person_id) == ("p-dana", "contact", False, "p-dana")
    execute(service, AnswerFeedback("f1", "done", "Thank you."))
    request = ExportRequest(profile="mentor", person="p-dana")
    prepared = prepare_export(service.store, request, datetime(2026, 6, 26, 9, tzinfo=UTC), DAY)
    assert [(row.id, row.reply) for row in prepared.snapshot.records.feedback] == [("f1", "Thank you.")]


@pytest.mark.parametrize("id_", [None, "p-mentor", "k11"])
def test_where_the_id_is_missing_or_taken_the_author_gets_a_new_one(service, id_):
    before = {row.id for row in service.store.rows(Person)}
    take_in(service, feedback_document(item(), name="Dana Fox", person=id_))
    (dana,) = named(service, "Dana Fox")
    assert dana.id not in {*before, "k11"}
    assert kept(service).person_id == dana.id


def test_somebody_of_that_name_is_taken_to_be_the_author(service):
    document = feedback_document(item(), name="rowan teal", person=None)
    assert import_preview(service.store, document).author.known
    message = take_in(service, document)
    assert message.endswith(
        'It counts as that of Rowan Teal, mentor: “learnboard export --for "Rowan Teal"” takes your answers back.'
    )
    assert kept(service).person_id == "p-mentor"
    assert len(named(service, "Rowan Teal")) == 1


def test_what_was_imported_before_is_given_to_its_author_and_nothing_else_changes(service):
    document = feedback_document(item(), item("f2"), name="Dana Fox", person="p-mentor")
    execute(service, ImportFeedback(document))
    execute(service, AnswerFeedback("f1", "done", "Thank you."))
    take_in(service, document)
    (dana,) = named(service, "Dana Fox")
    assert {row.person_id for row in service.store.rows(Feedback) if row.author == "Dana Fox"} == {dana.id}
    assert (kept(service).answer, kept(service).reply) == ("done", "Thank you.")


def test_the_first_one_is_the_mentor_of_a_board_without_one(service_of):
    service = service_of(records())
    document = feedback_document(item(about="board brd"), name="Dana Fox", person="p1", board_id="brd")
    assert execute(service, ImportFeedback(document, add_author=True)).endswith(
        'Dana Fox is on the board as mentor now: “learnboard export --for "Dana Fox"” takes your answers back.'
    )
    (dana,) = named(service, "Dana Fox")
    assert (dana.id, dana.relation, dana.primary, dana.accepted_on) == ("p1", "mentor", True, None)


def test_without_it_nobody_is_added_and_a_known_author_is_offered_to_nobody(service):
    document = feedback_document(item(), name="Dana Fox", person="p-dana")
    take_in(service, document, add_author=False)
    assert named(service, "Dana Fox") == []
    assert kept(service).person_id is None
    assert import_preview(service.store, feedback_document(item("f2"))).author is None


def test_one_undo_takes_back_feedback_and_author(service):
    execute(service, ImportFeedback(feedback_document(item(), name="Dana Fox", person="p-dana"), add_author=True))
    execute(service, Undo())
    assert named(service, "Dana Fox") == []
    assert service.store.find(Feedback, "f1") is None


# -- under another's id -----------------------------------------------------------------------------------------------


def test_a_name_that_does_not_fit_the_id_is_told_and_decides_nothing_under_it(service_of):
    service, document = approval(service_of, "Dana Fox")
    assert f"{TOLD}: make sure who it was." in import_preview(service.store, document).notices
    execute(service, ImportFeedback(document))
    (row,) = (one for one in inbox(service.store, DAY).unanswered if one.feedback.id == "f1")
    assert row.effect.startswith(f"{TOLD}. Approves ")
    assert "; not recorded as a decision of Rowan Teal." in row.effect
    message = execute(service, ConfirmDecision("f1", DAY))
    assert "not recorded as a decision of Rowan Teal" in message
    decided = service.store.row(BudgetEntry, "b1")
    assert (decided.state, decided.decided_by_id, decided.decided_on) == ("approved", None, DAY)


def test_a_name_in_other_letters_fits(service_of):
    service, document = approval(service_of, "ROWAN teal")
    execute(service, ImportFeedback(document))
    execute(service, ConfirmDecision("f1", DAY))
    assert service.store.row(BudgetEntry, "b1").decided_by_id == "p-mentor"


def test_a_consent_under_anothers_id_does_not_count(service):
    (proposal, *_) = service.store.rows(Proposal)
    execute(
        service,
        ImportFeedback(feedback_document(item(kind="consent", about=f"proposal {proposal.id}"), name="Dana Fox")),
    )
    before = service.store.rows(Response)
    with pytest.raises(Rejected, match="wrote it under the id of Rowan Teal"):
        execute(service, ConfirmDecision("f1", proposal.opened_on), proposal.opened_on or date(2026, 6, 26))
    assert service.store.rows(Response) == before


def test_nobody_agrees_to_the_agreement_of_another_whose_id_they_use(service_of):
    mentor = person(id="p-mentor", agreement=agreement(comfort_zone="on a stage"))
    service = service_of(year_of(metric(), mentor))
    approves = item(kind="approve", about="person p-mentor")
    execute(service, ImportFeedback(feedback_document(approves, name="Mallory Two", board_id="brd")))
    (row,) = inbox(service.store, DAY).unanswered
    assert row.actions == ()
    with pytest.raises(Rejected) as refused:
        execute(service, ConfirmDecision("f1", DAY))
    assert str(refused.value) == row.effect
    assert row.effect.startswith(
        "Mallory Two wrote it under the id of Rowan Teal, and only Rowan Teal can agree to the agreement with Rowan "
        "Teal: export a snapshot for Rowan Teal and ask them"
    )
    assert kept(service).answer == "unanswered"
    assert agreement_states(service.store, [service.store.row(Person, "p-mentor")])["p-mentor"].standing == "waiting"


def test_a_file_without_an_id_by_the_name_of_a_contact_offers_to_take_it_as_theirs(service_of):
    mallory = person(id="p-m", name="Mallory", relation="contact", agreement=agreement(comfort_zone="on a stage"))
    service = service_of(year_of(metric(), mallory))
    document = feedback_document(item(kind="approve", about="person p-m"), name="mallory", person=None, board_id="brd")
    told = "A contact on this board is called Mallory, but the file does not say that it is by them"
    preview = import_preview(service.store, document)
    assert f"{told}: your answers will not go back to them with an export." in preview.notices
    assert (preview.author.person.id, preview.author.known) == ("p-m", True)
    execute(service, ImportFeedback(document))
    with pytest.raises(Rejected) as refused:
        execute(service, ConfirmDecision("f1", DAY))
    assert str(refused.value).startswith(f"{told}: import it again and add who wrote it, with y or --add-author")
    assert take_in(service, document).endswith(
        "It counts as that of Mallory, contact: “learnboard export --for Mallory --profile mentor” takes your answers "
        "back."
    )
    assert execute(service, ConfirmDecision("f1", DAY)) == "Mallory agreed to your agreement on 26 Jun 2026."


@pytest.mark.parametrize("name", ["--force", "$(rm x)", 'a" b', "x" * 200])
def test_a_name_that_is_hard_to_type_is_named_by_its_id_in_the_command(service, name):
    message = take_in(service, feedback_document(item(), name=name, person="p9"))
    assert message.endswith("“learnboard export --for p9 --profile mentor” takes your answers back.")
