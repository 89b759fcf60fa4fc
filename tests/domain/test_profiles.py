"""What of a board leaves the laptop, and for whom (FORMAT.md §1, "Profiles")."""

import json
from datetime import date

import pytest

from learnboard.domain.as_of import as_known
from learnboard.domain.profiles import apply_profile
from tests.builders import (
    EXAMPLE_BOARD,
    EXAMPLE_YEAR,
    VECTORS,
    action,
    adjustment,
    agreement,
    assessment,
    budget,
    budget_entry,
    check_in,
    cycle,
    document,
    evaluation,
    feedback,
    goal,
    hours_policy,
    ids_of,
    ilo_period,
    log_entry,
    meeting,
    metric,
    milestone,
    objective,
    person,
    proposal,
    records,
    records_in,
    reflection,
    response,
    rows_of,
    settings,
    stretch,
    target_change,
    topic,
    year_of,
)

SNAPSHOTS = [
    *(
        pytest.param(
            EXAMPLE_BOARD,
            document(EXAMPLE_YEAR / f"mentor-{day}.learnboard.json"),
            date.fromisoformat(day),
            "p-mentor",
            id=f"example-{day}",
        )
        for day in ("2026-03-27", "2026-06-26")
    ),
    *(
        pytest.param(path, written, date.fromisoformat(written["as_of"]), None, id=f"{path.stem}-{written['as_of']}")
        for path in VECTORS
        for written in document(path)["mentor"]
    ),
    # What is shared was exported without --as-of: of the board uncut.
    *(pytest.param(path, document(path)["shared"], None, None, id=f"{path.stem}-shared") for path in VECTORS),
]
"""Boards and what was exported of them: the day the board is cut at, if it is, and whom the export is for."""


PRIVATE = ("look elsewhere", "album cover", "co-op finances", "Keep my energy", '"k43"', "kinder than the questions")


def board_in(path):
    read = document(path)
    return records_in(read.get("board", read))


def outgoing(profile, *rows, person_id=None):
    return apply_profile(year_of(*rows), profile, person=person_id)


def left(profile, *rows, person_id=None):
    """The ids of those rows that leave, without the cycle and the objective around them."""
    return ids_of(outgoing(profile, *rows, person_id=person_id)[0]) & {row.id for row in rows}


@pytest.mark.parametrize(("path", "written", "day", "person_id"), SNAPSHOTS)
def test_a_published_snapshot_comes_out_row_for_row(path, written, day, person_id):
    board = board_in(path)
    known = as_known(board, day) if day else board
    found, withheld = apply_profile(known, written["profile"], person=person_id)
    expected = records_in(written)
    assert rows_of(found) == rows_of(expected)
    assert found.board_info == expected.board_info
    assert withheld == written["withheld"]


@pytest.mark.parametrize("profile", ["mentor", "shared"])
@pytest.mark.parametrize("day", ["2026-03-27", "2026-06-26", "2026-12-31"])
@pytest.mark.parametrize("private", PRIVATE)
def test_nothing_private_of_the_example_year_leaves(profile, day, private):
    board = board_in(EXAMPLE_BOARD)
    assert private in json.dumps(rows_of(board), ensure_ascii=False)
    found, _ = apply_profile(as_known(board, date.fromisoformat(day)), profile, person="p-mentor")
    assert private not in json.dumps(rows_of(found), ensure_ascii=False)


def test_a_full_copy_leaves_out_and_changes_nothing():
    board = year_of(metric(visibility="private", private_note="look elsewhere"), feedback(kind="call_out"))
    assert apply_profile(board, "full") == (board, False)


@pytest.mark.parametrize(
    ("visibility", "mentor", "shared"),
    [("private", set(), set()), ("mentor", {"k1"}, set()), ("shared", {"k1"}, {"k1"})],
)
def test_a_row_leaves_only_as_far_as_it_may_be_seen(visibility, mentor, shared):
    row = metric(visibility=visibility)
    assert left("mentor", row) == mentor
    assert left("shared", row) == shared


@pytest.mark.parametrize(
    ("of_objective", "profile"), [("private", "mentor"), ("private", "shared"), ("mentor", "shared")]
)
def test_a_key_result_is_never_more_visible_than_its_objective(of_objective, profile):
    rows = objective(visibility=of_objective), metric(visibility="shared"), check_in("2026-03-01", "1")
    assert left(profile, *rows) == set()


def test_a_key_result_of_a_mentors_objective_leaves_to_the_mentor_as_it_is_stored():
    found, withheld = outgoing("mentor", objective(visibility="mentor"), metric(visibility="shared"))
    assert found.key_results == (metric(visibility="shared"),)
    assert not withheld


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (metric(visibility="private"), check_in("2026-03-01", "1")),
        (metric(visibility="private"), milestone()),
        (metric(visibility="private"), ilo_period()),
        (metric(visibility="private"), target_change()),
        (meeting(visibility="private"), topic()),
        (meeting(visibility="private"), action()),
        (budget_entry(visibility="private"), evaluation()),
        (proposal(visibility="private"), response("p1", "consent")),
    ],
    ids=lambda row: row.TABLE,
)
def test_what_belongs_to_a_withheld_row_is_withheld(whole, part):
    found, withheld = outgoing("mentor", whole, part)
    assert not {whole.id, part.id} & ids_of(found)
    assert withheld


def test_adjustments_stay_with_their_budget_out_of_a_shared_file():
    assert left("shared", budget(), adjustment()) == set()


@pytest.mark.parametrize(
    ("pointing", "field", "gone"),
    [
        (objective(goal_id="g1"), "goal_id", goal(id="g1", visibility="private")),
        (metric(id="k2", baseline_id="k1"), "baseline_id", metric(visibility="private")),
        (metric(id="k2", carried_from_id="k1"), "carried_from_id", metric(visibility="private")),
        (action(meeting_id=None, key_result_id="k1"), "key_result_id", metric(visibility="private")),
        (hours_policy(proposal_id="pr1"), "proposal_id", proposal(visibility="private")),
        (proposal(budget_entry_id="b1"), "budget_entry_id", budget_entry(visibility="private")),
        (budget_entry(with_id="p1"), "with_id", person(visibility="private")),
        (person(id="p2", introduced_by_id="p1"), "introduced_by_id", person(visibility="private")),
        (reflection(by_id="p1"), "by_id", person(visibility="private")),
        (log_entry(key_result_id="k1"), "key_result_id", metric(visibility="private")),
        (stretch(trusted_person_id="p1"), "trusted_person_id", person(visibility="private")),
        (assessment(by_id="p1"), "by_id", person(visibility="private")),
        (action(meeting_id=None, who_id="p1"), "who_id", person(visibility="private")),
        (budget_entry(decided_by_id="p1"), "decided_by_id", person(visibility="private")),
    ],
    ids=lambda part: getattr(part, "TABLE", part),
)
def test_a_reference_to_a_withheld_row_becomes_null(pointing, field, gone):
    found, withheld = outgoing("mentor", pointing, gone)
    (row,) = (row for row in found.table(pointing.TABLE) if row.id == pointing.id)
    assert getattr(pointing, field) is not None
    assert getattr(row, field) is None
    assert withheld


def test_the_word_of_a_withheld_person_leaves_without_the_name():
    rows = proposal(), response("p1", "consent"), person(visibility="private")
    found, _ = outgoing("mentor", *rows)
    assert [one.by_id for one in found.responses] == [None]


def test_the_owner_is_never_a_withheld_person():
    found, _ = outgoing("shared", proposal(), response("owner", "consent"), meeting(with_ids=["owner"]))
    assert found.responses[0].by_id == "owner"
    assert found.meetings[0].with_ids == ("owner",)


def test_withheld_people_are_taken_out_of_the_invited():
    rows = meeting(with_ids=["p1", "p2", "owner"]), person(visibility="private"), person(id="p2")
    found, withheld = outgoing("mentor", *rows)
    assert found.meetings[0].with_ids == ("p2", "owner")
    assert withheld
    rows = proposal(invited_ids=["p1", "p2"]), person(visibility="private"), person(id="p2")
    assert outgoing("mentor", *rows)[0].proposals[0].invited_ids == ("p2",)


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_a_private_note_leaves_in_a_full_copy_only(profile):
    found, withheld = outgoing(profile, metric(private_note="look elsewhere"))
    assert found.key_results == (metric(private_note=""),)
    assert withheld


@pytest.mark.parametrize("profile", ["mentor", "shared"])
@pytest.mark.parametrize(
    ("row", "bare"),
    [
        (person(private_note="kinder than it sounds"), person()),
        (meeting(private_note="ask for more money"), meeting()),
        (meeting(pulse=2), meeting()),
    ],
    ids=["a note on a person", "a note on a meeting", "a pulse"],
)
def test_notes_on_people_and_meetings_and_the_pulse_leave_in_a_full_copy_only(profile, row, bare):
    found, withheld = outgoing(profile, row)
    assert found.table(row.TABLE) == (bare,)
    assert withheld
    assert outgoing("full", row)[0].table(row.TABLE) == (row,)


def test_an_agreement_leaves_only_towards_the_person_it_was_made_with():
    rows = person(agreement=agreement(comfort_zone="one week before")), person(id="p2", agreement=agreement())
    for reader, kept in (("p1", {"p1"}), ("p2", {"p2"}), ("p3", set()), (None, set())):
        found, withheld = outgoing("mentor", *rows, person_id=reader)
        assert {row.id for row in found.people if row.agreement} == kept
        assert withheld
    found, _ = outgoing("mentor", *rows, person_id="p1")
    assert found.people[0] == rows[0]


def test_an_agreement_is_shared_with_nobody_not_even_the_one_it_was_made_with():
    found, withheld = outgoing("shared", person(agreement=agreement()), person_id="p1")
    assert found.people == (person(),)
    assert withheld


def test_the_only_agreement_towards_its_own_person_is_nothing_withheld():
    assert outgoing("mentor", person(agreement=agreement()), person_id="p1")[1] is False


@pytest.mark.parametrize(
    ("row", "bare"),
    [
        (log_entry(energy=2), log_entry()),
        (cycle(status="closed", closed_on="2027-01-05", reflection="less, and better"), None),
    ],
    ids=["energy", "a reflection on the year"],
)
def test_energy_and_the_reflection_on_a_cycle_leave_to_a_mentor_and_are_not_shared(row, bare):
    bare = bare or cycle(status="closed", closed_on="2027-01-05")
    found, withheld = outgoing("mentor", row)
    assert (found.table(row.TABLE), withheld) == ((row,), False)
    found, withheld = outgoing("shared", row)
    assert (found.table(row.TABLE), withheld) == ((bare,), True)


def test_what_an_hour_costs_leaves_to_a_mentor_and_is_not_shared():
    board = year_of(metric(), counting_by=settings(cost_per_hour="85.00"))
    assert apply_profile(board, "mentor") == (board, False)
    found, withheld = apply_profile(board, "shared")
    assert found.board_info.settings == settings()
    assert withheld


@pytest.mark.parametrize("part", [topic(visibility="shared"), action(visibility="shared")], ids=lambda row: row.TABLE)
@pytest.mark.parametrize(
    ("of_meeting", "profile"), [("private", "mentor"), ("private", "shared"), ("mentor", "shared")]
)
def test_a_topic_or_action_is_never_more_visible_than_its_meeting(part, of_meeting, profile):
    assert left(profile, meeting(visibility=of_meeting), part) == set()


@pytest.mark.parametrize("part", [topic(visibility="private"), action(visibility="private")], ids=lambda row: row.TABLE)
def test_a_private_topic_or_action_stays_though_its_meeting_leaves(part):
    found, withheld = outgoing("mentor", meeting(), part)
    assert (found.meetings, found.table(part.TABLE)) == ((meeting(),), ())
    assert withheld


def test_a_parked_topic_leaves_by_its_own_visibility():
    parked = topic(meeting_id=None, visibility="mentor")
    assert left("mentor", parked) == {"t1"}
    assert left("shared", parked) == set()


@pytest.mark.parametrize(("visibility", "mentor", "shared"), [("private", 0, 0), ("mentor", 1, 0), ("shared", 1, 1)])
def test_a_reflection_about_nothing_leaves_by_its_own_visibility(visibility, mentor, shared):
    row = reflection(visibility=visibility)
    assert (len(left("mentor", row)), len(left("shared", row))) == (mentor, shared)


@pytest.mark.parametrize(
    ("about", "leaves"),
    [
        ({"kind": "board", "id": "brd"}, True),
        ({"kind": "board", "id": "another"}, False),
        ({"kind": "cycle", "id": "c1"}, True),
        ({"kind": "cycle", "id": "gone"}, False),
        ({"kind": "objective", "id": "o1"}, True),
        ({"kind": "objective", "id": "c1"}, False),
        ({"kind": "key_result", "id": "k1"}, False),
        ({"kind": "meeting", "id": "m1"}, True),
        ({"kind": "action", "id": "a1"}, False),
        ({"kind": "person", "id": "p1"}, True),
        ({"kind": "stretch", "id": "x1"}, True),
        ({"kind": "assessment", "id": "as1"}, True),
    ],
    ids=lambda part: "-".join(part.values()) if isinstance(part, dict) else str(part),
)
def test_a_reflection_leaves_only_if_what_it_is_about_leaves_and_what_is_not_there_does_not(about, leaves):
    rows = metric(visibility="private"), meeting(), action(visibility="private"), person(), stretch(), assessment()
    found, withheld = outgoing("mentor", *rows, reflection(about=about))
    assert bool(found.reflections) == leaves
    assert withheld


def test_a_reflection_about_what_is_not_there_is_something_withheld():
    about = {"kind": "goal", "id": "gone"}
    assert outgoing("mentor", reflection(about=about)) == (year_of(), True)


@pytest.mark.parametrize("row", [budget(), hours_policy(), action(meeting_id=None)], ids=lambda row: row.TABLE)
def test_agreed_time_money_and_lone_actions_leave_to_a_mentor_but_are_not_shared(row):
    assert left("mentor", row) == {row.id}
    assert not outgoing("mentor", row)[1]
    assert left("shared", row) == set()
    assert outgoing("shared", row)[1]


def test_an_action_of_a_shared_meeting_is_shared():
    assert left("shared", meeting(), action(visibility="shared")) == {"m1", "a1"}


def test_feedback_leaves_towards_its_own_author():
    rows = metric(), person(), person(id="p2"), feedback(), feedback(id="f2", person_id="p2")
    assert left("mentor", *rows, person_id="p1") == {"k1", "p1", "p2", "f1"}


@pytest.mark.parametrize(("profile", "person_id"), [("mentor", None), ("mentor", "p2"), ("shared", "p1")])
def test_feedback_leaves_to_nobody_else(profile, person_id):
    rows = metric(), person(), person(id="p2"), feedback()
    assert "f1" not in left(profile, *rows, person_id=person_id)


def test_nobodys_feedback_does_not_leave_to_nobody():
    assert "f1" not in left("mentor", metric(), feedback(person_id=None))


def test_a_call_out_leaves_not_even_to_its_author():
    assert "f1" not in left("mentor", metric(), person(), feedback(kind="call_out"), person_id="p1")


@pytest.mark.parametrize(
    ("target", "leaves"),
    [
        ({"kind": "board", "id": "brd"}, True),
        ({"kind": "board", "id": "another"}, False),
        ({"kind": "objective", "id": "o1"}, True),
        ({"kind": "key_result", "id": "k1"}, False),
        ({"kind": "key_result", "id": "o1"}, False),
        ({"kind": "goal", "id": "gone"}, False),
        ({"kind": "proposal", "id": "pr1"}, True),
        ({"kind": "budget_entry", "id": "b1"}, True),
        ({"kind": "log_entry", "id": "l1"}, True),
        ({"kind": "person", "id": "p1"}, True),
        ({"kind": "meeting", "id": "m1"}, True),
        ({"kind": "stretch", "id": "x1"}, False),
    ],
    ids=lambda part: "-".join(part.values()) if isinstance(part, dict) else str(part),
)
def test_feedback_leaves_only_if_its_target_leaves(target, leaves):
    hidden = metric(visibility="private"), stretch(visibility="private")
    cards = *hidden, proposal(), budget_entry(), log_entry(), person(), meeting()
    assert ("f1" in left("mentor", *cards, feedback(target=target), person_id="p1")) == leaves


def test_nothing_is_withheld_when_everything_may_be_seen():
    rows = goal(), metric(), person(), check_in("2026-03-01", "1"), meeting(with_ids=["p1"])
    assert outgoing("mentor", *rows)[1] is False
    assert outgoing("shared", *rows)[1] is False


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_feedback_that_stays_is_not_something_withheld(profile):
    assert outgoing(profile, metric(), person(), feedback(kind="call_out"), person_id="p1")[1] is False


def test_what_was_not_known_on_the_day_is_not_something_withheld():
    later = meeting(id="m2", on="2026-07-01", visibility="private")
    board = year_of(metric(), later)
    assert apply_profile(as_known(board, date(2026, 6, 30)), "mentor")[1] is False
    assert apply_profile(as_known(board, date(2026, 7, 1)), "mentor")[1] is True


def test_an_empty_board_withholds_nothing():
    assert apply_profile(records(), "shared") == (records(), False)
