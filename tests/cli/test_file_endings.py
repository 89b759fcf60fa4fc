"""A file that is named as a page is a page, or is refused; so with every ending and every command that writes one."""

from pathlib import Path

import pytest

BEGINNINGS = {
    ".html": b"<!doctype html>",
    ".HTM": b"<!doctype html>",
    ".md": b"# ",
    ".markdown": b"# ",
    ".json": b"{",
    ".ics": b"BEGIN:VCALENDAR",
    ".csv": b'"',
    ".xhtml": b"",
    ".PDF": b"",
    ".xlsx": b"",
}
COMMANDS = {
    ("export",): {".html", ".HTM", ".json", ".ics"},
    ("export", "--table", "goals"): {".csv"},
    ("export", "--story"): {".html", ".HTM", ".md", ".markdown"},
    ("export", "--record", "pr1"): {".html", ".HTM", ".md", ".markdown"},
    ("plan",): {".html", ".HTM", ".md", ".markdown"},
    ("agreement", "rowan"): {".md", ".markdown"},
}
"""What each command can write, by the ending of the file."""


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_file_is_what_its_name_says_or_is_refused(year, words):
    for ending, beginning in BEGINNINGS.items():
        # A name that is only an ending has no suffix, and is as much of a page.
        file = Path(ending if ending == ".html" else f"me{ending}")
        code = year(*words, "-o", str(file)).code
        assert file.exists() == (ending in COMMANDS[words]), ending
        assert code == (0 if file.exists() else 2)
        if file.exists():
            assert file.read_bytes().lower().startswith(beginning.lower())


@pytest.mark.parametrize(
    "words", [("backup",), ("export", "-o"), ("plan", "-o"), ("agreement", "rowan", "-o")], ids=" ".join
)
def test_a_name_that_ends_in_a_slash_is_a_folder_that_has_to_be_there(year, words):
    result = year(*words, "sub.html/")
    assert (result.code, list(Path().iterdir())) == (2, [])
    assert "there is no folder “sub.html/”: make it first, or leave out the / at the end" in result.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "--format", "html", "-o", "me.json"), "a file that ends in .json is a file for learnboard"),
        (("export", "--format", "json", "-o", "me.md"), "a file that ends in .md is a text in Markdown"),
        (("plan", "--format", "html", "-o", "me.md"), "a file that ends in .md is a text in Markdown"),
        (("export", "--story", "--format", "html", "-o", "me.md"), "a file that ends in .md is a text in Markdown"),
        (("backup", "me.html"), "a file that ends in .html is a page: a backup is a board's own file"),
        (("backup", "me.json"), "a file that ends in .json is a file for learnboard"),
    ],
)
def test_a_format_that_the_name_contradicts_is_refused(year, words, said):
    result = year(*words)
    assert (result.code, list(Path().iterdir())) == (2, [])
    assert said in result.err


def test_what_has_no_ending_or_an_unknown_one_is_written(year):
    for name in ("snapshot", "rowan.2026"):
        assert year("export", "-o", name).code == 0
        assert Path(name).read_bytes().startswith(b"{")
    Path("stick.html").mkdir()
    assert year("backup", "stick.html").code == 0
    assert list(Path("stick.html").glob("*.db"))


@pytest.mark.parametrize("words", [("export", "-o", "-"), ("plan", "-o", "-"), ("agreement", "rowan", "-o", "-")])
def test_a_pipe_gets_the_file_itself(process, year, words):
    done = process(*words)
    assert done.returncode == 0
    assert done.stdout.startswith((b"{", b"# "))
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("words", [("backup", "-"), ("restore", "-"), ("import", "-"), ("show", "-"), ("mentor", "-")])
def test_what_cannot_go_through_a_pipe_is_refused_in_a_sentence(year, words):
    result = year(*words)
    assert (result.code, result.out, list(Path().iterdir())) == (1, "", [])
    assert result.err.startswith("learnboard: ")
