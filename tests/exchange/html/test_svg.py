"""Bars, and the chart of a key result as a picture and in words."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from learnboard.domain.metrics.chart_series import Point, chart_series
from learnboard.domain.metrics.progress import CycleContext
from learnboard.exchange.html.svg import HEIGHT, WIDTH, Chart, bar, chart, percent_of_length, value_at
from learnboard.presentation.values import MONTHS
from tests import builders
from tests.exchange.html import pages


def _chart(key_result: Any, *check_ins: Any, day: str = "2026-06-26", **cycle: Any) -> Chart | None:
    cycle_context = CycleContext(builders.cycle(**cycle), date.fromisoformat(day), builders.settings())
    drawn = chart_series(key_result, check_ins, (), cycle_context)
    assert drawn
    return chart(drawn, key_result.title)


def _places(line: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in line.split())]


def test_a_value_stands_where_its_day_and_its_number_are() -> None:
    # Two steps of the axis, 0, 5 and 10, between the lines 16 and 130 from the top; the cycle has 11 days.
    metric = builders.metric(start="0", target="10")
    days = {"starts_on": "2026-01-01", "ends_on": "2026-01-11"}
    found = _chart(metric, builders.check_in("2026-01-06", "5"), day="2026-01-06", **days)
    assert found
    ((x, y),) = [(float(x), float(y)) for x, y in found.dots]
    left, right = float(found.left), float(found.right)

    assert x == round((left + right) / 2, 1)
    assert y == (16 + 130) / 2
    assert found.today == found.dots[0][0]
    assert [row.text for row in found.rows] == ["10", "5", "0"]
    assert found.latest
    assert found.latest.text == "5"


def test_everything_lies_within_the_chart() -> None:
    of = pages.june_source().context
    cycle_context = of.cycle_context
    assert cycle_context
    seen = 0
    for card in of.cards.values():
        drawn = chart_series(
            card.key_result,
            of.histories.check_ins.get(card.id, ()),
            of.histories.milestones.get(card.id, ()),
            cycle_context,
        )
        found = chart(drawn, card.key_result.title) if drawn else None
        if found is None:
            continue
        seen += 1
        lines = [place for line in (*found.lines, found.path) for place in _places(line)]
        dots = [(float(x), float(y)) for x, y in found.dots]
        labels = [(float(label.x), float(label.y)) for label in (*found.rows, *found.months)]
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in (*lines, *dots, *labels))
    assert seen == 10


def test_months_have_room_between_them() -> None:
    found = _chart(builders.metric(), builders.check_in("2026-02-01", "3"))
    assert found
    places = [float(month.x) for month in found.months]
    assert all(after - before > 20 for before, after in pairwise(places))
    assert {month.text for month in found.months} <= {month[:3] for month in MONTHS}


def test_the_description_says_what_the_chart_shows() -> None:
    of = pages.june_source().context
    assert of.cycle_context
    card = of.cards["k11"]
    drawn = chart_series(card.key_result, of.histories.check_ins["k11"], (), of.cycle_context)
    assert drawn
    found = chart(drawn, card.key_result.title)
    assert found
    # 26 June ends the 177th of 365 days: 850 − 450 · 177 / 365 = 631.8.
    assert found.description == (
        "Values (ms): 850 on 16 Jan; 790 on 13 Feb; 640 on 20 Mar; 590 on 15 May; 610 on 19 Jun. "
        "Expected on 26 Jun: 632."
    )


def test_a_maintain_has_its_limit() -> None:
    found = _chart(builders.maintain(maximum="5"), builders.check_in("2026-02-01", "3"))
    assert found
    assert found.against == "limit"
    assert found.description == "Values: 3 on 1 Feb. Limit: 5."


def test_without_a_value_there_is_no_chart() -> None:
    assert _chart(builders.metric()) is None


def test_a_path_has_a_value_on_every_day() -> None:
    path = (Point(date(2026, 1, 1), Fraction(0)), Point(date(2026, 1, 11), Fraction(10)))
    assert value_at(path, date(2026, 1, 6)) == 5
    assert value_at(path, date(2026, 2, 1)) == 10
    stairs = (
        Point(date(2026, 1, 1), Fraction(0)),
        Point(date(2026, 1, 5), Fraction(0)),
        Point(date(2026, 1, 5), Fraction(3)),
    )
    assert value_at(stairs, date(2026, 1, 4)) == 0
    assert value_at(stairs, date(2026, 1, 5)) == 3


def test_a_bar_stays_within_its_ends_and_has_no_mark_at_its_beginning() -> None:
    over = bar(Fraction(5, 4), Fraction(-1, 10), Fraction(1, 3))
    assert over
    assert (over.length, over.mark, over.before) == ("100", "0", "33.3")
    assert bar(None, Fraction(1, 2)) is None
    begun = bar(Fraction(0), Fraction(0))
    assert begun
    assert begun.mark is None
    assert percent_of_length(None) == "0"
