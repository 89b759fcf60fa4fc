"""Page, mentor's view and plain text say the same of the agreement, assessments, stretches, reviews and energy.

The facts are written out from the example year's documents.
"""

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.report import board_report
from learnboard.presentation.calibration import CALIBRATION
from learnboard.presentation.further import names_in
from learnboard.presentation.growth import growth_sections
from learnboard.presentation.reader_context import ReaderContext
from learnboard.service import files
from learnboard.service.descriptions import describe
from learnboard.service.mentor.feedback_draft import FeedbackDraft
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view
from learnboard.ui.mentor.requests import requests_blocks
from tests import builders
from tests.exchange.html import pages
from tests.service.mentor.snapshots import JUNE, MARCH
from tests.ui.example_cards import text_of

FACTS = (
    "How do you want to leave your comfort zone? Put me in front of people; tell me one week before.",
    "Alder Finch expects: a second look at what I measure, and people to talk to",
    "You expect: the snapshot two days before we meet",
    "Confidential: what is said stays between the two",
    "Two views of the same skills",
    "2 of 5 axes differ by a level or more",
    "≠ you see 1 less",  # Influence: 2 and 1
    "≠ you see 1 more",  # System: 2 and 3
    "strengths, the strongest first: finding causes, patience, writing things down",
    "Stretches",
    "Lead the incident review of the June outage",
    "since 22 Jun, confidence 4 → 7, safety 4 of 5, for “Publish a performance playbook that the on-call people use”",
    "comfort zone: speaking while people are upset",
    "who keeps the job safe: Hazel Brook",
    "Reviews and reflections",
    "Linden Marsh, 31 Mar",
    "Keep, change or let go? Change. Fewer exercises, closer to our own services.",
    "Energy of learning",
    "Jan 4.5 · Feb 4.0 · Mar 3.0 · Apr 5.0 · May 3.0 · Jun 4.0",  # (4 + 5) / 2, (4 + 4) / 2, 3, 5, (3 + 3) / 2, 4
)


def _page() -> str:
    body = re.sub(r"<(script|style|template|svg)\b.*?</\1>", " ", pages.june_page().decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def _mentor() -> str:
    view = open_snapshot_view(find_snapshots([MARCH, JUNE]).mentees[0])
    blocks = requests_blocks(view, FeedbackDraft("fb1"), 110)
    return " ".join(" ".join(text_of(blocks.line(at, marked=False)) for at in range(blocks.height)).split())


def _shown() -> str:
    return " ".join(describe(files.report_of_file(JUNE, None)[0]).split())


def _compared() -> str:
    return " ".join(describe(files.compare_files(MARCH, JUNE)).split())


@pytest.mark.parametrize("text", [_page, _mentor, _shown, _compared])
def test_growth_is_told_alike_by_the_page_the_mentors_view_and_plain_text(text) -> None:  # type: ignore[no-untyped-def]
    said = text()
    assert [fact for fact in FACTS if fact not in said] == []


def test_plain_text_tells_what_became_of_what_was_said_from_three_snapshots_on() -> None:
    report = files.report_of_file(JUNE, None)[0]
    assert CALIBRATION not in describe(report)
    assert f"\n{CALIBRATION}" in describe(replace(report, snapshots=3))


def test_the_levels_stand_beside_each_other() -> None:
    assert "Influence: Alder Finch 2, you 1 ≠ you see 1 less" in _page()
    assert "Influence Alder Finch 2 you 1 ≠ you see 1 less" in _mentor()


def test_a_changed_target_is_told_with_its_reason() -> None:
    records = builders.year_of(
        builders.metric(title="Hire", target="3", unit="people"),
        builders.target_change(on="2026-05-01", start="0", target="4", reason="only three were found"),
    )
    context = ReaderContext(board_report(records, date(2026, 6, 26)))
    (section,) = growth_sections(context, records, names_in(records, context.owner))
    assert (section.title, [item.title for item in section.items]) == ("Changed targets", ["Hire"])
    (fact,) = section.items[0].facts
    assert fact.text == "target was 4 people until 1 May: only three were found"


def test_a_mentor_sees_on_the_board_which_card_a_stretch_is_on() -> None:
    view = open_snapshot_view(find_snapshots([MARCH, JUNE]).mentees[0])
    cards = [card for column in view.board.columns for card in column.cards]
    assert [card.id for card in cards if card.stretched] == ["k14"]
