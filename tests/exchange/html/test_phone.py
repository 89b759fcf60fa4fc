"""The page on a phone, on paper, and with what browsers offer or lack."""

import json
from dataclasses import is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from learnboard.domain.model.fields import LONGEST_TEXT, fields_of
from learnboard.domain.model.records import Records
from learnboard.exchange.documents import encode_snapshot, read_feedback
from learnboard.exchange.html import html_page, story_page
from learnboard.service.files import read_any
from tests import builders
from tests.browser import Page
from tests.exchange.html import pages
from tests.exchange.html.accessibility import faint as faint_texts
from tests.exchange.html.accessibility import too_small, violations
from tests.exchange.html.writing import ENTRY, card, keep, open_panel, press, remark, save, say, status
from tests.exchange.stories import example, with_texts

PHONE = (390, 844)
SCREENS = [(320, 640), PHONE, (1280, 900)]
ADDRESS = "https://example.org/" + "a" * 225
"""As long as a title may be, and without a place to break it."""
A4_WIDTH, LETTER_HEIGHT = 687, 948
"""What is left of the narrower and of the shorter sheet inside the margins of 14 mm, at 96 pixels an inch."""
_AT = "document.querySelector({!r}).getBoundingClientRect()"


def _everything_open(page: Page) -> None:
    """Open every part, a form with all its fields, and the panel with a remark in it."""
    press(page, ENTRY, "Approve")
    remark(page, card("k11"))
    say(page, card("k12"), "suggestion", "half")
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    open_panel(page)


def _scroll(page: Page, top: int) -> None:
    page.evaluate(f"scrollTo({{ top: {top}, behavior: 'instant' }})")


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_menu_is_within_reach_on_every_screen(in_tab: Any, width: int, height: int) -> None:
    page = in_tab(pages.asking_page(), width, height)
    length = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, length, height):
        _scroll(page, top)
        assert page.evaluate("document.querySelector('nav').getBoundingClientRect().top") == 0
        assert page.evaluate("document.elementFromPoint(innerWidth / 2, 20).closest('nav') !== null")
    assert page.evaluate(_AT.format("nav") + ".height") < height / 10
    hashes = page.evaluate("Array.from(document.querySelectorAll('nav a'), (each) => each.hash)")
    assert len(hashes) > 8
    assert page.evaluate("Array.from(document.querySelectorAll('nav a')).every((a) => document.querySelector(a.hash))")
    page.until("document.querySelector('nav a:last-of-type').ariaCurrent")
    # In the middle of the page, whatever link is under the thumb leads to its section.
    _scroll(page, page.evaluate(_AT.format("#board") + ".top + scrollY - 60"))
    page.until("document.querySelector('nav a[href=\"#board\"]').ariaCurrent")
    target = page.evaluate("document.elementFromPoint(innerWidth / 4, 20).closest('a').hash")
    for kind in ("mousePressed", "mouseReleased"):
        page.call("Input.dispatchMouseEvent", type=kind, x=width // 4, y=20, button="left", clickCount=1)
    page.until(f"location.hash === {target!r}")
    # Its heading stands below the menu, and the menu shows where one is.
    page.until(f"document.querySelector('nav [aria-current]').hash === {target!r}")
    page.until(f"Math.abs({_AT.format(target)}.top - {_AT.format('nav')}.bottom - 15) < 2")
    marked = _AT.format("nav [aria-current]")
    page.until(f"{marked}.left >= 0 && {marked}.right <= innerWidth")


@pytest.mark.parametrize(("width", "height"), SCREENS[:2])
def test_everything_that_is_pressed_is_40_pixels_wide_and_high(in_tab: Any, width: int, height: int) -> None:
    page = in_tab(pages.asking_page(), width, height)
    page.evaluate("document.querySelector('.skip').focus()")
    assert page.evaluate(_AT.format(".skip") + ".height") >= 40
    _everything_open(page)
    assert too_small(page, 40) == []
    page.click(".toggle")
    assert too_small(page, 40) == []


@cache
def _long_page() -> bytes:
    """A page with an address in every text that could be one, and texts of 100,000 characters, without a blank."""
    endless = "w" * 100_000
    records = with_texts(lambda _: ADDRESS)
    tables: dict[str, tuple[Any, ...]] = dict(records.tables())
    said = {"target": {"kind": "key_result", "id": "k11"}, "kind": "comment", "text": endless, "answer": "done"}
    tables["feedback"] += (builders.feedback(id="f1", person_id="p-mentor", author="R", reply=endless, **said),)
    tables["check_ins"] += (builders.check_in("2026-06-20", id="ci-long", key_result_id="k31", note=endless),)
    for name, id_, changes in (
        ("goals", "g1", {"why_me": endless}),
        ("key_results", "k11", {"description": endless, "ask": endless}),
        ("meetings", "mt5", {"notes": endless}),
    ):
        tables[name] = tuple(replace(row, **changes) if row.id == id_ else row for row in tables[name])
    return pages.page_of(Records(records.board_info, **tables))


@pytest.mark.parametrize("which", ["asking", "long"])
def test_nothing_is_wider_than_the_smallest_phone(in_tab: Any, which: str) -> None:
    page = in_tab(pages.asking_page() if which == "asking" else _long_page(), 320, 640)
    if which == "asking":
        _everything_open(page)
    else:
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        page.click(".card .say-it")
        page.paste("w" * 5_000)
        page.click(".card form button.main")
        open_panel(page)
        assert page.evaluate("document.body.innerText.split('w'.repeat(100000)).length") > 6
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    wider = "Array.from(document.body.querySelectorAll('*')).filter((each) => each.scrollWidth > each.clientWidth + 1"
    scrolls = "&& !each.matches('nav') && /auto|scroll/.test(getComputedStyle(each).overflowX))"
    assert page.evaluate(f"{wider} {scrolls}.map((each) => each.outerHTML.slice(0, 80))") == []
    outside = "each.getBoundingClientRect().right > 321 && !each.closest('nav, .unseen, .chart')"
    found = f"Array.from(document.body.querySelectorAll('*')).filter((each) => each.checkVisibility() && {outside})"
    assert page.evaluate(f"{found}.map((each) => each.outerHTML.slice(0, 80))") == []


@cache
def _busy_page() -> bytes:
    """The asking board with three open actions of the mentor's, fifteen of the owner's, and seven remarks."""
    records = pages.asking()[0].records
    tables: dict[str, tuple[Any, ...]] = dict(records.tables())
    tables["actions"] = tuple(
        builders.action(
            id=f"act{number}",
            meeting_id="mt5",
            who_id="p-mentor" if number < 3 else "owner",
            text=f"send the notes on chapter {number} to whoever asked for them",
            due_on="2026-06-01",
        )
        for number in range(18)
    )
    said = {"person_id": "p-mentor", "author": "Rowan Teal", "target": {"kind": "key_result", "id": "k11"}}
    tables["feedback"] = tuple(
        builders.feedback(id=f"f{number}", kind="comment", text="Measure the tail before the mean.", **said)
        for number in range(7)
    )
    return pages.page_of(Records(records.board_info, **tables), reader=pages.june()[2])


@pytest.mark.parametrize("which", ["june", "busy"])
def test_what_came_of_my_remarks_and_the_agenda_stand_within_three_screens(in_tab: Any, which: str) -> None:
    page = in_tab(pages.june_page() if which == "june" else _busy_page(), *PHONE)
    within = 3 * PHONE[1]
    for part in ("#since", "#agenda .topics", *(["#earlier"] if which == "busy" else [])):
        assert page.evaluate(_AT.format(part) + ".bottom") <= within
    if which == "busy":
        assert "and 12 more, 12 overdue" in page.text("#since")
        shown = "Array.from(document.querySelectorAll('nav a')).filter((a) => a.getBoundingClientRect().right <= 390)"
        assert page.evaluate(f"{shown}.length") >= 5


_UNLINKED = """(() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (/https?:\\/\\//.test(walk.currentNode.data) && !parent.closest("a, summary, script, svg, .unseen"))
      found.push(parent.outerHTML.slice(0, 200));
  }
  return found;
})()"""


_SHORT = {"id", "unit", "currency", "horizon", "name", "role"}
"""Texts as long as they like that hold a word."""


@cache
def _linking_page() -> bytes:
    """The asking board with an address in every text that is longer than a title may be."""

    def rewritten(row: Any) -> Any:
        changes: dict[str, Any] = {}
        for field in fields_of(type(row)):
            value = getattr(row, field.name)
            long = field.filled is None or field.filled.most == LONGEST_TEXT
            if field.base is str and long and not field.refers and field.name not in _SHORT:
                changes[field.name] = f"{value} (see https://example.org/{field.name}, then go on)"
            elif is_dataclass(value) and field.name != "target":
                changes[field.name] = rewritten(value)
        return replace(row, **changes)

    snapshot, baseline, reader = pages.asking()
    tables = {name: tuple(map(rewritten, rows)) for name, rows in snapshot.records.tables()}
    snapshot = replace(snapshot, records=Records(snapshot.records.board_info, **tables))
    return html_page(snapshot, encode_snapshot(snapshot)[0], baseline=baseline, reader=reader)


def test_addresses_in_texts_are_links_that_show_where_they_lead(in_tab: Any) -> None:
    page = in_tab(_linking_page(), 320, 640)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    parts = "[a.textContent, a.getAttribute('href'), a.rel, a.target]"
    links = page.evaluate(f"Array.from(document.querySelectorAll('a.link'), (a) => {parts})")

    assert page.evaluate(_UNLINKED) == []
    assert {f"https://example.org/{name}" for name in ("why_me", "note", "reason", "reply", "description", "ask")} <= {
        text for text, *_ in links
    }
    assert all(text == address for text, address, *_ in links)
    assert {tuple(rest) for _, _, *rest in links} == {("noreferrer noopener", "_blank")}
    assert too_small(page, 40) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_what_hides_in_an_address_is_no_link(in_tab: Any) -> None:
    texts = (
        "javascript:alert(1)//https:",
        "data:text/html,x",
        "https://a.example@b.example/",
        "https://a.example/\u05d0",
    )
    page = in_tab(pages.page_of(builders.year_of(builders.binary(id="k1", description=" ".join(texts)))))

    assert page.evaluate("document.querySelectorAll('.card a').length") == 0
    assert all(text in page.evaluate("document.querySelector('.card').textContent") for text in texts)


_FIVE = ("comment", "question", "suggestion", "kudos", "offer")


def _write_five(page: Page) -> None:
    """Five pieces of feedback, one of each kind."""
    page.evaluate("window.taps = 0; addEventListener('pointerdown', () => { window.taps += 1; }, true)")
    cards = page.evaluate("Array.from(document.querySelectorAll('.card .say'), (each) => each.dataset.id)")
    for key_result, kind in zip(cards, _FIVE, strict=False):
        say(page, card(key_result), kind, f"a {kind}")
        keep(page, card(key_result))


def test_five_pieces_of_feedback_need_18_taps_at_most(in_tab: Any, tmp_path: Path) -> None:
    page = in_tab(pages.asking_page(), *PHONE)
    page.downloads_to(tmp_path)
    _write_five(page)
    save(page)
    document = read_feedback((tmp_path / page.downloaded()).read_bytes(), "the page's")

    assert sorted(item.kind for item in document.items) == sorted(_FIVE)
    assert page.evaluate("window.taps") <= 18


def _sharing(opened: Any, share: str) -> Page:
    """A page in a browser that shares files, or does not: what comes of it is the script's."""
    page = opened(pages.asking_page())
    page.call(
        "Page.addScriptToEvaluateOnNewDocument",
        source="navigator.canShare = ({ files }) => files.every((file) => /\\.(txt|png)$/.test(file.name));"
        f"navigator.share = async ({{ files: [file] }}) => {{ {share} }};",
    )
    page.size(*PHONE)
    page.reload()
    return page


def test_a_browser_that_shares_files_is_asked_to(opened: Any, tmp_path: Path) -> None:
    page = _sharing(opened, "window.shared = [file.name, file.type, await file.text()];")
    _write_five(page)
    open_panel(page)
    assert page.text(".author button.main") == "Share the file"
    page.click(".share")
    name, kind, text = page.until("window.shared")

    assert page.evaluate("window.taps") <= 18
    # Chromium shares what is on its list of names and types: texts are, JSON is not.
    assert (name, kind) == ("rowan-teal-alder-finch-2026-06-26.feedback.txt", "text/plain")
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert sorted(item.kind for item in read_any(file).items) == sorted(_FIVE)
    page.until("!document.querySelector('.saved').hidden")
    assert f"Shared as {name}." in page.text(".saved")
    assert "all saved" in status(page)


def test_a_share_that_is_broken_off_saves_nothing(opened: Any) -> None:
    page = _sharing(opened, "throw new DOMException('closed', 'AbortError');")
    remark(page, card("k11"))
    open_panel(page)
    page.click(".share")
    page.until("document.querySelector('.foot .problem').textContent")

    assert page.text(".foot .problem") == "Not shared: nothing was sent, and all of it is still here."
    assert "1 not saved" in status(page)


def test_a_share_that_is_refused_becomes_a_download(opened: Any, tmp_path: Path) -> None:
    page = _sharing(opened, "throw new DOMException('Permission denied', 'NotAllowedError');")
    page.downloads_to(tmp_path)
    remark(page, card("k11"))
    open_panel(page)
    page.click(".share")
    name = page.downloaded()

    assert name == "rowan-teal-alder-finch-2026-06-26.feedback.json"
    assert len(json.loads((tmp_path / name).read_bytes())["items"]) == 1
    assert page.text(".saved .prose").startswith(f"This browser did not share it. Saved as {name}.")


def test_without_sharing_there_is_no_button_for_it(in_tab: Any) -> None:
    page = in_tab(pages.asking_page(), *PHONE)
    remark(page, card("k11"))
    open_panel(page)

    assert not page.evaluate("document.querySelector('.share').checkVisibility()")
    assert page.text(".author button.main") == "Save the feedback file"


def test_the_chosen_decision_has_one_sign_of_its_own(in_tab: Any) -> None:
    page = in_tab(pages.asking_page(), *PHONE)
    press(page, ENTRY, "Decline")
    mark = "getComputedStyle(each.nextSibling, '::before').content"
    chosen = page.evaluate(f"Array.from(document.querySelectorAll('.kinds input:checked'), (each) => {mark})")
    assert chosen == ['"› "']
    assert page.evaluate("document.querySelector('.kinds input:checked').nextSibling.textContent") == "✗ Decline"


def test_without_scripts_it_says_how_to_get_them(opened: Any) -> None:
    said = "To answer on this page, open it in a browser that runs scripts, not in the preview of a mail program."
    bare = opened(pages.asking_page(), scripts=False)
    bare.size(*PHONE)
    assert said in bare.text("header")
    assert bare.evaluate(_AT.format(".unscripted") + f".bottom < {PHONE[1]}")
    assert said not in opened(pages.asking_page()).text("header")


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_the_agenda_stands_on_the_first_page(opened: Any, scripts: bool) -> None:
    page = opened(pages.asking_page(), scripts=scripts)
    page.media(medium="print")
    page.size(A4_WIDTH, LETTER_HEIGHT)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert "pace of work until the holiday" in page.text("#agenda")
    assert page.evaluate(_AT.format("#agenda") + ".bottom") < LETTER_HEIGHT
    assert page.evaluate(_AT.format("#agenda") + ".top") > page.evaluate(_AT.format("header") + ".bottom")


@pytest.mark.parametrize(("scheme", "faint"), [("light", "#cccccc"), ("dark", "#444444")])
def test_axe_finds_no_violation_at_aa(in_tab: Any, scheme: str, faint: str) -> None:
    page = in_tab(pages.asking_page(), *PHONE, scheme=scheme)
    _everything_open(page)
    assert violations(page, colours=scheme == "dark") == []  # by night only the colours are others
    if scheme == "light":
        assert faint_texts(page) == []
    # And it would find one.
    page.evaluate(f"document.querySelector('h1').style.color = '{faint}'")
    assert [found.split(":")[0] for found in violations(page, "header", colours=True)] == ["color-contrast"]
    assert "h1" in faint_texts(page)


def test_axe_finds_no_violation_in_a_story(in_tab: Any) -> None:
    assert violations(in_tab(story_page(*example()))) == []
