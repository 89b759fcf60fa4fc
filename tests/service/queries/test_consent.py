"""Answers to a proposal are taken in on the day they were written, under their author's name, and change no more."""

from datetime import UTC, date, datetime

import pytest

from learnboard.domain.errors import Rejected
from learnboard.domain.metrics.resources import proposal_state
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.service.commands import AnswerFeedback, ConfirmDecision, ImportFeedback, Undo
from learnboard.service.queries.feedback_import import import_preview
from learnboard.service.queries.open_items import open_items
from learnboard.storage.exports import ExportNote, add_export
from tests.builders import feedback, person, proposal, response, year_of
from tests.service.conftest import DAY, execute
from tests.service.execution import execute_and_undo
from tests.service.feedback_documents import feedback_document, item

OPEN = {"title": "fund it", "opened_on": "2026-06-08", "closes_on": "2026-06-22", "min_responses": 1}
ABOUT = {"kind": "proposal", "id": "pr1"}
ASH = person(id="p2", name="Ash Rivers", relation="reviewer")
LINDEN = person(id="p3", name="Linden Marsh", relation="reviewer")


def said(kind="consent", at="2026-06-20T09:00:00Z", **changes):
    """Ash's answer, written at noon of some day."""
    own = {"author": "Ash Rivers", "person_id": "p2", "target": ABOUT, "kind": kind, "text": "", "written_at": at}
    return feedback(**(own | changes))


def responses(service):
    return [(row.by_id, row.kind, row.on.isoformat(), row.text) for row in service.store.rows(Response)]


def state(service, day=DAY):
    return proposal_state(service.store.row(Proposal, "pr1"), service.store.rows(Response), day)


def effect(service, day=DAY):
    (found,) = open_items(service.store, service.open(day)).inbox.unanswered
    return found.effect


def refused(service, day=DAY):
    before = service.store.records()
    with pytest.raises(Rejected) as error:
        execute(service, ConfirmDecision("f1", day), day)
    assert service.store.records() == before
    return str(error.value)


def test_an_answer_written_in_time_counts_on_its_day_though_it_is_taken_in_after_the_close(service_of):
    service = service_of(year_of(proposal(**OPEN), ASH, said()))
    assert state(service) == "lapsed"
    assert effect(service) == (
        "Counts as the consent of Ash Rivers to “fund it” from 20 Jun 2026 on, before it closed on 22 Jun 2026: it was "
        "lapsed, and is consented to then."
    )
    done = execute_and_undo(service, ConfirmDecision("f1", DAY))
    assert done.message == "Noted the consent of Ash Rivers to “fund it” on 20 Jun 2026."
    assert responses(service) == [("p2", "consent", "2026-06-20", "")]
    assert state(service) == "consented"


@pytest.mark.parametrize("kind", ["consent", "objection"])
def test_an_answer_after_the_close_is_kept_and_told_and_counts_for_nothing(service_of, kind):
    late = said(kind, at="2026-06-23T09:00:00Z", text="it harms")
    service = service_of(year_of(proposal(**OPEN), ASH, late))
    told = execute(service, ConfirmDecision("f1", DAY))
    assert told == (
        f"Kept the {kind} of Ash Rivers to “fund it”: written on 23 Jun 2026, after the close on 22 Jun 2026, it "
        "counts for nothing."
    )
    assert responses(service) == [("p2", kind, "2026-06-23", "it harms")]
    assert state(service) == "lapsed"


def test_a_clock_that_cannot_be_right_gives_way_to_the_day_of_taking_in(service_of):
    ahead, behind = said(at="2026-09-01T09:00:00Z"), said(id="f2", at="1999-01-01T09:00:00Z")
    service = service_of(year_of(proposal(**(OPEN | {"closes_on": "2026-07-04"})), ASH, ahead, behind))
    for found in (ahead, behind):
        execute(service, ConfirmDecision(found.id, DAY))
    assert {on for _, _, on, _ in responses(service)} == {"2026-06-26"}


def test_who_is_not_invited_can_comment_but_not_consent(service_of):
    only_linden = proposal(**(OPEN | {"invited_ids": ["p3"]}))
    asked = said("question", id="f2", text="why now?")
    service = service_of(year_of(only_linden, ASH, LINDEN, said(), asked))
    told = "Ash Rivers is not invited to “fund it”, so the consent is kept and counts for nothing: answer it instead."
    assert refused(service, date(2026, 6, 21)) == told
    assert service.store.row(Feedback, "f1").answer == "unanswered"
    execute(service, ConfirmDecision("f2", DAY))
    assert responses(service) == [("p2", "question", "2026-06-20", "why now?")]
    assert state(service) == "lapsed"


def test_nobody_consents_to_what_was_amended_after_their_snapshot(service_of):
    amended = response("owner", "amendment", "2026-06-18", text="in July")
    service = service_of(year_of(proposal(**OPEN), ASH, said(), said("objection", id="f2"), amended))
    note = ExportNote("snp", "mentor", "p2", 1, "sha256:0", datetime(2026, 6, 17, 9, tzinfo=UTC), DAY, None)
    add_export(service.store, note)
    assert refused(service) == (
        "“fund it” was amended on 18 Jun 2026, after the snapshot that Ash Rivers answered: export another one, and "
        "ask again."
    )
    execute(service, ConfirmDecision("f2", DAY))  # an objection stands until it is taken back
    assert state(service) == "objected"


def test_opened_anew_it_is_asked_anew(service_of):
    service = service_of(year_of(proposal(**(OPEN | {"opened_on": "2026-06-19"})), ASH, said()))
    note = ExportNote("snp", "mentor", "p2", 1, "sha256:0", datetime(2026, 6, 17, 9, tzinfo=UTC), DAY, None)
    add_export(service.store, note)
    assert "was opened on 19 Jun 2026, after the snapshot that Ash Rivers answered" in refused(service)


def test_of_two_words_of_a_day_the_one_written_last_counts_in_whatever_order_they_come(service_of):
    first = said("objection", at="2026-06-20T09:00:00Z", text="no")
    last = said("consent", id="f2", at="2026-06-20T10:00:00Z")
    service = service_of(year_of(proposal(**OPEN), ASH, first, last))
    execute(service, ConfirmDecision("f2", DAY))
    assert "Ash Rivers wrote a later consent to “fund it” on the same day" in refused(service)
    assert state(service) == "consented"


def test_a_question_is_answered_in_place_by_one_step_and_the_reply_is_changed_there(service_of):
    service = service_of(year_of(proposal(**(OPEN | {"closes_on": "2026-07-04"})), ASH, said("question", text="why?")))
    assert effect(service) == (
        "Keeps the question of Ash Rivers about “fund it” among the responses; a reply stands below it."
    )
    execute(service, AnswerFeedback("f1", "done", "it is cheap"))
    question, reply = sorted(service.store.rows(Response), key=lambda row: (row.on, row.id))
    assert (question.by_id, question.kind, question.on) == ("p2", "question", date(2026, 6, 20))
    assert (reply.by_id, reply.kind, reply.on, reply.text) == ("owner", "reaction", DAY, "it is cheap")
    assert reply.resolves_id == question.id
    execute(service, AnswerFeedback("f1", "done", "it is cheap, and soon"))
    execute(service, AnswerFeedback("f1", "done", "it is cheap, and soon"))
    texts = {row.id: row.text for row in service.store.rows(Response)}
    assert texts == {question.id: "why?", reply.id: "it is cheap, and soon"}
    for _ in range(2):
        execute(service, Undo())
    assert service.store.rows(Response) == []


def test_the_same_file_twice_changes_nothing_and_what_does_not_count_is_told_before(service_of):
    only_linden = proposal(**(OPEN | {"invited_ids": ["p3"]}))
    service = service_of(year_of(only_linden, ASH, LINDEN))
    about = ("consent", "proposal pr1", "")
    file = {"board_id": "brd", "written_at": datetime(2026, 6, 26, 9, tzinfo=UTC)}
    ash = feedback_document(item("f1", *about), name="Ash Rivers", person="p2", **file)
    linden = feedback_document(item("f2", *about), name="Linden Marsh", person="p3", **file)
    assert (
        "Ash Rivers is not invited to “fund it”, so the consent is kept and counts for nothing."
        in import_preview(service.store, ash).notices
    )
    assert (
        "The consent of Linden Marsh to “fund it”: written on 26 Jun 2026, after the close on 22 Jun 2026, it counts "
        "for nothing." in import_preview(service.store, linden).notices
    )
    execute(service, ImportFeedback(linden))
    execute(service, ConfirmDecision("f2", DAY))
    before = service.store.records()
    execute(service, ImportFeedback(linden))
    assert service.store.records() == before
    assert responses(service) == [("p3", "consent", "2026-06-26", "")]
