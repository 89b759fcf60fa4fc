"""A feedback file taken in: found nearby, looked into, and only then kept."""

import json
import os
import shutil

import pytest

from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.people import Person
from learnboard.service.demo import DEMO_DAY
from learnboard.service.queries.feedback_import import ImportItem, ImportPreview
from learnboard.ui.app import LearnboardApp
from learnboard.ui.importing.feedback import ImportFeedbackScreen, counts, preview_lines
from learnboard.ui.importing.prompt import feedback_files, usual_folders
from learnboard.ui.meeting.screen import MeetingScreen
from learnboard.ui.toolkit.file_names import path_of, short
from tests.hostile import HOSTILE
from tests.ui.example_cards import DAY, text_of, width_of
from tests.ui.form_apps import paste, type_in
from tests.ui.meeting.examples import FEEDBACK_FILE, take_in
from tests.ui.screen import lines, pressed, said, settled

SIZE = (120, 45)


def feedback_ids(service):
    return [one.id for one in service.store.rows(Feedback)]


def prompt(app):
    return app.screen._prompt


def lay(folder, name="rowan.feedback.json", at=0, **changes):
    """Lay the mentor's feedback into a folder, written so many seconds after 1970."""
    path = folder / name
    document = json.loads(FEEDBACK_FILE.read_text(encoding="utf-8"))
    path.write_text(json.dumps(document | changes), encoding="utf-8")
    os.utime(path, (at, at))
    return path


# -- what lies nearby -------------------------------------------------------------------------------------------------


def test_the_newest_file_of_all_folders_comes_first(home):
    older, newer = lay(home, at=10), lay(home / "Downloads", at=20)
    lay(home, "no.learnboard.json", at=30)
    assert feedback_files([home, home / "Downloads", home]) == (newer, older)


def test_only_files_are_offered(home):
    (home / "folder.feedback.json").mkdir()
    os.mkfifo(home / "pipe.feedback.json")
    (home / "gone.feedback.json").symlink_to(home / "nowhere")
    assert feedback_files([home, home / "missing", None]) == ()


def test_the_folder_of_the_last_export_is_looked_into_too(home, tmp_path):
    assert usual_folders(None) == (home, home / "Downloads")
    assert usual_folders(str(tmp_path / "out" / "a.html"))[-1] == tmp_path / "out"


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\0" not in text and "/" not in text and len(text) < 80])
def test_a_file_is_found_by_how_its_name_reads(home, text):
    path = home / f"{text}.feedback.json"
    path.write_text("{}", encoding="utf-8")
    from learnboard.ui.toolkit.text_buffer import TextBuffer

    assert path_of(TextBuffer.of(short(path)).text, feedback_files([home])) == path


def test_home_is_understood_in_what_is_typed(home):
    assert path_of("~/a.feedback.json") == home / "a.feedback.json"
    assert short(home / "Downloads" / "a") == "~/Downloads/a"
    assert short(home.parent / "a") == str(home.parent / "a")


# -- by keys ----------------------------------------------------------------------------------------------------------


async def test_the_newest_is_offered_and_tab_goes_through_the_others(demo_app, home):
    lay(home, "older.feedback.json", at=10)
    lay(home / "Downloads", "newer.feedback.json", at=20)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i")
        assert prompt(demo_app).entry.text == "~/Downloads/newer.feedback.json"
        assert any("tab: the next of 2" in line for line in lines(demo_app))
        await pressed(pilot, "tab")
        assert prompt(demo_app).entry.text == "~/older.feedback.json"
        await pressed(pilot, "tab")
        assert prompt(demo_app).entry.text == "~/Downloads/newer.feedback.json"


async def test_tab_completes_a_path_that_is_none_of_those_offered(demo_app, home):
    lay(home / "Downloads", "offered.feedback.json")
    (home / "from mentors").mkdir()
    lay(home / "from mentors", "rowan-june.json")
    lay(home / "from mentors", "rowan-march.json")
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i ctrl+u tab")
        assert prompt(demo_app).entry.text == "~/Downloads/offered.feedback.json"
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "~/fr")
        assert any("tab completes the path" in line for line in lines(demo_app))
        shown = []
        for _ in range(5):
            await pressed(pilot, "tab")
            shown.append(prompt(demo_app).entry.text.removeprefix("~/from mentors/"))
        assert shown == ["", "rowan-", "rowan-june.json", "rowan-march.json", "rowan-june.json"]
        assert any("tab: the next of 2" in line for line in lines(demo_app))
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, ImportFeedbackScreen)


async def test_where_nothing_is_offered_tab_completes_as_well(demo_app, home):
    (home / "only.json").write_text("{}")
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i")
        assert any("tab complete" in line for line in lines(demo_app))
        await type_in(pilot, "on")
        await pressed(pilot, "tab")
        assert prompt(demo_app).entry.text == "only.json"
        await type_in(pilot, "x")
        await pressed(pilot, "tab")
        assert any("nothing there begins like this" in line for line in lines(demo_app))


@pytest.mark.parametrize("written", ["'{}' ", '"{}"', "file://{}", "{}"])
async def test_a_file_that_is_dragged_into_the_prompt_is_looked_into(demo_app, home, written):
    path = lay(home / "Downloads", "Rowan's Feedback (1).json".replace("'", "’"))
    text = written.format(path.as_uri().removeprefix("file://") if written.startswith("file") else path)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i ctrl+u")
        await paste(pilot, text)
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, ImportFeedbackScreen)


async def test_what_is_in_it_is_shown_and_enter_takes_it_in(demo_app, service, home):
    lay(home)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i enter")
        shown = "\n".join(lines(demo_app))
        assert "Feedback from Rowan Teal" in shown
        assert "about snapshot snp-2026-06-26: 6 new, 1 unattached" in shown
        assert "+ Rowan Teal, comment on key result “Cut p95 latency" in shown
        assert "? Rowan Teal, comment on key result k99" in shown
        assert feedback_ids(service) == []
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, MeetingScreen)
        assert feedback_ids(service) == ["f1", "f2", "f3", "f4", "f5", "f6", "f7"]
        assert demo_app.screen.preparation.row.key == ("feedback", "f1")
        assert said(demo_app) == "Imported feedback of Rowan Teal: 6 new, 1 unattached."
        await pressed(pilot, "u")
        assert feedback_ids(service) == []


async def test_escape_leaves_all_as_it_was(demo_app, service, home):
    lay(home)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i enter escape")
        assert isinstance(demo_app.screen, MeetingScreen)
        assert feedback_ids(service) == []
        await pressed(pilot, "i escape")
        assert prompt(demo_app) is None
        assert isinstance(demo_app.screen, MeetingScreen)


async def test_what_is_known_is_not_taken_in_again(demo_app, service, home):
    lay(home)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i enter enter i enter")
        shown = "\n".join(lines(demo_app))
        assert "7 known" in shown
        assert "import it" not in shown
        await pressed(pilot, "enter")
        assert isinstance(demo_app.screen, ImportFeedbackScreen)
        await pressed(pilot, "escape")
        assert len(feedback_ids(service)) == 7


async def test_what_was_written_anew_is_told_and_wants_an_answer_again(demo_app, service, home):
    path = lay(home)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["items"][0] |= {"revision": 2, "text": "Even better: ask them in June."}
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i enter enter enter enter")
        assert service.store.row(Feedback, "f1").answer == "done"
        lay(home, items=document["items"])
        await pressed(pilot, "i enter")
        shown = "\n".join(lines(demo_app))
        assert "1 revised, 6 known" in shown
        assert "answered" in shown
        await pressed(pilot, "enter")
        assert demo_app.screen.preparation.row.key == ("feedback", "f1")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"board_id": "another"}, "about the board another"),
        ({"version": 99}, "99"),
        ({"format": "something else"}, "rowan.feedback.json"),
    ],
)
async def test_a_file_that_is_refused_leaves_what_was_typed(demo_app, service, home, changes, words):
    lay(home, **changes)
    async with demo_app.run_test(size=SIZE, notifications=True) as pilot:
        await pressed(pilot, "m i enter")
        assert isinstance(demo_app.screen, MeetingScreen)
        assert prompt(demo_app).entry.text == "~/rowan.feedback.json"
        await settled(pilot)
        assert any(words in notice.message for notice in demo_app._notifications)
        assert feedback_ids(service) == []


async def test_without_any_file_nearby_its_path_is_typed(demo_app, service, tmp_path):
    away = tmp_path / "elsewhere.json"
    shutil.copy(FEEDBACK_FILE, away)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i")
        assert any("path of feedback or of a full snapshot" in line for line in lines(demo_app))
        await paste(pilot, str(away))
        await pressed(pilot, "enter enter")
        assert len(feedback_ids(service)) == 7


async def test_a_first_letter_takes_the_place_of_what_was_offered(demo_app, home):
    lay(home)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i")
        await type_in(pilot, "~/x")
        assert prompt(demo_app).entry.text == "~/x"


async def test_a_long_file_is_scrolled(demo_app, home):
    lay(home)
    async with demo_app.run_test(size=(80, 20)) as pilot:
        await pressed(pilot, "m i enter")
        assert not any("k99" in line for line in lines(demo_app))
        await pressed(pilot, "G")
        assert any("k99" in line for line in lines(demo_app))
        await pressed(pilot, "k space g j pageup")
        assert any("Cut p95" in line for line in lines(demo_app))


# -- the picture ------------------------------------------------------------------------------------------------------


FATES = ("new", "revised", "known", "unattached", "refused", "new", "new")


def preview(service, text=None):
    """The mentor's feedback as it arrives, all its texts another."""
    found = service.import_preview(FEEDBACK_FILE)
    if text is None:
        return found
    from dataclasses import replace

    document = replace(found.document, author=replace(found.document.author, name=text), snapshot_id="s")
    items = tuple(
        ImportItem(replace(one.item, text=text), text, status, text)
        for one, status in zip(found.items, FATES, strict=True)
    )
    return ImportPreview(document, items, (text,))


@pytest.mark.parametrize("width", [30, 90])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words_and_no_line_is_too_wide(service, text, width):
    head, body = preview_lines(preview(service, text), DAY, width)
    for line in (*head, *body):
        assert width_of(line) <= width
        assert text_of(line).isprintable()


def test_fates_are_counted_in_one_order(service):
    assert counts(preview(service)) == "6 new, 1 unattached"
    assert counts(preview(service, "x")) == "3 new, 1 revised, 1 known, 1 unattached, 1 refused"
    take_in(service)
    assert counts(preview(service)) == "7 known"


def test_what_is_known_and_hangs_nowhere_is_named_by_its_id(service):
    take_in(service)
    _, body = preview_lines(preview(service), DAY, 90)
    shown = [text_of(line).strip() for line in body]
    assert "✓ Rowan Teal, comment on key result k99" in shown
    assert "what it is about (key result k99) is not on this board; it was imported before" in shown


async def test_a_file_can_be_looked_into_on_a_board_of_another_day(service, home):
    lay(home)
    app = LearnboardApp(service, lambda: DEMO_DAY.replace(year=2025), "")
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m i enter enter")
        assert len(feedback_ids(service)) == 7


# -- an unknown author ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize(("keys", "added"), [("y enter", True), ("enter", False), ("y n enter", False)])
async def test_an_unknown_author_is_added_if_that_is_wanted(demo_app, home, service, size, keys, added):
    lay(home, author={"name": "Dana Fox", "person_id": "p-dana"})
    async with demo_app.run_test(size=size) as pilot:
        await pressed(pilot, "I enter")
        assert "y adds Dana Fox as contact, so that your answers can go back." in "\n".join(lines(demo_app))
        await pressed(pilot, keys)
        assert [row.id for row in service.store.rows(Person) if row.name == "Dana Fox"] == (["p-dana"] if added else [])
        written = {row.person_id for row in service.store.rows(Feedback) if row.author == "Dana Fox"}
        assert written == {"p-dana" if added else None}


async def test_nobody_is_offered_where_the_author_is_known(demo_app, home):
    lay(home)
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "I enter y")
        assert isinstance(demo_app.screen, ImportFeedbackScreen)
        assert "so that your answers" not in "\n".join(lines(demo_app))
