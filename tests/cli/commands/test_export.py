"""`learnboard export`: where the file goes, and what it never does to another."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from learnboard.storage.store import Store
from tests.builders import check_in, metric, person, year_of
from tests.cli.conftest import refused

FILE = Path("for-rowan.learnboard.json")


def test_a_file_that_is_there_stays_as_it_is(year):
    FILE.write_text("mine")
    assert refused(year("export", "-o", FILE)) == (
        "for-rowan.learnboard.json already exists: choose another name with -o, or replace it with --force."
    )
    assert FILE.read_text() == "mine"


def test_a_link_that_leads_nowhere_is_there_too(year):
    FILE.symlink_to("nowhere")
    assert "already exists" in refused(year("export", "-o", FILE))
    assert not Path("nowhere").exists()


def test_force_replaces_a_file(year):
    FILE.write_text("old")
    FILE.chmod(0o644)
    assert year("export", "-o", FILE, "--force").code == 0
    assert json.loads(FILE.read_text())["sequence"] == 1
    assert FILE.stat().st_mode & 0o777 == 0o600


def test_a_file_is_for_its_owner_alone(year, world):
    old = os.umask(0)
    try:
        result = year("export", "-o", FILE)
    finally:
        os.umask(old)
    assert result.out == (
        "Wrote “for-rowan.learnboard.json”: snapshot 1, profile mentor. Something was withheld.\n"
        "What leaves was searched for your private texts, word for word; "
        "short parts of them, paraphrases and translations are not found.\n"
    )
    assert FILE.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in world.iterdir()] == [FILE.name]


def test_the_default_file_name_has_owner_day_and_reader(year, world):
    year("export", "--as-of", "2026-03-27", "--for", "rowan")
    year("export", "--as-of", "2026-03-27", "--profile", "shared")
    assert {found.name for found in world.iterdir()} == {
        "alder-finch-2026-03-27-mentor-rowan-teal.learnboard.json",
        "alder-finch-2026-03-27-shared.learnboard.json",
    }


def test_nothing_is_exported_as_known_on_a_day_to_come(year, world):
    said = refused(year("export", "--as-of", "2199-01-01", "--for", "rowan"))
    assert said == (
        "Tue 1 Jan 2199 is still to come: “as of” says what was known on a day. Choose a day up to today, or leave it "
        "out to export all there is."
    )
    assert not list(world.glob("*.json"))
    year("export", "-o", FILE, "--as-of", "2026-03-27", "--for", "rowan")
    assert json.loads(FILE.read_text())["sequence"] == 1  # what was refused has no number


@pytest.mark.parametrize("name", ["me.html", "ME.HTM"])
def test_a_file_that_is_named_as_a_page_is_one(year, name):
    assert year("export", "-o", name).code == 0
    assert Path(name).read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def test_a_page_by_its_name_that_is_to_be_no_page_is_refused(year, capsys):
    assert year("export", "-o", "me.html", "--format", "json").code == 2
    assert not Path("me.html").exists()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("none/file.json", "none/file.json could not be written: No such file or directory."),
        ("folder", "folder is a folder: name a file in it with -o."),
        ("/dev/full", "/dev/full is a device or a pipe: write to standard output with “-o -”."),
        ("pipe", "pipe is a device or a pipe"),
        ("x" * 300, "could not be written: File name too long."),
        ("file/in", "file/in could not be written: Not a directory."),
    ],
)
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_what_cannot_be_written_leaves_nothing_behind(year, world, target, message, force):
    Path("folder").mkdir()
    Path("file").touch()
    os.mkfifo("pipe")
    before = sorted(world.rglob("*"))
    assert message in refused(year("export", "-o", target, *force))
    assert sorted(world.rglob("*")) == before
    assert json.loads(year("export", "-o", "-").out)["sequence"] == 1


def test_the_board_itself_is_never_replaced(year, monkeypatch):
    Store.create(Path("board.db"), year_of().board_info, year_of(metric())).close()
    before = Path("board.db").read_bytes()
    result = year("--board", "board.db", "export", "--force", "-o", "./board.db")
    assert refused(result) == "The file “board.db” is the board itself: choose another name with -o."
    assert Path("board.db").read_bytes() == before


@pytest.fixture
def small_disk(world):
    """A disk of 64 KiB; skipped where nobody may mount one."""
    disk = world / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run([shutil.which("umount") or "umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_file_intact(year, small_disk):
    file = small_disk / "year.json"
    file.write_text("old")
    (small_disk / "ballast").write_bytes(bytes(50_000))
    assert "could not be written: No space left on device." in refused(year("export", "-o", file, "--force"))
    assert file.read_text() == "old"
    assert {found.name for found in small_disk.iterdir()} == {"year.json", "ballast"}


def test_a_snapshot_too_large_to_be_read_is_written_with_a_notice(learnboard):
    notes = [metric(id=f"k{number}", description="x" * 100_000) for number in range(211)]
    board = year_of(*notes)
    Store.create(Path("board.db"), board.board_info, board).close()
    result = learnboard("--board", "board.db", "export", "--profile", "full", "-o", FILE)
    assert result.code == 0
    assert result.err == (
        "learnboard: The snapshot has 20.2 MiB, and learnboard reads up to 20 MiB: shorten the longest texts, or keep "
        "a copy of the board's own file instead.\n"
    )
    assert "is larger than 20 MiB" in refused(learnboard("show", FILE))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("nobody", "“nobody” is not on this board: the people on it are Juniper Stone (p-buddy), "),
        ("", "“” is not on this board"),
        (
            "er",
            "“er” matches Juniper Stone (p-buddy), Ash Rivers (p-rev2): give the whole name, or the id.",
        ),
    ],
)
def test_a_reader_must_be_one_person_of_the_board(year, words, message):
    assert refused(year("export", "-o", "-", "--for", words)).startswith(message)


def test_rows_dated_after_today_are_exported_with_a_notice(learnboard):
    board = year_of(metric(), check_in("2999-01-01", "3"))
    Store.create(Path("board.db"), board.board_info, board).close()
    notice = "learnboard: 1 row is dated after today and goes as well: “--as-of today” leaves it out.\n"
    assert learnboard("--board", "board.db", "export", "-o", FILE).err == notice
    result = learnboard("--board", "board.db", "export", "-o", "today.json", "--as-of", "today")
    assert (result.code, result.err) == (0, "")
    assert json.loads(Path("today.json").read_text())["check_ins"] == []


def test_of_two_people_of_one_name_the_active_one_is_meant(year):
    assert year("export", "-o", FILE, "--for", "hazel").code == 0
    assert json.loads(FILE.read_text())["profile"] == "shared"  # the supporter's; the lead of this name has left
    assert year("export", "-o", "lead.json", "--for", "p-lead").code == 0
    assert json.loads(Path("lead.json").read_text())["profile"] == "mentor"


def test_two_active_people_of_one_name_are_distinguished_by_id(learnboard):
    board = year_of(metric(), person(id="p1", name="Hazel Brook"), person(id="p2", name="Hazel Brook"))
    Store.create(Path("board.db"), board.board_info, board).close()
    result = refused(learnboard("--board", "board.db", "export", "-o", "-", "--for", "hazel"))
    assert result == "“hazel” matches Hazel Brook (p1), Hazel Brook (p2): give the id."


@pytest.mark.parametrize(("accepted", "warned"), [(None, True), ("2026-01-12", False)])
def test_a_mentor_who_has_not_accepted_is_warned_about_and_gets_the_file(learnboard, accepted, warned):
    board = year_of(person(accepted_on=accepted))
    Store.create(Path("board.db"), board.board_info, board).close()
    result = learnboard("--board", "board.db", "export", "--for", "Rowan", "-o", FILE)
    assert (result.code, FILE.exists()) == (0, True)
    told = "Rowan Teal has not accepted to be your mentor yet: x in the list of people notes that they have."
    assert (told in result.err) == warned


def test_a_private_word_is_told_and_a_private_text_refused_with_its_words_marked(learnboard):
    private = metric(id="k2", title="Kubernetes", private_note="look elsewhere", visibility="private")
    board = year_of(private, metric(title="Run kuber-netes"))
    Store.create(Path("board.db"), board.board_info, board).close()
    result = learnboard("--board", "board.db", "export", "-o", FILE)
    assert (result.code, FILE.exists()) == (0, True)
    assert result.err == (
        "learnboard: “Kubernetes” is private, but only a word, and appears in the title of the key result k1 "
        "(“Run «kuber-netes»”).\n"
    )
    text = year_of(private, metric(), check_in("2026-03-01", "3", note="L O O K  elsewhére?"))
    Store.create(Path("text.db"), text.board_info, text).close()
    assert refused(learnboard("--board", "text.db", "export", "-o", "other.json")).endswith(
        "of 1 Mar 2026 of the key result “something to learn” (“«L O O K elsewhére»?”): change it there, or export it "
        "anyway with --anyway."
    )
    assert not Path("other.json").exists()


def test_into_a_pipe_only_the_snapshot_goes(year):
    result = year("export", "-o", "-", "--as-of", "2026-06-26")
    assert json.loads(result.out)["profile"] == "mentor"
    assert result.err == ""
