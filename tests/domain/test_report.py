"""The published reports come out of the published boards, figure for figure (FORMAT.md §3)."""

from datetime import date

import pytest

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
