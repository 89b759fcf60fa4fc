"""A mentor looks at snapshots: what changed first, the board, what is asked, one person or several."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from learnboard.domain.errors import InvalidFile
from learnboard.domain.model.snapshot import Previous
from learnboard.presentation.changes import NOT_HERE, RECKONED_ALONE
from learnboard.service.mentor import snapshot_view
from learnboard.service.mentor.snapshot_files import find_snapshots
from learnboard.settings import Preferences
from learnboard.ui.board.screen import BoardScreen
from learnboard.ui.board.view import OwnBoardView
from learnboard.ui.keys.help import HelpScreen
from learnboard.ui.keys.palette import KeyProvider
from learnboard.ui.mentor.card import MentorCard
from learnboard.ui.mentor.screen import SnapshotScreen
from tests import builders
from tests.service.mentor.snapshots import JUNE, MARCH, put, snapshot
from tests.ui.mentor.apps import NARROW, WIDE, Desk, june, subject
from tests.ui.mentor.desks import all_read
from tests.ui.screen import cursor_card, lines, pressed, said, settled, view


def where(app, words):
    """The number of the first line with the words."""
    return next(number for number, line in enumerate(lines(app)) if words in line)


def shows(app, words):
    return any(words in line for line in lines(app))


async def test_one_person_opens_since_we_met_and_1_again_goes_to_what_changed(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        places = [where(app, words) for words in ("Since we met on 27 Mar", "Your actions", "Agenda", "What changed")]
        assert places == sorted(places)
        assert subject(app) == ("action", "a2")
        await pressed(pilot, "1")
        await settled(pilot)
        assert "Alder Finch   backend developer" in lines(app)[0]
        assert "✓ follows the one before" in lines(app)[0]
        assert "26 Jun, 3 days ago" in lines(app)[0]
        places = [
            where(app, words)
            for words in ("What changed since the snapshot", "At risk", "Said to be on track", "Confidence fell")
        ]
        assert places == sorted(places)
        here = where(app, "Cut p95 latency of the checkout service from 850 ms")
        row = lines(app)[here]
        for words in ("47 % → 53 %", "640 → 610 ms", "confidence 6 → 4", "! at risk"):
            assert words in row
        assert "backward at the last check-in, 590 → 610 ms, not since then" in lines(app)[here + 1]
        assert "19 Jun “new fraud check" in lines(app)[here + 1]
        assert subject(app) == ("key_result", "k11")
        await pressed(pilot, "1")
        assert subject(app) == ("action", "a2")


async def test_1_shows_the_heading_of_what_changed_on_a_small_screen_too(service):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        await pressed(pilot, "1")
        await settled(pilot)
        assert shows(app, "What changed since the snapshot of 27 Mar 2026   in 91 days")
        assert shows(app, "Of 14 key results: 6 need attention, 5 moved forward, 2 are unchanged and")
        assert subject(app) == ("key_result", "k11")


@pytest.mark.parametrize("most", [1_000, 0], ids=["small", "large: after the first paint"])
async def test_a_file_alone_shows_what_its_page_shows_or_says_why_it_cannot(tmp_path, monkeypatch, most):
    monkeypatch.setattr(snapshot_view, "_MOST_AT_ONCE", most)
    made = f"{int(datetime(2026, 3, 27, 12, tzinfo=UTC).timestamp() * 1000):012x}"
    previous = Previous(f"{made[:8]}-{made[8:]}-7000-8000-000000000001", "its hash")
    for name, of, told in (
        ("own", replace(june(), snapshot_id="own", previous=previous), RECKONED_ALONE),
        ("other", replace(june(), snapshot_id="other"), NOT_HERE),
    ):
        app = Desk(tmp_path, put(tmp_path, of, f"{name}.html")).app()
        async with app.run_test(size=(160, 60)) as pilot:
            await settled(pilot)
            assert shows(app, told[:80])
            assert "the first one here" in lines(app)[0]
            if told == RECKONED_ALONE:  # as the page of the example year
                assert shows(app, "What changed since the snapshot of 27 Mar 2026   in 91 days")
                assert shows(app, "Of 14 key results: 6 need attention, 5 moved forward, 2 are unchanged and 1 was")


async def test_the_first_snapshot_is_held_against_the_meeting_before_it(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "left_square_bracket")
        assert "the first one here" in lines(app)[0]
        assert "27 Mar, 94 days ago" in lines(app)[0]
        assert shows(app, "What changed since the meeting on 16 Jan 2026")
        assert shows(app, "Outdated   4")
        await pressed(pilot, "less_than_sign")
        assert said(app) == "There is no earlier snapshot here."
        await pressed(pilot, "greater_than_sign right_square_bracket")
        assert said(app) == "There is no later snapshot here."
        assert shows(app, "What changed since the snapshot of 27 Mar 2026")


@pytest.mark.parametrize(
    ("change", "sign"),
    [
        (lambda plain: plain.update(previous=None), "… others lie between"),
        (lambda plain: plain["key_results"][0].update(title="made better"), "! altered after it was written"),
    ],
)
async def test_the_head_says_how_a_snapshot_follows_the_last_one(tmp_path, change, sign):
    plain = json.loads(JUNE.read_text(encoding="utf-8"))
    change(plain)
    if "others" in sign:
        from learnboard.exchange.documents import read_snapshot

        path = put(tmp_path, read_snapshot(json.dumps(plain).encode(), "june"))
    else:
        path = tmp_path / "june.learnboard.json"
        path.write_text(json.dumps(plain), encoding="utf-8")
    app = Desk(tmp_path, MARCH, path).app()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert sign in lines(app)[0]


async def test_that_only_the_file_before_was_altered_is_said_of_that_one(tmp_path):
    plain = json.loads(MARCH.read_text(encoding="utf-8"))
    plain["key_results"][0].update(title="made better")
    path = tmp_path / "march.learnboard.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    app = Desk(tmp_path, path, JUNE).app()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert "! the one before was altered" in lines(app)[0]
        await pressed(pilot, "left_square_bracket")
        assert "! altered after it was written" in lines(app)[0]


async def test_in_a_small_window_the_view_that_is_seen_has_its_name(service):
    app = service.app()
    async with app.run_test(size=(40, 12)) as pilot:
        for key, name in (("1", "since we met"), ("2", "board"), ("3", "asks, time, money"), ("4", "feedback")):
            await pressed(pilot, key)
            assert f"› {key} {name}" in lines(app)[1]


async def test_files_that_were_not_opened_are_counted_at_first_and_told_in_the_last_view(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    shutil.copy(JUNE, folder)
    for name in ("a", "b", "c"):
        (folder / f"{name}.learnboard.json").write_text("{", encoding="utf-8")
    app = Desk(tmp_path, folder).app()
    async with app.run_test(size=(250, 45)) as pilot:
        await settled(pilot)
        assert said(app) == "3 files were not opened: 4 shows why."
        await pressed(pilot, "4")
        assert shows(app, "Not opened")
        for name in ("a", "b", "c"):
            assert shows(app, f"{name}.learnboard.json")


heard = partial(builders.feedback, person_id="p-mentor")
HEARD = (
    heard(
        id="f1",
        target={"kind": "key_result", "id": "k11"},
        kind="question",
        text="What made it slow?",
    ),
    heard(
        id="f2",
        target={"kind": "key_result", "id": "k22"},
        kind="comment",
        answer="done",
        reply="It was the cache.",
    ),
    heard(
        id="f3",
        target={"kind": "board", "id": "brd-2026-af"},
        kind="kudos",
        answer="declined",
        reply="No.",
    ),
    heard(
        id="f4",
        target={"kind": "key_result", "id": "k11"},
        kind="offer",
        answer="will_do",
        text="Come along",
    ),
)


async def test_what_came_of_earlier_feedback_is_told(tmp_path):
    app = Desk(tmp_path, put(tmp_path, june(feedback=HEARD))).app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert shows(app, "What came of your remarks   Alder Finch answered 3 of 4")
        await pressed(pilot, "4")
        assert shows(app, "Earlier feedback")
        answers = "What made it slow?", "not answered yet", "thanks: It was the cache.", "declined: No.", "will do"
        for words in answers:
            assert shows(app, words)
        targets = set()
        for _ in HEARD:
            targets.add(app.screen.subject.target.id)
            if app.screen.subject.item == "f2":
                await pressed(pilot, "enter")
                assert isinstance(app.screen, MentorCard)
                assert app.screen.subject.target.id == "k22"
                await pressed(pilot, "escape")
                assert app.screen.subject.item == "f2"
            await pressed(pilot, "delete")
            assert said(app) == "There is nothing here to delete."
            await pressed(pilot, "j")
        assert targets == {"k11", "k22", "brd-2026-af"}


async def test_without_feedback_nothing_is_said_of_answers(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert not shows(app, "answered")
        await pressed(pilot, "4")
        assert not shows(app, "Earlier feedback")


async def test_views_are_a_key_each_and_tab_goes_round(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        for key, words in (("2", "› 2 board"), ("3", "› 3 asks"), ("4", "› 4 feedback"), ("1", "› 1 since we met")):
            await pressed(pilot, key)
            assert words in lines(app)[1]
        await pressed(pilot, "tab tab")
        assert shows(app, "Approvals wanted")
        await pressed(pilot, "tab tab shift+tab")
        assert app.screen.view == 3


async def test_the_board_is_the_same_drawing_with_the_same_cursor(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "2")
        assert cursor_card(app) == "k11"
        assert shows(app, "2026 · I want to be a performance expert")
        await pressed(pilot, "j")
        assert cursor_card(app) == "k12"
        await pressed(pilot, "l G")
        assert cursor_card(app) == "k24"
        assert subject(app) == ("key_result", "k24")
        await pressed(pilot, "z")
        assert view(app).compact
        await pressed(pilot, "1 z 2")
        assert view(app).compact  # elsewhere there is nothing to make small


async def test_no_key_changes_the_board(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "2")
        board = view(app).board
        for key in ("H", "J", "K", "L", "shift+right", "n", "N", "space", "x", "i", "p", "d", "e", "E", "M", "m"):
            await pressed(pilot, key)
        assert view(app).board is board
        assert isinstance(app.screen, SnapshotScreen)
        owners = {binding.id for each in (OwnBoardView, BoardScreen) for binding in each.BINDINGS}
        shared = {"board.jump", "board.rows", "board.turn_density"}
        here = {active.binding.id for active in app.screen.active_bindings.values()}
        assert here & owners == shared
        offered = {str(hit.display) async for hit in KeyProvider(app.screen).discover()}
        assert not offered & {"Carry left", "Check in", "New", "Delete", "Edit title"}
        assert {"Give feedback", "Approve", "Write the file", "Own note"} <= offered


async def test_enter_opens_the_page_of_a_key_result_to_be_read(service):
    app = service.app()
    async with app.run_test(size=(120, 45)) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, MentorCard)
        assert shows(app, "metric from 850 to 400 ms, now 610 ms")
        assert shows(app, "fraud team's call is synchronous")
        assert not shows(app, "your mentor sees it")
        await pressed(pilot, "l")
        assert shows(app, "Speak at one external meetup")
        await pressed(pilot, "l h h h escape")
        assert subject(app) == ("key_result", "k11")
        await pressed(pilot, "2 enter l l escape")
        assert cursor_card(app) == "k13"


async def test_a_key_result_that_is_gone_has_no_page(tmp_path):
    from tests import builders

    before = put(tmp_path, snapshot("s1", "2026-02-01", builders.binary(title="learn to juggle")))
    after = put(tmp_path, snapshot("s2", "2026-03-01"))
    app = Desk(tmp_path, before, after).app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert shows(app, "No longer there   1")
        assert shows(app, "learn to juggle")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, SnapshotScreen)
        assert said(app) == "It is no longer in this snapshot: [ opens the previous one."
        await pressed(pilot, "2")
        assert shows(app, "no key results yet")


async def test_asks_time_and_money_have_one_view(asked):
    app = asked.app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert shows(app, "○ lend the book on queues")
        assert shows(app, "due 3 Jul")
        assert not shows(app, "in 7 days")  # the file is of three days ago
        assert shows(app, "Agenda   Mentor meeting with you, 26 Jun 2026")
        await pressed(pilot, "1")
        assert shows(app, "Asked of you: 2 approvals, 1 consent and 1 action (3 shows it).")
        await pressed(pilot, "3")
        assert shows(app, "Standing desk for tail latencies   240.00 EUR")
        assert shows(app, "proposed 20 Jun")
        assert shows(app, "Fridays without meetings")
        assert shows(app, "closes 10 Jul")
        assert shows(app, "72 h 35 of 78 h due by 26 Jun used")
        assert shows(app, "How do you want to leave your comfort zone?")  # in sight, before time and money
        assert subject(app) == ("budget_entry", "b90")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, MentorCard)  # of the key result the money is for
        await pressed(pilot, "escape")
        seen = ""
        for _ in range(3):
            seen += "\n".join(lines(app))
            await pressed(pilot, "pagedown")
        assert "738.40 EUR spent" in seen


async def test_find_and_jump_goes_to_the_board(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "f m e e t u p enter")
        assert cursor_card(app) == "k22"
        assert app.screen.view == 1


async def test_help_tells_the_keys_of_the_mentor_and_what_the_signs_mean(service):
    app = service.app()
    async with app.run_test(size=(120, 60)) as pilot:
        await pressed(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        for words in ("give feedback", "approve", "own note", "write the file", "last time, and now"):
            assert shows(app, words)
        assert not shows(app, "check in")


async def test_files_that_were_not_opened_are_told_beside_one_person(tmp_path):
    torn = tmp_path / "torn.learnboard.json"
    torn.write_text("{", encoding="utf-8")
    app = Desk(tmp_path / "own", JUNE, torn).app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "torn.learnboard.json" in said(app)


async def test_what_cannot_be_read_at_all_is_told_before_the_screen_is_taken(tmp_path):
    shutil.copy(JUNE, tmp_path)
    found = find_snapshots([tmp_path])
    (tmp_path / JUNE.name).write_text("{", encoding="utf-8")
    service = Desk(tmp_path)
    from learnboard.ui.mentor.app import MentorApp

    with pytest.raises(InvalidFile):
        MentorApp(found, service.draft_store, lambda: None)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 30), (200, 60)])
async def test_every_view_is_seen_to_its_end_in_every_size(asked, size):
    app = asked.app()
    async with app.run_test(size=size) as pilot:
        for key in "1234":
            await pressed(pilot, f"{key} G g pagedown pageup j k")
            assert len(lines(app)) == size[1]
        await pressed(pilot, "3 G")
        assert shows(app, "2 reflections")  # how many rows of each table there are, which stands last


async def test_own_keys_hold_here_as_on_the_board(service):
    service.preferences = Preferences(keys={"cursor.down": ("s",), "mentor.comment": ("y",)})
    app = service.app()
    assert app.problems == ()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "1")
        await pressed(pilot, "s")
        assert subject(app) == ("key_result", "k22")
        await pressed(pilot, "2 s y")
        assert shows(app, "Raise teams that run a load test")
        assert not isinstance(app.screen, SnapshotScreen)


async def test_nothing_but_signs_says_which_view_it_is_without_colours(service, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    service.preferences = Preferences(ascii=True)
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert shown.isascii()
        assert "> 1 since we met" in shown
        assert "+ follows the one before" in shown
        await pressed(pilot, "1")
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert shown.isascii()
        assert "o > ! at risk" in shown


async def test_the_mouse_selects_opens_and_scrolls(service):
    app = service.app()
    async with app.run_test(size=NARROW) as pilot:
        await pressed(pilot, "1")
        await settled(pilot)
        list_view = app.screen.lists[0]
        await pilot.click(list_view, offset=(10, where(app, "Speak at one external meetup") - 2))
        await settled(pilot)
        assert subject(app) == ("key_result", "k22")
        first = lines(app)
        list_view.scroll_lines(3)
        await settled(pilot)
        assert lines(app) != first
        await pilot.click(list_view, offset=(10, where(app, "Raise engineers who can read") - 2), times=2)
        await settled(pilot)
        assert isinstance(app.screen, MentorCard)
        assert shows(app, "Raise engineers who can read")


async def test_what_was_left_in_no_file_is_counted_in_the_list_and_told_when_leaving(tmp_path):
    shutil.copy(JUNE, tmp_path)
    put(tmp_path, snapshot("wren", "2026-06-20", board="brd-2", owner="Wren Hollow"))
    service = Desk(tmp_path / "own", tmp_path)
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "enter")
        await pressed(pilot, "c k tab g o o d ctrl+s q")
        await all_read(app)
        await settled(pilot)
        assert shows(app, "1 not written to a file yet")
        await pressed(pilot, "ctrl+q")
    again = service.app()
    async with again.run_test(size=WIDE) as pilot:
        await all_read(again)
        await settled(pilot)
        assert shows(again, "• 1 not written to a file yet")
        assert shows(again, "Alder Finch •")
        await pressed(pilot, "q")
        assert said(again) == "1 item about Alder Finch is in no file: open it (•), w writes it, q leaves."
        await pressed(pilot, "q")
        assert not again.is_running


async def test_a_letter_that_is_damaged_is_put_aside_and_told(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "c k tab g o o d ctrl+s ctrl+q")
    (feedback_draft,) = (service.folder / "letters" / "brd-2026-af").glob("snp-*.json")
    feedback_draft.write_text("{", encoding="utf-8")
    again = service.app()
    async with again.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "was damaged" in said(again)
        assert feedback_draft.with_name(f"{feedback_draft.name}.damaged").exists()


GOAL = "I want to be the person whom teams ask first when a service is slow, wherever in the stack the time goes"


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_long_term_goal_is_never_cut(tmp_path, size):
    plain = june()
    goals = tuple(replace(row, statement=GOAL) if row.status == "active" else row for row in plain.records.goals)
    path = put(tmp_path, replace(plain, records=replace(plain.records, goals=goals)))
    app = Desk(tmp_path, path).app()
    async with app.run_test(size=size) as pilot:
        for number in "21":
            await pressed(pilot, number)
            assert GOAL in " ".join(" ".join(line.strip(" ▌▕│") for line in lines(app)).split()), number
