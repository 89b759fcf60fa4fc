"""Two snapshots of one board held against each other (FORMAT.md §4)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.comparison import compare, plain_comparison
from learnboard.domain.errors import Rejected
from learnboard.domain.model.board_info import BoardInfo
from learnboard.domain.model.snapshot import Previous, Snapshot
from tests.builders import (
    EXAMPLE_YEAR,
    VECTORS,
    binary,
    check_in,
    document,
    maintain,
    metric,
    milestone,
    snapshot_in,
    steps,
    year_of,
)

PAIR = [EXAMPLE_YEAR / f"mentor-{day}.learnboard.json" for day in ("2026-03-27", "2026-06-26")]


def snapshot(day, *rows, name="old"):
    """A snapshot of a board with these rows on a day."""
    return Snapshot(
        snapshot_id=name,
        sequence=1,
        previous=None,
        exported_at=datetime(2026, 12, 31, tzinfo=UTC),
        as_of=date.fromisoformat(day),
        profile="full",
        withheld=False,
        records=year_of(*rows),
        content_hash=f"sha256:{name}",
    )


def between(old, new, old_day="2026-03-31", new_day="2026-06-30"):
    """What the comparison tells of the one key result; old and new are the rows of each board."""
    (row,) = plain_comparison(compare(snapshot(old_day, *old), snapshot(new_day, *new, name="new")))["rows"]
    return row


def following(old, **changes):
    """The snapshot taken right after another."""
    new = snapshot("2026-06-30", name="new")
    return replace(new, **{"previous": Previous(old.snapshot_id, old.content_hash), **changes})


def test_the_mentor_snapshots_of_the_example_year_compare_as_published():
    old, new = (snapshot_in(document(path)) for path in PAIR)
    assert plain_comparison(compare(old, new)) == document(EXAMPLE_YEAR / "compare-2026-03-27-2026-06-26.json")


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_the_mentor_snapshots_of_a_vector_compare_as_published(path):
    vector = document(path)
    old, new = (snapshot_in(written) for written in vector["mentor"])
    assert plain_comparison(compare(old, new)) == vector["compare"]


FIRST = check_in("2026-03-01", "4", 7)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ([], [metric()], "added"),
        ([metric()], [], "gone"),
        ([metric(), FIRST], [metric(dropped_on="2026-05-01"), FIRST, check_in("2026-04-01", "9")], "dropped"),
        ([metric(), FIRST], [metric(), FIRST, check_in("2026-04-01", "4.001")], "forward"),
        ([metric(), FIRST], [metric(), FIRST, check_in("2026-04-01", "3.999")], "backward"),
        ([metric(), FIRST], [metric(), FIRST, check_in("2026-04-01", "4.00")], "reported"),
        ([metric(), FIRST], [metric(), FIRST, check_in("2026-04-01", None, 5)], "reported"),
        ([metric(), FIRST], [metric(), FIRST], "silent"),
        # The words change, the figures do not.
        ([metric(), FIRST], [metric(title="another title"), FIRST], "silent"),
        # Raw is not clamped: 11 and 12 of 10 both show 100 %.
        ([metric(), check_in("2026-03-01", "11")], [metric(), check_in("2026-03-01", "12")], "forward"),
        # The target moved away: 4 of 10 is more than 4 of 20.
        ([metric(), FIRST], [metric(target="20"), FIRST], "backward"),
        ([binary()], [binary(done_on="2026-04-01")], "forward"),
        ([steps(), milestone(done_on="2026-03-01")], [steps(), milestone()], "backward"),
        # No weight, no raw, on either side.
        ([steps(), milestone(weight="0")], [steps(), milestone(weight="0", done_on="2026-04-01")], "silent"),
    ],
)
def test_a_change_is_the_first_that_fits(old, new, change):
    assert between(old, new)["change"] == change


def test_falling_and_rising_metrics_go_forward_alike():
    falling = metric(start="850", target="400")
    old = [falling, check_in("2026-03-01", "700")]
    assert between(old, [falling, check_in("2026-03-01", "610")])["change"] == "forward"
    assert between(old, [falling, check_in("2026-03-01", "790")])["change"] == "backward"


def test_each_file_speaks_as_of_its_own_day():
    rows = [metric(), FIRST, check_in("2026-06-01", "8", 8)]
    change = between(rows, rows)
    assert change["change"] == "forward"
    assert change["shown"] == ["40%", "80%"]
    assert change["confidence"] == [7, 8]
    assert change["new_check_ins"] == 1
    # On 31 March 30 days have gone by since 1 March, more than 14 + 3; on 30 June 29 since 1 June.
    assert change["health"] == ["outdated", "outdated"]


def test_what_is_in_one_file_only_has_half_a_pair():
    added = between([], [metric(), check_in("2026-06-25", "4", 7)])
    assert (added["shown"], added["confidence"], added["health"]) == ([None, "40%"], [None, 7], [None, "on_track"])
    gone = between([metric()], [])
    assert (gone["shown"], gone["confidence"], gone["health"]) == (["0%", None], [None, None], ["pending", None])


def test_no_progress_is_a_dash_on_both_sides():
    assert between([steps()], [steps(), milestone()])["shown"] == ["–", "0%"]


@pytest.mark.parametrize(
    ("card", "values", "backward"),
    [
        (metric(), ["4", "3"], True),
        (metric(), ["4", "4"], False),
        (metric(), ["4", "5"], False),
        (metric(start="850", target="400"), ["590", "610"], True),
        (metric(start="850", target="400"), ["610", "590"], False),
        # Past the target and away from it is further from it, too.
        (metric(), ["11", "12"], True),
        (metric(), ["9", "11"], False),
        (metric(), ["4", None, "3"], True),
        (metric(), ["4"], False),
        (metric(), [], False),
        (maintain(), ["4", "9"], False),
    ],
)
def test_the_last_step_went_backward_when_the_latest_value_is_further_from_the_target(card, values, backward):
    check_ins = [check_in(f"2026-04-0{number}", value) for number, value in enumerate(values, 1)]
    assert between([card], [card, *check_ins])["last_step_backward"] is backward


def test_rows_are_sorted_by_id():
    cards = metric(id="k3"), metric(id="k1"), metric(id="k2")
    change = compare(snapshot("2026-03-31", *cards[:2]), snapshot("2026-06-30", *cards[1:], name="new"))
    assert [(row.id, row.change) for row in change.rows] == [("k1", "silent"), ("k2", "added"), ("k3", "gone")]


def test_a_snapshot_and_the_next_one_are_a_chain():
    old = snapshot("2026-03-31")
    assert compare(old, following(old)).chain == "ok"


@pytest.mark.parametrize("previous", [None, Previous("another", "sha256:old"), Previous("old", "sha256:another")])
def test_a_snapshot_that_does_not_follow_the_other_leaves_a_gap(previous):
    old = snapshot("2026-03-31")
    assert compare(old, following(old, previous=previous)).chain == "gap"


def test_an_altered_file_breaks_the_chain_on_either_side():
    old = snapshot("2026-03-31")
    assert compare(replace(old, altered=True), following(old)).chain == "altered"
    assert compare(old, following(old, altered=True)).chain == "altered"


def test_snapshots_of_two_boards_are_refused_by_both_names():
    old = snapshot("2026-03-31")
    board_info = old.records.board_info
    other = replace(
        old, records=replace(old.records, board_info=BoardInfo("elsewhere", board_info.owner, board_info.settings))
    )
    with pytest.raises(Rejected, match=r"brd.*elsewhere"):
        compare(old, other)
