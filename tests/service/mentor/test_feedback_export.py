"""A draft handed over: the feedback file, where it goes, and what it may write over."""

import json
import os
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from learnboard.domain.errors import InvalidFile, Rejected
from learnboard.domain.model.feedback import Author, FeedbackDocument, SuggestedAction, Target
from learnboard.exchange.documents import open_feedback, open_snapshot
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.feedback_draft import (
    FeedbackDraft,
    new_item,
    with_form,
    with_item,
    with_note,
    without_item,
)
from learnboard.service.mentor.feedback_export import default_feedback_name, default_feedback_path
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.service.mentor.snapshot_view import open_snapshot_view
from tests.service.mentor.snapshots import FEEDBACK, JUNE, example, put
from tests.service.mentor.snapshots import snapshot as made

CARD = Target("key_result", "k11")
ROWAN = Author("Rowan Teal", "p-mentor")
NOW = datetime(2026, 6, 26, 18, 40, 12, 345_678, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def snapshot():
    return open_snapshot(JUNE)


@pytest.fixture
def draft_store(tmp_path):
    return DraftStore(tmp_path / "mentor")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "out.feedback.json"


@pytest.fixture
def feedback_draft():
    action = SuggestedAction("write to two organisers", date(2026, 7, 10))
    feedback_draft = with_item(
        FeedbackDraft("fb1", author=ROWAN), new_item("comment", CARD, "The step back is honest.")
    )
    return with_item(
        feedback_draft, new_item("suggestion", Target("key_result", "k22"), "Ask for a lightning slot", action)
    )


def test_what_is_written_is_what_the_owner_reads(draft_store, snapshot, feedback_draft, file):
    then, message = draft_store.write(snapshot, feedback_draft, file, NOW)
    assert open_feedback(file) == FeedbackDocument(
        feedback_id="fb1",
        board_id="brd-2026-af",
        snapshot_id="snp-2026-06-26",
        snapshot_hash=json.loads(JUNE.read_bytes())["content_hash"],
        author=ROWAN,
        written_at=datetime(2026, 6, 26, 16, 40, 12, tzinfo=UTC),
        items=tuple(sorted(feedback_draft.items, key=lambda item: item.id)),
    )
    assert message == f"Wrote 2 items to {file}: send it to Alder Finch."
    assert then == feedback_draft._replace(written={item.id: 1 for item in feedback_draft.items})
    assert draft_store.read(snapshot) == then


def test_the_mentors_own_note_and_half_typed_words_stay_with_the_mentor(draft_store, snapshot, feedback_draft, file):
    feedback_draft = with_form(with_note(feedback_draft, "xyzzy: burnt out?"), "comment", {"text": "plugh, not yet"})
    _, message = draft_store.write(snapshot, feedback_draft, file, NOW)
    for word in ("xyzzy", "plugh"):
        assert word not in file.read_text()
        assert word not in message


def test_the_hash_of_an_altered_snapshot_goes_back_as_it_stands_in_the_file(
    draft_store, tmp_path, feedback_draft, file
):
    path = tmp_path / "altered.learnboard.json"
    path.write_bytes(JUNE.read_bytes().replace(b"Alder Finch", b"Alder Funch"))
    altered = open_snapshot(path)
    assert altered.altered
    draft_store.write(altered, feedback_draft, file, NOW)
    assert open_feedback(file).snapshot_hash == json.loads(JUNE.read_bytes())["content_hash"]


def test_written_again_it_is_the_same_feedback_with_higher_revisions_of_what_changed(
    draft_store, snapshot, feedback_draft, file
):
    then, _ = draft_store.write(snapshot, feedback_draft, file, NOW)
    first = then.items[0]
    then = with_item(then, replace(first, text="Honest, and what now?"))
    again, _ = draft_store.write(snapshot, then, file, NOW + timedelta(days=1))
    found = open_feedback(file)
    assert found.feedback_id == "fb1"
    assert {item.text: item.revision for item in found.items} == {
        "Honest, and what now?": 2,
        "Ask for a lightning slot": 1,
    }
    assert again.unwritten == 0


def test_what_is_deleted_after_it_was_written_is_left_out_and_told(draft_store, snapshot, feedback_draft, file):
    then, _ = draft_store.write(snapshot, feedback_draft, file, NOW)
    then, message = draft_store.write(snapshot, without_item(then, then.items[0].id), file, NOW)
    assert [item.text for item in open_feedback(file).items] == ["Ask for a lightning slot"]
    assert message == (
        f"Wrote 1 item to {file}: send it to Alder Finch. "
        "1 item that you deleted was in it before: Alder Finch may have it already."
    )
    with pytest.raises(Rejected, match="no feedback to write"):
        draft_store.write(snapshot, without_item(then, then.items[0].id), file, NOW)


def test_a_draft_of_another_start_writes_over_its_own_file(draft_store, tmp_path, snapshot, feedback_draft, file):
    draft_store.write(snapshot, feedback_draft, file, NOW)
    again = DraftStore(tmp_path / "mentor")
    again.write(snapshot, again.read(snapshot), file, NOW)
    assert len(open_feedback(file).items) == 2


def refused(draft_store, snapshot, feedback_draft, path, **how):
    with pytest.raises((InvalidFile, Rejected)) as error:
        draft_store.write(snapshot, feedback_draft, path, NOW, **how)
    return str(error.value)


FOREIGN = "already exists and is not this feedback: choose another name, or replace it."


def test_feedback_of_somebody_else_is_written_over_only_when_told(draft_store, snapshot, feedback_draft, file):
    file.write_bytes(FEEDBACK.read_bytes())
    assert refused(draft_store, snapshot, feedback_draft, file) == f"{file} {FOREIGN}"
    assert file.read_bytes() == FEEDBACK.read_bytes()
    draft_store.write(snapshot, feedback_draft, file, NOW, force=True)
    assert open_feedback(file).feedback_id == "fb1"


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("linked", [False, True])
def test_what_is_no_feedback_is_never_written_over(
    draft_store, tmp_path, snapshot, feedback_draft, file, force, linked
):
    there = tmp_path / "there"
    if linked:
        file.symlink_to(there)
    else:
        there = file
    for data in (b"my notes", b"", b"{}", JUNE.read_bytes()):
        there.write_bytes(data)
        assert refused(draft_store, snapshot, feedback_draft, file, force=force) == (
            f"{file} already exists and is no feedback file of learnboard: choose another name."
        )
        assert there.read_bytes() == data
        assert file.is_symlink() == linked


@pytest.mark.parametrize("force", [False, True])
def test_a_board_is_never_written_over(draft_store, tmp_path, snapshot, feedback_draft, force):
    path = tmp_path / "board.db"
    database = sqlite3.connect(path)
    database.execute("create table board (id text)")
    database.close()
    data = path.read_bytes()
    assert refused(draft_store, snapshot, feedback_draft, path, force=force) == (
        f"{path} is a board or another database, not feedback: choose another name."
    )
    assert path.read_bytes() == data
    assert draft_store.read(snapshot).written == {}


def test_a_file_of_the_same_name_with_something_more_in_it_is_not_ones_own(draft_store, snapshot, feedback_draft, file):
    more = with_item(feedback_draft, new_item("comment", CARD, "from another laptop"))
    draft_store.write(snapshot, more, file, NOW)
    before = file.read_bytes()
    assert refused(draft_store, snapshot, feedback_draft, file) == f"{file} {FOREIGN}"
    assert file.read_bytes() == before


def test_feedback_about_another_snapshot_is_not_ones_own(draft_store, snapshot, feedback_draft, file):
    draft_store.write(snapshot, feedback_draft, file, NOW)
    assert FOREIGN in refused(draft_store, replace(snapshot, snapshot_id="another"), feedback_draft, file)


def test_a_link_is_not_followed(draft_store, tmp_path, snapshot, feedback_draft, file):
    own = tmp_path / "own.json"
    draft_store.write(snapshot, feedback_draft, own, NOW)
    before = own.read_bytes()
    file.symlink_to(own)
    assert refused(draft_store, snapshot, feedback_draft, file) == f"{file} {FOREIGN}"
    draft_store.write(snapshot, with_item(feedback_draft, new_item("comment", CARD, "more")), file, NOW, force=True)
    assert not file.is_symlink()
    assert own.read_bytes() == before


def test_folders_devices_and_missing_folders_are_refused(draft_store, tmp_path, snapshot, feedback_draft):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for force in (False, True):
        assert (
            refused(draft_store, snapshot, feedback_draft, tmp_path, force=force)
            == f"{tmp_path} is a folder: choose a file in it."
        )
        assert "is a device or a pipe" in refused(draft_store, snapshot, feedback_draft, fifo, force=force)
    assert refused(draft_store, snapshot, feedback_draft, tmp_path / "no" / "where") == (
        f"{tmp_path}/no/where could not be written (No such file or directory): choose another place."
    )
    assert "could not be written (File name too long)" in refused(
        draft_store, snapshot, feedback_draft, tmp_path / ("x" * 300)
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fifo"]


def test_what_could_not_be_written_does_not_count_as_written(draft_store, tmp_path, snapshot, feedback_draft):
    draft_store.save(snapshot, feedback_draft)
    refused(draft_store, snapshot, feedback_draft, tmp_path / "no" / "where")
    assert draft_store.read(snapshot) == feedback_draft


def test_without_items_or_author_there_is_nothing_to_write(draft_store, tmp_path, snapshot, feedback_draft, file):
    assert refused(draft_store, snapshot, FeedbackDraft("fb1", author=ROWAN), file) == (
        "There is no feedback to write yet: comment on a card, or answer what is asked."
    )
    for author in (None, Author("", None)):
        assert refused(draft_store, snapshot, feedback_draft._replace(author=author), file) == (
            "The feedback has no author yet: write your name first."
        )
    assert list(tmp_path.iterdir()) == []


def test_more_than_learnboard_reads_is_not_written(draft_store, snapshot, feedback_draft, file):
    for _ in range(22):
        feedback_draft = with_item(feedback_draft, new_item("comment", CARD, "x" * 100_000))
    assert "The feedback has 2.1 MiB, and learnboard reads up to 2" in refused(
        draft_store, snapshot, feedback_draft, file
    )
    assert not file.exists()


def test_where_notes_cannot_be_kept_the_feedback_is_written_all_the_same(tmp_path, snapshot, feedback_draft, file):
    (tmp_path / "mentor").write_text("a file")
    then, message = DraftStore(tmp_path / "mentor").write(snapshot, feedback_draft, file, NOW)
    assert len(open_feedback(file).items) == 2
    assert then.unwritten == 0
    assert message.startswith(f"Wrote 2 items to {file}: send it to Alder Finch. What you wrote cannot be saved in ")


def test_the_revisions_are_kept_before_the_file_takes_its_place(
    draft_store, tmp_path, snapshot, feedback_draft, file, monkeypatch
):
    from learnboard.exchange import safe_io

    seen = []
    take = safe_io._publish

    def look(beside, path, *, force):
        if path == file:
            seen.append(DraftStore(tmp_path / "mentor").read(snapshot).written)
        take(beside, path, force=force)

    monkeypatch.setattr(safe_io, "_publish", look)
    draft_store.write(snapshot, feedback_draft, file, NOW)
    assert seen == [{item.id: 1 for item in feedback_draft.items}]


# Where it goes


def opened(folder):
    (mentee,) = find_snapshots([folder]).mentees
    return open_snapshot_view(mentee)


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
