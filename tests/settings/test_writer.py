"""What is chosen in the program is kept in the file, and nothing else in it changes."""

import os
import stat

import pytest

from learnboard.settings import read_settings, save_settings

MINE = """\
# Colours at work
theme = "nord"   # for now

[keys]   # mine
# the space bar is broken
"card.check_in" = "c"

[keys.cursor]
down = [ "j" , "n", ]
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.toml"


def test_only_the_value_changes(file):
    file.write_text(MINE)
    assert save_settings(file, theme="gruvbox") == ""
    assert file.read_text() == MINE.replace('"nord"', '"gruvbox"')


def test_a_new_value_is_inserted_before_the_tables(file):
    file.write_text(MINE)
    assert save_settings(file, density="compact") == ""
    kept = file.read_text()
    assert [line for line in kept.splitlines() if line and "density" not in line] == [
        line for line in MINE.splitlines() if line
    ]
    found = read_settings(file)
    assert (found.density, found.theme, found.problems) == ("compact", "nord", ())
    assert found.keys == {"card.check_in": ("c",), "cursor.down": ("j", "n")}


@pytest.mark.parametrize(
    "text",
    ["", "# nothing yet", "keys.card.check_in = 'c'", "theme = [1,\n 2] # two", "density = 3\n", "keys = {a = 'b'}\n"],
)
def test_a_saved_choice_is_read_again(file, text):
    file.write_text(text)
    before = read_settings(file).keys
    assert save_settings(file, theme="nord", density="compact") == ""
    found = read_settings(file)
    assert (found.theme, found.density, found.keys) == ("nord", "compact", before)


def test_a_new_file_and_its_folders_are_for_their_owner_alone(tmp_path):
    old = os.umask(0)
    try:
        assert save_settings(tmp_path / "a" / "b" / "settings.toml", theme="nord") == ""
    finally:
        os.umask(old)
    for path, mode in (("a", 0o700), ("a/b", 0o700), ("a/b/settings.toml", 0o600)):
        assert stat.S_IMODE((tmp_path / path).stat().st_mode) == mode
    assert [found.name for found in (tmp_path / "a" / "b").iterdir()] == ["settings.toml"]


def test_a_file_keeps_its_permissions(file):
    file.write_text("")
    file.chmod(0o644)
    assert save_settings(file, theme="nord") == ""
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_an_unchanged_value_is_not_written(file):
    assert save_settings(file, theme="learnboard-dark", density="comfortable") == ""
    assert not file.exists()
    file.write_text(MINE)
    before = file.stat()
    assert save_settings(file, theme="nord") == ""
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_link_stays_a_link(tmp_path, file):
    there = tmp_path / "dotfiles.toml"
    there.write_text(MINE)
    file.symlink_to(there)
    assert save_settings(file, theme="gruvbox") == ""
    assert file.is_symlink()
    assert 'theme = "gruvbox"' in there.read_text()


@pytest.mark.parametrize("text", [b"theme = nord", b"caf\xe9 = 1", b"#" * 70_000])
def test_a_broken_file_is_never_overwritten(file, text):
    file.write_bytes(text)
    message = save_settings(file, theme="nord")
    assert message.startswith("This holds until you leave: settings.toml")
    assert "must be mended first" in message
    assert file.read_bytes() == text


def test_a_value_that_is_a_table_is_not_overwritten(file):
    file.write_text("[theme]\nname = 'x'\n[theme.more]\n")
    before = file.read_text()
    assert save_settings(file, density="compact") == ""
    assert before in file.read_text()


def test_a_place_that_cannot_be_written_is_reported(tmp_path):
    (tmp_path / "plain").write_text("")
    assert save_settings(tmp_path / "plain" / "settings.toml", theme="nord").startswith("This holds until you leave: ")
    assert save_settings(tmp_path, theme="nord").startswith("This holds until you leave: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_reported(tmp_path, file):
    tmp_path.chmod(0o500)
    try:
        assert "Permission denied" in save_settings(file, theme="nord")
    finally:
        tmp_path.chmod(0o700)


def test_without_a_path_nothing_is_saved():
    assert save_settings(None, theme="nord") == ""
