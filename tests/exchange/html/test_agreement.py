"""The reader's own agreement in a page: read, agreed to, or changed by a suggestion."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from learnboard.domain.profiles import apply_profile
from learnboard.exchange.documents import encode_snapshot, open_snapshot
from learnboard.exchange.html import html_page
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.writing import keep, press, saved, say

OURS = "#agreement"
SECRET = "only between Juniper and me"


def _page_for(person: str, profile: str = "mentor") -> bytes:
    """The page of a board on which two people have an agreement."""
    full = open_snapshot(builders.EXAMPLE_BOARD)
    tables: dict[str, tuple[Any, ...]] = dict(full.records.tables())
    other = builders.person(id="p9", name="Sorrel", agreement=builders.agreement(comfort_zone=SECRET))
    tables["people"] = (*tables["people"], other)
    outgoing, withheld = apply_profile(full.records.restricted_to(tables), profile, person=person)  # type: ignore[arg-type]
    snapshot = replace(full, records=outgoing, profile=profile, withheld=withheld)
    return html_page(
        snapshot, encode_snapshot(snapshot)[0], reader=next(one for one in tables["people"] if one.id == person)
    )


def test_each_reader_has_their_own_agreement_and_no_other() -> None:
    first, second = _page_for("p-mentor").decode(), _page_for("p9").decode()
    assert "Put me in front of people" in first
    assert SECRET not in first
    assert SECRET in second
    assert "Put me in front of people" not in second
    assert SECRET not in _page_for("p9", "shared").decode()
    assert 'id="agreement"' not in _page_for("p-buddy").decode()


def test_the_reader_agrees_to_it_or_asks_for_a_change(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    text = page.text(OURS)
    assert text.index("How do you want to leave your comfort zone?") < text.index("every 6 weeks, 1 h each")
    press(page, OURS, "Approve")
    say(page, OURS, "suggestion", "an hour is short")
    keep(page, OURS)

    items = json.loads(saved(page, tmp_path)[1])["items"]
    assert {(item["target"]["kind"], item["target"]["id"]) for item in items} == {("person", "p-mentor")}
    assert sorted((item["kind"], item["text"]) for item in items) == [
        ("approve", ""),
        ("suggestion", "an hour is short"),
    ]
