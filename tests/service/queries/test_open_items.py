"""What waits for the owner before a meeting: cards without word, feedback, actions, decisions; and past exports."""

from datetime import UTC, date, datetime

import pytest

from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.key_results import KeyResult
from learnboard.domain.model.people import Action
from learnboard.service.commands import (
    AnswerFeedback,
    CheckInKeyResult,
    ConfirmDecision,
    DeleteRow,
    FinishAction,
    TakeUpSuggestion,
)
from learnboard.service.export.prepare import ExportRequest, prepare_export
from learnboard.service.export.write import write_export
from tests.builders import (
    action,
    adjustment,
    binary,
    budget,
    budget_entry,
    check_in,
    feedback,
    maintain,
    meeting,
    metric,
    objective,
    person,
    proposal,
    records,
    year_of,
)
from tests.service.conftest import DAY, execute

COURSE = {"title": "a course", "estimate": "360.00", "state": "proposed", "proposed_on": "2026-06-08"}
OPEN = {"title": "fund it", "opened_on": "2026-06-20", "closes_on": "2026-07-04", "visibility": "mentor"}


def open_items_of(service, day=DAY):
    return service.open_items(service.open(day))


def stale(service, day=DAY):
    return [(one.card.id, one.reason) for one in open_items_of(service, day).stale]


def ids(entries):
    return [entry.feedback.id for entry in entries]


# Cards


def test_outdated_cards_come_first_then_pending_ones_then_those_silent_since_the_last_meeting(service_of):
    rows = [
        *(metric(id="silent", position=1), check_in("2026-06-12", "1", 8, key_result_id="silent", id="c1")),
        binary(id="pending", position=2),
        *(metric(id="outdated", position=3), check_in("2026-06-08", "1", 8, key_result_id="outdated", id="c2")),
        *(metric(id="fresh", position=4), check_in("2026-06-13", "1", 8, key_result_id="fresh", id="c3")),
    ]
    met = meeting(on="2026-06-12", with_ids=["p1"])
    service = service_of(year_of(*rows, person(), met))
    assert stale(service) == [
        ("outdated", "no word for 18 days"),
        ("pending", "no check-in yet"),
        ("silent", "nothing since you met Rowan Teal on 12 Jun 2026"),
    ]
    assert [one.objective for one in open_items_of(service).stale] == ["something to learn"] * 3


def test_each_kind_is_in_the_order_of_the_board(service_of):
    rows = [objective(position=2), objective(id="o2", position=1)]
    cards = [binary(position=2), binary(id="k2", position=1), binary(id="k3", objective_id="o2")]
    assert [id_ for id_, _ in stale(service_of(year_of(*rows, *cards)))] == ["k3", "k2", "k1"]


@pytest.mark.parametrize(
    "rows",
    [
        [binary(done_on="2026-06-01")],
        [binary(dropped_on="2026-06-01")],
        [objective(status="abandoned"), binary()],
        [objective(status="closed"), binary()],
        [objective(status="draft"), binary()],
    ],
    ids=["achieved", "dropped", "abandoned", "closed", "draft"],
)
def test_what_is_over_or_not_begun_wants_no_check_in(service_of, rows):
    assert stale(service_of(year_of(*rows))) == []


def test_what_is_done_or_dropped_later_than_the_day_wants_one(service_of):
    assert [id_ for id_, _ in stale(service_of(year_of(binary(done_on="2026-06-27"))))] == ["k1"]


@pytest.mark.parametrize(
    "met",
    [
        meeting(on="2026-06-26"),
        meeting(on="2026-06-20", held=False),
        meeting(on="2026-06-20", kind="buddy"),
        meeting(on="2026-06-11"),
    ],
    ids=["of the day itself", "not held", "with a buddy", "before the check-in"],
)
def test_other_meetings_make_nothing_silent(service_of, met):
    assert stale(service_of(year_of(metric(), check_in("2026-06-12", "1", 8), met))) == []


def test_the_last_meeting_counts_and_without_a_name_it_was_with_your_mentor(service_of):
    met = [meeting(on="2026-06-20", id="m2"), meeting(on="2026-06-01", with_ids=["p1"])]
    service = service_of(year_of(metric(), person(), check_in("2026-06-12", "1", 8), *met))
    assert stale(service) == [("k1", "nothing since you met your mentor on 20 Jun 2026")]


def test_a_check_in_of_a_later_day_is_no_word_yet(service_of):
    assert stale(service_of(year_of(metric(), check_in("2026-06-27", "1", 8)))) == [("k1", "no check-in yet")]


def test_a_maintain_has_time_until_its_period_is_over(service_of):
    service = service_of(year_of(maintain(), check_in("2026-05-30", "1", 8)))
    assert stale(service) == []
    assert stale(service, date(2026, 7, 4)) == [("k1", "no word for 35 days")]


def test_a_card_that_is_checked_in_is_stale_no_more(service):
    day = date(2026, 8, 6)
    before = stale(service, day)
    first = before[0][0]
    execute(service, CheckInKeyResult(first, day, confidence=7), day)
    assert stale(service, day) == before[1:]


def test_a_board_that_is_still_being_read_is_looked_at_whole(service_of):
    service = service_of(year_of(*(binary(id=f"k{number}", position=number) for number in range(401))))
    board = service.open(DAY, first=1)
    assert not board.complete
    assert len(service.open_items(board).stale) == 401


def test_a_board_without_a_cycle_has_nothing_stale(service_of):
    assert stale(service_of(records(person()))) == []


# Feedback


def test_feedback_is_unanswered_answered_or_about_nothing_here_the_newest_first(service_of):
    def written(day, **changes):
        return feedback(written_at=f"2026-06-{day}T08:00:00Z", **changes)

    rows = [
        *(written("02"), written("03", id="f2"), written("03", id="f0"), written("01", id="f3", answer="done")),
        written("05", id="f4", answer="declined", target={"kind": "goal", "id": "gone"}),
        written("04", id="f5", target={"kind": "goal", "id": "gone"}, attached=False),
        written("04", id="f6", target={"kind": "board", "id": "brd"}),
    ]
    found = open_items_of(service_of(year_of(metric(title="run"), *rows))).inbox
    assert ids(found.unanswered) == ["f6", "f0", "f2", "f1"]
    assert ids(found.answered) == ["f4", "f3"]
    assert ids(found.unattached) == ["f5"]
    assert [entry.about for entry in found.unanswered] == ["", "run", "run", "run"]
    assert found.unattached[0].about == ""


def test_what_an_author_wrote_with_a_clock_ahead_is_there_all_the_same(service_of):
    service = service_of(year_of(metric(), feedback(written_at="2026-06-30T08:00:00Z")))
    assert ids(open_items_of(service).inbox.unanswered) == ["f1"]
    assert service.open(DAY).unanswered == 1


def test_feedback_about_something_that_was_deleted_hangs_nowhere(service_of):
    service = service_of(year_of(metric(), feedback()))
    execute(service, DeleteRow(service.store.row(KeyResult, "k1")))
    assert ids(open_items_of(service).inbox.unattached) == ["f1"]
    service.store.undo()
    assert ids(open_items_of(service).inbox.unanswered) == ["f1"]


def test_a_suggestion_says_what_it_would_become(service_of):
    suggested = {"text": "write to two organisers", "due_on": "2026-07-10"}
    rows = (objective(title="explain"), metric(), feedback(kind="suggestion", action=suggested))
    service = service_of(year_of(*rows))
    (entry,) = open_items_of(service).inbox.unanswered
    assert entry.actions == ("take_up",)
    assert entry.effect == (
        "Becomes a key result “write to two organisers” in “explain”, due 10 Jul 2026, or an action of yours, "
        "“write to two organisers”, due 10 Jul 2026."
    )


def test_a_decision_says_what_it_would_do(service_of):
    rows = [
        feedback(kind="approve", target={"kind": "budget_entry", "id": "b1"}),
        feedback(id="f2", kind="objection", target={"kind": "proposal", "id": "pr1"}),
    ]
    service = service_of(year_of(budget_entry(**COURSE), proposal(**OPEN), person(), *rows))
    first, second = open_items_of(service).inbox.unanswered
    assert (first.actions, second.actions) == (("confirm",), ("confirm",))
    assert first.effect == "Approves “a course”, 360.00 EUR, decided by Rowan Teal on 26 Jun 2026."
    assert second.effect == "Counts as the objection of Rowan Teal to “fund it” from 26 Jun 2026 on."


@pytest.mark.parametrize(
    ("allocated", "left"),
    [
        # And 100 more since February; 200 are promised, 48.40 spent, and what is spent in July is not known yet.
        ("1160.00", "651.60 EUR"),
        ("320.00", "−188.40 EUR"),
    ],
)
def test_an_approval_says_what_it_leaves_of_the_budget(service_of, allocated, left):
    rows = [
        budget(allocated=allocated),
        budget(id="bu2", currency="CHF", allocated="9.00"),
        adjustment(),
        budget_entry(**COURSE),
        budget_entry(id="b2", estimate="200.00", state="approved", decided_on="2026-03-01"),
        budget_entry(id="b3", estimate="50.00", actual="48.40", state="spent", spent_on="2026-04-01"),
        budget_entry(id="b4", estimate="50.00", state="approved", proposed_on="2026-07-01", decided_on="2026-07-02"),
        budget_entry(id="b5", estimate="5.00", state="spent", currency="CHF", spent_on="2026-04-01"),
        feedback(kind="approve", target={"kind": "budget_entry", "id": "b1"}),
        feedback(id="f2", kind="decline", target={"kind": "budget_entry", "id": "b1"}),
    ]
    approval, refusal = open_items_of(service_of(year_of(person(), *rows))).inbox.unanswered
    assert approval.effect == (
        f"Approves “a course”, 360.00 EUR, decided by Rowan Teal on 26 Jun 2026; leaves {left} of the budget."
    )
    assert refusal.effect == "Declines “a course”, 360.00 EUR, decided by Rowan Teal on 26 Jun 2026."


def test_a_word_that_comes_too_late_says_that_it_counts_for_nothing(service_of):
    rows = [feedback(kind="consent", target={"kind": "proposal", "id": "pr1"}, written_at="2026-06-26T08:00:00Z")]
    service = service_of(year_of(proposal(**(OPEN | {"closes_on": "2026-06-25"})), person(), *rows))
    (entry,) = open_items_of(service).inbox.unanswered
    assert entry.actions == ("confirm",)
    assert entry.effect == (
        "Keeps the consent of Rowan Teal to “fund it”: written on 26 Jun 2026, after the close on 25 Jun 2026, it "
        "counts for nothing."
    )


@pytest.mark.parametrize("kind", ["comment", "question", "kudos", "offer", "call_out"])
def test_what_only_wants_an_answer_can_do_nothing_else(service_of, kind):
    (entry,) = open_items_of(service_of(year_of(metric(), feedback(kind=kind)))).inbox.unanswered
    assert (entry.actions, entry.effect) == ((), "")


def test_what_the_inbox_offers_can_be_done(service_of):
    rows = [
        feedback(kind="approve", target={"kind": "budget_entry", "id": "b1"}),
        feedback(id="f2", kind="consent", target={"kind": "proposal", "id": "pr1"}),
        feedback(id="f3", kind="suggestion", text="try it"),
        feedback(id="f4"),
    ]
    service = service_of(year_of(metric(), budget_entry(**COURSE), proposal(**OPEN), person(), *rows))
    for entry in open_items_of(service).inbox.unanswered:
        id_ = entry.feedback.id
        commands = {("confirm",): ConfirmDecision(id_, DAY), ("take_up",): TakeUpSuggestion(id_, "key_result")}
        execute(service, commands.get(entry.actions, AnswerFeedback(id_, "done")))
    found = open_items_of(service).inbox
    assert (found.unanswered, found.unattached, len(found.answered)) == ((), (), 4)
    assert all(entry.actions == () for entry in found.answered)
    assert {row.answer for row in service.store.rows(Feedback)} == {"done", "will_do"}


# Actions, decisions, exports


def test_open_actions_come_by_the_day_they_are_due(service):
    found = open_items_of(service).actions
    assert [(one.action.id, one.who, one.mine, one.late) for one in found] == [
        ("a4", "Hazel Brook", False, True),
        ("a5", "Alder Finch", True, False),
        ("a6", "Alder Finch", True, False),
    ]
    execute(service, FinishAction("a5", DAY))
    assert [one.action.id for one in open_items_of(service).actions] == ["a4", "a6"]


def test_actions_are_those_known_on_the_day(service):
    assert [one.action.id for one in open_items_of(service, date(2026, 3, 27)).actions] == ["a2", "a3"]


def test_an_action_of_nobody_and_without_a_day_is_last(service_of):
    rows = [action(meeting_id=None), action(id="a0", meeting_id=None, due_on="2026-07-01", who_id="gone")]
    found = open_items_of(service_of(year_of(*rows))).actions
    assert [(one.action.id, one.who, one.mine, one.late) for one in found] == [
        ("a0", "", False, False),
        ("a1", "", False, False),
    ]


def test_decisions_that_are_waited_for_are_told_as_known_on_the_day(service_of):
    rows = [
        budget_entry(**COURSE),
        budget_entry(**(COURSE | {"proposed_on": "2026-06-01"}), id="b0"),
        budget_entry(**(COURSE | {"state": "approved"}), decided_on="2026-06-27", id="b2"),
        budget_entry(**(COURSE | {"state": "approved"}), decided_on="2026-06-26", id="b3"),
        budget_entry(**(COURSE | {"proposed_on": "2026-06-27"}), id="b4"),
        proposal(**OPEN),
        proposal(**(OPEN | {"closes_on": "2026-06-26"}), id="pr0"),
        proposal(**(OPEN | {"closes_on": "2026-06-25"}), id="pr2"),
        proposal(**(OPEN | {"opened_on": "2026-06-27"}), id="pr3"),
        proposal(**(OPEN | {"opened_on": None}), id="pr4"),
    ]
    found = open_items_of(service_of(year_of(*rows))).decisions
    assert [row.id for row in found.approvals] == ["b0", "b1", "b2"]
    assert [row.id for row in found.consents] == ["pr0", "pr1"]


def test_what_was_exported_is_told_the_newest_first(service):
    assert open_items_of(service).exports == ()
    for day, who in ((1, "p-mentor"), (3, None), (2, "p-sup")):
        prepared = prepare_export(
            service.store, ExportRequest(person=who), datetime(2026, 6, day, tzinfo=UTC), date(2026, 6, day)
        )
        write_export(service.store, prepared, "json", None, force=False)
    found = open_items_of(service).exports
    assert [(one.person_name, one.profile, one.sequence, one.as_of.day, one.file) for one in found] == [
        ("", "mentor", 1, 3, None),
        ("Hazel Brook", "shared", 1, 2, None),
        ("Rowan Teal", "mentor", 1, 1, None),
    ]


def test_the_example_year_has_all_of_it(service):
    found = open_items_of(service)
    assert found.stale == ()
    assert found.inbox == ((), (), ())
    assert (found.decisions.approvals, found.decisions.consents) == ((), ())
    assert [row.id for row in found.decisions.actions] == [one.action.id for one in found.actions]
    assert len(service.store.rows(Action)) == 6
