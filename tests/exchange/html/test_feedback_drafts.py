"""Decisions and drafts in a page: taken back, half written, discarded or removed, none of it is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.html import pages
from tests.exchange.html.writing import (
    ENTRY,
    PROPOSAL,
    buttons,
    card,
    keep,
    open_panel,
    press,
    remark,
    save,
    saved,
    say,
    seen,
    status,
)


def _items(page: Any, folder: Path) -> list[tuple[str, str, int]]:
    return [(one["kind"], one["text"], one["revision"]) for one in json.loads(saved(page, folder)[1])["items"]]


def test_a_decision_is_kept_at_once_and_another_takes_its_place(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    press(page, ENTRY, "Approve")
    assert "You approve" in page.text(f"{ENTRY} .ways")
    assert "You approve" in page.text("#money .say[data-id=b9]")
    assert buttons(page, ENTRY) == ["Change", "Take back", "Say something"]
    assert _items(page, tmp_path) == [("approve", "", 1)]

    press(page, ENTRY, "Change")
    page.click(f"{ENTRY} .kinds input[value=decline]")
    page.paste("not this year")
    keep(page, ENTRY)

    assert "You decline" in page.text(f"{ENTRY} .ways")
    assert _items(page, tmp_path) == [("decline", "not this year", 2)]


def test_a_decision_that_was_taken_back_asks_again(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    press(page, PROPOSAL, "Consent")
    press(page, PROPOSAL, "Take back")
    assert buttons(page, PROPOSAL) == ["Consent", "Object", "Ask or comment"]
    press(page, PROPOSAL, "Object")
    page.paste("who pays?")
    keep(page, PROPOSAL)
    assert _items(page, tmp_path) == [("objection", "who pays?", 1)]


def test_a_refusal_looks_different_from_an_approval_and_wants_a_reason(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page())
    look = (
        "Array.from(document.querySelectorAll('{place} .ways .main'), (each) => ["
        "getComputedStyle(each, '::before').content, getComputedStyle(each).color, getComputedStyle(each).background])"
    )
    for place in (ENTRY, PROPOSAL):
        agrees, refuses = page.evaluate(look.format(place=place))
        assert (agrees[0], refuses[0]) == ('"✓ "', '"✗ "')
        assert agrees[1:] != refuses[1:]
    press(page, ENTRY, "Decline")
    keep(page, ENTRY)
    assert page.text(f"{ENTRY} form .problem").startswith("Say why not, and what could be instead")
    page.paste("the book will do")
    page.click(f"{ENTRY} .kinds input[value=approve]")
    assert page.evaluate("document.querySelector('#ask-b9 form textarea').value") == ""
    page.click(f"{ENTRY} .kinds input[value=decline]")
    assert page.evaluate("document.querySelector('#ask-b9 form textarea').value") == "the book will do"
    keep(page, ENTRY)
    assert "✗ You decline" in page.text(f"{ENTRY} .ways")
    assert _items(page, tmp_path) == [("decline", "the book will do", 1)]


def test_a_decision_that_is_only_begun_counts_as_half_written(in_tab: Any) -> None:
    page = in_tab(pages.asking_page())
    press(page, ENTRY, "Decline")
    assert status(page) == "nothing kept · 1 half written"
    page.press("Escape")
    assert "half written" in page.text(f"{ENTRY} .ways")
    save(page)
    assert page.text(".foot .problem") == "1 half written: keep or discard first."
    press(page, ".items", "Go on")
    assert page.evaluate("document.querySelector('form.form').elements.kind.value") == "decline"
    assert page.reload() == ["beforeunload"]


def test_editing_a_remark_leaves_another_half_written_one_alone(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    remark(page, card("k11"), text="first")
    say(page, card("k11"), "question", "half of a new one")
    open_panel(page)
    press(page, ".items", "Edit")
    page.press("End")
    page.paste(", edited")
    page.press("Enter", modifiers=2)

    press(page, card("k11"), "Go on writing")
    assert page.evaluate("document.querySelector('form.form textarea').value") == "half of a new one"
    keep(page, card("k11"))

    assert set(_items(page, tmp_path)) == {("comment", "first, edited", 1), ("question", "half of a new one", 1)}


def test_escape_keeps_the_typed_text_and_a_discarded_one_comes_back(in_tab: Any) -> None:
    page = in_tab(pages.june_page())
    say(page, card("k11"), "comment", "never mind")
    page.press("Escape")
    assert page.text(f"{card('k11')} .remarks-here") == "half written"
    press(page, card("k11"), "Go on writing")
    press(page, card("k11"), "Discard")
    assert "Discarded" in page.text(f"{card('k11')} .ways")
    assert status(page) == "nothing kept"
    press(page, card("k11"), "Undo")
    press(page, card("k11"), "Go on writing")
    assert page.evaluate("document.querySelector('form.form textarea').value") == "never mind"
    press(page, card("k11"), "Discard")
    assert page.reload() == []
    assert not page.evaluate("document.querySelector('.tray').checkVisibility()")


def test_a_double_click_removes_one_remark_and_undo_restores_it(in_tab: Any) -> None:
    page = in_tab(pages.june_page())
    for key_result in ("k11", "k12"):
        remark(page, card(key_result))
    open_panel(page)
    x, y = page.evaluate(
        "(({ x, y, width, height }) => [x + width / 2, y + height / 2])"
        "(document.querySelectorAll('.items button')[1].getBoundingClientRect())"
    )
    for count in (1, 2):
        for kind in ("mousePressed", "mouseReleased"):
            page.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=count)

    assert buttons(page, ".items") == ["Undo", "Edit", "Remove"]
    assert status(page) == "1 remark · 1 not saved"
    press(page, ".items", "Undo")
    assert buttons(page, ".items") == ["Edit", "Remove", "Edit", "Remove"]
    assert status(page) == "2 remarks · 2 not saved"


def test_a_removal_after_saving_counts_with_the_next_file(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.june_page())
    for key_result in ("k11", "k12"):
        remark(page, card(key_result), text=f"on {key_result}")
    assert len(_items(page, tmp_path)) == 2
    press(page, ".items", "Remove")
    assert status(page) == "1 remark · 1 removed since it was saved"
    assert page.reload() == ["beforeunload"]
    assert status(page) == "1 remark · 1 removed since it was saved"

    assert _items(page, tmp_path) == [("comment", "on k12", 1)]
    assert "1 removed remark left out: Alder Finch may have it from a file before." in page.text(".saved")
    assert status(page) == "1 remark · all saved"
    press(page, ".items", "Remove")
    save(page)
    assert "tell them" in page.text(".foot .problem")
    assert page.reload() == []


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (1280, 900)])
def test_no_field_lies_behind_the_tray(in_tab: Any, width: int, height: int) -> None:
    page = in_tab(pages.asking_page(), width, height)
    press(page, ENTRY, "Approve")
    for place in (card("k11"), card("k34"), "#money .say[data-id=b3]"):
        say(page, place, "suggestion", "half")
        assert seen(page, f"{place} textarea")
        assert seen(page, f"{place} form button.main")
    for _ in range(4):
        page.press("Tab")
        assert not page.evaluate("document.querySelector('.tray').contains(document.activeElement)")
        page.until("document.activeElement.getBoundingClientRect().bottom <= document.querySelector('.tray').offsetTop")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (844, 390)])
def test_name_and_save_and_its_result_stay_in_view_with_many_remarks(
    in_tab: Any, tmp_path: Path, width: int, height: int
) -> None:
    page = in_tab(pages.june_page(), width, height)
    cards = page.evaluate("Array.from(document.querySelectorAll('.card .say'), (each) => each.dataset.id)")
    for key_result in cards[:8]:
        remark(page, card(key_result))
    open_panel(page)
    assert seen(page, ".author button.main")
    assert page.evaluate("document.querySelector('.list').offsetHeight") >= 90
    saved(page, tmp_path)
    assert seen(page, ".author button.main")
    assert seen(page, ".saved .prose")
    assert page.evaluate("document.querySelector('.tray').offsetHeight") < height
    page.press("Escape")
    assert page.evaluate("document.querySelector('.panel').hidden")
    assert page.evaluate("document.activeElement.className") == "toggle"


def test_kept_remarks_are_printed_at_the_end(in_tab: Any) -> None:
    page = in_tab(pages.june_page())
    assert not page.evaluate("document.querySelector('.printed').checkVisibility()")
    remark(page, card("k11"), text="on paper too")
    page.media(medium="print")
    assert "on paper too" in page.text(".printed")
    assert (
        page.evaluate("document.querySelector('main').compareDocumentPosition(document.querySelector('.printed'))") == 4
    )
    assert not page.evaluate("document.querySelector('.part summary').checkVisibility()")
