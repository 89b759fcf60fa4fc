"""From when to when a key result counts, and what it aimed at before."""

import html
from datetime import UTC, date, datetime

import pytest

from learnboard.domain.days import DateRange
from learnboard.domain.model.snapshot import Snapshot
from learnboard.domain.report import board_report
from learnboard.exchange.documents import encode_snapshot
from learnboard.exchange.html import html_page
from learnboard.exchange.plain_text import board_text
from learnboard.presentation.spans import short_span_text, span_text, target_texts
from learnboard.service.mentor.snapshot_view import board_of
from learnboard.service.queries.card import read_details
from learnboard.service.queries.snapshot_rows import SnapshotRows
from learnboard.ui.card.render import CardContext, card_page
from tests.builders import binary, cycle, maintain, metric, steps, target_change, year_of
from tests.ui.example_cards import text_of

DAY = date(2026, 11, 29)
YEAR = cycle()


def span(first, last):
    return DateRange(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("row", "days", "text"),
    [
        (metric(), span("2026-11-29", "2026-12-31"), "counts from 29 Nov 2026 to 31 Dec 2026"),
        (metric(), span("2026-01-01", "2026-06-30"), "counts from 1 Jan 2026 to 30 Jun 2026"),
        (maintain(), span("2026-12-28", "2026-12-31"), "counts from 28 Dec 2026 to 31 Dec 2026"),
        (steps(), span("2026-12-29", "2026-12-31"), "counts from 29 Dec 2026 to 31 Dec 2026, only 3 days"),
        (metric(), span("2026-12-31", "2026-12-31"), "counts from 31 Dec 2026 to 31 Dec 2026, only 1 day"),
        (metric(), span("2026-01-01", "2026-12-31"), ""),
        (binary(), span("2026-11-29", "2026-12-31"), ""),
    ],
)
def test_the_days_are_named_where_they_are_not_the_whole_cycle(row, days, text):
    assert span_text(row, days, YEAR) == text


def test_without_a_cycle_nothing_is_named():
    assert span_text(metric(), span("2026-11-29", "2026-12-31"), None) == ""


def test_a_span_of_four_days_is_not_remarked_on():
    assert short_span_text(span("2026-12-28", "2026-12-31")) == ""


def was(row, *changes):
    return target_texts(row, changes, DAY)


def test_an_earlier_target_is_told_with_its_last_day_and_the_reason():
    row = metric(start="0", target="3")
    assert was(row, target_change(on="2026-09-12", start="0", target="4", reason="only\nthree")) == (
        "target was 4 until 12 Sep: only three",
    )
    assert was(row, target_change(on="2025-09-12", start="0", target="4", reason="")) == (
        "target was 4 until 12 Sep 2025",
    )


def test_another_start_is_told_with_the_target():
    row = metric(start="850", target="400", unit="ms")
    assert was(row, target_change(on="2026-09-12", start="900", target="450", reason="")) == (
        "was from 900 to 450 ms until 12 Sep",
    )


@pytest.mark.parametrize(
    ("bound", "low", "high", "text"),
    [("at_most", None, "5", "at most 5 h"), ("at_least", "2", None, "at least 2 h"), ("between", "2", "5", "")],
)
def test_earlier_bounds_are_told(bound, low, high, text):
    row = maintain(bound=bound, minimum="1", maximum="6", unit="h")
    change = target_change(on="2026-09-12", minimum=low, maximum=high, reason="the team grew")
    assert was(row, change) == (f"was {text or 'between 2 and 5 h'} until 12 Sep: the team grew",)


def test_of_several_the_latest_is_told_first_each_with_what_stood_then():
    row = metric(start="1", target="3")
    changes = (
        target_change(id="t2", on="2026-09-12", start="0", target="4", reason="b"),
        target_change(id="t1", on="2026-05-01", start="0", target="6", reason="a"),
    )
    told = ("was from 0 to 4 until 12 Sep: b", "target was 6 until 1 May: a")
    assert was(row, *changes) == was(row, *changes[::-1]) == told


def test_card_page_mentors_card_and_plain_text_tell_it_alike():
    changed = target_change(key_result_id="k1", on="2026-09-12", start="0", target="4", reason="only three")
    row = metric(title="hires", start="0", target="3", starts_on="2026-06-01")
    board = year_of(row, changed)
    report = board_report(board, DAY)
    snapshot = Snapshot("snp", 1, None, datetime(2026, 11, 29, tzinfo=UTC), DAY, "full", False, board)
    page = html.unescape(html_page(snapshot, encode_snapshot(snapshot)[0]).decode())
    told = ("target was 4 until 12 Sep: only three", "counts from 1 Jun 2026 to 31 Dec 2026")
    details = read_details(SnapshotRows(board), "k1", board_of(report))
    cards = [card_page(details, CardContext(120, 40, DAY, board.board_info.settings, own=own)) for own in (True, False)]
    shown = [" ".join(" ".join(text_of(line) for line in card.body).split()) for card in cards]
    for words in told:
        assert all(words in text for text in (*shown, board_text(report), page))
