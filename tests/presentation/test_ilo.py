"""The Individual Learning Objective: a mentor sees it first, and its times are told with what they had to do with."""

from datetime import date

import pytest

from learnboard.domain.report import board_report
from learnboard.exchange.plain_text import board_text
from learnboard.presentation.ilo import ilo_head, period_text
from learnboard.presentation.reader_context import ReaderContext
from tests.builders import binary, ilo_period, year_of
from tests.exchange.html import pages

DAY = date(2026, 6, 26)
HEAD = (
    "“Build a toy map-tile server and demo it”: Individual Learning Objective since 1 Apr, own interest, "
    "helped by Hazel Brook"
)


def test_the_example_year_has_one_in_the_first_lines_of_plain_text_and_of_the_page() -> None:
    source = pages.june_source()
    head = ilo_head(source.context)
    assert head is not None
    assert (head.key_result, head.text) == ("k32", HEAD)
    told = board_text(source.context.report).split("\n")
    assert told.index(f"★ {HEAD}") < told.index("")  # among the first lines
    page = pages.june_page().decode()
    first = page.partition("</header>")[0]
    assert '<a class="inner" href="#card-k32">Build a toy map-tile server and demo it</a>' in first
    assert 'id="card-k32"' in page


def test_a_board_without_one_says_nothing_of_it() -> None:
    report = board_report(year_of(binary(id="a", title="a")), DAY)
    assert ilo_head(ReaderContext(report)) is None
    assert "★" not in board_text(report)


@pytest.mark.parametrize(
    ("from_on", "to_on", "text"),
    [
        ("2026-04-01", None, "since 1 Apr, team need, helped by Rowan Teal"),
        ("2026-04-01", "2026-06-17", "1 Apr to 17 Jun, team need, helped by Rowan Teal"),
        ("2026-07-20", None, "from 20 Jul on, team need, helped by Rowan Teal"),
    ],
)
def test_a_time_is_told_by_its_days_what_it_had_to_do_with_and_who_helped(from_on, to_on, text) -> None:  # type: ignore[no-untyped-def]
    row = ilo_period(from_on=from_on, to_on=to_on, relation="team_need", helped_by_id="p1")
    assert period_text(row, {"p1": "Rowan Teal"}, DAY) == text
