"""Whose snapshots there are in files and folders, in order, and what is no snapshot."""

import os
import shutil
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from learnboard.domain.errors import InvalidFile
from learnboard.service.mentor import snapshot_files
from learnboard.service.mentor.snapshot_files import SnapshotFile, SnapshotFinder, find_snapshots
from tests.service.mentor.snapshots import FEEDBACK, JUNE, MARCH, example, put, snapshot


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "inbox"
    made.mkdir()
    return made


def ids(found):
    return [[file.snapshot_id for file in mentee.files] for mentee in found.mentees]


def refusal(*paths):
    with pytest.raises(InvalidFile) as error:
        find_snapshots(paths)
    return str(error.value)


def test_the_snapshots_of_the_example_year_are_one_persons_oldest_first(folder):
    found = find_snapshots([example(folder)])
    (mentee,) = found.mentees
    assert found.problems == ()
    assert (mentee.board_id, mentee.owner.name) == ("brd-2026-af", "Alder Finch")
    assert mentee.files == (
        SnapshotFile(folder / MARCH.name, "snp-2026-03-27", date(2026, 3, 27), 1, "mentor", altered=False),
        SnapshotFile(folder / JUNE.name, "snp-2026-06-26", date(2026, 6, 26), 2, "mentor", altered=False),
    )


def test_files_come_in_any_order_and_are_put_in_theirs():
    assert (
        ids(find_snapshots([JUNE, MARCH]))
        == ids(find_snapshots([MARCH, JUNE]))
        == [["snp-2026-03-27", "snp-2026-06-26"]]
    )


def test_order_is_by_day_then_number_then_the_moment_of_the_export(folder):
    early, late = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
    put(folder, snapshot("d", "2026-06-02", sequence=1, exported_at=early))
    put(folder, snapshot("c", "2026-06-01", sequence=3, exported_at=early))
    put(folder, snapshot("a", "2026-06-01", sequence=2, exported_at=late))
    put(folder, snapshot("b", "2026-06-01", sequence=2, exported_at=early))
    assert ids(find_snapshots([folder])) == [["b", "a", "c", "d"]]


def test_several_people_come_by_name_each_with_their_own(folder):
    put(folder, snapshot("s1", "2026-06-01", board="b1", owner="robin"))
    put(folder, snapshot("s2", "2026-06-01", board="b2", owner="Alder"))
    put(folder, snapshot("s3", "2026-07-01", board="b1", owner="Robin Moss"))
    found = find_snapshots([folder])
    assert [mentee.owner.name for mentee in found.mentees] == ["Alder", "Robin Moss"]
    assert ids(found) == [["s2"], ["s1", "s3"]]


def test_a_snapshot_that_is_there_twice_counts_once_the_unaltered_one_first(folder):
    of = snapshot("s1", "2026-06-01")
    plain, as_page = put(folder, of), put(folder, of, "a.html")
    altered = folder / "0.learnboard.json"
    altered.write_bytes(plain.read_bytes().replace(b"something to learn", b"something to earn"))
    (mentee,) = find_snapshots([folder, plain]).mentees
    assert [(file.path, file.altered) for file in mentee.files] == [(plain, False)]
    plain.unlink()
    (mentee,) = find_snapshots([folder]).mentees
    assert [file.path for file in mentee.files] == [as_page]
    as_page.unlink()
    (mentee,) = find_snapshots([folder]).mentees
    assert [(file.path, file.altered) for file in mentee.files] == [(altered, True)]


def test_a_page_is_as_good_as_a_file(folder):
    put(folder, snapshot("s1", "2026-06-01"), "board.html")
    assert ids(find_snapshots([folder])) == ids(find_snapshots([folder / "board.html"])) == [["s1"]]


def test_other_files_in_a_folder_are_skipped_without_a_word(folder):
    example(folder)
    shutil.copy(FEEDBACK, folder)
    shutil.copy(FEEDBACK, folder / "renamed.learnboard.json")
    (folder / "news.html").write_text("<!doctype html><html>news</html>")
    (folder / "notes.txt").write_text("notes")
    (folder / "deeper").mkdir()
    put(folder / "deeper", snapshot("s9", "2026-06-01"))
    found = find_snapshots([folder])
    assert found.problems == ()
    assert ids(found) == [["snp-2026-03-27", "snp-2026-06-26"]]


def test_what_should_be_a_snapshot_and_is_none_is_told_and_the_rest_is_shown(folder):
    example(folder)
    (folder / "broken.learnboard.json").write_bytes(JUNE.read_bytes()[:9_000])
    (folder / "board.learnboard.json").write_bytes(b"SQLite format 3\0" + bytes(500))
    (folder / "dir.learnboard.json").mkdir()
    found = find_snapshots([folder])
    assert ids(found) == [["snp-2026-03-27", "snp-2026-06-26"]]
    board, broken, directory = found.problems
    assert board == (
        f"{folder}/board.learnboard.json is a board, not a snapshot: ask its owner for “learnboard export”."
    )
    assert f"{folder}/broken.learnboard.json" in broken
    assert "directory" in directory


def test_what_is_named_is_always_answered(folder):
    board = folder / "board.db"
    board.write_bytes(b"SQLite format 3\0")
    news = folder / "news.html"
    news.write_text("news")
    feedback, missing = folder / "f.feedback.json", folder / "missing.json"
    shutil.copy(FEEDBACK, feedback)
    found = find_snapshots([JUNE, board, news, feedback, missing])
    assert ids(found) == [["snp-2026-06-26"]]
    assert [message.partition(" ")[0] for message in found.problems] == [
        str(board),
        str(news),
        str(feedback),
        f"{missing}:",
    ]


@pytest.mark.parametrize("kind", ["fifo", "link to nothing", "device"])
def test_what_is_no_file_is_refused_without_waiting(folder, kind):
    path = folder / "x.learnboard.json"
    if kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else "nowhere")
    before = time.monotonic()
    assert str(path) in refusal(path)
    assert str(path) in refusal(folder)
    assert time.monotonic() - before < 1


def test_nothing_at_all_is_a_refusal_that_names_what_to_do(folder):
    message = f"There is no snapshot in {folder}: name a *.learnboard.json file, a page or a folder with some."
    assert refusal(folder) == message
    assert refusal(folder / "a.learnboard.json", folder / "b.learnboard.json") == (
        f"{folder}/a.learnboard.json: there is no such file; check the path. And 1 more like it."
    )


def test_a_name_that_no_file_can_have_is_a_refusal(folder):
    assert "the file cannot be read (File name too long)" in refusal(folder / ("x" * 300))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read any folder")
def test_a_folder_that_may_not_be_read_is_told(folder):
    folder.chmod(0)
    try:
        assert "cannot be read (Permission denied)" in refusal(folder)
    finally:
        folder.chmod(0o700)


def test_a_file_named_alone_is_read_in_full_before_anything_is_shown(tmp_path):
    wrong = put(tmp_path, snapshot("s1", "2026-06-01"))
    twice = wrong.read_bytes().replace(b'"id": "c1"', b'"id": "o1"').replace(b'"cycle_id": "c1"', b'"cycle_id": "o1"')
    wrong.write_bytes(twice)
    assert "the id is used twice" in refusal(wrong)


def test_of_a_folder_with_very_many_the_last_changed_are_shown(folder, monkeypatch):
    monkeypatch.setattr(snapshot_files, "MOST_FILES", 2)
    for number, name in enumerate(("s3", "s1", "s2")):
        os.utime(put(folder, snapshot(name, f"2026-06-0{name[1]}")), (number, number))
    found = find_snapshots([folder])
    assert ids(found) == [["s1", "s2"]]
    assert found.problems == (f"{folder} has 3 files that may be snapshots: the 2 changed last are shown.",)


def test_a_folder_of_sixty_is_looked_through_without_reading_one_in_full(folder, monkeypatch):
    from learnboard.exchange import snapshot_header

    for number in range(60):
        put(folder, snapshot(f"s{number:02}", "2026-06-01", sequence=number + 1))
    monkeypatch.setattr(snapshot_header, "_read_in_full", lambda path: pytest.fail(f"{path} was read"))
    assert ids(find_snapshots([folder])) == [[f"s{number:02}" for number in range(60)]]


def test_relative_paths_stay_as_they_were_named(folder, monkeypatch):
    monkeypatch.chdir(example(folder))
    (mentee,) = find_snapshots([Path(JUNE.name)]).mentees
    assert mentee.files[0].path == Path(JUNE.name)


# A folder that changes


def opened(folder, *more):
    """A finder that has read all there is."""
    finder = SnapshotFinder([folder, *more])
    finder.read_first()
    return finder


def looked(finder):
    """Whether there is something new at this look; it is read."""
    changed = finder.look()
    finder.read(finder.waiting)
    return changed


def test_nothing_is_read_again_while_nothing_changes(folder, monkeypatch):
    finder = opened(example(folder))
    monkeypatch.setattr(snapshot_files, "read_header", lambda path: pytest.fail(f"{path} was read"))
    assert not looked(finder)
    assert not looked(finder)
    assert finder.files == 2


def test_a_new_file_is_seen_once_it_has_stayed_the_same_from_one_look_to_the_next(folder):
    finder = opened(example(folder))
    put(folder, snapshot("wren", "2026-06-20", board="b2", owner="Wren Hollow"))
    assert not looked(finder)
    assert looked(finder)
    assert [mentee.owner.name for mentee in finder.found().mentees] == ["Alder Finch", "Wren Hollow"]


def test_a_half_written_file_is_not_read_before_it_is_whole(folder):
    finder = opened(example(folder))
    path = put(folder, snapshot("wren", "2026-06-20", board="b2", owner="Wren Hollow"))
    whole = path.read_bytes()
    for size in (100, 1_000, len(whole)):
        path.write_bytes(whole[:size])
        assert not looked(finder)
        assert finder.found().problems == ()
    assert looked(finder)
    assert len(finder.found().mentees) == 2


def test_a_file_that_stays_half_written_is_told_until_it_is_whole(folder):
    finder = opened(example(folder))
    path = put(folder, snapshot("wren", "2026-06-20", board="b2", owner="Wren Hollow"))
    whole = path.read_bytes()
    path.write_bytes(whole[:1_000])
    looked(finder)
    assert looked(finder)
    (problem,) = finder.found().problems
    assert str(path) in problem
    path.write_bytes(whole)
    looked(finder)
    assert looked(finder)
    assert finder.found().problems == ()
    assert len(finder.found().mentees) == 2


def test_a_file_that_was_removed_is_gone_at_the_next_look(folder):
    put(folder, snapshot("s1", "2026-06-01"))
    path = put(folder, snapshot("s2", "2026-06-02"))
    finder = opened(folder)
    path.unlink()
    assert looked(finder)
    assert ids(finder.found()) == [["s1"]]


def test_a_file_that_is_written_anew_is_read_again(folder):
    put(folder, snapshot("s1", "2026-06-01"), "a.learnboard.json")
    finder = opened(folder)
    put(folder, snapshot("s2", "2026-06-02"), "a.learnboard.json")
    os.utime(folder / "a.learnboard.json", (5, 5))
    looked(finder)
    assert looked(finder)
    assert ids(finder.found()) == [["s2"]]


def test_a_folder_that_is_gone_is_told_and_comes_back(folder):
    example(folder)
    finder = opened(folder)
    elsewhere = folder.rename(folder.with_name("elsewhere"))
    looked(finder)
    assert looked(finder)
    assert finder.found() == ((), (f"{folder}: there is no such file; check the path.",))
    elsewhere.rename(folder)
    looked(finder)
    looked(finder)
    assert ids(finder.found()) == [["snp-2026-03-27", "snp-2026-06-26"]]
    assert finder.found().problems == ()


def test_of_many_the_last_changed_heads_are_read_first(folder):
    for number, name in enumerate(("s3", "s1", "s2")):
        os.utime(put(folder, snapshot(name, f"2026-06-0{name[1]}")), (number, number))
    finder = SnapshotFinder([folder])
    assert ids(finder.read_first(1)) == [["s2"]]
    assert (finder.waiting, finder.files) == (2, 3)
    finder.read(1)
    assert ids(finder.found()) == [["s1", "s2"]]
    finder.read(10)
    assert (ids(finder.found()), finder.waiting) == ([["s1", "s2", "s3"]], 0)


def test_more_are_read_first_only_until_there_is_a_snapshot(folder):
    os.utime(put(folder, snapshot("s1", "2026-06-01")), (1, 1))
    for number in range(2, 5):
        page = folder / f"news{number}.html"
        page.write_text("news")
        os.utime(page, (number, number))
    finder = SnapshotFinder([folder])
    assert ids(finder.read_first(2)) == [["s1"]]
