"""Who is invited to a review finds its questions first in the page, and answers them; the board takes that in."""

import json
from pathlib import Path
from typing import Any

from learnboard.exchange.documents import encode_snapshot, read_feedback
from learnboard.exchange.html import html_page
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.accessibility import too_small, violations
from tests.exchange.html.writing import buttons, keep, open_panel, press, saved
from tests.ui.mentor.apps import june

PLACE = "#review-o1"
PLANNED = builders.meeting(
    id="mr", kind="progress_review", on="2026-07-02", held=False, with_ids=["p-rev1", "p-rev2"], visibility="shared"
)


def page_for(person: str) -> bytes:
    """The page of the example year with a review that is planned, for somebody."""
    snapshot = june(meetings=[PLANNED])
    return html_page(snapshot, encode_snapshot(snapshot)[0], reader=pages.reader_of(snapshot, person))


def test_an_objective_gets_a_verdict_and_the_whole_three_questions(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(page_for("p-rev1"), 390, 844)
    assert page.evaluate("document.querySelector('main > section').id") == "review"
    assert "You are invited to a review on 2 Jul" in page.text("#review")
    assert buttons(page, PLACE) == ["Answer"]
    press(page, PLACE, "Answer")
    assert "Keep, change or let go?" in page.text(f"{PLACE} .verdicts")
    assert violations(page, "#review") == []
    assert too_small(page, 40) == []
    keep(page, PLACE)
    assert page.text(f"{PLACE} .problem") == "Write a few words first."
    page.click(f"{PLACE} .verdicts input[value=let_go]")
    page.click(f"{PLACE} [name=text]")
    page.paste("It stands by itself")
    keep(page, PLACE)
    press(page, "#review-whole", "Say what would be better")
    assert page.evaluate("document.querySelector('#review-whole .verdicts').checkVisibility()") is False
    page.paste("we paired")
    keep(page, "#review-whole")
    open_panel(page)
    assert "Comment · Let go · Become the person teams call" in page.text(".items")

    data = saved(page, tmp_path)[1]
    assert json.loads(data)["minor"] == 1
    read = read_feedback(data, "the page's")
    assert sorted((item.target.kind, item.target.id, item.verdict, item.text) for item in read.items) == [
        ("meeting", "mr", None, "Even better if: we paired"),
        ("objective", "o1", "let_go", "It stands by itself"),
    ]


def test_who_is_not_invited_is_asked_for_no_verdict(in_tab: Any) -> None:
    page = in_tab(page_for("p-mentor"))
    assert page.evaluate("document.querySelector('#review')") is None
    assert page.evaluate("document.querySelectorAll('[data-verdict]').length") == 0
