"""The page of a story in a real browser: nothing runs, nothing overflows, hostile texts stay texts."""

import re

import pytest

from learnboard.domain.errors import InvalidFile
from learnboard.domain.text import clean, clean_line
from learnboard.exchange.html import story_page
from learnboard.service.files import read_any
from tests.exchange.html.test_page import _CONTRASTS, TITLES
from tests.exchange.stories import MARKDOWN, example, told, with_texts

READABLE = 4.5
"""The contrast that small text needs (WCAG 2.2, AA)."""


@pytest.mark.parametrize("cycle", ["c2025", "c2026"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_a_desk_and_a_phone_and_is_readable_in_light_and_dark(in_tab, cycle, width):
    data = story_page(*example(cycle))
    for scheme in ("light", "dark"):
        page = in_tab(data, width=width, scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        weak = [text for contrast, text in page.evaluate(_CONTRASTS) if contrast < READABLE]
        assert weak == []


def test_last_year_is_read_from_its_goal_to_its_reflection_with_one_line(in_tab):
    page = in_tab(story_page(*example("c2025")))
    text = page.text()
    order = [
        "Alder Finch, 2025",
        "I want to be a performance expert",
        "Find out where the checkout spends its time",
        "final score 0.60, computed 0.50",
        "What I learned",
        "Who helped",
        "I know one service well now.",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert page.evaluate("document.querySelectorAll('.chart').length") == 1
    # The dots are the days on which the objective's progress changed, from 0 % to 83 %.
    assert page.evaluate("document.querySelectorAll('.chart circle').length") == 7
    assert page.evaluate("document.querySelector('.chart .latest').textContent") == "83 %"
    assert "83 on 21 Nov" in page.evaluate("document.querySelector('.chart desc').textContent")


def test_nothing_runs_and_nothing_is_fetched(in_tab):
    data = story_page(*example())
    policy = re.search(rb'Content-Security-Policy" content="([^"]+)"', data)
    assert policy
    assert b"default-src &#39;none&#39;" in policy.group(1) or b"default-src 'none'" in policy.group(1)
    assert b"script-src" not in policy.group(1)
    assert b"<script" not in data
    assert b"http" not in data.replace(b"http-equiv", b"")
    page = in_tab(data)
    assert page.events("Log.entryAdded") == []
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "928px"


def test_hostile_texts_in_every_field_stay_texts(in_tab):
    texts = [clean(text) for text in (*TITLES, *MARKDOWN)]
    calm = in_tab(story_page(*told(with_texts(lambda number: f"word{number}"))))
    count = "[...document.querySelectorAll('*')].map((each) => each.tagName).sort().join()"
    wanted = calm.evaluate(count)
    story, report = told(with_texts(lambda number: clean_line(texts[number % len(texts)]) or "word"))
    page = in_tab(story_page(story, report))
    assert page.evaluate(count) == wanted
    shown = page.evaluate("document.body.textContent")
    for row in story.objectives:
        assert row.title in shown
        assert row.learned in shown
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_on_paper_all_of_it_is_there(in_tab):
    page = in_tab(story_page(*example()))
    before = page.text()
    page.media(medium="print")
    assert page.text() == before


def test_it_is_no_snapshot_to_be_read_back(tmp_path):
    file = tmp_path / "story.html"
    file.write_bytes(story_page(*example()))
    with pytest.raises(InvalidFile):
        read_any(file)
