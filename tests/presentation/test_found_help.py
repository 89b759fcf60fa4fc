"""What was found where help is asked for, and what is offered, in the same words wherever a snapshot is read."""

import re
from html import unescape

from learnboard.exchange.documents import encode_snapshot
from learnboard.exchange.html import html_page
from learnboard.exchange.plain_text import board_text
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view
from tests.builders import budget_entry, metric, person
from tests.presentation.test_one_wording import card_text, mentor_text
from tests.service.mentor.snapshots import put, snapshot

FREE = {"estimate": "0", "state": "idea", "expected_value": "", "kind": "workshop", "visibility": "mentor"}
ASKED = (
    person(id="p1", name="Sorrel Vale", relation="contact"),
    metric(id="k1", title="Cut latency", ask="load tests"),
    budget_entry(**FREE, id="b1", title="Pairing on Fridays", with_id="p1", key_result_id="k1"),
    budget_entry(**FREE, id="b2", title="SQL by example", with_id="owner", key_result_id=None),
    budget_entry(**{**FREE, "state": "declined"}, id="b3", title="A call", with_id="p1", key_result_id="k1"),
)
FOUND, OFFER = "found: Pairing on Fridays, with Sorrel Vale", ("On offer", "SQL by example", "workshop")


def test_found_help_and_offers_are_told_alike_by_page_mentors_view_card_and_plain_text(tmp_path):
    of = snapshot("s", "2026-06-26", *ASKED)
    view = open_snapshot_view(find_snapshots([put(tmp_path, of)]).mentees[0])
    page = html_page(of, encode_snapshot(of)[0]).decode().split("<script")[0]
    page = " ".join(unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)).split())
    texts = {"page": page, "mentor": mentor_text(view), "plain": board_text(view.report)}
    for name, text in texts.items():
        assert "load tests" in text, name
        assert FOUND in text, name
        assert "found: A call" not in text, name
        assert all(part in text for part in OFFER), name
    assert FOUND in card_text(view, "k1")
    assert "On offer: SQL by example, workshop\n" in texts["plain"]
    assert "costs nothing" in texts["mentor"]


def test_where_no_help_is_asked_for_any_more_none_is_told_as_found(tmp_path):
    rows = (metric(id="k1", ask=""), *(row for row in ASKED if row.TABLE != "key_results"))
    view = open_snapshot_view(find_snapshots([put(tmp_path, snapshot("s", "2026-06-26", *rows))]).mentees[0])
    assert "found:" not in mentor_text(view) + board_text(view.report) + card_text(view, "k1")
