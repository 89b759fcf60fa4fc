"""An objective's line shows on each day what the board as known on that day shows."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from learnboard.domain.histories import group_histories
from learnboard.domain.metrics.chart_series import Point
from learnboard.domain.metrics.figures import whole_percent
from learnboard.domain.metrics.progress import CycleContext
from learnboard.domain.progress_line import progress_line
from learnboard.domain.report import board_report
from tests.builders import (
    EXAMPLE_BOARD,
    VECTORS,
    binary,
    check_in,
    document,
    metric,
    milestone,
    records_in,
    steps,
    year_of,
)
from tests.builders import objective as objective_row


def lines(records, day, cycle=None):
    report = board_report(records, day, cycle)
    known = report.records
    context = CycleContext(report.cycle, day, known.board_info.settings)
    histories = group_histories(known.check_ins, known.milestones)
    return report, {
        column.id: progress_line(column, histories, known.target_changes, context) for column in report.columns
    }


def points(*pairs):
    return tuple(Point(date.fromisoformat(day), percent) for day, percent in pairs)


def test_last_years_objective_goes_up_with_its_check_ins_and_its_talk():
    # (services / 5 + exercises / 8 + talk) / 3, whole percent, half up
    _, found = lines(records_in(document(EXAMPLE_BOARD)), date(2026, 12, 31), "c2025")
    assert found["o0"] == points(
        ("2025-02-03", 0),
        ("2025-04-11", 7),
        ("2025-05-16", 15),
        ("2025-07-04", 28),
        ("2025-09-19", 37),
        ("2025-10-09", 70),
        ("2025-11-21", 83),
    )


def test_what_lies_outside_the_cycle_is_on_its_ends():
    rows = [metric(), check_in("2025-12-01", "1"), check_in("2027-01-05", "6", id="c2")]
    _, found = lines(year_of(objective_row(), *rows), date(2027, 2, 1))
    assert found["o1"] == points(("2026-01-01", 10), ("2026-12-31", 60))


def test_what_is_dropped_counts_until_that_day_and_steps_count_by_weight():
    rows = [
        binary(id="k1", dropped_on="2026-03-01"),
        steps(id="k2"),
        milestone(id="s1", key_result_id="k2", done_on="2026-02-01"),
        milestone(id="s2", key_result_id="k2", weight="3"),
    ]
    _, found = lines(year_of(objective_row(), *rows), date(2026, 6, 1))
    assert found["o1"] == points(("2026-01-01", 0), ("2026-02-01", 13), ("2026-03-01", 25))


def test_without_anything_that_counts_there_is_no_line():
    _, found = lines(year_of(objective_row(), steps()), date(2026, 6, 1))
    assert found["o1"] == ()


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_each_point_is_what_the_board_showed_on_that_day(path):
    vector = document(path)
    records = records_in(vector["board"])
    report, found = lines(records, date.fromisoformat(vector["as_of"]))
    settings = records.board_info.settings
    assert len(found) == len(report.columns)
    for column in report.columns:
        line, figures = found[column.id], column.roll_up(settings)
        if figures.progress is not None:
            assert line[-1].value == whole_percent(figures.progress)
        inner = [point for point in line if report.cycle.starts_on < point.on < report.cycle.ends_on]
        for point in inner[:: max(1, len(inner) // 3)]:
            then = board_report(records, point.on, report.cycle.id)
            progress = next(each for each in then.columns if each.id == column.id).roll_up(settings).progress
            assert progress is not None
            assert point.value == whole_percent(progress)
        assert list(line) == sorted(line, key=lambda point: point.on)
        assert all(after.on - before.on >= timedelta(days=1) for before, after in pairwise(line))
