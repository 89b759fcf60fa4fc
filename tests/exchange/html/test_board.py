"""The board of a page: cards with all that is known of them, and less on large boards."""

from learnboard.exchange.html.board import CardView, columns
from learnboard.exchange.html.changes import changes_view
from learnboard.exchange.html.source import PageSource
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.pages import source_of


def _card(of: PageSource, id_: str) -> CardView:
    return next(card for column in columns(of) for card in column.cards if card.id == id_)


def test_a_card_shows_all_that_is_known_of_it() -> None:
    card = _card(pages.june_source(), "k11")
    assert (card.text.reached, card.text.expected, card.text.value) == ("53 %", "expected 48 %", "610 ms")
    assert card.text.confidence == ("confidence 4 ↓2 since the check-in before", "warn")
    assert card.text.kind == "metric from 850 to 400 ms"
    assert [row.on for row in card.check_ins] == ["19 Jun", "15 May", "20 Mar", "13 Feb", "16 Jan"]
    assert card.check_ins[0].blocker
    assert card.chart
    star = _card(pages.june_source(), "k32")
    assert star.text.ilo == "Individual Learning Objective since 1 Apr, own interest, helped by Hazel Brook"
    assert star.text.due
    assert star.text.due.text == "due 31 Jul"
    kept = _card(pages.june_source(), "k13").text
    assert (kept.kind, kept.kept) == ("keep at most 2 incidents each quarter", "1 of 1 kept")
    assert [bool(step.done) for step in _card(pages.june_source(), "k31").steps] == [True, True, True, False, False]


def test_the_newest_check_ins_are_shown_and_the_others_counted() -> None:
    said = [builders.check_in(f"2026-05-{day:02}", str(day), 5) for day in range(1, 26)]
    card = _card(source_of(builders.year_of(builders.metric(target="99"), *said)), "k1")
    assert (card.check_ins[0].value, card.check_ins[-1].value, card.earlier) == ("25", "6", 5)


def test_a_large_board_has_no_charts_and_no_check_ins() -> None:
    rows = [builders.metric(id=f"k{at}", position=at) for at in range(301)]
    of = source_of(builders.year_of(*rows, builders.check_in("2026-05-01", "3", 5)), before=builders.year_of(*rows))
    card = _card(of, "k1")
    assert (card.chart, card.check_ins, card.earlier) == (None, (), 1)
    silent = changes_view(of).groups[-1]
    assert (silent.title, silent.size, len(silent.rows)) == ("Nothing new", 300, 100)
