"""The close of a year by its keys: answered row by row, left and taken up again, and closed in one step."""

from dataclasses import replace
from datetime import date

import pytest

from learnboard.domain.closing import ClosingAnswers, OwnScore
from learnboard.domain.model.fields import Number
from learnboard.domain.model.goals import Cycle, Objective
from learnboard.domain.model.key_results import KeyResult
from learnboard.service.commands import CheckInKeyResult, CloseCycle, DeleteRow, ReopenCycle
from learnboard.ui.app import LearnboardApp
from learnboard.ui.cycles.closing.screen import ClosingScreen
from learnboard.ui.toolkit.form import FormScreen
from learnboard.ui.toolkit.text import cell_len
from tests import builders
from tests.hostile import HOSTILE
from tests.ui.form_apps import go_to, seen, texts, type_in
from tests.ui.screen import lines, pressed, said

SIZES = [(80, 24), (160, 45)]
SIZE = (100, 50)
DAY = date(2027, 1, 3)
EARLY = date(2026, 12, 1)


_ANSWERED = ClosingAnswers(scores={"k4": OwnScore(None, "cancelled")})
"""The one sentence without which the year cannot be closed."""


def app_on(service, day=DAY):
    return LearnboardApp(service, lambda: day, "")


def page(app):
    return next(screen for screen in app.screen_stack if isinstance(screen, ClosingScreen))


def here(app):
    return page(app).row.id


def shown(app):
    return "\n".join(line.rstrip() for line in lines(app))


def kept(service):
    return service.draft("close", "c1")


async def walk(pilot, *parts):
    """Press named keys; what begins with `=` is typed letter by letter."""
    for part in parts:
        if part.startswith("="):
            await type_in(pilot, part[1:])
        else:
            await pressed(pilot, part)


WHOLE = (
    "Y", ".", "=8", "tab", "=it counts", "enter",  # faster: 0.80
    "enter",  # the playbook as computed
    "1", "enter", "=Ask first.", "ctrl+s",  # kept, and what was learned
    "enter", "=cancelled", "enter",  # the talk was committed
    "3", "enter", "=Ask twice.", "tab", "=no time", "ctrl+s",  # in the lowest band: with a cause
    "enter", "=A good year.", "ctrl+s",
    "enter", "enter",  # the next cycle
)  # fmt: skip


ANSWERS = {
    "score.k1": "0.8",
    "reason.k1": "the last week counts",
    "score.k2": "computed",
    "verdict.o1": "keep",
    "learned.o1": "Ask first.",
    "reason.k4": "cancelled",
    "verdict.o2": "let_go",
    "learned.o2": "Ask twice.",
    "cause.o2": "too much at once",
    "reflection": "A good year.",
    "next": "yes",
}
"""The draft of a close in which everything is answered."""


@pytest.mark.parametrize("size", SIZES)
async def test_enter_and_a_few_words_walk_to_the_end(small, size):
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await walk(pilot, *WHOLE)
        assert here(app) == "close"
        assert "Everything is answered." in shown(app)
        assert all(cell_len(line.rstrip()) <= size[0] for line in lines(app))
        await pressed(pilot, "enter")
        assert len(app.screen_stack) == 1
        assert said(app) == "Closed “2026”. 1 objective and 2 key results go on in “2027”, as drafts."
    store = small.store
    scored, playbook, talk = (store.row(KeyResult, id_) for id_ in ("k1", "k2", "k4"))
    assert (str(scored.own_score), scored.own_score_reason) == ("0.8", "it counts")
    assert (playbook.own_score, playbook.own_score_reason) == (None, "")
    assert (talk.own_score, talk.own_score_reason) == (None, "cancelled")
    first, second = (store.row(Objective, id_) for id_ in ("o1", "o2"))
    assert (first.verdict, first.learned, first.status) == ("keep", "Ask first.", "closed")
    assert (second.verdict, second.learned) == ("let_go", "Ask twice.\n\nCause: no time")
    old, new = sorted(store.rows(Cycle), key=lambda row: row.starts_on)
    assert (old.status, old.closed_on, old.reflection) == ("closed", DAY, "A good year.")
    assert (new.title, new.kind, new.starts_on, new.ends_on) == ("2027", "year", date(2027, 1, 1), date(2027, 12, 31))
    assert [row.carried_from_id for row in store.rows(Objective, cycle_id=new.id)] == ["o1"]


async def test_one_undo_takes_it_back_and_the_answers_are_there_again(small):
    small.keep_draft("close", "c1", ANSWERS)
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y enter u")
        assert said(app) == "Undid: close “2026”."
        assert [row.status for row in small.store.rows(Cycle)] == ["active"]
        await walk(pilot, "Y")
        assert here(app) == "close"
        assert "0.50 → 0.80" in shown(app)
        await pressed(pilot, "escape U")
        assert small.store.row(Cycle, "c1").closed


async def test_what_was_opened_again_begins_with_what_its_rows_say(small):
    small.keep_draft("close", "c1", ANSWERS)
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y enter")
        small.execute(ReopenCycle("c1"), small.open(DAY))
        row = small.store.row(Objective, "o1")
        with small.store.step("meanwhile") as record:
            record.put(replace(row, learned="Listen first."))
        await walk(pilot, "(", "Y")
        assert "Listen first." in shown(app)
        assert "Ask first." not in shown(app)
        assert "It is in a later cycle: nothing is added." in shown(app)


async def test_what_was_left_is_a_draft_also_in_another_program(small, window):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await walk(pilot, "Y", "enter", "enter", "2", "escape")
        assert len(app.screen_stack) == 1
        assert small.store.row(Objective, "o1").verdict is None
    again = app_on(window())
    async with again.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y")
        assert here(again) == "learned.o1"
        assert small.store.next_undo is None


async def test_words_in_a_form_that_was_left_come_back_too(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await walk(pilot, "Y", "4", "tab", "=half", "escape")
        assert here(app) == "score.k1"
        await pressed(pilot, "enter enter")
        assert here(app) == "verdict.o1"
        await pressed(pilot, "g full_stop")
        assert texts(app) == {"score": ".", "reason": "half"}


@pytest.mark.parametrize(
    ("score", "told"),
    [("1.2", "1.2 is out of range: write 0 to 1."), ("0.555", "0.555 has more than two decimals: round it.")],
)
async def test_a_score_is_from_0_to_1(small, score, told):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await walk(pilot, "Y", f"={score}", "tab", "=why", "enter")
        assert isinstance(app.screen, FormScreen)
        assert told in shown(app)
        assert kept(small) == {}


async def test_another_score_wants_a_reason_and_the_computed_one_none(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await walk(pilot, "Y", ".", "=7", "enter")
        assert "Say in a sentence why it is not the computed score." in shown(app)
        await walk(pilot, "=why", "enter", "g", "enter")
        assert texts(app) == {"score": "0.7", "reason": "why"}
        await walk(pilot, "ctrl+u", "=0.5", "tab", "ctrl+u", "enter")
        assert kept(small)["score.k1"] == "computed"
        await pressed(pilot, "g x")
        assert kept(small)["score.k1"] == ""
        assert here(app) == "score.k1"


async def test_the_close_goes_to_what_is_missing_and_says_so(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y G enter")
        assert here(app) == "score.k4"
        assert page(app).said[0] == "“a talk”: committed, and below 1.00: wants a sentence. Enter asks for it."
        assert not small.store.row(Cycle, "c1").closed
        await walk(pilot, "enter", "=cancelled", "enter", "G", "enter")
        assert small.store.row(Cycle, "c1").closed, "what is not answered refuses nothing"


async def test_a_year_that_has_not_ended_is_asked_about_once(small):
    app = app_on(small, EARLY)
    async with app.run_test(size=SIZE) as pilot:
        await walk(pilot, "Y", "G", "k", "x", "g", "j j j j j", "enter", "=so", "enter", "G", "enter")
        assert "“2026” ends in 30 days. Close it today?" in shown(app)
        await pressed(pilot, "escape")
        assert not small.store.row(Cycle, "c1").closed
        await pressed(pilot, "enter y")
        assert small.store.row(Cycle, "c1").closed_on == EARLY
        assert len(small.store.rows(Cycle)) == 1


async def test_on_its_last_day_nothing_is_asked(small):
    app = app_on(small, date(2026, 12, 31))
    async with app.run_test(size=SIZE) as pilot:
        await walk(pilot, "Y", "j j j j j", "enter", "=so", "enter", "G", "enter")
        assert small.store.row(Cycle, "c1").closed


async def test_the_next_cycle_can_have_other_days_but_not_those_of_this_one(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await walk(pilot, "Y", "G", "k", "enter")
        await go_to(pilot, "starts_on")
        await walk(pilot, "ctrl+u", "=2026-12-31", "enter")
        assert "Cycles do not overlap, and “2026” is from" in " ".join(" ".join(seen(app)).split())
        await walk(pilot, "ctrl+u", "=2027-02-01", "tab", "ctrl+u", "=2027-01-01", "enter")
        assert "The cycle ends before it starts" in shown(app)
        await walk(pilot, "ctrl+u", "=2027-06-30", "enter")
        assert "1 Feb 2027 to 30 Jun 2027" in shown(app)
        assert (kept(small)["next.starts_on"], kept(small)["next.ends_on"]) == ("2027-02-01", "2027-06-30")


async def test_a_key_result_is_left_out_and_a_metric_gets_other_numbers(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await walk(pilot, "Y", "j j j", "1", "G", "k", "x")
        assert here(app) == "carried.k2"
        assert "left out" in shown(app)
        await pressed(pilot, "k enter")
        assert texts(app) == {"start": "5", "target": "10"}
        await walk(pilot, "=10", "enter")
        assert "start and target are the same" in shown(app).lower()
        await walk(pilot, "=12 ms", "enter")
        assert "from 10 to 12 ms" in shown(app)
        await walk(pilot, "g", "j j j j j", "enter", "=so", "enter", "G", "enter")
    (row,) = (row for row in small.store.rows(KeyResult) if row.carried_from_id)
    assert (row.title, str(row.start), str(row.target)) == ("faster", "10", "12")


async def test_a_verdict_can_be_chosen_in_a_form_too(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y enter enter")
        assert here(app) == "verdict.o1"
        await pressed(pilot, "enter enter")
        assert "Verdict is not chosen yet." in shown(app)
        await pressed(pilot, "c enter")
        assert kept(small)["verdict.o1"] == "change"
        assert here(app) == "learned.o1"


async def test_dropped_key_results_are_told_without_a_score(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y")
        (line,) = [line for line in lines(app) if "an idea" in line]
        assert line.split("an idea")[1].strip() == "dropped on 1 May 2026: nobody asked"


async def test_keys_on_other_rows_say_where_they_belong(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y G 1")
        assert page(app).said[0].startswith("This is not about an objective")
        await pressed(pilot, "7")
        assert page(app).said[0].startswith("A score is for a key result")
        await pressed(pilot, "x")
        assert page(app).said[0].startswith("There is nothing to take back here")


async def test_the_list_of_cycles_closes_the_one_under_its_cursor(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "C Y")
        assert "Close “2026”" in shown(app)


async def test_the_close_opens_again_after_the_cursor_was_moved(small):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y j j escape Y G escape Y")
        assert "Close “2026”" in shown(app)


async def test_a_closed_cycle_says_what_opens_it_again(small):
    small.execute(CloseCycle("c1", _ANSWERED), small.open(DAY))
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y")
        assert said(app) == "“2026” has been closed since 3 Jan 2027: C, then X, opens it again."


async def test_without_a_cycle_it_says_how_to_make_one(small):
    with small.store.step("begin") as record:
        record.put(builders.goal())
    small.execute(DeleteRow(small.store.row(Cycle, "c1")), small.open(DAY))
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y")
        assert said(app) == "There is no cycle to close yet: C lists the cycles, and n there makes one."


async def test_a_check_in_from_another_window_is_scored_at_once(small, window):
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y")
        assert "5 ms, 0.50" in shown(app)
        other = window()
        other.execute(CheckInKeyResult("k1", DAY, Number("8")), other.open(DAY))
        await pressed(pilot, "enter")
        assert "8 ms, 0.80" in shown(app)


async def test_a_deleted_objective_is_left_out_and_named(small, window):
    small.keep_draft("close", "c1", ANSWERS)
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y")
        other = window()
        other.execute(DeleteRow(other.store.row(Objective, "o1")), other.open(DAY))
        await pressed(pilot, "G enter")
        assert (
            said(app) == "Closed “2026”. “2027” is next. Left out, as no longer there: 1 objective and 2 key results."
        )


async def test_closed_in_another_window_the_walk_ends_and_says_so(small, window):
    small.keep_draft("close", "c1", ANSWERS)
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y")
        other = window()
        other.execute(CloseCycle("c1", _ANSWERED), other.open(DAY))
        await pressed(pilot, "enter")
        assert len(app.screen_stack) == 1
        assert said(app).startswith("“2026” has been closed since")
        assert small.store.row(Objective, "o1").verdict is None
        assert len(small.store.rows(Cycle)) == 1


async def test_two_windows_answer_one_draft(small, window):
    one, other = app_on(small), app_on(window())
    async with one.run_test(size=SIZE) as first:
        await pressed(first, "Y enter")
        async with other.run_test(size=SIZE) as second:
            await pressed(second, "Y")
            assert here(other) == "score.k2"
            await pressed(second, "enter 1")
        await pressed(first, "G")
        while here(one) != "next":
            await pressed(first, "k")
        await pressed(first, "x")
    assert {name: text for name, text in kept(small).items() if text} == {
        "score.k1": "computed",
        "score.k2": "computed",
        "verdict.o1": "keep",
        "next": "no",
    }


async def test_no_text_is_obeyed(small):
    small.keep_draft("close", "c1", {"verdict.o2": "keep", "reason.k4": "".join(HOSTILE), "learned.o2": HOSTILE[0]})
    with small.store.step("make") as record:
        for number, text in enumerate(HOSTILE):
            record.put(builders.binary(id=f"h{number}", objective_id="o2", title=text or "-", position=number))
        record.put(replace(small.store.row(Cycle, "c1"), title=HOSTILE[1]))
        record.put(replace(small.store.row(Objective, "o2"), title=HOSTILE[2]))
    app = app_on(small)
    async with app.run_test(size=SIZES[0]) as pilot:
        for keys in ("Y", *["j j j j j j"] * 5, "G", "k k k k"):
            await pressed(pilot, keys)
            assert isinstance(app.screen, ClosingScreen)
            assert "\x1b" not in shown(app)
            assert all(cell_len(line.rstrip()) <= SIZES[0][0] for line in lines(app))


@pytest.mark.parametrize(
    "draft", [{"score.k1": "much", "verdict.o1": "perhaps", "next.ends_on": "soon", "start.k1": "x"}]
)
async def test_a_draft_that_nobody_understands_is_no_answer(small, draft):
    small.keep_draft("close", "c1", draft)
    app = app_on(small)
    async with app.run_test(size=SIZE) as pilot:
        await pressed(pilot, "Y")
        assert here(app) == "score.k1"
        assert "1 Jan 2027 to 31 Dec 2027" in shown(app)
