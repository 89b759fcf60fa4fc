"""`learnboard agreement`, and `learnboard export --upward`: what is between the owner and one person."""

from datetime import date
from pathlib import Path

import pytest

from learnboard.storage.exports import list_exports
from learnboard.storage.store import Store
from tests.builders import agreement, person, records, reflection
from tests.cli.conftest import refused

ABOUT = {"occasion": "upward", "by_id": "owner", "visibility": "private", "about": {"kind": "person", "id": "p1"}}
HOSTILE = "<b>more</b> *time*\n# not a heading"


@pytest.fixture
def board(learnboard, world):
    """A board with a supervisor, notes on her, and an agreement with a mentor."""
    rows = records(
        person(name="Hazel Brook", relation="supervisor", visibility="mentor"),
        person(id="p2", agreement=agreement(comfort_zone="never tell Hazel")),
        person(id="p3", name="Juniper Stone"),
        reflection(id="n1", question="What helps me?", text="she asks first", **ABOUT),
        reflection(id="n2", question="What do I wish for?", text=HOSTILE, **ABOUT),
        reflection(id="n3", text="a slow week", by_id="owner", visibility="private"),
    )
    Store.create(Path("board.db"), rows.board_info, rows).close()
    return lambda *words: learnboard("--board", "board.db", *words)


def test_an_agreement_is_printed_as_markdown(year):
    result = year("agreement", "rowan")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(
        "# Agreement of Alder Finch and Rowan Teal\n\n*agreed 12 Jan 2026*\n\n"
        "## How do you want to leave your comfort zone?\n\nPut me in front of people; tell me one week before.\n\n"
        "- **Meetings:** every 6 weeks, 1 h each\n"
    )


def test_it_is_written_to_a_file_which_is_replaced_only_with_force(year):
    file = Path("agreement.md")
    assert year("agreement", "rowan", "-o", file).out == "Wrote “agreement.md”: the agreement with Rowan Teal.\n"
    file.write_text("mine")
    assert "already exists" in refused(year("agreement", "rowan", "-o", file))
    assert file.read_text() == "mine"
    assert year("agreement", "rowan", "-o", file, "--force").code == 0
    assert file.read_text() == year("agreement", "rowan", "-o", "-").out


def test_without_an_agreement_a_sentence_says_where_it_is_written(year):
    assert refused(year("agreement", "juniper")) == (
        "There is no agreement with Juniper Stone yet: open their page, which P lists, and press a."
    )
    assert "Zoe" in refused(year("agreement", "Zoe"))


def test_notes_leave_alone(board, world):
    result = board("export", "--upward", "hazel")
    assert (result.code, result.err) == (0, "")
    assert result.out == "Wrote “alder-finch-upward-hazel-brook.md”: your notes on Hazel Brook.\n"
    text = Path("alder-finch-upward-hazel-brook.md").read_text()
    assert text.startswith("# Notes for Hazel Brook\n\nfrom Alder Finch · supervisor · ")
    assert "## What helps me?\n\n- 1 Feb 2026\\\n  she asks first\n" in text
    assert r"&lt;b&gt;more&lt;/b&gt; \*time\*" in text
    assert r"\# not a heading" in text
    assert not any(words in text for words in ("never tell", "a slow week", "Juniper", "Rowan"))
    with Store.open(Path("board.db")) as store:
        assert list_exports(store) == []


def test_the_same_notes_are_a_page(board):
    page = board("export", "--upward", "hazel", "--format", "html", "-o", "-").out
    assert page.startswith("<!doctype html>")
    assert "&lt;b&gt;more&lt;/b&gt; *time*" in page
    assert "she asks first" in page
    assert not any(words in page for words in ("never tell", "a slow week", "Juniper", "Rowan", "<script"))


def test_notes_are_in_no_other_export(board):
    for words in (["--for", "hazel"], ["--profile", "mentor"], ["--profile", "shared"]):
        assert "she asks first" not in board("export", *words, "-o", "-", "--as-of", str(date(2026, 6, 26))).out


def test_without_notes_a_sentence_says_where_they_are_written(board, world):
    assert refused(board("export", "--upward", "juniper")) == (
        "There are no notes on Juniper Stone yet: open their page, which P lists, and press n."
    )
    assert [path.name for path in world.iterdir()] == ["board.db"]


def test_the_board_is_not_written_over(board):
    assert "is the board itself" in refused(board("export", "--upward", "hazel", "-o", "board.db", "--force"))


@pytest.mark.parametrize(
    "words",
    [
        ["--for", "hazel"],
        ["--story"],
        ["--profile", "full"],
        ["--as-of", "2026-01-01"],
        ["--anyway"],
        ["--format", "json"],
    ],
)
def test_notes_go_with_nothing_else(board, words):
    result = board("export", "--upward", "hazel", *words)
    assert result.code == 2
    assert "notes on a person" in result.err
