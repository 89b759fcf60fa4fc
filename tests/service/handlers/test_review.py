"""Reviews by commands: each is one step, and what cannot be is a sentence that says what to do."""

from datetime import date

import pytest

from learnboard.domain.errors import LearnboardError
from learnboard.domain.model.fields import OWNER
from learnboard.domain.model.growth import About, Reflection
from learnboard.domain.model.people import Meeting
from learnboard.service.growth_commands import InviteToReview, OwnVerdict, RecordReview
from learnboard.service.queries.open_items import inbox
from learnboard.service.queries.review import read_review
from tests.builders import cycle, feedback, meeting, metric, objective, person, records
from tests.service.conftest import execute
from tests.service.execution import execute_and_undo, stored_rows

DAY = date(2026, 6, 26)
LEFT = "Left out, as no longer there: 1 objective."
PEOPLE = (
    person(name="Linden Marsh", relation="reviewer"),
    person(id="p2", name="Ash Rivers", relation="reviewer"),
)
PLANNED = meeting(id="m2", kind="progress_review", on="2026-07-02", held=False, with_ids=["p1", "p2"])


def answer(id_, person_id, verdict, on="2026-06-25", **more):
    return feedback(
        id=id_,
        person_id=person_id,
        author="somebody",
        target={"kind": "objective", "id": "o1"},
        kind="comment",
        text="theirs",
        verdict=verdict,
        written_at=f"{on}T09:00:00Z",
        attached=True,
        **more,
    )


def board(*rows):
    return records(cycle(), objective(visibility="private"), metric(), *PEOPLE, *rows)


def refused(service, command, day=DAY):
    before = stored_rows(service)
    with pytest.raises(LearnboardError) as told:
        execute(service, command, day)
    assert stored_rows(service) == before
    return str(told.value)


def test_their_answer_is_read_among_the_feedback_only_after_ones_own(service_of):
    service = service_of(board(answer("f1", "p1", "change")))
    (item,) = inbox(service.store, DAY).unanswered
    assert item.feedback.text == "An answer to your review: R shows it beside yours, once you have written that."
    assert item.feedback.verdict is None
    execute(service, RecordReview("c1", DAY, {"o1": OwnVerdict("keep", "mine")}), DAY)
    (item,) = inbox(service.store, DAY).unanswered
    assert (item.feedback.text, item.feedback.verdict) == ("theirs", "change")


def test_the_planned_review_is_held_and_their_verdicts_are_recorded_beside_ones_own(service_of):
    service = service_of(board(PLANNED, answer("f1", "p1", "change"), answer("f2", "p9", "keep")))
    said = {"o1": OwnVerdict("keep", " it moves "), "o9": OwnVerdict("keep", "gone")}
    done = execute_and_undo(service, RecordReview("c1", DAY, said, "we talked"), DAY)
    assert done.message == f"Recorded the review of “2026”: 1 kept. It stands in the story. {LEFT}"
    rows = service.store.rows(Reflection)
    assert {(row.by_id, row.verdict, row.text, row.visibility, row.occasion) for row in rows} == {
        (OWNER, "keep", "it moves", "private", "review"),
        ("p1", "change", "theirs", "private", "review"),
    }
    (held,) = service.store.rows(Meeting)
    assert (held.id, held.on, held.held, held.notes, held.with_ids) == ("m2", DAY, True, "we talked", ("p1", "p2"))

    execute(service, RecordReview("c1", DAY, {"o1": OwnVerdict("change", "it does not")}), DAY)
    (own,) = service.store.rows(Reflection, by_id=OWNER)  # on the same day it is corrected
    assert (own.verdict, own.text) == ("change", "it does not")
    assert len(service.store.rows(Meeting)) == 1


def test_an_answer_that_its_authors_clock_dates_later_is_there_once_it_has_come_in(service_of):
    service = service_of(board(PLANNED, answer("f1", "p1", "change", on="2026-11-30")))
    (shown,) = read_review(service.store, "c1", DAY).objectives
    assert [each.verdict for each in shown.answers] == ["change"]
    assert inbox(service.store, DAY).unanswered[0].feedback.text != "theirs"
    execute(service, RecordReview("c1", DAY, {"o1": OwnVerdict("keep", "mine")}), DAY)
    assert inbox(service.store, DAY).unanswered[0].feedback.text == "theirs"
    assert [row.verdict for row in service.store.rows(Reflection, by_id="p1")] == ["change"]
    # At the next review it is no answer again, but what was said last time; what came in since then is new.
    (later,) = read_review(service.store, "c1", date(2026, 9, 28)).objectives
    assert (later.answers, [each.verdict for each in later.earlier]) == ((), ["keep", "change"])


def test_what_comes_in_after_a_review_belongs_to_the_next_one(service_of):
    said = Reflection("r1", DAY, OWNER, "review", About("objective", "o1"), "", "mine", None, "keep", "mentor")
    service = service_of(board(said, answer("f3", "p2", "let_go", on="2026-06-27")))
    (later,) = read_review(service.store, "c1", date(2026, 6, 28)).objectives
    assert [each.id for each in later.answers] == ["f3"]


def test_what_cannot_be_recorded_is_said(service_of):
    service = service_of(board())
    assert "Nothing is said" in refused(service, RecordReview("c1", DAY, {"o1": OwnVerdict(None, "  ")}))
    after = RecordReview("c1", date(2027, 1, 2), {"o1": OwnVerdict("keep", "")})
    assert "is not in “2026”, 1 Jan 2026 to 31 Dec 2026: Y closes it." in refused(service, after)
    long = RecordReview("c1", DAY, {"o1": OwnVerdict("keep", "x" * 100_001)})
    assert "what you say of “" in refused(service, long).casefold()


def test_a_closed_cycle_is_not_reviewed(service_of):
    closed = service_of(records(cycle(status="closed"), objective(), metric()))
    assert "is closed" in refused(closed, RecordReview("c1", DAY, {"o1": OwnVerdict("keep", "")}))


def test_inviting_plans_the_review_and_inviting_again_changes_it(service_of):
    service = service_of(board())
    assert "Nobody is invited" in refused(service, InviteToReview("c1", date(2026, 7, 3), ()))
    done = execute_and_undo(service, InviteToReview("c1", date(2026, 7, 2), ("p1",)), DAY)
    assert done.message.startswith("Invited Linden Marsh to the review of 2 Jul.")
    assert "one is invited so far" in done.message
    told = execute(service, InviteToReview("c1", date(2026, 7, 3), ("p1", "p2")), DAY)
    assert told == "Invited Linden Marsh and Ash Rivers to the review of 3 Jul."
    (row,) = service.store.rows(Meeting)
    assert (row.on, row.with_ids, row.held, row.visibility) == (date(2026, 7, 3), ("p1", "p2"), False, "shared")
    assert "no longer on this board" in refused(service, InviteToReview("c1", date(2026, 7, 3), ("p9",)))
    assert "choose a day in it" in refused(service, InviteToReview("c1", date(2025, 7, 3), ("p1",)))


def test_the_example_year_shows_the_review_of_31_march_with_two(service):
    board = read_review(service.store, "c2026", date(2026, 3, 31))
    assert [person.name for person in board.invited] == ["Linden Marsh", "Ash Rivers"]
    found = {each.column.id: each for each in board.objectives}
    assert found["o1"].own.text == "Three of four move. The playbook is late, and that is my part."
    assert [(each.name, each.verdict) for each in found["o3"].answers] == [("Linden Marsh", "change")]
