"""A mentor begins where the last meeting ended: actions and lines of the agenda are answered, topics put on it."""

import pytest

from tests import builders
from tests.service.mentor.snapshots import MARCH, put
from tests.ui.form_apps import go_to, seen, texts, type_in
from tests.ui.mentor.apps import NARROW, WIDE, Desk, june, subject, written
from tests.ui.screen import lines, pressed, said, settled

MEETUP = "“Speak at one external meetup”: confidence fell from 7 to 5"


def shows(app, words):
    return any(words in line for line in lines(app))


async def go_on_to(app, pilot, kind, words=""):
    """Move the cursor down to the first subject of a kind whose title has the words."""
    for _ in range(40):
        if subject(app)[0] == kind and words in app.screen.subject.title:
            return
        await pressed(pilot, "j")
    raise AssertionError(f"There is no {kind} with {words}.")


async def write(pilot, text):
    await pressed(pilot, "c")
    await go_to(pilot, "text")
    await type_in(pilot, text)
    await pressed(pilot, "ctrl+s")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_action_is_answered_like_a_card(service, size):
    app = service.app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await go_on_to(app, pilot, "action", "ask the fraud team")
        await pressed(pilot, "c")
        assert any("What came of it, or what would help to get it done?" in line for line in seen(app))
        await pressed(pilot, "escape")
        await write(pilot, "I know somebody there")
        assert said(app) == "Saved your comment on action “ask the fraud team for an asynchronous endpoint”."
        assert written(service, app) == [("comment", "a5", "I know somebody there")]
        await pressed(pilot, "enter")
        assert shows(app, "metric from 850 to 400 ms")  # the page of the key result that it belongs to


async def test_a_line_of_the_agenda_is_answered_and_quoted_as_its_target_is_the_meeting(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await go_on_to(app, pilot, "meeting", "pace of work")
        await pressed(pilot, "c")
        assert any("What would you ask or say about it before you meet?" in line for line in seen(app))
        await pressed(pilot, "escape")
        await write(pilot, "four days, or slower weeks?")
        text = "On “pace of work until the holiday”: four days, or slower weeks?"
        assert written(service, app) == [("comment", "mt5", text)]
        await pressed(pilot, "4 enter")
        assert texts(app)["text"] == text
        await pressed(pilot, "ctrl+s")
        assert written(service, app) == [("comment", "mt5", text)]  # quoted once


async def test_a_topic_of_ones_own_is_put_on_the_agenda(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await pressed(pilot, "t")
        assert any("What should be talked about, and what should come of it?" in line for line in seen(app))
        await type_in(pilot, "who reads the playbook?")
        await pressed(pilot, "ctrl+s")
        assert said(app) == "Saved your topic for the agenda."
        assert written(service, app) == [("topic", "mt5", "who reads the playbook?")]
        assert shows(app, "+ who reads the playbook? (yours)")
        await pressed(pilot, "t")
        assert texts(app)["text"] == ""  # the next one
        await type_in(pilot, "and who does not?")
        await pressed(pilot, "ctrl+s")
        assert [text for _, _, text in written(service, app)] == ["who reads the playbook?", "and who does not?"]
        await pressed(pilot, "u")
        assert not shows(app, "and who does not?")


async def test_a_proposed_topic_is_put_on_the_agenda_and_makes_room(service):
    app = service.app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert shows(app, "Worth talking about   t puts it on the agenda")
        assert shows(app, MEETUP)
        assert shows(app, "What happened, and what would help it up again?")
        await go_on_to(app, pilot, "key_result", "Speak at one external meetup")
        await pressed(pilot, "t")
        topic = f"{MEETUP}. What happened, and what would help it up again?"
        assert texts(app)["text"] == topic
        await pressed(pilot, "ctrl+s")
        assert written(service, app) == [("topic", "k22", topic)]
        shown = [line for line in lines(app) if MEETUP in line]
        assert len(shown) == 1
        assert f"+ {MEETUP}" in shown[0]


async def test_without_a_meeting_a_topic_is_about_the_board(tmp_path):
    from tests.service.mentor.snapshots import snapshot

    app = Desk(tmp_path, put(tmp_path, snapshot("s1", "2026-02-01", builders.binary(title="juggle")))).app()
    async with app.run_test(size=NARROW) as pilot:
        await pressed(pilot, "t")
        await type_in(pilot, "when do we meet?")
        await pressed(pilot, "ctrl+s")
        assert shows(app, "+ when do we meet? (yours)")
        (item,) = app.mentor_session.feedback_draft.items
        assert (item.kind, item.target.kind) == ("topic", "board")


async def test_remarks_beyond_the_newest_are_counted_and_listed_in_the_view_of_feedback(tmp_path):
    rows = [
        builders.feedback(
            id=f"f{number}",
            person_id="p-mentor",
            target={"kind": "key_result", "id": "k11"},
            text=f"remark {number}",
            written_at=f"2026-04-0{number}T12:00:00Z",
        )
        for number in range(1, 8)
    ]
    promises = [
        builders.action(
            id=f"act{number}", meeting_id=None, who_id="owner", text=f"promise {number}", due_on="2026-06-01"
        )
        for number in range(1, 10)
    ]
    app = Desk(tmp_path, MARCH, put(tmp_path, june(feedback=rows, actions=promises))).app()
    async with app.run_test(size=(160, 80)) as pilot:
        await settled(pilot)
        assert shows(app, "What came of your remarks   Alder Finch answered 0 of 7")
        assert shows(app, "more, ")
        assert not shows(app, "promise 9")
        await pressed(pilot, "3")
        assert shows(app, "promise 9")
        assert shows(app, "Long-term goal: I want to be a performance expert")
        await pressed(pilot, "1")
        assert shows(app, "remark 5")
        assert not shows(app, "remark 4")
        assert shows(app, "and 4 more, 4 not answered yet (4 shows them)")
        await pressed(pilot, "4")
        assert shows(app, "remark 2")
        assert shows(app, "Long-term goal: I want to be a performance expert")


async def test_the_page_of_a_key_result_reads_ids_as_titles(tmp_path):
    rows = {
        "check_ins": (builders.check_in("2026-06-25", key_result_id="k11", id="c99", note="waits for k22"),),
        "actions": (builders.action(id="a99", meeting_id=None, key_result_id="k11", text="ask as in k22"),),
        "feedback": (
            builders.feedback(
                id="f99",
                person_id="p-mentor",
                target={"kind": "key_result", "id": "k11"},
                text="as k22 was",
                reply="not like k22",
                answer="done",
            ),
        ),
    }
    app = Desk(tmp_path, MARCH, put(tmp_path, june(**rows))).app()
    async with app.run_test(size=(160, 100)) as pilot:
        await pressed(pilot, "2 enter")
        title = "“Speak at"  # the whole title may go on in the next line
        for words in (f"waits for {title}", f"ask as in {title}", f"as {title}", f"not like {title}"):
            assert shows(app, words)
