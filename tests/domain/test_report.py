"""The published reports come out of the published boards, figure for figure (FORMAT.md §3)."""

from datetime import date

import pytest

from learnboard.domain.errors import NotFound
from learnboard.domain.report import board_report, plain_report
from tests.builders import EXAMPLE_BOARD, EXAMPLE_YEAR, VECTORS, document, records_in

OUTSIDE = [(path, day) for path in VECTORS for day in document(path)["report_outside"]]


@pytest.mark.parametrize("day", ["2026-03-27", "2026-06-26", "2026-12-31"])
def test_the_example_year_reports_what_it_publishes(day):
    report = plain_report(board_report(records_in(document(EXAMPLE_BOARD)), date.fromisoformat(day)))
    assert report == document(EXAMPLE_YEAR / f"report-{day}.json")


def test_a_mentor_snapshot_is_figured_from_what_is_in_it():
    snapshot = document(EXAMPLE_YEAR / "mentor-2026-06-26.learnboard.json")
    report = plain_report(board_report(records_in(snapshot), date.fromisoformat(snapshot["as_of"])))
    assert report == document(EXAMPLE_YEAR / "report-mentor-2026-06-26.json")


def test_there_are_eighteen_vectors_four_of_minor_0_each_with_days_outside_its_cycle():
    assert len(VECTORS) == 18
    assert [path.stem for path in VECTORS if document(path)["board"]["minor"] == 0] == [
        f"old-0{number}" for number in range(1, 5)
    ]
    assert all(len(document(path)["report_outside"]) == 2 for path in VECTORS)


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_random_board_reports_what_its_vector_says(path):
    vector = document(path)
    report = plain_report(board_report(records_in(vector["board"]), date.fromisoformat(vector["as_of"])))
    assert report == vector["report"]


@pytest.mark.parametrize(("path", "day"), OUTSIDE, ids=lambda part: getattr(part, "stem", part))
def test_a_random_board_reports_what_its_vector_says_outside_its_cycle(path, day):
    vector = document(path)
    report = plain_report(board_report(records_in(vector["board"]), date.fromisoformat(day)))
    assert report == vector["report_outside"][day]


@pytest.mark.parametrize("day", ["2026-12-31", "2026-01-05", "2027-03-01"])
def test_last_years_figures_are_those_of_its_last_day_as_they_are_known_now(day):
    report = board_report(records_in(document(EXAMPLE_BOARD)), date.fromisoformat(day), "c2025")
    plain = plain_report(report)
    (objective,) = plain["objectives"]
    # (5 of 5, 4 of 8, done): 0.8333 on the way, (1 + 0.5 + 1) / 3 as the score, 0.6 of the owner's own in the final
    assert (plain["cycle"], plain["elapsed"], plain["as_of"]) == ("c2025", "1.000000", day)
    assert (objective["progress"], objective["expected"], objective["score"]) == ("0.833333", "1.000000", "0.83")
    assert objective["final"] == "0.87"
    assert [row["health"] for row in objective["key_results"]] == ["achieved", "outdated", "achieved"]
    assert plain["budgets"] == []


def test_before_its_end_a_cycle_is_reported_as_of_the_day():
    board = records_in(document(EXAMPLE_BOARD))
    day = date(2025, 7, 4)
    assert plain_report(board_report(board, day, "c2025")) == plain_report(board_report(board, day))
    ahead = plain_report(board_report(board, day, "c2026"))
    assert (ahead["cycle"], ahead["elapsed"]) == ("c2026", "0.000000")


def test_a_cycle_that_is_not_there_is_named():
    with pytest.raises(NotFound, match=r"^The board has no cycle c1999\.$"):
        board_report(records_in(document(EXAMPLE_BOARD)), date(2026, 1, 1), "c1999")
