"""The options of an answer: one a line, as people write lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learnboard.domain.goal_search import option_lines


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("", ()),
        ("teach", ("teach",)),
        ("teach\nread", ("teach", "read")),
        ("- teach\n* read\n+ pair\n• ask\n– wait", ("teach", "read", "pair", "ask", "wait")),
        ("1. teach\n2) read\n10. pair", ("teach", "read", "pair")),
        ("  teach  \n\n \t\nread", ("teach", "read")),
        ("Teach\nteach\nTEACH", ("Teach",)),
        ("-teach\n3 talks\n2026 in short", ("-teach", "3 talks", "2026 in short")),
        ("- \n1.\n-", ()),
        ("re\x1b[2Jad", ("read",)),
    ],
)
def test_each_line_is_an_option(text, options):
    assert option_lines(text) == options


@given(st.text())
def test_an_option_is_one_line_that_is_there_once(text):
    options = option_lines(text)
    assert len({option.casefold() for option in options}) == len(options)
    assert all(option == option.strip() and option and "\n" not in option for option in options)
