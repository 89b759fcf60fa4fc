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
    assessment,
    budget,
    budget_entry,
    check_in,
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
    response,
    rows_of,
    stretch,
    topic,
    year_of,
)

SNAPSHOTS = [
    *(
        pytest.param(EXAMPLE_BOARD, document(EXAMPLE_YEAR / f"mentor-{day}.learnboard.json"), id=f"example-{day}")
        for day in ("2026-03-27", "2026-06-26")
    ),
    *(
        pytest.param(path, written, id=f"{path.stem}-{written['profile']}-{written['as_of']}-{written['sequence']}")
        for path in VECTORS
        for written in (*document(path)["mentor"], document(path)["shared"])
    ),
]


def board_in(path):
    read = document(path)
    return records_in(read.get("board", read))


def outgoing(profile, *rows, person_id=None):
    return apply_profile(year_of(*rows), profile, person=person_id)


def left(profile, *rows, person_id=None):
    """The ids of those rows that leave, without the cycle and the objective around them."""
    return ids_of(outgoing(profile, *rows, person_id=person_id)[0]) & {row.id for row in rows}


@pytest.mark.parametrize(("path", "written"), SNAPSHOTS)
def test_a_published_snapshot_comes_out_row_for_row(path, written):
    day = date.fromisoformat(written["as_of"])
    found, withheld = apply_profile(as_known(board_in(path), day), written["profile"])
    assert rows_of(found) == {name: written[name] for name in rows_of(found)}
    assert withheld == written["withheld"]


@pytest.mark.parametrize("profile", ["mentor", "shared"])
@pytest.mark.parametrize("day", ["2026-03-27", "2026-06-26", "2026-12-31"])
@pytest.mark.parametrize("private", ["look elsewhere", "album cover", "co-op finances", "Keep my energy", '"k43"'])
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


@pytest.mark.parametrize("profile", ["mentor", "shared"])
def test_a_private_note_leaves_in_a_full_copy_only(profile):
    found, withheld = outgoing(profile, metric(private_note="look elsewhere"))
    assert found.key_results == (metric(private_note=""),)
    assert withheld


@pytest.mark.parametrize("row", [budget(), hours_policy(), action(meeting_id=None)], ids=lambda row: row.TABLE)
def test_agreed_time_money_and_lone_actions_leave_to_a_mentor_but_are_not_shared(row):
    assert left("mentor", row) == {row.id}
    assert not outgoing("mentor", row)[1]
    assert left("shared", row) == set()
    assert outgoing("shared", row)[1]


def test_an_action_of_a_shared_meeting_is_shared():
    assert left("shared", meeting(), action()) == {"m1", "a1"}


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
    ],
    ids=lambda part: "-".join(part.values()) if isinstance(part, dict) else str(part),
)
def test_feedback_leaves_only_if_its_target_leaves(target, leaves):
    cards = metric(visibility="private"), proposal(), budget_entry(), log_entry(), person()
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
