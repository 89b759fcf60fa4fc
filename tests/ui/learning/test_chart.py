"""The weeks as bars: each is as high as its share of the highest, and the line is where the time agreed on is."""

from learnboard.domain.metrics.resources import WeekHours
from learnboard.ui.learning.chart import week_chart
from learnboard.ui.toolkit.text import size_of


def rows(weeks, width=60):
    return ["".join(span.text for span in line) for line in week_chart(weeks, width)]


def weeks_of(*used, entitled=100):
    """Weeks from the second of 2026 on, whose Thursday is 8 January."""
    return [WeekHours(f"2026-W{number:02}", entitled, minutes) for number, minutes in enumerate(used, 2)]


def test_a_bar_is_as_high_as_its_share():
    # of five rows 200 is all of it, 100 two and a half (three), 40 one, 1 is seen, 0 is not
    chart = rows(weeks_of(200, 100, 40, 1, 0))
    heights = [sum(row[10 + 2 * at] == "█" for row in chart[:5]) for at in range(5)]
    assert heights == [5, 3, 1, 1, 0]


def test_the_line_is_where_the_time_agreed_on_is():
    chart = rows(weeks_of(200, 0, 0))
    assert [row.strip() for row in chart[:5]] == ["3 h 20 █", "█", "1 h 40 █─────", "█", "█"]


def test_months_stand_under_their_first_week():
    # weeks 2 to 4 have their Thursdays on 8, 15 and 22 January, week 6 on 5 February
    chart = rows(weeks_of(*[50] * 8))
    assert chart[5].index("Jan") == 10
    assert chart[5].index("Feb") == 10 + 2 * 4


def test_of_more_weeks_than_there_is_room_for_the_last_are_shown():
    for width in (12, 20, 63, 64, 120):
        chart = week_chart(weeks_of(*range(50)), width)
        assert all(size_of(line) <= width + 4 for line in chart)
    assert rows(weeks_of(*range(50), entitled=0), 20)[0].rstrip().endswith("█")


def test_without_any_time_there_is_no_chart():
    assert rows([]) == []
    assert rows(weeks_of(0, 0, entitled=0)) == []


def test_one_long_week_does_not_make_the_others_flat():
    # the highest row stands for three times 100: 100 has two of five rows, and 960 goes on beyond them
    chart = rows(weeks_of(960, 100, 300))
    assert [row[10:16] for row in chart[:5]] == ["▲   █ ", "█   █ ", "█   █ ", "█─█─█─", "█ █ █ "]
    assert chart[0].startswith("      5 h ")
