"""`learnboard export --record`: who said what to a proposal, as Markdown and as a page."""

from pathlib import Path

import pytest

from learnboard.storage.store import Store
from tests.builders import person, proposal, response, year_of
from tests.cli.conftest import refused
from tests.hostile import HOSTILE

FIRST = """\
# Fund time and cost of speaker coaching

*✓ consented · training · closed 22 Jun 2026, 2 of 2 answered*
"""
SAID = """\
- 9 Jun 2026, **Linden Marsh**, question: Why three sessions?
- 11 Jun 2026, **Ash Rivers**, ✗ objection: Sessions fall in the release week
- 12 Jun 2026, **Alder Finch**, amendment (answers the objection of Ash Rivers, 11 Jun 2026): Sessions move to July
- 13 Jun 2026, **Ash Rivers**, ✓ consent
- 15 Jun 2026, **Linden Marsh**, ✓ consent
"""
ALL = "\n".join(text for text in HOSTILE if len(text) < 1000)


def test_who_said_what_and_when_is_printed_as_markdown(year):
    text = year("export", "--record", "speaker coaching", "-o", "-").out
    assert text.startswith(FIRST)
    assert text.endswith(SAID)
    for words in (
        "**result:** consented by Ash Rivers and Linden Marsh",
        "**decision:** time and cost granted",
        "**review:** 18 Dec 2026",
        "360.00 EUR",
    ):
        assert words in text


def test_it_is_a_page_and_a_file_of_its_own_and_nothing_else_leaves(year):
    assert year("export", "--record", "pr1").out.startswith(
        "Wrote “proposal-fund-time-and-cost-of-speaker-coaching.md”"
    )
    assert year("export", "--record", "pr1", "-o", "record.html").code == 0
    page = Path("record.html").read_text()
    for words in ("Sessions move to July", "Ash Rivers", "18 Dec 2026", "default-src &#39;none&#39;"):
        assert words in page
    assert "load-test" not in page
    assert "<script" not in page


def test_what_it_cannot_be_is_told(year):
    assert "No proposal is called “nothing”: the board has" in refused(year("export", "--record", "nothing"))
    result = year("export", "--record", "pr1", "--for", "rowan")
    assert (result.code, "leave out --for" in result.err) == (2, True)
    assert year("export", "--record", "pr1", "--upward", "hazel").code == 2


@pytest.mark.parametrize("kind", ["markdown", "html"])
def test_hostile_words_stay_words(learnboard, world, kind):
    rows = year_of(
        person(name="[@click=app.quit]<b>x</b> *y*"),
        proposal(title="<script>x</script>", text=f"{ALL}\n# no heading", min_responses=1),
        response("p1", "objection", text=f"<img src=x onerror=y>{ALL}"),
    )
    Store.create(Path("board.db"), rows.board_info, rows).close()
    text = learnboard("--board", "board.db", "export", "--record", "pr1", "--format", kind, "-o", "-").out
    assert "<script" not in text
    assert "<img" not in text
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert kind == "html" or "\n# no heading" not in text
