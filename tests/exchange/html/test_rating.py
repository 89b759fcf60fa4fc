"""Skills rated in the page: the owner's levels are seen once the reader's are in, and go into the file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from learnboard.exchange.documents import read_feedback
from tests.builders import assessment
from tests.exchange.html import pages
from tests.exchange.html.accessibility import violations
from tests.exchange.html.writing import buttons, keep, open_panel, press, saved, status

ASKED = assessment(
    id="as90",
    instrument="craft",
    by_id="owner",
    on="2026-06-20",
    levels={"naming": 4, "testing": 2},
    note="seen in reviews",
    visibility="mentor",
)
PLACE = "#ask-as90"


def _page(profile: str = "mentor") -> bytes:
    snapshot, baseline, reader = pages.june()
    records = replace(snapshot.records, assessments=(*snapshot.records.assessments, ASKED))
    document = pages.encode_snapshot(replace(snapshot, records=records, profile=profile))[0]
    return pages.html_page(pages.read_snapshot(document, "it"), document, baseline=baseline, reader=reader)


def test_levels_are_rated_before_those_of_the_owner_are_seen(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(_page())
    assert "naming, testing" in page.text(PLACE)
    told = page.evaluate("document.body.innerText")
    assert "seen in reviews" not in told
    assert "Alder Finch 4" not in told
    assert "neither sees the other’s levels before both are in" in told

    assert "Asked of you: 1 view of skills" in told

    press(page, PLACE, "Rate these skills")
    keep(page, PLACE)
    assert page.text(f"{PLACE} .problem") == "Choose a level on one axis at least."
    page.click(f"{PLACE} [name=level-0][value='3']")
    page.click(f"{PLACE} [name=level-1][value='2']")
    assert violations(page, PLACE) == []
    keep(page, PLACE)
    assert "naming: Alder Finch 4, you 3 ≠ you see 1 less" in page.text(PLACE)
    assert "testing: Alder Finch 2, you 2" in page.text(PLACE)
    assert "seen in reviews" in page.evaluate("document.body.innerText")
    assert buttons(page, PLACE)[:2] == ["Change", "Take back"]

    press(page, PLACE, "Take back")
    assert "Alder Finch 4" not in page.evaluate("document.body.innerText")
    press(page, PLACE, "Rate these skills")
    page.click(f"{PLACE} [name=level-0][value='5']")
    keep(page, PLACE)
    page.reload()  # what is kept in the browser is found again
    assert "naming: Alder Finch 4, you 5 ≠ you see 1 more" in page.text(PLACE)
    open_panel(page)
    assert "naming 5" in page.text(".items")
    assert status(page) == "1 remark · 1 not saved"

    document = read_feedback(saved(page, tmp_path)[1], "the page's")
    (item,) = document.items
    assert (item.kind, item.target.id, item.levels, item.text) == ("assessment", "as90", {"naming": 5}, "")


def test_without_scripts_nothing_is_uncovered_and_the_owners_own_copy_covers_nothing(opened: Any) -> None:
    page = opened(_page(), scripts=False)
    assert "Alder Finch 4" not in page.evaluate("document.body.innerText")
    assert b'data-covered="assessment' not in _page("full")
