"""What a mentor writes, kept in their own folder until it is handed over."""

import json
import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from learnboard.cli.paths import mentor_folder
from learnboard.domain.errors import InvalidFile, Rejected
from learnboard.domain.model.feedback import Author, SuggestedAction, Target
from learnboard.exchange import safe_io
from learnboard.exchange.documents import open_snapshot
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.feedback_draft import FeedbackDraft, new_item, with_form, with_item, with_note
from tests.builders import person
from tests.service.mentor.snapshots import JUNE, MARCH
from tests.service.mentor.snapshots import snapshot as small

ROWAN = Author("Rowan Teal", "p-mentor")
CARD = Target("key_result", "k11")


@pytest.fixture
def snapshot():
    return open_snapshot(JUNE)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "mentor"


@pytest.fixture
def draft_store(folder):
    return DraftStore(folder)


@pytest.fixture
def file(folder, snapshot):
    """Where the draft is kept."""
    return folder / snapshot.board_id / f"{snapshot.snapshot_id}.json"


def full():
    """A draft with everything in it."""
    feedback_draft = FeedbackDraft("fb1", author=ROWAN, written={"i9": 3})
    feedback_draft = with_item(
        feedback_draft, new_item("suggestion", CARD, "Ask first", SuggestedAction("write", date(2026, 7, 10)))
    )
    feedback_draft = with_item(
        feedback_draft, new_item("kudos", Target("board", "brd-2026-af"), "What a half-year\nüber 🦜")
    )
    feedback_draft = with_note(feedback_draft, "look at the talk with care")
    return with_form(feedback_draft, "comment", {"text": "not yet", "kind": "question"})


# Kept and read


def test_what_is_kept_is_read_again_by_another_start(draft_store, folder, snapshot):
    draft_store.save(snapshot, full())
    kept = full()
    again = DraftStore(folder).read(snapshot)
    assert [replace(item, id="") for item in again.items] == [replace(item, id="") for item in kept.items]
    assert again._replace(items=()) == kept._replace(items=())


def test_reading_makes_nothing(draft_store, folder, snapshot):
    feedback_draft = draft_store.read(snapshot)
    assert (feedback_draft.items, feedback_draft.note, feedback_draft.author, feedback_draft.notice) == (
        (),
        "",
        None,
        "",
    )
    assert not folder.exists()


def test_each_snapshot_has_its_own_draft_and_feedback(draft_store, snapshot):
    other = open_snapshot(MARCH)
    draft_store.save(snapshot, full())
    assert draft_store.read(other).items == ()
    assert draft_store.read(other).feedback_id != draft_store.read(snapshot).feedback_id == "fb1"


def test_what_is_kept_is_for_its_writer_alone_whatever_the_mask(draft_store, folder, file, snapshot):
    before = os.umask(0)
    try:
        draft_store.save(snapshot, full())
        draft_store.save(snapshot, full())
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder.parent, *folder.parent.rglob("*"))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert file in modes
    assert not [path for path in modes if path.name.endswith(".part")]


def test_a_draft_is_on_the_disk_before_it_takes_its_place(draft_store, snapshot, file, monkeypatch):
    draft_store.save(snapshot, full())
    before, synced = file.read_bytes(), []
    sync = os.fsync
    monkeypatch.setattr(safe_io.os, "fsync", lambda number: (synced.append(file.read_bytes()), sync(number)))
    draft_store.save(snapshot, with_note(full(), "another"))
    assert synced[0] == before
    assert file.read_bytes() != before


def test_a_name_that_is_no_id_never_becomes_a_path(draft_store, tmp_path, snapshot):
    for wrong in ("../x", "", "a/b", "..", "a\n"):
        with pytest.raises(Rejected, match="an id that no board has"):
            draft_store.save(replace(snapshot, snapshot_id=wrong), full())
        with pytest.raises(Rejected):
            draft_store.author(wrong)
    assert list(tmp_path.iterdir()) == []


# Who writes


def test_the_author_is_remembered_for_the_board_and_by_name_for_others(draft_store, folder, snapshot):
    draft_store.save(snapshot, full())
    again = DraftStore(folder)
    assert again.author(snapshot.board_id) == ROWAN
    assert again.author("another") == Author("Rowan Teal", None)
    assert again.read(open_snapshot(MARCH)).author == ROWAN
    again.save(snapshot, full()._replace(author=Author("R. Teal", None)))
    assert again.author(snapshot.board_id) == Author("R. Teal", None)


def test_on_another_board_the_author_is_recognised_by_name_or_is_its_one_mentor(draft_store, snapshot):
    draft_store.save(snapshot, FeedbackDraft("fb-1", author=Author("Rowan TEAL", "p-mentor")))
    people = (person(id="r9", name="Rowan Teal", relation="buddy"), person(id="r8", name="Hazel", relation="mentor"))
    other = small("s2", "2026-06-26", *people, board="brd-2")
    assert draft_store.read(other).author == Author("Rowan TEAL", "r9")
    assert draft_store.read(small("s3", "2026-06-26", people[1], board="brd-2")).author is None
    assert draft_store.read(small("s4", "2026-06-26", board="brd-2")).author == Author("Rowan TEAL", None)


def test_nobody_is_the_author_at_first(draft_store):
    assert draft_store.author("brd") is None


def test_a_damaged_author_is_put_aside_and_asked_again(draft_store, folder, snapshot):
    draft_store.save(snapshot, full())
    for path in folder.rglob(".author.json"):
        path.write_text('{"name": ""}')
    assert draft_store.author(snapshot.board_id) is None
    assert len(list(folder.rglob(".author.json.damaged"))) == 2


# What is damaged


def spoiled(change):
    def spoil(data):
        plain = json.loads(data)
        change(plain)
        return json.dumps(plain).encode()

    return spoil


DAMAGES = {
    "nothing": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "no json": lambda _: b"not json",
    "not utf-8": lambda data: data.replace(b"Ask", b"\xff\xfe\xfd"),
    "a list": lambda _: b"[]",
    "deep": lambda _: b'{"a":' + b"[" * 5_000,
    "another format": spoiled(lambda it: it.update(format="x")),
    "a newer version": spoiled(lambda it: it.update(version=2)),
    "another board": spoiled(lambda it: it.update(board_id="other")),
    "another snapshot": spoiled(lambda it: it.update(snapshot_id="other")),
    "something unknown": spoiled(lambda it: it.update(mood="good")),
    "something missing": spoiled(lambda it: it.pop("note")),
    "note no text": spoiled(lambda it: it.update(note=1)),
    "a feedback id that is none": spoiled(lambda it: it.update(feedback_id="a b")),
    "an author without a name": spoiled(lambda it: it["author"].update(name="")),
    "an author's id that is none": spoiled(lambda it: it["author"].update(person_id="../x")),
    "items no list": spoiled(lambda it: it.update(items={})),
    "an item no object": spoiled(lambda it: it.update(items=[1])),
    "a kind unknown": spoiled(lambda it: it["items"][0].update(kind="shout")),
    "a target unknown": spoiled(lambda it: it["items"][0]["target"].update(kind="cat")),
    "a revision of zero": spoiled(lambda it: it["items"][0].update(revision=0)),
    "a revision that is true": spoiled(lambda it: it["items"][0].update(revision=True)),
    "a day that is none": spoiled(lambda it: it["items"][0]["action"].update(due_on="2026-02-30")),
    "an item twice": spoiled(lambda it: it["items"].append(it["items"][0])),
    "a text too long": spoiled(lambda it: it["items"][0].update(text="x" * 100_001)),
    "a form no list": spoiled(lambda it: it["half"][0].update(fields="x")),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_draft_is_moved_aside_and_a_new_one_begun(draft_store, folder, file, snapshot, damage):
    draft_store.save(snapshot, full())
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    feedback_draft = DraftStore(folder).read(snapshot)
    assert (
        feedback_draft.notice
        == f"{file} was damaged: it was renamed to {file.name}.damaged, and a new draft was begun."
    )
    assert (feedback_draft.items, feedback_draft.author) == ((), ROWAN)
    draft_store.save(snapshot, with_note(feedback_draft, "new"))
    assert file.with_name(f"{file.name}.damaged").read_bytes() == damaged
    assert DraftStore(folder).read(snapshot)[1:] == feedback_draft._replace(note="new", notice="")[1:]


def test_the_undamaged_one_passes_the_same_check(draft_store, folder, file, snapshot):
    draft_store.save(snapshot, full())
    file.write_bytes(spoiled(lambda _: None)(file.read_bytes()))
    assert DraftStore(folder).read(snapshot).notice == ""


def test_a_second_damaged_one_does_not_take_the_place_of_the_first(draft_store, file, snapshot):
    file.parent.mkdir(parents=True)
    for number in range(3):
        file.write_text(f"damaged {number}")
        assert draft_store.read(snapshot).notice
    found = {path.name: path.read_text() for path in file.parent.iterdir()}
    assert found == {
        f"{file.name}.damaged": "damaged 0",
        f"{file.name}.damaged-2": "damaged 1",
        f"{file.name}.damaged-3": "damaged 2",
    }


@pytest.mark.parametrize("kind", ["folder", "fifo", "link to nothing"])
def test_what_is_no_file_is_put_aside_as_well(draft_store, file, snapshot, kind):
    file.parent.mkdir(parents=True)
    if kind == "folder":
        file.mkdir()
    elif kind == "fifo":
        os.mkfifo(file)
    else:
        file.symlink_to("nowhere")
    assert "was damaged" in draft_store.read(snapshot).notice
    draft_store.save(snapshot, full())
    assert file.is_file()


def test_a_damaged_one_that_cannot_be_put_aside_is_never_written_over(draft_store, file, snapshot, monkeypatch):
    file.parent.mkdir(parents=True)
    file.write_text("damaged")

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    notice = draft_store.read(snapshot).notice
    assert notice == (
        f"{file} is damaged and cannot be moved aside (Permission denied): nothing is saved until you move it."
    )
    with pytest.raises(InvalidFile, match=r"cannot be saved in .*: move snp-2026-06-26.json away"):
        draft_store.save(snapshot, full())
    assert file.read_text() == "damaged"


def test_words_of_a_kept_file_are_cleaned(draft_store, folder, file, snapshot):
    draft_store.save(snapshot, full())
    file.write_bytes(spoiled(lambda it: it.update(note="a\x1b[31m\u202eb"))(file.read_bytes()))
    assert DraftStore(folder).read(snapshot).note == "ab"


# Where nothing can be kept


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path, snapshot):
    (tmp_path / "file").write_text("")
    draft_store = DraftStore(tmp_path / "file" / "mentor")
    assert draft_store.read(snapshot).items == ()
    with pytest.raises(InvalidFile) as error:
        draft_store.save(snapshot, full())
    assert str(error.value) == (
        f"What you wrote cannot be saved in {tmp_path}/file/mentor (Not a directory): it stays here until you leave."
    )


def test_a_full_disk_leaves_what_was_kept_before(draft_store, folder, snapshot, monkeypatch):
    draft_store.save(snapshot, full())

    def no_space(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_io.os, "fsync", no_space)
    with pytest.raises(InvalidFile, match="No space left on device"):
        draft_store.save(snapshot, with_note(full(), "another"))
    monkeypatch.undo()
    assert DraftStore(folder).read(snapshot).note == "look at the talk with care"
    assert not [path for path in folder.rglob("*") if path.name.endswith(".part")]


def test_more_than_could_be_read_again_is_not_kept(draft_store, folder, snapshot):
    draft_store.save(snapshot, full())
    huge = with_form(full(), "comment", {str(number): "x" * 100_000 for number in range(90)})
    with pytest.raises(InvalidFile, match="more than 8 MiB"):
        draft_store.save(snapshot, huge)
    assert DraftStore(folder).read(snapshot).forms == {"comment": {"text": "not yet", "kind": "question"}}


# Where the folder is


def test_the_folder_is_in_the_data_folder_unless_another_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("LEARNBOARD_MENTOR_FOLDER", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert mentor_folder() == tmp_path / "learnboard" / "mentor"
    monkeypatch.setenv("LEARNBOARD_MENTOR_FOLDER", str(tmp_path / "mine"))
    assert mentor_folder() == tmp_path / "mine"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LEARNBOARD_MENTOR_FOLDER", "~/mine")
    assert mentor_folder() == tmp_path / "mine"
