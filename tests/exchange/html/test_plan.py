"""A plan as a page in a real browser: read by everybody, on a phone, and printed; hostile words stay words."""

from datetime import date

from learnboard.domain.profiles import apply_profile
from learnboard.domain.report import board_report
from learnboard.exchange.html import plan_page
from learnboard.presentation.plan import plan_of
from tests.builders import EXAMPLE_BOARD, budget_entry, document, goal, metric, objective, person, records_in, year_of
from tests.exchange.html.accessibility import violations
from tests.hostile import HOSTILE

DAY = date(2026, 6, 26)
HERE = "[...document.querySelectorAll('*')].map((each) => each.tagName).sort().join()"


def page_of(board):
    return plan_page(plan_of(board_report(board, DAY)))


def test_it_is_read_on_a_phone_and_on_paper_and_axe_finds_nothing(in_tab):
    data = page_of(apply_profile(records_in(document(EXAMPLE_BOARD)), "mentor")[0])
    page = in_tab(data, 360, 740, scheme="dark")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    told = page.text()
    for words in ("How to learn it: on real incidents", "Q1 2026", "39 h · 125.90 EUR · 49.00 USD", "In all: 159 h"):
        assert words in told
    page.media(medium="print")
    assert page.text() == told


def test_hostile_words_change_nothing_of_the_page(in_tab):
    def rows(word):
        return year_of(
            goal(statement=word, why_me=word),
            objective(title=word, approach=word, supports=word, goal_id="g1"),
            metric(title=word, ask=word, unit=word[:9], labels=[word]),
            person(name=word),
            budget_entry(title=word, expected_value=word, with_id="p1", happens_on="2026-05-05"),
        )

    wanted = in_tab(page_of(rows("word"))).evaluate(HERE)
    hostile = " ".join(text for text in HOSTILE if "http" not in text and len(text) < 300)
    page = in_tab(page_of(rows(hostile)), 360, 740)
    assert page.evaluate(HERE) == wanted
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
