"""A page in a real browser: it opens without an error, anybody can read it, and hostile texts stay texts."""

import json
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from learnboard.exchange.documents import read_snapshot
from learnboard.exchange.embedded import extracted
from tests import builders
from tests.exchange.html import pages
from tests.hostile import HOSTILE

_MARKUP = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% raw %} ${7*7}",
    "]]></svg><svg onload=alert(1)>",
    "<!-- comment --!> --> <!--",
    "javascript:alert(1)",
    "</title></style><style>*{display:none}</style>",
    "' onmouseover='alert(1)' x='",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "</template><form action=https://example.org><input name=x>",
    "\\u003cscript\\u003e \\x3cscript\\x3e",
)
TITLES = tuple(title.strip()[:250] for title in (*_MARKUP, *HOSTILE))

_CONTRASTS = """(() => {
  for (const part of document.querySelectorAll("details")) part.open = true;
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((numbers(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.matches("script, template *")) continue;
    const style = getComputedStyle(element);
    const colour = element.closest("svg") ? style.fill : style.color;
    const [dark, bright] = [light(colour), light(behind(element))].sort((a, b) => a - b);
    found.push([(bright + 0.05) / (dark + 0.05), element.textContent.slice(0, 30)]);
  }
  return found;
})()"""


@cache
def _hostile_page(titles: tuple[str, ...]) -> bytes:
    """A page of a board whose key results, and much else, are called so."""
    cards = [builders.binary(id=f"k{at}", title=title, position=at) for at, title in enumerate(titles)]
    said = [
        builders.check_in("2026-05-01", id=f"ci{at}", key_result_id=f"k{at}", note=title)
        for at, title in enumerate(titles)
    ]
    metric = builders.metric(id="m1", title=titles[0], unit=titles[1])
    records = builders.year_of(
        builders.goal(statement=titles[0]),
        metric,
        builders.check_in("2026-02-01", "3", 5, key_result_id="m1"),
        *cards,
        *said,
    )
    return pages.page_of(records)


def _tags(page: Any) -> Counter[str]:
    """The elements of a page, without the addresses in texts, which may be opened."""
    return Counter(page.evaluate("Array.from(document.querySelectorAll(':not(.link)'), (each) => each.tagName)"))


def _troubles(page: Any) -> list[Any]:
    """What went wrong that a page can tell of."""
    return [
        *page.events("Runtime.exceptionThrown"),
        *page.events("Runtime.consoleAPICalled"),
        *page.events("Log.entryAdded"),
        *page.events("Page.javascriptDialogOpening"),
    ]


def test_a_page_opens_from_a_file_without_an_error_and_requests_nothing_else(opened: Any) -> None:
    page = opened(pages.june_page())
    requested = [told["request"]["url"] for told in page.events("Network.requestWillBeSent")]

    assert _troubles(page) == []
    assert [url for url in requested if not url.endswith("/board-0.html")] == []
    assert len(requested) == 1


def test_no_other_script_runs_in_it_and_nothing_is_fetched(opened: Any) -> None:
    page = opened(pages.june_page())
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'ran = 1'}))")

    assert page.evaluate("typeof ran") == "undefined"
    assert page.evaluate("fetch('https://127.0.0.1:9/').then(() => 'came', () => 'refused')") == "refused"
    assert "Content Security Policy" in json.dumps(page.events("Log.entryAdded"))


def test_what_matters_stands_at_the_top(in_tab: Any) -> None:
    rows = json.loads((builders.EXAMPLE_YEAR / "compare-2026-03-27-2026-06-26.json").read_text())["rows"]
    changes = Counter(row["change"] for row in rows)
    at_risk = sum(row["health"][1] == "at_risk" for row in rows)
    assert (changes["forward"], len(rows), at_risk, changes["dropped"]) == (10, 17, 3, 1)

    page = in_tab(pages.june_page())
    text = page.text("#short").replace("\u00a0", " ")

    # Of the ten, k11, k24, k31, k33 and k41 need attention; 5 + 6 + 2 + 1 = 14 of this year's key results.
    assert "of 14 key results: 6 need attention, 5 moved forward, 2 are unchanged and 1 was dropped" in text
    assert "3 are at risk" in text
    assert "You meet on this day, 26 Jun." in page.text("header")
    assert "Nothing is asked of you; 3 actions are open with others." in text
    assert "backward at the last check-in, 590 → 610 ms, not since then, confidence 6 → 4" in text


def test_every_title_in_short_links_to_its_place(in_tab: Any) -> None:
    page = in_tab(pages.asking_page())
    links = page.evaluate("Array.from(document.querySelectorAll('.part a'), (each) => each.getAttribute('href'))")
    assert len(links) == 5 + 6 + 3
    assert page.evaluate(
        "Array.from(document.querySelectorAll('.part a')).every((a) => document.querySelector(a.hash))"
    )
    page.click(".parts summary")
    assert "Finish the queueing theory course" in page.text(".parts")
    page.click("a[href='#ask-b9']")
    page.until("location.hash === '#ask-b9'")


def test_the_requests_of_the_reader_are_counted_and_named(in_tab: Any) -> None:
    page = in_tab(pages.asking_page())

    assert "Asked of you: 1 approval, 1 consent and 1 action" in page.text("#short")
    asked = page.text("#asked")
    assert "Course on queueing theory\n249.00 EUR" in asked
    assert "651.60 EUR left in the budget, 402.60 EUR left after it" in asked
    assert "closes 3 Jul" in asked
    assert "fraud team's call is synchronous" in page.text("#open")


def test_what_became_of_the_last_meeting_comes_first_and_stands_nowhere_else(in_tab: Any) -> None:
    page = in_tab(pages.asking_page())
    since = page.text("#since")
    facts = (
        "Since we met on 27 Mar 2026",
        "Your actions 2",
        "read the draft",
        "due 10 Jul",
        "introduce the meetup organiser",
        "done 8 Apr",
        "Alder Finch’s actions 3",
        "Actions of others 1",
        "give a week of notice before on-call swaps",
        "overdue since 22 May",
        "What came of your remarks 1",
        "done: p99 is on the wall",
    )
    assert [fact for fact in facts if fact not in since] == []
    assert [since.index(fact) for fact in facts] == sorted(since.index(fact) for fact in facts)
    others = "".join(page.text(f"#{name}") for name in ("agenda", "changed", "asked", "open", "agreement"))
    assert [fact for fact in facts if fact in others] == []
    assert "“Cut p95 latency of the checkout service from 850 ms to 400 ms” went backwards" in page.text("#agenda")


def test_the_sections_stand_in_the_order_they_are_needed_in(in_tab: Any) -> None:
    page = in_tab(pages.asking_page())
    order = page.evaluate("Array.from(document.querySelectorAll('main section[id]'), (each) => each.id)")
    levels = page.evaluate("Array.from(document.querySelectorAll('h1,h2,h3,h4,h5'), (each) => +each.tagName[1])")

    first, then = ["since", "agenda", "short", "changed"], ["asked", "open", "agreement", "board", "time", "money"]
    growth = ["assessments", "stretches", "reviews", "energy"]
    assert order == [*first, *then, *growth, "further"]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(in_tab: Any, scheme: str) -> None:
    page = in_tab(pages.asking_page(), scheme=scheme)
    page.click("#asked .begin")
    page.click("#asked .say-it")
    page.paste("so be it")
    page.click("#asked form button.main")
    page.click(".card .say-it")
    page.click(".toggle")

    found = page.evaluate(_CONTRASTS)

    assert len(found) > 300
    assert min(found) >= [7]


@pytest.mark.parametrize("which", ["asking", "hostile"])
def test_nothing_scrolls_sideways_from_a_small_phone_to_a_wide_screen(in_tab: Any, which: str) -> None:
    page = in_tab(pages.asking_page() if which == "asking" else _hostile_page(TITLES), 360, 800)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    page.click(".card .say-it")
    page.paste("x" * 200)
    page.click(".card form button.main")
    page.click(".card .say-it")
    page.click(".toggle")

    for width in (320, 360, 768, 1600):
        page.size(width, 800)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_everything_is_there_and_no_control_is_dead(opened: Any) -> None:
    page = opened(pages.asking_page(), scripts=False)
    controls = "button, input, textarea, select, form, .tray"

    assert page.evaluate(f"document.querySelectorAll('{controls}').length") == 0
    text = page.text()
    for said in ("5 moved forward", "249.00 EUR", "Cut p95 latency", "72 h 35 of 78 h", "Agenda"):
        assert said in text
    assert "Or write to Alder Finch in words of your own" in text
    page.click(".card summary")
    assert page.evaluate("document.querySelector('.card .inside').checkVisibility()")


def test_on_paper_every_part_is_open_with_and_without_scripts(opened: Any) -> None:
    parts = "Array.from(document.querySelectorAll('details > .inside'), (each) => each.getBoundingClientRect().height)"
    bare = opened(pages.june_page(), scripts=False)
    bare.media(medium="print")
    heights = bare.evaluate(parts)
    assert len(heights) > 15
    assert min(heights) > 0
    assert not bare.evaluate("document.querySelector('nav').checkVisibility()")

    page = opened(pages.june_page())
    closed = "document.querySelectorAll('details:not([open])').length"
    page.evaluate(f"window.addEventListener('beforeprint', () => {{ window.left = {closed}; }})")
    before = page.evaluate(closed)
    assert page.printed().startswith(b"%PDF")
    assert page.evaluate("window.left") == 0
    assert page.evaluate(closed) == before


def test_hostile_titles_are_shown_as_they_are_and_add_no_element(opened: Any) -> None:
    assert len(TITLES) >= 40
    page = opened(_hostile_page(TITLES))
    calm = opened(_hostile_page(tuple(f"title {at}" for at in range(len(TITLES)))))
    shown = page.evaluate("Array.from(document.querySelectorAll('.card h4'), (each) => each.textContent)")
    stored = [row.title for row in _inside(_hostile_page(TITLES)).records.key_results if row.kind == "binary"]

    assert _troubles(page) == []
    assert _tags(page) == _tags(calm)
    schemes = "Array.from(document.querySelectorAll('.link'), (each) => new URL(each.href).protocol)"
    assert set(page.evaluate(schemes)) <= {"http:", "https:", "mailto:"}
    assert sorted(map(_blanks, shown)) == sorted(map(_blanks, [TITLES[0], *stored]))
    assert page.evaluate("document.querySelector('.statement').textContent") == TITLES[0]


def test_the_snapshot_inside_is_the_file_it_was_made_of() -> None:
    assert json.loads(extracted(pages.june_page(), "page") or b"") == json.loads(pages.JUNE.read_bytes())
    inside = _inside(_hostile_page(TITLES))
    assert not inside.altered
    assert "</script><script>alert(1)</script>" in {row.title for row in inside.records.key_results}


def _inside(page: bytes) -> Any:
    data = extracted(page, "page")
    assert data
    return read_snapshot(data, "page")


def _blanks(text: str) -> str:
    return " ".join(text.split())


def test_the_page_of_the_example_year_is_small() -> None:
    assert len(pages.june_page()) <= 280_000
