"""The story in Markdown: its order, and that no text changes its structure."""

from collections import Counter

from markdown_it import MarkdownIt

from learnboard.domain.text import clean_line
from learnboard.exchange.story_markdown import story_markdown
from tests.exchange.stories import MARKDOWN, example, told, with_texts
from tests.hostile import HOSTILE

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXTS = (*MARKDOWN, *HOSTILE)


def kinds(markdown: bytes) -> Counter[str]:
    """How many there are of each kind of part."""
    tokens = READER.parse(markdown.decode())
    inner = [child.type for token in tokens for child in token.children or ()]
    return Counter([token.type for token in tokens] + [kind for kind in inner if not kind.startswith("text")])


def test_last_year_is_told_from_its_goal_to_its_reflection():
    text = story_markdown(example("c2025")[0]).decode()
    lines = text.splitlines()
    order = [
        "# Alder Finch, 2025",
        "## The goal",
        "**I want to be a performance expert**",
        "### Find out where the checkout spends its time",
        "#### Raise profiling exercises solved unaided from 0 to 8",
        "- 19 Sep: 4 exercises, confidence 5 ↓1\\",
        "  no time since the holiday",
        "Decided: change",
        "**What I learned:** The average looked fine while one order in twenty waited. Look at the tail first.",
        "## Who helped",
        "## Looking back",
        "I know one service well now. Next: the slow tail, and the people who wait for it.",
    ]
    assert [lines.index(line) for line in order] == sorted(lines.index(line) for line in order)
    assert (
        "0 % → 7 % on 11 Apr → 15 % on 16 May → 28 % on 4 Jul → 37 % on 19 Sep → 70 % on 9 Oct → 83 % on 21 Nov"
        " · final score 0.87"
    ) in lines
    assert (
        "0 → 4 exercises, target 8, 50 %, final score 0.60, computed 0.50: "
        "four alone, and one more where I only looked up a flag"
    ) in lines
    assert text.endswith("wait for it.\n")


def test_hostile_texts_in_every_field_leave_the_structure_as_it_is():
    calm, _ = told(with_texts(lambda number: f"word{number}"))
    wild, _ = told(with_texts(lambda number: clean_line(TEXTS[number % len(TEXTS)]) or "word"))
    assert kinds(story_markdown(wild)) == kinds(story_markdown(calm))


def test_texts_of_several_lines_stay_within_their_parts():
    calm, _ = told(with_texts(lambda number: f"word{number}"))
    wild, _ = told(with_texts(lambda number: TEXTS[number % len(TEXTS)]))
    found, wanted = kinds(story_markdown(wild)), kinds(story_markdown(calm))
    lines = {"paragraph_open", "paragraph_close", "hardbreak", "inline"}
    assert {kind: found[kind] for kind in found if kind not in lines} == {
        kind: wanted[kind] for kind in wanted if kind not in lines
    }
    assert not any(sign in story_markdown(wild) for sign in (b"\x1b", b"\x07", b"\xe2\x80\xae"))
