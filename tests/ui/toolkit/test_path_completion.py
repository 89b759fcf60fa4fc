"""Tab completes a path: what is common to all that begins so, then one after the other."""

import os
from unicodedata import normalize

import pytest

from learnboard.ui.toolkit.path_completion import PathCompletion
from learnboard.ui.toolkit.text_buffer import TextBuffer
from tests.hostile import HOSTILE


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home with some folders and files, which is the working folder too."""
    home = tmp_path / "home"
    for folder in ("Documents", "Downloads/old", ".config"):
        (home / folder).mkdir(parents=True)
    for file in ("rowan-june.json", "rowan-march.json", "Résumé.json", ".hidden.json", "Downloads/a b.json"):
        (home / file).write_text("{}")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    return home


def tabs(text, times=4):
    """What stands there after each of some tabs."""
    completion = PathCompletion()
    shown = []
    for _ in range(times):
        text = completion.complete(text)
        shown.append(text)
    return shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("~/ro", ["~/rowan-", "~/rowan-june.json", "~/rowan-march.json", "~/rowan-june.json"]),
        ("ro", ["rowan-", "rowan-june.json", "rowan-march.json", "rowan-june.json"]),
        ("{home}/rowan-j", ["{home}/rowan-june.json"] * 4),
        ("~/D", ["~/Do", "~/Documents/", "~/Downloads/", "~/Documents/"]),
        ("~/Dow", ["~/Downloads/", "~/Downloads/a b.json", "~/Downloads/old/", "~/Downloads/a b.json"]),
        ("~", ["~/", "~/Documents/", "~/Downloads/", "~/Résumé.json"]),
        ("~/.", ["~/.config/", "~/.hidden.json", "~/.config/", "~/.hidden.json"]),
        ("~/res", ["~/Résumé.json"] * 4),
        ("RE", ["Résumé.json"] * 4),
        ("DO", ["Do", "Documents/", "Downloads/", "Documents/"]),
        ("../ho", ["../home/", "../home/Documents/", "../home/Downloads/", "../home/Résumé.json"]),
        ("", ["Documents/", "Downloads/", "Résumé.json", "rowan-june.json"]),
        ("~/none", ["~/none"] * 4),
        ("nowhere/", ["nowhere/"] * 4),
        ("~nobody-is-called-so", ["~nobody-is-called-so"] * 4),
        ("\0/", ["\0/"] * 4),
    ],
)
def test_a_path_is_completed_and_then_the_next_one_is_offered(home, text, shown):
    assert tabs(text.format(home=home)) == [one.format(home=home) for one in shown]


def test_whatever_else_is_typed_is_completed_anew():
    completion = PathCompletion()
    assert completion.complete("~/Do") == "~/Documents/"
    assert completion.complete("~/Documents/") == "~/Downloads/"
    assert completion.complete("~/Downloads/o") == "~/Downloads/old/"
    assert completion.complete("~/ro") == "~/rowan-"


def test_what_the_key_does_is_said():
    completion = PathCompletion()
    assert completion.hint("~/ro") == "tab completes the path"
    assert completion.hint(completion.complete("~/rowan-")) == "tab: the next of 2"
    completion.complete("~/none")
    assert completion.hint("~/none") == "nothing there begins like this"
    assert completion.hint("~/non") == "tab completes the path"


def test_a_folder_that_a_link_leads_to_ends_in_a_slash_and_one_that_leads_nowhere_does_not(home):
    (home / "link-a").symlink_to("Documents")
    (home / "link-b").symlink_to("nowhere")
    assert tabs("link", 3) == ["link-", "link-a/", "link-b"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_completed_in_any_spelling(home, form):
    (home / normalize(form, "Große Ümläute")).mkdir()
    (home / normalize(form, "Große Ümläute") / "x.json").write_text("{}")
    assert tabs("~/gro", 2) == ["~/Große Ümläute/", "~/Große Ümläute/x.json"]


@pytest.mark.parametrize("text", [text for text in HOSTILE if not set("\0/") & set(text) and len(text) < 80])
def test_a_name_that_cannot_be_typed_is_completed_as_it_reads_and_leads_to_its_file(home, text):
    folder = home / "odd"
    (folder / text).mkdir(parents=True)
    (folder / text / "x.json").write_text("{}")
    completion = PathCompletion()
    shown = completion.complete("~/odd/")
    assert shown == TextBuffer.of(shown).text
    if not shown.startswith("~/odd/."):
        assert completion.path(shown) == folder / text
        assert completion.path(completion.complete(shown)) == folder / text / "x.json"


def test_a_folder_that_cannot_be_read_has_nothing(home, monkeypatch):
    def denied(_):
        raise PermissionError

    monkeypatch.setattr(os, "scandir", denied)
    assert tabs("~/ro", 1) == ["~/ro"]
