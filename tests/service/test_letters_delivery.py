"""A letter handed over: the feedback file, where it goes, and what it may write over."""

import json
import os
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from learnboard.domain.errors import FileRefused, Refused
from learnboard.domain.feedback import SuggestedAction, Target
from learnboard.domain.feedback_document import Author, FeedbackDocument
from learnboard.exchange.feedback import open_feedback
from learnboard.exchange.snapshot import open_snapshot
from learnboard.service.mentoring import (
    Letter,
    changed,
    default_feedback_name,
    default_feedback_path,
    find,
    new_item,
    noted,
    visit,
    with_half,
    without,
)
from learnboard.service.mentoring.letters import Letters
from tests.service.mentors import FEEDBACK, JUNE, example, put
from tests.service.mentors import snapshot as made

CARD = Target("key_result", "k11")
ROWAN = Author("Rowan Teal", "p-mentor")
NOW = datetime(2026, 6, 26, 18, 40, 12, 345_678, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def snapshot():
    return open_snapshot(JUNE)


@pytest.fixture
def letters(tmp_path):
    return Letters(tmp_path / "mentor")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "out.feedback.json"


@pytest.fixture
def letter():
    action = SuggestedAction("write to two organisers", date(2026, 7, 10))
    letter = changed(Letter("fb1", author=ROWAN), new_item("comment", CARD, "The step back is honest."))
    return changed(letter, new_item("suggestion", Target("key_result", "k22"), "Ask for a lightning slot", action))


def test_what_is_written_is_what_the_owner_reads(letters, snapshot, letter, file):
    then, sentence = letters.write(snapshot, letter, file, NOW)
    assert open_feedback(file) == FeedbackDocument(
        feedback_id="fb1",
        board_id="brd-2026-af",
        snapshot_id="snp-2026-06-26",
        snapshot_hash=json.loads(JUNE.read_bytes())["content_hash"],
        author=ROWAN,
        written_at=datetime(2026, 6, 26, 16, 40, 12, tzinfo=UTC),
        items=tuple(sorted(letter.items, key=lambda item: item.id)),
    )
    assert sentence == f"Wrote 2 items to {file}: send it to Alder Finch."
    assert then == letter._replace(written={item.id: 1 for item in letter.items})
    assert letters.read(snapshot) == then


def test_the_mentors_own_note_and_half_typed_words_stay_with_the_mentor(letters, snapshot, letter, file):
    letter = with_half(noted(letter, "xyzzy: burnt out?"), "comment", {"text": "plugh, not yet"})
    _, sentence = letters.write(snapshot, letter, file, NOW)
    for word in ("xyzzy", "plugh"):
        assert word not in file.read_text()
        assert word not in sentence


def test_the_hash_of_an_altered_snapshot_goes_back_as_it_stands_in_the_file(letters, tmp_path, letter, file):
    path = tmp_path / "altered.learnboard.json"
    path.write_bytes(JUNE.read_bytes().replace(b"Alder Finch", b"Alder Funch"))
    altered = open_snapshot(path)
    assert altered.altered
    letters.write(altered, letter, file, NOW)
    assert open_feedback(file).snapshot_hash == json.loads(JUNE.read_bytes())["content_hash"]


def test_written_again_it_is_the_same_feedback_with_higher_revisions_of_what_changed(letters, snapshot, letter, file):
    then, _ = letters.write(snapshot, letter, file, NOW)
    first = then.items[0]
    then = changed(then, replace(first, text="Honest, and what now?"))
    again, _ = letters.write(snapshot, then, file, NOW + timedelta(days=1))
    found = open_feedback(file)
    assert found.feedback_id == "fb1"
    assert {item.text: item.revision for item in found.items} == {
        "Honest, and what now?": 2,
        "Ask for a lightning slot": 1,
    }
    assert again.unwritten == 0


def test_what_is_deleted_after_it_was_written_is_left_out_and_told(letters, snapshot, letter, file):
    then, _ = letters.write(snapshot, letter, file, NOW)
    then, sentence = letters.write(snapshot, without(then, then.items[0].id), file, NOW)
    assert [item.text for item in open_feedback(file).items] == ["Ask for a lightning slot"]
    assert sentence == (
        f"Wrote 1 item to {file}: send it to Alder Finch. "
        "1 item that you deleted stood in it before: Alder Finch may have it already."
    )
    with pytest.raises(Refused, match="no feedback to write"):
        letters.write(snapshot, without(then, then.items[0].id), file, NOW)


def test_a_letter_of_another_start_writes_over_its_own_file(letters, tmp_path, snapshot, letter, file):
    letters.write(snapshot, letter, file, NOW)
    again = Letters(tmp_path / "mentor")
    again.write(snapshot, again.read(snapshot), file, NOW)
    assert len(open_feedback(file).items) == 2


def refused(letters, snapshot, letter, path, **how):
    with pytest.raises((FileRefused, Refused)) as error:
        letters.write(snapshot, letter, path, NOW, **how)
    return str(error.value)


FOREIGN = "is there already and is not this feedback: choose another name, or replace it."


def test_feedback_of_somebody_else_is_written_over_only_when_told(letters, snapshot, letter, file):
    file.write_bytes(FEEDBACK.read_bytes())
    assert refused(letters, snapshot, letter, file) == f"{file} {FOREIGN}"
    assert file.read_bytes() == FEEDBACK.read_bytes()
    letters.write(snapshot, letter, file, NOW, force=True)
    assert open_feedback(file).feedback_id == "fb1"


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("linked", [False, True])
def test_what_is_no_feedback_is_never_written_over(letters, tmp_path, snapshot, letter, file, force, linked):
    there = tmp_path / "there"
    if linked:
        file.symlink_to(there)
    else:
        there = file
    for data in (b"my notes", b"", b"{}", JUNE.read_bytes()):
        there.write_bytes(data)
        assert refused(letters, snapshot, letter, file, force=force) == (
            f"{file} is there already and is no feedback file of learnboard: choose another name."
        )
        assert there.read_bytes() == data
        assert file.is_symlink() == linked


@pytest.mark.parametrize("force", [False, True])
def test_a_board_is_never_written_over(letters, tmp_path, snapshot, letter, force):
    path = tmp_path / "board.db"
    database = sqlite3.connect(path)
    database.execute("create table board (id text)")
    database.close()
    data = path.read_bytes()
    assert refused(letters, snapshot, letter, path, force=force) == (
        f"{path} is a board or another database, not feedback: choose another name."
    )
    assert path.read_bytes() == data
    assert letters.read(snapshot).written == {}


def test_a_file_of_the_same_name_with_something_more_in_it_is_not_ones_own(letters, snapshot, letter, file):
    more = changed(letter, new_item("comment", CARD, "from another laptop"))
    letters.write(snapshot, more, file, NOW)
    before = file.read_bytes()
    assert refused(letters, snapshot, letter, file) == f"{file} {FOREIGN}"
    assert file.read_bytes() == before


def test_feedback_about_another_snapshot_is_not_ones_own(letters, snapshot, letter, file):
    letters.write(snapshot, letter, file, NOW)
    assert FOREIGN in refused(letters, replace(snapshot, snapshot_id="another"), letter, file)


def test_a_link_is_not_followed(letters, tmp_path, snapshot, letter, file):
    own = tmp_path / "own.json"
    letters.write(snapshot, letter, own, NOW)
    before = own.read_bytes()
    file.symlink_to(own)
    assert refused(letters, snapshot, letter, file) == f"{file} {FOREIGN}"
    letters.write(snapshot, changed(letter, new_item("comment", CARD, "more")), file, NOW, force=True)
    assert not file.is_symlink()
    assert own.read_bytes() == before


def test_folders_devices_and_missing_folders_are_refused(letters, tmp_path, snapshot, letter):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for force in (False, True):
        assert (
            refused(letters, snapshot, letter, tmp_path, force=force) == f"{tmp_path} is a folder: choose a file in it."
        )
        assert "is a device or a pipe" in refused(letters, snapshot, letter, fifo, force=force)
    assert refused(letters, snapshot, letter, tmp_path / "no" / "where") == (
        f"{tmp_path}/no/where could not be written (No such file or directory): choose another place."
    )
    assert "could not be written (File name too long)" in refused(letters, snapshot, letter, tmp_path / ("x" * 300))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fifo"]


def test_what_could_not_be_written_does_not_count_as_written(letters, tmp_path, snapshot, letter):
    letters.keep(snapshot, letter)
    refused(letters, snapshot, letter, tmp_path / "no" / "where")
    assert letters.read(snapshot) == letter


def test_without_items_or_author_there_is_nothing_to_write(letters, tmp_path, snapshot, letter, file):
    assert refused(letters, snapshot, Letter("fb1", author=ROWAN), file) == (
        "There is no feedback to write yet: comment on a card, or answer what is asked."
    )
    for author in (None, Author("", None)):
        assert refused(letters, snapshot, letter._replace(author=author), file) == (
            "The feedback has no author yet: write your name first."
        )
    assert list(tmp_path.iterdir()) == []


def test_more_than_learnboard_reads_is_not_written(letters, snapshot, letter, file):
    for _ in range(22):
        letter = changed(letter, new_item("comment", CARD, "x" * 100_000))
    assert "The feedback has 2.1 MiB, and learnboard reads up to 2" in refused(letters, snapshot, letter, file)
    assert not file.exists()


def test_where_notes_cannot_be_kept_the_feedback_is_written_all_the_same(tmp_path, snapshot, letter, file):
    (tmp_path / "mentor").write_text("a file")
    then, sentence = Letters(tmp_path / "mentor").write(snapshot, letter, file, NOW)
    assert len(open_feedback(file).items) == 2
    assert then.unwritten == 0
    assert sentence.startswith(f"Wrote 2 items to {file}: send it to Alder Finch. What you wrote cannot be kept in ")


def test_the_revisions_are_kept_before_the_file_takes_its_place(letters, tmp_path, snapshot, letter, file, monkeypatch):
    from learnboard.exchange import safe_writer

    seen = []
    take = safe_writer._take_place

    def look(beside, path, *, force):
        if path == file:
            seen.append(Letters(tmp_path / "mentor").read(snapshot).written)
        take(beside, path, force=force)

    monkeypatch.setattr(safe_writer, "_take_place", look)
    letters.write(snapshot, letter, file, NOW)
    assert seen == [{item.id: 1 for item in letter.items}]


# Where it goes


def opened(folder):
    (mentee,) = find([folder]).mentees
    return visit(mentee)


def test_the_name_says_by_whom_for_whom_and_when(tmp_path):
    name = default_feedback_name(opened(example(tmp_path)), ROWAN)
    assert name == "rowan-teal-alder-finch-2026-06-26.feedback.json"


@pytest.mark.parametrize(
    ("author", "owner", "name"),
    [
        (None, "Alder", "mentor-alder-2026-06-01.feedback.json"),
        (Author("../..", None), "", "mentor-board-2026-06-01.feedback.json"),
        (Author("Zoë/\x1b Õ’Neil", None), "李 雷", "zoë-õ-neil-李-雷-2026-06-01.feedback.json"),
        (Author("x" * 250, None), "a", f"{'x' * 40}-a-2026-06-01.feedback.json"),
    ],
)
def test_any_name_becomes_one_a_file_can_have(tmp_path, author, owner, name):
    put(tmp_path, made("s1", "2026-06-01", owner=owner))
    assert default_feedback_name(opened(tmp_path), author) == name


def test_it_goes_next_to_the_snapshot_or_where_one_works(tmp_path, monkeypatch):
    inbox, here = tmp_path / "inbox", tmp_path / "here"
    inbox.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    seen = opened(example(inbox))
    name = "rowan-teal-alder-finch-2026-06-26.feedback.json"
    assert default_feedback_path(seen, ROWAN) == inbox / name
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != inbox)
    assert default_feedback_path(seen, ROWAN) == here / name
