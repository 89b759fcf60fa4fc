"""`learnboard export --story`: a cycle told, under the rules of any other export."""

from pathlib import Path

import pytest

from learnboard.storage.exports import list_exports
from learnboard.storage.store import Store
from tests.builders import records
from tests.cli.conftest import refused

LEARNED = "The average looked fine while one order in twenty waited. Look at the tail first."


def told(year, *words):
    result = year("export", *words, "-o", "-")
    assert result.code == 0, result.err
    return result.out


def test_last_year_is_told_in_full_as_markdown_beside_the_board(year, world):
    result = year("export", "--story", "2025")
    assert (result.code, result.err) == (0, "")
    assert result.out == "Wrote “alder-finch-story-2025-full.md”: the story of “2025”, profile full.\n"
    text = Path("alder-finch-story-2025-full.md").read_text()
    assert text.startswith("# Alder Finch, 2025\n")
    assert f"**What I learned:** {LEARNED}" in text
    assert [path.name for path in world.iterdir()] == ["alder-finch-story-2025-full.md"]


def test_a_page_is_told_for_any_browser(year):
    page = told(year, "--story", "2025", "--format", "html")
    assert page.startswith("<!doctype html>")
    assert LEARNED in page


@pytest.mark.parametrize(("day", "title"), [("2025-07-04", "2025"), ("2026-06-26", "2026")])
def test_without_a_name_it_is_the_cycle_of_the_day(year, day, title):
    assert told(year, "--story", "--as-of", day).startswith(f"# Alder Finch, {title}\n")


def test_an_earlier_day_knows_nothing_of_what_came_after_it(year):
    early = told(year, "--story", "2025", "--as-of", "2025-07-04")
    assert "4 Jul: 3 services" in early
    assert "19 Sep" not in early
    assert LEARNED not in early


def test_a_cycle_that_is_not_there_is_refused_with_those_that_are(year):
    assert refused(year("export", "--story", "1999")) == ("No cycle is called “1999”: the cycles are “2025”, “2026”.")


def test_a_board_without_a_cycle_has_no_story(learnboard, world):
    board = records()
    Store.create(Path("board.db"), board.board_info, board).close()
    message = refused(learnboard("--board", "board.db", "export", "--story"))
    assert message == "There is no cycle to tell of yet: begin one on the board."
    assert [path.name for path in world.iterdir()] == ["board.db"]


def test_for_a_reader_it_is_what_they_may_see(year):
    assert "keep my energy" not in told(year, "--story", "2026", "--profile", "mentor", "--anyway").lower()
    assert "Keep my energy" in told(year, "--story", "2026")
    text = told(year, "--story", "2025", "--for", "juniper", "--anyway")
    assert "· for Juniper Stone ·" in text
    assert "Something was withheld from this story" in text


def test_private_words_are_found_before_it_leaves(year):
    year("check-in", "k11", "400", "--note", "if the rota stays like this I will look elsewhere next spring")
    message = refused(year("export", "--story", "2026", "--profile", "mentor"))
    assert "--anyway" in message


def test_a_file_that_is_there_is_replaced_only_with_force(year):
    file = Path("mine.md")
    file.write_text("mine")
    assert "already exists" in refused(year("export", "--story", "2025", "-o", file))
    assert file.read_text() == "mine"
    assert year("export", "--story", "2025", "-o", file, "--force").code == 0
    assert file.read_text().startswith("# Alder Finch")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_story_is_no_snapshot_and_takes_no_number(year, world):
    year("export", "--story")
    year("export", "--story", "--format", "html")
    (board,) = (world.parent / "home").rglob("board.db")
    with Store.open(board) as store:
        assert list_exports(store) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "markdown"), "add --story"),
        (("--story", "--format", "json"), "a story is markdown or html"),
    ],
)
def test_a_format_that_it_has_not_is_wrong_usage(year, world, words, said):
    result = year("export", *words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert list(world.iterdir()) == []
