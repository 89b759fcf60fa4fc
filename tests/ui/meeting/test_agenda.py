"""The agenda of a meeting, and what came of it, by the keys a person presses."""

from contextlib import ExitStack
from datetime import date

import pytest

from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.people import Action, Meeting, Topic
from learnboard.presentation.feedback import feedback_text
from learnboard.service.board_service import BoardService
from learnboard.storage.store import Store
from learnboard.ui.app import LearnboardApp
from learnboard.ui.keys.help import keys_of
from learnboard.ui.meeting.held_form import HeldForm
from learnboard.ui.meeting.screen import MeetingScreen
from tests.builders import action, check_in, cycle, feedback, meeting, metric, objective, person, topic, year_of
from tests.readme import key_table
from tests.ui.form_apps import go_to as go_to_field
from tests.ui.form_apps import texts, type_in
from tests.ui.screen import lines, pressed

DAY = date(2026, 6, 26)  # a Friday
SIZES = [(80, 24), (160, 45)]
MEETINGS = [
    meeting(id="m1", on="2026-05-15", with_ids=["p1"], next_on="2026-06-26"),
    meeting(id="m2", on="2026-07-10", held=False, kind="buddy", with_ids=["p2"]),
]
PEOPLE = [person(name="Rowan Teal", primary=True), person(id="p2", name="Hazel Brook", relation="buddy")]


@pytest.fixture
def service(tmp_path):
    """A board with a mentor and a buddy, whom the owner meets next; one line is parked."""
    year = year_of(
        cycle(planned_sessions=0),
        objective(title="learn", status="draft"),
        metric(title="faster", ask="an introduction", visibility="shared"),
        *PEOPLE,
        *MEETINGS,
        topic(id="t9", meeting_id=None, text="four days a week", visibility="private"),
    )
    with ExitStack() as stack:
        stack.enter_context(Store.create(tmp_path / "board.db", year.board_info, year)).close()
        yield stack.enter_context(BoardService(Store.open(tmp_path / "board.db")))


@pytest.fixture
def app(service):
    return LearnboardApp(service, lambda: DAY, "meetings")


def page(app):
    return next(screen for screen in app.screen_stack if isinstance(screen, MeetingScreen))


def row(app):
    return page(app).preparation.row


def seen(app):
    return " ".join(" ".join(lines(app)).split())


def topics(service, **where):
    return [(one.text, one.tag, one.visibility) for one in service.store.rows(Topic, **where)]


async def to(pilot, section):
    """Go to the first row of a section."""
    await pressed(pilot, "g")
    while row(pilot.app).section != section:
        before = row(pilot.app).key
        await pressed(pilot, "j")
        assert row(pilot.app).key != before, f"no {section}"


@pytest.mark.parametrize("size", SIZES)
async def test_it_begins_at_the_meeting_and_tab_goes_to_the_next_one(app, size):
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "m")
        assert row(app).section == "meeting"
        assert "Meeting with Rowan Teal" in seen(app)
        assert "agreed for 26 Jun, today" in seen(app)
        await pressed(pilot, "tab")
        assert "Buddy meeting with Hazel Brook" in seen(app)
        assert "10 Jul, in 14 days" in seen(app)
        await pressed(pilot, "tab")
        assert "Meeting with Rowan Teal" in seen(app)


async def test_enter_keeps_a_proposal_and_del_drops_one(app, service):
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "m j")
        assert "What can I do better?" in seen(app)
        await pressed(pilot, "enter")
        assert topics(service, meeting_id=page(app).preparation.agenda.meeting.meeting.id) == [
            ("What can I do better?", "development", "mentor")
        ]
        assert not page(app).preparation.agenda.proposals
        await pressed(pilot, "u")
        assert [one.key for one in page(app).preparation.agenda.proposals] == ["better"]
        await to(pilot, "agenda")
        assert "heads-up" in seen(app)
        await pressed(pilot, "delete")
        assert not page(app).preparation.agenda.proposals
        assert topics(service) == [("four days a week", "development", "private")]


@pytest.mark.parametrize("size", SIZES)
async def test_lines_are_written_edited_turned_moved_and_kept_at_home(app, service, size):
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "m t")
        await type_in(pilot, "the talk")
        await pressed(pilot, "enter")
        await type_in(pilot, "on-call")
        await pressed(pilot, "enter escape")
        meeting_id = page(app).preparation.agenda.meeting.meeting.id
        await to(pilot, "agenda")
        await pressed(pilot, "tab p J")
        assert topics(service, meeting_id=meeting_id) == [
            ("on-call", "development", "mentor"),
            ("the talk", "operational", "private"),
        ]
        assert "operational, at home" in seen(app)
        await pressed(pilot, "e")
        await type_in(pilot, " in Graz")
        await pressed(pilot, "enter")
        assert topics(service, meeting_id=meeting_id)[1][0] == "the talk in Graz"
        await pressed(pilot, "delete")
        assert len(topics(service, meeting_id=meeting_id)) == 1


async def test_a_parked_line_is_taken_in(app, service):
    async with app.run_test(size=(160, 45)) as pilot:
        await pressed(pilot, "m")
        await to(pilot, "parked")
        await pressed(pilot, "x")
        assert service.store.row(Topic, "t9").meeting_id
        assert "Parked lines" not in seen(app)


async def test_a_line_that_is_left_is_there_again(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "m t")
        await type_in(pilot, "half a thought")
        await pressed(pilot, "escape escape t")
        assert "half a thought" in seen(app)


@pytest.mark.parametrize("size", SIZES)
async def test_w_records_the_meeting(app, service, size):
    async with app.run_test(size=size) as pilot:
        await pressed(pilot, "m t")
        await type_in(pilot, "the talk")
        await pressed(pilot, "enter")
        await type_in(pilot, "on-call")
        await pressed(pilot, "enter escape w")
        assert isinstance(app.screen, HeldForm)
        assert "in 6 weeks" in seen(app)
        assert "Fri 7 Aug 2026" in seen(app)  # the board's cadence is 42 days
        await go_to_field(pilot, "parked")
        await type_in(pilot, "2")
        await go_to_field(pilot, "actions")
        await type_in(pilot, "Hazel: a week of notice, by fri")
        assert "Hazel Brook: a week of notice, by Fri 3 Jul 2026, in 7 days" in seen(app)
        await pressed(pilot, "enter")
        await type_in(pilot, "Juniper: the slides")
        assert "nobody here is called Juniper" in seen(app)
        await go_to_field(pilot, "pulse")
        await type_in(pilot, "4")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, MeetingScreen)
        held = [one for one in service.store.rows(Meeting, held=True) if one.id != "m1"]
        assert [(one.on, one.pulse, one.next_on) for one in held] == [(DAY, 4, date(2026, 8, 7))]
        assert {(one.who_id, one.text, one.due_on) for one in service.store.rows(Action)} == {
            ("p2", "a week of notice", date(2026, 7, 3)),
            (None, "Juniper: the slides", None),
        }
        assert topics(service, meeting_id=None)[-1][0] == "on-call"
        assert page(app).message[0].endswith("1 of 1 about development.")
        await pressed(pilot, "g")
        assert row(app).section == "actions"  # it comes back until it is done
        await pressed(pilot, "u")
        assert not [one for one in service.store.rows(Meeting, held=True) if one.id != "m1"]


async def test_the_thirtieth_of_february_is_refused_and_what_was_written_stays(app, service):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "m w")
        await go_to_field(pilot, "notes")
        await type_in(pilot, "good")
        await go_to_field(pilot, "on")
        await type_in(pilot, "30 february")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, HeldForm)
        assert "30 february" in seen(app)
        assert texts(app)["next_on"] == "in 6 weeks"  # as it was, and not as after 3 or 30 June
        await pressed(pilot, "escape w")
        assert texts(app)["notes"] == "good"
        assert not [one for one in service.store.rows(Meeting, held=True) if one.id != "m1"]


async def test_the_next_day_follows_the_day_until_it_is_changed(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "m w")
        await type_in(pilot, "2026-06-19")
        assert texts(app)["next_on"] == "in 5 weeks"
        await go_to_field(pilot, "next_on")
        await type_in(pilot, "1 aug")
        await go_to_field(pilot, "on")
        await type_in(pilot, "today")
        assert texts(app)["next_on"] == "1 aug"


async def test_two_windows_that_record_the_same_meeting(app, service, tmp_path):
    with BoardService(Store.open(tmp_path / "board.db")) as other:
        second = LearnboardApp(other, lambda: DAY, "other")
        async with app.run_test(size=(80, 24)) as pilot, second.run_test(size=(80, 24), notifications=True) as later:
            await pressed(pilot, "m w")
            await pressed(later, "m w")
            await go_to_field(later, "notes")
            await type_in(later, "mine")
            await pressed(pilot, "enter")
            await pressed(later, "ctrl+s")
            assert isinstance(second.screen, HeldForm)
            assert texts(second)["notes"] == "mine"
            assert "save again to record it as a meeting of its own" in seen(second).replace("▌ ", "")
            await pressed(later, "escape tab w")  # behind Hazel's: the next one with the same people
            assert texts(second)["notes"] == "mine"
            assert "kept from before" in seen(second)
    assert len([one for one in service.store.rows(Meeting, held=True) if one.id != "m1"]) == 1


async def test_saving_again_records_what_another_window_was_faster_with_beside_it(app, service, tmp_path):
    with BoardService(Store.open(tmp_path / "board.db")) as other:
        second = LearnboardApp(other, lambda: DAY, "other")
        async with app.run_test(size=(80, 24)) as pilot, second.run_test(size=(80, 24)) as later:
            await pressed(pilot, "m w")
            await pressed(later, "m w")
            await go_to_field(later, "notes")
            await type_in(later, "mine")
            await pressed(pilot, "enter")
            await pressed(later, "ctrl+s ctrl+s")
            assert isinstance(second.screen, MeetingScreen)
            await pressed(later, "w")
            assert texts(second)["notes"] == ""  # no draft is left
    held = [one for one in service.store.rows(Meeting, held=True) if one.id != "m1"]
    assert sorted((one.on, one.notes, one.next_on) for one in held) == [
        (DAY, "", date(2026, 8, 7)),
        (DAY, "mine", date(2026, 8, 7)),
    ]


async def test_a_meeting_whose_day_is_over_is_offered_with_that_day(service):
    app = LearnboardApp(service, lambda: date(2026, 6, 28), "late")
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "m w")
        assert texts(app)["on"] == "26 Jun"
        assert "Fri 7 Aug 2026" in seen(app)  # 42 days after it
        await pressed(pilot, "ctrl+s")
        (held,) = [one for one in service.store.rows(Meeting, held=True) if one.id != "m1"]
        assert (held.on, held.next_on) == (date(2026, 6, 26), date(2026, 8, 7))


async def test_a_meeting_is_moved_and_cancelled_and_u_brings_it_back(app, service):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "m tab enter")
        await go_to_field(pilot, "on")
        await type_in(pilot, "14 jul")
        await pressed(pilot, "enter")
        assert service.store.row(Meeting, "m2").on == date(2026, 7, 14)
        assert "14 Jul, in 18 days" in seen(app)
        await pressed(pilot, "delete")
        assert service.store.find(Meeting, "m2") is None
        await pressed(pilot, "u")
        assert service.store.row(Meeting, "m2").on == date(2026, 7, 14)


async def test_a_review_is_planned_and_warns_of_fewer_than_two(app, service):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "m N")
        await go_to_field(pilot, "kind")
        await pressed(pilot, "p")
        assert "at least two" in seen(app)
        await go_to_field(pilot, "with_ids")
        await pressed(pilot, "ctrl+u")
        await type_in(pilot, "rowan, hazel")
        assert "at least two" not in seen(app)
        await pressed(pilot, "ctrl+s")
        (review,) = service.store.rows(Meeting, kind="progress_review")
        assert set(review.with_ids) == {"p1", "p2"}


async def test_a_board_without_people_says_how_to_begin(tmp_path):
    year = year_of()
    with Store.create(tmp_path / "new.db", year.board_info, year) as store, BoardService(store) as empty:
        app = LearnboardApp(empty, lambda: DAY, "new")
        async with app.run_test(size=(80, 24)) as pilot:
            await pressed(pilot, "m w")
            assert isinstance(app.screen, MeetingScreen)
            assert page(app).message[0] == "There is no meeting to come yet: N plans one."


async def test_the_readme_has_the_keys_of_the_meeting(app):
    async with app.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "m")
        found = {(keys, what) for group, keys, what in keys_of(app.screen) if group in ("Meeting", "Carry")}
        assert found == {row for row in key_table("meeting keys") if row[1] != "open the key result or the review"}


@pytest.mark.parametrize("parked", [True, False])
async def test_what_was_parked_or_reached_is_not_proposed_again(tmp_path, parked):
    asking = metric(ask="an introduction", visibility="shared")
    year = year_of(cycle(planned_sessions=0), objective(), asking, *PEOPLE, *MEETINGS)
    with Store.create(tmp_path / "asking.db", year.board_info, year) as store:
        app = LearnboardApp(BoardService(store), lambda: DAY, "meetings")
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "m")
            await to(pilot, "agenda")
            assert "introduction" in row(app).subject.detail
            await pressed(pilot, "enter w")
            if parked:
                await go_to_field(pilot, "parked")
                await type_in(pilot, "1")
            await pressed(pilot, "ctrl+s")
            coming = page(app).preparation.agenda.upcoming
            page(app).show_meeting(next(one.key for one in coming if one.kind == "mentor"))
            agenda = page(app).preparation.agenda
            assert [one.kind for one in agenda.proposals] == ["better"]
            assert len([one for one in agenda.parked if "introduction" in one.text]) == parked


async def test_an_id_in_a_line_or_an_action_reads_as_the_title_of_its_row_until_it_is_edited(tmp_path):
    year = year_of(
        cycle(planned_sessions=0),
        metric(id="k11", title="Cut p95 latency"),
        check_in(
            "2026-06-20",
            key_result_id="k11",
            blocker={"kind": "dependency", "text": "p-2 first", "next_action": "", "due_on": None},
        ),
        feedback(id="f1", person_id="p1", text="Why does k11 wait?", target={"kind": "action", "id": "a1"}),
        person(id="p-2", name="Juniper Stone", relation="contact"),
        metric(id="k12", title="k13"),
        metric(id="k13", title="Give a talk"),
        *PEOPLE,
        meeting(id="m3", on="2026-06-26", held=False, with_ids=["p1"]),
        topic(id="t1", meeting_id="m3", text="k11 went backwards, k13 not", position=1),
        action(id="a1", meeting_id="m3", text="restart k11"),
    )
    with Store.create(tmp_path / "ids.db", year.board_info, year) as store:
        app = LearnboardApp(BoardService(store), lambda: DAY, "meetings")
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "m")
            assert "“Cut p95 latency” went backwards, k13 not" in seen(app)  # k13 is the title of another
            assert "restart “Cut p95 latency”" in seen(app)
            assert "action “restart ‘Cut p95 latency’”" in seen(app)
            assert "Why does “Cut p95 latency” wait?" in seen(app)
            assert "“Juniper Stone” first" in seen(app)
            await to(pilot, "agenda")
            await pressed(pilot, "e")
            assert "k11 went backwards, k13 not" in seen(app)


async def test_a_topic_that_the_mentor_wants_is_proposed_in_their_words(tmp_path):
    year = year_of(
        cycle(planned_sessions=0),
        metric(id="k1", title="faster"),
        *PEOPLE,
        *MEETINGS,
        feedback(id="f1", person_id="p1", author="Rowan Teal", kind="topic", text="who reads\nthe playbook?"),
    )
    with Store.create(tmp_path / "wanted.db", year.board_info, year) as store:
        app = LearnboardApp(BoardService(store), lambda: DAY, "meetings")
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "m")
            await to(pilot, "agenda")
            assert [one.key for one in page(app).preparation.agenda.proposals] == ["wanted f1", "better"]
            assert "Rowan Teal: who reads the playbook?" in seen(app)
            await pressed(pilot, "enter")
            assert [row.text for row in store.rows(Topic)] == ["Rowan Teal: who reads the playbook?"]
            answered = feedback_text(store.row(Feedback, "f1"), DAY)
            assert answered.answer_text == "taken up: on the agenda of 26 Jun 2026"
            assert page(app).preparation.of("feedback")[0].done  # it is asked no longer
            await pressed(pilot, "u")
            assert store.row(Feedback, "f1").answer == "unanswered"


async def test_the_line_that_reminds_of_a_call_out_does_not_quote_it_whoever_sees_it(tmp_path):
    spoken = feedback(id="f1", person_id="p1", author="Rowan Teal", kind="call_out", text="you cut Hazel off twice")
    coming = meeting(id="m3", on="2026-06-26", held=False, with_ids=["p1"], visibility="mentor")
    year = year_of(cycle(planned_sessions=0), metric(id="k1", title="faster"), *PEOPLE, coming, spoken)
    with Store.create(tmp_path / "call-out.db", year.board_info, year) as store:
        app = LearnboardApp(BoardService(store), lambda: DAY, "meetings")
        async with app.run_test(size=(160, 45)) as pilot:
            await pressed(pilot, "m")
            await to(pilot, "agenda")
            await pressed(pilot, "enter")
            await to(pilot, "agenda")
            await pressed(pilot, "p")
            assert topics(service=app.session.service) == [
                ("Answer the call-out of Rowan Teal", "development", "shared")
            ]
            assert "shared with your mentor only, since its meeting is" in seen(app)
