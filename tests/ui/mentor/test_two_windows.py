"""Two windows of one mentor on one snapshot: each shows what the other wrote, and neither writes over it."""

import fcntl
import os
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from learnboard.domain.model.feedback import Author, Target
from learnboard.exchange.documents import open_feedback
from learnboard.service.mentor import draft_store
from learnboard.service.mentor.draft_store import DraftStore
from learnboard.service.mentor.feedback_draft import new_item
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.ui.mentor.session import MentorSession
from tests.service.mentor.snapshots import JUNE
from tests.ui.form_apps import go_to, texts, type_in
from tests.ui.mentor.apps import DAY, WIDE, kept
from tests.ui.screen import lines, pressed, said

K11, K22 = Target("key_result", "k11"), Target("key_result", "k22")
NOW = datetime(2026, 6, 29, 12, tzinfo=UTC)


@pytest.fixture
def window(tmp_path):
    """Open one more window on the snapshot of June."""

    def opened():
        session = MentorSession(find_snapshots((JUNE,)), DraftStore(tmp_path / "letters"), lambda: DAY)
        refused = []
        session.refuse = refused.append
        session.refused = refused
        session.open(session.found.mentees[0])
        return session

    return opened


@pytest.fixture
def windows(window):
    return window(), window()


def told(session):
    return [item.text for item in session.feedback_draft.items]


def put(session, text, target=K11, kind="comment"):
    session.put(new_item(kind, target, text))
    return session.feedback_draft.items[-1]


# -- sessions ---------------------------------------------------------------------------------------------------------


def test_what_each_writes_is_there_in_both_and_on_the_disk(windows, window):
    one, other = windows
    put(one, "from one")
    put(other, "from the other", K22)
    assert told(other) == ["from one", "from the other"]
    assert one.keep_up()
    assert told(one) == told(window()) == ["from one", "from the other"]
    assert not one.keep_up()  # nothing is new
    assert one.refused == other.refused == []


def test_what_one_deletes_is_gone_in_the_other_unless_it_was_changed_there(windows):
    one, other = windows
    first, second = put(one, "first"), put(one, "second", K22)
    other.keep_up()
    one.delete(first.id)
    other.keep_up()
    assert told(other) == ["second"]
    one.put(changed(second, "second, and more"))
    other.delete(second.id)  # before it is seen there
    assert told(other) == ["second, and more"]
    one.keep_up()
    assert told(one) == ["second, and more"]


def changed(item, text):
    return replace(item, text=text)


def test_of_what_both_change_the_last_stays_and_undo_brings_back_the_others(windows):
    one, other = windows
    item = put(one, "first")
    other.keep_up()
    one.put(changed(item, "one's"))
    other.put(changed(item, "the other's"))
    assert told(other) == ["the other's"]
    assert other.undo()
    assert told(other) == ["one's"]
    one.keep_up()
    assert told(one) == ["one's"]


def test_undo_takes_back_what_was_done_here_and_nothing_of_the_other_window(windows):
    one, other = windows
    put(one, "one's")
    put(other, "the other's", K22)
    one.keep_up()
    assert one.undo()
    assert told(one) == ["the other's"]
    assert not one.undo()
    other.keep_up()
    assert told(other) == ["the other's"]
    assert other.undo()
    assert told(other) == []


def test_what_was_changed_elsewhere_since_is_not_undone(windows):
    one, other = windows
    item = put(one, "first")
    other.keep_up()
    other.put(changed(item, "the other's"))
    one.keep_up()
    assert not one.undo()
    assert told(one) == ["the other's"]


def test_the_file_holds_what_both_wrote_and_what_is_changed_then_is_of_the_next_revision(windows, tmp_path):
    one, other = windows
    item = put(one, "one's")
    other.keep_up()
    put(one, "one's, too", K22)  # the other has not seen it
    file = tmp_path / "r.feedback.json"
    other.write(Author("Rowan Teal", None), file, NOW, force=False)
    assert sorted(one.text for one in open_feedback(file).items) == ["one's", "one's, too"]
    one.put(changed(item, "one's, better"))  # it has not seen that there is a file
    assert [(each.text, each.revision) for each in one.feedback_draft.items if each.id == item.id] == [
        ("one's, better", 2)
    ]
    assert one.unwritten == 1
    other.keep_up()
    other.write(Author("Rowan Teal", None), file, NOW, force=False)  # the same feedback: no question
    assert {each.revision for each in open_feedback(file).items} == {1, 2}


def test_notes_of_both_stay(windows, window):
    one, other = windows
    one.note("ask about sleep")
    other.note("lend the book", before="")  # as its form was opened before
    assert window().feedback_draft.note == "ask about sleep\n\nlend the book"
    other.note("lend the book", before=other.feedback_draft.note)  # seen, and taken out
    one.keep_up()
    assert one.feedback_draft.note == "lend the book"


class Form:
    """A form that is open in a window, and what stands in it."""

    def __init__(self, session, name):
        self.session = session
        name, texts = session.form_draft(name)
        self.texts = dict(texts)
        session.begin_form(name, lambda: self.texts)

    def type(self, text):
        self.texts = {"text": text}
        self.session.keep_form()


def ended(session):
    """The session ends as by a kill: the system closes its files."""
    os.close(session._window_mark._descriptor)


def test_what_is_half_typed_in_a_window_that_was_killed_is_offered_by_the_one_that_is_open(windows, window, tmp_path):
    one, other = windows
    Form(one, "note").type("half of one")
    assert Form(other, "note").texts == {}
    ended(one)
    assert Form(other, "note").texts == {"text": "half of one"}
    assert list((tmp_path / "letters").glob(".window-*")) == []


def test_what_is_half_typed_in_each_survives_also_in_the_same_form(windows, window):
    one, other = windows
    mine, theirs = Form(one, "feedback key_result k11"), Form(other, "feedback key_result k11")
    mine.type("half of o")
    theirs.type("half of the o")
    mine.type("half of one")
    theirs.type("half of the other")
    # The first saves, and its form is gone; what is typed in the second stays there.
    put(one, "one and all")
    one.end_form(saved=True)
    assert told(one) == ["one and all"]
    assert Form(window(), "feedback key_result k11").texts == {}
    ended(other)
    after = window()
    assert Form(after, "feedback key_result k11").texts == {"text": "half of the other"}
    after.end_form(saved=True)
    assert Form(window(), "feedback key_result k11").texts == {}


def test_what_the_other_types_in_a_form_does_not_stand_in_the_same_form_here(windows):
    one, other = windows
    Form(one, "note").type("half of one")
    assert Form(other, "note").texts == {}
    assert Form(other, "write").texts == {}


def test_a_form_that_was_left_is_offered_in_every_window(windows, window, tmp_path):
    one, other = windows
    Form(one, "note").type("half")
    one.end_form(saved=False)
    assert Form(other, "note").texts == Form(window(), "note").texts == {"text": "half"}
    assert not [path for path in (tmp_path / "letters").iterdir() if path.name.startswith((".window", ".begin"))]


def test_where_nothing_can_be_locked_what_is_half_typed_is_kept_all_the_same(windows, window, monkeypatch):
    def refused(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refused)
    one, other = windows
    Form(one, "note").type("half")
    put(other, "done")
    assert window().feedback_draft.forms == {"note": {"text": "half"}}


def test_what_one_writes_does_not_disturb_what_is_half_typed_in_the_other(windows, window):
    one, other = windows
    form = Form(one, "feedback key_result k11")
    form.type("half a thought")
    put(other, "done", K22)
    form.type("half a thought, longer")
    put(other, "done, too", K22)
    assert window().feedback_draft.forms == {"feedback key_result k11": {"text": "half a thought, longer"}}
    assert told(window()) == ["done", "done, too"]


def test_what_could_not_be_saved_is_merged_as_soon_as_it_can(windows, tmp_path, monkeypatch):
    one, other = windows
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        put(one, "kept in memory")
    assert len(one.refused) == 1
    put(other, "on the disk", K22)
    assert one.keep_up()
    assert told(one) == ["on the disk", "kept in memory"]
    put(one, "and one more")
    other.keep_up()
    assert told(other) == ["on the disk", "kept in memory", "and one more"]


def test_a_draft_that_somebody_removes_while_it_is_open_is_written_again(windows, tmp_path):
    one, other = windows
    put(one, "first")
    other.keep_up()
    for file in (tmp_path / "letters").rglob("snp*.json"):
        file.unlink()
    assert not other.keep_up()
    put(other, "second", K22)
    one.keep_up()
    assert told(one) == ["first", "second"]


def test_while_another_window_does_not_let_go_that_is_told_and_nothing_is_lost(window, tmp_path, monkeypatch):
    one = window()
    put(one, "first")
    monkeypatch.setattr(draft_store, "_TRIES", 1)
    monkeypatch.setattr(draft_store, "_PAUSE", 0)
    with (tmp_path / "letters" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        put(one, "second", K22)
        assert "another window is saving" in one.refused[0]
        assert told(one) == ["first", "second"]
        assert told(window()) == ["first"]
    put(one, "third")
    assert told(window()) == ["first", "second", "third"]


# -- screens ----------------------------------------------------------------------------------------------------------


async def test_each_window_shows_what_the_other_wrote_under_the_cursor_where_it_was(service):
    one, other = service.app(), service.app()
    async with AsyncExitStack() as stack:
        pilot = await stack.enter_async_context(one.run_test(size=WIDE))
        await pressed(pilot, "4")
        pilots = await stack.enter_async_context(other.run_test(size=WIDE))
        await pressed(pilots, "c")
        await type_in(pilots, "What if the fraud call stays?")
        await pressed(pilots, "ctrl+s")
        one.keep_up()
        await pilot.pause()
        assert any("What if the fraud call stays?" in line for line in lines(one))
        assert "1 not written yet" in lines(one)[1]
        assert said(one) == "Another window has changed your feedback."
        await pressed(pilot, "c")
        await type_in(pilot, "half a th")
        await pressed(pilots, "4 delete")
        one.keep_up()  # behind the form
        await pilot.pause()
        assert texts(one)["text"] == "half a th"
        await pressed(pilot, "escape")
        assert not any("fraud call stays?" in line for line in lines(one))
        assert kept(service, one).items == ()
        assert [form["text"] for form in kept(service, one).forms.values()] == ["half a th"]


async def test_the_number_that_is_said_is_the_number_that_is_written(service, tmp_path):
    one, other = service.app(), service.app()
    async with AsyncExitStack() as stack:
        pilot = await stack.enter_async_context(one.run_test(size=WIDE))
        await stack.enter_async_context(other.run_test(size=WIDE))
        put(one.mentor_session, "from one")
        put(other.mentor_session, "from the other", K22)
        await pressed(pilot, "w")
        assert any("2 comments" in line for line in lines(one))
        put(other.mentor_session, "and a question", K22, "question")
        await type_in(pilot, "Rowan")
        await go_to(pilot, "path")
        await pressed(pilot, "alt+a")
        await type_in(pilot, str(tmp_path / "out"))
        await pressed(pilot, "ctrl+s")
        assert any("Another window has changed it to 2 comments, 1 question: save again" in line for line in lines(one))
        assert not list(tmp_path.glob("out*"))
        await pressed(pilot, "ctrl+s")
        assert said(one).startswith("3 items in the file")
        (path,) = tmp_path.glob("out*")
        assert len(open_feedback(path).items) == 3
