"""Who is invited to consent sees that first in the page, and answers it; the board takes the answers in."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from learnboard.exchange.documents import encode_snapshot, read_feedback
from learnboard.exchange.html import html_page
from tests import builders
from tests.exchange.html import pages
from tests.exchange.html.accessibility import too_small, violations
from tests.exchange.html.writing import buttons, keep, open_panel, press, saved
from tests.invitations import invitation

CONSENT = "#consent"
PLACE = "#ask-pr9"


def page_for(person: str, *more: Any, **changes: Any) -> bytes:
    """The page of a snapshot with an open proposal, for somebody."""
    snapshot = invitation(*more, **changes)
    return html_page(snapshot, encode_snapshot(snapshot)[0], reader=pages.reader_of(snapshot, person))


def test_the_page_of_who_is_invited_begins_with_the_proposal_and_takes_every_answer(
    in_tab: Any, tmp_path: Path
) -> None:
    page = in_tab(page_for("p-rev2"))
    first = page.evaluate("document.querySelector('main > section').id")
    text = page.text(CONSENT)
    assert first == "consent"
    for said in (
        "You are asked to consent by 3 Jul",
        "on mission · asks for time and cost, 2 h a week · closes 3 Jul · needs 2 consents and no objection",
        "A playbook for our load tests, written with the people on call",
        "https://example.org/playbook",
        "“Speaker coaching, three sessions”, 360.00 EUR, approved 24 Jun",
        "invited: you (asked anew), Linden Marsh (no word yet)",
        "Alder Finch, answer, 23 Jun: “Until the end of August.”",
        "you, consent, 22 Jun, taken back by an amendment, asked anew",
        "It was amended on 24 Jun, so your consent no longer stands: you are asked again.",
    ):
        assert said in text
    assert text.index("Until when?") < text.index("Until the end of August.") < text.index("Not in the release week.")
    assert "consent? closes 3 Jul" in page.text("#short")

    assert buttons(page, PLACE) == ["Consent", "Object", "Ask or comment"]
    press(page, PLACE, "Ask or comment")
    kinds = [line.split(" ")[0] for line in page.text(f"{PLACE} .kinds").splitlines()[1:]]
    assert kinds == ["Question", "Reaction", "Amendment", "Concern"]
    page.click(f"{PLACE} .kinds input[value=concern]")
    page.paste("Who covers?")
    keep(page, PLACE)
    press(page, PLACE, "Object")
    assert violations(page, CONSENT) == []
    keep(page, PLACE)
    assert page.text(f"{PLACE} .problem") == "Say what harm it would do: an objection needs a reason."
    page.paste("two are on leave")
    page.click(f"{PLACE} [name=cure]")
    page.paste("start in August")
    keep(page, PLACE)

    data = saved(page, tmp_path)[1]
    read = read_feedback(data, "the page's")
    assert json.loads(data)["minor"] == 1  # a board of before knows no concern
    assert read.author.person_id == "p-rev2"
    assert sorted((item.kind, item.target.id, item.text) for item in read.items) == [
        ("concern", "pr9", "Who covers?"),
        ("objection", "pr9", "two are on leave\n\nWhat would take it away? start in August"),
    ]

    press(page, PLACE, "Change")
    assert page.evaluate(f"document.querySelector('{PLACE} [name=text]').value") == "two are on leave"
    assert page.evaluate(f"document.querySelector('{PLACE} [name=cure]').value") == "start in August"
    page.click(f"{PLACE} .kinds input[value=consent]")
    assert page.evaluate(f"document.querySelector('{PLACE} .cure').checkVisibility()") is False
    keep(page, PLACE)
    open_panel(page)
    assert "You consent" in page.text(f"{PLACE} .given")


def test_on_a_phone_everything_of_it_can_be_pressed(in_tab: Any) -> None:
    page = in_tab(page_for("p-rev2"), 390, 844)
    press(page, PLACE, "Object")
    assert too_small(page, 40) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_who_is_not_invited_is_told_so_and_can_only_comment(in_tab: Any) -> None:
    page = in_tab(page_for("p-buddy"))
    money = "#money .say[data-id=pr9]"
    assert page.evaluate("document.querySelector('#consent')") is None
    assert "Asked of you" not in page.text("#short")
    assert "You are not invited: you can comment on it" in page.text("#money")
    assert buttons(page, money) == ["Ask or comment"]


def test_what_closed_since_the_page_was_written_is_told_there(in_tab: Any) -> None:
    opened = {"opened_on": "1999-12-20", "invited_ids": ["p1"], "title": "fund it"}
    reader = builders.person(id="p1", name="Ash Rivers", visibility="mentor")
    rows = [
        builders.proposal(id="pr1", closes_on="2000-01-10", **opened),
        builders.proposal(id="pr2", closes_on="2200-01-10", **opened),
    ]
    page = in_tab(pages.page_of(builders.year_of(*rows, reader), "2000-01-01", reader=reader))
    told = "It closed on 10 Jan: an answer is kept, and counts for nothing."
    assert told in page.text("#ask-pr1")
    assert "counts for nothing" not in page.text("#ask-pr2")


def test_what_is_closed_says_what_came_of_it_and_that_an_answer_counts_for_nothing() -> None:
    page = page_for("p-rev1", closes_on=replace(invitation()).as_of.replace(day=25)).decode()
    assert "What is closed can still be commented on; an answer is kept, and counts for nothing." in page
    assert "review: 18 Dec 2026" in page
    assert "lapsed, silence is no consent" in page
    assert 'id="consent"' not in page
