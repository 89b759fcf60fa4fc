"""Walking through what is open before a meeting, by keys."""

from dataclasses import replace
from datetime import date

import pytest
from textual.command import Provider

from learnboard.domain.model.feedback import Feedback
from learnboard.domain.model.key_results import CheckIn, KeyResult
from learnboard.domain.model.money import BudgetEntry, Evaluation
from learnboard.domain.model.people import Action
from learnboard.service.demo import DEMO_DAY
from learnboard.settings import Preferences
from learnboard.ui.app import LearnboardApp
from learnboard.ui.board.header import header_facts, header_line
from learnboard.ui.card.screen import CardScreen
from learnboard.ui.editing.check_in_form import CheckInScreen
from learnboard.ui.export.screen import ExportScreen
from learnboard.ui.keys.palette import KeyProvider
from learnboard.ui.meeting.answer_form import AnswerScreen
from learnboard.ui.meeting.screen import MeetingScreen
from tests.hostile import HOSTILE
from tests.ui.form_apps import burst, type_in
from tests.ui.meeting.examples import entry, take_in, worked
from tests.ui.screen import lines, pressed, said, settled

SIZE = (120, 45)
TALL = (120, 80)  # all of the page is seen
SUMMER = date(2026, 7, 20)  # k14 and k24 were last heard of on 12 June: more than 31 days and the grace ago


@pytest.fixture
def later(service):
    """The example year some weeks on: two key results are outdated."""
    return LearnboardApp(service, lambda: SUMMER, "later")


@pytest.fixture
def answering(service):
    """The example year with its mentor's feedback taken in, on the day it came."""
    take_in(service)
    return LearnboardApp(service, lambda: DEMO_DAY, "feedback")


def meeting(app):
    return next(screen for screen in app.screen_stack if isinstance(screen, MeetingScreen))


def row(app):
    return meeting(app).preparation.row.key


def told(app):
    """What is said under the page, and which key does something about it."""
    return meeting(app).message


def head(app):
    return lines(app)[3].strip()


def feedback(service, id_):
    return service.store.row(Feedback, id_)


async def go_to(pilot, section, id_):
    await pressed(pilot, "g")
    while row(pilot.app) != (section, id_):
        before = row(pilot.app)
        await pressed(pilot, "j")
        assert row(pilot.app) != before, f"no row {id_}"


async def test_m_opens_it_and_escape_goes_back(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        assert "Prepare the meeting" in lines(demo_app)[2]
        assert "Rowan in 42 days" in lines(demo_app)[2]
        await pressed(pilot, "escape")
        assert len(demo_app.screen_stack) == 1
        assert len(demo_app.session.observers) == 1


async def test_the_palette_offers_it(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        provider: Provider = KeyProvider(demo_app.screen)
        hits = {str(hit.display): hit.command async for hit in provider.discover()}
        await hits["Prepare the meeting"]()
        await settled(pilot)
        assert isinstance(demo_app.screen, MeetingScreen)


async def test_enter_again_and_again_walks_through_everything_to_the_export(later, service):
    async with later.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        left, whole = meeting(later).preparation.counts
        assert (left, whole) == (16, 16)
        assert [one.section for one in meeting(later).preparation.shown[:11]] == ["stale"] * 11
        for number in range(11):
            await pressed(pilot, "enter")
            assert isinstance(later.screen, CheckInScreen)
            await pressed(pilot, "enter")  # the last values are filled in
            assert head(later) == f"{15 - number} of 16 still open"
        for _ in range(3):
            assert row(later)[0] == "actions"
            await pressed(pilot, "enter")
        for entry in ("b2", "b6"):  # spent in January and March, never rated
            assert row(later) == ("worth", entry)
            await pressed(pilot, "enter 4 tab tab 3 tab tab 4 enter")
        assert head(later) == "Everything is done: export for the meeting."
        assert row(later) == ("export", "")
        await pressed(pilot, "enter")
        assert isinstance(later.screen, ExportScreen)
        await worked(pilot)
        assert len([one for one in service.store.rows(CheckIn) if one.on == SUMMER]) == 11
        assert all(one.done_on for one in service.store.rows(Action))
        assert [service.store.row(BudgetEntry, id_).state for id_ in ("b2", "b6")] == ["evaluated", "evaluated"]


async def test_money_to_look_back_at_is_rated_here_and_taken_back(demo_app, service):
    async with demo_app.run_test(size=TALL) as pilot:
        await pressed(pilot, "m")
        await go_to(pilot, "worth", "b2")
        shown = " ".join(" ".join(lines(demo_app)).split())
        assert "Money to look back at 2" in shown
        assert "since 23 Jan, 154 days ago" in shown  # two weeks after 9 January
        assert "enter rates it: How was it? Are you still using it?" in shown
        await pressed(pilot, "enter 5 escape")
        assert row(demo_app) == ("worth", "b2")
        await pressed(pilot, "enter enter")  # how it was; it is still to be said whether it is used
        assert row(demo_app) == ("worth", "b2")
        assert any("enter rates it: Are you still using it?" in line for line in lines(demo_app))
        await pressed(pilot, "enter 4 enter")
        assert row(demo_app) == ("worth", "b6")
        assert any("✓ Book on queueing" in line for line in lines(demo_app))
        await pressed(pilot, "k o escape")  # the key result that it was for
        await pressed(pilot, "enter tab tab 3 enter")  # it can be corrected
        assert sorted(one.rating for one in service.store.rows(Evaluation, budget_entry_id="b2")) == [3, 5]
        await pressed(pilot, "u u u")
        assert service.store.rows(Evaluation, budget_entry_id="b2") == []
        assert row(demo_app) == ("worth", "b2")


async def test_without_money_to_look_back_at_nothing_is_said_of_it(service):
    with service.store.step("nothing spent") as record:
        for entry in service.store.rows(BudgetEntry):
            record.remove(BudgetEntry, entry.id)
    app = LearnboardApp(service, lambda: DEMO_DAY)
    async with app.run_test(size=TALL) as pilot:
        await pressed(pilot, "m")
        assert not any("look back at" in line for line in lines(app))


async def test_a_check_in_that_is_left_leaves_the_row_open(later):
    async with later.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        before = row(later)
        await pressed(pilot, "space 7 escape")
        assert isinstance(later.screen, MeetingScreen)
        assert row(later) == before
        assert head(later) == "16 of 16 still open"


async def test_the_outdated_ones_come_first_with_the_days_of_silence(later):
    async with later.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        shown = [line for line in lines(later) if "no word for 38 days" in line]
        assert len(shown) == 2
        assert "Publish a performance playbook" in shown[0]


async def test_undo_opens_a_row_again_and_goes_to_it(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m x")
        assert service.store.row(Action, "a4").done_on == DEMO_DAY
        assert head(demo_app) == "5 of 6 still open"
        assert any("✓ give a week of notice" in line for line in lines(demo_app))
        assert row(demo_app) == ("actions", "a5")
        await pressed(pilot, "u")
        assert service.store.row(Action, "a4").done_on is None
        assert row(demo_app) == ("actions", "a4")
        assert head(demo_app) == "6 of 6 still open"
        await pressed(pilot, "U")
        assert head(demo_app) == "5 of 6 still open"


async def test_an_action_that_is_done_can_be_taken_back_with_its_own_key(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m x k x")
        assert service.store.row(Action, "a4").done_on is None
        assert head(demo_app) == "6 of 6 still open"


async def test_the_header_of_the_board_counts_what_is_to_be_answered(answering):
    async with answering.run_test(size=SIZE) as pilot:
        board = answering.session.board
        assert board.unanswered == 7
        header = header_line(board, 80, header_facts(replace(board, review=None)))
        assert "7 to answer" in "".join(span.text for span in header)
        await pressed(pilot, "m enter enter escape")
        assert answering.session.board.unanswered == 6


async def test_the_header_says_nothing_where_nothing_is_to_be_answered(demo_app):
    async with demo_app.run_test(size=SIZE):
        assert "to answer" not in lines(demo_app)[0]


async def test_enter_answers_a_comment_and_goes_on_to_the_next(answering, service):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        assert row(answering) == ("feedback", "f1")
        await pressed(pilot, "enter tab")
        await type_in(pilot, "I will ask them")
        await pressed(pilot, "ctrl+s")
        assert (feedback(service, "f1").answer, feedback(service, "f1").reply) == ("done", "I will ask them")
        assert row(answering) == ("feedback", "f2")
        assert any("thanks: I will ask them" in line for line in lines(answering))


async def test_declining_wants_a_reason_and_keeps_what_was_chosen(answering, service):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        await go_to(pilot, "feedback", "f3")
        await pressed(pilot, "a end enter")
        assert isinstance(answering.screen, AnswerScreen)
        assert answering.screen.form_state.at == "reply"
        assert any("Say why" in line for line in lines(answering))
        assert feedback(service, "f3").answer == "unanswered"
        await type_in(pilot, "not this year")
        await pressed(pilot, "ctrl+s")
        assert feedback(service, "f3").answer == "declined"


@pytest.mark.parametrize(
    ("kind", "answers", "where"),
    [
        ("kudos", ["thanks"], "goes back with the next export"),
        ("question", ["replied"], "goes back with the next export"),
        ("call_out", ["heard", "will do"], "stays with you: a call-out and its answer leave in no export"),
        ("offer", ["taken up", "will do", "declined"], "goes back with the next export"),
    ],
)
def test_the_answers_offered_fit_the_kind_and_say_where_they_go(kind, answers, where):
    form = AnswerScreen(entry(kind=kind), date(2026, 6, 26), save=lambda _: True)
    choice, reply = form.form_state.fields
    assert [option.label for option in choice.options] == answers
    assert reply.hint == where


def test_an_answer_given_before_is_still_offered():
    form = AnswerScreen(entry(kind="comment", answer="declined", reply="no"), date(2026, 6, 26), save=lambda _: True)
    assert [option.label for option in form.form_state.fields[0].options] == ["thanks", "declined"]


async def test_letters_typed_on_the_answer_are_the_reply(answering, service):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m a")
        await type_in(pilot, "will ask")
        await pressed(pilot, "ctrl+s")
        assert (feedback(service, "f1").answer, feedback(service, "f1").reply) == ("done", "will ask")


async def test_an_answer_that_was_begun_is_kept_as_a_draft(answering):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m a tab")
        await type_in(pilot, "thanks")
        await pressed(pilot, "escape a")
        assert answering.screen.form_state.texts["reply"] == "thanks"


async def test_a_suggestion_becomes_a_key_result_with_one_key_and_undo_takes_it_back(answering, service):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        await go_to(pilot, "feedback", "f3")
        assert any("Becomes a key result “write to two organisers”" in line for line in lines(answering))
        await pressed(pilot, "n")
        made = [one for one in service.store.rows(KeyResult) if one.title == "write to two organisers"]
        assert [one.due_on for one in made] == [date(2026, 7, 10)]
        assert feedback(service, "f3").answer == "will_do"
        assert row(answering) == ("feedback", "f4")
        await pressed(pilot, "u")
        assert feedback(service, "f3").answer == "unanswered"
        assert row(answering) == ("feedback", "f3")


async def test_a_suggestion_becomes_an_action_that_is_open_then(answering, service):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        await go_to(pilot, "feedback", "f3")
        await pressed(pilot, "A")
        shown = next(line for line in lines(answering) if "write to two organisers" in line and "you, due" in line)
        assert "due 10 Jul, in 14 days" in shown
        await pressed(pilot, "u")
        assert not any("you, due 10 Jul" in line for line in lines(answering))


async def test_the_form_of_a_suggestion_offers_what_it_suggests(answering, service):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        await go_to(pilot, "feedback", "f3")
        await pressed(pilot, "enter enter")
        assert any(one.text == "write to two organisers" and one.done_on is None for one in service.store.rows(Action))


@pytest.fixture
def wanted(service):
    """The mentor approves what is still proposed."""
    with service.store.step("propose it") as record:
        entry = service.store.row(BudgetEntry, "b3")
        record.put(replace(entry, state="proposed", decided_on=None, decided_by_id=None))
    take_in(service)
    return LearnboardApp(service, lambda: DEMO_DAY, "feedback")


@pytest.mark.parametrize("keys", ["y", "enter enter"])
async def test_an_approval_counts_once_it_is_confirmed_and_says_before_what_it_does(wanted, service, keys):
    async with wanted.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        await go_to(pilot, "feedback", "f5")
        shown = " ".join(" ".join(line.split("▌")) for line in lines(wanted))
        assert "Approves “Speaker coaching, three sessions”, 360.00 EUR, decided by Rowan Teal on 26 Jun" in shown
        assert service.store.row(BudgetEntry, "b3").state == "proposed"
        await pressed(pilot, keys)
        entry = service.store.row(BudgetEntry, "b3")
        assert (entry.state, entry.decided_on, entry.decided_by_id) == ("approved", DEMO_DAY, "p-mentor")
        assert feedback(service, "f5").answer == "done"
        await pressed(pilot, "u")
        assert service.store.row(BudgetEntry, "b3").state == "proposed"
        assert row(wanted) == ("feedback", "f5")


async def test_an_approval_of_what_is_decided_already_says_so_and_is_answered(answering, service):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        await go_to(pilot, "feedback", "f5")
        await pressed(pilot, "y")
        assert "is approved, and only what is proposed can be decided" in told(answering)[0]
        await pressed(pilot, "enter enter")
        assert feedback(service, "f5").answer == "done"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("y", "nothing to confirm"),
        ("n", "Only a suggestion"),
        ("A", "Only a suggestion"),
        ("x", "This is not an action"),
    ],
)
async def test_a_key_that_is_for_other_rows_says_so(answering, key, words):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, f"m {key}")
        assert words in told(answering)[0]
        assert head(answering) == "13 of 13 still open"


async def test_on_an_action_the_keys_of_feedback_say_that_it_is_none(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        for key in ("a", "y", "n", "A"):
            await pressed(pilot, f"m {key}")
            assert "This is not feedback" in told(demo_app)[0]
            await pressed(pilot, "o")
            assert told(demo_app)[0] == "This is not about a key result."
            await pressed(pilot, "escape")


async def test_what_hangs_nowhere_is_folded_away_and_can_be_answered(answering, service):
    async with answering.run_test(size=TALL) as pilot:
        await pressed(pilot, "m")
        assert any("1 about what is not on the board   v shows it" in line for line in lines(answering))
        assert meeting(answering).preparation.counts == (13, 13)
        await pressed(pilot, "v")
        assert row(answering) == ("unattached", "f6")
        assert any("comment on key result k99" in line for line in lines(answering))
        await pressed(pilot, "enter enter")
        assert feedback(service, "f6").answer == "done"
        assert meeting(answering).preparation.counts == (12, 12)


async def test_an_answer_can_be_changed(answering, service):
    async with answering.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m enter enter k enter")
        assert answering.screen.form_state.texts["answer"] == "thanks"  # as a comment is called that is done with
        await pressed(pilot, "tab")
        await type_in(pilot, "I saw it, too")
        await pressed(pilot, "ctrl+s")
        assert feedback(service, "f1").reply == "I saw it, too"
        await pressed(pilot, "escape m v G")  # opened anew, it stands among those that were answered before
        assert row(answering) == ("answered", "f1")


async def test_in_a_small_window_what_is_folded_has_its_key_and_is_gone_to(answering):
    async with answering.run_test(size=(80, 24)) as pilot:
        await pressed(pilot, "m")
        keys = lines(answering)[-2].split("   ")
        assert [each.strip() for each in keys if each.strip()] == [
            "enter do it",
            "v more",
            "ctrl+e export",
            "w we met",
            "? help",
            "esc back",
        ]
        await pressed(pilot, "v")
        shown = lines(answering)
        assert any("Feedback on what is not on the board" in line for line in shown)
        assert any("▌" in line and "comment on key result k99" in line for line in shown)
        assert "v less" in shown[-2]


async def test_the_board_and_the_page_count_the_same_feedback(answering, service):
    async with answering.run_test(size=TALL) as pilot:
        assert answering.session.board.unanswered == 7  # the header tells of the review first
        await pressed(pilot, "m")
        assert any(line.split() == ["Feedback", "to", "answer", "7"] for line in lines(answering))


async def test_with_nothing_folded_v_says_how_feedback_comes(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m v")
        assert told(demo_app)[0] == "No other feedback has arrived yet: i imports a file."


async def test_o_opens_the_key_result_and_what_is_done_there_is_seen_here(later):
    async with later.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m o")
        assert isinstance(later.screen, CardScreen)
        await pressed(pilot, "space enter escape")
        assert head(later) == "15 of 16 still open"


async def test_a_click_goes_to_a_row_and_two_do_what_it_needs(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        y = next(number for number, line in enumerate(lines(demo_app)) if "restart “Raise" in line)
        await pilot.click(offset=(20, y))
        assert row(demo_app) == ("actions", "a6")
        await pilot.click(offset=(20, y), times=2)
        await settled(pilot)
        assert service.store.row(Action, "a6").done_on == DEMO_DAY


async def test_keys_of_one_burst_are_done_one_after_the_other(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await burst(pilot, "m", "x", "x", "x", "u")
        assert sum(one.done_on == DEMO_DAY for one in service.store.rows(Action)) == 2
        assert row(demo_app) == ("actions", "a6")


async def test_what_another_program_does_is_seen(demo_app, service):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m")
        take_in(service)
        demo_app.session.board = demo_app.session.service.open(DEMO_DAY)
        meeting(demo_app).show(None)
        await settled(pilot)
        assert row(demo_app) == ("feedback", "f1")


async def test_help_lists_the_keys_of_the_page(demo_app):
    async with demo_app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m question_mark")
        shown = "\n".join(lines(demo_app))
        for words in (
            "confirm the decision",
            "make the suggestion an action",
            "import feedback",
            "action done or not",
        ):
            assert words in shown


async def test_the_keys_of_the_page_are_a_persons_own(service):
    preferences = Preferences(keys={"meeting.finish": ("f",), "meeting.fold": ("z",)})
    app = LearnboardApp(service, lambda: DEMO_DAY, "", preferences)
    assert app.problems == ()
    take_in(service)
    async with app.run_test(size=TALL) as pilot:
        await pressed(pilot, "m")
        assert any("not on the board   z shows it" in line for line in lines(app))
        await go_to(pilot, "actions", "a4")
        await pressed(pilot, "f")
        assert service.store.row(Action, "a4").done_on == DEMO_DAY


def test_no_key_of_the_page_is_bound_twice_and_each_says_what_it_does():
    own = [
        binding
        for each in MeetingScreen.__mro__
        for binding in vars(each).get("BINDINGS", ())
        if "meeting" in each.__module__
    ]
    keys = [key for binding in own for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))
    assert all(binding.description and binding.id and binding.group for binding in own)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_it_fits_every_window(answering, size):
    async with answering.run_test(size=size) as pilot:
        await pressed(pilot, "m v")
        assert row(answering) == ("unattached", "f6")
        assert any("▌" in line and "Rowan Teal, comment" in line for line in lines(answering))
        await pilot.resize_terminal(120, 45)
        await settled(pilot)
        assert any("13 of 13 still open" in line for line in lines(answering))


@pytest.mark.parametrize("text", [HOSTILE[1], HOSTILE[10], HOSTILE[22]])
async def test_hostile_feedback_is_only_words(service, text):
    take_in(service)
    with service.store.step("from elsewhere") as record:
        one = service.store.row(Feedback, "f1")
        record.put(replace(one, author=text, text=text, reply=text))
    app = LearnboardApp(service, lambda: DEMO_DAY, "feedback")
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "m enter")
        assert all(sign.isprintable() for line in lines(app) for sign in line)
        await pressed(pilot, "enter")
        assert feedback(service, "f1").answer == "done"
        assert said(app).startswith("Answered the comment of ")
        assert app.is_running
