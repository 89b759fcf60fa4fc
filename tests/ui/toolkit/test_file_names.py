"""A path is understood as it is typed, and as terminals write it for a file that is dragged into them."""

import os
import shlex
import tempfile
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from learnboard.domain.text import clean
from learnboard.ui.toolkit.file_names import path_of
from learnboard.ui.toolkit.text_buffer import TextBuffer

QUICK = settings(deadline=None, database=None, max_examples=100)
NAME = "it's 5 % of (my) file & more.json"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """An empty home, which is the working folder too."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    return home


def escaped(path):
    """As a shell and most terminals write it: with a backslash before each sign that means something to a shell."""
    return "".join(sign if sign.isalnum() or sign in "/._-" else f"\\{sign}" for sign in str(path))


def in_double_quotes(path):
    return '"{}"'.format(str(path).replace("\\", "\\\\").replace('"', '\\"'))


WAYS = (
    str,
    lambda path: f"{path} ",
    lambda path: f" {path}\t",
    lambda path: shlex.quote(str(path)),
    lambda path: f"{shlex.quote(str(path))} ",
    in_double_quotes,
    escaped,
    lambda path: f"{escaped(path)} ",
    lambda path: path.as_uri(),
    lambda path: path.as_uri().replace("file://", "file://localhost"),
    lambda path: path.as_uri().replace("file://", "FILE:"),
    lambda path: f"'{path.as_uri()}' ",
)


@pytest.mark.parametrize("written", WAYS)
@pytest.mark.parametrize("there", [True, False])
def test_a_dragged_file_is_found_and_one_that_is_to_be_written_is_named(home, written, there):
    path = home / NAME
    if there:
        path.write_text("{}")
    if there or written not in WAYS[:3]:
        assert path_of(written(path)) == path


@pytest.mark.parametrize(
    "text", ["a'b.html", 'say "hi".html', r"docs\report.html", "two words.html", "100%.html", "~x"]
)
def test_what_is_to_be_written_has_the_name_that_was_typed(home, text):
    assert path_of(text) == home / text
    assert path_of(f" {text} ") == home / text


@pytest.mark.parametrize(
    "text", ["'a.json'", '"a.json"', r"a\ b.json", "file:%41.json", "'a.json' ", " a.json", "%41.json"]
)
def test_a_path_that_is_there_as_it_stands_comes_first(home, text):
    for name in ("a.json", "a b.json", "A.json", "file:A.json"):
        (home / name).write_text("another")
    (home / text).write_text("as it stands")
    assert path_of(text).read_text() == "as it stands"


@pytest.mark.parametrize(
    "text", ["'a.json' 'b.json'", "'a.json", "file:relative.json", "\x00", "%00", "file:///%00", "'"]
)
def test_what_is_no_path_is_none_without_a_crash(home, text):
    (home / "a.json").write_text("{}")
    assert not os.path.lexists(home / "b.json")
    found = path_of(text)
    assert found.is_absolute()
    assert found.name != "a.json"


def test_home_is_understood_in_quotes_too(home):
    assert path_of("'~/a b.json'") == home / "a b.json"
    assert path_of(r"~/a\ b.json") == home / "a b.json"


@pytest.mark.parametrize(("on_disk", "typed"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_names_are_found_in_the_spelling_of_the_disk(home, on_disk, typed):
    folder = home / normalize(on_disk, "Entwürfe")
    folder.mkdir()
    file = folder / normalize(on_disk, "Zoé.json")
    file.write_text("{}")
    assert path_of(normalize(typed, "Entwürfe/Zoé.json")) == file
    assert path_of(normalize(typed, "'~/Entwürfe/Zoé.json' ")) == file
    # A new file is written into the folder that is there, in the spelling that was typed.
    assert path_of(normalize(typed, "Entwürfe/neü.json")) == folder / normalize(typed, "neü.json")
    assert path_of(normalize(typed, "Entwürfe/é/neu.json")) == folder / normalize(typed, "é") / "neu.json"


@QUICK
@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="/")
        | st.sampled_from(" '\"\\%~$é"),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(WAYS),
)
def test_any_name_is_found_however_it_is_dragged(name, written):
    assume(name not in (".", "..") and len(name.encode()) < 200)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text("{}")
        assume(name == name.strip())  # a terminal writes a blank behind a path, which is none of its name
        assert path_of(written(path)) == path
        if clean(name) == normalize("NFC", name):  # as it stands in a line that it was dragged into
            assert path_of(TextBuffer.of(written(path)).text) == path


@QUICK
@given(st.text(max_size=40) | st.text("'\"\\ /~%file:a", max_size=40))
def test_no_text_is_an_error(text):
    assert path_of(text).is_absolute()
