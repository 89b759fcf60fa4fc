"""Feedback answered, taken up and confirmed, and actions finished: each is one step, and nothing comes by itself."""

from datetime import date

import pytest

from learnboard.domain.errors import InvalidValue, LearnboardError, NotFound, Rejected
from learnboard.domain.metrics.resources import proposal_state
from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.money import BudgetEntry
from learnboard.domain.model.people import Action
from learnboard.domain.model.proposals import Proposal, Response
from learnboard.service.commands import AnswerFeedback, ConfirmDecision, FinishAction, TakeUpSuggestion
from tests.builders import (
    action,
    budget_entry,
    cycle,
    feedback,
    goal,
    log_entry,
    meeting,
    metric,
    objective,
    person,
    proposal,
    records,
    response,
    year_of,
)
from tests.service.conftest import DAY, cards, execute
from tests.service.execution import execute_and_undo

COURSE = {"title": "a course", "estimate": "360.00", "state": "proposed", "proposed_on": "2026-06-08"}
OPEN = {"title": "fund it", "opened_on": "2026-06-20", "closes_on": "2026-07-04", "visibility": "mentor"}
SUGGESTION = {"kind": "suggestion", "text": "ask first"}


def about(kind, id_):
    return {"target": {"kind": kind, "id": id_}}


def refusal(service, command, kind=Rejected):
    rows, step = service.store.records(), service.store.next_undo
    with pytest.raises(kind) as refused:
        execute(service, command)
    assert (service.store.records(), service.store.next_undo) == (rows, step)
    return str(refused.value)


def answer_of(service, id_="f1"):
    row = service.store.row(Feedback, id_)
    return row.answer, row.reply


# Answering


@pytest.mark.parametrize(
    ("answer", "reply", "message"),
    [
        ("done", "", "Answered the question of Rowan Teal: replied."),
        ("will_do", "in July", "Answered the question of Rowan Teal: will do."),
        ("declined", "no time", "Answered the question of Rowan Teal: declined."),
    ],
)
def test_feedback_is_answered_with_a_reply(service_of, answer, reply, message):
    service = service_of(year_of(metric(), person(), feedback(kind="question")))
    done = execute_and_undo(service, AnswerFeedback("f1", answer, reply))
    assert (done.message, done.focus) == (message, "k1")
    assert answer_of(service) == (answer, reply)
    assert service.store.next_undo == "answer the question of Rowan Teal"


def test_to_decline_wants_a_reason(service_of):
    service = service_of(year_of(metric(), person(), feedback()))
    found = refusal(service, AnswerFeedback("f1", "declined", " \n"), InvalidValue)
    assert found == "The author wants to know why: write a reason, or choose another answer."


def test_an_answer_is_taken_back(service_of):
    service = service_of(year_of(metric(), person(), feedback(answer="declined", reply="no time")))
    done = execute_and_undo(service, AnswerFeedback("f1", "unanswered", "no time"))
    assert done.message == "The comment of Rowan Teal is unanswered."
    assert answer_of(service) == ("unanswered", "no time")


def test_the_same_answer_is_no_step(service_of):
    service = service_of(year_of(metric(), person(), feedback(answer="done")))
    assert execute(service, AnswerFeedback("f1", "done")) == "There is nothing to change."
    assert service.store.next_undo is None


def test_a_reply_is_cleaned_and_may_be_long_but_not_endless(service_of):
    service = service_of(year_of(metric(), person(), feedback()))
    execute(service, AnswerFeedback("f1", "done", "\x1b[31myes\r\nand no "))
    assert answer_of(service) == ("done", "yes\nand no")
    found = refusal(service, AnswerFeedback("f1", "done", "x" * 100_001), InvalidValue)
    assert found == "The reply: 100,001 characters are too many: shorten it to 100,000."


@pytest.mark.parametrize(
    "command",
    [
        AnswerFeedback("gone", "done"),
        TakeUpSuggestion("gone", "action"),
        ConfirmDecision("gone", DAY),
        FinishAction("gone", DAY),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_is_gone_is_told(service_of, command):
    assert "is no longer on the board" in refusal(service_of(year_of(metric())), command, NotFound)


# Taking up


def test_a_suggestion_that_says_what_to_measure_becomes_a_metric_and_that_is_said(service_of):
    rows = (
        objective(title="explain"),
        person(),
        feedback(**SUGGESTION, action={"text": "give 3 talks", "due_on": None}),
    )
    service = service_of(year_of(*rows))
    done = execute_and_undo(service, TakeUpSuggestion("f1", "key_result"))
    assert (
        done.message
        == "Added a key result “give 3 talks” in “explain”, metric from 0 to 3 talks, counts from 26 Jun 2026."
    )
    assert service.store.row(KeyResult, done.focus).starts_on == DAY


def test_a_suggestion_becomes_a_card_at_the_end_of_the_objective_it_is_about(service_of):
    suggested = {"text": "write to two organisers", "due_on": "2026-07-10"}
    rows = (objective(), objective(id="o2", position=1, title="explain"), metric(objective_id="o2", position=7))
    service = service_of(year_of(*rows, person(), feedback(**SUGGESTION, action=suggested, reply="yes")))
    done = execute_and_undo(service, TakeUpSuggestion("f1", "key_result"))
    first, new = cards(service, "o2")
    assert (first, new) == ("k1", done.focus)
    assert done.message == "Added a key result “write to two organisers” in “explain”, due 10 Jul 2026."
    card = service.store.row(KeyResult, new)
    assert (card.title, card.due_on, card.kind) == ("write to two organisers", date(2026, 7, 10), "binary")
    assert answer_of(service) == ("will_do", "yes")
    assert service.store.next_undo == "take up the suggestion of Rowan Teal"


@pytest.mark.parametrize(
    ("target", "column"),
    [
        (about("objective", "o2"), "o2"),
        (about("key_result", "k2"), "o2"),
        (about("budget_entry", "b1"), "o2"),
        (about("log_entry", "l1"), "o2"),
        (about("key_result", "gone"), "o1"),
        (about("key_result", "old"), "o1"),
    ],
    ids=lambda target: f"{target['target']['kind']} {target['target']['id']}" if isinstance(target, dict) else "",
)
def test_a_card_comes_into_the_first_column_where_its_target_has_none(service_of, target, column):
    last_year = cycle(id="c0", starts_on="2025-01-01", ends_on="2025-12-31")
    rows = [
        *(cycle(), last_year),
        *(objective(position=1), objective(id="o2", position=2), objective(id="o0", cycle_id="c0")),
        *(metric(id="k2", objective_id="o2"), metric(id="old", objective_id="o0")),
        *(budget_entry(key_result_id="k2"), log_entry(key_result_id="k2")),
    ]
    service = service_of(records(*rows, person(), feedback(**(SUGGESTION | target))))
    done = execute(service, TakeUpSuggestion("f1", "key_result"))
    assert done.startswith("Added a key result “ask first” in “")
    (new,) = [row for row in service.store.rows(KeyResult) if row.title == "ask first"]
    assert new.objective_id == column


@pytest.mark.parametrize(("target", "towards"), [(about("board", "brd"), "g1"), (about("goal", "g2"), "g2")])
def test_a_suggestion_about_the_board_or_a_goal_becomes_a_draft_objective(service_of, target, towards):
    goals = goal(id="g1"), goal(id="g2", status="exploring")
    service = service_of(records(cycle(), objective(), *goals, person(), feedback(**(SUGGESTION | target))))
    done = execute_and_undo(service, TakeUpSuggestion("f1", "key_result"))
    assert done.message == "Added a draft objective, “ask first”."
    (new,) = [row for row in service.store.rows(Objective) if row.title == "ask first"]
    assert (new.status, new.origin, new.accepted_on) == ("draft", "mentor_suggested", None)
    assert (new.goal_id, new.cycle_id) == (towards, "c1")
    assert service.store.row(Feedback, "f1").answer == "will_do"


def test_a_suggestion_with_numbers_becomes_a_metric(service_of):
    text = "run from 1 to 5 km"
    service = service_of(year_of(metric(), person(), feedback(kind="suggestion", text=text)))
    execute_and_undo(service, TakeUpSuggestion("f1", "key_result"))
    (new,) = [row for row in service.store.rows(KeyResult) if row.id != "k1"]
    assert (new.kind, new.start, new.target, new.unit) == ("metric", Number("1"), Number("5"), "km")


def test_a_long_suggestion_becomes_a_title_that_fits(service_of):
    service = service_of(year_of(metric(), person(), feedback(kind="suggestion", text="many\nwords " * 100)))
    execute(service, TakeUpSuggestion("f1", "key_result"))
    (new,) = [row for row in service.store.rows(KeyResult) if row.id != "k1"]
    assert len(new.title) <= 250
    assert new.title.startswith("many words many words")
    assert new.title.endswith("…")


@pytest.mark.parametrize(
    ("meetings", "of"),
    [
        ([], None),
        ([meeting(with_ids=["p1"])], "m1"),
        ([meeting(with_ids=["p2"])], None),
        ([meeting(with_ids=["p1"], held=False)], None),
        ([meeting(with_ids=["p1"], on="2026-06-27")], None),
        ([meeting(with_ids=["p1"], on="2026-06-26")], "m1"),
        ([meeting(with_ids=["p1"]), meeting(id="m2", with_ids=["p2", "p1"], on="2026-05-08", kind="buddy")], "m2"),
    ],
)
def test_a_suggestion_becomes_an_action_of_the_last_meeting_with_its_author(service_of, meetings, of):
    suggested = {"text": "write\nto them", "due_on": "2026-07-10"}
    people = (person(), person(id="p2"))
    service = service_of(year_of(metric(), *people, *meetings, feedback(**SUGGESTION, action=suggested)))
    done = execute_and_undo(service, TakeUpSuggestion("f1", "action"))
    assert done.message == "Added an action of yours, “write to them”, due 10 Jul 2026."
    (new,) = service.store.rows(Action)
    assert (new.meeting_id, new.who_id, new.text) == (of, "owner", "write\nto them")
    assert (new.due_on, new.done_on) == (date(2026, 7, 10), None)
    assert answer_of(service) == ("will_do", "")


def test_a_suggestion_of_nobody_in_particular_is_of_no_meeting(service_of):
    service = service_of(year_of(metric(), meeting(with_ids=[]), feedback(**SUGGESTION, person_id=None)))
    execute(service, TakeUpSuggestion("f1", "action"))
    assert service.store.rows(Action)[0].meeting_id is None


@pytest.mark.parametrize("form", ["key_result", "action"])
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "kudos"}, "The kudos of Rowan Teal suggests nothing to be taken up: answer it instead."),
        ({"text": " "}, "The suggestion of Rowan Teal suggests nothing to be taken up: answer it instead."),
        (
            {"answer": "will_do"},
            "The suggestion of Rowan Teal is answered already: set it back to unanswered first.",
        ),
    ],
)
def test_what_suggests_nothing_is_not_taken_up(service_of, form, changes, message):
    service = service_of(year_of(metric(), person(), feedback(**(SUGGESTION | changes))))
    assert refusal(service, TakeUpSuggestion("f1", form)) == message


def test_an_action_in_any_feedback_can_be_taken_up(service_of):
    suggested = {"text": "ask them", "due_on": None}
    service = service_of(year_of(metric(), person(), feedback(kind="question", action=suggested)))
    assert execute(service, TakeUpSuggestion("f1", "action")) == "Added an action of yours, “ask them”."


def test_without_an_objective_there_is_no_place_for_a_card(service_of):
    service = service_of(records(person(), feedback(**SUGGESTION)))
    found = refusal(service, TakeUpSuggestion("f1", "key_result"))
    assert found == "There is no objective that a key result could belong to: make one on the board first."
    assert execute(service, TakeUpSuggestion("f1", "action")) == "Added an action of yours, “ask first”."


# Confirming


@pytest.mark.parametrize(("kind", "verb"), [("approve", "approved"), ("decline", "declined")])
def test_a_proposed_entry_is_decided_by_its_author_once_the_owner_confirms(service_of, kind, verb):
    found = feedback(kind=kind, text=" three\nsessions ", **about("budget_entry", "b1"))
    service = service_of(year_of(budget_entry(**COURSE, self_approved=True), person(), found))
    done = execute_and_undo(service, ConfirmDecision("f1", date(2026, 6, 24)))
    assert done.message == f"{verb.capitalize()} “a course”, 360.00 EUR, decided by Rowan Teal on 24 Jun 2026."
    entry = service.store.row(BudgetEntry, "b1")
    assert (entry.state, entry.decided_on, entry.decided_by_id) == (verb, date(2026, 6, 24), "p1")
    assert (entry.decision_reason, entry.self_approved) == ("three\nsessions", False)
    assert (entry.estimate.text, entry.proposed_on) == ("360.00", date(2026, 6, 8))
    assert answer_of(service) == ("done", "")


def test_an_entry_decided_by_somebody_who_is_nobody_here_is_decided_by_nobody(service_of):
    found = feedback(kind="approve", person_id=None, **about("budget_entry", "b1"))
    service = service_of(year_of(budget_entry(**COURSE), found))
    execute(service, ConfirmDecision("f1", DAY))
    entry = service.store.row(BudgetEntry, "b1")
    assert (entry.state, entry.decided_by_id) == ("approved", None)


@pytest.mark.parametrize("state_", ["idea", "approved", "declined", "booked", "spent", "evaluated", "cancelled"])
def test_only_what_is_proposed_can_be_decided(service_of, state_):
    found = feedback(kind="approve", **about("budget_entry", "b1"))
    service = service_of(year_of(budget_entry(**(COURSE | {"state": state_})), person(), found))
    assert refusal(service, ConfirmDecision("f1", DAY)) == (
        f"“a course” is {state_}, and only what is proposed can be decided: answer it instead."
    )


@pytest.mark.parametrize("kind", ["consent", "objection"])
def test_a_word_on_a_proposal_becomes_its_authors_last_one(service_of, kind):
    other = "objection" if kind == "consent" else "consent"
    found = feedback(kind=kind, text="in July", **about("proposal", "pr1"))
    # The id of the earlier word of the same day sorts after every new id.
    earlier = response("p1", other, "2026-06-26", id="zz")
    service = service_of(year_of(proposal(**OPEN), person(), earlier, found))
    done = execute_and_undo(service, ConfirmDecision("f1", DAY))
    assert done.message == f"Noted the {kind} of Rowan Teal to “fund it” on 26 Jun 2026."
    (new,) = [row for row in service.store.rows(Response) if row.id != "zz"]
    assert (new.proposal_id, new.by_id, new.on, new.kind) == ("pr1", "p1", DAY, kind)
    assert (new.text, new.resolves_id) == ("in July", None)
    row = service.store.row(Proposal, "pr1")
    ended = "consented" if kind == "consent" else "objected"
    assert proposal_state(row, service.store.rows(Response), date(2026, 7, 5)) == ended
    assert answer_of(service) == ("done", "")


@pytest.mark.parametrize("person_id", [None, "gone"])
def test_a_word_of_somebody_who_is_nobody_here_does_not_count(service_of, person_id):
    found = feedback(kind="consent", person_id=person_id, **about("proposal", "pr1"))
    service = service_of(year_of(proposal(**OPEN), found))
    assert refusal(service, ConfirmDecision("f1", DAY)) == (
        "Rowan Teal is not a person on this board, and each person's response counts once: import it again and add "
        "who wrote it, with y or --add-author, or export a snapshot for the right person, and ask for their response "
        "to it."
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"opened_on": None}, "“fund it” is not open on 26 Jun 2026: open it first."),
        ({"opened_on": "2026-06-27"}, "“fund it” is not open on 26 Jun 2026: open it first."),
        (
            {"withdrawn_on": "2026-06-26"},
            "“fund it” was withdrawn, so responses no longer count: answer it instead.",
        ),
    ],
)
def test_a_word_counts_once_the_proposal_is_open_and_until_it_is_withdrawn(service_of, changes, message):
    found = feedback(kind="objection", **about("proposal", "pr1"))
    service = service_of(year_of(proposal(**(OPEN | changes)), person(), found))
    assert refusal(service, ConfirmDecision("f1", DAY)) == message


@pytest.mark.parametrize(
    "changes",
    [{"closes_on": "2026-06-26"}, {"opened_on": "2026-06-26"}, {"withdrawn_on": "2026-06-27"}],
    ids=["its last day", "its first day", "before it is withdrawn"],
)
def test_the_days_of_a_proposal_count_with_their_edges(service_of, changes):
    found = feedback(kind="consent", **about("proposal", "pr1"))
    service = service_of(year_of(proposal(**(OPEN | changes)), person(), found))
    assert execute(service, ConfirmDecision("f1", DAY)).startswith("Noted the consent")


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("kudos", "Answered the kudos of Rowan Teal: thanks."),
        ("question", "Answered the question of Rowan Teal: replied."),
        ("suggestion", "Answered the suggestion of Rowan Teal: done."),
        ("call_out", "Answered the call-out of Rowan Teal: heard. The answer stays with you."),
    ],
)
def test_an_answer_is_called_as_it_fits_and_that_to_a_call_out_stays(service_of, kind, message):
    service = service_of(year_of(metric(), person(), feedback(kind=kind)))
    assert execute(service, AnswerFeedback("f1", "done", "I see")) == message
    assert answer_of(service) == ("done", "I see")


@pytest.mark.parametrize("kind", ["comment", "question", "suggestion", "kudos", "call_out", "offer"])
def test_what_decides_nothing_is_not_confirmed(service_of, kind):
    service = service_of(year_of(budget_entry(**COURSE), person(), feedback(kind=kind, **about("budget_entry", "b1"))))
    assert refusal(service, ConfirmDecision("f1", DAY)).endswith(" of Rowan Teal decides nothing: answer it instead.")


@pytest.mark.parametrize(
    ("kind", "target", "what"),
    [
        ("approve", about("key_result", "k1"), "budget entry"),
        ("approve", about("budget_entry", "gone"), "budget entry"),
        ("decline", about("proposal", "pr1"), "budget entry"),
        ("consent", about("budget_entry", "b1"), "proposal"),
        ("objection", about("proposal", "gone"), "proposal"),
        ("objection", about("board", "brd"), "proposal"),
    ],
)
def test_a_decision_about_anything_else_decides_nothing(service_of, kind, target, what):
    rows = (metric(), budget_entry(**COURSE), proposal(**OPEN), person())
    service = service_of(year_of(*rows, feedback(kind=kind, **target)))
    assert refusal(service, ConfirmDecision("f1", DAY)).endswith(
        f" is about no {what} of this board: answer it instead."
    )


def test_what_is_answered_is_not_confirmed_again(service_of):
    found = feedback(kind="consent", **about("proposal", "pr1"))
    service = service_of(year_of(proposal(**OPEN), person(), found))
    execute(service, ConfirmDecision("f1", DAY))
    assert "is answered already" in refusal(service, ConfirmDecision("f1", DAY))


def test_a_day_out_of_range_is_refused(service_of):
    found = feedback(kind="approve", **about("budget_entry", "b1"))
    service = service_of(year_of(budget_entry(**COURSE), person(), action(meeting_id=None), found))
    far = date(2300, 1, 1)
    for command in (ConfirmDecision("f1", far), FinishAction("a1", far)):
        assert "out of range: choose a day from 1970 to 2200" in refusal(service, command, InvalidValue)


# Actions


def test_an_action_is_done_and_to_be_done_again(service_of):
    service = service_of(year_of(metric(), action(meeting_id=None, text="ask them")))
    assert execute_and_undo(service, FinishAction("a1", DAY)).message == "“ask them” is done."
    assert service.store.row(Action, "a1").done_on == DAY
    assert execute(service, FinishAction("a1", DAY)) == "There is nothing to change."
    assert execute_and_undo(service, FinishAction("a1", None)).message == "“ask them” is not done."
    assert service.store.row(Action, "a1").done_on is None


def test_a_reload_is_asked_for_so_that_the_header_counts_anew(service_of):
    service = service_of(year_of(metric(), person(), feedback()))
    board = service.open(DAY)
    assert service.execute(AnswerFeedback("f1", "done"), board).changes.reload
    with pytest.raises(LearnboardError):
        service.execute(AnswerFeedback("f1", "declined"), board)
