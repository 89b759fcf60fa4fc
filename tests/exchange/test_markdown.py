"""What a person wrote reads in Markdown as it was written, wherever it stands."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from learnboard.domain.text import clean, clean_line
from learnboard.exchange.markdown import block, inline, strong
from tests.exchange.stories import MARKDOWN
from tests.hostile import HOSTILE

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text(st.sampled_from(list("\\`*_{}[]()<>#+-.!|~&$=:;@/ab1 \t\n")), max_size=40)


def read(markdown: str) -> tuple[list[str], str]:
    """The kinds of blocks, and the text in them with its line breaks; anything else than text is an error."""
    kinds, text = [], []
    for token in READER.parse(markdown):
        if token.type != "inline":
            kinds.append(token.type)
            continue
        for child in token.children or ():
            assert child.type in ("text", "text_special", "hardbreak", "softbreak", "strong_open", "strong_close"), (
                child
            )
            text.append("\n" if child.type.endswith("break") else child.content)
        text.append("\n\n")
    return kinds, "".join(text).strip()


@pytest.mark.parametrize("lead", ["", "# ", "- ", "words: "])
@given(text=SIGNS | st.text())
@example(text="C #")
@example(text="1. ")
@example(text="[a]: b")
@example(text="&copy;")
def test_a_line_reads_as_it_was_written(lead, text):
    line = clean_line(text)
    kinds, found = read(lead + inline(text))
    assert found.removeprefix("words: ").removeprefix("words:") == line
    if line:
        outer = {"# ": ["heading_open", "heading_close"], "- ": ["bullet_list_open", "list_item_open"]}
        assert kinds[: len(outer.get(lead, ()))] == outer.get(lead, [])
        assert kinds.count("paragraph_open") == (lead != "# ")


@given(text=SIGNS | st.text())
def test_a_block_keeps_its_lines_and_paragraphs(text):
    lines = [line.strip() for line in clean(text).replace("\t", " ").strip().split("\n")]
    kinds, found = read(block(text))
    # Any number of empty lines part two paragraphs, as in any text.
    assert found == re.sub("\n{2,}", "\n\n", "\n".join(lines)).strip("\n")
    assert set(kinds) <= {"paragraph_open", "paragraph_close"}


@pytest.mark.parametrize("text", [*MARKDOWN, *HOSTILE])
def test_a_block_stays_in_its_list_item(text):
    kinds, _ = read(f"- {block(text, '  ')}\n- next")
    assert (kinds.count("list_item_open"), kinds.count("bullet_list_open"), kinds.count("hr")) == (2, 1, 0)


@pytest.mark.parametrize("text", [*MARKDOWN, *HOSTILE, "", " "])
def test_a_bold_line_is_bold_whatever_it_says(text):
    kinds, found = read(strong(text))
    assert kinds == ["paragraph_open", "paragraph_close"]
    assert found == (clean_line(text) or "–")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("p95 at 0.50, two N+1 queries (R&D)!", "p95 at 0.50, two N+1 queries (R&D)!"),
        ("https://example.org", r"https\://example.org"),
        ("www.example.org or me@example.org", r"www\.example.org or me\@example.org"),
        ("1750.00 EUR", "1750.00 EUR"),
        ("-5 ms", "-5 ms"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_ordinary_words_stay_readable_and_no_address_becomes_a_link(text, written):
    assert inline(text) == written
