"""One snapshot opened for a mentor: what changed, the board, what is asked; and the list of several people."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from learnboard.domain.comparison import plain_comparison
from learnboard.domain.errors import InvalidFile, NotFound
from learnboard.domain.model.snapshot import Previous
from learnboard.domain.report import plain_report
from learnboard.exchange.documents import open_snapshot
from learnboard.presentation.cycles import cycle_notice
from learnboard.service.board_service import BoardService
from learnboard.service.mentor.desk import read_newest
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view, snapshot_details
from learnboard.storage.store import Store
from tests.builders import (
    EXAMPLE_YEAR,
    VECTORS,
    action,
    binary,
    budget_entry,
    check_in,
    cycle,
    document,
    feedback,
    goal,
    metric,
    person,
)
from tests.exchange.test_snapshot_header import sealed
from tests.service.mentor.snapshots import JUNE, MARCH, example, put, snapshot

TODAY = date(2026, 7, 1)


@pytest.fixture
def mentee(tmp_path):
    """The owner of the example year."""
    (one,) = find_snapshots([example(tmp_path)]).mentees
    return one


def only(folder):
    (one,) = find_snapshots([folder]).mentees
    return one


def test_a_snapshot_of_a_closed_cycle_is_opened_as_one(tmp_path):
    closed = cycle(status="closed", closed_on="2027-01-05")
    put(tmp_path, snapshot("s1", "2027-01-05", closed, metric()))
    assert cycle_notice(open_snapshot_view(only(tmp_path)).board) == "2026 is closed · read-only"


def test_the_newest_is_opened_and_held_against_the_one_before(mentee):
    opened = open_snapshot_view(mentee)
    assert (opened.number, opened.file.path.name) == (1, JUNE.name)
    assert opened.snapshot == open_snapshot(JUNE)
    assert opened.before == mentee.files[0]
    assert plain_comparison(opened.comparison) == document(EXAMPLE_YEAR / "compare-2026-03-27-2026-06-26.json")
    assert opened.notices == ()


def test_what_changed_is_told_with_what_worries_first(mentee):
    rows = document(EXAMPLE_YEAR / "compare-2026-03-27-2026-06-26.json")["rows"]
    fell = [row["id"] for row in rows if None not in row["confidence"] and row["confidence"][1] < row["confidence"][0]]
    found = {group.concern: [row.id for row in group.rows] for group in open_snapshot_view(mentee).groups}
    assert next(iter(found)) == "at_risk"
    assert set(found["confidence_fell"]) <= set(fell)
    told = [row["id"] for row in rows if row["id"] not in ("k01", "k02", "k03")]  # silent, and their year is closed
    assert sorted(id_ for ids in found.values() for id_ in ids) == told


def test_the_first_is_held_against_the_last_meeting_as_its_page_is(mentee):
    for number in (0, -2):
        opened = open_snapshot_view(mentee, number)
        assert (opened.number, opened.snapshot.snapshot_id) == (0, "snp-2026-03-27")
        assert opened.before is None
        assert (opened.baseline.what, opened.baseline.day) == ("meeting", date(2026, 1, 16))
        # By hand: the check-ins of the day of the meeting itself, of k11 and k12, were known then.
        assert {"k11", "k12"} == {row.id for row in opened.changes if row.health[0] not in ("pending", None)}


def test_its_figures_are_those_of_the_report(mentee):
    opened = open_snapshot_view(mentee)
    assert plain_report(opened.report) == document(EXAMPLE_YEAR / "report-mentor-2026-06-26.json")
    assert opened.report.withheld


@pytest.mark.parametrize("path", VECTORS, ids=lambda it: it.stem)
def test_random_boards_compare_as_published(path, tmp_path):
    vector = document(path)
    for number, plain in enumerate(vector["mentor"]):
        (tmp_path / f"{number}.learnboard.json").write_bytes(sealed(plain))
    opened = open_snapshot_view(only(tmp_path))
    assert plain_comparison(opened.comparison) == vector["compare"]


def test_the_board_is_that_of_the_standing(mentee):
    opened = open_snapshot_view(mentee)
    board = opened.board
    assert board.complete
    assert [column.id for column in board.columns] == ["o1", "o2", "o3", "o4"]
    assert board.columns == opened.report.columns
    assert (board.day, board.cycle_context.cycle) == (date(2026, 6, 26), opened.report.cycle)
    assert board.goal == opened.report.goals[0][0]
    assert (board.minutes_left, board.meeting) == (opened.report.minutes_left, opened.report.meeting)


def test_an_active_goal_stands_above_the_columns(tmp_path):
    goals = goal(id="g1", status="achieved", position=1), goal(id="g2", position=3), goal(id="g3", position=2)
    put(tmp_path, snapshot("s1", "2026-06-01", *goals))
    assert open_snapshot_view(only(tmp_path)).board.goal.id == "g3"


def test_a_snapshot_without_a_cycle_has_an_empty_board(tmp_path):
    plain = {**document(JUNE), "snapshot_id": "none"}
    plain |= {name: [] for name, rows in plain.items() if isinstance(rows, list)}
    (tmp_path / "a.learnboard.json").write_bytes(sealed(plain))
    board = open_snapshot_view(only(tmp_path)).board
    assert (board.cycle_context, board.columns, board.goal) == (None, (), None)


# Which one it is held against


def before(folder, number=-1):
    opened = open_snapshot_view(only(folder), number)
    return opened.before and opened.before.snapshot_id


def test_the_one_of_the_same_profile_goes_before_a_newer_one(tmp_path):
    put(tmp_path, snapshot("m1", "2026-06-01"))
    put(tmp_path, snapshot("f1", "2026-06-02", profile="full"))
    put(tmp_path, snapshot("m2", "2026-06-03"))
    assert before(tmp_path) == "m1"
    put(tmp_path, snapshot("s1", "2026-06-04", profile="shared"))
    assert before(tmp_path) == "m2"


def test_the_one_it_follows_goes_before_all_others(tmp_path):
    first = snapshot("m1", "2026-06-01")
    content_hash = open_snapshot(put(tmp_path, first)).content_hash
    put(tmp_path, snapshot("x1", "2026-06-02"))
    put(tmp_path, snapshot("m2", "2026-06-03", sequence=2, previous=Previous("m1", content_hash)))
    assert before(tmp_path) == "m1"
    assert open_snapshot_view(only(tmp_path)).comparison.chain == "ok"


def test_others_between_are_a_gap(tmp_path):
    put(tmp_path, snapshot("m1", "2026-06-01"))
    put(tmp_path, snapshot("m3", "2026-06-03", sequence=3, previous=Previous("m2", "sha256:gone")))
    assert open_snapshot_view(only(tmp_path)).comparison.chain == "gap"


def test_an_altered_file_is_opened_and_told(tmp_path):
    example(tmp_path)
    march = tmp_path / MARCH.name
    march.write_bytes(march.read_bytes().replace(b"Alder Finch", b"Alder Funch"))
    found = f"{MARCH.name} was altered after it was written: ask its owner for a new one."
    opened = open_snapshot_view(only(tmp_path))
    assert (opened.comparison.chain, opened.notices) == ("altered", (found,))
    assert opened.before.altered
    assert open_snapshot_view(only(tmp_path), 0).notices == (found,)


def test_one_before_that_cannot_be_read_any_more_is_told_and_the_next_is_taken(tmp_path):
    put(tmp_path, snapshot("m1", "2026-06-01"))
    deleted = put(tmp_path, snapshot("m2", "2026-06-02"))
    put(tmp_path, snapshot("m3", "2026-06-03"))
    one = only(tmp_path)
    deleted.unlink()
    opened = open_snapshot_view(one)
    assert opened.before.snapshot_id == "m1"
    assert opened.notices == (f"{deleted}: there is no such file; check the path.",)


def test_a_file_replaced_meanwhile_is_told(tmp_path):
    path = put(tmp_path, snapshot("m1", "2026-06-01"))
    one = only(tmp_path)
    put(tmp_path, snapshot("m2", "2026-06-02"), "new").replace(path)
    assert open_snapshot_view(one).notices == (
        f"{path.name} was replaced by another snapshot meanwhile: open it again.",
    )
    put(tmp_path, snapshot("m2", "2026-06-02", board="other"), "new").replace(path)
    with pytest.raises(InvalidFile, match="is of another board by now"):
        open_snapshot_view(one)


def test_a_file_whose_hash_vouches_for_what_no_board_can_hold_is_refused_when_it_is_opened(tmp_path):
    put(tmp_path, snapshot("m1", "2026-06-01"))
    (tmp_path / "m2.learnboard.json").write_bytes(
        sealed({**document(JUNE), "board_id": "brd", "check_ins": [{"id": "broken"}]})
    )
    one = only(tmp_path)
    assert len(one.files) == 2
    with pytest.raises(InvalidFile, match="check_ins broken"):
        open_snapshot_view(one)
    assert "check_ins broken" in read_newest(one, None).problem


# A card of it


def test_a_card_says_what_it_says_on_the_owners_board(tmp_path, mentee):
    opened = open_snapshot_view(mentee)
    records = opened.snapshot.records
    with Store.create(tmp_path / "board.db", records.board_info, records) as store:
        board = BoardService(store).open(date(2026, 6, 26))
        for column in board.columns:
            for card in column.cards:
                details = BoardService(store).details(card.id, board)._replace(history=(), titles={})
                assert snapshot_details(opened, card.id) == details


def test_a_card_has_the_feedback_that_is_in_the_snapshot(tmp_path):
    rows = feedback(id="f1", written_at="2026-05-01T08:00:00Z"), feedback(id="f2", written_at="2026-05-02T08:00:00Z")
    put(tmp_path, snapshot("m1", "2026-06-01", binary(), person(), *rows))
    found = snapshot_details(open_snapshot_view(only(tmp_path)), "k1")
    assert [one.id for one in found.feedback] == ["f2", "f1"]
    assert found.history == ()


def test_a_card_that_is_not_in_it_is_refused(mentee):
    with pytest.raises(NotFound, match="This snapshot has no key_results k99"):
        snapshot_details(open_snapshot_view(mentee), "k99")


# Several people


def test_a_person_in_the_list_is_told_for_their_only_mentor_by_the_newest_file(tmp_path):
    rows = (
        budget_entry(id="b1", state="proposed"),
        action(id="a1", meeting_id=None, who_id="p1", due_on="2026-06-20"),
        action(id="a2", meeting_id=None, who_id="owner"),
        person(),
        feedback(id="f1"),
        feedback(id="f2", answer="done"),
    )
    put(tmp_path, snapshot("m1", "2026-06-01"))
    put(tmp_path, snapshot("m2", "2026-06-26", *rows))
    found = read_newest(only(tmp_path), None)
    assert (found.snapshot.snapshot_id, found.problem) == ("m2", "")
    assert found.summary.promises == (date(2026, 6, 20),)
    assert (len(found.summary.decisions), found.summary.owed, found.summary.unheard) == (1, 1, 1)
    assert read_newest(only(tmp_path), "p9").summary.promises == ()


def test_a_file_that_is_gone_is_a_problem_of_its_line_alone(tmp_path):
    path = put(tmp_path, snapshot("m1", "2026-06-01"))
    one = only(tmp_path)
    path.unlink()
    assert read_newest(one, None) == (None, None, f"{path}: there is no such file; check the path.")


# What it costs


def test_the_mentors_view_knows_no_board_and_no_textual(tmp_path):
    example(tmp_path)
    script = f"""
import json, sys
from pathlib import Path
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.desk import read_newest
from learnboard.service.mentor.snapshot_view import open_snapshot_view, snapshot_details
found = find_snapshots([Path({str(tmp_path)!r})])
early = [name for name in sys.modules if name.startswith("pydantic")]
opened = open_snapshot_view(found.mentees[0])
read_newest(found.mentees[0], None)
snapshot_details(opened, "k11")
DraftStore(Path("notes")).save(opened.snapshot, DraftStore(Path("notes")).read(opened.snapshot))
print(json.dumps([early, sorted(sys.modules)]))
"""
    found = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    early, modules = json.loads(found.stdout)
    assert early == []
    unwanted = ("sqlite3", "peewee", "textual", "rich", "learnboard.storage")
    assert not [name for name in unwanted if name in modules]


def test_two_files_of_one_day_are_both_compared_with_the_day_before(tmp_path):
    later = (metric(), check_in("2026-03-20", "800"), check_in("2026-06-20", "600"))
    put(tmp_path, snapshot("s1", "2026-03-27", metric(), check_in("2026-03-20", "800")))
    put(tmp_path, snapshot("s2", "2026-06-26", *later, sequence=2, previous=Previous("s1", "0" * 64)))
    put(tmp_path, snapshot("s3", "2026-06-26", *later, sequence=3))
    view = open_snapshot_view(only(tmp_path))
    assert (view.snapshot.snapshot_id, view.before.snapshot_id) == ("s3", "s1")


@pytest.mark.parametrize(
    ("day", "status", "told"),
    [
        ("2027-01-05", "closed", "2026 is closed"),
        ("2027-01-05", "active", "2026 ended 31 Dec 2026"),
        ("2026-12-30", "active", ""),
    ],
)
def test_a_reader_is_told_of_no_key_that_only_the_owner_has_and_nothing_as_from_today(tmp_path, day, status, told):
    later = cycle(id="c2027", title="2027", starts_on="2027-01-11", ends_on="2027-12-31")
    put(tmp_path, snapshot("s1", day, cycle(status=status), later, metric()))
    board = open_snapshot_view(only(tmp_path)).board
    assert cycle_notice(board, own=False) == told
    assert " · " in cycle_notice(board)
