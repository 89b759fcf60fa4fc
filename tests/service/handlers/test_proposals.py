"""Proposals by commands: each is one step, and what cannot be is a sentence that says what to do."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.consent import consult
from learnboard.domain.errors import InvalidValue, LearnboardError
from learnboard.domain.model.fields import Number
from learnboard.domain.model.learning import HoursPolicy
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.service.commands import DeleteRow
from learnboard.service.resource_commands import (
    AmendProposal,
    AnswerResponse,
    DecideProposal,
    FulfilProposal,
    OpenProposal,
    WithdrawProposal,
    WriteProposal,
)
from tests.builders import budget_entry, hours_policy, person, proposal, response, year_of
from tests.service.conftest import execute
from tests.service.execution import execute_and_undo, stored_rows

OPENS, CLOSES, AFTER = date(2026, 3, 1), date(2026, 3, 15), date(2026, 3, 16)
DURING = date(2026, 3, 10)
PEOPLE = (person(), person(id="p2", name="Linden Marsh"))
BOTH = {"invited_ids": ["p1", "p2"], "min_responses": 2, "title": "A speaker coach"}


def row(service, id_="pr1"):
    return service.store.row(Proposal, id_)


def state(service, day):
    return consult(row(service), service.store.rows(Response, proposal_id="pr1"), day).state


def refused(service, command, day=DURING):
    before = stored_rows(service)
    with pytest.raises(LearnboardError) as told:
        execute(service, command, day)
    assert stored_rows(service) == before
    return str(told.value)


def test_it_is_written_opened_and_closes_after_its_last_day(service_of):
    service = service_of(year_of(*PEOPLE))
    draft = proposal(**BOTH, opened_on=None)
    assert execute(service, WriteProposal(None, draft), OPENS) == "Added “A speaker coach”."
    said = execute(service, OpenProposal("pr1"), OPENS)
    assert said == "Opened “A speaker coach”: it closes on Sun 15 Mar 2026; ctrl+e writes the invitations."
    assert row(service).opened_on == OPENS
    assert [state(service, day) for day in (CLOSES, AFTER)] == ["open", "lapsed"]
    assert "is open already" in refused(service, OpenProposal("pr1"))


def test_one_that_closes_in_the_past_is_refused(service_of):
    service = service_of(year_of(*PEOPLE, proposal(**BOTH, opened_on=None)))
    past = replace(row(service), id="pr9", closes_on=date(2026, 3, 15))
    said = "Sun 15 Mar 2026 is over, and nobody could answer any more: choose a day from today on."
    assert refused(service, WriteProposal(None, past), AFTER) == said
    assert refused(service, OpenProposal("pr1"), AFTER) == said
    later = replace(row(service), closes_on=date(2026, 3, 20))
    execute(service, WriteProposal(row(service), later), AFTER)
    assert refused(service, WriteProposal(later, replace(later, closes_on=CLOSES)), AFTER) == said


def test_fewer_than_two_and_much_time_are_pointed_out_and_nobody_is_refused(service_of):
    alone = proposal(id="pr1", kind="on_mission", minutes_per_week=300, invited_ids=["p1"], opened_on=None)
    service = service_of(year_of(*PEOPLE, alone, proposal(id="pr2", title="To nobody", opened_on=None)))
    said = execute(service, OpenProposal("pr1"), OPENS)
    assert "At least 2 are asked" in said
    assert "run it by a couple of people" in said
    assert refused(service, OpenProposal("pr2"), OPENS) == (
        "Nobody is asked to consent to “To nobody” yet: e invites at least 2."
    )


def test_what_people_consent_to_changes_by_an_amendment_alone(service_of):
    service = service_of(year_of(*PEOPLE, proposal(**BOTH), response("p1", "consent", "2026-03-05")))
    asked = row(service)
    said = refused(service, WriteProposal(asked, replace(asked, text="five sessions")))
    assert said == ("“A speaker coach” is open, and people consent to it as it is (text): t amends it and asks anew.")
    execute(service, WriteProposal(asked, replace(asked, closes_on=date(2026, 3, 20))), DURING)
    amend = AmendProposal(row(service), replace(row(service), text="five sessions"), "Five of them, not three")
    assert execute(service, amend, DURING) == (
        "Amended “A speaker coach”: Rowan Teal consented before and is asked anew; ctrl+e writes it to everybody."
    )
    assert row(service).text == "five sessions"
    found = consult(row(service), service.store.rows(Response), DURING)
    assert (found.asked_anew, found.words) == (("p1",), {})
    assert "was changed by another program meanwhile: text" in refused(
        service, AmendProposal(asked, replace(asked, text="six"), "Six of them")
    )
    assert "not said what changes" in refused(service, AmendProposal(row(service), row(service), " "))
    assert "nothing to amend" in refused(
        service,
        AmendProposal(row(service), replace(row(service), closes_on=date(2026, 4, 1)), "late"),
        date(2026, 3, 21),
    )


def test_an_amendment_counts_after_every_response_of_its_day(service_of):
    # of one day the greatest id is the last (FORMAT.md §2), and another program's ids may be great
    service = service_of(year_of(*PEOPLE, proposal(**BOTH), response("p1", "consent", str(DURING), id="zz9")))
    execute(service, AmendProposal(row(service), row(service), "in July"), DURING)
    execute(service, AmendProposal(row(service), row(service), "in August"), DURING)
    rows = sorted(service.store.rows(Response), key=lambda each: (each.on, each.id))
    assert [each.text for each in rows] == ["", "in July", "in August"]
    assert consult(row(service), rows, DURING).words == {}


def test_a_question_is_answered_in_its_place_and_again(service_of):
    service = service_of(year_of(*PEOPLE, proposal(**BOTH), response("p1", "question", id="q", text="Why three?")))
    assert execute(service, AnswerResponse("q", "One a month."), DURING) == (
        "Answered the question of Rowan Teal: it goes back with the next export."
    )
    execute(service, AnswerResponse("q", "One a month,\nuntil June."), DURING)
    (answer,) = service.store.rows(Response, resolves_id="q")
    assert (answer.by_id, answer.kind, answer.text) == ("owner", "reaction", "One a month,\nuntil June.")
    assert "is empty" in refused(service, AnswerResponse("q", " \u202e "))
    assert "your own" in refused(service, AnswerResponse(answer.id, "myself"))


def test_it_is_withdrawn_and_taken_up_again_while_it_can_be_answered(service_of):
    service = service_of(year_of(*PEOPLE, proposal(**BOTH)))
    execute(service, WithdrawProposal("pr1"), DURING)
    assert state(service, DURING) == "withdrawn"
    assert "e changes it, then X opens it again" in refused(service, WithdrawProposal("pr1"), AFTER)
    execute(service, WithdrawProposal("pr1"), CLOSES)
    assert state(service, CLOSES) == "open"


def test_what_lapsed_is_asked_again_as_a_new_draft(service):
    # pr2 of the example year lapsed with one consent of two; today is 26 June
    execute_and_undo(service, WithdrawProposal("pr2"))
    (draft,) = [each for each in service.store.rows(Proposal) if each.id not in ("pr1", "pr2")]
    old = row(service, "pr2")
    assert draft == replace(old, id=draft.id, opened_on=None, closes_on=date(2026, 7, 3))
    assert service.store.rows(Response, proposal_id=draft.id) == []
    assert "was consented to" in refused(service, WithdrawProposal("pr1"), date(2026, 6, 26))


def test_only_what_was_consented_to_is_granted(service):
    review = date(2026, 12, 18)
    assert refused(service, DecideProposal("pr2", "time_only", None), date(2026, 6, 26)) == (
        "“Write about our load-test kit in the open” lapsed, so nothing is granted: X asks again."
    )
    execute_and_undo(service, DecideProposal("pr2", "none", None))
    assert execute(service, DecideProposal("pr1", "time_only", review)) == (
        "Decided on “Fund time and cost of speaker coaching”: time granted; review on 18 Dec."
    )
    assert "before the close" in refused(service, DecideProposal("pr1", "none", date(2026, 6, 22)), date(2026, 6, 26))
    closed = row(service, "pr1")
    assert "its record stays as it is (closes on)" in refused(
        service, WriteProposal(closed, replace(closed, closes_on=date(2026, 7, 22))), date(2026, 6, 26)
    )


def test_what_asked_for_nothing_is_agreed(service_of):
    words = response("p1", "consent"), response("p2", "consent")
    service = service_of(year_of(*PEOPLE, proposal(**BOTH, kind="plan"), *words))
    assert execute(service, DecideProposal("pr1", "none", None), AFTER) == "Decided on “A speaker coach”: agreed."


def test_a_consented_policy_makes_the_learning_time_once(service_of):
    policy = proposal(**BOTH, kind="policy", minutes_per_week=150, decision="time_only", link="https://example.org/p")
    words = response("p1", "consent"), response("p2", "consent")
    service = service_of(year_of(*PEOPLE, policy, *words, hours_policy()))
    done = execute_and_undo(service, FulfilProposal("pr1"), AFTER)
    assert done.message == "Agreed on 2 h 30 a week from 16 Mar 2026 on; T, then P, lists it."
    first, second = sorted(service.store.rows(HoursPolicy), key=lambda each: each.from_on)
    assert (first.to_on, second.from_on, second.proposal_id) == (CLOSES, AFTER, "pr1")
    assert (second.minutes_per_week, second.link) == (150, "https://example.org/p")
    assert "made 2 h 30 a week from 16 Mar 2026 on already" in refused(service, FulfilProposal("pr1"), AFTER)


def test_a_consented_training_approves_its_money(service_of):
    asked = proposal(**BOTH, decision="time_and_cost", budget_entry_id="b1")
    words = response("p1", "consent"), response("p2", "consent")
    service = service_of(year_of(*PEOPLE, budget_entry(state="proposed", proposed_on="2026-02-20"), asked, *words))
    assert execute(service, FulfilProposal("pr1"), AFTER) == "Approved “something to learn”, 100.00 EUR, by consent."
    entry = service.store.row(BudgetEntry, "b1")
    assert (entry.state, entry.proposed_on, entry.decided_on) == ("approved", date(2026, 2, 20), AFTER)
    assert (entry.decided_by_id, entry.self_approved) == (None, False)
    assert entry.decision_reason == "Consented to by Rowan Teal and Linden Marsh, 15 Mar 2026: “A speaker coach”"
    assert "is approved already" in refused(service, FulfilProposal("pr1"), AFTER)


def test_a_training_without_an_entry_makes_one(service_of):
    words = response("p1", "consent"), response("p2", "consent")
    service = service_of(year_of(*PEOPLE, proposal(**BOTH, decision="time_and_cost"), *words))
    assert "The amount is missing" in refused(service, FulfilProposal("pr1"), AFTER)
    assert "The amount is missing" in refused(service, FulfilProposal("pr1", Number("-5")), AFTER)
    execute_and_undo(service, FulfilProposal("pr1", Number("360")), AFTER)
    (entry,) = service.store.rows(BudgetEntry)
    assert (entry.title, entry.estimate.text, entry.currency, entry.state) == (
        "A speaker coach",
        "360",
        "EUR",
        "approved",
    )
    assert (entry.proposed_on, row(service).budget_entry_id) == (OPENS, entry.id)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"decision": None}, "decided with x"),
        ({"decision": "none"}, "decided with x"),
        ({"decision": "time_only"}, "granted time and no money"),
        ({"decision": "time_only", "kind": "plan"}, "makes nothing by itself"),
        ({"decision": "time_only", "kind": "policy"}, "says no time a week"),
    ],
)
def test_nothing_is_made_that_was_not_granted(service_of, changes, said):
    words = response("p1", "consent"), response("p2", "consent")
    service = service_of(year_of(*PEOPLE, proposal(**BOTH, **changes), *words))
    assert said in refused(service, FulfilProposal("pr1"), AFTER)


def test_it_is_deleted_with_what_was_said_and_what_came_of_it_stays(service):
    gone = row(service, "pr1")
    assert execute(service, DeleteRow(gone)) == "Deleted “Fund time and cost of speaker coaching” with 5 responses."
    assert service.store.row(BudgetEntry, "b3").state == "approved"


def test_an_empty_title_is_refused_and_controls_never_get_in(service):
    wanted = replace(row(service), id="pr3", title=" \x1b ", opened_on=None, closes_on=date(2026, 7, 1))
    with pytest.raises(InvalidValue, match="Title: this is empty"):
        execute(service, WriteProposal(None, wanted))
    execute(service, WriteProposal(None, replace(wanted, title="a\x1b[31mb", text="one\x00\ntwo")))
    assert (row(service, "pr3").title, row(service, "pr3").text) == ("ab", "one\ntwo")
